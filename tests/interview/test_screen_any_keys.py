"""Any keys in any order: nothing breaks, every answer fits its question, everything can be drawn."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from kits.screen import session
from prompt_toolkit.input import DummyInput
from prompt_toolkit.output import DummyOutput

from cfdiag.interview.face.actions import Act, offer_of
from cfdiag.interview.face.navigator import place_of
from cfdiag.interview.flow import is_done, open_required, steps
from cfdiag.interview.screen.host import Host
from cfdiag.questions import check_answer

TYPED = ("", "Sales", "12,5", "2026-11-22", "x" * 60, "two\nlines", "  ", "応答 🙂", "\x1b]0;\x07")
# What leaves the interview, and what needs a terminal.
APART = {Act.LEAVE, Act.INTERRUPT, Act.SUSPEND, Act.EDITOR, Act.END}

# A few draws for every key: which action, which of its keys, and what is typed where somebody types.
presses = st.tuples(st.integers(0, 40), st.integers(0, 12), st.integers(0, len(TYPED) - 1))


def press(host: Host, which: int, key: int, typed: int) -> None:
    """One key that the page offers."""
    surface = host.top
    actions = sorted(surface.offers() - APART, key=lambda action: action.value)
    action = actions[which % len(actions)]
    row = offer_of(action)
    names = (*row.always, *row.bare, *row.letters)
    if surface.typing:
        host.frame.buffer().text = TYPED[typed].replace("\n", " ")
    host.act(action, names[key % len(names)])


def draw(host: Host) -> None:
    """Everything that is on the screen."""
    frame = host.frame
    frame.forget()
    for piece in (frame._header, frame._heading, frame._body, frame._asides, frame._message, frame._footer):
        piece()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(presses, min_size=1, max_size=60),
    st.sampled_from(["internal", "customer"]),
    st.sampled_from(["en", "nl"]),
    st.sampled_from(["role", "ask", "points/", "review", "opening"]),
)
def test_any_keys(pressed: list[tuple[int, int, int]], group: str, language: str, start: str) -> None:
    held = session(group=group, language=language)
    host = Host(held, input=DummyInput(), output=DummyOutput())
    host.sitting.go(lambda way: way.to(start))
    for which, key, typed in pressed:
        press(host, which, key, typed)
        draw(host)
        interview = held.interview
        for name, answer in interview.answers.items():
            question = held.questionnaire.question(name.rsplit("/", 1)[-1])
            assert question is not None
            assert check_answer(question, answer, group) is None
        way = host.sitting.way
        assert place_of(way.stops, way.stop.id) is not None
        if interview.finished:
            assert not open_required(held.questionnaire, interview)
            return
    asked = steps(held.questionnaire, held.interview)
    assert host.sitting.where.done == sum(
        is_done(held.interview, step) for step in asked if step.question is not None
    )
