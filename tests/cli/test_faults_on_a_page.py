"""What files and lists could not tell stands on a page in its language, with the line it is about."""

from __future__ import annotations

import ast
import html
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.leaver import DAY, filled

from cfdiag import exchange, handover
from cfdiag.api import handover as handing_over
from cfdiag.ground.codes import Code
from cfdiag.ground.files import PACKAGE
from cfdiag.locales.catalogue import LANGUAGES, locale_for

LIST = """\
Account ID;Account Name;Account Owner;ARR;Currency;Renewal date
1;Acme;Lea;much;EUR;2027-09-01
2;Borax;Lea;50;EUR;some day
;;Lea;;;
2;Borax;Lea;60;EUR;2027-10-01
3;Cray;Lea;1;EUR;2027-10-01;and;more
"""
SAID = {
    "en": """\
accounts.csv, line 2: 'ARR' holds no amount here: it counts as unknown
accounts.csv, line 3: 'Renewal date' holds no day here: it counts as unknown
accounts.csv, line 4: the row names no account: it is left out
accounts.csv, line 5: this is the account of accounts.csv:3, and counts once; they differ in value: this
accounts.csv, line 6: record 5 has 8 cells, the header 6: it is left out
back.xlsx, line 5: 'Last contact' holds nothing that can be read here: the cell is left out
back.xlsx, line 5: 'Promise due' is about a promise, and the row names none: the cell is left out
interviews/bad.json, line 1: the file breaks off""",
    "nl": """\
accounts.csv, regel 2: in 'ARR' staat hier geen bedrag: het geldt als onbekend
accounts.csv, regel 3: in 'Renewal date' staat hier geen datum: ze geldt als onbekend
accounts.csv, regel 4: de rij noemt geen klant: ze is weggelaten
accounts.csv, regel 5: dit is de klant van accounts.csv:3 en telt eenmaal; ze verschillen in waarde: deze
accounts.csv, regel 6: rij 5 heeft 8 cellen, de kop 6: ze is weggelaten
back.xlsx, regel 5: in 'Laatste contact' staat hier niets dat te lezen is: de cel is weggelaten
back.xlsx, regel 5: 'Toezegging uiterlijk' gaat over een toezegging, en de rij noemt er geen: de cel
interviews/bad.json, regel 1: het bestand is geen JSON""",
}
TITLES = {
    "en": ("Last contact", "Promise due", "One piece of advice"),
    "nl": ("Laatste contact", "Toezegging uiterlijk", "Eén advies"),
}
HEADING = {"en": "What the lists could not tell", "nl": "Wat de lijsten niet konden zeggen"}


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "accounts.csv").write_text(LIST, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_tells_it_in_its_language(cfdiag: Command, tmp_path: Path, language: str) -> None:
    told = (*DAY, "--language", language)
    cfdiag("handover", "accounts.csv", *told)
    wrong, due, advice = TITLES[language]
    cells = {wrong: "soon", due: "soon", advice: "Call first."}
    sheet = tmp_path / "handover" / "leaver.xlsx"
    filled(
        sheet, tmp_path / "back.xlsx", {"Borax": cells}, account="Klant" if language == "nl" else "Account"
    )
    cfdiag("handover", "accounts.csv", "back.xlsx", *told)
    (tmp_path / "interviews" / "bad.json").write_text("{", encoding="utf-8")
    assert cfdiag("handover", "accounts.csv", "back.xlsx", *told).code == 2
    plan = html.unescape((tmp_path / "handover" / "plan.html").read_text(encoding="utf-8"))
    listed = plan.partition(f"<h3>{HEADING[language]}</h3><ul>")[2].partition("</ul>")[0]
    lines = re.findall(r"<li>(.*?)</li>", listed)
    assert len(lines) == len(SAID[language].splitlines()), lines
    for said in SAID[language].splitlines():
        assert [line for line in lines if line.startswith(said)], (said, lines)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "the file breaks off"), ("nl", "het bestand is geen JSON")]
)
def test_a_report_tells_of_a_rejected_file_in_its_language(
    cfdiag: Command, tmp_path: Path, language: str, said: str
) -> None:
    cfdiag("handover", "accounts.csv", *DAY)
    told = {"Borax": {"One piece of advice": "Call first."}}
    filled(tmp_path / "handover" / "leaver.xlsx", tmp_path / "back.xlsx", told)
    cfdiag("handover", "accounts.csv", "back.xlsx", *DAY)
    (tmp_path / "interviews" / "bad.json").write_text("{", encoding="utf-8")
    in_language = ("interviews", "--format", "markdown", "--language", language)
    assert said in cfdiag("report", *in_language).out
    assert f"| {said} |" in cfdiag("score", *in_language).out


