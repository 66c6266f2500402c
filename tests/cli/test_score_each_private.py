"""`--each` lists those who agreed to be named, unless the figures then gave an anonymous one away."""

import json
from pathlib import Path

import pytest

from cfdiag.cli import run

ONE = """\
cfdiag: 1
id: one
version: 1.0.0
title: One
groups: {customer: {title: Customers, anonymous: false}}
scales: {five: {min: 1, max: 5}}
dimensions: {d: {title: D}}
sections:
  - id: s
    questions:
      - {id: q, type: rating, scale: five, dimension: d, importance: true, ask: How good?}
"""


@pytest.mark.parametrize(("flags", "listed"), [((), None), (("--each",), 0), (("--each", "--unmasked"), 6)])
def test_the_one_who_is_not_listed_stays_unknown(tmp_path, monkeypatch, flags, listed):
    monkeypatch.chdir(tmp_path)
    Path("one.yaml").write_text(ONE, encoding="utf-8")
    Path("in").mkdir()
    for number in range(6):
        Path("a.json").write_text(
            json.dumps({"q": {"status": "answered", "value": number % 5 + 1, "importance": 4}}),
            encoding="utf-8",
        )
        consent = "named" if number < 5 else "counted"
        asked = ["interview", "one", "--group", "customer", "--consent", consent, "--answers", "a.json"]
        assert run([*asked, "--questionnaires", ".", "--output", f"in/{number}.json", "-q"]) == 0
    assert (
        run(["score", "in", "--questionnaires", ".", "--format", "json", "-o", "r.json", "-q", *flags]) == 0
    )
    document = json.loads(Path("r.json").read_text(encoding="utf-8"))
    # Everybody counts, and with one anonymous among six nobody is listed.
    assert (None if listed is None else len(document["interviews"])) == listed
    part = document["questionnaires"][0]
    for place in (part, part["groups"]["customer"]):
        question = place["questions"]["q"]
        assert place["overall"]["score"] is not None
        assert place["dimensions"]["d"]["score"] is not None
        assert question["mean"] is not None
        assert question["distribution"]
        assert question["importance"]["mean"] is not None
