"""Two engagements that differ in what one person says, and every command that shows what was said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kits.command import Command, Done
from kits.once import scored_once

TEXT = """\
cfdiag: 1
id: view
version: 1.0.0
title: View
groups:
  internal: {title: Inside, side: inside, anonymous: true}
  customer: {title: Customers, side: customer, anonymous: false}
compare: {looking_in: internal, looked_at: customer}
scales: {five: {min: 1, max: 5}, ten: {min: 0, max: 10}}
dimensions: {speed: {title: Speed}, care: {title: Care}}
sections:
  - id: all
    title: All
    questions:
      - {id: reply, type: rating, scale: five, dimension: speed, importance: true, ask: How fast is a reply?}
      - {id: come, type: rating, scale: five, dimension: speed, importance: true, ask: How fast do we come?}
      - {id: hear, type: rating, scale: five, dimension: care, importance: true, ask: How well do we listen?}
      - {id: keep, type: rating, scale: five, dimension: care, importance: true, ask: Do we keep our word?}
      - {id: tell, type: rating, scale: ten, recommend: true, ask: Would you tell others?}
      - {id: price, type: number, ask: What did it cost?}
      - {id: told, type: yes_no, dimension: care, ask: Were you told?}
      - {id: why, type: text, ask: Why is that?, tags: {pay: Pay, pace: Pace}}
  - id: visits
    title: Visits
    repeat: {ask: Which visits?, name: visit, items: {first: The first}, add: true}
    questions:
      - {id: visit, type: rating, scale: five, dimension: care, ask: "How was {{ item }}?"}
findings:
  - {id: nobody, kind: concern, when: 'share(told, "no") > 0', because: [told], text: Somebody was not told.}
actions:
  - {id: tell_them, when: 'share(told, "no") > 0 or score.speed < 60 or mean("reply") < 3',
     because: [told, reply], title: Tell them, why: So it is., first_step: Call., owner: Us, measure: Told.}
  - {id: come_soon, when: 'perception.come > 0 or gap.come < 0 or points.come < 50', because: [come],
     title: Come soon, why: It takes long., first_step: Look., owner: Service, measure: Faster.}
  - {id: visit_more, when: 'count(visits) > 1 or score.care < 50', because: [visit], title: Visit more,
     why: They like it., first_step: Plan it., owner: Sales, measure: Visits.}
