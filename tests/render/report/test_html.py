from __future__ import annotations

import time
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from kits import golden
from kits.demo import demo_heard
from kits.hostile import HOSTILE
from kits.report_builders import build_view, engagement, setting
from msgspec.structs import replace

from cfdiag.api.report_edition import edition_of
from cfdiag.api.reporting import render_report
from cfdiag.api.scoring import score
from cfdiag.locales.catalogue import LANGUAGES
from cfdiag.model.engagement import Branding
from cfdiag.render.report import REPORT_FORMATS, Target

MOST = 200_000
"""Bytes of a report on forty people."""
VOID = {"meta", "img", "br", "link", "input", "hr", "path", "rect", "circle"}


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.stack: list[str] = []
        self.faults: list[str] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()
        assert not self.stack, f"left open: {self.stack}"

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.stack or self.stack.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data):
        self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def html(hostile: str = "", **changes) -> str:
    result, questionnaires, remarks = engagement(hostile=hostile)
    view = build_view(result, questionnaires, remarks, [], setting(**changes))
    return REPORT_FORMATS["html"](view, Target()).data.decode()


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(html())


def test_golden_english():
    golden.check("report/report.html", html())


def test_golden_dutch():
    golden.check("report/report.nl.html", html(language="nl"))


def test_the_markup_is_well_formed(page):
    assert page.faults == []
    ids = [a["id"] for _, a in page.tags if a.get("id")]
    assert len(ids) == len(set(ids))
    assert all(" " not in i for i in ids)


def test_landmarks_headings_and_skip_link(page):
    assert [len(page.all(t)) for t in ("h1", "main", "header", "nav")] == [1, 1, 1, 1]
    assert page.all("html") == [{"lang": "en"}]
    ids = {a["id"] for _, a in page.tags if a.get("id")}
    links = [a["href"] for a in page.all("a")]
    assert links[0] == "#main"
    assert all(link.startswith("#") and link[1:] in ids for link in links)
    levels = [int(t[1]) for t, _ in page.tags if t in ("h1", "h2", "h3", "h4")]
    assert all(b - a <= 1 for a, b in pairwise(levels)), "no level of heading is skipped"


def test_every_table_has_a_caption_and_scopes(page):
    assert len(page.all("table")) == len(page.all("caption")) > 5
    assert all(a.get("scope") in ("col", "row") for a in page.all("th"))


def test_every_chart_says_what_it_shows(page):
    charts = page.all("svg")
    ids = {a["id"] for _, a in page.tags if a.get("id")}
    assert len(charts) >= 6
    for chart in charts:
        assert chart["role"] == "img"
        assert set((chart["aria-labelledby"] or "").split()) <= ids
    text = "".join(page.text)
    assert "Structure and governance: 54, range 49–58, target 70." in text


def test_nothing_is_fetched_and_nothing_runs(page):
    policy = next(a for a in page.all("meta") if a.get("http-equiv"))
    assert (
        policy["content"]
        == "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert not page.all("script")
    assert not page.all("link")
    assert not page.all("iframe")
    for tag, attrs in page.tags:
        assert not [a for a in attrs if a.startswith("on")], f"{tag} has a handler"
        assert "src" not in attrs or (attrs["src"] or "").startswith("data:image/")
    assert "url(" not in html()
    assert "@import" not in html()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(hostile, page):
    made = Page(
        html(hostile, client=hostile, confidentiality=hostile, branding=Branding(name=hostile, color=hostile))
    )
    assert made.faults == []
    names = {t for t, _ in made.tags}
    assert names <= {t for t, _ in page.tags} | {"p"}
    assert not made.all("script")
    assert not made.all("img")
    assert not [a for _, attrs in made.tags for a in attrs if a.startswith("on")]
    assert all((a["href"] or "").startswith("#") for a in made.all("a"))
    assert not set("\x1b\x07\u202e\u2066") & set("".join(made.text))


def test_a_fictional_engagement_says_so_at_the_top_at_the_end_and_on_paper():
    made = html()
    assert made.count("Fictional example: no such organisation, no such people") == 2
    assert "\\00003a  no such organisation" in made  # the page footer, as a CSS string
    result, questionnaires, remarks = engagement()
    real = replace(result, fictional=False)
    view = build_view(real, questionnaires, remarks, [], setting(fictional=False))
    assert "ictional" not in REPORT_FORMATS["html"](view, Target()).data.decode()


def test_branding_shows_name_colour_and_logo():
    made = Page(html(branding=Branding(name="Vale & Co", color="#c01058"), logo="data:image/png;base64,AAAA"))
    assert made.all("img") == [{"src": "data:image/png;base64,AAAA", "alt": "Vale & Co"}]
    assert "--brand-light:#c01058" in "".join(made.text)


def test_forty_respondents_are_small_and_quick():
    result, questionnaires, remarks = engagement(respondents=40)
    REPORT_FORMATS["html"](build_view(result, questionnaires, remarks, [], setting()), Target())
    start = time.perf_counter()
    data = REPORT_FORMATS["html"](build_view(result, questionnaires, remarks, [], setting()), Target()).data
    assert time.perf_counter() - start < 1.0
    assert len(data) <= MOST


@pytest.mark.parametrize("language", LANGUAGES)
def test_forty_people_who_say_as_much_as_those_of_the_demo_are_small(language):
    """Every interview of forty people, with its lists, quotes and remarks; and forty single interviews."""
    said = list(demo_heard())
    people = sorted({each.respondent.id for each in said})[:40]
    assert len(people) == 40
    for held in ([each for each in said if each.respondent.id in people], said[-40:]):
        assert len(held) >= 40
        result = score(held, language=language, today="2026-11-20")
        assert len(render_report(result, edition_of("html"), stem="report").data) <= MOST
