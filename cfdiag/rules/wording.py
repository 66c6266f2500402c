"""Texts of a questionnaire read into their tree: what this lets through can be said, whatever is filled in.

The syntax is the small part of Jinja's that is needed: `{{ name }}`, `default("…")`, `join("…")`, and
`{% if … %}` with the conditions of `when`. There is no loop, no filter on a filter, and an end to
everything, so a text costs what it shows.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from cfdiag.ground.diagnostics import closest
from cfdiag.model.expression import Const, Expression, Not
from cfdiag.model.wording import Branch, Either, Filled, WordingPart

MAX_WORDING_PARTS = 20
"""Names and branches in one text."""

_MAX_TAGS = 3 * MAX_WORDING_PARTS
"""With the ends of branches; more are not looked at."""

MAX_WORDING_DEPTH = 5
MAX_WORDING = 20_000
"""Of a text as it is written, and as it is said."""

FILTERS = ("default", "join")

_TAG = r"\{\{|\{%|\{#"
_ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_NAME = r"(?a)[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*"
_FILTER = r"""\|\s*(\w+)\s*(?:\(\s*("[^"\\]*"|'[^'\\]*')\s*\))?"""
_SHOWN = 40
"""Of what is written there so many characters are quoted."""

_SUCH_AS = 'such as {{ organisation }} or {% if sells == "yes" %}…{% endif %}'


class WordingFault(msgspec.Struct, frozen=True):
    """What is wrong with a text, what to do, and the word it is about."""

    message: str
    hint: str = _SUCH_AS
    word: str = "{"
    at: int = 0
    """So many characters of the text stand before that word, or before what it is a part of."""


class WordingError(ValueError):
    """A text that is not read; `faults` says all that is wrong with it."""

    def __init__(self, *faults: WordingFault) -> None:
        super().__init__(faults[0].message)
        self.faults = faults


class _Open(msgspec.Struct):
    """An `{% if %}` whose end has not come yet."""

    condition: Expression | None
    branches: list[Branch]
    parts: list[WordingPart]


def is_template(wording: str) -> bool:
    """Whether a text holds anything to fill in."""
    return "{" in wording and bool(re.search(_TAG, wording))


@lru_cache(maxsize=4096)
def parse_wording(wording: str) -> tuple[WordingPart, ...]:
    """The tree of a text.

    Raises:
        WordingError: it holds something else than is listed here, or too much of it.
    """
    reader = _Reader(wording)
    if len(wording) > MAX_WORDING:
        reader.note(f"the text is longer than {MAX_WORDING:,} characters", "write it shorter")
    parts = reader.read()
    if reader.faults:
        raise WordingError(*reader.faults)
    return parts


def _size(parts: tuple[WordingPart, ...]) -> int:
    n = 0
    for part in parts:
        if isinstance(part, Filled):
            n += 1
        elif isinstance(part, Either):
            n += sum(1 + _size(branch.parts) for branch in part.branches)
    return n


class _Reader:
    """Reads one text from its beginning to its end; what is wrong is noted, and the rest is read."""

    def __init__(self, wording: str) -> None:
        self.wording = wording
        self.at = 0
        """Where the tag begins that is read."""
        self.faults: list[WordingFault] = []
        self.stack = [_Open(None, [], [])]

    def note(self, message: str, hint: str = _SUCH_AS, word: str = "{") -> None:
        self.faults.append(WordingFault(message, hint, word[:_SHOWN], self.at))

    def read(self) -> tuple[WordingPart, ...]:
        position = tags = 0
        tag = re.compile(_TAG)
        while found := tag.search(self.wording, position):
            self.words(self.wording[position : found.start()])
            close, self.at = _ENDS[found[0]], found.start()
            end = self.wording.find(close, found.end())
            tags += 1
            if end < 0 or tags > _MAX_TAGS:
                if end < 0:
                    self.note(f"the text has no '{close}' after this '{found[0]}'", word=found[0])
                break
            self.tag(found[0], self.wording[found.end() : end].strip())
            position = end + len(close)
        else:
            self.at = 0
            self.words(self.wording[position:])
            if len(self.stack) > 1 and not self.faults:
                self.note("an {% if … %} without its {% endif %}", "write {% endif %} where it ends", "{%")
        parts = tuple(self.stack[0].parts)
        if tags > _MAX_TAGS or _size(parts) > MAX_WORDING_PARTS:
            self.at = 0
            self.note(f"more than {MAX_WORDING_PARTS} names and branches in one text", "make two texts of it")
        return parts

    def words(self, words: str) -> None:
        if words:
            self.stack[-1].parts.append(words)

    def tag(self, kind: str, inside: str) -> None:
        if kind == "{#":
            self.note("a comment is not read in texts", "write it behind a # outside the text", kind)
        elif kind == "{%":
            self.control(*(inside.split(None, 1) or [""]))
        elif name := self.filled(inside):
            self.stack[-1].parts.append(name)

    def filled(self, inside: str) -> Filled | None:
        name = re.match(_NAME, inside)
        if name is None:
            self.note(f"this is no name: '{inside[:_SHOWN]}'", word=inside or "{{")
            return None
        path, rest = tuple(name[0].split(".")), inside[name.end() :].strip()
        if not rest:
            return Filled(path)
        filter_ = re.match(_FILTER, rest)
        word, argument = (filter_[1], filter_[2]) if filter_ is not None else ("", None)
        if filter_ is None:
            self.note(f"'{rest[:_SHOWN]}' is not read after a name", word=rest)
        elif word not in FILTERS:
            hint = closest(word, FILTERS) or 'filters: default("…"), join("…")'
            self.note(f"the filter '{word}' is not known", hint, word)
        elif argument is None:
            self.note(f"{word} takes a text in quotes", f'write {word}("…")', word)
        elif filter_.end() < len(rest):
            self.note("one filter stands behind a name, and nothing behind it", word=word)
        else:
            given = argument[1:-1]
            return Filled(path, default=given) if word == "default" else Filled(path, join=given)
        return None

    def control(self, word: str, rest: str = "") -> None:
        top = self.stack[-1]
        if word == "if":
            if len(self.stack) == MAX_WORDING_DEPTH + 1:
                self.note(f"nested deeper than {MAX_WORDING_DEPTH} levels", "make several texts of it", word)
            self.stack.append(_Open(self.condition(rest), [], []))
        elif word not in ("elif", "else", "endif"):
            hint = "texts take names, {% if %}, {% elif %}, {% else %} and {% endif %}"
            self.note(f"'{word[:_SHOWN]}' is not read in texts", hint, word or "{%")
        elif len(self.stack) == 1 or (top.condition is None and word != "endif"):
            self.note(f"{{% {word} %}} without an {{% if … %}} before it", word=word)
        else:
            if word != "elif" and rest:
                self.note(f"nothing stands behind '{word}'", f"write {{% {word} %}}", word)
            top.branches.append(Branch(top.condition, tuple(top.parts)))
            top.parts = []
            if word == "endif":
                self.stack.pop()
                self.stack[-1].parts.append(Either(tuple(top.branches)))
            else:
                top.condition = self.condition(rest) if word == "elif" else None

    def condition(self, source: str) -> Expression:
        from cfdiag.rules.parse import ExpressionError, parse_expression  # noqa: PLC0415  most texts hold names

        try:
            expression = parse_expression(source, rule=False)
        except ExpressionError as error:
            self.note(error.message, error.hint, source or "if")
            return Const(value=True)
        if isinstance(expression, Not) and isinstance(expression.part, Not):
            self.note("'not not' says nothing", "leave both out", "not")
        return expression
