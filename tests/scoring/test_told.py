"""What is not told makes no difference: two engagements that differ in it alone give the same bytes.

Whoever holds an output can follow from it what makes a difference to it, and nothing else. So each pair below
differs in what one or two anonymous people said, and every format of every command is compared.
"""

from __future__ import annotations

import json

import pytest
from kits.command import runner
from kits.once import scored_once

from cfdiag.render.result import IN_A_FILE, RESULT_FORMATS

QUESTIONNAIRE = """\
cfdiag: 1
id: small
version: 1.0.0
title: Small
groups: {{inside: {{title: Inside, side: inside, anonymous: true}}}}
scales: {{five: {{min: 1, max: 5}}}}
dimensions: {{sharing: {{title: Sharing}}{dimension}}}
sections:
  - id: all
    title: All
    questions:
      - {{id: plans, type: rating, scale: five, dimension: sharing, ask: Do we share plans?}}
      - {{id: data, type: rating, scale: five, dimension: sharing, ask: Do we share data?}}
{question}
{rules}
"""
RULES = """\
findings:
  - {{id: some, when: '{rule}', because: [x], text: Somebody says so.}}
actions:
  - {{id: act, when: '{rule}', because: [x], title: Act, why: It was said., first_step: Begin., owner: You,
     measure: It is done.}}
"""
OPTIONS = (
    "{a: {label: Alpha, points: 100}, b: {label: Beta, points: 0}, c: {label: Gamma, points: 50}, d: Delta}"
)
TWO = "{a: {label: A, points: 100}, b: {label: B, points: 0}}"
TAGS = "tags: {pay: Pay, boss: Boss, pace: Pace}"


def tagged(*tags):
    return {"status": "answered", "value": "In words.", "tags": list(tags)}


KINDS = {
    "yes_no": (
        "{id: x, type: yes_no, dimension: x, ask: Is it?}",
        'share(x, "yes") > 0',
        [["yes"] * 11 + ["no"], ["yes"] * 10 + ["no"] * 2, ["yes"] + ["no"] * 11],
    ),
    "choice of two": (
        f"{{id: x, type: choice, dimension: x, ask: Which?, options: {TWO}}}",
        'share(x, "a") > 0',
        [["a"] * 11 + ["b"], ["a"] * 2 + ["b"] * 10],
    ),
    "choice": (
        f"{{id: x, type: choice, dimension: x, ask: Which?, options: {OPTIONS}}}",
        'share(x, "b") > 0',
        [["a"] * 7 + ["b"] * 4 + ["c"], ["a"] * 7 + ["b"] * 3 + ["c"] * 2, ["a"] * 7 + ["b"] + ["c"] * 4],
    ),
    "choices": (
        f"{{id: x, type: choices, dimension: x, ask: Which?, options: {OPTIONS}}}",
        'share(x, "b") > 0',
        [[["a"]] * 7 + [["b"]] * 4 + [["c"]], [["a"]] * 7 + [["b"]] * 3 + [["c"]] * 2],
    ),
    "ranking of two": (
        "{id: x, type: ranking, ask: In which order?, options: {a: A, b: B}}",
        'share(x, "a") > 0',
        [[["a", "b"]] * 11 + [["b", "a"]], [["a", "b"]] * 2 + [["b", "a"]] * 10],
    ),
    "ranking of four": (
        "{id: x, type: ranking, ask: In which order?, options: {a: A, b: B, c: C, d: D}}",
        'share(x, "a") > 0',
        [[list("abcd")] * n + [list("bacd")] * (12 - n) for n in (11, 10)],
    ),
    "themes": (
        f"{{id: x, type: text, ask: Which?, {TAGS}}}",
        "score.sharing > 0",
        [
            [tagged("pace")] * 6 + [tagged("pay")] * 4 + [tagged("boss")] * 2,
            [tagged("pace")] * 6 + [tagged("pay")] * 2 + [tagged("boss")] * 4,
        ],
    ),
    "date": (
        "{id: x, type: date, ask: Since when?}",
        "days_since(x) > 0 or score.sharing > 0",
        [
            ["2026-03-01"] * 9 + ["2026-05-02"] * 2 + ["2026-06-03"],
            ["2026-03-19"] * 9 + ["2025-01-04"] + ["2024-06-03"] * 2,
        ],
    ),
    "status": (
        "{id: x, type: rating, scale: five, ask: How is it?}",
        "score.sharing > 0",
        [[4] * 11 + [{"status": status}] for status in ("unknown", "skipped", "not_applicable")],
    ),
}
COMMANDS = [
    ["score", "in.jsonl", "--comments", "--format", "json"],
    *(["score", "in.jsonl", "--format", name] for name in RESULT_FORMATS if not IN_A_FILE[name]),
    ["score", "in.jsonl", "--by", "department", "--each", "--format", "json"],
    *(
        ["report", "in.jsonl", "--date", "2026-11-22", "--format", name]
        for name in ("json", "html", "markdown")
    ),
    ["why", "in.jsonl", "x"],
    ["why", "in.jsonl", "act"],
]


def written(number, answer):
    value = answer if isinstance(answer, dict) else {"status": "answered", "value": answer}
    return {
        "format": "cfdiag/interview@1",
        "id": f"01970000-0000-7000-8000-{number:012d}",
        "questionnaire": {"id": "small", "version": "1.0.0"},
        "respondent": {"group": "inside", "department": ("Sales", "Service")[number % 2]},
        "started": "2026-11-22T09:00:00Z",
        "finished": "2026-11-22T09:20:00Z",
        "answers": {
            "plans": {"status": "answered", "value": 2 + number % 3},
            "data": {"status": "answered", "value": 3},
            "x": value,
        },
    }


@pytest.fixture
def outputs(capsys, monkeypatch, tmp_path):
    """Every output over twelve people who answer the question so."""

    def run(kind, answers):
        question, rule, _ = KINDS[kind]
        here = tmp_path / "_".join(map(str, [kind, len(list(tmp_path.iterdir()))])).replace(" ", "-")
        here.mkdir()
        rules = RULES.format(rule=rule)
        text = QUESTIONNAIRE.format(
            question=f"      - {question}",
            dimension=", x: {title: What is asked}" if "dimension: x" in question else "",
            rules=rules,
        )
        (here / "small.yaml").write_text(text, encoding="utf-8")
        # A department is no hint: what was said is spread over both in the same way.
        lines = (json.dumps(written(number, answer)) for number, answer in enumerate(answers))
        (here / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = runner(capsys, monkeypatch, here)
        scored_once(monkeypatch, {})
        return {" ".join(line): command(*line, "--questionnaires", ".") for line in COMMANDS}

    return run


@pytest.mark.parametrize("kind", KINDS)
def test_what_one_or_two_people_said_makes_no_difference_to_any_output(kind, outputs):
    first, *others = [outputs(kind, answers) for answers in KINDS[kind][2]]
    assert {line: done.code for line, done in first.items()} == dict.fromkeys(first, 0), first
    for other in others:
        assert [line for line in first if first[line] != other[line]] == []


def test_what_many_said_does_make_one(outputs):
    one, other = (outputs("yes_no", ["yes"] * n + ["no"] * (12 - n)) for n in (8, 9))
    assert one != other


def test_it_is_said_truly(outputs):
    found = outputs("yes_no", ["yes"] * 11 + ["no"])
    (report,) = (done.out for line, done in found.items() if line.startswith("report") and "markdown" in line)
    assert "not shown, as one of them is the answer of fewer than 3 people: no, yes" in report
    assert "fewer than 3: yes" not in report
