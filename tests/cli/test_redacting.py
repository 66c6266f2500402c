"""Codes for names: in every spelling, in no place that is an id, and not in the names of files either."""

from __future__ import annotations

import gzip
import json

import pytest
from kits.batch import Desk, interview
from kits.command import runner


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path):
    return runner(capsys, monkeypatch, tmp_path)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def said(text):
    return {"remark": {"status": "answered", "value": text}}


def redacted(cfdiag, desk, path, remark, name, **more):
    who = {"group": "customer", "name": name, "consent": "named"}
    desk.write("in/a.json", interview(1, respondent=who, answers=said(remark), **more))
    done = cfdiag("redact", "in")
    assert done.code == 0, done.err
    return json.loads((path / "in/a.redacted.json").read_text())


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Jan Groß", "Jan Groß, JAN GROSS, jan groß, Jan Gross."),
        ("Aydın Kaya", "Aydın Kaya, AYDIN KAYA, aydın kaya, aydin Kaya."),
        ("İpek Su", "İpek Su, İPEK SU, ipek su, i\u0307pek su."),
        ("Zoë Vale", "Zoë Vale, Zoe\u0308 Vale, zoë\u2028vale, ZOË  VALE."),
    ],
)
def test_a_name_is_found_in_every_case_and_over_every_break(cfdiag, desk, tmp_path, name, typed):
    after = redacted(cfdiag, desk, tmp_path, typed, name)
    assert after["answers"]["remark"]["value"] == "P1, P1, P1, P1."
    assert after["respondent"]["name"] == "P1"


def test_what_is_counted_by_stays_also_where_a_name_is_spelled_the_same(cfdiag, desk, tmp_path):
    desk.write("engagement.yaml", "cfdiag: 1\nclient: Harbour\n")
    desk.write("questionnaires/small.yaml", (tmp_path / "qs/small.yaml").read_text())
    desk.write("words.txt", "customer\nnorth\nphone\nanswered\nsmall\nWeir\nname\nfull\n")
    who = {"group": "customer", "name": "Customer", "account": "weir", "id": "north", "consent": "named"}
    answers = said("The customer in the north.") | {"region": {"status": "answered", "value": "north"}}
    desk.write("interviews/a.json", interview(1, respondent=who, answers=answers, mode="phone"))
    done = cfdiag("redact", "interviews", "--words", "words.txt")
    assert done.code == 0, done.err
    after = json.loads((tmp_path / "interviews/a.redacted.json").read_text())
    told = after["respondent"]
    assert (told["group"], told["account"], told["id"], told["name"]) == ("customer", "weir", "north", "P1")
    assert (after["mode"], after["form"], after["questionnaire"]["id"]) == ("phone", "full", "small")
    assert after["answers"]["region"] == {"status": "answered", "value": "north"}
    assert after["answers"]["remark"]["value"] == "The P1 in the P2."


def test_the_name_of_the_file_names_nobody_and_no_file_goes_over_another(cfdiag, desk, tmp_path):
    who = {"group": "customer", "name": "Ada Vale", "consent": "named"}
    for number, name in enumerate(("Ada Vale", "ada_vale", "visit-ada-vale-2", "advale")):
        desk.write(f"in/{name}.json", interview(number, respondent=who))
    done = cfdiag("redact", "in")
    assert done.code == 0, done.err
    assert sorted(path.name for path in (tmp_path / "in").glob("*.redacted.json")) == [
        "P1 (2).redacted.json",
        "P1.redacted.json",
        "advale.redacted.json",
        "visit-P1-2.redacted.json",
    ]


@pytest.mark.parametrize("name", ["many.jsonl", "many.json", "many.ndjson.gz"])
def test_several_interviews_in_a_file_lose_their_names_too(cfdiag, desk, tmp_path, name):
    who = [{"group": "customer", "name": each, "consent": "named"} for each in ("Ada Vale", "Bo Quist")]
    held = [interview(n, respondent=who[n], answers=said("Ask Ada Vale.")) for n in range(2)]
    lines = "".join(json.dumps(each) + "\n" for each in held)
    data = json.dumps(held).encode() if name == "many.json" else lines.encode()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    desk.write("in/result.json", {"format": "cfdiag/result@1"})
    desk.write("in/small.yaml", (tmp_path / "qs/small.yaml").read_text())
    done = cfdiag("redact", "in")
    assert done.code == 0, done.err
    assert done.out.splitlines() == [f"in/{name}:1: P1", f"in/{name}:2: P2, P1", "P1: 3", "P2: 1"]
    made = tmp_path / "in/many.redacted.jsonl"
    after = [json.loads(line) for line in made.read_text().splitlines()]
    assert [each["respondent"]["name"] for each in after] == ["P1", "P2"]
    assert [each["answers"]["remark"]["value"] for each in after] == ["Ask P1.", "Ask P1."]
    assert [each["id"] for each in after] == [each["id"] for each in held]
    again = cfdiag("redact", "in", "--force")
    assert (again.code, sorted(path.name for path in made.parent.glob("*redacted*"))) == (0, [made.name])
