"""A questionnaire of so many ratings and interviews by it, from a seed: input for the benchmarks."""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.formats.writing import encode_interview
from cfdiag.model.interview import Answer, Interview, QuestionnaireRef, Respondent

DIMENSIONS = 4
DEPARTMENTS = ("Sales", "Service", "Legal", "Finance")
SHAPES = ("plain", "demo", "mixed")
"""Of interviews: by the questionnaire made here, by the shipped ones, and these with their answers mixed."""


def questionnaire(questions: int = 40, rated: int = 0) -> bytes:
    """YAML with `questions` ratings in four dimensions; of the first `rated`, importance is asked too."""
    lines = [
        "cfdiag: 1",
        "id: benchmark",
        "version: 1.0.0",
        "title: Benchmark",
        "groups: {internal: {title: Inside, anonymous: true}}",
        "scales: {five: {min: 1, max: 5}}",
        "dimensions:",
        *(f"  d{number}: {{title: Dimension {number}}}" for number in range(DIMENSIONS)),
        "sections:",
        "  - id: all_of_them",
        "    title: Statements",
        "    questions:",
    ]
    for number in range(questions):
        importance = "true" if number < rated else "false"
        lines.append(
            f"      - {{id: q{number:02}, type: rating, scale: five, dimension: d{number % DIMENSIONS}, "
            f"importance: {importance}, ask: How well does this hold here ({number})?}}"
        )
    return "\n".join(lines).encode() + b"\n"


def interviews(n: int, questions: int = 40, rated: int = 0, seed: int = 1):
    """So many interviews as they are saved, one after the other."""
    source = read_questionnaire(questionnaire(questions, rated), "benchmark.yaml")
    dice = random.Random(seed)
    for _ in range(n):
        answers = {
            f"q{number:02}": Answer(
                status="answered",
                value=dice.randint(1, 5),
                importance=dice.randint(1, 5) if number < rated else None,
                at="2026-11-22T09:00:00Z",
            )
            if dice.random() > 0.05
            else Answer(status="unknown", at="2026-11-22T09:00:00Z")
            for number in range(questions)
        }
        yield encode_interview(
            Interview(
                id=str(uuid.UUID(int=dice.getrandbits(128), version=4)),
                tool="0.2.0",
                questionnaire=QuestionnaireRef(id=source.id, version=source.version, sha256=source.sha256),
                respondent=Respondent(group="internal", department=dice.choice(DEPARTMENTS)),
                started="2026-11-22T09:00:00Z",
                finished="2026-11-22T09:20:00Z",
                answers=answers,
            )
        )


def like_the_demo(n: int, seed: int = 5, *, mixed: bool = False):
    """So many interviews by the shipped questionnaires: those of `cfdiag demo`, over and over, new ids.

    With `mixed` no two are the same: each answer is drawn among those that people of its group gave.
    """
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(
            [sys.executable, "-m", "cfdiag", "demo", name, "-q"], check=True, stdout=subprocess.DEVNULL
        )
        saved = [json.loads(path.read_bytes()) for path in sorted(Path(name, "interviews").rglob("*.json"))]
    dice = random.Random(seed)
    given: dict[tuple[str, str, str], list[object]] = {}
    for one in saved:
        for key, answer in one["answers"].items():
            given.setdefault((*of(one), key), []).append(answer)
    for number in range(n):
        one = saved[number % len(saved)] | {"id": str(uuid.UUID(int=dice.getrandbits(128), version=4))}
        if mixed:
            one["answers"] = {key: dice.choice(given[(*of(one), key)]) for key in one["answers"]}
        yield json.dumps(one, ensure_ascii=False).encode() + b"\n"


def of(one: dict) -> tuple[str, str]:
    """The questionnaire and the group of an interview."""
    return one["questionnaire"]["id"], one["respondent"]["group"]


def write(
    folder: Path, n: int, questions: int = 40, rated: int = 0, *, lines: bool = False, shape: str = "plain"
) -> Path:
    """The questionnaire and the interviews in a folder; with `lines` in one `.jsonl`. Gives their path.

    Of the shapes `demo` and `mixed` they are by the shipped questionnaires: texts, choices, dates,
    conditions, repeated sections, what an answer rests on; of `demo` the same people come again and again.
    """
    (folder / "questionnaires").mkdir(parents=True, exist_ok=True)
    if shape != "plain":
        found = like_the_demo(n, mixed=shape == "mixed")
    else:
        (folder / "questionnaires" / "benchmark.yaml").write_bytes(questionnaire(questions, rated))
        found = interviews(n, questions, rated)
    if lines:
        target = folder / "interviews.jsonl"
        with target.open("wb") as file:
            file.writelines(data.replace(b"\n", b"") + b"\n" for data in found)
        return target
    target = folder / "interviews"
    target.mkdir(exist_ok=True)
    for number, data in enumerate(found):
        (target / f"{number:06}.json").write_bytes(data)
    return target


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-n", type=int, default=3000)
    parser.add_argument("--questions", type=int, default=40)
    parser.add_argument("--rated", type=int, default=0)
    parser.add_argument("--shape", choices=SHAPES, default="plain")
    parser.add_argument("--lines", action="store_true")
    given = parser.parse_args()
    print(write(given.folder, given.n, given.questions, given.rated, lines=given.lines, shape=given.shape))
