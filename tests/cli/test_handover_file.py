"""`handover.json` for programs: every key is there, whatever is known; an earlier file is compared with."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from kits.command import Command, runner
from kits.leaver import ACCOUNTS, DAY


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def test_every_key_of_the_file_is_always_there(cfdiag: Command, tmp_path: Path) -> None:
    """Of a territory of which almost nothing is known, too; the schema asks for each of them."""
    (tmp_path / "bare.csv").write_text("Account Name\nAcme\n", encoding="utf-8")
    assert cfdiag("handover", "bare.csv", "--date", "2026-11-26").code == 0
    made = json.loads((tmp_path / "handover" / "handover.json").read_bytes())
    whole = json.loads(cfdiag("schema", "handover").out)
    jsonschema.validate(made, whole)
    for key in ("leaver", "arriver", "last_day"):
        assert made[key] is None
    assert (made["maybe_the_same"], made["left_out"], made["visits"]) == ([], [], [])
    (acme,) = made["accounts"]
    assert (acme["id"], acme["value"], acme["renewal"], acme["last_contact"]) == (None,) * 4
    assert acme["unknown"] == ["value", "renewal", "last_contact"]
    assert made["timetable"]["not_asked"] == made["timetable"]["talks"] == []
    for part in whole["$defs"].values():
        assert part["required"] == list(part["properties"])


def test_an_account_of_which_all_is_known_says_that_nothing_is_open(cfdiag: Command, tmp_path: Path) -> None:
    row = "Acme;100;EUR;2028-01-01;2026-11-20"
    header = "Account;ARR;Currency;Renewal date;Last contact"
    (tmp_path / "all.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    assert cfdiag("handover", "all.csv", "--date", "2026-11-26").code == 0
    (acme,) = json.loads((tmp_path / "handover" / "handover.json").read_bytes())["accounts"]
    assert (acme["reasons"], acme["unknown"], acme["values"]) == ([], [], [])


def test_an_earlier_file_that_left_out_what_was_empty_is_still_compared_with(
    cfdiag: Command, tmp_path: Path
) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0

    def bare(value: object) -> object:
        if isinstance(value, dict):
            return {k: bare(v) for k, v in value.items() if v not in (None, [], {}, "")}
        return [bare(v) for v in value] if isinstance(value, list) else value

    made = json.loads((tmp_path / "handover" / "handover.json").read_bytes())
    (tmp_path / "before.json").write_text(json.dumps(bare(made)), encoding="utf-8")
    done = cfdiag("handover", "accounts.csv", "--baseline", "before.json", *DAY)
    assert done.code == 0, done.err
    assert "Nothing changed since" in (tmp_path / "handover" / "plan.html").read_text(encoding="utf-8")
