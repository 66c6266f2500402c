"""The words that were noted, read back before the end, and what may become of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cfdiag.interview import consent, wording
from cfdiag.interview.face.actions import SCROLLING, Act
from cfdiag.interview.face.navigator import READ_BACK
from cfdiag.interview.face.page_model import NotedWords, PageModel, ReadBackBody
from cfdiag.interview.face.presenter import Presenter
from cfdiag.interview.face.promise import consent_choices
from cfdiag.interview.flow import Step
from cfdiag.questions import TYPES


def read_back_page(presenter: Presenter, steps: Sequence[Step]) -> PageModel:
    """The words that were noted, to be read aloud and agreed, and the one question about them.

    Args:
        presenter: the interview as it stands.
        steps: everything that is asked.
    """
    say = presenter.words.say
    words = tuple(_noted(presenter, steps))
    told = say("Please read this back: is it what was said?") if words else say("No words were noted.")
    actions = (presenter.usual - {Act.ACCEPT, Act.FORWARD}) | {Act.FINISH, Act.DIGIT, *SCROLLING}
    return PageModel(
        kind="read_back",
        key=READ_BACK,
        ask=told,
        body=ReadBackBody(words, say(consent.CONSENT_QUESTION), consent_choices(presenter.words)),
        actions=actions | ({Act.TOGGLE} if any(each.key for each in words) else frozenset()),
    )


def _noted(presenter: Presenter, steps: Sequence[Step]) -> Iterator[NotedWords]:
    """The words in the order of the questions.

    What was said in passing is read back where somebody has said to which question it belongs: what belongs
    to none may be the interviewer's own.
    """
    filed: dict[str, list[str]] = {}
    for remark in presenter.interview.remarks:
        filed.setdefault(remark.question or "", []).append(remark.text)
    for step in steps:
        question, answer = step.question, presenter.interview.answers.get(step.key)
        if question is None or question.off_record:
            continue
        for text in filed.get(step.key, ()):
            yield NotedWords("", presenter.words.asked(step), text)
        if answer is None:
            continue
        # Beside an answer in words a note is the interviewer's own, and nothing that was said.
        in_words = TYPES[question.type].in_words
        text = wording.shown(question, presenter.interview, step.key) if in_words else answer.note
        if text.strip():
            yield NotedWords(step.key, presenter.words.asked(step), text, quotable=answer.quotable)
