"""Two engagements that differ in one anonymous person's answers: what is handed over or compared is alike.

That person is the last of thirteen to be heard since the last release, or put answers right. Every command
line that compares or hands over is held to the byte; drafts, for the consultant's own eyes, are not.
"""

from __future__ import annotations

import shutil

import pytest
from kits.batch import Desk, interview
from kits.command import at_desk

TWELVE = [tuple(1 + (number * step + step) % 5 for step in (1, 2, 3, 7)) for number in range(12)]
SAID = [(5, 5, 5, 5), (1, 2, 1, 4)]
"""What one person answers in the one engagement, and in the other."""
COMPARED = [
    ["compare", "one.json", "in"],
    ["compare", "one.json", "in", "--format", "json"],
    ["compare", "before", "in", "--format", "json"],
    ["compare", "before", "in"],
]
HANDED_OVER = [
    ["score", "in", "--format", "json", "--by", "department"],
    ["score", "in", "--format", "markdown", "--each"],
    ["score", "in", "--format", "csv"],
    ["score", "in", "--format", "json", "--baseline", "one.json"],
    ["report", "in", "--date", "2026-11-27", "--format", "json", "--baseline", "one.json"],
    ["report", "in", "--date", "2026-11-27", "--format", "markdown", "--audience", "staff"],
    ["report", "in", "--date", "2026-11-27", "--format", "html"],
]


@pytest.fixture
def engaged(capsys, monkeypatch, tmp_path):
    """An engagement of its own: twelve people, of thirteen who are there."""

    def make(name):
        here = tmp_path / name
        here.mkdir()
        desk = Desk(here)
        desk.write("engagement.yaml", "cfdiag: 1\nid: acme\npopulation: {internal: 13}\n")
        for number, values in enumerate(TWELVE):
            desk.write(f"in/{number:03}.json", interview(number, values))
        call = at_desk(capsys, monkeypatch, here)
        return desk, call

    return make


def outputs(desk, cfdiag, lines):
    found = {}
    for place, line in enumerate(lines):
        done = cfdiag(*line)
        written = {path.name: path.read_bytes() for path in desk.folder.glob(f"out-{place}.*")}
        found[" ".join(line)] = done, written
    return found


def final(lines):
    """Each handed over, one release after the other."""
    ends = {"markdown": "md"}
    return [
        [*line, "--final", "-o", f"out-{place}.{ends.get(kind := line[line.index('--format') + 1], kind)}"]
        for place, line in enumerate(lines)
    ]


def hand_over(cfdiag):
    line = ["score", "in", "--final", "--format", "json", "--by", "department", "-o", "one.json"]
    assert cfdiag(*line).code == 0


def joined(desk, said):
    desk.write("in/012.json", interview(12, said))


def corrected(desk, said):
    desk.write("in/004.json", interview(4, said))


@pytest.mark.parametrize("change", [joined, corrected])
@pytest.mark.parametrize("lines", [COMPARED, final(HANDED_OVER)], ids=["compared", "handed over"])
def test_one_who_joined_or_put_answers_right(change, lines, engaged):
    found = []
    for said in SAID:
        desk, cfdiag = engaged(f"{said[1]}")
        hand_over(cfdiag)
        shutil.copytree(desk.folder / "in", desk.folder / "before")
        (desk.folder / "before" / "releases.jsonl").unlink(missing_ok=True)
        change(desk, said)
        found.append(outputs(desk, cfdiag, lines))
    first, other = found
    assert {line: done.code for line, (done, _) in first.items()} == dict.fromkeys(first, 0), first
    assert [line for line in first if first[line] != other[line]] == []


def test_what_eight_joined_makes_is_seen(engaged):
    found = []
    for said in SAID:
        desk, cfdiag = engaged(f"{said[1]}")
        hand_over(cfdiag)
        for number in range(12, 20):
            desk.write(f"in/{number:03}.json", interview(number, said))
        found.append(outputs(desk, cfdiag, final(HANDED_OVER)))
    assert all(found[0][line] != found[1][line] for line in found[0])
