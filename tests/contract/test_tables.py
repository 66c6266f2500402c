"""The folder is the table: one new file in a copy of the tool, nothing else, and the command knows it.

A new language is tested with the languages.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

MADE_UP = {
    "cfdiag/cli/commands/greet.py": '''\
"""Say good day.

Listed: 32, See
"""

from typing import Annotated

import typer


def command(name: Annotated[str, typer.Argument(help="Whom.")] = "you") -> None:
    """Say good day.

    \\b
    Examples:
      cfdiag greet
      cfdiag greet Ada
    """
    print(f"Good day, {name}!")
''',
    "cfdiag/cli/commands/import_.py": '"""As Python keeps the word."""\nimport no_such_module\n',
    "cfdiag/render/result/shout.py": """\
def render(result, context):
    return f"{result.inputs.interviews} HEARD"
""",
    "cfdiag/render/result/_helper.py": "raise RuntimeError\n",
    "cfdiag/render/report/telegram.py": """\
from cfdiag.render.target import Rendered

PAGE_KIND = "md"
SUFFIXES = (".tlg",)


def render(view, target):
    return Rendered(f"PLAN STOP {target.template or len(view.contents)} STOP".encode(), {})
""",
    "templates/pages/postcard.md.j2": """\
{# what: a greeting
shows: summary
needs: interviews
#}
# {{ _("Actions") }}, {{ view.cover.date }}
""",
    "cfdiag/questions/mood.py": '''\
"""A mood, as one of three words."""

from cfdiag.questions._type import OwnKey, MismatchError, QuestionType

WORDS = ("down", "level", "up")


class Mood(QuestionType):
    page = "list"
    takes = frozenset({"dimension"})
    own = {"mixed": OwnKey("flag", "both at once can be answered")}
    counted = True
    figures = frozenset({"points"})

    def prompt(self, question, locale, group=""):
        return locale("Answer: ")

    def offered(self, question, locale, group=""):
        return [(word, word.title()) for word in WORDS]

    def expects(self, question):
        return MismatchError("one of {options}", options=", ".join(WORDS))

    def fits(self, question, value):
        return value in WORDS or (question.own.get("mixed") and value == "mixed")

    def parse(self, question, typed, locale, group=""):
        if not self.fits(question, typed.strip().lower()):
            raise self.expects(question)
        return typed.strip().lower()

    def values(self, question):
        return (*WORDS, "mixed")

    def discrete(self, question):
        return {"down": 0.0, "level": 50.0, "up": 100.0}


TYPE = Mood()
''',
    "cfdiag/scoring/findings/silence.py": '''\
"""So few were heard that it is worth saying first."""

from cfdiag.model.result import Finding

ORDER, WEIGHT = 9, 2000.0
SENTENCES = ("Silence: {n} heard.",)


def find(questionnaire, result, facts):
    yield Finding(kind="silence", figures={"n": result.n})


def text(finding, questionnaire, words):
    return words.sentence(SENTENCES[0], n=int(finding.figures["n"]))


def size(finding):
    return 0.0
''',
    "cfdiag/render/faults/shout.py": """\
def render(diagnostics):
    return " ".join(each.code.upper() for each in diagnostics)
""",
    "cfdiag/formats/schemas/postcard.py": 'def schema():\n    return {"title": "cfdiag postcard"}\n',
}

MOODY = """\
cfdiag: 1
id: moody
version: 1.0.0
title: Moods
groups: {internal: {title: Inside, anonymous: false}}
dimensions: {mood: {title: Mood}}
sections:
  - id: moods
    title: Moods
    questions:
      - {id: today, type: mood, mixed: true, dimension: mood, ask: How is the mood today?}
      - {id: last_week, type: mood, dimension: mood, ask: How was it last week?}
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tool as a newcomer has it, with a made-up one of each kind; each is one file."""
    home = tmp_path_factory.mktemp("copy")
    for folder in ("cfdiag", "questionnaires", "templates"):
        shutil.copytree(ROOT / folder, home / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in MADE_UP.items():
        assert not (home / name).exists()
        (home / name).write_text(text, encoding="utf-8")
    text = (ROOT / "templates/new-questionnaire.yaml").read_text(encoding="utf-8")
    (home / "questionnaires/made-up.yaml").write_text(text.replace("new-questionnaire", "made-up"))
    (home / "work").mkdir()
    (home / "work/moody.yaml").write_text(MOODY, encoding="utf-8")
    return home


@pytest.fixture
def cfdiag(copy: Path):
    """Runs a command line of the copy."""

    def call(*arguments: str, **environment: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "cfdiag", *arguments],
            capture_output=True,
            encoding="utf-8",
            cwd=copy / "work",
            env={**os.environ, "PYTHONPATH": str(copy), "COLUMNS": "100", **environment},
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout + done.stderr

    return call


@pytest.fixture
def interview(cfdiag, copy: Path) -> str:
    """An interview of a shipped questionnaire."""
    file = copy / "work/it.json"
    if not file.exists():
        (copy / "work/answers.yaml").write_text("information_shared: {value: 2, importance: 5}\n")
        cfdiag(*("interview", "silo-busting", "--group", "internal"),
               *("--answers", "answers.yaml", "--output", "it.json"))  # fmt: skip
    return str(file)


def completed(cfdiag, line: str) -> list[str]:
    words = line.split(" ")
    return cfdiag(_CFDIAG_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1)).split()


def test_a_command_is_one_file(cfdiag):
    shown = cfdiag("--help")
    see = shown.split("\nSee:\n")[1].split("\n\n")[0]
    assert re.findall(r"^  (\w+)", see, re.MULTILINE) == ["score", "report", "greet", "why", "compare"]
    assert "  greet    Say good day.\n" in see
    assert cfdiag("greet", "Ada") == "Good day, Ada!\n"
    assert "did you mean 'greet'?" in cfdiag("gret")
    assert "cfdiag greet Ada" in cfdiag("greet", "--help")


def test_a_command_is_listed_without_being_imported(cfdiag):
    others = cfdiag("--help").split("\nOthers:\n")[1]
    assert others == "  import  As Python keeps the word.\n"


def test_a_format_of_the_result_is_one_file(cfdiag, interview):
    assert cfdiag("score", interview, "--format", "shout") == "1 HEARD\n"
    assert "markdown, shout or text (default)" in " ".join(cfdiag("score", "--help").split())
    assert "did you mean 'shout'?" in cfdiag("score", interview, "--format", "shuot")
    assert completed(cfdiag, "cfdiag score --format s") == ["shout"]


def test_a_file_that_helps_others_is_no_format(cfdiag, interview):
    assert cfdiag("score", interview, "--format", "_helper") == (
        "error: --format cannot be '_helper'  [wrong-option]\n"
        "  = choose csv, github, json, junit, markdown, shout or text\n"
    )


def test_a_format_of_the_report_is_one_file(cfdiag, interview, copy):
    assert re.match(r"PLAN STOP \d+ STOP", cfdiag("report", interview, "-q", "--format", "telegram"))
    cfdiag("report", interview, "-q", "-o", "plan.tlg")
    assert (copy / "work/plan.tlg").read_text().startswith("PLAN STOP")
    done = cfdiag("report", interview, "-q", "--format", "telegram", "--template", "manager-page")
    assert done == "PLAN STOP manager-page STOP"
    assert "pdf or telegram" in " ".join(cfdiag("report", "--help").split())
    assert completed(cfdiag, "cfdiag report --format tele") == ["telegram"]


def test_a_page_is_one_file(cfdiag, interview):
    made = cfdiag(*("report", interview, "-q", "--date", "2026-11-26"),
                  *("--format", "markdown", "--template", "postcard"))  # fmt: skip
    assert made == "# Actions, 26 November 2026\n"
    assert "panel-run-sheet, postcard or territory-plan" in cfdiag("report", "--help")
    assert completed(cfdiag, "cfdiag report --template post") == ["postcard"]
    assert cfdiag("report", interview, "-q", "--template", "postcard") == (
        "error: the page 'postcard' cannot be made as html  [wrong-option]\n"
        "  = make it as markdown or telegram\n"
    )


def test_a_schema_is_one_file(cfdiag):
    assert cfdiag("schema", "postcard") == '{\n  "title": "cfdiag postcard"\n}\n'
    assert "interview|postcard|questionnaire" in cfdiag("schema", "--help")
    assert completed(cfdiag, "cfdiag schema post") == ["postcard"]


def test_a_question_type_is_one_file(cfdiag, copy):
    assert "no faults" in cfdiag("check", "moody.yaml")
    schema = cfdiag("schema", "questionnaire")
    assert '"mood",' in schema
    assert "both at once can be answered" in schema
    near = ("--questionnaires", ".")
    assert "today (mood)" in cfdiag("show", "moody", *near)
    (copy / "work/moods.yaml").write_text("{today: UP, last_week: level}", encoding="utf-8")
    cfdiag(*("interview", "moody", "--group", "internal", *near),
           *("--answers", "moods.yaml", "--output", "mood.json"))  # fmt: skip
    assert ",dimension,mood,Mood,score,75.0," in cfdiag("score", "mood.json", *near, "--format", "csv")
    assert "1 of 1: Up" in cfdiag("report", "mood.json", *near, "--format", "markdown")
    assert "[question today]\n    100.0 points; weight 1\n    up  mood.json:" in cfdiag(
        "why", "mood.json", "mood", *near
    )


def test_a_type_that_nobody_knows_is_refused_by_name(cfdiag, copy):
    (copy / "work/other.yaml").write_text(MOODY.replace("type: mood,", "type: moods,"), encoding="utf-8")
    assert "did you mean 'mood'?" in cfdiag("check", "other.yaml")


def test_a_diagnostic_is_one_file(cfdiag):
    assert "made-up" in cfdiag("list", "-q").split()
    assert "made-up 0.1.0\n" in cfdiag("show", "made-up")
    assert completed(cfdiag, "cfdiag show made") == ["made-up"]


def test_a_kind_of_finding_is_one_file(cfdiag, interview):
    (found,) = json.loads(cfdiag("score", interview, "--format", "json"))["questionnaires"]
    assert [each["text"] for each in found["findings"] if each["kind"] == "silence"] == ["Silence: 1 heard."]
    assert "Silence: 1 heard." in cfdiag("score", interview, "-q")
    assert "Silence: 1 heard." in cfdiag("report", interview, "-q", "--format", "markdown")


def test_a_format_of_faults_is_one_file(cfdiag, copy):
    (copy / "work/empty.yaml").write_text("")
    assert cfdiag("check", "empty.yaml", "-q", "--format", "shout") == "EMPTY-FILE\n"
    assert completed(cfdiag, "cfdiag check --format s") == ["shout"]
