"""`handover.json` for programs: every key is there, whatever is known; an earlier file is compared with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import jsonschema
import pytest
from kits.command import Command, runner
from kits.leaver import ACCOUNTS, DAY, filled, told_fully

from cfdiag.locales.catalogue import LANGUAGES


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


class Said(NamedTuple):
    """What the pages say, and two titles of the leaver's table."""

    of_list: str
    of_both: str
    of_talks: str
    nothing: str
    account: str
    advice: str


SAID = {
    "en": Said(
        "Made from a list of accounts with cfdiag",
        "Made from a list of accounts and interviews with",
        "Made from interviews with",
        "As far as anybody knows, nothing was promised.",
        "Account",
        "One piece of advice",
    ),
    "nl": Said(
        "Gemaakt uit een klantenlijst met cfdiag",
        "Gemaakt uit een klantenlijst en interviews met",
        "Gemaakt uit interviews met",
        "Voor zover bekend is er niets toegezegd.",
        "Klant",
        "Eén advies",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_says_what_it_is_made_from_and_that_nothing_was_promised(
    cfdiag: Command, tmp_path: Path, language: str
) -> None:
    says = SAID[language]

    def pages() -> dict[str, str]:
        names = ("plan", "ask", "promises", "accounts/acme", "accounts/borax")
        folder = tmp_path / "handover"
        return {name: (folder / f"{name}.html").read_text(encoding="utf-8") for name in names}

    told = (*DAY, "--language", language)
    assert cfdiag("handover", "accounts.csv", *told).code == 0
    made = pages()
    assert [name for name, page in made.items() if says.of_list not in page] == []
    assert says.nothing in made["promises"]
    sheet = tmp_path / "handover" / "leaver.xlsx"
    filled(sheet, tmp_path / "back.xlsx", {"Acme": {says.advice: "Call first."}}, account=says.account)
    assert cfdiag("handover", "accounts.csv", "back.xlsx", *told).code == 0
    both = [name for name, page in pages().items() if says.of_both in page]
    assert both == ["plan", "ask", "promises", "accounts/acme"]
    # Of Borax there is no more than the list.
    assert says.of_list in pages()["accounts/borax"]
    # What is made of interviews alone.
    out = ("--output", "alone", *told)
    assert cfdiag("handover", "--interviews", "interviews", *out).code == 0
    alone = [(tmp_path / "alone" / f"{name}.html").read_text() for name in ("plan", "accounts/acme")]
    for page in alone:
        assert says.of_talks in page


def test_where_something_was_promised_the_page_lists_it(cfdiag: Command, tmp_path: Path) -> None:
    told_fully(cfdiag, tmp_path)
    page = (tmp_path / "handover" / "promises.html").read_text(encoding="utf-8")
    assert "Free swap" in page
    assert "nothing was promised" not in page
    # Markdown says it too.
    assert (
        cfdiag(
            "handover", "accounts.csv", "--output", "md", "--interviews", "none", "--format", "markdown", *DAY
        ).code
        == 0
    )
    assert "nothing was promised" in (tmp_path / "md" / "promises.md").read_text(encoding="utf-8")
    for name in ("plan", "ask", "promises", "accounts/acme"):
        assert SAID["en"].of_list in (tmp_path / "md" / f"{name}.md").read_text(encoding="utf-8"), name
