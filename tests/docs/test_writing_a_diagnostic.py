"""The guide for authors: its examples work, and it names every piece of advice that `check` gives."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cfdiag.formats.questionnaire.lint import CODES
from cfdiag.formats.questionnaire.reader import examine_questionnaire
from cfdiag.ground.codes import Code

FILE = Path(__file__).parents[2] / "docs" / "writing-a-diagnostic.md"
PAGE = FILE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
FIRST = next(block for block in BLOCKS if block.startswith("cfdiag: 1"))


def test_the_first_questionnaire_is_valid_and_gives_no_advice() -> None:
    found, diagnostics = examine_questionnaire(FIRST.encode(), "worth-the-visit.yaml")
    assert diagnostics == []
    assert found is not None
    assert found.id == "worth-the-visit"


def test_conditions_of_the_page_can_be_read() -> None:
    conditions = re.findall(
        r"^when: (.*)$", next(b for b in BLOCKS if b.startswith("when:")), flags=re.MULTILINE
    )
    assert len(conditions) == 4
    answers = """
      - {id: promise_made, type: yes_no, ask: Was anything promised?}
      - {id: clients_lost, type: number, ask: How many clients did you lose?}
      - {id: size, type: choice, options: {small: Small, large: Large}, ask: How large are you?}
      - {id: spent_on_us, type: number, min: 0, ask: How much with us?}
      - {id: spent_on_others, type: number, min: 0, ask: How much with others?}
      - {id: tried_before, type: text, ask: What was tried before?}
