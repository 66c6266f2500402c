"""A damaged engagement.yaml or plan.yaml ends only what rests on it; whoever looks at the folder is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from kits.batch import Desk
from kits.command import Command, at_desk
from kits.formats import BASE

from cfdiag.api import surroundings
from cfdiag.formats.library import Library
from cfdiag.ground.diagnostics import Location, fault


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


UNREADABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "broken": (lambda path: path.write_text('client: [a\n  b: "x\n'), "[yaml-syntax]"),
    "a list": (lambda path: path.write_text("- a\n- b\n"), "[wrong-type]"),
    "no version": (lambda path: path.write_text("cfdiag: [one]\nclient: Acme\n"), "[wrong-type]"),
    "empty": (lambda path: path.write_text(""), "[empty-file]"),
    "not UTF-8": (lambda path: path.write_bytes(b"cfdiag: 1\nclient: Caf\xe9\n"), "[not-utf8]"),
}  # fmt: skip
CLOSED = UNREADABLE | {
    "a folder": (_folder, "[cannot-read]"),
    "a link to nothing": (lambda path: (path.unlink(), path.symlink_to("gone.yaml")), "[cannot-read]"),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.low("interviews")
    desk.write("engagement.yaml", "cfdiag: 1\nclient: Acme\n")
    return desk


@pytest.fixture
def cfdiag(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, desk: Desk
) -> Command:
    call = at_desk(capsys, monkeypatch, tmp_path)
    assert call("plan", "adopt", "interviews", "--date", "2026-11-26").code == 0
    return call


@pytest.mark.parametrize("damage", UNREADABLE)
def test_check_tells_the_faults_of_every_file(cfdiag: Command, tmp_path: Path, damage: str) -> None:
    make, code = UNREADABLE[damage]
    make(tmp_path / "engagement.yaml")
    (tmp_path / "interviews/0.json").write_text("{", encoding="utf-8")
    (tmp_path / "accounts.csv").write_text("Klant\n", encoding="utf-8")
    done = cfdiag("check", ".", "accounts.csv")
    assert done.code == 1
    heads = [line for line in done.out.splitlines() if not line.startswith(" ")]
    (told,) = [line for line in heads if line.startswith("engagement.yaml")]
    assert ": error: " in told
    assert told.endswith(code)
    assert [line for line in heads if line.startswith("interviews/0.json:1:2: error: ")]
    assert "accounts.csv:1:1: error: there is a header and nothing under it  [no-responses]" in heads
    assert "cannot-score" not in done.out


@pytest.mark.parametrize("damage", CLOSED)
def test_beside_what_is_checked_it_is_a_warning(cfdiag: Command, tmp_path: Path, damage: str) -> None:
    make, code = CLOSED[damage]
    make(tmp_path / "engagement.yaml")
    (tmp_path / "accounts.csv").write_text("Klant;Eigenaar\nAcme;L. Prins\n", encoding="utf-8")
    for files in (["interviews"], ["accounts.csv"], ["plan.yaml"]):
        done = cfdiag("check", *files)
        assert done.code == 0, done.out
        told = [each for each in done.out.splitlines() if each.startswith("engagement.yaml")]
        assert [each.endswith(code) and ": warning: " in each for each in told] == [True]


def test_what_may_not_be_opened_is_2_and_the_others_are_checked(
    cfdiag: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever runs the tests may open everything: that it is refused is set here.
    def refused(path: str, *_: object) -> bytes:
        raise fault("cannot-read", "cannot read the file: Permission denied", "", Location(path))

    monkeypatch.setattr(surroundings, "read_plain", refused)
    assert cfdiag("list").code == 2
    done = cfdiag("check", "interviews")
    assert (done.code, done.out.count("warning: cannot read the file")) == (0, 1)
    done = cfdiag("score", "interviews")
    assert (done.code, done.out) == (2, "")


@pytest.mark.parametrize("damage", CLOSED)
def test_list_and_show_and_the_plan_show_what_can_be_read(
    cfdiag: Command, tmp_path: Path, damage: str
) -> None:
    sound = {command: cfdiag(*command.split()).out for command in ("list", "show small", "plan show")}
    make, code = CLOSED[damage]
    make(tmp_path / "engagement.yaml")
    for command, shown in sound.items():
        done = cfdiag(*command.split())
        assert (done.code, done.out) == (2, shown.replace("Acme · ", "")), command
        first = done.err.splitlines()[0]
        assert first.startswith("engagement.yaml"), command
        assert ": error: " in first, command
        assert first.endswith(code), command


def test_a_damaged_engagement_keeps_nobody_from_writing_to_the_plan(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "engagement.yaml").write_text("- a\n", encoding="utf-8")
    assert cfdiag("plan", "set", "plan_together", "--note", "Begun").code == 0
    assert cfdiag("plan", "add", "Ask the night shift", "--because", "share_plans").code == 0


@pytest.mark.parametrize("damage", CLOSED)
def test_what_rests_on_floors_and_targets_says_where_and_stops(
    cfdiag: Command, tmp_path: Path, damage: str
) -> None:
    make, code = CLOSED[damage]
    make(tmp_path / "engagement.yaml")
    for command in ("score interviews", "report interviews", "status", "comments interviews"):
        done = cfdiag(*command.split())
        assert (done.code, done.out) == (2, ""), command
        assert code in done.err, command


def test_a_wrong_colour_keeps_nobody_from_the_figures(cfdiag: Command, desk: Desk) -> None:
    desk.write("engagement.yaml", "cfdiag: 1\nclient: Acme\nbranding: {colour: blue}\nretention: x\n")
    for command in ("score interviews", "comments interviews", "compare interviews interviews", "list",
                    "why interviews overall", "show small", "plan show", "report interviews"):  # fmt: skip
        done = cfdiag(*command.split())
        assert done.code == 0, (command, done.err)
        assert "engagement.yaml:3:20: warning: " in done.err, command
        assert "engagement.yaml:4:12: warning: " in done.err, command
    desk.write("engagement.yaml", "cfdiag: 1\nclient: Acme\nprivcay: {min_group: 10}\n")
    assert cfdiag("score", "interviews").code == 2  # it may be a floor


@pytest.mark.parametrize("damage", CLOSED)
def test_a_damaged_plan_is_told_by_whatever_shows_what_was_agreed(
    cfdiag: Command, tmp_path: Path, damage: str
) -> None:
    make, code = CLOSED[damage]
    make(tmp_path / "plan.yaml")
    for command in ("report interviews", "score interviews --comments --format json"):
        done = cfdiag(*command.split())
        assert done.code == 2, command
        assert done.out, command
        assert code in done.err, command
    assert cfdiag("score", "interviews").code == 0  # no figure rests on it
    assert code.strip("[]") in cfdiag("status", "--format", "json").out
    for command in (["show"], ["set", "plan_together", "--note", "x"], ["add", "Ask them"], ["review"]):
        done = cfdiag("plan", *command)
        assert (done.code, done.out) == (2, "")
        assert code in done.err
    if damage in UNREADABLE:
        done = cfdiag("check", ".")
        assert done.code == 1
        assert [each for each in done.out.splitlines() if each.startswith("plan.yaml") and code in each]


@pytest.mark.parametrize("name", ["plan.yaml", "engagement.yaml", "x.csv.mapping.yaml", "interviews/9.yaml"])
def test_an_empty_file_is_a_fault(cfdiag: Command, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(" \n", encoding="utf-8")
    done = cfdiag("check", ".")
    assert done.code == 1
    assert f"{name}: error: the file is empty  [empty-file]" in done.out


def test_an_empty_interview_is_one_under_score_too(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "interviews/9.yaml").write_text("", encoding="utf-8")
    done = cfdiag("score", "interviews")
    assert done.code == 2
    assert "interviews/9.yaml: error: the file is empty  [empty-file]" in done.err


def test_questionnaires_at_hand_stay_at_hand(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires/sample.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "engagement.yaml").write_text("- a\n", encoding="utf-8")
    assert cfdiag("list", "-q").out.split() == sorted([*Library().ids(), "sample", "small"])
