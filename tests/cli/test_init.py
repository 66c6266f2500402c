"""`cfdiag init`: an engagement folder that the other commands understand."""

from __future__ import annotations

import json
import re
import stat
import sys

import pytest

from cfdiag.api.authoring import new_engagement
from cfdiag.api.surroundings import around
from cfdiag.cli import run
from cfdiag.ground.files import shipped

TEMPLATE = (shipped("templates") / "engagement.yaml").read_text(encoding="utf-8")
REMARKS = re.findall(r"^# ([a-z_]+: .*)$", TEMPLATE, re.MULTILINE)


def test_makes_a_private_folder_that_checks_clean(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["init", "acme", "--client", "Acme"]) == 0
    made = sorted(p.name for p in (tmp_path / "acme").iterdir())
    assert made == [".gitignore", "engagement.yaml", "interviews", "reports", "results", "roster.csv"]
    assert stat.S_IMODE((tmp_path / "acme" / "interviews").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "acme" / "engagement.yaml").stat().st_mode) == 0o600
    assert (tmp_path / "acme" / "roster.csv").read_text(encoding="utf-8") == (
        "name,group,department,account,organisation,questionnaires,when,heard\n"
    )
    assert capsys.readouterr().out == (
        "made: acme/engagement.yaml\n"
        "then:\n  cd acme\n  write into roster.csv who is to be heard, a line a person\n  cfdiag interview\n"
    )
    assert run(["check", "acme/engagement.yaml"]) == 0
    assert capsys.readouterr().out == (
        "acme/roster.csv:1:1: note: nobody is on the roster yet  [no-responses]\n  = write a line for each\n"
    )


def test_without_a_client_it_says_so_and_check_refuses_it(tmp_path, capsys):
    assert run(["init", str(tmp_path / "acme")]) == 0
    assert "say in it who the client is: no interview begins before\n" in capsys.readouterr().out
    assert run(["check", str(tmp_path / "acme" / "engagement.yaml")]) == 1
    assert "this is not a client yet  [placeholder]" in capsys.readouterr().out


@pytest.mark.parametrize("client", ['Bar "Foo" \\ Söhne: #1 & {x}', "no", "12", "'", "- x", "株式会社"])
def test_any_name_is_the_clients(tmp_path, client):
    assert run(["init", str(tmp_path), "--client", client]) == 0
    assert around([str(tmp_path / "interviews")]).engagement.client == client


def test_the_line_that_stands_for_a_client_is_none(tmp_path, capsys):
    assert run(["init", str(tmp_path / "acme"), "--client", "name of the  client"]) == 2
    assert "this is not a client yet  [placeholder]" in capsys.readouterr().err
    assert not (tmp_path / "acme").exists()


def test_there_are_lines_to_take_out_of_their_remarks():
    assert [line.partition(":")[0] for line in REMARKS] == [
        "confidentiality", "questionnaires", "population", "departments", "accounts", "touch_points",
        "branding", "overrides", "privacy",
    ]  # fmt: skip


@pytest.mark.parametrize("line", [*REMARKS, "all"])
def test_every_line_that_is_a_remark_passes_check_without_its_mark(tmp_path, capsys, line):
    assert run(["init", str(tmp_path), "--client", "Acme", "-q"]) == 0
    assert capsys.readouterr().out == ""
    file = tmp_path / "engagement.yaml"
    text = file.read_text(encoding="utf-8")
    for each in REMARKS if line == "all" else [line]:
        assert f"\n# {each}\n" in text
        text = text.replace(f"\n# {each}\n", f"\n{each}\n")
    file.write_text(text, encoding="utf-8")
    assert run(["check", str(file)]) == 0
    told = capsys.readouterr()
    assert told.err == "2 files checked: no faults\n"


def test_what_it_is_about_and_how_many_there_are_is_filled_in():
    text = new_engagement("Acme", ["customer-view"], 30, 9)
    assert '\nclient: "Acme"\n' in text
    assert "\nquestionnaires: [customer-view]\n" in text
    assert "\npopulation: {customer-view: {internal: 30, customer: 9}}\n" in text
    # Colleagues and the owner share the inside: nobody said how.
    assert "\npopulation: {account-view: {customer: 9}}\n" in new_engagement("A", ["account-view"], 30, 9)
    assert "\n# population:" in new_engagement("A", ["silo-busting"])


def test_on_a_terminal_it_asks_three_things(tmp_path):
    pexpect = pytest.importorskip("pexpect")

    child = pexpect.spawn(
        sys.executable, ["-m", "cfdiag", "init", str(tmp_path / "acme")], encoding="utf-8", timeout=50
    )
    child.expect("Who is the client")
    child.sendline("Acme & Söhne")
    child.expect("1. how customers see us")
    child.sendline("1")
    child.expect("How many people inside")
    child.sendline("thirty")
    child.expect("A number, please")
    child.sendline("30")
    child.expect("How many people at customers")
    child.sendline("")
    child.expect("cfdiag interview customer-view")
    child.expect(pexpect.EOF)
    engagement = around([str(tmp_path / "acme" / "interviews")]).engagement
    assert engagement.client == "Acme & Söhne"
    assert engagement.questionnaires == ("customer-view",)
    assert engagement.population == {"customer-view": {"internal": 30}}


def test_a_changed_engagement_and_a_roster_are_left_alone(tmp_path, capsys):
    folder = tmp_path / "acme"
    assert run(["init", str(folder), "--client", "Acme"]) == 0
    (folder / "roster.csv").write_text("name,group\nAnn,internal\n", encoding="utf-8")
    file = folder / "engagement.yaml"
    file.write_text("cfdiag: 1\nclient: Acme\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["init", str(folder)]) == 0  # nothing to write: what is there stays
    assert capsys.readouterr().out.startswith(f"was there already: {file}\n")
    assert run(["init", str(folder), "--client", "Other"]) == 2
    assert file.read_text(encoding="utf-8") == "cfdiag: 1\nclient: Acme\n"
    assert capsys.readouterr().err == (
        f"{file}: error: there is another file of that name  [exists]\n"
        "  = choose another --output, or overwrite it with --force\n"
    )
    assert run(["init", str(folder), "--client", "Other", "--force"]) == 0
    assert json.dumps("Other") in file.read_text(encoding="utf-8")
    assert (folder / "roster.csv").read_text(encoding="utf-8") == "name,group\nAnn,internal\n"
