"""One interview looked at question by question, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cfdiag.model.interview import Answer, AnswerValue, Interview, answer_key
from cfdiag.model.questionnaire import Question, Questionnaire
from cfdiag.model.text import Text
from cfdiag.questions import TYPES
from cfdiag.render.view.context import Material

INFERENCE = "inference"
"""The tag of what somebody concluded rather than heard or saw."""


def latest(interviews: Sequence[Interview], groups: Collection[str]) -> Interview | None:
    """The interview of these groups that was finished (or begun) last."""
    mine = [i for i in interviews if i.respondent.group in groups]
    # ISO dates sort as text.
    return max(mine, key=lambda i: i.finished or i.started or "", default=None)


class Sheet:
    """The answers of one interview; of none, where there is no interview."""

    def __init__(
        self,
        m: Material,
        questionnaire: Questionnaire,
        interview: Interview | None,
        group: str,
        account: str = "",
    ) -> None:
        self.m, self.questionnaire, self.interview = m, questionnaire, interview
        self.group, self.account = group, account

    def answer(self, id_: str, section: str = "", item: str = "") -> Answer | None:
        """The answer, or None."""
        return self.interview.answers.get(answer_key(section, item, id_)) if self.interview else None

    def value(self, id_: str, section: str = "", item: str = "") -> AnswerValue:
        """The stored value, or None unless answered."""
        answer = self.answer(id_, section, item)
        return answer.value if answer and answer.status == "answered" else None

    def said(self, id_: str, section: str = "", item: str = "") -> str:
        """An answer for people: dates and figures in the report's language, labels for options; or empty."""
        value, question = self.value(id_, section, item), self.questionnaire.question(id_)
        if value is None or question is None:
            return ""
        return TYPES[question.type].told(question, value, self.m.words, self.group)

    def items(self, section: str) -> dict[str, str]:
        """The items of a repeated section, by id."""
        return self.interview.items.get(section, {}) if self.interview else {}

    def inferred(self, id_: str, section: str = "", item: str = "") -> bool:
        """Whether the answer is marked as an inference."""
        answer = self.answer(id_, section, item)
        return bool(answer and INFERENCE in answer.tags)

    def ask(self, question: Question, item: str = "") -> str:
        """A question as it was put."""
        return self._worded(question, question.ask, item)

    def name(self, question: Question, item: str = "") -> str:
        """What a question is called where it is not asked: its label, else as it was put."""
        return self._worded(question, question.name, item)

    def _worded(self, question: Question, text: Text, item: str) -> str:
        group = self.group if self.group in question.groups else ""
        side = self.questionnaire.side(group)
        return self.m.text(text, group, side, item=item, account=self.account)
