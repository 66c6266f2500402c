"""The screen turned round: the same questions, nothing of the interviewer's, and given back at the end."""

from __future__ import annotations

import pytest
from kits.screen import CTRL_G, ENTER, every_type, look, session

from cfdiag.interview.face.actions import Act

GONE = {Act.NOTE, Act.PROBE, Act.REVIEW, Act.SCORES, Act.WHO, Act.CONSENT, Act.LEAVE, Act.SECTIONS, Act.FIND}


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (46, 14)])
@pytest.mark.parametrize("group", list(every_type().groups))
def test_nothing_of_the_interviewers_is_seen_or_had(group: str, size: tuple[int, int]):
    for stop in look(held=session(group=group)).sitting.way.stops[:-2]:
        seen = look(
            CTRL_G, session(group=group, name="Ada Vale"), go_to=stop.id, turned=True,
            columns=size[0], rows=size[1], scorecard=lambda _: "SECRET",
        )  # fmt: skip
        assert not GONE & seen.sitting.page.offers(), stop.id
        assert "SECRET" not in seen.display
        assert "Ada Vale" not in seen.display
        assert "probe" not in seen.display


def test_what_is_answered_is_saved_and_the_end_gives_it_back():
    held = session(group="customer")
    last = look("12" + ENTER, held, go_to="order", turned=True)
    assert held.interview.answers["order"].value == ["speed", "price"]
    assert "Would you please give the screen back?" in last.display
    assert "Review" not in last.display
    back = look("1" + ENTER * 2, session(group="customer"), go_to="order", turned=True)
    assert "Review" in back.display
    assert Act.NOTE in back.sitting.page.offers()
    dutch = look("1" + ENTER, session(group="customer", language="nl"), go_to="order", turned=True)
    assert "Wilt u het scherm teruggeven?" in dutch.display


def test_a_line_over_the_page_has_nothing_of_the_interviewers_either():
    line = look("+", session(group="customer"), go_to="points/", turned=True).sitting.top
    assert line.typing
    assert not (GONE | {Act.SUSPEND}) & line.offers()


def test_it_is_wider_where_there_is_room():
    near = look("", session(), go_to="channel").cells
    far = look("", session(), go_to="channel", turned=True).cells
    rows = [[n for n, line in enumerate(cells) if "( )" in line] for cells in (near, far)]
    assert [b - a for a, b in zip(rows[0], rows[0][1:], strict=False)] != [
        b - a for a, b in zip(rows[1], rows[1][1:], strict=False)
    ]
