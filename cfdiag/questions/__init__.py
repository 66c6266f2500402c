"""Question types: one file each with everything about it. A type is there because its file is."""

from __future__ import annotations

from cfdiag.ground.folder import Folder
from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import Question
from cfdiag.questions._type import FIGURES, AnswerKey, MismatchError, OwnKey, QuestionType

__all__ = [
    "ENTRY",
    "FIGURES",
    "TYPES",
    "AnswerKey",
    "MismatchError",
    "OwnKey",
    "QuestionType",
    "check_answer",
    "own_keys",
]

ENTRY = "TYPE"

TYPES: dict[str, QuestionType] = dict(Folder[QuestionType](__name__, ENTRY))
"""`{name: type}`; the name is what a questionnaire writes under `type:`. All imported here: whoever reads a
questionnaire needs to know all of its types, and a look-up must cost no more than that of a dictionary."""


def own_keys() -> dict[str, OwnKey]:
    """The keys that single types bring along, by name."""
    return {name: key for type_ in TYPES.values() for name, key in type_.own.items()}


def check_answer(question: Question, answer: Answer, group: str) -> str | None:
    """None where a whole answer object fits its question, else what is wrong with it.

    The message never holds what was answered.

    Args:
        question: the question that was asked.
        answer: status, value and what goes with them.
        group: the respondent's group.
    """
    if group not in question.groups:
        return f"the group '{group}' is not asked this question"
    if answer.status == "answered":
        expected = TYPES[question.type].check(question, answer.value)
        if expected is not None:
            return f"the value must be {expected}"
    elif answer.value is not None:
        return "a value is there although the status is not 'answered'"
    return _check_importance(question, answer, group) or _check_rest(question, answer, group)


def _check_importance(question: Question, answer: Answer, group: str) -> str | None:
    if answer.importance is None:
        if answer.importance_status == "answered":
            return "importance_status is 'answered' and there is no importance"
        return None
    scale = question.second_scale
    if group not in question.importance or scale is None:
        return f"importance is not asked of the group '{group}' here"
    if answer.importance_status not in (None, "answered"):
        return "an importance is there although importance_status says that there is none"
    if isinstance(answer.importance, bool) or answer.importance not in scale.values:
        apart = f", in steps of {scale.step}" if scale.step > 1 else ""
        return f"the importance must be a whole number from {scale.min} to {scale.max}{apart}"
    return None


def _check_rest(question: Question, answer: Answer, group: str) -> str | None:
    if answer.basis is not None:
        if group not in question.basis:
            return f"what the answer rests on is not asked of the group '{group}' here"
        if answer.status != "answered":
            return "a basis is there although the status is not 'answered'"
    known = {tag.id for tag in question.tags}
    if not known.issuperset(answer.tags):
        return f"tags must be of {', '.join(sorted(known))}" if known else "this question has no tags"
    return None
