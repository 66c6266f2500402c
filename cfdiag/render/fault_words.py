"""Faults on a page: said in its language, with the line that each is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cfdiag.ground.addresses import shown_text
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import OWN_WORDS, Diagnostic
from cfdiag.ground.safe import readable
from cfdiag.locales.locale import Locale


def fault_lines(faults: Sequence[Diagnostic], w: Locale) -> Iterator[str]:
    """A line a fault: the file, the line in it, and what is wrong."""
    for each in faults:
        said = _said(each, w)
        place = each.location
        yield placed(place.file, place.line, said, w) if place else said


def placed(file: str, line: int, said: str, w: Locale) -> str:
    """What is said of a file, or of a line of it."""
    if line:
        return w("{file}, line {line}: {message}", file=file, line=line, message=said)
    return w("{file}: {message}", file=file, message=said)


def of_code(code: str, message: str, w: Locale) -> str:
    """A message of which only the words are kept: in other languages than English what its code means."""
    stands_for = next((each.help for each in Code if each == code), message)
    return w(stands_for) if w.knows(stands_for) else message


def _said(fault: Diagnostic, w: Locale) -> str:
    """The sentence in the page's language; where it has none, what the code of the fault stands for."""
    sentence = fault.sentence or fault.message
    if not w.knows(sentence):
        return of_code(fault.code, fault.message, w)
    return readable(shown_text(w(sentence, **_in_words(dict(fault.parts), w))))


def fault_in_full(fault: Diagnostic, w: Locale) -> str:
    """The sentence; where the language has none what the code stands for, and then the message as it is."""
    said = _said(fault, w)
    if w.knows(fault.sentence or fault.message) or said == fault.message:
        return said
    return f"{said}: {fault.message}"


def _in_words(parts: Mapping[str, str], w: Locale) -> dict[str, str]:
    own = parts.get(OWN_WORDS)
    said = {OWN_WORDS: ", ".join(w(word) for word in own.split(", "))} if own else {}
    return {**parts, **said}
