"""What was agreed in interviews: each a line of the plan, by the rules of consent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from cfdiag.formats.moments import day_of
from cfdiag.model.interview import LETS_WORDS_OUT, Answer, Interview, answer_key
from cfdiag.model.plan import ActionStatus, AgreedAction
from cfdiag.model.questionnaire import Questionnaire

Say = Callable[..., str]


class Promised(NamedTuple):
    """Where a questionnaire keeps what was agreed: in a repeated section, or in one question."""

    section: str = ""
    question: str = ""
    groups: tuple[str, ...] = ()
    """Whose answers are agreements; empty: everybody's."""
    owner: str = ""
    due: str = ""
    state: str = ""
    settled: tuple[str, ...] = ()
    """Options of `state` with which nothing is left to do."""
    sentence: str = "{what}"
    """What is done, for the translator."""


PROMISED_IN: dict[str, tuple[Promised, ...]] = {
    "customer-panel": (
        Promised(
            section="agreements", owner="agreement_owner", due="agreement_due", state="agreement_state",
            settled=("done",),
        ),
    ),
    "territory-handover": (
        Promised(
            section="promises", groups=("leaver",), due="promise_due", state="promise_state",
            settled=("kept", "withdrawn"), sentence="Keep the promise: {what}",
        ),
    ),
    "listening": (
        Promised(
            section="who_else_is_silent", owner="silent_who_asks", due="silent_when",
            sentence="Ask {what} whether anything is wrong",
        ),
    ),
    "account-view": (
        Promised(question="they_could", groups=("owner",), sentence="The one request: {what}"),
        Promised(question="we_could", groups=("owner",), sentence="The one thing we give: {what}"),
    ),
}  # fmt: skip
"""By questionnaire; ids of the shipped ones, which a test holds against them."""


class FoundPromises(NamedTuple):
    """The promises that may stand in a plan, and how many people's may not."""

    actions: list[AgreedAction]
    withheld: int


def promises(
    interviews: Sequence[tuple[Interview, Questionnaire]], say: Say, *, alone: bool, off: bool = False
) -> FoundPromises:
    """What was agreed and is not settled, in the order of the interviews.

    Words of people who agreed to be named or quoted; where nobody asked them, of one interview that is all
    that came in.

    Args:
        interviews: each with its questionnaire.
        say: the sentences of the tool.
        alone: whether one interview is all that came in (`Inputs.is_one`).
        off: whether no floor holds, for the consultant's own eyes.
    """
    found: list[AgreedAction] = []
    withheld = 0
    for interview, questionnaire in interviews:
        mine = list(_of(interview, questionnaire, say))
        if not mine:
            continue
        consent = interview.respondent.consent
        may = (consent is None and (off or alone)) or consent in LETS_WORDS_OUT
        found += mine if may else []
        withheld += not may
    return FoundPromises(found, withheld)


def _of(interview: Interview, questionnaire: Questionnaire, say: Say) -> Iterator[AgreedAction]:
    for each in PROMISED_IN.get(questionnaire.id, ()):
        if each.groups and interview.respondent.group not in each.groups:
            continue
        if each.question:
            answer = interview.answers.get(each.question)
            if answer is not None and answer.status == "answered" and isinstance(answer.value, str):
                yield _line(interview, each, each.question, say(each.sentence, what=_words(answer.value)), "")
            continue
        for item, label in interview.items.get(each.section, {}).items():
            if _word(_answer(interview, each, item, each.state)) not in each.settled:
                key = f"{each.section}/{item}"
                yield _line(interview, each, key, say(each.sentence, what=_words(label)), item)


def _line(interview: Interview, of: Promised, key: str, title: str, item: str) -> AgreedAction:
    digest = sha256(f"{interview.id}/{key}".encode()).hexdigest()[:8]
    owner = _word(_answer(interview, of, item, of.owner))
    due = day_of(_word(_answer(interview, of, item, of.due)))
    begun = _word(_answer(interview, of, item, of.state)) == "under_way"
    status: ActionStatus = "started" if begun else "open"
    return AgreedAction(
        id=f"promise-{digest}",
        kind="promise",
        title=title,
        owner=_words(owner),
        due=due.isoformat() if due else None,
        status=status,
        interview=interview.id,
    )


def _answer(interview: Interview, of: Promised, item: str, question: str) -> Answer | None:
    return interview.answers.get(answer_key(of.section, item, question)) if question and item else None


def _word(answer: Answer | None) -> str:
    return answer.value if answer is not None and isinstance(answer.value, str) else ""


def _words(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
