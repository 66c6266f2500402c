"""The chain behind a figure as lines for people: each link under what rests on it, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cfdiag.ground.cells import width, wrap
from cfdiag.ground.files import shipped
from cfdiag.ground.safe import safe
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import NONE, Locale
from cfdiag.render.context import OutputContext
from cfdiag.render.terminal.drawing import plain_ascii
from cfdiag.scoring.explain.why import Link

DEEPER = 2
_DEEPEST = 10


def render_explanation(chains: Sequence[Link], context: OutputContext) -> str:
    """The chains, one below the other, in lines of at most the context's width where words allow it."""
    words = locale_for(context.language)
    blocks = ["\n".join(_lines(chain, 0, context.width, words)) for chain in chains]
    drawn = "\n\n".join(blocks)
    return drawn if context.unicode else plain_ascii(drawn)


def _lines(node: Link, depth: int, cells: int, words: Locale) -> Iterator[str]:
    indent = " " * (DEEPER * min(depth, _DEEPEST))
    room = max(cells - len(indent), 2 * _DEEPEST)
    text = _safe(node.text)
    reason = f"{NONE} {words.reason(node.reason)}" if node.reason else ""
    place = _place(node)
    if node.kind == "answer":
        yield from _placed(" ".join(part for part in (text, reason) if part), place, indent, room)
        return
    name = f"{_safe(node.title)} " if node.title else ""
    yield from _placed(f"{name}[{words(node.kind)} {_safe(node.id)}]", "", indent, room)
    for said in (text, reason):
        if said:
            yield from _placed(said, place, f"{indent}  ", room - DEEPER)
    for part in node.parts:
        yield from _lines(part, depth + 1, cells, words)


def _placed(text: str, place: str, indent: str, room: int) -> Iterator[str]:
    """Wrapped text; its file and line at the end, on a line of their own where they do not fit."""
    lines = wrap(text, room)
    if place and width(lines[-1]) + width(place) + DEEPER <= room:
        lines[-1] += f"  {place}"
    elif place:
        lines.append(f"  {place}")
    for number, line in enumerate(lines):
        yield f"{indent}{'  ' if number and not line.startswith(' ') else ''}{line}"


def _place(node: Link) -> str:
    file = short_path(node.file)
    return _safe(f"{file}:{node.line}" if node.line else file)


def short_path(file: str) -> str:
    """A path as it is shown: of a shipped questionnaire its name, wherever cfdiag is installed."""
    path = Path(file)
    return path.name if file and path.parent == shipped("questionnaires") else file


def answers_listed(chains: Iterable[Link]) -> bool:
    """Whether single answers are among the links."""
    return any(node.kind == "answer" or answers_listed(node.parts) for node in chains)


def _safe(value: str) -> str:
    return safe(value, keep_lines=False)