"""

RATED = ("reply", "come", "hear", "keep")
AWFUL, SUPERB = "AWFUL all over.", "SUPERB all over."
LOW: dict[str, Any] = {
    **dict.fromkeys(RATED, (1, 5)),
    "tell": 0,
    "price": 9999,
    "told": "no",
    "why": AWFUL,
}
HIGH: dict[str, Any] = {
    **dict.fromkeys(RATED, (5, 1)),
    "tell": 10,
    "price": 1,
    "told": "yes",
    "why": SUPERB,
}
HALF: dict[str, Any] = {"reply": (3, None), "come": None, "tell": 7, "told": None, "why": "SO SO all over."}
SAID = [LOW, HIGH, HALF]
"""What the one person says in each engagement."""


def usual(n: int) -> dict[str, Any]:
    ratings = {
        name: (1 + (n * step + step) % 5, 2 + n % 4) for name, step in zip(RATED, (1, 2, 3, 7), strict=True)
    }
    return {
        **ratings,
        "tell": (n * 3) % 11,
        "price": 100 + n,
        "told": ("yes", "no")[n % 2],
        "why": f"Words {n}.",
    }


def hold(path: Path, n: int, said: dict[str, Any], **who: Any) -> None:
    """Write an interview; the ones of a group lie in two departments and two accounts."""
    answers: dict[str, Any] = {}
    for key, value in said.items():
        given, importance = value if isinstance(value, tuple) else (value, None)
        answers[key] = {"status": "unknown" if given is None else "answered", "value": given}
        if importance is not None:
            answers[key]["importance"] = importance
    if "visit" not in answers and said.get("reply"):
        answers["visits/first/visit"] = {"status": "answered", "value": said["reply"][0]}
    who = {"department": ("Sales", "Service")[n % 2], "account": ("acme", "borealis")[n % 2], **who}
    document = {
        "format": "cfdiag/interview@1",
        "id": f"b5a1c3f0-0000-4000-8000-{n:012d}",
        "questionnaire": {"id": "view", "version": "1.0.0"},
        "respondent": who,
        "started": "2026-11-24",
        "finished": "2026-11-24",
        "answers": answers,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=1), encoding="utf-8")


def named(n: int) -> dict[str, str]:
    return {"group": "customer", "consent": "named", "name": f"Named {n}"}


SHOWN = [
    *(["score", "in", "--format", name] for name in ("csv", "github", "json", "junit", "markdown", "text")),
    ["score", "in", "--format", "json", "--by", "department", "--by", "account", "--each", "--comments"],
    ["score", "in", "--format", "text", "--each"],
    ["score", "in", "--format", "csv", "--each"],
    ["score", "in", "--format", "csv", "--each", "--long"],
    ["score", "in", "--format", "jsonl", "--each"],
    *(
        ["score", "in", "--format", name, *listed, "-o", f"out.{name}", "--force"]
        for name in ("parquet", "xlsx")
        for listed in ([], ["--each"], ["--each", "--long"])
    ),
    ["score", "in", "--format", "json", "--crosshair", "mean"],
    ["score", "in", "--fail-under", "50", "--fail-under", "recommend=0", "--min-n", "3"],
    *(["report", "in", "--format", name, "--by", "department"] for name in ("html", "json", "markdown")),
    *(["report", "in", "--format", "markdown", "--audience", name] for name in ("staff", "customer")),
    ["report", "in", "--format", "markdown", "--template", "to-all"],
    ["report", "in", "--format", "markdown", "--template", "board"],
    ["comments", "in"],
    ["comments", "in", "--format", "csv"],
    *(["why", "in", name] for name in ("overall", "speed", "reply", "told", "visit", "price", "tell_them")),
    ["plan", "adopt", "in", "--with-promises", "-o", "plan-new.yaml"],
]
"""Every command that shows what was said; a day is added where one is counted from."""
DATED = ("report", "plan", "why")


def shown(cfdiag: Command, lines: list[list[str]]) -> dict[str, Done]:
    """By its line how each ended, what it wrote to a file included, byte by byte."""
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        scored_once(patch, {})
        for line in lines:
            day = ["--date", "2026-11-27"] if line[0] in DATED else []
            done = cfdiag(*line, *day)
            if "-o" in line and done.code == 0:
                written = Path(line[line.index("-o") + 1]).read_bytes()
                done = done._replace(out=done.out + written.decode("latin-1"))
            found[" ".join(line)] = done
    return found


def refused(found: dict[str, Done]) -> set[str]:
    """The lines that made no output; where a gate may fail, that it does is no refusal."""
    return {
        line for line, done in found.items() if done.code not in ((0, 1) if "--fail-under" in line else (0,))
    }


def differing(one: dict[str, Done], other: dict[str, Done]) -> list[str]:
    return [line for line in one if one[line] != other[line]]


def crowd(folder: Path, said: dict[str, Any], customers: int) -> None:
    """Four insiders, one of whom the pair is about, and so many customers who agreed to be named."""
    for n in range(3):
        hold(folder / f"{n}.json", n, usual(n), group="internal")
    hold(folder / "3.json", 3, said, group="internal")
    for n in range(10, 10 + customers):
        hold(folder / f"{n}.json", n, usual(n), **named(n))


def four_customers(folder: Path, said: dict[str, Any], **who: Any) -> None:
    """Three customers who agreed to be named, and the one that the pair is about."""
    for n in range(3):
        hold(folder / f"{n}.json", n, usual(n), **named(n))
    hold(folder / "3.json", 3, said, **who)
