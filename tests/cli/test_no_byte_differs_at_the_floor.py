"""Where fewer people than the floor are anonymous, what one of them says differs in no byte of any output.

A pair of engagements differs in the answers of that one person: below the floor by one, after somebody took
consent back, beside named people who are listed, when a plan is looked at again, and once they are forgotten.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from kits.command import Command, runner
from kits.pair import (
    SAID,
    SHOWN,
    TEXT,
    crowd,
    differing,
    four_customers,
    hold,
    named,
    refused,
    shown,
    usual,
)

TO_ALL = {"report in --format markdown --template to-all"}
"""What goes to everybody is not made of so few."""


@pytest.fixture
def engaged(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[[int], tuple[Path, Command]]:
    def make(which: int) -> tuple[Path, Command]:
        here = tmp_path / f"{which}"
        here.mkdir()
        (here / "view.yaml").write_text(TEXT, encoding="utf-8")
        (here / "engagement.yaml").write_text("cfdiag: 1\nid: vale\n", encoding="utf-8")
        command = runner(capsys, monkeypatch, here)
        monkeypatch.setenv("CFDIAG_QUESTIONNAIRES", ".")
        return here, command

    return make


@pytest.mark.parametrize("customers", [0, 4, 9])
def test_of_a_group_that_is_one_short_of_the_floor(engaged, customers):
    found = []
    for which, said in enumerate(SAID):
        here, cfdiag = engaged(which)
        crowd(here / "in", said, customers)
        found.append(shown(cfdiag, SHOWN))
    assert refused(found[0]) <= (set() if customers > 4 else TO_ALL)
    for other in found[1:]:
        assert differing(found[0], other) == []


def test_of_who_took_consent_back(engaged):
    """Four customers were named; one of them opens the talk again, takes it back, and leaves."""
    found = []
    for which, said in enumerate(SAID):
        here, cfdiag = engaged(which)
        four_customers(here / "in", said, **named(3))
        assert said["why"] in cfdiag("comments", "in").out
        flags = ("--consent", "counted", "--accessible")
        assert cfdiag("interview", "--resume", "in/3.json", *flags, stdin=b"/quit\n").code == 3
        found.append(shown(cfdiag, SHOWN))
    assert refused(found[0]) == TO_ALL
    for other in found[1:]:
        assert differing(found[0], other) == []
    (group,) = json.loads(found[0]["score in --format json"].out)["questionnaires"][0]["groups"].values()
    assert (group["unshown"], {len(each) for each in group["listed"].values()}) == (1, {3})


def test_of_the_one_who_is_not_listed_among_named_people(engaged):
    found = []
    for which, said in enumerate(SAID):
        here, cfdiag = engaged(which)
        four_customers(here / "in", said, group="customer", consent="counted")
        for n in range(10, 18):
            hold(here / f"in/{n}.json", n, usual(n), group="internal")
        found.append(shown(cfdiag, SHOWN))
    assert refused(found[0]) == set()
    for other in found[1:]:
        assert differing(found[0], other) == []


def test_of_who_is_forgotten(engaged):
    """What they said is in no output, and in no file but those of which it is said that they may hold it."""
    found, files, remade = [], [], []
    for which, said in enumerate(SAID):
        here, cfdiag = engaged(which)
        crowd(here / "in", usual(3), 9)
        hold(here / "in/20.json", 20, said, group="internal", name="Ada Vale", consent="quoted")
        assert cfdiag("score", "in", "--format", "json", "--comments", "-o", "r.json").code == 0
        assert cfdiag("report", "in", "-o", "r.html", "--date", "2026-11-27").code == 0
        assert cfdiag("comments", "in", "--format", "csv", "-o", "c.csv").code == 0
        assert cfdiag("plan", "adopt", "in", "--date", "2026-11-27").code == 0
        done = cfdiag("person", "forget", "Ada Vale", ".", "--yes")
        assert done.code == 0, done.err
        read = {str(p.relative_to(here)): p.read_bytes() for p in here.rglob("*") if p.is_file()}
        # The plan names the result that it was made from by its hash.
        read["plan.yaml"] = re.sub(b"sha256: .*", b"", read["plan.yaml"])
        files.append(read)
        remade.append(done.out.partition("Destroy it, or score again")[2])
        found.append(shown(cfdiag, SHOWN))
    assert refused(found[0]) == set()
    for other, left in zip(found[1:], files[1:], strict=True):
        assert differing(found[0], other) == []
        assert left.keys() == files[0].keys()
        assert [name for name in left if left[name] != files[0][name] and name not in remade[0]] == []
    for said, left in zip(SAID, files, strict=True):
        assert [name for name in left if said["why"].encode() in left[name] or b"Ada" in left[name]] == []


REVIEWED = [
    ["plan", "review", "new"],
    ["plan", "review", "new", "--format", "json"],
    ["plan", "review", "new", "--format", "csv"],
    ["plan", "review", "new", "--format", "html"],
    ["plan", "review", "after.json", "--format", "json"],
    ["plan", "show"],
]


def joined(folder: Path, said: dict[str, Any]) -> None:
    hold(folder / "12.json", 12, said, group="internal")


def corrected(folder: Path, said: dict[str, Any]) -> None:
    hold(folder / "4.json", 4, said, group="internal")


def left_the_floor(folder: Path, said: dict[str, Any]) -> None:
    """All but four leave, and the fourth says something else."""
    for n in range(4, 12):
        (folder / f"{n}.json").unlink()
    hold(folder / "3.json", 3, said, group="internal")


@pytest.mark.parametrize("change", [joined, corrected, left_the_floor])
def test_when_a_plan_is_looked_at_again(engaged, change):
    found = []
    for which, said in enumerate(SAID):
        here, cfdiag = engaged(which)
        for folder in ("old", "new"):
            for n in range(12):
                hold(here / folder / f"{n}.json", n, usual(n), group="internal")
            for n in range(20, 29):
                hold(here / folder / f"{n}.json", n, usual(n), **named(n))
        assert cfdiag("plan", "adopt", "old", "--date", "2026-11-27").code == 0
        change(here / "new", said)
        assert cfdiag("score", "new", "--format", "json", "-o", "after.json").code == 0
        found.append(shown(cfdiag, REVIEWED))
    assert {line: done.code for line, done in found[0].items() if done.code} == {}
    for other in found[1:]:
        assert differing(found[0], other) == []


MOVED = [
    ["compare", "old", "new"],
    ["compare", "old", "new", "--format", "json"],
    ["compare", "old.json", "new", "--format", "json"],
    ["compare", "old", "new.json", "--format", "text"],
]


def test_of_the_one_who_joined_beside_four_who_are_listed(engaged):
    """Ten customers, of whom nobody is named; four who are, and one more who is not, were heard since."""
    found, moved = [], []
    for which, said in enumerate(SAID[:2]):  # who answered what is no secret
        here, cfdiag = engaged(which)
        for folder in ("old", "new"):
            for n in range(10):
                hold(here / folder / f"{n}.json", n, usual(n), group="customer")
        for n in range(20, 24):
            hold(here / f"new/{n}.json", n, usual(n), **named(n))
        hold(here / "new/30.json", 30, said, group="customer")
        assert cfdiag("score", "old", "--format", "json", "-o", "old.json").code == 0
        since = ("--baseline", "old.json", "--max-drop", "90")
        assert cfdiag("score", "new", "--format", "json", *since, "-o", "new.json").code == 0
        figures = json.loads(Path("new.json").read_text(encoding="utf-8"))
        moved.append((figures["baseline"], figures["gates"]))
        found.append(shown(cfdiag, MOVED))
    assert {line: done.code for line, done in found[0].items() if done.code} == {}
    for other, since_then in zip(found[1:], moved[1:], strict=True):
        assert differing(found[0], other) == []
        assert since_then == moved[0]


@pytest.mark.parametrize("one", [("hear", (1, 5), (5, 1)), ("come", (5, 1), (1, 5))])
def test_of_the_only_one_of_six_who_answered_a_question(engaged, one):
    """The others who joined did not know: what six hide in the end, that one question would tell."""
    key, *said = one
    found = []
    for which, value in enumerate(said):
        here, cfdiag = engaged(which)
        for folder in ("old", "new"):
            for n in range(10):
                hold(here / folder / f"{n}.json", n, usual(n), group="internal")
        for n in range(20, 25):
            hold(here / f"new/{n}.json", n, {**usual(n), key: None}, group="internal")
        hold(here / "new/25.json", 25, {**usual(25), key: value}, group="internal")
        found.append(shown(cfdiag, MOVED[:2]))
    assert refused(found[0]) == set()
    assert differing(*found) == []
    (moved,) = json.loads(found[0]["compare old new --format json"].out)["questionnaires"]
    assert moved["questions"]["keep"]["change"] is not None
    assert moved["questions"][key]["reason"] == moved["overall"]["reason"] == "few_changed"


@pytest.mark.parametrize("said", [((1, 5), (1, 5)), ((5, 1), (5, 1))])
def test_of_the_only_one_of_eleven_who_has_a_score(engaged, said):
    """Five rated the one question and five the other; one rated both, and has a score on their dimension."""
    here, cfdiag = engaged(0)
    for folder in ("old", "new"):
        for n in range(10):
            hold(here / folder / f"{n}.json", n, usual(n), group="internal")
    for n in range(20, 30):
        one = {"reply": None} if n % 2 else {"come": None}
        hold(here / f"new/{n}.json", n, {**usual(n), **one}, group="internal")
    both = dict(zip(("reply", "come"), said, strict=True))
    hold(here / "new/30.json", 30, {**usual(30), **both}, group="internal")
    done = cfdiag("compare", "old", "new", "--format", "json")
    (moved,) = json.loads(done.out)["questionnaires"]
    assert moved["dimensions"]["speed"]["reason"] == moved["overall"]["reason"] == "few_changed"
    assert moved["questions"]["reply"]["change"] is not None
    assert moved["dimensions"]["care"]["change"] is not None


HANDED_OVER = [
    ["score", "in", "--each", "--format", "json", "--final", "-o", "two.json"],
    ["score", "in", "--format", "csv", "--final", "-o", "two.csv"],
    *(["score", "in", "--format", name, "--final", "-o", f"two.{name}"] for name in ("parquet", "xlsx")),
    ["report", "in", "--format", "markdown", "--final", "-o", "two.md"],
    ["report", "in", "--audience", "customer", "--format", "markdown", "--final", "-o", "three.md"],
]


@pytest.mark.parametrize("withdrawn", [False, True])
def test_in_what_is_handed_over_beside_four_who_are_listed(engaged, withdrawn):
    """The one who is not named joined with them, or was named the last time and is no longer."""
    found = []
    for which, said in enumerate(SAID[:2]):  # who answered what is no secret
        here, cfdiag = engaged(which)
        for n in range(10):
            hold(here / f"in/{n}.json", n, usual(n), group="customer")
        if withdrawn:
            hold(here / "in/30.json", 30, usual(30), **named(30))
        line = (
            "score",
            "in",
            "--each",
            "--final",
            "--format",
            "json",
            "--date",
            "2026-11-24",
            "-o",
            "one.json",
        )
        assert cfdiag(*line).code == 0
        for n in range(20, 24):
            hold(here / f"in/{n}.json", n, usual(n), **named(n))
        hold(here / "in/30.json", 30, said, group="customer", consent="counted")
        done = shown(cfdiag, [[*each, "--date", "2026-11-27"] for each in HANDED_OVER])
        assert {each: told.err for each, told in done.items() if told.code} == {}
        found.append({each[-1]: Path(each[-1]).read_bytes() for each in HANDED_OVER})
    assert [name for name in found[0] if found[0][name] != found[1][name]] == []


def test_quadrants_that_are_repeated_have_the_lines_that_they_lie_between(engaged):
    """The report of the next day was a fault of cfdiag itself: there were quadrants and no lines."""
    here, cfdiag = engaged(0)
    for n in range(10):
        hold(here / f"in/{n}.json", n, usual(n), group="customer")
    line = ("score", "in", "--final", "--format", "json", "--crosshair", "mean", "--date", "2026-11-24")
    assert cfdiag(*line, "-o", "one.json").code == 0
    hold(here / "in/10.json", 10, usual(10), group="customer")
    assert cfdiag(*line[:-1], "2026-11-25", "-o", "two.json").code == 0
    one, two = (
        json.loads(Path(name).read_text("utf-8"))["questionnaires"][0] for name in ("one.json", "two.json")
    )
    assert two["questions"]["reply"]["as_of"] == "2026-11-24"
    assert (two["crosshair"], two["questions"]["reply"]["quadrant"]) == (
        one["crosshair"],
        one["questions"]["reply"]["quadrant"],
    )
    for source in (("in", "--final", "-o", "r.md"), ("two.json", "-o", "s.md")):
        assert cfdiag("report", *source, "--format", "markdown", "--date", "2026-11-26").code == 0
        assert "Performance minus importance" in Path(source[-1]).read_text("utf-8")
