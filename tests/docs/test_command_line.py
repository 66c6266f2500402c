"""The lists of the page on the command line are those of the folders: commands, formats, pages, schemas."""

import itertools
import os
import re
from pathlib import Path

from cfdiag.cli.delivering import SCORE_FORMATS as RESULTS
from cfdiag.cli.listing import listings
from cfdiag.formats.library import Library
from cfdiag.formats.schemas import SCHEMAS
from cfdiag.locales.catalogue import LANGUAGES
from cfdiag.questions import TYPES
from cfdiag.render.faults import FAULT_FORMATS as FAULTS
from cfdiag.render.pages import PAGES
from cfdiag.render.report import REPORT_FORMATS as REPORTS

PAGE = Path(__file__).parents[2] / "docs" / "command-line.md"


def lists() -> str:
    lines = ["", "| command | does |", "| --- | --- |"]
    for group, commands in itertools.groupby(listings(), lambda each: each.group):
        lines += [f"| *{group}* | |", *(f"| `cfdiag {each.name}` | {each.line} |" for each in commands)]
    lines += ["", "| of | there are |", "| --- | --- |"]
    for what, names in (
        ("`cfdiag score --format`", RESULTS),
        ("`cfdiag report --format`", REPORTS),
        ("`cfdiag report --template`", PAGES),
        ("`cfdiag check --format`", FAULTS),
        ("`cfdiag schema`", SCHEMAS),
        ("`--language`", LANGUAGES),
        ("question types", TYPES),
        ("questionnaires", Library().ids()),
    ):
        lines.append(f"| {what} | {' · '.join(f'`{name}`' for name in names)} |")
    return "\n".join([*lines, ""])


def test_the_page_lists_what_there_is():
    text = PAGE.read_text(encoding="utf-8")
    expected = re.sub(
        r"(<!-- what there is -->).*(<!-- end of what there is -->)",
        lambda found: found[1] + lists() + found[2],
        text,
        flags=re.DOTALL,
    )
    if os.environ.get("CFDIAG_REBASELINE"):
        PAGE.write_text(expected, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == expected
