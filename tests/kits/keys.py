"""One key of a questionnaire in every place: read, shown, asked, scored, reported, explained."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import jsonschema

from cfdiag.cli.commands.schema import SCHEMAS
from cfdiag.documents.nodes import to_plain
from cfdiag.documents.yaml import read_yaml
from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.interview.state import begin
from cfdiag.model.interview import Respondent
from kits.command import Command, Done
from kits.screen import look, session

PLACES = (
    "check",
    "schema",
    "show",
    "plain",
    "screen",
    "answers",
    "score",
    "markdown",
    "html",
    "docx",
    "json",
    "why",
)

FRAME = """\
cfdiag: 1
id: keyed
version: 1.0.0
title: Keyed
groups: {customer: {side: customer, title: Customers}}
scales:
  five: {min: 1, max: 5, labels: {1: Poor, 5: Good}}
"""


@dataclass(frozen=True)
class Case:
    """A questionnaire that uses a key, what is given to it, and what each place then says."""

    rest: str
    """The questionnaire's keys beside those of FRAME."""
    given: dict[str, object]
    """The answers, as a file of `--answers`."""
    typed: str
    """What is typed in plain mode."""
    pressed: str
    """The keys that are pressed on the screen."""
    target: str
    """What `why` is asked for."""
    says: dict[str, str | tuple[str, ...]]
    """What stands in what each place says; `re:` before a pattern."""
    silent: dict[str, str] = field(default_factory=dict)
    """The places that say nothing of it, and why that is right."""
    people: int = 6
    form: Literal["full", "essentials"] = "full"
    """Which questions are to be asked."""
    at: str = ""
    """The page of the screen where the keys are pressed."""


def walk(case: Case, cfdiag: Command, folder: Path) -> dict[str, str]:
    """What each place says."""
    text = FRAME + case.rest
    (folder / "qs").mkdir()
    (folder / "in").mkdir()
    (folder / "qs" / "keyed.yaml").write_text(text, encoding="utf-8")
    said = {"check": _all(cfdiag("check", "qs")), "schema": _schema(text)}
    here = ("--questionnaires", "qs")
    said["show"] = _all(cfdiag("show", "keyed", *here))
    who = (*here, "--group", "customer", "--consent", "named")
    who += ("--essentials",) if case.form == "essentials" else ()
    typed = cfdiag("interview", "keyed", *who, "--accessible", "-o", "plain.json", stdin=case.typed.encode())
    saved = Path("plain.json")
    said["plain"] = _all(typed) + (saved.read_text(encoding="utf-8") if saved.exists() else "")
    begun = begin(
        read_questionnaire(text.encode(), "keyed.yaml"),
        id="0197a000-0000-7000-8000-000000000001",
        respondent=Respondent(group="customer"),
        started="2026-11-22T09:00:00Z",
        form=case.form,
    )
    held = session(read_questionnaire(text.encode(), "keyed.yaml"), answers=begun)
    said["screen"] = look(case.pressed, held, go_to=case.at).display
    for n in range(case.people):
        name = ("--respondent", f"Ann {n}", "-o", f"in/{n}.json", "-q")
        done = cfdiag(
            "interview", "keyed", *who, *name, "--answers", "-", stdin=json.dumps(case.given).encode()
        )
        assert done.code == 0, done.err
    said["answers"] = Path("in/0.json").read_text(encoding="utf-8")
    said["score"] = _all(cfdiag("score", "in", *here, "--format", "json", "-q"))
    for format_ in ("markdown", "html", "json"):
        said[format_] = _all(cfdiag("report", "in", *here, "--format", format_, "-q"))
    cfdiag("report", "in", *here, "-o", "plan.docx", "-q")
    said["docx"] = _words(Path("plan.docx").read_bytes())
    said["why"] = _all(cfdiag("why", "in", case.target, *here))
    return said


def missing(case: Case, said: dict[str, str]) -> str:
    """What should be said somewhere and is not, with what is said there instead."""
    found: list[str] = []
    for place, wanted in case.says.items():
        for words in (wanted,) if isinstance(wanted, str) else wanted:
            # Some outputs keep the narrow space between thousands, others have a plain one.
            said[place] = said[place].replace("\u202f", " ")
            there = re.search(words[3:], said[place]) if words[:3] == "re:" else words in said[place]
            if not there:
                found.append(f"--- {place} does not say {words!r}:\n{said[place][-2000:]}")
    return "\n".join(found)


def _all(done: Done) -> str:
    return done.out + done.err


def _schema(text: str) -> str:
    document = read_yaml(text.encode(), "keyed.yaml")
    assert document.root is not None
    checker = jsonschema.Draft202012Validator(SCHEMAS["questionnaire"]())
    faults = [error.message for error in checker.iter_errors(to_plain(document.root))]
    return "; ".join(faults) or "accepted"


def _words(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        xml = package.read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", "\n", xml))
