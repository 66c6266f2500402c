"""A language that is dropped in as one file works from the command line, or says what it lacks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import cfdiag
from cfdiag.ground.files import shipped
from cfdiag.locales.catalogue import LANGUAGES

ESPERANTO = """\
format:
  decimal: ","
  thousands: "."
  quotes: [„, “]
  date: "la {day} de {month} {year}"
  months: [jan, feb, mar, apr, maj, jun, jul, aŭg, sep, okt, novembro, dec]
  yes: [Jes, j]
  no: [Ne, "n"]
  and: kaj
  or: aŭ
Questionnaire: Demandaro
"{n} interview": "{n} intervjuo"
"{n} interviews": ["{n} intervjuo", "{n} intervjuoj"]
"""


class Copy:
    """A copy of the package, and its command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1", "COLUMNS": "80"}
        shutil.copytree(
            Path(cfdiag.__file__).parent, folder / "cfdiag", ignore=shutil.ignore_patterns("__pycache__")
        )
        for name in ("questionnaires", "templates"):
            if not (folder / "cfdiag" / name).is_dir():
                shutil.copytree(shipped(name), folder / name)

    def language(self, text: str) -> None:
        (self.folder / "cfdiag" / "locales" / "eo.yaml").write_text(text, encoding="utf-8")

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "cfdiag", *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy(tmp_path_factory.mktemp("copy"))


def test_a_new_language_is_one_file(copy: Copy) -> None:
    copy.language(ESPERANTO)
    assert copy("list", "--language", "eo")[1].startswith("Demandaro")
    *others, last = sorted({*LANGUAGES, "eo"})
    assert f"{', '.join(others)} or {last}; else the engagement's." in " ".join(
        copy("score", "--help")[1].split()
    )
    code, _, faults = copy("demo", "shown", "--language", "eo")
    assert (code, faults) == (0, "wrote shown\n")
    report = (copy.folder / "shown" / "report.md").read_text(encoding="utf-8")
    assert "la 20 de novembro 2026 · internal edition" in report
    assert "76 intervjuoj" in report
    assert " kaj " in report
    assert "internal edition" in report, "a sentence that is missing stays English"


QUESTIONNAIRE = """\
cfdiag: 1
id: demandoj
version: 1.0.0
title: Demandoj
language: eo
groups: {ni: {title: Ni, side: inside}}
scales: {three: {min: 1, max: 3, labels: {1: Malbone, 3: Bone}}}
sections:
  - id: first
    title: Unue
    questions:
      - {id: agrees, type: yes_no, ask: Ĉu vi konsentas?}
      - {id: size, type: number, ask: Kiom?}
      - {id: seen, type: date, ask: Kiam?}
"""


def test_answers_are_typed_in_the_new_language(copy: Copy) -> None:
    copy.language(ESPERANTO)
    (copy.folder / "own").mkdir()
    (copy.folder / "own" / "demandoj.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (copy.folder / "respondoj.yaml").write_text('{agrees: "NE", size: "2,5", seen: 2026-11-22}')
    of = ("interview", "demandoj", "--questionnaires", "own", "--group", "ni", "--language", "eo")
    code, _, faults = copy(*of, "--answers", "respondoj.yaml", "--output", "it.json")
    assert code == 0, faults
    answers = json.loads((copy.folder / "it.json").read_text(encoding="utf-8"))["answers"]
    assert {key: answer["value"] for key, answer in answers.items()} == {
        "agrees": "no",
        "size": 2.5,
        "seen": "2026-11-22",
    }
    talk = subprocess.run(
        [sys.executable, "-m", "cfdiag", *of, "--accessible", "--output", "talk.json"],
        input="jes\n12,25\n2026-11-22\nquit\n",
        cwd=copy.folder, env=copy.environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert "Saved: Jes" in talk.stdout, talk.stdout + talk.stderr
    assert "Saved: 12,25" in talk.stdout
    assert "Saved: la 22 de novembro 2026" in talk.stdout


def test_what_a_language_lacks_is_told_at_once(copy: Copy) -> None:
    lines = [
        line
        for line in ESPERANTO.splitlines()
        if line.split(":")[0].strip() not in ("decimal", "no", "months")
    ]
    copy.language("\n".join(lines))
    code, out, faults = copy("list", "--language", "eo")
    assert (code, out) == (2, "")
    file = copy.folder / "cfdiag" / "locales" / "eo.yaml"
    assert faults == (
        f"{file}:2:3: error: the format has no 'decimal'  [missing-key]\n"
        '  2 |   thousands: "."\n'
        "    |   ^\n"
        "  = decimal: the decimal sign, . or ,\n"
        f"{file}:2:3: error: the format has no 'months'  [missing-key]\n"
        '  2 |   thousands: "."\n'
        "    |   ^\n"
        "  = months: twelve, as they are written within a date\n"
        f"{file}:2:3: error: the format has no 'no'  [missing-key]\n"
        '  2 |   thousands: "."\n'
        "    |   ^\n"
        '  = no: what is shown, then what may be typed for it: ["No", "n"]\n'
    )
    assert copy("list", "--language", "nl")[0] == 0, "the others go on working"
    assert copy("--version")[0] == 0
