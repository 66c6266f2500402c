"""`cfdiag show`: a questionnaire in full, readable at 80 columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.formats import BASE
from kits.golden import check

from cfdiag.formats.library import Library
from cfdiag.ground.cells import width

SHIPPED = Library().ids()


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "sample.yaml").write_text(BASE, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def test_everything(cfdiag: Command) -> None:
    done = cfdiag("show", "sample", "--questionnaires", ".")
    assert (done.code, done.err) == (0, "")
    check("cli/show.txt", done.out)


def test_one_group(cfdiag: Command) -> None:
    done = cfdiag("show", "sample", "--questionnaires", ".", "--group", "internal", "--language", "nl")
    assert done.code == 0
    check("cli/show-group.txt", done.out)
    assert "dream" not in done.out


@pytest.mark.parametrize("id_", SHIPPED)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_shipped_ones_show_every_question_within_80_columns(cfdiag: Command, id_: str, language: str) -> None:
    done = cfdiag("show", id_, "--language", language)
    assert (done.code, done.err) == (0, "")
    assert max(width(line) for line in done.out.splitlines()) <= 80
    assert "{{" not in done.out
    questionnaire = Library().get(id_)
    for section in questionnaire.sections:
        for question in section.questions:
            assert f"\n{question.id} (" in done.out
    for action in questionnaire.actions:
        assert f"({action.id})" in " ".join(done.out.split())


def test_it_is_the_same_when_it_is_read_again(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "sample.yaml").write_text(
        BASE.replace("type: number, min: 0,", "type: number, min: 0, decimals: 0,"), encoding="utf-8"
    )
    first, again = (cfdiag("show", "sample", "--questionnaires", ".").out for _ in range(2))
    assert "decimals: 0\n" in first
    assert again == first


def test_near_misses(cfdiag: Command) -> None:
    done = cfdiag("show", "custmer-view")
    assert (done.code, done.out) == (2, "")
    assert "did you mean 'customer-view'?" in done.err
    done = cfdiag("show", "customer-view", "--group", "custmer")
    assert (done.code, "did you mean 'customer'?" in done.err) == (2, True)


TWO = """\
cfdiag: 1
id: two
version: 1.0.0
title: Two
groups: {internal: {title: Insiders}, customer: {title: Customers}}
sections:
  - id: sides
    title: {internal: Sides of your work, customer: Sides of this supplier}
    intro: {internal: We begin., customer: Let us begin.}
    questions:
      - id: best
        type: choice
        ask: {internal: What do they like best?, customer: What do you like best?}
        options: {us: {internal: Us, customer: You}, price: The price}
  - id: theirs
    title: {internal: Unheard, customer: Only yours}
    questions:
      - {id: more, type: text, for: [customer], ask: Anything else?}
"""


def test_each_group_has_its_own_headings(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "two.yaml").write_text(TWO, encoding="utf-8")
    said = cfdiag("show", "two", "--questionnaires", ".").out
    assert "internal: Sides of your work\ncustomer: Sides of this supplier\n──────" in said
    assert "[ ] internal: Us / customer: You\n" in said
    # What only customers are asked stands under the customers' heading alone.
    assert "\nOnly yours\n──────────\n" in said
    assert "Unheard" not in said
    theirs = cfdiag("show", "two", "--questionnaires", ".", "--group", "customer").out
    assert "\nSides of this supplier\n" in theirs
    assert "Sides of your work" not in theirs


@pytest.mark.parametrize("id_", SHIPPED)
def test_no_customers_question_stands_under_an_insiders_heading(cfdiag: Command, id_: str) -> None:
    questionnaire = Library().get(id_)
    said = " ".join(cfdiag("show", id_).out.split())
    for section in questionnaire.sections:
        for group in {group for question in section.questions for group in question.groups}:
            title = section.title.pick("en", group)
            if "{" not in title:
                assert title in said


def test_an_answer_that_a_text_repeats_stands_there_by_its_name(cfdiag: Command) -> None:
    asked = (
        """ask: "What else, {% if sells is answered %}told{% else %}not told{% endif %} of {{ role }}?"}"""
    )
    text = BASE.replace('ask: "What would {{ organisation }} do?"}', asked)
    assert text != BASE
    Path("sample.yaml").write_text(text, encoding="utf-8")
    assert "What else, not told of [role]?" in cfdiag("show", "sample", "--questionnaires", ".").out
