"""Lines without colour are those that rich lays out, character by character, and rich is not loaded."""

import random
import subprocess
import sys

import pytest

from cfdiag.render.terminal import in_colour, in_plain
from cfdiag.render.terminal.drawing import DrawnLine, DrawnTable, draw, item, styled

WORDS = (
    *("", "a", "one two", "on target", "65.4", "–", "応答の速さ " * 5, "x" * 70, "  lead", "end  "),
    *("e\u0301 b", "ab cd ef gh ij kl mn op", "日本 ab"),
)


def words(dice):
    if dice.random() < 0.6:
        return dice.choice(WORDS)
    return "".join(dice.choice("ab é–·日 \u00a0") for _ in range(dice.randint(0, 60)))


def line(dice):
    if dice.random() < 0.5:
        return item(dice.choice(["· ", "1. ", "   ", " −2.4  "]), words(dice))
    return DrawnLine([(words(dice), "") for _ in range(dice.randint(1, 3))], dice.choice([0, 3]))


def table(dice):
    found = DrawnTable(header=dice.random() < 0.5)
    found.add_column(dice.choice(["", words(dice)]), takes_rest=True, min_width=8)
    for _ in range(dice.randint(0, 5)):
        found.add_column(
            dice.choice(["score", words(dice)]),
            min_width=dice.choice([None, 0, 4, 10]),
            justify=dice.choice(["left", "right"]),
            no_wrap=dice.random() < 0.6,
        )
    for _ in range(dice.randint(1, 4)):
        found.add_row(*(styled(words(dice)) for _ in found.columns))
    return found


def trimmed(drawn):
    return [line.rstrip() for line in drawn.rstrip("\n").split("\n")]


@pytest.mark.parametrize("seed", range(5))
def test_both_ways_give_the_same_characters(seed):
    dice = random.Random(seed)  # noqa: S311  a test that is the same each time
    for _ in range(60):
        blocks = [dice.choice([line, table])(dice) for _ in range(dice.randint(1, 3))]
        width = dice.randint(24, 120)
        plain = trimmed(in_plain.lines_in_plain(blocks, width))
        assert plain == trimmed(in_colour.lines_in_colour(blocks, width, colour=False)), (width, blocks)


def test_colours_are_those_that_were_asked_for():
    said = DrawnLine((("Gate ", ""), ("failed", "red")))
    assert draw([said], 80, unicode=True, colour=True) == "Gate \x1b[31mfailed\x1b[0m"
    assert draw([said], 80, unicode=True, colour=False) == "Gate failed"


def test_a_scorecard_without_colour_loads_nothing_that_draws():
    code = (
        "import sys\nfrom cfdiag.cli import run\ncode = run(sys.argv[1:])\n"
        "loaded = [name for name in ('rich.console', 'rich.table', 'rich.text') if name in sys.modules]\n"
        "sys.stderr.write(f'{code} {loaded}')"
    )
    called = [sys.executable, "-c", code, "score", "examples/002-client.json", "-q"]
    done = subprocess.run(called, capture_output=True, text=True, check=False)
    assert done.stderr == "0 []"
    assert done.stdout
