"""The guide for authors: its examples work, and it names every piece of advice that `check` gives."""

from __future__ import annotations

import re
from pathlib import Path

from cfdiag.reading.lint import CODES
from cfdiag.reading.questionnaire import examine_questionnaire

PAGE = (Path(__file__).parents[2] / "docs" / "writing-a-diagnostic.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
FIRST = next(block for block in BLOCKS if block.startswith("cfdiag: 1"))


def test_the_first_questionnaire_is_valid_and_gives_no_advice() -> None:
    found, diagnostics = examine_questionnaire(FIRST.encode(), "first-visit.yaml")
    assert diagnostics == []
    assert found is not None
    assert found.id == "first-visit"


def test_conditions_of_the_page_can_be_read() -> None:
    conditions = re.findall(
        r"^when: (.*)$", next(b for b in BLOCKS if b.startswith("when:")), flags=re.MULTILINE
    )
    assert len(conditions) == 3
    answers = """
      - {id: promise_made, type: yes_no, ask: Was anything promised?}
      - {id: clients_lost, type: number, ask: How many clients did you lose?}
      - {id: size, type: choice, options: {small: Small, large: Large}, ask: How large are you?}
      - {id: tried_before, type: text, ask: What was tried before?}
"""
    asked = "".join(
        f"      - {{id: q{number}, type: text, ask: Why?, when: '{condition}'}}\n"
        for number, condition in enumerate(conditions)
    )
    text = FIRST.replace("    questions:\n", "    questions:" + answers + asked, 1)
    assert examine_questionnaire(text.encode(), "first-visit.yaml")[1] == []


def test_the_accepted_warning_would_be_given_without_accept() -> None:
    block = next(b for b in BLOCKS if "accept:" in b)
    indented = "".join(f"      {line}\n" for line in block.splitlines())
    text = FIRST.replace("    questions:\n", "    questions:\n" + indented, 1)
    assert examine_questionnaire(text.encode(), "first-visit.yaml")[1] == []
    bare = "".join(line for line in text.splitlines(keepends=True) if "accept:" not in line)
    assert [d.code for d in examine_questionnaire(bare.encode(), "first-visit.yaml")[1]] == ["two-questions"]


def test_every_code_is_explained() -> None:
    table = re.search(r"^\| code \| what it saw \|\n(.*?)\n\n", PAGE, flags=re.MULTILINE | re.DOTALL)
    assert table is not None
    assert set(re.findall(r"^\| `([a-z-]+)` \|", table[1], flags=re.MULTILINE)) == set(CODES)
