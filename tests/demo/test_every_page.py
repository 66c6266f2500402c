"""The demo has something to show on every page, in each language; its list, its people and its plan agree."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.once import Scored, scored_once

from cfdiag.api.demonstration import write_demo
from cfdiag.demo import demo_interviews, engagement_file
from cfdiag.formats.engagement import read_engagement
from cfdiag.formats.library import Library
from cfdiag.locales.catalogue import LANGUAGES
from cfdiag.model.interview import HeldMode
from cfdiag.render.pages import PAGES

ABOUT_ONE = "Borealis Housing"
SAID = {
    "account-meeting": "Acme Hospitals",
    "first-visit": ABOUT_ONE,
    "handover-brief": "Head of caretakers",
    "introduction": ABOUT_ONE,
    "leaver-questions": ABOUT_ONE,
    "notice": "Harbour & Vale Lifts",
    "panel-run-sheet": "90",
    "promise-ledger": "Free survey of the Vale estate",
    "stories": "#",
    "territory-plan": "Pier Hotels",
}
"""What stands on a page that is about somebody or something by name."""
LINES = 5


@pytest.fixture(scope="module", params=LANGUAGES)
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp(request.param)
    write_demo(folder / "d", request.param)
    return request.param, folder


@pytest.fixture(scope="module")
def known() -> Scored:
    """Its interviews, scored: it is in what is shown of them that the tests differ."""
    return {}


@pytest.fixture
def cfdiag(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, demo: tuple[str, Path], known: Scored
) -> Command:
    scored_once(monkeypatch, known)
    return runner(capsys, monkeypatch, demo[1] / "d")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_something_to_show(cfdiag: Command, page: str) -> None:
    of = [] if PAGES[page].made_of == "engagement" else ["interviews"]
    one = ["--account", ABOUT_ONE] if page == "customer-letter" else []
    done = cfdiag("report", *of, "--template", page, "--format", "markdown", *one)
    assert done.code == 0, done.err
    assert done.out.count("\n") > LINES
    assert SAID.get(page, "Harbour & Vale Lifts") in done.out.replace("\\", "")


@pytest.mark.parametrize("format_", ["html", "markdown", "json"])
def test_the_report_is_written_from_the_folder(cfdiag: Command, format_: str) -> None:
    done = cfdiag("report", "interviews", "--format", format_)
    assert done.code == 0, done.err
    assert "Borealis Housing" in done.out


def test_status_knows_the_programme_the_six_accounts_and_the_plan(cfdiag: Command) -> None:
    done = cfdiag("status", "--date", "2026-11-20", "--format", "json")
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert len(told["accounts"]) == 6
    assert {each["questionnaire"] for each in told["programme"]} == {"customer-view", "appreciative"}
    assert {each["questionnaire"] for each in told["done"]} == set(Library().ids())
    assert told["plan"]["done"] > 0
    assert told["promised"]["people"] > 0


def test_the_engagement_is_in_the_language_that_was_asked_for(demo: tuple[str, Path]) -> None:
    language, folder = demo
    text = (folder / "d" / "engagement.yaml").read_text(encoding="utf-8")
    assert text == engagement_file(language)
    english = ("Nobody in it exists", "Quality", "Finance", "A real report")
    assert all((each in text) == (language == "en") for each in english)
    read = read_engagement(text.encode(), "engagement.yaml")
    assert list(read.departments) == ["sales", "service", "planning", "finance", "quality", "legal"]


def test_how_each_talk_was_held_is_known() -> None:
    held: Counter[HeldMode | str | None] = Counter(each.mode for each in demo_interviews(Library()))
    assert held[None] == 0
    assert held["phone"] == 2
    assert held["alone"] == 30
