"""Interviews without names: every name that is known becomes a code, the same in all files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from cfdiag.api.names import IN_FILE_NAMES, PeopleNames, changed
from cfdiag.api.person.traces import is_in_words
from cfdiag.api.person.whom import text_held_with
from cfdiag.api.surroundings import Around, around, with_roster
from cfdiag.batch.inputs import (
    COMPRESSED,
    SUFFIXES,
    InputSource,
    find_here,
    is_journal,
)
from cfdiag.batch.others import is_of_others
from cfdiag.batch.streams import holds_lines, pieces_in, read_all
from cfdiag.formats.interview import read_interview
from cfdiag.formats.writing import encode_interview
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, fault
from cfdiag.ground.endings import JOURNAL_SUFFIX
from cfdiag.ground.files import read_bytes, read_plain
from cfdiag.ground.sealing import SEALED_SUFFIX, Keys
from cfdiag.ground.writing import write_new
from cfdiag.interview.journal.replay import read_journal
from cfdiag.model.interview import Answer, Interview
from cfdiag.model.questionnaire import Questionnaire

REDACTED = ".redacted.json"
REDACTED_LINES = ".redacted.jsonl"
_SHORTEST = 2


class RedactedPlace(NamedTuple):
    """A place where a code stands now."""

    file: str
    line: int
    codes: tuple[str, ...]
    before: str
    after: str


class Redaction(NamedTuple):
    """What becomes of some files."""

    written: list[tuple[Path, bytes]]
    counts: Counter[str]
    places: list[RedactedPlace]
    faults: list[Diagnostic]


class _Codes:
    """Names and their codes, in the order in which they are known."""

    def __init__(self, names: Iterable[str]) -> None:
        known = [name for name in names if len(name.strip()) >= _SHORTEST]
        self._names = PeopleNames(known)
        self._in_file_names = PeopleNames(known, IN_FILE_NAMES)
        self.counts: Counter[str] = Counter()

    def within(self, text: str) -> str:
        """The text with codes for names."""
        return self._names.replaced(text, self._code)

    def within_name(self, text: str) -> str:
        """The name of a file with codes for names."""
        return self._in_file_names.replaced(text, _code)

    def _code(self, place: int) -> str:
        code = _code(place)
        self.counts[code] += 1
        return code


def _code(place: int) -> str:
    return f"P{place + 1}"


def redact(paths: Sequence[str], words: Path | None, keys: Keys) -> Redaction:
    """The interviews with codes for names; nothing is written yet.

    Args:
        paths: files, folders, globs.
        words: a file with further names or words, one a line.
        keys: what opens interviews that are locked.

    Raises:
        CfdiagError: not one interview can be read; `wrong-use`: a path is an address.
    """
    found = find_here(list(paths))
    faults = [each for each in found.faults if each.severity == "error"]
    held: list[_HeldFile] = []
    for source in found.sources:
        if source.file.endswith((REDACTED, REDACTED_LINES)):
            continue
        try:
            held += _held_in(source, keys)
        except CfdiagError as error:
            faults += error.diagnostics
    if not held:
        raise CfdiagError(*(faults or _nothing(paths)))
    near = with_roster(around(paths, None, {"cfdiag", "accounts", "roster"}.__contains__))
    codes = _Codes(
        [*_known_names(near, [each for file in held for each in file.interviews]), *_words_in(words)]
    )
    written: list[tuple[Path, bytes]] = []
    places: list[RedactedPlace] = []
    for file in held:
        after = [_redacted(each, text_held_with(each, near), codes) for each in file.interviews]
        data = file.encoded(after)
        written.append((_target(file, codes, {other for other, _ in written}), data))
        places += _places(file.path, file.encoded(file.interviews), data)
    return Redaction(written, codes.counts, places, faults)


class _HeldFile(NamedTuple):
    """A file, and the interviews in it."""

    path: Path
    interviews: list[Interview]
    several: bool
    """Whether there may be more than one in it: then a line is written for each."""

    def encoded(self, interviews: Iterable[Interview]) -> bytes:
        """Interviews as such a file holds them."""
        if not self.several:
            return b"".join(map(encode_interview, interviews))
        return b"".join(msgspec.json.encode(each) + b"\n" for each in interviews)


def _held_in(source: InputSource, keys: Keys) -> Iterator[_HeldFile]:
    """The interviews of a file; nothing where it was found in a folder and is something else.

    Raises:
        CfdiagError: it cannot be read, or one of them is none.
    """
    path = Path(source.file)
    if source.kind == "rows":
        hint = "write them into a .jsonl file, one a line"
        raise fault(Code.WRONG_USE, "interviews in rows are not redacted", hint, Location(source.name))
    data = read_all(source) if source.kind == "stream" else read_plain(source.file)
    data = keys.opened(data, source.name)
    if is_journal(source):
        yield _HeldFile(path, [read_journal(data, source.name, keys)], several=False)
    elif not is_of_others(source, data):
        parts = [piece.data for piece in pieces_in(data, source.name, named=True)]
        several = len(parts) > 1 or holds_lines(source.file) or data.lstrip()[:1] == b"["
        yield _HeldFile(path, [read_interview(part, source.name) for part in parts], several)


def write_redacted(redaction: Redaction, *, force: bool) -> None:
    """Write the files.

    Raises:
        CfdiagError: `exists`, where another file is there; `cannot-write`.
    """
    for path, data in redaction.written:
        write_new(path, data, force=force)


def _nothing(paths: Sequence[str]) -> Iterator[Diagnostic]:
    hint = "name interviews: cfdiag redact interviews/"
    yield Diagnostic(Code.EMPTY_FOLDER, "no interviews here", Location(", ".join(paths)), hint)


def _known_names(near: Around, held: Sequence[Interview]) -> Iterator[str]:
    """The names on the roster, of accounts, of respondents and those who asked; in that order."""
    engagement = near.engagement
    yield from (person.name for person in engagement.roster)
    yield from engagement.accounts.values()
    yield from (alias for several in engagement.account_aliases.values() for alias in several)
    for interview in held:
        who = interview.respondent
        yield from (name for name in (who.name, who.organisation, interview.interviewer) if name)


def _words_in(file: Path | None) -> list[str]:
    if file is None:
        return []
    try:
        return [line.strip() for line in read_bytes(file).decode("utf-8-sig").splitlines()]
    except UnicodeDecodeError as error:
        hint = "save it as UTF-8: a name a line"
        raise fault(Code.NOT_UTF8, "the file is not UTF-8 text", hint, Location(str(file))) from error


def _redacted(interview: Interview, questionnaire: Questionnaire | None, codes: _Codes) -> Interview:
    """With codes in names and in what was typed; ids, groups, accounts and chosen answers stay."""
    who = interview.respondent

    def name(text: str | None) -> str | None:
        return codes.within(text) if text is not None else None

    def answers(several: dict[str, Answer]) -> dict[str, Answer]:
        return {key: answer(each, is_in_words(key, questionnaire)) for key, each in several.items()}

    def answer(one: Answer, in_words: bool) -> Answer:  # noqa: FBT001  one call, just above
        return msgspec.structs.replace(
            one,
            value=codes.within(one.value) if in_words and isinstance(one.value, str) else one.value,
            note=codes.within(one.note),
            evidence=codes.within(one.evidence),
            tags=tuple(map(codes.within, one.tags)),
            extra=changed(one.extra, codes.within),
        )

    return msgspec.structs.replace(
        interview,
        respondent=msgspec.structs.replace(
            who,
            name=name(who.name),
            organisation=name(who.organisation),
            department=name(who.department),
            extra=changed(who.extra, codes.within),
        ),
        interviewer=name(interview.interviewer),
        items=changed(interview.items, codes.within),
        answers=answers(interview.answers),
        set_aside=answers(interview.set_aside),
        taken_from={
            section: msgspec.structs.replace(taken, answers=answers(taken.answers))
            for section, taken in interview.taken_from.items()
        },
        remarks=[msgspec.structs.replace(each, text=codes.within(each.text)) for each in interview.remarks],
        extra=changed(interview.extra, codes.within),
    )


def _places(path: Path, before: bytes, after: bytes) -> Iterator[RedactedPlace]:
    lines = zip(before.decode().split("\n"), after.decode().split("\n"), strict=True)
    for number, (then, now) in enumerate(lines, 1):
        if then != now:
            codes = tuple(dict.fromkeys(re.findall(r"\bP\d+\b", now)))
            yield RedactedPlace(str(path), number, codes, then.strip(), now.strip())


def _target(file: _HeldFile, codes: _Codes, taken: set[Path]) -> Path:
    """Where the redacted interview goes: not under a name that names somebody, nor over another one."""
    name = file.path.name.removesuffix(SEALED_SUFFIX)
    for ending in (*COMPRESSED, JOURNAL_SUFFIX, *SUFFIXES):
        name = name.removesuffix(ending)
    name, ending = codes.within_name(name), REDACTED_LINES if file.several else REDACTED
    target, n = file.path.with_name(name + ending), 1
    while target in taken:
        n += 1
        target = file.path.with_name(f"{name} ({n}){ending}")
    return target
