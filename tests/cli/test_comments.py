"""Everything that was said and may be shown: consent and floors hold, and what is withheld is counted."""

from __future__ import annotations

import csv
import io
import json

import pytest
from kits.batch import Desk, interview
from kits.command import at_desk
from python_calamine import CalamineWorkbook


def person(number, consent, text, **more):
    who = {"group": "customer", "consent": consent, "name": f"Name {number}", "account": "acme"}
    document = interview(number, respondent=who, **more)
    document["answers"]["remark"] = {"status": "answered", "value": text, "note": f"note {number}"}
    document["answers"]["reply"]["evidence"] = f"evidence {number}"
    document["remarks"] = [{"text": f"between {number}"}]
    return document


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    for number, consent in enumerate(("named", "quoted", "counted", None)):
        desk.write(f"in/{number}.json", person(number, consent, f"=said {number}"))
    return desk


@pytest.fixture
def call(capsys, monkeypatch, tmp_path, desk):
    return at_desk(capsys, monkeypatch, tmp_path)


def test_words_follow_consent_and_what_is_withheld_is_counted(call):
    found = json.loads(call("comments", "in", "--format", "json").out)
    assert {each["text"] for each in found["comments"]} == {
        *(f"{kind} {number}" for kind in ("=said", "note", "evidence", "between") for number in (0, 1))
    }
    assert found["withheld"] == 8
    assert {each["author"] for each in found["comments"]} == {"Name 0", ""}
    kinds = {each["kind"]: each["text"] for each in found["comments"] if each["author"]}
    assert kinds == {
        "answer": "=said 0", "note": "note 0", "evidence": "evidence 0", "remark": "between 0",
    }  # fmt: skip


def test_of_one_question_only(call):
    found = json.loads(call("comments", "in", "--question", "remark", "--format", "json").out)
    assert {each["question"] for each in found["comments"]} == {"remark"}
    assert (len(found["comments"]), found["withheld"]) == (4, 4)
    refused = call("comments", "in", "--question", "remarc")
    assert (refused.code, "did you mean 'remark'" in refused.err) == (2, True)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_to_read_with_who_said_it(call, language):
    out = " ".join(call("comments", "in", "--language", language).out.split())
    assert "=said 0 (Name 0, " in out
    assert "said 2" not in out
    assert {"en": "8 more are not shown", "nl": "Nog 8 worden niet getoond"}[language] in out


def test_put_together_by_whoever_said_it(call):
    out = call("comments", "in", "--by", "kind").out
    assert out.index("note of the interviewer") < out.index("note 0")
    assert call("comments", "in", "--by", "colour").code == 2


def test_tables_hold_the_same_and_no_formula(desk, call):
    assert call("comments", "in", "--output", "c.csv").code == 0
    rows = list(csv.DictReader(io.StringIO((desk.folder / "c.csv").read_text("utf-8-sig"))))
    assert len(rows) == 8
    assert {row["text"][:2] for row in rows if row["kind"] == "answer"} == {"'="}
    done = call("comments", "in", "--output", "c.xlsx")
    assert (done.code, "8 more are withheld" in done.err) == (0, True)
    sheet = CalamineWorkbook.from_path(desk.folder / "c.xlsx").get_sheet_by_index(0).to_python()
    assert sheet[0][-2:] == ["text", "code"]
    assert {row[11] for row in sheet[1:9]} == {row["text"].removeprefix("'") for row in rows}


def test_the_suffix_and_the_format_may_not_contradict(call):
    assert call("comments", "in", "--output", "c.csv", "--format", "json").code == 2


@pytest.mark.parametrize(("language", "other"), [("en", "nl"), ("nl", "en")])
@pytest.mark.parametrize("name", ["c.txt", "c.csv", "c.json", "c.xlsx"])
def test_a_later_list_takes_the_place_of_an_earlier_one_only(desk, call, name, language, other):
    words = ("--output", name, "--language", language)
    assert call("comments", "in", "--unmasked", "--output", name, "--language", other).code == 0
    before = (desk.folder / name).read_bytes()
    # Other questions, put together otherwise: not one line need be the same.
    assert call("comments", "in", "--question", "remark", "--by", "kind", *words).code == 0
    assert (desk.folder / name).read_bytes() != before
    (desk.folder / name).write_bytes(b"What they said, by hand\n")
    assert (call("comments", "in", *words).code, (desk.folder / name).read_bytes()) == (
        2, b"What they said, by hand\n",
    )  # fmt: skip
