"""What customers read of an adopted plan: what is done is done, and no day that has passed is promised."""

from __future__ import annotations

import json
import re

import pytest
from kits.demo import demo_folder

from cfdiag.api.planning.adopting import adopt
from cfdiag.api.planning.changing import ActionChange, set_on
from cfdiag.api.planning.plan_files import plan_file
from cfdiag.api.report_edition import edition_of
from cfdiag.api.reporting import render_report
from cfdiag.api.scoring import score_paths
from cfdiag.demo import NOW

pytestmark = pytest.mark.timeout(180)

DONE, LATE = "raise_things_first", "mend_what_matters"
WORDS = {
    "en": {
        "titles": ("We come to you sooner", "We begin with “"),
        "letter": ("Done on 18 January 2027.", "Not done yet: it was to be by 4 January 2027."),
        "note": ("done, 18 January 2027", "not done yet; it was to be by 4 January 2027"),
        "thanks": "Done, thanks to what you told us",
    },
    "nl": {
        "titles": ("We komen eerder naar u toe", "We beginnen met “"),
        "letter": (
            "Gedaan op 18 januari 2027.",
            "Nog niet gedaan: het zou uiterlijk 4 januari 2027 klaar zijn.",
        ),
        "note": ("klaar, 18 januari 2027", "nog niet gedaan; het zou uiterlijk 4 januari 2027 klaar zijn"),
        "thanks": "Gedaan, dankzij wat u ons vertelde",
    },
}


@pytest.fixture(scope="module", params=["done", "spread"])
def folder(tmp_path_factory, request):
    """A plan of which one action is done and another should be, by 22 January."""
    folder = demo_folder(tmp_path_factory.mktemp("engagement"))
    file, day = folder / "plan.yaml", NOW.date().isoformat()
    adopt([str(folder / "interviews")], actions=[DONE, LATE], day=day)
    set_on(
        plan_file(file), [ActionChange(LATE, due="2027-01-04"), ActionChange(DONE, due="2027-01-25")], day=day
    )
    set_on(plan_file(file), [ActionChange(DONE, status="done")], day="2027-01-18")
    set_on(plan_file(file), [ActionChange(DONE, status=request.param)], day="2027-01-20")
    return folder


def rendered(folder, format_, language, *, account="", **edition):
    result = score_paths([str(folder / "interviews")], today="2027-01-22", language=language)
    return render_report(result, edition_of(format_, **edition), account=account).data.decode()


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_letter_thanks_for_what_is_done_and_promises_no_day_that_has_passed(folder, language):
    words = WORDS[language]
    letter = rendered(folder, "markdown", language, template="customer-letter", account="acme")
    lines = {title: [line for line in letter.splitlines() if title in line] for title in words["titles"]}
    for title, said in zip(words["titles"], words["letter"], strict=True):
        (line,) = lines[title]
        assert line.endswith(said)
    assert letter.index(words["thanks"]) < letter.index(words["titles"][0]) < letter.index(words["titles"][1])
    assert "25 " not in letter


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_customers_edition_and_its_slides_say_the_same(folder, language):
    words = WORDS[language]
    view = json.loads(rendered(folder, "json", language, audience="customer"))
    lists = [
        b
        for each in (*view["sections"], *view["slides"])
        for b in each["blocks"]
        if b.get("look") == "actions"
    ]
    entries = [entry for block in lists for group in block["groups"] for entry in group["entries"]]
    for title, note in zip(words["titles"], words["note"], strict=True):
        notes = [each["note"] for each in entries if title in json.dumps(each, ensure_ascii=False)]
        assert len(notes) > 1
        assert set(notes) == {note}
    (slide,) = [each for each in view["slides"] if each["id"] == "months"]
    said = json.dumps(slide, ensure_ascii=False)
    assert re.search(rf"{words['titles'][0]}[^\\]*\({words['note'][0]}\)", said)
