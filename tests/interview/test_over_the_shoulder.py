"""Who reads over the interviewer's shoulder sees no score, no finding and no hint that nobody asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kits.screen import CTRL_G, look, session

from cfdiag.formats.library import Library
from cfdiag.interview.events import Answered, ItemAdded
from cfdiag.interview.flow import steps
from cfdiag.interview.screen.host import Host
from cfdiag.interview.session import Session
from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.text import Text
from cfdiag.questions import TYPES
from cfdiag.rules.say import say

LIBRARY = Library()
CELLS = [(id_, group) for id_ in LIBRARY.ids() for group in LIBRARY.get(id_).groups]


def answered(id_: str, group: str) -> Session:
    """Everything answered in one way, so that there is something to find."""
    questionnaire = LIBRARY.get(id_)
    held = session(questionnaire, group=group, name="Ada", account="acme")
    for section in questionnaire.sections:
        if section.repeat is not None and section.repeat.pick(group):
            for item in list(section.repeat.items)[: section.repeat.pick(group)[0]]:
                held.do(ItemAdded(section.id, item, item))
    before = -1
    while len(held.interview.answers) != before:
        before = len(held.interview.answers)
        for step in steps(questionnaire, held.interview):
            question = step.question
            if question is None or step.key in held.interview.answers or question.off_record:
                continue
            options = [option.id for option in question.options]
            value: object = question.scale.min if question.scale else options[0] if options else "yes"
            if TYPES[question.type].page == "field" and not TYPES[question.type].in_words:
                continue
            if TYPES[question.type].page != "grid" and TYPES[question.type].domain(question).many:
                continue
            held.do(Answered(step.key, Answer(status="answered", value=value)))  # type: ignore[arg-type]
    return held


def seen(host: Host) -> str:
    """All that can be read on the page, scrolled through."""
    page, frame = host.sitting.page, host.frame
    lines = [*page.heading(78), *page.lines(78), *page.asides(78)]
    drawn = [*frame._header(), *frame._message(), *frame._footer()]
    return " ".join(" ".join(text for line in lines for _, text in line).split()) + " ".join(
        fragment[1] for fragment in drawn
    )


def hidden(q: Questionnaire, group: str) -> Iterator[str]:
    """What nobody is to read: hints, headlines, titles of actions."""
    texts: list[Text | None] = [x.probe for section in q.sections for x in section.questions]
    texts += [finding.text for finding in q.findings]
    texts += [action.title for action in q.actions]
    for text in texts:
        said = say(text, "en", group, q.side(group))
        if len(said) > len("a word or two"):
            yield " ".join(said.split())


@pytest.mark.parametrize(("id_", "group"), CELLS)
@pytest.mark.parametrize("turned", [False, True])
def test_no_page_of_any_questionnaire_shows_what_nobody_asked_for(
    id_: str, group: str, *, turned: bool
) -> None:
    held = answered(id_, group)
    host = look("", held, turned=turned, scorecard=lambda _: "SECRET SCORE").host
    secrets = set(hidden(held.questionnaire, group))
    stops = host.sitting.way.stops
    assert len(stops) > 5
    for stop in stops:
        host.sitting.go(lambda way, stop=stop: way.to(stop.id))
        page = seen(host)
        assert "SECRET" not in page, stop.id
        assert not [secret for secret in secrets if secret in page], stop.id


@pytest.mark.parametrize(("id_", "group"), CELLS)
def test_of_a_customer_the_key_for_scores_shows_none(id_: str, group: str) -> None:
    q = LIBRARY.get(id_)
    shown = look(CTRL_G, session(q, group=group), go_to="review", scorecard=lambda _: "SECRET SCORE").display
    assert ("SECRET SCORE" in shown) is (q.side(group) == "inside")


@pytest.mark.parametrize(("id_", "group"), CELLS)
def test_what_is_the_interviewers_own_is_no_page_of_the_respondents(id_: str, group: str) -> None:
    held = answered(id_, group)
    own = {x.id for section in held.questionnaire.sections for x in section.questions if x.off_record}
    keys = {step.key for stop in look("", held, turned=True).sitting.way.stops for step in stop.steps}
    assert not {key.rsplit("/", 1)[-1] for key in keys} & own
