"""The JSON Schemas: they accept what the readers accept, and refuse what the readers refuse by shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from kits.formats import BASE, changed, examine
from kits.report_pages import made

from cfdiag.cli.commands.schema import SCHEMAS
from cfdiag.documents.nodes import to_plain
from cfdiag.documents.yaml import read_yaml
from cfdiag.formats.engagement import examine_engagement
from cfdiag.render.report import REPORT_FORMATS, Target

SHIPPED = sorted((Path(__file__).parents[2] / "questionnaires").glob("*.yaml"))
SHAPE = {"unknown-key", "missing-key", "wrong-type", "bad-value", "bad-id", "empty-text", "bad-text"}


def plain(text: str) -> Any:
    document = read_yaml(text.encode(), "x.yaml")
    assert document.root is not None
    return to_plain(document.root)


def accepts(name: str, value: Any) -> bool:
    return bool(jsonschema.Draft202012Validator(SCHEMAS[name]()).is_valid(value))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_are_valid_themselves(name: str) -> None:
    schema = SCHEMAS[name]()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"] == f"cfdiag {name}"
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("audience", ["internal", "customer"])
def test_the_json_report_fits(audience: str) -> None:
    schema = jsonschema.Draft202012Validator(SCHEMAS["view"]())
    written = REPORT_FORMATS["json"](made(audience=audience), Target()).data
    schema.validate(json.loads(written))
    assert not schema.is_valid({**json.loads(written), "sections": [{"id": "x"}]})


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_questionnaires_fit(path: Path) -> None:
    jsonschema.Draft202012Validator(SCHEMAS["questionnaire"]()).validate(
        plain(path.read_text(encoding="utf-8"))
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: How was it?\n", ""),
        ("title: How was it?", "titel: x\ntitle: y"),
        ("type: date", "type: dat"),
        ("{title: Service}", "{title: Service, weight: 0}"),
        ("importance: true", "importance: maybe"),
        ("id: level", "id: Level"),
        ("{min: 1, max: 5,", "{min: 1,"),
        ("measure: Seen", "effort: 4\n    measure: Seen"),
        ("options: {price: Price, speed: Speed}", "options: {price: Price}"),
    ],
)
def test_reader_and_schema_refuse_the_same_shapes(old: str, new: str) -> None:
    text = changed((old, new))
    _, diagnostics = examine(text)
    assert {d.code for d in diagnostics} & SHAPE
    assert accepts("questionnaire", plain(BASE))
    assert not accepts("questionnaire", plain(text))


def test_interviews() -> None:
    good = {
        "format": "cfdiag/interview@1",
        "id": "r1",
        "questionnaire": {"id": "sample", "version": "1.0.0"},
        "respondent": {"group": "internal"},
        "answers": {"level": {"status": "answered", "value": 4}},
    }
    assert accepts("interview", good)
    for key in good:
        assert not accepts("interview", {k: v for k, v in good.items() if k != key})
    assert not accepts("interview", good | {"format": "cfdiag/interview@2"})
    assert not accepts("interview", good | {"unknown": 1})


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("cfdiag: 1\nclient: A\ndepartments: [Sales]\naccounts: {acme: Acme}\n", True),
        ("cfdiag: 1\nbranding: {colour: '#112233'}\nprivacy: {min_group: 3}\n", True),
        ("cfdiag: 1\nbranding: {colour: red}\n", False),
        ("cfdiag: 1\nprivacy: {min_group: 2}\n", False),
        ("client: A\n", False),
        ("cfdiag: 1\nroster: [{name: B}]\n", False),
    ],
)
def test_engagements(text: str, good: bool) -> None:  # noqa: FBT001
    assert accepts("engagement", plain(text)) is good
    assert (examine_engagement(text.encode(), "engagement.yaml")[0] is not None) is good


def test_interviews_of_now_and_of_0_1_fit() -> None:
    of_0_1 = Path(__file__).parents[1] / "data" / "0.1"
    old = json.loads((of_0_1 / "named.json").read_text(encoding="utf-8"))
    assert accepts("interview", old)
    everything = {"mode": "phone", "form": "full", "remarks": [{"text": "x"}], "scales": {"told": [1, 5]}}
    for consent, fits in (("named", True), ("quoted", True), ("counted", True), (None, True), ("no", False)):
        assert (
            accepts("interview", old | everything | {"respondent": {"group": "g", "consent": consent}})
            == fits
        )
