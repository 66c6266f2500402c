"""Comments to read: put together by question, or by whatever was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from cfdiag import __version__
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.comments import Comment, Comments
from cfdiag.render.comments._columns import COMMENT_KINDS, withheld_words
from cfdiag.render.context import OutputContext
from cfdiag.render.terminal.drawing import DrawnBlock, data, draw, heading, item, styled


def render(comments: Comments, context: OutputContext) -> bytes:
    """Each with who said it, as far as they agreed; last how many are withheld."""
    words = locale_for(context.language)
    blocks = _blocks(comments, words)
    return draw(blocks, context.width, unicode=context.unicode, colour=context.colour).encode() + b"\n"


def _blocks(comments: Comments, words: Locale) -> Iterator[DrawnBlock]:
    for stamp in comments.stamps:
        yield styled(data(stamp), "dim")
    for title, mine in groupby(comments.comments, key=lambda each: _title(each, comments.by, words)):
        yield from heading(data(title))
        for each in mine:
            said = f"{data(each.text)} ({data(_who(each, words, comments.by))})"
            yield item("· ", said)
    if not comments.comments:
        yield styled(words("Nobody said anything that may be shown."))
    if said := withheld_words(comments.withheld, words):
        yield styled()
        yield styled(said, "dim")
    # By its last line the file is known as ours when a later one takes its place.
    n = str(len(comments.comments))
    yield styled()
    yield styled(words("cfdiag {version}, comments {n}", version=__version__, n=n), "dim")


def _title(comment: Comment, by: str, words: Locale) -> str:
    if by == "question":
        return comment.asked or words("said between two questions")
    if by == "kind":
        return words(COMMENT_KINDS[comment.kind])
    said = ", ".join(comment.themes) if by == "theme" else str(getattr(comment, by))
    return said or words("not stated")


def _who(comment: Comment, words: Locale, by: str) -> str:
    kind = "" if comment.kind == "answer" else words(COMMENT_KINDS[comment.kind])
    named = [comment.author, comment.department, comment.account, comment.item, comment.group, kind]
    asked = [comment.question] if by != "question" else []
    return ", ".join(each for each in (*named, *asked) if each)
