import json

import msgspec
from kits.schema import faults

from cfdiag.cli.commands.schema import SCHEMAS
from cfdiag.ground.safe import safe
from cfdiag.model.result import Result
from cfdiag.render.figure_keys import figure_data
from cfdiag.render.result import RESULT_FORMATS, OutputContext


def rendered(result):
    return RESULT_FORMATS["json"](result, OutputContext())


def test_it_reads_back_as_the_very_same_result(result):
    again = msgspec.json.decode(rendered(result), type=Result)
    assert figure_data(again) == figure_data(result)


def test_where_lesser_figures_are_null_only_they_have_a_reason(result):
    overall = msgspec.structs.replace(
        result.questionnaires[0].overall, sd=None, reasons={"sd": "too_few_respondents"}
    )
    part = msgspec.structs.replace(result.questionnaires[0], overall=overall)
    shown = json.loads(rendered(msgspec.structs.replace(result, questionnaires=[part])))
    found = shown["questionnaires"][0]["overall"]
    assert (found["sd"], found["reasons"]) == (None, {"sd": "too_few_respondents"})
    assert "reason" not in found


def test_the_keys_of_the_contract_are_there_and_unset_ones_are_not(result):
    document = json.loads(rendered(result))
    assert list(document)[:6] == ["format", "tool", "language", "final", "inputs", "privacy"]
    assert document["format"] == "cfdiag/result@2"
    assert document["inputs"]["rejected"][0].keys() == {"file", "line", "column", "code", "message"}
    questionnaire = document["questionnaires"][0]
    assert questionnaire["overall"]["interval"] == [50.8, 57.6]
    assert questionnaire["dimensions"]["sharing"]["alpha"] is None
    assert questionnaire["dimensions"]["habits"].keys() >= {"kind", "met", "of"}
    assert questionnaire["dimensions"]["knowledge"]["reason"] == "too_few_answers"
    assert "baseline" not in document
    assert "reason" not in questionnaire["overall"]
    assert document["gates"][0] == {
        "kind": "fail_under",
        "target": "overall",
        "limit": 60,
        "value": 54.25,
        "passed": False,
    }


def test_numbers_are_in_full_precision(result):
    third = msgspec.structs.replace(result.questionnaires[0].overall, score=100 / 3)
    changed = msgspec.structs.replace(result.questionnaires[0], overall=third)
    document = json.loads(rendered(msgspec.structs.replace(result, questionnaires=[changed])))
    assert document["questionnaires"][0]["overall"]["score"] == 100 / 3


def test_hostile_text_is_exact_and_cannot_steer_a_terminal(result):
    tool = "".join(map(chr, range(1, 0x3000))) + "\ufeff\ufffb\U0001f600"
    text = rendered(msgspec.structs.replace(result, tool=tool))
    assert safe(text) == text
    assert json.loads(text)["tool"] == tool


def test_the_schema_of_the_result_admits_what_is_printed(result, empty):
    schema = SCHEMAS["result"]()
    for each in (result, empty):
        document = json.loads(rendered(each))
        assert faults(schema, document) == []
        document["privacy"]["min_group"] = "five"
        assert faults(schema, document) == ["$.privacy.min_group: not integer"]
