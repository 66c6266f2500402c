"""A stranger's engagement: the same words in every place that a stranger can fill in."""

from __future__ import annotations

import json
from pathlib import Path

from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.formats.writing import encode_interview
from kits.anybody import anybody

DAY = "2026-11-26"


def questionnaire(words: str) -> dict[str, object]:
    """Titles, labels, questions, findings and actions are the words."""
    scored = {"scale": "five", "dimension": "d", "importance": True, "type": "rating"}
    options = {"a": words, "b": {"label": words, "points": 50}, "c": words}
    action = dict.fromkeys(("title", "why", "first_step", "owner", "measure", "to_customers"), words)
    return {
        "cfdiag": 1,
        "id": "strange",
        "version": "1.0.0",
        **dict.fromkeys(("title", "purpose", "for_whom"), words),
        "groups": {
            "internal": {"title": words, "side": "inside", "anonymous": False},
            "customer": {"title": words, "side": "customer", "anonymous": False},
        },
        "compare": {"looking_in": "internal", "looked_at": "customer"},
        "scales": {"five": {"min": 1, "max": 5, "labels": {"1": words, "5": words}}},
        "dimensions": {"d": {"title": words}, "k": {"title": words, "kind": "checklist"}},
        "rollups": {"r": {"title": words, "dimensions": ["d"]}},
        "basis_dimension": "k",
        "sections": [
            {
                "id": "s",
                "title": words,
                "intro": words,
                "questions": [
                    {"id": "one", "ask": words, "probe": words, "basis": True, **scored},
                    {"id": "two", "ask": words, **scored},
                    {"id": "pick", "type": "choice", "ask": words, "options": options},
                    {"id": "some", "type": "choices", "ask": words, "options": options, "other": True},
                    {"id": "order", "type": "ranking", "ask": words, "options": options},
                    {"id": "say", "type": "text", "ask": words, "tags": {"t": words}},
                    {"id": "size", "type": "number", "ask": words, "min": 0},
                    {"id": "seen", "type": "date", "ask": words},
                ],
            },
            {
                "id": "each",
                "title": words,
                "repeat": {"ask": words, "name": words, "items": {"x": words}},
                "questions": [{"id": "per", "ask": words, **scored, "importance": False}],
            },
        ],
        "findings": [{"id": "f", "when": "score.d < 101", "text": words, "because": ["one"]}],
        "actions": [{"id": "act", "when": "score.d < 101", "because": ["one"], **action}],
        "notes": {"n": words},
    }


def engagement(words: str) -> dict[str, object]:
    """Client, names and titles are the words."""
    return {
        "cfdiag": 1,
        **dict.fromkeys(("client", "confidentiality"), words),
        "departments": {"dep": words},
        "accounts": {"acc": {"name": words}},
        "touch_points": {"tp": words},
        "branding": {"name": words},
    }


def as_yaml(document: dict[str, object]) -> bytes:
    """A key a line; behind each JSON, which YAML is too."""
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in document.items()).encode()


def strange_folder(folder: Path, asked: str, said: str, *, people: int = 12) -> Path:
    """A folder with everything in it; `asked` stands in what is written before, `said` in what people answer.

    The files are named by what was said, as far as a name can hold it.
    """
    (folder / "questionnaires").mkdir(parents=True)
    (folder / "interviews").mkdir()
    (folder / "engagement.yaml").write_bytes(as_yaml(engagement(asked)))
    source = as_yaml(questionnaire(asked))
    (folder / "questionnaires" / "strange.yaml").write_bytes(source)
    q = read_questionnaire(source, "strange.yaml")
    named = said.replace("/", "∕").replace("\0", "")[:60]
    for number in range(people):
        held = anybody(
            q,
            ("internal", "customer")[number % 2],
            number,
            words=said,
            name=said,
            organisation=said,
            department="dep",
            account="acc",
            consent="named",
        )
        (folder / "interviews" / f"{number}{named}.json").write_bytes(encode_interview(held))
    (folder / "interviews" / f"broken{named}.json").write_text("{")
    return folder