"""
    asked = "".join(
        f"      - {{id: q{number}, type: text, ask: Why?, when: '{condition}'}}\n"
        for number, condition in enumerate(conditions)
    )
    text = FIRST.replace("    questions:\n", "    questions:" + answers + asked, 1)
    text = text.replace("minutes: 5", "minutes: 10")
    assert examine_questionnaire(text.encode(), "worth-the-visit.yaml")[1] == []


def test_the_accepted_warning_would_be_given_without_accept() -> None:
    block = next(b for b in QUESTIONS if "accept:" in b)
    indented = "".join(f"      {line}\n" for line in block.splitlines())
    text = FIRST.replace("    questions:\n", "    questions:\n" + indented, 1)
    assert examine_questionnaire(text.encode(), "worth-the-visit.yaml")[1] == []
    bare = "".join(line for line in text.splitlines(keepends=True) if "accept:" not in line)
    assert [d.code for d in examine_questionnaire(bare.encode(), "worth-the-visit.yaml")[1]] == [
        "two-questions"
    ]


SETS = next(block for block in BLOCKS if block.startswith("answer_sets:"))
QUESTIONS = [block for block in BLOCKS if re.match(r"- (\{id: |id: \w+\n  type: )", block)]
SECTIONS = [block for block in BLOCKS if re.match(r"- id: \w+\n  (repeat|when|questions):", block)]


@pytest.mark.parametrize("block", QUESTIONS, ids=lambda block: block[7:30].split(",")[0])
def test_questions_of_the_page_are_valid_and_give_no_advice(block: str) -> None:
    indented = "".join(f"      {line}\n" for line in block.splitlines())
    text = FIRST.replace("    questions:\n", "    questions:\n" + indented, 1)
    text = text.replace("sections:\n", SETS + "sections:\n", 1)
    assert examine_questionnaire(text.encode(), "worth-the-visit.yaml")[1] == []


@pytest.mark.parametrize("block", SECTIONS, ids=lambda block: block[6:30].split("\n")[0])
def test_sections_of_the_page_are_valid_and_give_no_advice(block: str) -> None:
    indented = "".join(f"  {line}\n" for line in block.splitlines())
    text = FIRST.replace("actions:\n", indented + "actions:\n", 1).replace("minutes: 5", "minutes: 15")
    assert examine_questionnaire(text.encode(), "worth-the-visit.yaml")[1] == []


def test_the_scales_of_the_page_are_valid() -> None:
    block = next(b for b in BLOCKS if b.startswith("scales:"))
    text = FIRST.replace("scales:\n", block, 1)
    assert examine_questionnaire(text.encode(), "worth-the-visit.yaml")[1] == []


def test_a_questionnaire_in_a_language_of_a_region() -> None:
    found, diagnostics = examine_questionnaire(
        next(block for block in BLOCKS if "language: pt-BR" in block).encode(), "valeu-a-pena.yaml"
    )
    assert diagnostics == []
    assert found is not None
    question = found.question("valeu")
    assert question is not None
    assert question.yes is not None
    assert question.yes.pick("pt-BR") == "Sim"


KEYS = (
    *("label:", "pick:", "precision:", "exclusive:", "other: true", "min:", "max:", "unit:", "currency:"),
    *(
        "decimals:",
        "max_length:",
        "answer_sets:",
        "importance: {groups:",
        "low:",
        "high:",
        "min: -3",
        "step:",
    ),
    *("- id: leaving\n  when:", " + ", '"yes":', '"no":', "pt-BR", "speaker:", "essential: true"),
)


@pytest.mark.parametrize("key", KEYS)
def test_every_key_has_an_example_that_is_run(key: str) -> None:
    run = [
        *QUESTIONS,
        *SECTIONS,
        SETS,
        *(b for b in BLOCKS if b.startswith(("scales:", "when:", "cfdiag: 1"))),
    ]
    assert any(key in block for block in run)


def test_every_code_is_explained() -> None:
    rows = "".join(f"| `{code}` | {Code(code).help} |\n" for code in sorted(CODES))
    expected = re.sub(
        r"(<!-- advice -->\n).*(<!-- end of advice -->)",
        lambda found: f"{found[1]}| code | what it saw |\n| --- | --- |\n{rows}{found[2]}",
        PAGE,
        flags=re.DOTALL,
    )
    if os.environ.get("CFDIAG_REBASELINE"):
        FILE.write_text(expected, encoding="utf-8", newline="\n")
    assert FILE.read_text(encoding="utf-8") == expected


def cfdiag(folder: Path, line: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "cfdiag", *line.split()[1:]]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8")


def test_the_answers_of_the_page_are_taken(tmp_path: Path) -> None:
    section = next(block for block in SECTIONS if block.startswith("- id: promises"))
    indented = "".join(f"  {line}\n" for line in section.splitlines())
    text = FIRST.replace("actions:\n", indented + "actions:\n", 1)
    (tmp_path / "worth-the-visit.yaml").write_text(text, encoding="utf-8")
    answers = next(block for block in BLOCKS if block.startswith("worth_the_time: 4"))
    (tmp_path / "answers.yaml").write_text(answers, encoding="utf-8")
    line = re.search(r"`(cfdiag interview [^`]*--answers[^`]*)`", PAGE)
    assert line is not None
    done = cfdiag(tmp_path, f"{line[1]} --output out.json")
    assert (done.returncode, done.stderr) == (0, "")
    held = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert held["items"] == {"promises": {"i1": "New price list", "i2": "A second visit"}}
    assert {key: each["value"] for key, each in held["answers"].items() if "/" in key} == {
        "promises/i1/due": "2026-11-01",
        "promises/i1/state": "late",
        "promises/i2/state": "on_track",
    }


def test_the_session_of_the_page_goes_as_it_is_printed(tmp_path: Path) -> None:
    first, second = re.findall(r"^```console\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
    new, check, show, _interview = re.findall(r"^\$ (cfdiag .*)$", first, flags=re.MULTILINE)
    assert cfdiag(tmp_path, new).returncode == 0
    checked = cfdiag(tmp_path, check)
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "1 file checked: no faults\n")
    shown = cfdiag(tmp_path, show)
    assert shown.returncode == 0
    assert "What should I have asked?" in shown.stdout

    file = tmp_path / "first-visit.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("dimension: visit", "dimension: vist", 1), encoding="utf-8"
    )
    faulty = cfdiag(tmp_path, check)
    assert faulty.returncode == 1
    assert second == f"$ {check}\n" + faulty.stdout.rstrip("\n") + "\n" + faulty.stderr
