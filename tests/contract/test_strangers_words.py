"""A stranger's words in every place they can stand, through every output: they stay words.

What an output is made of, its elements, cells, lines and blocks, is the same as with harmless words of the
same length in their place.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import itertools
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
from kits.strangers import DAY, strange_folder
from markdown_it import MarkdownIt

from cfdiag.cli import run
from cfdiag.ground.safe import safe

pytestmark = pytest.mark.timeout(300)  # seventy commands each

MARKUP = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>\"><svg onload='x'> </title></style> &lt;b&gt; ]]>",
    "[x](javascript:alert(1)) ![y](http://evil.example/z.png) <http://evil.example> **b** `c` ~~d~~ _e_ \\",
    "::error::x%0A::stop-commands::y {{ 7 * 7 }} {% raw %} %s {0} ${HOME} $(id) [red]r[/red] [/b]",
)
BEGINNINGS = (
    *("# heading", "| a | b |", "> quote", "- item", "* item", "1. one", "1) one", "```code", "~~~", "***"),
    *("=== b", "[a]: b", "    code", "<div>"),
)
LINES = (
    "one\n# two\n\n- three\n1. four\n> five\n\n    six\n---\n| a | b |\n| - | - |\n```\n\n<div>\n\n[a]: b\n=1"
)
FORMULAS = ("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠a", "\t=1")
STEERING = (
    "\x1b[31mred\x1b[0m\x1b]52;c;ZXZpbA==\x07\u202eback\u2066\u2028\x85\ufffe\uffff\U0001fffe\ufdd0\U000e0041"
    "\u200d\u200d\u200d\u200d\u200d\x9b31m\0\r\x08end"
)

SCORE = ("text", "json", "csv", "markdown", "junit", "github")
REPORT = ("html", "markdown", "json", "docx", "pptx", "pdf")
LETTER = "report interviews -q --template customer-letter --account acc --audience customer"
LINES_BY_NAME = {
    **{f"score {name}": f"score interviews -q --format {name}" for name in SCORE},
    "score each": "score interviews -q --format csv --each --by department",
    "score full": "score interviews -v --by organisation",
    "score comments": "score interviews -q --format json --comments --each",
    **{f"report {name}": f"report interviews -q --format {name}" for name in REPORT},
    "report by": "report interviews -q --format html --by organisation --by account",
    "report customer": "report interviews -q --format markdown --audience customer",
    "letter html": f"{LETTER} --format html",
    "letter markdown": f"{LETTER} --format markdown",
    "managers": "report interviews -q --template board --format html",
    **{f"check {name}": f"check . --format {name}" for name in ("text", "json", "github")},
    **{f"why {target}": f"why interviews {target}" for target in ("overall", "d", "one", "act", "f")},
    "compare": "compare interviews interviews",
    **{f"comments {name}": f"comments interviews --format {name}" for name in ("text", "csv", "json")},
    "form": "form strange --group customer --output -",
    **{f"status {name}": f"status . --format {name}" for name in ("text", "json", "csv")},
    "list": "list",
    "show": "show strange",
}
COMMANDS = {
    name: tuple(line.split())
    for name, line in LINES_BY_NAME.items()
    if "pdf" not in name or (shutil.which("pdfinfo") and importlib.util.find_spec("weasyprint"))
}
PDF = [name for name, words in COMMANDS.items() if "pdf" in words]
BINARY = frozenset({"docx", "pptx", "pdf"})
"""Formats that are no text."""


class Said(NamedTuple):
    """What a command printed."""

    out: bytes
    err: str


Commands = Callable[[Path, str], Said]


@pytest.fixture
def commands(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Commands:
    """A function that runs one of the commands in a folder."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")

    def call(folder: Path, name: str) -> Said:
        monkeypatch.chdir(folder)
        dated = ("--date", DAY) if COMMANDS[name][0] in ("score", "report", "status") else ()
        code = run([*COMMANDS[name], *dated])
        shown = capfdbinary.readouterr()
        assert code in (0, 1, 2), (name, shown.err)
        assert b"fault of cfdiag" not in shown.err, name
        return Said(shown.out, shown.err.decode())

    return call


