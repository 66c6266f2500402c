"""What a newer text of a questionnaire changes for the answers that were given to an older one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location, fault
from cfdiag.ground.files import read_bytes, write_atomically
from cfdiag.model.questionnaire import Question, Questionnaire
from cfdiag.rules.sameness import same_meaning, shared


def changes_for_answers(old: Questionnaire, new: Questionnaire) -> Iterator[Diagnostic]:
    """What is other in the newer text: first what the version would have to say, then what changed.

    Where every answer to the older text is one to the newer, the newer one gets to say so (`same_as`).

    Raises:
        CfdiagError: the two are not of one questionnaire; `same_as` cannot be written.
    """
    if old.id != new.id:
        message = f"'{old.id}' and '{new.id}' are two questionnaires"
        hint = "--against takes an older text of the same one"
        raise fault(Code.OTHER_QUESTIONNAIRE, message, hint, Location(old.file))
    before, after = _by_id(old), _by_id(new)
    same = set(after) - shared(old, new).not_asked
    unlike = [q for id_, q in after.items() if id_ in before and id_ not in same]
    gone = [id_ for id_ in before if id_ not in after]
    added = [id_ for id_ in after if id_ not in before]
    words = [id_ for id_ in after if id_ in same and _plain(before[id_]) != _plain(after[id_])]
    rules = list(_rest(old, new))
    changed = bool(unlike or gone or added or words or rules)
    yield from _versions(old, new, [q.id for q in unlike], changed=changed)
    for question in unlike:
        how = _how(before[question.id], question)
        message = f"'{question.id}' has another {how}: answers to the older text do not count"
        yield Diagnostic(Code.NOT_COMPARABLE, message, Location(new.file, question.line, 1), "", "warning")
    for code, said, ids in (
        (Code.ANSWERS_GONE, "gone: {ids}; what was said to them does not count", gone),
        (Code.NEW_QUESTION, "new, asked of nobody who answered the older text: {ids}", added),
        (Code.WORDS_CHANGED, "other words only, answers count: {ids}", words),
        (Code.RULES_CHANGED, "also other than before: {ids}", rules),
    ):
        if ids:
            message = said.format(ids=", ".join(ids))
            yield Diagnostic(code, message, Location(new.file), "", "note")
    if not unlike and not gone and old.sha256 not in (new.sha256, *new.same_as):
        yield from _means_the_same(old, new, told=not changed or old.version != new.version)


def _versions(
    old: Questionnaire, new: Questionnaire, unlike: list[str], *, changed: bool
) -> Iterator[Diagnostic]:
    place = Location(new.file)
    if changed and old.version == new.version:
        message = f"the text changed and is still called {new.version}"
        yield Diagnostic(Code.NEEDS_VERSION, message, place, "give it a new version")
    elif unlike and old.version.partition(".")[0] == new.version.partition(".")[0]:
        message = f"answers to {old.version} do not count in {new.version}: {', '.join(unlike)}"
        hint = "give it a new first number, or give what has changed its meaning a new id"
        yield Diagnostic(Code.NEEDS_FIRST_NUMBER, message, place, hint)


_VERSION_LINE = re.compile(rb"(?m)^version:[^\r\n]*(\r?\n|$)")


def _means_the_same(old: Questionnaire, new: Questionnaire, *, told: bool) -> Iterator[Diagnostic]:
    """Write `same_as` beneath the version, where the version says that the text is another; else say how."""
    place, line = Location(new.file), f"same_as: ['{old.sha256}']"
    path = Path(new.file)
    data = read_bytes(path)
    found = _VERSION_LINE.search(data)
    if not told or new.same_as or found is None:
        hint = f"say so in it: {line}"
        yield Diagnostic(Code.SAME_MEANING, "answers to the older text mean the same", place, hint, "note")
        return
    ending = found[1] or b"\n"
    beneath = data[: found.end()] + (b"" if found[1] else ending) + line.encode() + ending
    write_atomically(path, beneath + data[found.end() :], mode=path.stat().st_mode & 0o777)
    message = f"answers to the older text mean the same; written beneath its version: {line}"
    yield Diagnostic(Code.SAME_MEANING, message, place, "", "note")


def _how(old: Question, new: Question) -> str:
    if old.type != new.type:
        return "type"
    if old.scale and new.scale and (old.scale.min, old.scale.max) != (new.scale.min, new.scale.max):
        return "scale"
    if old.reverse != new.reverse:
        return "direction"
    if {option.id for option in old.options} != {option.id for option in new.options}:
        return "options"
    return "points" if not same_meaning(old, new) else "section"


_OWN = ("version", "sha256", "file", "same_as", "scales", "sections")
"""What says which text it is, and what the questions hold already."""


def _rest(old: Questionnaire, new: Questionnaire) -> Iterator[str]:
    """The keys of the file that are other, beside the questions."""
    for field in Questionnaire.__struct_fields__:
        if field not in _OWN and _plain(getattr(old, field)) != _plain(getattr(new, field)):
            yield field
    shells = [[_plain(msgspec.structs.replace(s, questions=())) for s in q.sections] for q in (old, new)]
    if shells[0] != shells[1]:
        yield "sections"


def _plain(value: Any) -> Any:  # noqa: ANN401  any part of a questionnaire
    """A part of a questionnaire without the lines it stands in."""
    if isinstance(value, msgspec.Struct):
        return type(value), [
            (name, _plain(getattr(value, name)))
            for name in value.__struct_fields__
            if name not in ("line", "accept")
        ]
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def _by_id(questionnaire: Questionnaire) -> dict[str, Question]:
    return {question.id: question for section in questionnaire.sections for question in section.questions}
