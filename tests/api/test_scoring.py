"""Interviews in memory give what the command gives of their files."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

import cfdiag

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "examples" / name for name in ("002-client.json", "002-supplier.json")]


@pytest.fixture
def interviews():
    return [cfdiag.load_interview(file) for file in FILES]


def test_memory_and_files_give_the_same(interviews):
    memory = cfdiag.score(interviews, by=["group"], today="2026-11-26")
    files = cfdiag.score_paths(FILES, by=["group"], today="2026-11-26", language="en")
    assert memory.to_dict() == files.to_dict()
    assert json.loads(memory.render("json")) == memory.to_dict()
    for format_ in ("html", "markdown", "json"):
        assert cfdiag.report(memory, format=format_) == cfdiag.report(files, format=format_)


def test_a_bad_interview_is_a_fault_and_the_others_are_scored(interviews):
    bad = replace(interviews[0], respondent=replace(interviews[0].respondent, group="nobody"))
    result = cfdiag.score([bad, interviews[1]])
    assert result.rejected
    assert result.figures.inputs.interviews == 1
    (fault,) = [fault for fault in result.faults if fault.severity == "error"]
    assert fault.location.file == "interviews[0]"
    assert "nobody" in fault.message
    assert [each.file for each in result.figures.inputs.rejected] == ["interviews[0]"]


def test_one_interview_given_twice_counts_once(interviews):
    result = cfdiag.score([interviews[0], interviews[0]])
    assert result.figures.inputs.interviews == 1
    assert [fault.code for fault in result.faults if fault.severity == "warning"] == ["duplicate-interview"]


@pytest.mark.parametrize("given", [[], ["questionnaires"]])
def test_nothing_to_score_is_an_error(given):
    with pytest.raises(cfdiag.CfdiagError) as caught:
        cfdiag.score([], questionnaires=[ROOT / each for each in given])
    assert [fault.code for fault in caught.value.diagnostics] == ["nothing-to-score"]


def test_a_questionnaire_of_ones_own_comes_first(interviews):
    shipped = cfdiag.load_questionnaire(interviews[0].questionnaire.id)
    text = Path(shipped.file).read_text(encoding="utf-8")
    own = cfdiag.load_questionnaire(text.replace(f"version: {shipped.version}", "version: 9.0.0").encode())
    assert own.version == "9.0.0"
    result = cfdiag.score(interviews, questionnaires=[own])
    assert {each.version for each in result.questionnaires if each.id == own.id} == {"9.0.0"}
    # They name another text and hold no scales.
    assert "text-missing" in [fault.code for fault in result.faults]


def test_gates_are_judged(interviews):
    result = cfdiag.score(interviews)
    assert result.passed
    judged = result.judged(fail_under=[("overall", 100)], min_n=1)
    assert not judged.passed
    assert next(gate.passed for gate in judged.figures.gates if gate.kind == "min_n")
    with pytest.raises(cfdiag.CfdiagError, match="there is no dimension 'sharng'"):
        result.judged(fail_under=[("sharng", 1)])


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"format": "htlm"}, "--format cannot be 'htlm'"),
        ({"audience": "boss"}, "--audience cannot be 'boss'"),
        ({"template": "manager-pag"}, "there is no page 'manager-pag'"),
        ({"account": "Acme"}, "no interview is about the account 'Acme'"),
    ],
)
def test_what_there_is_not_is_said(interviews, asked, message):
    with pytest.raises(cfdiag.CfdiagError, match=message):
        cfdiag.report(cfdiag.score(interviews), **asked)
