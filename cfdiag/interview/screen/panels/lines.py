"""Lines to type in: the name of an item, a note and what shows that it is so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from cfdiag.interview.face.actions import Act
from cfdiag.interview.screen.surface import PageContext, Press, Surface

TYPING_PAUSE = 1.0
"""When nothing has been typed for so many seconds, what stands there is a draft."""


class LinePanel(Surface):
    """One line to type in: a note, evidence, the name of an item.

    Args:
        context: what is around.
        name: what the line is.
        text: what was there.
        kept: takes what was typed; False when it cannot be kept.
        half: whether what was typed is worth keeping when the interview is left in mid-word.
        then: what comes when it is kept.
    """

    typing = True

    def __init__(
        self,
        context: PageContext,
        name: str,
        text: str,
        kept: Callable[[str], bool],
        *,
        half: bool = False,
        then: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(context)
        self.prompt, self._text, self._typed = name, text, text
        self._kept, self._half, self._then = kept, half, then
        self.does = {Act.KEEP: self._keep, Act.CANCEL: lambda _: context.close()}

    def offers(self) -> frozenset[Act]:
        """Keep or cancel."""
        return self.anywhere() | {Act.KEEP, Act.CANCEL}

    def initial_text(self) -> str:
        """What was there."""
        return self._text

    def typed_more(self, text: str) -> None:
        """What is typed so far."""
        self._typed = text

    def _keep(self, press: Press) -> None:
        """Keep what is typed; the line stays open when that fails."""
        self._text = press.typed
        if self._kept(press.typed):
            self.context.close()
            if self._then is not None:
                self._then()

    def keep(self) -> None:
        """A remark is kept as far as it goes."""
        if self._half and self._typed != self._text and self._kept(self._typed):
            self._text = self._typed


class NoteField(NamedTuple):
    """One line of a note: its name in a draft, its title, what was there."""

    field: str
    title: str
    text: str


class NotePanel(Surface):
    """A note, and behind it what shows that it is so; themes come after both.

    Args:
        context: what is around.
        key: whose drafts hold what is being typed.
        fields: the lines, in their order.
        kept: takes what was typed, by field; False when it cannot be kept.
        then: what Tab leads to behind the last line.
    """

    typing = True

    def __init__(
        self,
        context: PageContext,
        key: str,
        fields: Sequence[NoteField],
        kept: Callable[[Mapping[str, str]], bool],
        *,
        then: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(context)
        self._key, self._fields, self._kept, self._then = key, fields, kept, then
        self._texts = {each.field: each.text for each in fields}
        self._before = dict(self._texts)
        self._drafted = {each.field: context.presenter.draft(key, each.field) for each in fields}
        self._at = 0
        self.does = {
            Act.KEEP: self._keep,
            Act.CANCEL: lambda _: self._cancel(),
            Act.NEXT_FIELD: self._next,
        }

    def open(self, begun: str) -> None:
        """Put it over the page, behind what stands there already what was typed before it was open."""
        first = self._fields[0].field
        words = " ".join(begun.split()) + (" " if begun[-1:].isspace() else "")  # the field has one line
        self._texts[first] = " ".join(part for part in (self._texts[first], words) if part)
        self.context.open(self)
        self.typed_more(self._texts[first])

    @property
    def prompt(self) -> str:  # type: ignore[override]  # asked anew each time
        """Which line it is."""
        return self._fields[self._at].title

    def offers(self) -> frozenset[Act]:
        """Keep, cancel, go on to the next line."""
        more = {Act.NEXT_FIELD} if len(self._fields) > 1 or self._then is not None else set()
        return self.anywhere() | {Act.KEEP, Act.CANCEL, *more}

    def initial_text(self) -> str:
        """What was there."""
        return self._texts[self._fields[self._at].field]

    def typed_more(self, text: str) -> None:
        """What is typed is a draft as soon as typing pauses."""
        field = self._fields[self._at].field
        self._texts[field] = text
        if text != self._before[field]:
            self.context.later(TYPING_PAUSE, lambda: self.context.keep_draft(self._key, text, field))

    def act(self, press: Press) -> bool:
        """Any key but those that end it: what stands there is a draft at once."""
        if press.action not in self.does:
            for field, text in self._texts.items():
                if text != self._before[field]:
                    self.context.keep_draft(self._key, text, field)
        return super().act(press)

    def _keep(self, press: Press) -> None:
        self._texts[self._fields[self._at].field] = press.typed
        if self._kept(self._texts):
            self.context.close()

    def _next(self, press: Press) -> None:
        field = self._fields[self._at].field
        self._texts[field] = press.typed
        if press.typed != self._before[field]:
            self.context.keep_draft(self._key, press.typed, field)
        if self._at + 1 < len(self._fields) or self._then is None:
            self._at = (self._at + 1) % len(self._fields)
            self.context.open(self)
        elif self._kept(self._texts):
            self.context.close()
            self._then()

    def _cancel(self) -> None:
        for field, text in self._drafted.items():
            self.context.keep_draft(self._key, text, field)
        self.context.close()

    def keep(self) -> None:
        """A remark is kept as far as it goes, once: two signals may end the same talk."""
        if self._texts != self._before and self._kept(self._texts):
            self._before = dict(self._texts)
