"""The lists that an engagement names, at the exit: what `check` and the other commands say of them."""

from __future__ import annotations

import pytest

from cfdiag.api.surroundings import around
from cfdiag.cli import run

CRM = "Klantnaam;Accountmanager;Jaarwaarde\nÜberlandwerk GmbH;Lea;240.000\nZiekenhuis De Linde;Tom;\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "engagement.yaml").write_text(
        "cfdiag: 1\nclient: Acme\naccounts: accounts.csv\n", encoding="utf-8"
    )
    (tmp_path / "interviews").mkdir()
    return tmp_path


def test_the_accounts_of_a_table_are_those_of_the_engagement(folder, capsys):
    (folder / "accounts.csv").write_bytes(CRM.encode("utf-8-sig"))
    assert around([str(folder / "interviews")]).engagement.accounts == {
        "uberlandwerk_gmbh": "Überlandwerk GmbH",
        "ziekenhuis_de_linde": "Ziekenhuis De Linde",
    }
    assert run(["check", str(folder / "engagement.yaml")]) == 0
    assert "error" not in capsys.readouterr().out


def test_check_names_every_fault_of_the_table_with_its_line(folder, capsys):
    (folder / "accounts.csv").write_text(CRM + ";Lea;5\nZiekenhuis De Linde BV;Tom;12k\n", encoding="utf-8")
    assert run(["check", str(folder / "engagement.yaml")]) == 0
    told = capsys.readouterr()
    lines = [line for line in (told.out + told.err).splitlines() if "accounts.csv" in line]
    file = folder / "accounts.csv"
    alike = "Ziekenhuis De Linde, Ziekenhuis De Linde BV"
    assert lines == [
        f"{file}: warning: these may be the same account, and are kept apart: {alike}  [maybe-the-same]",
        f"{file}:4:1: warning: the row names no account: it is left out  [no-name]",
        f"{file}:5:1: warning: 'Jaarwaarde' holds no amount here: it counts as unknown  [bad-amount]",
    ]


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("accounts.csv", "cannot-read"),
        ("../accounts.csv", "outside-folder"),
        ("/etc/hostname", "outside-folder"),
    ],
)
def test_a_table_that_is_not_there_or_lies_elsewhere_is_a_fault(folder, capsys, named, code):
    (folder / "engagement.yaml").write_text(f"cfdiag: 1\naccounts: {named}\n", encoding="utf-8")
    assert run(["check", str(folder / "engagement.yaml")]) == 1
    told = capsys.readouterr()
    assert f"[{code}]" in told.out + told.err


def test_an_interview_is_held_all_the_same(folder, capsys, monkeypatch):
    monkeypatch.chdir(folder)
    (folder / "answers.yaml").write_text("{}\n", encoding="utf-8")
    run(["interview", "silo-busting", "--group", "internal", "--answers", "answers.yaml"])
    told = capsys.readouterr().err
    assert f"{folder / 'accounts.csv'}: warning: cannot read the file: No such file or directory" in told
    assert len(list((folder / "interviews").iterdir())) == 1
