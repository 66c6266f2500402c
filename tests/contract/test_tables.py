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
from kits.screen import ENTER
from kits.terminal import Terminal

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
    "cfdiag/cli/commands/lambda_.py": '"""As Python keeps the word."""\nimport no_such_module\n',
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
shows: board
needs: interviews
#}
# {{ _("Actions") }}, {{ view.cover.date }}
""",
    "cfdiag/questions/mood.py": '''\
"""A mood, as one of three words."""

from cfdiag.questions._type import OwnKey, MismatchError, QuestionType

WORDS = ("down", "level", "up")


class Mood(QuestionType):
    page = "dial"
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
    "cfdiag/interview/face/pages/dial.py": '''\
"""A dial: the answers around a hand."""

from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.page_model import Body, ListedOption
from cfdiag.interview.face.pages._page import QuestionPart


class DialBody(Body, frozen=True):
    options: tuple[ListedOption, ...]

    def numbered(self):
        return self.options


def present(words, entries, entry, draft):
    options = words.options(entry.step.question)
    body = DialBody(tuple(ListedOption(id_, label, chosen=id_ == entry.value) for id_, label in options))
    return QuestionPart(body=body, ask=words.asked(entry.step), actions=frozenset({Act.DIGIT, Act.MOVE}))
''',
    "cfdiag/interview/screen/pages/dial.py": """\
from cfdiag.interview.screen.options_page import OptionsPage


class Page(OptionsPage):
    picked = None

    def lines(self, cells):
        return [[("", " ".join(f"<{o.label}>" if o.id == self.picked else o.label for o in self.options))]]

    def take(self):
        self.picked = self.ids[self.at]

    def clear(self):
        self.picked = None

    def given(self):
        return self.picked
""",
    "cfdiag/interview/plain/pages/dial.py": """\
from cfdiag.interview.plain.question import ask_value, hold_question


def hold(talk):
    talk.lines.say("Turn the dial.")
    hold_question(talk, ask_value)
""",
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
    "cfdiag/batch/engines/backwards.py": """\
from contextlib import contextmanager

from cfdiag.batch.elsewhere import on_mapped
from cfdiag.batch.engines import OpenEngine


@contextmanager
def engine(behind, silence):
    yield OpenEngine(on_mapped(lambda do, works: map(do, works[::-1])))
    print(f"done at {behind}")
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
actions:
  - id: go_out
    when: score.mood < 90
    because: [today]
    title: Go out together
    why: To see the sun
    first_step: Open the door
    owner: Whoever sits nearest
    measure: Seen
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
    text = (ROOT / "templates/new/en.yaml").read_text(encoding="utf-8")
    (home / "questionnaires/made-up.yaml").write_text(text.replace("new-questionnaire", "made-up"))
    (home / "work").mkdir()
    (home / "work/moody.yaml").write_text(MOODY, encoding="utf-8")
    return home


@pytest.fixture
def cfdiag(copy: Path):
    """Runs a command line of the copy."""

    def call(*arguments: str, stdin: str | None = None, **environment: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "cfdiag", *arguments],
            input=stdin,
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


@pytest.fixture
def mood(cfdiag, copy: Path) -> tuple[str, ...]:
    """An interview of made-up questions, and where its questionnaire is."""
    near = ("--questionnaires", ".")
    if not (copy / "work/mood.json").exists():
        (copy / "work/moods.yaml").write_text("{today: UP, last_week: level}", encoding="utf-8")
        cfdiag(*("interview", "moody", "--group", "internal", *near),
               *("--answers", "moods.yaml", "--output", "mood.json"))  # fmt: skip
    return ("mood.json", *near)


def completed(cfdiag, line: str) -> list[str]:
    words = line.split(" ")
    return cfdiag(_CFDIAG_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1)).split()


def test_a_command_is_one_file(cfdiag):
    shown = cfdiag("--help")
    see = shown.split("\nSee:\n")[1].split("\n\n")[0]
    assert re.findall(r"^  (\w+)", see, re.MULTILINE) == [
        "score",
        "report",
        "comments",
        "greet",
        "why",
        "compare",
    ]
    assert re.search(r"^  greet +Say good day\.$", see, re.MULTILINE)
    assert cfdiag("greet", "Ada") == "Good day, Ada!\n"
    assert "did you mean 'greet'?" in cfdiag("gret")
    assert "cfdiag greet Ada" in cfdiag("greet", "--help")


def test_a_command_is_listed_without_being_imported(cfdiag):
    others = cfdiag("--help").split("\nOthers:\n")[1]
    assert others == "  lambda  As Python keeps the word.\n"


def test_a_format_of_the_result_is_one_file(cfdiag, interview):
    assert cfdiag("score", interview, "--format", "shout") == "1 HEARD\n"
    assert "markdown, parquet, shout, text (default) or xlsx" in " ".join(cfdiag("score", "--help").split())
    assert "did you mean 'shout'?" in cfdiag("score", interview, "--format", "shuot")
    assert completed(cfdiag, "cfdiag score --format s") == ["shout"]


