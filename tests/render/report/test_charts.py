from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from cfdiag.locales.catalogue import locale_for
from cfdiag.render.charts.axis import ticks
from cfdiag.render.charts.bars import BarValues, bars
from cfdiag.render.charts.labels import Box, Mark, place_labels, text_width, wrap_label
from cfdiag.render.charts.matrix import PointValues, matrix
from cfdiag.render.charts.pairs import PairValues, pairs

PLOT = Box(0, 0, 660, 400)
QUADRANTS = {q: q for q in ("concentrate", "keep_up", "low_priority", "overkill")}


def overlap(one, other):
    """Whether two boxes share more than an edge."""
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


points = st.lists(
    st.tuples(st.floats(12, 648), st.floats(12, 388), st.text("abcdefghij ", min_size=1, max_size=14)),
    min_size=1,
    max_size=30,
)


@given(points)
@settings(max_examples=40, deadline=None)
def test_labels_never_lie_over_labels_points_or_edges(found):
    marks = [Mark(x, y, t) for x, y, t in found]
    placed = [label.box for label in place_labels(marks, PLOT) if label.box.right > label.box.left]
    for i, box in enumerate(placed):
        assert box.inside(PLOT)
        assert not any(overlap(box, other) for other in placed[i + 1 :])
        assert not any(overlap(box, Box(m.x - 5, m.y - 5, m.x + 5, m.y + 5)) for m in marks)


def test_numbers_on_one_spot_all_get_a_place_with_a_leader_line():
    labels = place_labels([Mark(300, 200, str(i)) for i in range(26)], PLOT)
    boxes = [label.box for label in labels]
    assert all(box.right > box.left for box in boxes)
    assert not any(overlap(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    assert sum(label.leader is not None for label in labels) > 10


def test_labels_keep_off_the_crosshair_and_the_names_of_the_quadrants():
    chance = random.Random(3)  # noqa: S311  no secret
    rows = [PointValues(str(i), chance.uniform(2, 4.5), chance.uniform(3, 5), "keep_up") for i in range(26)]
    for narrow in (False, True):
        chart = matrix(
            rows,
            locale_for("en"),
            low=1,
            high=5,
            cross=(3.2, 4.1),
            quadrants=QUADRANTS,
            axes=("P", "I"),
            narrow=narrow,
        )
        x, y = chart.middle
        for point in chart.points:
            left, top, right, bottom = point.box
            assert not (left < x < right), "across the vertical line"
            assert not (top < y < bottom), "across the horizontal line"
            for name in chart.names:
                start = name.x if name.anchor == "start" else name.x - text_width(name.text)
                box = Box(start, name.y - chart.size, start + text_width(name.text), name.y)
                assert not overlap(Box(*point.box), box)


def test_the_matrix_holds_every_point_and_the_line_where_both_are_equal():
    rows = [PointValues("1", 2.0, 4.8, "concentrate")]
    chart = matrix(
        rows, locale_for("en"), low=1, high=5, cross=(3.0, 4.0), quadrants=QUADRANTS, axes=("P", "I")
    )
    point = chart.points[0]
    assert chart.left <= point.x <= chart.right
    assert chart.top <= point.y <= chart.bottom
    assert chart.equal is None  # performance ends at 3, importance begins at 4


def test_bars_put_values_intervals_and_targets_on_one_axis():
    rows = [BarValues("A", 50.0, "50", (40.0, 60.0), 70.0, "developing")]
    for narrow in (False, True):
        chart = bars(rows, locale_for("en"), narrow=narrow)
        row = chart.rows[0]
        middle = (chart.left + chart.right) / 2
        assert abs(row.x - middle) < 0.2
        assert row.low < row.x < row.high < row.target < chart.right


def test_a_row_without_a_value_has_no_bar():
    chart = bars([BarValues("A", None, "–")], locale_for("en"))
    assert chart.rows[0].x is None


def test_rows_of_long_labels_grow_and_never_touch():
    label = "Een heel lange dimensie over samenwerking tussen afdelingen die de klant merkt, en nog iets meer"
    rows = [PairValues(label, 1.0, 5.0, "+4") for _ in range(5)]
    for narrow in (False, True):
        chart = pairs(rows, locale_for("nl"), low=1, high=5, names=("binnen", "klant"), narrow=narrow)
        lines = [line.y for row in chart.rows for line in row.lines]
        assert all(b - a > 13 for a, b in pairwise(lines))
        assert all(row.lines[-1].y < chart.bottom for row in chart.rows)


@given(st.text(max_size=200), st.integers(40, 300), st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_wrapped_labels_fit_their_room(text, room, lines):
    wrapped = wrap_label(text, room, lines)
    assert 1 <= len(wrapped) <= lines
    assert all(text_width(line) <= room for line in wrapped if len(line) > 1)


def test_ticks_are_round_and_few():
    assert ticks(0, 100) == [10 * i for i in range(11)]
    assert ticks(1, 5) == [1, 2, 3, 4, 5]
    assert ticks(0, 10) == list(range(11))
