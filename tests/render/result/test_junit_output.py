from junitparser import JUnitXml

from cfdiag.render.result import FORMATS, OutputContext


def parsed(result):
    return JUnitXml.fromstring(FORMATS["junit"](result, OutputContext()).encode())


def outcomes(suite):
    return {
        case.name: [type(each).__name__ for each in case.result] for case in suite if case.name != "overall"
    }


def test_failed_gates_are_failures_and_rejected_files_errors(result):
    report = parsed(result)
    gates, dimensions = list(report)
    assert (report.tests, report.failures, report.errors, report.skipped) == (10, 2, 1, 1)
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
        "a,b:c%.json:3:7: not a whole number ::error::",
        "overall: 54.3, at least 60 wanted",
        "knowledge: –, at least 50 wanted (too few of its questions were answered)",
    ]
    assert dimensions.name == "cfdiag.silo-busting"
    assert outcomes(dimensions) == {"sharing": [], "silo_busting": [], "knowledge": ["Skipped"], "habits": []}


def test_what_xml_cannot_hold_is_replaced(result, empty):
    empty.inputs.rejected[0] = type(empty.inputs.rejected[0])(
        file='\ufffe\x00<&">\ud800', line=0, column=0, code="x", message="]]>\uffff"
    )
    (gates,) = parsed(empty)
    assert [case.name for case in gates] == ["30 interviews scored", '��<&">�']
