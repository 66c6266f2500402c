"""The words of one interview as this respondent hears and the interviewer reads them. Pure."""

from __future__ import annotations

import datetime as dt

from cfdiag.ground.cells import clip
from cfdiag.interview import consent, wording
from cfdiag.interview.flow import Step
from cfdiag.interview.state import ACCOUNT_NAME
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.interview import Answer, AnswerValue, Basis, Interview, Status
from cfdiag.model.questionnaire import BASES, Question, Questionnaire
from cfdiag.model.text import Text
from cfdiag.questions import TYPES

STATUS_WORDS: dict[Status, str] = {
    "answered": "answered",
    "unknown": "don't know",
    "skipped": "skipped",
    "not_applicable": "does not apply",
}
"""Every status in English words."""

ONE_TOO_MANY = "{max} are chosen already. The number of one of them now puts {label} in its place."
"""What is said where more was pointed at than can be chosen, in English."""

_ECHO = 60


class Phrases:
    """Says things in the interview's language, for the respondent's group.

    Args:
        q: the questionnaire.
        iv: the interview as it stands.
        today: the day it is.
    """

    def __init__(self, q: Questionnaire, iv: Interview, today: dt.date) -> None:
        self.questionnaire, self.interview, self.today = q, iv, today
        self.say: Locale = locale_for(iv.language)
        """The tool's own words."""

    @property
    def group(self) -> str:
        """The respondent's group."""
        return self.interview.respondent.group

    def worded(self, text: Text | None, step: Step | None = None) -> str:
        """A text of the questionnaire, its names filled in."""
        return wording.worded(self.questionnaire, self.interview, text, step)

    def label(self, text: Text) -> str:
        """A label, which names nothing that would have to be filled in."""
        return text.pick(self.interview.language, self.group)

    def asked(self, step: Step) -> str:
        """A step's question, or what is asked about its list of items."""
        if step.question is not None:
            return self.worded(step.question.ask, step)
        return self.worded(step.section.repeat.ask, step) if step.section.repeat else ""

    def second(self, step: Step) -> str:
        """How a second rating is asked for, where that is not how important it is."""
        ask = step.question.importance_ask if step.question is not None else None
        return self.worded(ask, step) if ask is not None else ""

    def second_given(self, question: Question, value: int) -> str:
        """A second rating that was given: `importance 5`; of another kind `first 80`."""
        return self.say("first {n}" if question.importance_ask is not None else "importance {n}", n=value)

    def named(self, step: Step) -> str:
        """What a step is called where it is not asked: its question's label, else what is asked."""
        question = step.question
        return self.worded(question.name, step) if question is not None else self.asked(step)

    def status(self, status: Status) -> str:
        """A status in words."""
        return self.say(STATUS_WORDS[status])

    def basis(self, basis: Basis) -> str:
        """What an answer rests on, in words."""
        return self.say(BASES[basis])

    def options(self, question: Question) -> list[tuple[str, str]]:
        """The options of a question as `(id, label)`."""
        return TYPES[question.type].offered(question, self.say, self.group)

    def parse(self, question: Question, typed: str) -> AnswerValue:
        """The value that somebody typed.

        Raises:
            MismatchError: it is no answer to this question.
        """
        type_ = TYPES[question.type]
        return type_.parse(question, type_.placed(typed, self.say, self.today), self.say, self.group)

    def echo(self, question: Question, typed: str) -> str:
        """How something is understood while it is typed; empty where that is plain to see."""
        return TYPES[question.type].echo(question, typed, self.say, self.group)

    def chosen(self, n: int, least: int, most: int) -> str:
        """How many are chosen, and how many are to be: `2 of 4 chosen`."""
        told = "{n} chosen; from {min} to {max}" if least else "{n} chosen; at most {max}"
        told = "{n} of {max} chosen" if least == most else told
        return self.say(told, n=n, min=least, max=most)

    def answer(self, question: Question, given: Answer) -> str:
        """An answer on one line: `3, importance 5`, `don't know`."""
        said = self.status(given.status)
        if given.status == "answered":
            rated = TYPES[question.type].rated
            shown = str(given.value) if rated else self._shown(question, given)
            said = short(shown) or self.say("none of these")
        if given.importance is not None:
            said += f", {self.second_given(question, given.importance)}"
        elif given.importance_status in ("unknown", "not_applicable"):
            said += f", {self.say('importance')} {self.status(given.importance_status)}"
        return said

    def _shown(self, question: Question, given: Answer) -> str:
        return TYPES[question.type].show(question, given.value, self.say, self.group)

    def title(self) -> str:
        """The questionnaire's title."""
        return self.worded(self.questionnaire.title)

    def who(self) -> str:
        """Who is being interviewed."""
        who = self.interview.respondent
        group = self.questionnaire.groups.get(who.group)
        title = self.label(group.title) if group else who.group
        account = who.extra.get(ACCOUNT_NAME) or who.account or ""
        about = account if who.name and self.questionnaire.side(who.group) == "inside" else ""
        parts = (who.name or who.organisation or account, str(about), title)
        return " · ".join(str(part) for part in parts if part)

    def consent(self) -> str:
        """What may become of the respondent's words, as things stand."""
        return self.say(consent.CONSENT_WORDS[self.interview.respondent.consent])

    def expected(self, template: str, **values: object) -> str:
        """The refusal of what was given: what would be an answer."""
        return self.say("Please give {what}.", what=self.say(template, **values))


def short(text: str) -> str:
    """A text on one line, cut where it is long."""
    return clip(" ".join(text.split()), _ECHO)


def basis_of(typed: str, phrases: Phrases) -> Basis | None:
    """What an answer rests on, typed as a number, an id or its words."""
    word = typed.strip().casefold()
    for n, (id_, words) in enumerate(BASES.items(), 1):
        if word in (str(n), id_, words.casefold(), phrases.say(words).casefold()):
            return id_
    return None
