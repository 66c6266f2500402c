"""Advice on what a questionnaire says: one rule a file, and the folder is the table.

Warnings only. The name of a rule is the code of its warning, with `_` for `-`. It is answered where it
stands, with a reason: `accept: {code: why}` on the question, section, scale, group, dimension, finding or
action, or at the top of the file where it is meant everywhere. What is said of a question may be answered on
its section, its scale and its dimension as well, and what one group hears on that group. `docs/advice.md`
shows each with a text before and after. A file whose name begins with `_` is no rule but what several share.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from cfdiag.documents.faults import suggest
from cfdiag.documents.records import Record
from cfdiag.formats.questionnaire.build import Builder
from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript
from cfdiag.formats.questionnaire.translations import ACCEPTED_AT_THE_TOP
from cfdiag.ground.codes import Code
from cfdiag.ground.folder import Folder
from cfdiag.model.questionnaire import Questionnaire

ENTRY = ("CODE", "WHY", "EXAMPLES", "find")
"""What each file of this folder brings: the names of `LintRule`."""


class LintRule(Protocol):
    """What the file of a rule holds."""

    CODE: Code
    """Of its warning: the name of the file."""
    WHY: str
    """What goes wrong in the talk or in the figures where it is not heeded; one or two sentences."""
    EXAMPLES: tuple[tuple[str, str], ...]
    """A piece of a questionnaire that it warns about, and the same without a warning: in the order of
    `LANGUAGES` one of each language whose words it knows."""

    @staticmethod
    def find(manuscript: Manuscript) -> Iterator[Advised]:
        """Everything that it has to say of a questionnaire without errors."""


RULES = Folder[LintRule](__name__)
"""`{name: its module}`, imported when it is looked up."""

CODES = tuple(name.replace("_", "-") for name in RULES)
"""The codes that can be accepted, from the names of the files."""


def check_content(questionnaire: Questionnaire, builder: Builder) -> None:
    """Note advice on a questionnaire without errors."""
    _check_answers(builder)
    manuscript = Manuscript(questionnaire, builder)
    for name in RULES:
        rule = RULES[name]
        for found in rule.find(manuscript):
            around = [each for record in found.records for each in manuscript.around(record)]
            records = (*found.records, *around, builder.record)
            if not any(rule.CODE in record.get("accept", {}) for record in records):
                hint = f"{found.hint}; or say why it is meant: accept: {{{rule.CODE}: …}}"
                builder.faults.add(rule.CODE, found.message, found.at, hint, "warning")


def explained(code: str) -> LintRule | None:
    """The rule of a code; None where there is none."""
    return RULES[code.replace("-", "_")] if code in CODES else None


def _check_answers(builder: Builder) -> None:
    """Note what is accepted and is no advice, and what is accepted without a reason."""
    for record in _places(builder):
        for code, (at, reason) in record.get("accept", {}).items():
            if code == ACCEPTED_AT_THE_TOP and record is not builder.record:
                hint = "write it at the top of the file, where it holds for all texts"
                builder.faults.add(Code.BAD_VALUE, f"'{code}' is not accepted here", at, hint)
            elif code not in (*CODES, ACCEPTED_AT_THE_TOP):
                hint = suggest(code, CODES, "codes")
                builder.faults.add(Code.UNKNOWN_CODE, f"there is no content warning '{code}'", at, hint)
            elif not reason:
                message, hint = f"no reason is given why '{code}' is accepted", f"accept: {{{code}: why}}"
                builder.faults.add(Code.NO_REASON, message, at, hint, "warning")


def _places(builder: Builder) -> Iterator[Record]:
    """Every record that can answer advice."""
    yield builder.record
    for key in ("groups", "scales", "dimensions"):
        yield from builder.record.get(key, {}).values()
    for kept in (builder.sections, builder.questions, builder.rules):
        yield from kept.values()