def harmless(words: str) -> str:
    """Words of the same length that mean nothing to any format."""
    return re.sub(r"[^\w\s]", "x", words.strip())


class Elements(HTMLParser):
    """The elements of a page with the names of their attributes; of a drawing only which kinds it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.drawn: set[tuple[str, ...]] = set()
        self.links: list[str] = []
        self.depth = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag == "svg"
        element = (tag, *sorted(name for name, _ in attrs))
        if self.depth:
            self.drawn.add(element)
        else:
            self.found.append(element)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action", "data")]

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "svg"


def of_html(out: bytes) -> object:
    page = Elements(out.decode())
    assert all(link.startswith(("#", "data:")) for link in page.links)
    return page.found, page.drawn


def of_markdown(out: bytes) -> object:
    """The blocks, and what stands within their lines."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(out.decode())
    return [
        (token.type, token.tag, [(part.type, part.tag) for part in _merged(token.children or [])])
        for token in tokens
    ]


def _merged(parts: list) -> list:
    """Neighbouring texts as one: an escape ends a text and begins another."""
    return [
        p
        for n, p in enumerate(parts)
        if p.type not in ("text", "text_special")
        or n == 0
        or parts[n - 1].type not in ("text", "text_special")
    ]


def of_csv(out: bytes) -> object:
    rows = list(csv.reader(io.StringIO(out.decode("utf-8-sig")), strict=True))
    assert not any(re.match(r"[=+@＝＋－＠\t\r\n]|-(?!\d)", cell) for row in rows for cell in row)
    return [len(row) for row in rows]


def of_xml(out: bytes) -> object:
    return [(element.tag, sorted(element.attrib)) for element in ET.fromstring(out).iter()]  # noqa: S314  our own


def of_lines(out: bytes) -> object:
    """A runner's commands: one a line."""
    lines = out.decode().splitlines()
    assert all(re.match(r"::(error|warning|notice)( |::)", line) for line in lines)
    return [re.split("[ :]", line[2:])[0] for line in lines]


def of_json(out: bytes) -> object:
    """The keys and the kinds of values."""
    return (
        json.loads(out, object_pairs_hook=lambda pairs: ["map", *(value for _, value in pairs)]) is not None
    )


def of_docx(out: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(out)) as parts:
        assert not any(
            b"Hyperlink" in parts.read(name) for name in parts.namelist() if name.endswith(".rels")
        )
        return [element.tag for element in ET.fromstring(parts.read("word/document.xml")).iter()]  # noqa: S314


def of_pptx(out: bytes) -> object:
    """The elements of every slide and picture, no address that leads out, and no cell that reckons."""
    found = []
    with zipfile.ZipFile(io.BytesIO(out)) as parts:
        for name in parts.namelist():
            data = parts.read(name)
            assert b"hlink" not in data or not name.startswith("ppt/slides/"), name
            assert not (name.endswith(".rels") and b"External" in data), name
            if re.fullmatch(r"ppt/(slides|charts)/\w+\.xml", name):
                found.append([element.tag for element in ET.fromstring(data).iter()])  # noqa: S314  our own
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(data)) as book:
                    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    return found


def of_pdf(out: bytes) -> object:
    """The elements that a screen reader meets, and no address that leads out."""
    told = subprocess.run(["pdfinfo", "-struct", "-"], input=out, capture_output=True, check=True).stdout
    assert b"/URI" not in out
    kinds = [line.strip().split(" ")[0] for line in told.decode().splitlines()]
    # Where a line or a page ends, and with it how many pieces a paragraph, a list or a table has, is a matter
    # of letters; how many lists and tables there are is seen in HTML, out of which the pages are made.
    whole, in_pieces = ("H1", "H2", "H3", "Figure", "Link"), {"Table", "TR", "TH", "TD", "L", "LI"}
    # So is a heading that goes over the end of a page: it is one more of its kind right behind the first.
    found = [kind for kind, _ in itertools.groupby(kind for kind in kinds if kind in whole)]
    return found, in_pieces.intersection(kinds)


