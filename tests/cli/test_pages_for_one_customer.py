"""A page that a customer may see is about one customer: shipped or copied, in every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import Command, runner

from cfdiag.ground.files import shipped
from cfdiag.render.pages import PAGES

OF_HANDOVER = [name for name, page in PAGES.items() if page.one_of == "handover_accounts"]


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    for id_, account in (("a", "Alpha"), ("b", "Beta")):
        hold(tmp_path, id_, account, three_things="They walk the site.")
    return runner(capsys, monkeypatch, tmp_path)


def hold(
    folder: Path,
    id_: str,
    account: str,
    questionnaire: str = "territory-handover",
    group: str = "leaver",
    **answers,
) -> None:
    interview = {
        "format": "cfdiag/interview@1",
        "id": id_,
        "questionnaire": {"id": questionnaire},
        "respondent": {"group": group, "account": account, "consent": "named"},
        "finished": "2026-11-24",
        "answers": {key: {"status": "answered", "value": value} for key, value in answers.items()},
    }
    (folder / f"{id_}.json").write_text(json.dumps(interview), encoding="utf-8")


def test_every_page_for_customers_says_which_accounts_it_chooses_from() -> None:
    assert [name for name, page in PAGES.items() if page.audience == "customer" and not page.one_of] == []
    assert {"first-visit", "introduction", "customer-letter"} <= {
        name for name, page in PAGES.items() if page.audience == "customer"
    }


@pytest.mark.parametrize("name", OF_HANDOVER)
@pytest.mark.parametrize("format_", ["html", "markdown"])
def test_over_several_accounts_it_is_refused_and_the_way_out_named(
    cfdiag: Command, name: str, format_: str
) -> None:
    done = cfdiag("report", ".", "--template", name, "--format", format_)
    assert (done.code, done.out) == (2, "")
    assert "no-account" in done.err
    assert "--account: Alpha, Beta; or have a file for each: cfdiag handover" in done.err
    one = cfdiag("report", ".", "--template", name, "--format", format_, "--account", "alpha")
    assert one.code == 0
    assert "Alpha" in one.out
    assert "Beta" not in one.out


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.audience == "customer"])
@pytest.mark.parametrize("kind", ["html", "md"])
def test_a_copy_of_such_a_page_is_no_way_round(cfdiag: Command, tmp_path: Path, name: str, kind: str) -> None:
    for id_, account in (("c", "Alpha"), ("d", "Beta")):
        hold(tmp_path, id_, account, "customer-view", "customer", worked="The engineers")
    source = shipped("templates") / "pages" / f"{name}.{kind}.j2"
    own = tmp_path / f"mine.{kind}.j2"
    own.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    done = cfdiag("report", ".", "--template", own.name, "--format", "html" if kind == "html" else "markdown")
    assert (done.code, done.out) == (2, "")


def test_a_page_is_for_its_own_audience_and_for_no_other(cfdiag: Command) -> None:
    done = cfdiag("report", ".", "--template", "first-visit", "--account", "Alpha", "--audience", "internal")
    assert (done.code, "leave --audience out: it is 'customer'" in done.err) == (2, True)
    done = cfdiag(
        "report", ".", "--template", "handover-brief", "--account", "Alpha", "--audience", "customer"
    )
    assert done.code == 2
    done = cfdiag(
        "report",
        ".",
        "--template",
        "first-visit",
        "--account",
        "Alpha",
        "--audience",
        "customer",
        "--format",
        "markdown",
    )
    assert (done.code, "What do you plan for next year?" in done.out) == (0, True)


def test_the_letter_is_no_more_open_for_saying_that_it_is_for_customers(
    cfdiag: Command, tmp_path: Path
) -> None:
    for id_, account in (("c", "Alpha"), ("d", "Beta")):
        hold(tmp_path, id_, account, "customer-view", "customer", worked="The engineers")
    for flags in ((), ("--audience", "customer")):
        done = cfdiag("report", ".", "--template", "customer-letter", *flags, "--format", "markdown")
        assert (done.code, "--account: Alpha, Beta" in done.err) == (2, True)


def test_the_brief_says_of_others_who_were_heard_what_is_known_and_no_more(
    cfdiag: Command, tmp_path: Path
) -> None:
    hold(tmp_path, "c", "Alpha", "customer-view", "customer", service_level=4)
    hold(tmp_path, "d", "Alpha", "account-view", "coworker")
    said = {
        account: cfdiag(
            "report", ".", "--template", "handover-brief", "--format", "markdown", "--account", account
        ).out
        for account in ("Alpha", "Beta")
    }
    assert "leaver asked: yes · customer asked: yes" in said["Alpha"]
    assert "leaver asked: yes · customer asked: no" in said["Beta"]
    # How many colleagues were asked no report knows: none is not the same.
    assert not any("colleagues asked" in brief for brief in said.values())


def test_where_a_customer_did_not_say_whose_they_are_no_account_was_left_unheard(
    cfdiag: Command, tmp_path: Path
) -> None:
    hold(tmp_path, "c", "", "customer-view", "customer", service_level=4)
    done = cfdiag("report", ".", "--template", "handover-brief", "--format", "markdown", "--account", "Alpha")
    assert "leaver asked: yes" in done.out
    assert "customer asked" not in done.out
