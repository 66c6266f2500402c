"""An answer while it is being given: what is on the page, set against what is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import UNSET

from cfdiag.interview.flow import Step
from cfdiag.model.interview import Answer, AnswerValue, Basis, Status
from cfdiag.model.questionnaire import BASES


@dataclass
class PageEntry:
    """The working copy of one answer. `status` is None while nothing is given yet."""

    step: Step
    saved: Answer | None = None
    status: Status | None = None
    value: AnswerValue = None
    importance: int | None = None
    importance_status: Status | None = None
    basis: Basis | None = None
    note: str = ""
    evidence: str = ""
    tags: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, step: Step, saved: Answer | None, drafts: Mapping[str, str] | None = None) -> PageEntry:
        """The entry of a step, filled from its saved answer, else from the drafts of its remarks by field."""
        if saved is None:
            typed = drafts or {}
            return cls(
                step,
                basis=next((known for known in BASES if known == typed.get("basis")), None),
                note=typed.get("note", ""),
                evidence=typed.get("evidence", ""),
                tags=typed.get("tags", "").split(),
            )
        return cls(
            step,
            saved=saved,
            status=saved.status,
            value=saved.value,
            importance=saved.importance,
            importance_status=saved.importance_status,
            basis=saved.basis,
            note=saved.note,
            evidence=saved.evidence,
            tags=list(saved.tags),
        )

    def give(self, status: Status, value: AnswerValue = None) -> None:
        """Set the answer itself; what stands beside it stays."""
        self.status = status
        self.value = value if status == "answered" else None

    def rate_importance(self, status: Status, importance: AnswerValue = None) -> None:
        """Set how important it is, or why that is not known."""
        self.importance = importance if isinstance(importance, int) else None
        self.importance_status = None if status == "answered" else status

    @property
    def rated_importance(self) -> bool:
        """Whether the importance is dealt with, where it is asked."""
        return not self.step.importance or self.importance is not None or self.importance_status is not None

    def answer(self) -> Answer | None:
        """The answer as it would be saved, without its time; None while there is none."""
        if self.status is None:
            return None
        whole = self.status == "answered"
        return Answer(
            status=self.status,
            value=self.value,
            importance=self.importance,
            importance_status=self.importance_status,
            basis=self.basis if whole else None,
            note=self.note,
            evidence=self.evidence,
            tags=tuple(self.tags),
            extra=self.saved.extra if self.saved else UNSET,
        )

    @property
    def changed(self) -> bool:
        """Whether there is something to save."""
        mine, saved = self.answer(), self.saved
        if mine is None or saved is None:
            return mine is not saved
        return _content(mine) != _content(saved)


def _content(answer: Answer) -> tuple[object, ...]:
    return (
        answer.status,
        answer.value,
        answer.importance,
        answer.importance_status,
        answer.basis,
        answer.note,
        answer.evidence,
        answer.tags,
    )