def of_text(out: bytes) -> object:
    return safe(out.decode()) == out.decode()


SHAPES: dict[str, Callable[[bytes], object]] = {
    "html": of_html,
    "markdown": of_markdown,
    "csv": of_csv,
    "junit": of_xml,
    "github": of_lines,
    "json": of_json,
    "docx": of_docx,
    "pptx": of_pptx,
    "pdf": of_pdf,
}


def shape(name: str, said: Said) -> object:
    """What an output is made of."""
    words = COMMANDS[name]
    return SHAPES.get(words[words.index("--format") + 1] if "--format" in words else "", of_text)(said.out)


def texts_of(name: str, said: Said) -> list[str]:
    """What of it is text; a table may begin with a mark, and end its lines, as spreadsheets do."""
    binary = BINARY.intersection(COMMANDS[name])
    return [said.err] if binary else [said.err, said.out.decode("utf-8-sig").replace("\r\n", "\n")]


def alike(folder: Path, commands: Commands, names: list[str], *, asked: str, said: str) -> None:
    strange = strange_folder(folder / "strange", asked, said)
    plain = strange_folder(folder / "plain", harmless(asked), harmless(said))
    for name in names:
        with_words, without = commands(strange, name), commands(plain, name)
        assert shape(name, with_words) == shape(name, without), name
        for text in texts_of(name, with_words):
            assert safe(text) == text, name


@pytest.mark.parametrize("words", MARKUP, ids=["html", "markdown", "commands"])
def test_no_words_become_anything_else(tmp_path: Path, commands: Commands, words: str) -> None:
    alike(
        tmp_path, commands, [name for name in COMMANDS if name not in PDF], asked=asked_in(words), said=words
    )


@pytest.mark.skipif(not PDF, reason="no WeasyPrint, or nothing that reads a PDF")
def test_no_words_become_anything_else_in_a_pdf(tmp_path: Path, commands: Commands) -> None:
    """All of them at once: to set a report takes as long as everything else that is made of it."""
    words = " ".join(MARKUP)
    alike(tmp_path, commands, PDF, asked=asked_in(words), said=words)


def asked_in(words: str) -> str:
    """The same in a questionnaire, which fills in what stands in braces, or refuses it."""
    return words.replace("{{", "{").replace("{%", "{")


TABLES = [name for name, words in COMMANDS.items() if "csv" in words]
MARKDOWN = [name for name, words in COMMANDS.items() if "markdown" in words]


@pytest.mark.parametrize("words", BEGINNINGS)
def test_a_word_at_the_beginning_of_a_line_makes_no_block(
    tmp_path: Path, commands: Commands, words: str
) -> None:
    names = ["report markdown", "score markdown"]
    alike(tmp_path, commands, names, asked=words.strip(), said=words)


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_is_a_formula(tmp_path: Path, commands: Commands, words: str) -> None:
    alike(tmp_path, commands, TABLES, asked=words.strip(), said=words)


def test_lines_of_a_remark_make_no_blocks(tmp_path: Path, commands: Commands) -> None:
    alike(
        tmp_path,
        commands,
        [*MARKDOWN, "report html", "report docx", "report pptx"],
        asked="words",
        said=LINES,
    )


def test_nothing_steers_what_shows_it(tmp_path: Path, commands: Commands) -> None:
    folder = strange_folder(tmp_path / "strange", "words", STEERING)
    for name in list(COMMANDS):
        said = commands(folder, name)
        shape(name, said)
        assert all(safe(text) == text for text in texts_of(name, said)), name