def test_a_file_that_helps_others_is_no_format(cfdiag, interview):
    assert cfdiag("score", interview, "--format", "_helper") == (
        "error: --format cannot be '_helper'  [wrong-option]\n"
        "  = choose csv, github, json, jsonl, junit, markdown, parquet, shout, text or xlsx\n"
    )


def test_a_format_of_the_report_is_one_file(cfdiag, interview, mood, copy):
    assert re.match(r"PLAN STOP \d+ STOP", cfdiag("report", interview, "-q", "--format", "telegram"))
    cfdiag("report", interview, "-q", "-o", "plan.tlg")
    assert (copy / "work/plan.tlg").read_text().startswith("PLAN STOP")
    done = cfdiag("report", *mood, "-q", "--format", "telegram", "--template", "board")
    assert done == "PLAN STOP board STOP"
    assert "pptx or telegram" in " ".join(cfdiag("report", "--help").split())
    assert completed(cfdiag, "cfdiag report --format tele") == ["telegram"]


def test_a_page_is_one_file(cfdiag, interview):
    made = cfdiag(*("report", interview, "-q", "--date", "2026-11-26"),
                  *("--format", "markdown", "--template", "postcard"))  # fmt: skip
    assert made == "# Actions, 26 November 2026\n\n<!-- cfdiag -->\n"
    told = " ".join(cfdiag("report", "--help").split()).replace("- ", "-")
    assert "panel-run-sheet, postcard, promise-ledger" in told
    assert completed(cfdiag, "cfdiag report --template post") == ["postcard"]
    assert cfdiag("report", interview, "-q", "--template", "postcard") == (
        "error: the page 'postcard' cannot be made as html  [wrong-option]\n"
        "  = make it as markdown or telegram\n"
    )


def test_a_schema_is_one_file(cfdiag):
    assert cfdiag("schema", "postcard") == '{\n  "title": "cfdiag postcard"\n}\n'
    assert "|postcard|" in cfdiag("schema", "--help")
    assert completed(cfdiag, "cfdiag schema post") == ["postcard"]


def test_a_question_type_is_one_file(cfdiag, mood):
    assert "no faults" in cfdiag("check", "moody.yaml")
    schema = cfdiag("schema", "questionnaire")
    assert '"mood",' in schema
    assert "both at once can be answered" in schema
    assert "today (mood)" in cfdiag("show", "moody", *mood[1:])
    assert ",dimension,mood,Mood,score,75.0," in cfdiag("score", *mood, "--format", "csv")
    assert "1 of 1: Up" in cfdiag("report", *mood, "--format", "markdown")
    assert "[question today]\n    100.0 points; weight 1\n    up  mood.json:" in cfdiag(
        "why", "mood.json", "mood", *mood[1:]
    )


def test_a_kind_of_page_is_what_is_on_it_and_a_file_for_each_way_to_hold_it(cfdiag, copy):
    near = ("--questionnaires", ".", "--group", "internal")
    said = cfdiag("interview", "moody", *near, "--accessible", "--output", "lines.json", stdin="up\nlevel\n")
    assert said.count("Turn the dial.\n") == 2
    assert "1. Down\n2. Level\n3. Up\nAnswer: Saved: up.\n" in said
    kept = (copy / "work/lines.open.jsonl").read_text()
    assert re.findall(r'"key":"(\w+)".*"value":"(\w+)"', kept) == [("today", "up"), ("last_week", "level")]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_kind_of_page_on_the_screen(copy):
    terminal = Terminal(
        *("moody", "--questionnaires", ".", "--group", "internal", "--output", "screen.json"),
        folder=copy / "work",
        PYTHONPATH=str(copy),
    )
    terminal.until("Enter begins").send(ENTER).until("Down Level Up").send("3").until("Down Level <Up>")
    terminal.send(ENTER).until("How was it last week?").send("1").until("<Down> Level Up").send(ENTER)
    terminal.until("Review").until("2 How was it last week?                  down").send("q").end()


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


def test_an_engine_is_one_file(cfdiag, interview):
    done = cfdiag("score", interview, "--engine", "backwards://home", "--format", "shout")
    assert done == "done at home\n1 HEARD\n"
    assert "backwards, local or sc, as in" in " ".join(cfdiag("score", "--help").split())
    assert completed(cfdiag, "cfdiag score --engine b") == ["backwards"]
    assert cfdiag("score", interview, "--engine", "backward://home") == (
        "error: --engine cannot be 'backward'  [wrong-option]\n  = did you mean 'backwards'?\n"
    )


def test_a_format_of_faults_is_one_file(cfdiag, copy):
    (copy / "work/empty.yaml").write_text("")
    assert cfdiag("check", "empty.yaml", "-q", "--format", "shout") == "EMPTY-FILE\n"
    assert completed(cfdiag, "cfdiag check --format s") == ["shout"]
