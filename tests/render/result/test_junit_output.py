import os
from xml.etree import ElementTree as ET

import pytest
from junitparser import JUnitXml
from kits.hostile import HOSTILE, with_words
from lxml import etree

from cfdiag.render.result import RESULT_FORMATS, OutputContext


def parsed(result):
    return JUnitXml.fromstring(RESULT_FORMATS["junit"](result, OutputContext()).encode())


def outcomes(suite):
    return {
        case.name: [type(each).__name__ for each in case.result] for case in suite if case.name != "overall"
    }


def test_failed_gates_are_failures_and_rejected_files_errors(result):
    report = parsed(result)
    gates, dimensions = list(report)
    assert (report.tests, report.failures, report.errors) == (10, 2, 1)
    assert gates.name == "cfdiag.gates"
    assert outcomes(gates) == {
        "30 interviews scored": [],
        "a,b:c%.json": ["Error"],
        "fail-under overall 60": ["Failure"],
        "min-n n 5": [],
        "fail-under knowledge 50": ["Failure"],
    }
    messages = [each.message for case in gates for each in case.result]
    assert messages == [
        "overall: 54.3, at least 60 wanted",
        "knowledge: –, at least 50 wanted (too few of its questions were answered)",
        "a,b:c%.json:3:7: not a whole number ::error::",
    ]
    assert dimensions.name == "cfdiag.silo-busting"
    assert outcomes(dimensions) == {"sharing": [], "silo_busting": [], "knowledge": ["Skipped"], "habits": []}


def test_of_many_rejected_inputs_a_thousand_are_named_and_the_rest_counted(empty):
    empty.inputs.rejected[:] = empty.inputs.rejected[:1] * 1052
    (gates,) = parsed(empty)
    assert gates.errors == 1001
    last = list(gates)[-1]
    assert last.name == "52 more inputs were rejected: --format json names all"
    assert [each.message for each in last.result] == [last.name]


def test_what_xml_cannot_hold_is_replaced(result, empty):
    empty.inputs.rejected[0] = type(empty.inputs.rejected[0])(
        file='\ufffe\x00<&">\ud800', line=0, column=0, code="x", message="]]>\uffff"
    )
    (gates,) = parsed(empty)
    assert [case.name for case in gates] == ["30 interviews scored", '��<&">�']


# What Jenkins' xUnit plugin takes (its schema junit-10), in our own words: children and attributes of each
# element; an attribute with a `!` must be there.
TAKES = {
    "testsuites": ({"testsuite"}, "name time tests failures errors"),
    "testsuite": (
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
        "name! tests! failures! errors! group time skipped timestamp hostname id package file log url",
    ),
    "testcase": (
        {"skipped", "error", "failure", "system-out", "system-err"},
        "name! time classname group",
    ),
    "skipped": (set(), "type message"),
    "error": (set(), "type message"),
    "failure": (set(), "type message"),
    "system-out": (set(), ""),
    "system-err": (set(), ""),
}


def not_taken(element):
    children, attributes = TAKES[element.tag]
    known = {name.rstrip("!") for name in attributes.split()}
    needed = {name.rstrip("!") for name in attributes.split() if name.endswith("!")}
    yield from (f"{element.tag} {name}" for name in set(element.attrib) - known)
    yield from (f"{element.tag} without {name}" for name in needed - set(element.attrib))
    for child in element:
        yield from [f"{element.tag}/{child.tag}"] if child.tag not in children else not_taken(child)


SCHEMA = os.environ.get("CFDIAG_JUNIT_SCHEMA", "")
"""Jenkins' schema itself: `.ci/run` takes it out of pytest's source archive, which carries a copy."""


@pytest.mark.skipif(not SCHEMA, reason="CFDIAG_JUNIT_SCHEMA names no junit-10.xsd")
@pytest.mark.parametrize("kind", ["result", "empty", "hostile"])
def test_the_schema_of_jenkins_finds_no_fault(kind, result, empty):
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    shown = {"result": result, "empty": empty, "hostile": with_words(result, " ".join(HOSTILE))}[kind]
    document = etree.fromstring(RESULT_FORMATS["junit"](shown, OutputContext()).encode())
    schema.assertValid(document)
    document.set("skipped", "0")  # what it refused once
    assert not schema.validate(document)


def test_jenkins_takes_it(result):
    assert list(not_taken(ET.fromstring(RESULT_FORMATS["junit"](result, OutputContext())))) == []  # noqa: S314  our own


def test_what_jenkins_does_not_take_is_seen():
    assert list(not_taken(ET.fromstring('<testsuites skipped="0"><testsuite name="x"/></testsuites>')))  # noqa: S314
