"""The formats of a plan: calendars and pages, read by others."""

from __future__ import annotations

import re
from datetime import date

import pytest
from kits.planning import PLAN
from msgspec.structs import replace

from cfdiag.followup.standing import standing
from cfdiag.render.context import OutputContext
from cfdiag.render.plan import PLAN_FORMATS, plan_format_of

DAY = date(2027, 1, 26)


def drawn(format_, plan=PLAN, language="en", **more):
    return PLAN_FORMATS[format_](
        standing(plan, DAY, language, **more), OutputContext(language=language)
    ).decode()


def entries(text):
    """What a calendar makes of the file: lines unfolded, one map an entry (RFC 5545, 3.1)."""
    lines = text.replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    found = []
    for line in lines:
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and ":" in line:
            name, _, value = line.partition(":")
            found[-1][name] = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value)
    return found


def test_a_calendar_has_what_is_still_to_be_done():
    first, second = entries(drawn("ics"))
    assert (first["DTSTART;VALUE=DATE"], first["DTEND;VALUE=DATE"]) == ("20270121", "20270122")
    assert first["SUMMARY"] == "Answer every complaint within a day"
    assert "J. Smit" in first["DESCRIPTION"]
    assert second["UID"].startswith("keep_it@")
    done = replace(PLAN, actions=(replace(PLAN.actions[0], status="done"), *PLAN.actions[1:]))
    spread, _ = entries(drawn("ics", done))
    assert (spread["DTSTART;VALUE=DATE"], spread["SUMMARY"]) == (
        "20270401", "Spread: Answer every complaint within a day",
    )  # fmt: skip


def test_a_long_title_with_every_sign_is_folded_and_comes_back():
    title = "Één; twee, drie \\ vier " + "ü€漢" * 40
    text = drawn("ics", replace(PLAN, actions=(replace(PLAN.actions[0], title=title),)))
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert entries(text)[0]["SUMMARY"] == title


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_page_filters_without_script(language):
    text = drawn("html", language=language)
    assert "<script" not in text
    assert "default-src 'none'" in text
    assert "main:has(#show-late:checked) tbody tr:not(.is-late)" in text
    assert text.count("<tr class=") == 3
    assert {"en": "5 days late", "nl": "5 dagen te laat"}[language] in text
    for action in PLAN.actions:
        assert f'<span class="id">{action.id}</span>' in text


def test_what_people_typed_is_text():
    wild = replace(PLAN, actions=(replace(PLAN.actions[0], title='=1+1 <script>"', owner="@x"),))
    assert "<script>" not in drawn("html", wild)
    assert "'=1+1" in drawn("csv", wild)
    assert "\x1b" not in drawn("text", replace(PLAN, plan="a\x1b[31mb"))


def test_the_format_follows_the_suffix():
    given = {".ics": "ics", ".HTM": "html", ".xlsx": "xlsx", ".pdf": "", "": ""}
    assert {each: plan_format_of(each) for each in given} == given
