"""`cfdiag new`: a questionnaire that is valid from the first moment."""

from __future__ import annotations

from pathlib import Path

import pytest
from kits.command import Command, runner

from cfdiag.formats.questionnaire.reader import examine_questionnaire
from cfdiag.locales.catalogue import LANGUAGES


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    return runner(capsys, monkeypatch, tmp_path)


def test_what_is_written_passes_check_without_a_word(cfdiag: Command, tmp_path: Path) -> None:
    done = cfdiag("new", "first-visit")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("written: first-visit.yaml\nnext: ")
    assert cfdiag("check", "first-visit.yaml") == (0, "", "1 file checked: no faults\n")
    found, diagnostics = examine_questionnaire(
        (tmp_path / "first-visit.yaml").read_bytes(), "first-visit.yaml"
    )
    assert diagnostics == []
    assert found is not None
    assert found.id == "first-visit"
    assert {action.kind for action in found.actions} == {"mend", "build"}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_it_shows_good_habits_in_every_language(cfdiag: Command, tmp_path: Path, language: str) -> None:
    assert cfdiag("new", "a-visit", "--language", language, "-q") == (0, "", "")
    assert cfdiag("check", "a-visit.yaml") == (0, "", "1 file checked: no faults\n")
    found, diagnostics = examine_questionnaire((tmp_path / "a-visit.yaml").read_bytes(), "a-visit.yaml")
    assert diagnostics == []
    assert found is not None
    questions = [question for section in found.sections for question in section.questions]
    assert {question.ask.language for question in questions} == {language}
    rated = [question for question in questions if question.type == "rating"]
    assert all(question.label for question in rated)
    assert {question.reverse for question in rated} == {True, False}
    assert any(question.basis for question in rated)
    assert any(question.importance for question in rated)
    assert found.essentials()
    assert all(section.intro for section in found.sections[:1])
    assert {group.side for group in found.groups.values()} == {"inside", "customer"}
    assert {rule.kind for rule in found.findings} == {"concern", "strength"}
    assert all(action.about for action in found.actions)
    assert found.question("not_asked") is questions[-1]


def test_there_is_one_in_every_language_of_the_tool(cfdiag: Command) -> None:
    texts = {
        language: cfdiag("new", "a-visit", "--language", language, "-o", "-").out for language in LANGUAGES
    }
    assert len(set(texts.values())) == len(LANGUAGES)
    assert cfdiag("new", "a-visit", "--language", "fr").code == 2


def test_it_is_there_for_the_other_commands(cfdiag: Command) -> None:
    cfdiag("new", "first-visit")
    assert cfdiag("show", "first-visit", "--questionnaires", ".").code == 0


def test_output(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    assert cfdiag("new", "a-b", "-o", "mine", "-q") == (0, "", "")
    assert (tmp_path / "mine" / "a-b.yaml").is_file()
    assert cfdiag("new", "a-b", "-o", "other.yaml").code == 0
    assert (tmp_path / "other.yaml").is_file()
    done = cfdiag("new", "a-b", "-o", "-")
    assert (done.code, done.err) == (0, "")
    assert done.out == (tmp_path / "other.yaml").read_text(encoding="utf-8")


def test_a_different_file_is_kept_without_force(cfdiag: Command, tmp_path: Path) -> None:
    path = tmp_path / "a-b.yaml"
    path.write_text("mine", encoding="utf-8")
    done = cfdiag("new", "a-b")
    assert (done.code, path.read_text(encoding="utf-8")) == (2, "mine")
    assert "there is another file of that name" in done.err
    assert cfdiag("new", "a-b", "--force").code == 0
    assert cfdiag("new", "a-b").code == 0  # the same again is no different file


@pytest.mark.parametrize("id_", ["First", "a b", "../a", "a_b", "-a-", "x" * 65])
def test_ids(cfdiag: Command, tmp_path: Path, id_: str) -> None:
    assert cfdiag("new", "--", id_).code == 2
    assert list(tmp_path.iterdir()) == []


def test_inside_an_engagement_it_goes_where_the_others_look(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("init", ".", "--client", "Acme").code == 0
    done = cfdiag("new", "first-visit")
    assert done.err.startswith("written: questionnaires/first-visit.yaml\nnext: ")
    assert "`cfdiag interview first-visit` tries it out" in done.err
    assert "first-visit" in cfdiag("list").out


def test_a_name_that_ends_as_a_folder_does_is_one(cfdiag: Command, tmp_path: Path) -> None:
    done = cfdiag("new", "first-visit", "--output", "mine/")
    assert done.err.startswith("written: mine/first-visit.yaml\n")
    assert (tmp_path / "mine" / "first-visit.yaml").is_file()