ENGAGEMENT = """\
cfdiag: 1
client: Acme
departments: {legal: Legal}
accounts: accounts.csv
roster: roster.csv
questionnaires: [customer-view, nowhere]
retention: {interviews: 30d}
"""
ROSTER = """\
name;group;account;department;when
An;customer;elsewhere;legl;soon
;customer;;;
Bo;customr;;;
Cy;;;;
"""
HELD = {
    "format": "cfdiag/interview@1",
    "questionnaire": {"id": "customer-view", "version": "1.0.0", "sha256": ""},
    "finished": "2026-11-01",
    "respondent": {"group": "customer"},
    "answers": {"sales_organisation": {"status": "answered", "value": 3}},
}
TROUBLE = {
    "en": """\
accounts.csv:6:1: record 5 has 8 cells, the header 6: it is left out [row-too-long]
roster.csv:2:1: there is no account 'elsewhere' [unknown-account]
roster.csv:2:1: there is no department 'legl' [unknown-department]
roster.csv:2:1: 'when' holds no day here [bad-date]
roster.csv:3:1: the row names nobody: it is left out [no-name]
roster.csv:4:1: there is no group 'customr' [unknown-group]
roster.csv:5:1: the row has no group: it is left out [no-group]
engagement.yaml: 2 interviews are older than the 30 days that interviews are kept [retention]
interviews/b.json: this is the same interview as interviews/a.json; it is counted once [duplicate-interview]
interviews/bad.json:1:2: the file breaks off [json-syntax]
there is no questionnaire 'nowhere' [unknown-questionnaire]
plan.yaml: cannot read the file: Is a directory [cannot-read]""",
    "nl": """\
accounts.csv:6:1: rij 5 heeft 8 cellen, de kop 6: ze is weggelaten [row-too-long]
roster.csv:2:1: er is geen klant 'elsewhere' [unknown-account]
roster.csv:2:1: er is geen afdeling 'legl' [unknown-department]
roster.csv:2:1: in 'when' staat hier geen datum [bad-date]
roster.csv:3:1: de rij noemt niemand: ze is weggelaten [no-name]
roster.csv:4:1: er is geen groep 'customr' [unknown-group]
roster.csv:5:1: de rij heeft geen groep: ze is weggelaten [no-group]
engagement.yaml: 2 interviews zijn ouder dan de 30 dagen die interviews worden bewaard [retention]
interviews/b.json: dit is hetzelfde interview als interviews/a.json; het telt eenmaal [duplicate-interview]
interviews/bad.json:1:2: het bestand is geen JSON: the file breaks off [json-syntax]
er is geen vragenlijst 'nowhere' [unknown-questionnaire]
plan.yaml: het bestand of de map kan niet worden gelezen: \
cannot read the file: Is a directory [cannot-read]""",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("by_flag", [False, True])
def test_a_status_tells_what_is_wrong_in_its_language(
    cfdiag: Command, tmp_path: Path, language: str, *, by_flag: bool
) -> None:
    own = "" if by_flag else f"language: {language}\n"
    (tmp_path / "engagement.yaml").write_text(ENGAGEMENT + own, encoding="utf-8")
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (tmp_path / "plan.yaml").mkdir()
    interviews = tmp_path / "interviews"
    interviews.mkdir()
    for name, id_ in (("a", "1"), ("b", "1"), ("c", "2")):
        (interviews / f"{name}.json").write_text(json.dumps(HELD | {"id": id_}), encoding="utf-8")
    (interviews / "bad.json").write_text("{", encoding="utf-8")
    flags = ("--language", language) if by_flag else ()
    told = json.loads(cfdiag("status", "--date", "2027-06-01", "--format", "json", *flags).out)["trouble"]
    lines = [": ".join(filter(None, (each["file"], f"{each['text']} [{each['code']}]")))
             for each in told]  # fmt: skip
    assert sorted(lines) == sorted(TROUBLE[language].splitlines())
    hints = {each["code"]: each.get("hint", "") for each in told}
    remove = {"en": "remove the copy that is not wanted", "nl": "verwijder de kopie die niet nodig is"}
    assert hints["duplicate-interview"] == remove[language]
    shown = " ".join(cfdiag("status", "--date", "2027-06-01", *flags).out.split())
    assert [each["text"] for each in told if each["text"] not in shown] == []


def test_each_code_has_words_in_every_language() -> None:
    """What no sentence of its own tells on a page, the code does."""
    for language in LANGUAGES[1:]:
        assert [each.help for each in Code if not locale_for(language).knows(each.help)] == []


def rooms() -> list[Path]:
    """The files by which faults of lists and of a leaver's table are noted that a page may tell."""
    names = (
        "account_columns",
        "account_rows",
        "account_merging",
        "accounts",
        "decoding",
        "delimited",
        "header",
        "roster",
        "sheet",
    )
    lists = [Path(exchange.__file__).parent / f"{name}.py" for name in names]
    return lists + list(Path(handover.__file__).parent.glob("leaver_*.py"))


def called(call: ast.Call) -> str:
    return getattr(call.func, "attr", "") or getattr(call.func, "id", "")


def handed_on(tree: ast.Module) -> dict[str, int]:
    """The functions that note a sentence which their callers give, and at which place of the call."""
    found = {}
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        named = [each.arg for each in function.args.args if each.arg != "self"]
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            sentence = call.args[1] if called(call) == "add" and len(call.args) > 1 else None
            if isinstance(sentence, ast.Name) and sentence.id in named:
                found[function.name] = named.index(sentence.id)
    return found


def told(path: Path) -> tuple[set[str], list[str]]:
    """The sentences that a file notes: literals and its own constants; and where it notes something else."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = {ast.unparse(n.targets[0]): n.value for n in tree.body if isinstance(n, ast.Assign)}
    by_callers = handed_on(tree)
    places = {"add": 1, "diagnostic_of": 1, **by_callers}
    inside = {
        id(call)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name in by_callers
        for call in ast.walk(node)
    }
    sentences, others = set(), []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) in places):
        at = places[called(call)]
        if len(call.args) <= at or id(call) in inside or "'note'" in ast.unparse(call):
            continue
        sentence = constants.get(ast.unparse(call.args[at]), call.args[at])
        if isinstance(sentence, ast.Constant) and isinstance(sentence.value, str):
            sentences.add(sentence.value)
        else:
            others.append(f"{path.name}:{call.lineno}: {ast.unparse(sentence)}")
    return sentences, others


def test_each_sentence_of_a_list_has_words_in_every_language() -> None:
    found = [told(path) for path in rooms()]
    assert [other for _, others in found for other in others] == []
    sentences = {sentence for several, _ in found for sentence in several}
    assert len(sentences) > 17
    assert "'{column}' names nobody here: the cell is left out" in sentences
    api = [ast.parse(path.read_text()) for path in Path(handing_over.__file__).parent.glob("*.py")]
    named = [node for tree in api for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    sentences |= {ast.literal_eval(n.value) for n in named if ast.unparse(n.targets[0]) == "message"}
    for language in LANGUAGES[1:]:
        assert [each for each in sentences if not locale_for(language).knows(each)] == []


def assigned(nodes: Iterable[ast.AST], name: str) -> list[ast.expr]:
    """What is put under a name."""
    named = [node for node in nodes if isinstance(node, ast.Assign)]
    return [node.value for node in named if name in map(ast.unparse, node.targets)]


def with_parts(path: Path) -> tuple[set[str], list[str]]:
    """The sentences of a file that name parts, as only pages ask for; and where it notes something else."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    by_callers = handed_on(tree)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    sentences, others = set(), []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        named = {each.arg for each in call.keywords} - {"at", "hint", "severity", "location"}
        notes = called(call) in ("add", "diagnostic_of") and len(call.args) > 1
        if not notes or not named - {None} or not ast.unparse(call.args[0]).lower().startswith("code"):
            continue
        inside = [each for each in functions if any(node is call for node in ast.walk(each))]
        if any(each.name in by_callers for each in inside):
            continue  # its callers say the sentence: `told` reads them there
        given = call.args[1]
        found = [given]
        if isinstance(given, ast.Name):
            nodes = [*tree.body, *(node for each in inside for node in ast.walk(each))]
            found = assigned(nodes, given.id)
        for sentence in found:
            if isinstance(sentence, ast.Constant) and isinstance(sentence.value, str):
                sentences.add(sentence.value)
        if not found or not all(isinstance(each, ast.Constant) for each in found):
            others.append(f"{path.name}:{call.lineno}: {ast.unparse(given)}")
    return sentences, others


def test_each_sentence_that_names_parts_has_words_in_every_language() -> None:
    found = [with_parts(path) for path in sorted(PACKAGE.rglob("*.py"))]
    assert [other for _, others in found for other in others] == []
    sentences = {sentence for several, _ in found for sentence in several}
    assert len(sentences) > 20
    assert "{n} interview is older than the {days} days that interviews are kept" in sentences
    for language in LANGUAGES[1:]:
        assert [each for each in sentences if not locale_for(language).knows(each)] == []
