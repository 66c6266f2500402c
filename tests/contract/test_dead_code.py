"""Nothing is left over: names that nobody uses, sentences that nobody says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from vulture import Vulture

import cfdiag
from cfdiag.ground.codes import Code
from cfdiag.ground.files import shipped
from cfdiag.locales.catalogue import BASE, LANGUAGES, locale_for

PACKAGE = Path(cfdiag.__file__).parent

USED_ELSEWHERE = {
    "__getattr__": "Python asks it for names of the package",
    "__dir__": "Python asks it for names of the package",
    "__call__": "calling a locale says a sentence",
    "__init_subclass__": "Python calls it for each question type",
    "_missing_": "the enum asks it for words of 0.1",
    "_": "key bindings: the decorator takes the function",
    "_root": "typer calls it",
    "list_commands": "click asks it for the commands",
    "format_commands": "click asks it for the help",
    "to_dict": "for programs: docs/library.md",
    "encode_block": "the form does it in the browser; tests do it as the form does",
    "hold": "plain/pages is a table: looked up by the kind of page",
    "TYPE": "questions is a table",
    "PROFILE": "profiles is a table",
    "SENTENCES": "findings is a table",
    "apply_transformation": "prompt_toolkit calls it",
    "timeoutlen": "prompt_toolkit reads it",
    "ttimeoutlen": "prompt_toolkit reads it",
    "before_render": "prompt_toolkit reads it",
    "unproven": "words.yaml says which languages nobody has proofread; its test reads it",
    "handovers_note": "templates read it",
    "territory_plan": "templates read it",
    "meta": "templates read it",
    "promise_ledger": "templates read it",
    "handover_accounts": "the heads of pages name it",
    **dict.fromkeys(
        (
            *("page_height", "page_width", "left_margin", "right_margin", "bottom_margin", "top_margin"),
            *("space_after", "keep_with_next", "autofit", "alignment", "line_spacing", "italic"),
            *("footer_distance", "is_linked_to_previous", "created", "modified", "last_printed"),
            *("last_modified_by", "keywords", "content_status", "revision"),
        ),
        "python-docx reads it",
    ),
    **dict.fromkeys(
        (
            *("_blob", "has_major_gridlines", "has_title", "horz_banding", "include_in_layout", "major_unit"),
            *("margin_bottom", "margin_left", "margin_right", "margin_top", "maximum_scale", "minimum_scale"),
            *("number_format", "number_format_is_linked", "word_wrap"),
        ),
        "python-pptx reads it",
    ),
    **dict.fromkeys(("handle_starttag", "handle_endtag", "handle_data"), "html.parser calls it"),
    "compress_type": "zipfile reads it",
}
"""What vulture takes for dead, and who uses it."""


def unused() -> Iterator[str]:
    """Names that nothing in the package uses."""
    search = Vulture()
    search.scavenge([str(PACKAGE)])
    for found in search.get_unused_code(min_confidence=60):
        place = Path(found.filename).resolve().relative_to(PACKAGE)
        # The structs of `model` are file formats and what templates see: written and read whole. Codes have
        # a test of their own, and some are put together from two words.
        of_a_format = place.parts[0] == "model" and found.typ == "variable"
        if not of_a_format and found.name not in USED_ELSEWHERE and found.name not in Code.__members__:
            yield f"{place}:{found.first_lineno}: {found.name}"


def test_no_name_is_left_that_nobody_uses() -> None:
    assert list(unused()) == []


def test_what_is_excused_is_there() -> None:
    """An excuse for nothing hides the next one of that name."""
    sources = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    assert [name for name in USED_ELSEWHERE if not re.search(rf"\b{name}\b", sources)] == []


def said() -> tuple[set[str], list[re.Pattern[str]]]:
    """Every text in the sources, and a pattern for each that is put together."""
    whole: set[str] = set()
    made: list[re.Pattern[str]] = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole |= {node.value, node.value.replace("_", " ")}  # a code said as its words
            elif isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
                if any(len(part.strip()) > 4 for part in parts if part is not None):  # more than punctuation
                    made.append(
                        re.compile("".join(".+" if part is None else re.escape(part) for part in parts))
                    )
    return whole, made


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != BASE])
def test_no_sentence_is_translated_that_nobody_says(language: str) -> None:
    whole, made = said()
    files = [path for path in shipped("templates").rglob("*") if path.is_file()]
    templates = "".join(path.read_text(encoding="utf-8") for path in files)
    known = locale_for(language).sentences
    assert len(known) > 200
    remark = "# {}\n".format  # of a file that `init` writes in the engagement's language
    left = [s for s in known if s not in whole and f'"{s}"' not in templates and remark(s) not in templates]
    assert [s for s in left if not any(pattern.fullmatch(s) for pattern in made)] == []
