"""The result as JUnit XML: what a CI server shows beside the tests.

One suite holds the gates (a failed one is a failure) and the inputs (a rejected file is an error);
one suite a questionnaire holds its dimensions, for information: a missing score is skipped, never
failed.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from msgspec import UNSET

from cfdiag.ground.diagnostics import Location
from cfdiag.ground.safe import safe
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.result import DimensionScore, QuestionnaireResult, Result, RollupScore, Score
from cfdiag.render.context import OutputContext
from cfdiag.render.score_sentences import recommendation, unshown_sentences
from cfdiag.render.sentences import gate_sentence, more_rejected, stamps

MOST_CASES = 1000
"""So many inputs that cannot be used are cases of their own: of more, one says how many there are."""


def render(result: Result, context: OutputContext) -> str:
    """The XML document."""
    words = locale_for(context.language)
    root = ET.Element("testsuites", name="cfdiag")
    root.append(_inputs_and_gates(result, words))
    for each in result.questionnaires:
        root.append(_dimensions(each, words))
    for suite in root:
        for tag, name in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            suite.set(name, str(len(suite.findall(f"testcase/{tag}"))))
        suite.set("tests", str(len(suite.findall("testcase"))))
    for name in ("tests", "failures", "errors"):  # Jenkins' schema knows no `skipped` here
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False)


def _inputs_and_gates(result: Result, words: Locale) -> ET.Element:
    suite = ET.Element("testsuite", name="cfdiag.gates")
    scored = words.plural("{n} interview scored", "{n} interviews scored", result.inputs.interviews)
    case = _case(suite, "cfdiag.inputs", scored)
    if stamps(result, words):
        ET.SubElement(case, "system-out").text = _xml(" · ".join(stamps(result, words)))
    for gate in result.gates:
        name = f"{gate.kind.replace('_', '-')} {gate.target} {gate.limit:g}"
        case = _case(suite, "cfdiag.gates", name)
        if not gate.passed:
            said = gate_sentence(gate, words)
            ET.SubElement(case, "failure", type=gate.kind, message=_xml(said)).text = _xml(said)
    for rejected in result.inputs.rejected[:MOST_CASES]:
        case = _case(suite, "cfdiag.inputs", rejected.file)
        place = Location(rejected.file, rejected.line, rejected.column)
        ET.SubElement(case, "error", type=_xml(rejected.code), message=_xml(f"{place}: {rejected.message}"))
    said = more_rejected(len(result.inputs.rejected) - MOST_CASES, words)
    if said:
        ET.SubElement(_case(suite, "cfdiag.inputs", said), "error", type="cfdiag", message=_xml(said))
    return suite


def _dimensions(each: QuestionnaireResult, words: Locale) -> ET.Element:
    suite = ET.Element("testsuite", name=_xml(f"cfdiag.{each.id}"))
    scores: dict[str, Score | DimensionScore | RollupScore] = {
        "overall": each.overall,
        **each.dimensions,
        **{f"rollup.{id_}": found for id_, found in each.rollups.items()},
    }
    for id_, score in scores.items():
        case = _case(suite, f"cfdiag.{each.id}", id_)
        if isinstance(score, DimensionScore) and score.kind == "checklist" and score.met is not UNSET:
            ET.SubElement(case, "system-out").text = words("{met} of {of} met", met=score.met, of=score.of)
        elif score.score is None:
            reason = "" if score.reason is UNSET else words.reason(score.reason)
            ET.SubElement(case, "skipped", message=_xml(reason))
        else:
            level = "" if isinstance(score, RollupScore) else f" ({words.level(score.level)})"
            shown = f"{words.number(score.score)}{level}, n {words.count(score.n)}"
            ET.SubElement(case, "system-out").text = _xml(shown)
    for id_, question in each.questions.items():
        said = recommendation(question, words)
        if said and "/" not in id_:
            case = _case(suite, f"cfdiag.{each.id}", f"recommend.{id_}")
            few = question.recommend and question.recommend.score is None
            if few:
                ET.SubElement(case, "skipped", message=_xml(said))
            else:
                ET.SubElement(case, "system-out").text = _xml(said)
    for said in unshown_sentences(each, words):
        ET.SubElement(_case(suite, f"cfdiag.{each.id}", "heard"), "skipped", message=_xml(said))
    return suite


def _case(suite: ET.Element, group: str, name: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", classname=_xml(group), name=_xml(name), time="0")


def _xml(value: str) -> str:
    """What XML can hold: what `safe` lets through."""
    return safe(value, keep_lines=False)
