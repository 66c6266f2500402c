"""`--each` lists attributed respondents: nothing shown beside them may give an anonymous one away."""

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


@pytest.mark.parametrize(
    ("flags", "shown"), [((), True), (("--each",), False), (("--each", "--unmasked"), True)]
)
def test_the_one_who_is_not_listed_stays_unknown(tmp_path, monkeypatch, flags, shown):
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
    part = json.loads(Path("r.json").read_text(encoding="utf-8"))["questionnaires"][0]
    for place in (part, part["groups"]["customer"]):
        question = place["questions"]["q"]
        assert (place["overall"]["score"] is not None) is shown
        assert (place["dimensions"]["d"]["score"] is not None) is shown
        assert (question["mean"] is not None) is shown
        assert bool(question["distribution"]) is shown
        assert bool(question.get("importance") and question["importance"]["mean"]) is shown
