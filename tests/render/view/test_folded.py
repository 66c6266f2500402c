"""All comments stand in the internal page, folded; no other edition has them."""

from __future__ import annotations

import pytest
from kits.batch import Desk, interview
from kits.command import at_desk

from cfdiag.render.view.voices import FOLDED, QUOTES

TEXTS = [f"Story number {n} of a customer" for n in range(9)]


@pytest.fixture
def report(capsys, monkeypatch, tmp_path):
    desk = Desk(tmp_path)
    for n, text in enumerate(TEXTS):
        who = {"group": "customer", "consent": "named", "name": f"N{n}"}
        document = interview(n, respondent=who)
        document["answers"]["remark"] = {"status": "answered", "value": text}
        desk.write(f"in/{n}.json", document)
    call = at_desk(capsys, monkeypatch, tmp_path)

    def made(*arguments):
        done = call("report", "in", *arguments)
        assert done.code == 0, done.err
        return done.out

    return made


def test_the_internal_page_holds_all_of_them_folded(report):
    page = report("--format", "html")
    folded = page[page.index('<details class="rest">') :].partition("</details>")[0]
    assert all(text in page for text in TEXTS)
    assert sum(text in folded for text in TEXTS) == len(TEXTS) - QUOTES
    assert "and 5 more" in folded


def test_markdown_gives_the_number_and_a_customer_nothing_of_others(report):
    page = report("--format", "markdown")
    assert sum(text in page for text in TEXTS) == QUOTES
    assert "and 5 more" in page
    assert not any(text in report("--audience", "customer", "--format", "html") for text in TEXTS)


def test_of_very_many_only_the_number_stands_there(report, monkeypatch):
    monkeypatch.setattr("cfdiag.render.view.voices.FOLDED", 8)
    assert FOLDED == 2000
    assert '<details class="rest">' not in report("--format", "html")
