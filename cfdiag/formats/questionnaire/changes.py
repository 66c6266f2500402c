"""What a newer text of a questionnaire changes for the answers that were given to an older one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location, fault
from cfdiag.ground.files import read_bytes
from cfdiag.ground.writing import write_atomically
from cfdiag.model.questionnaire import Question, Questionnaire
from cfdiag.rules.sameness import same_meaning, shared


class TextChanges(NamedTuple):
    """An older text and a newer one of a questionnaire, and what is other in the newer one."""

    old: Questionnaire
    new: Questionnaire
    unlike: list[Question]
    """As they are now: what was answered before does not count."""
    gone: list[str]
    added: list[str]
    words: list[str]
    """Questions that say the same in other words."""
    rules: list[str]
    """Keys of the file beside the questions."""

    @property
    def any(self) -> bool:
        """Whether anything is other."""
        return bool(self.unlike or self.gone or self.added or self.words or self.rules)

    @property
    def mean_the_same(self) -> bool:
        """Whether every answer to the older text is one to the newer, which does not say so yet."""
        known = (self.new.sha256, *self.new.same_as)
        return not self.unlike and not self.gone and self.old.sha256 not in known


def changes_between(old: Questionnaire, new: Questionnaire) -> TextChanges:
    """What is other in the newer text.

    Raises:
        CfdiagError: the two are not of one questionnaire.
    """
    if old.id != new.id:
        message = f"'{old.id}' and '{new.id}' are two questionnaires"
        hint = "--against takes an older text of the same one"
        raise fault(Code.OTHER_QUESTIONNAIRE, message, hint, Location(old.file))
    before, after = _by_id(old), _by_id(new)
    same = set(after) - shared(old, new).not_asked
    return TextChanges(
        old,
        new,
        unlike=[q for id_, q in after.items() if id_ in before and id_ not in same],
        gone=[id_ for id_ in before if id_ not in after],
        added=[id_ for id_ in after if id_ not in before],
        words=[id_ for id_ in after if id_ in same and _plain(before[id_]) != _plain(after[id_])],
        rules=list(_rest(old, new)),
    )


def changes_for_answers(changes: TextChanges) -> Iterator[Diagnostic]:
    """What the changes come to: first what the version would have to say, then what changed."""
    old, new = changes.old, changes.new
    yield from _versions(changes)
    before = _by_id(old)
    for question in changes.unlike:
        how = _how(before[question.id], question)
        message = f"'{question.id}' has another {how}: answers to the older text do not count"
        yield Diagnostic(Code.NOT_COMPARABLE, message, Location(new.file, question.line, 1), "", "warning")
    for code, said, ids in (
        (Code.ANSWERS_GONE, "gone: {ids}; what was said to them does not count", changes.gone),
        (Code.NEW_QUESTION, "new, asked of nobody who answered the older text: {ids}", changes.added),
        (Code.WORDS_CHANGED, "other words only, answers count: {ids}", changes.words),
        (Code.RULES_CHANGED, "also other than before: {ids}", changes.rules),
    ):
        if ids:
            message = said.format(ids=", ".join(ids))
            yield Diagnostic(code, message, Location(new.file), "", "note")


def _versions(changes: TextChanges) -> Iterator[Diagnostic]:
    old, new = changes.old, changes.new
    place, unlike = Location(new.file), [question.id for question in changes.unlike]
    if changes.any and old.version == new.version:
        message = f"the text changed and is still called {new.version}"
        yield Diagnostic(Code.NEEDS_VERSION, message, place, "give it a new version")
    elif unlike and old.version.partition(".")[0] == new.version.partition(".")[0]:
        message = f"answers to {old.version} do not count in {new.version}: {', '.join(unlike)}"
        hint = "give it a new first number, or give what has changed its meaning a new id"
        yield Diagnostic(Code.NEEDS_FIRST_NUMBER, message, place, hint)


_VERSION_LINE = re.compile(rb"(?m)^version:[^\r\n]*(\r?\n|$)")


def declare_same(changes: TextChanges) -> Diagnostic:
    """Write `same_as` beneath the version, where the version says that the text is another; else say how.

    Raises:
        CfdiagError: it cannot be written.
    """
    new = changes.new
    place, line = Location(new.file), f"same_as: ['{changes.old.sha256}']"
    path = Path(new.file)
    data = read_bytes(path)
    found = _VERSION_LINE.search(data)
    told = not changes.any or changes.old.version != new.version
    if not told or new.same_as or found is None:
        hint = f"say so in it: {line}"
        return Diagnostic(Code.SAME_MEANING, "answers to the older text mean the same", place, hint, "note")
    ending = found[1] or b"\n"
    beneath = data[: found.end()] + (b"" if found[1] else ending) + line.encode() + ending
    write_atomically(path, beneath + data[found.end() :], mode=path.stat().st_mode & 0o777)
    message = f"answers to the older text mean the same; written beneath its version: {line}"
    return Diagnostic(Code.SAME_MEANING, message, place, "", "note")


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
