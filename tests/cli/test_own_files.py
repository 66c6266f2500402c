"""The files that an engagement is known by: one that is none is told by every command that reads it."""

from __future__ import annotations

import os

import pytest
from kits.batch import Desk
from kits.command import runner

ENGAGEMENT = "cfdiag: 1\nclient: Acme\naccounts: accounts.csv\nroster: roster.csv\n"
LISTS = {"accounts.csv": "Account\nAcme\n", "roster.csv": "name;group\nAda;internal\n"}
FOLDER = "cannot read the file: Is a directory  [cannot-read]"
PIPE = "this is a pipe or a device, not a file  [not-a-file]"

READ_ENGAGEMENT = (
    ("check", "."),
    ("check", "talks"),
    ("status",),
    ("score", "talks"),
    ("report", "talks", "--format", "markdown"),
    ("report", "--template", "notice"),
    ("comments", "talks"),
    ("why", "talks", "overall"),
    ("plan", "adopt", "talks"),
    ("plan", "show"),
    ("plan", "review"),
    ("handover",),
    ("person", "show", "Ada"),
    ("list",),
    ("init", "."),
)
READ_PLAN = (
    ("check", "."),
    ("report", "talks", "--format", "markdown"),
    ("plan", "adopt", "talks"),
    ("plan", "show"),
    ("plan", "set", "plan_together", "--note", "begun"),
    ("plan", "add", "Lunch with the depot"),
    ("plan", "review"),
)


@pytest.fixture
def call(capsys, monkeypatch, tmp_path):
    desk = Desk(tmp_path)
    desk.low("interviews")
    call = runner(capsys, monkeypatch, tmp_path)
    monkeypatch.setenv("CFDIAG_QUESTIONNAIRES", "qs")
    (tmp_path / "engagement.yaml").write_text(ENGAGEMENT, encoding="utf-8")
    for name, text in LISTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    def run(*arguments):
        return call(*("interviews" if each == "talks" else each for each in arguments))

    return run


def put(path, kind):
    path.unlink(missing_ok=True)
    if kind == "folder":
        path.mkdir()
    elif hasattr(os, "mkfifo"):
        os.mkfifo(path)
    else:
        pytest.skip("no pipes in folders")


@pytest.mark.parametrize(("kind", "said"), [("folder", FOLDER), ("pipe", PIPE)])
@pytest.mark.parametrize("arguments", READ_ENGAGEMENT, ids=" ".join)
def test_an_engagement_that_is_no_file_is_told_by_whatever_reads_it(call, tmp_path, arguments, kind, said):
    if arguments[:2] in (("plan", "show"), ("plan", "review")):
        assert call("plan", "adopt", "talks").code == 0
    put(tmp_path / "engagement.yaml", kind)
    done = call(*arguments)
    around = arguments == ("check", "talks")  # it stands around what is checked, and is not asked for itself
    assert f"engagement.yaml: {'warning' if around else 'error'}: {said}" in done.out + done.err
    assert done.code == (0 if around else 2)


@pytest.mark.parametrize(("kind", "said"), [("folder", FOLDER), ("pipe", PIPE)])
@pytest.mark.parametrize("arguments", READ_PLAN, ids=" ".join)
def test_a_plan_that_is_no_file_is_told_by_whatever_reads_it(call, tmp_path, arguments, kind, said):
    put(tmp_path / "plan.yaml", kind)
    done = call(*arguments)
    assert f"plan.yaml: error: {said}" in done.err
    assert done.code == 2


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_the_status_tells_of_a_plan_that_is_no_file(call, tmp_path, kind):
    put(tmp_path / "plan.yaml", kind)
    said = {
        "folder": "cannot read the file: Is a directory",
        "pipe": "this is a pipe or a device, not a file",
    }
    assert f"plan.yaml: {said[kind]}" in call("status").out


@pytest.mark.parametrize("name", ["engagement.yaml", "plan.yaml", "handover.json", "releases.jsonl"])
def test_a_folder_that_is_called_as_a_file_of_an_engagement_is_told_when_it_is_checked(call, tmp_path, name):
    put(tmp_path / name, "folder")
    (tmp_path / name / "inner.yaml").write_text("cfdiag: 1\n", encoding="utf-8")
    for checked in (".", name):
        done = call("check", checked)
        assert (done.code, f"{name}: error: {FOLDER}" in done.err) == (2, True)
        assert "inner.yaml" not in done.err


@pytest.mark.parametrize("name", ["engagement.yaml", "plan.yaml", "handover.json", "releases.jsonl"])
def test_interviews_in_a_folder_that_is_called_so_are_not_left_out_without_a_word(call, tmp_path, name):
    put(tmp_path / "interviews" / name, "folder")
    done = call("score", "talks", "--format", "json")
    assert (done.code, f"interviews/{name}: error: {FOLDER}" in done.err) == (2, True)


@pytest.mark.parametrize(("kind", "said"), [("folder", FOLDER), ("pipe", PIPE)])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_is_no_file_is_told_by_the_name_that_stands_in_the_engagement(
    call, tmp_path, name, kind, said
):
    put(tmp_path / name, kind)
    for arguments, code in ((("check", "engagement.yaml"), 1), (("status",), 2)):
        done = call(*arguments)
        told = [line for line in (done.out + done.err).splitlines() if name in line and "error" in line]
        assert (done.code, told) == (code, [f"{name}: error: {said}"])


def test_nobody_is_said_to_be_unknown_without_word_of_a_roster_that_stays_shut(call, tmp_path):
    put(tmp_path / "roster.csv", "folder")
    done = call("person", "show", "Ada")
    assert (done.code, f"roster.csv: error: {FOLDER}" in done.err) == (2, True)


def test_no_command_waits_for_a_pipe_among_the_interviews(call, tmp_path):
    put(tmp_path / "interviews" / "later.json", "pipe")
    put(tmp_path / "interviews" / "later.open.jsonl", "pipe")
    for arguments in (("status",), ("score", "talks"), ("handover",), ("interview",)):
        assert call(*arguments).code in (0, 2)


@pytest.mark.parametrize(
    ("kind", "said"),
    [("folder", "cannot write the file: Is a directory"), ("pipe", PIPE.removesuffix("  [not-a-file]"))],
)
def test_what_was_handed_over_is_told_by_a_release_where_it_is_no_file(call, tmp_path, kind, said):
    put(tmp_path / "releases.jsonl", kind)
    done = call("report", "talks", "--final", "--audience", "customer", "--output", "final.html")
    assert (done.code, f"releases.jsonl: error: {said}" in done.err) == (2, True)
    assert not (tmp_path / "final.html").exists()
