"""Panels over a page: a line to type in, a short list to pick from, the keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from prompt_toolkit.formatted_text import ANSI, to_formatted_text
from prompt_toolkit.formatted_text.utils import split_lines

from cfdiag.ground.cells import pad, width, wrap
from cfdiag.ground.safe import safe
from cfdiag.interview.face.actions import Act, offered
from cfdiag.interview.face.page_model import ListedOption
from cfdiag.interview.flow import Step
from cfdiag.interview.screen.draw import Line, hanging
from cfdiag.interview.screen.footer import help_lines
from cfdiag.interview.screen.surface import PageContext, Press, Scroll, Surface, steps_of

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
        return frozenset({Act.KEEP, Act.CANCEL, Act.INTERRUPT, Act.SUSPEND})

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
        if self._half and self._typed != self._text:
            self._kept(self._typed)


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
        self._at = 0
        self.does = {
            Act.KEEP: self._keep,
            Act.CANCEL: lambda _: self._cancel(),
            Act.NEXT_FIELD: self._next,
        }

    @property
    def prompt(self) -> str:  # type: ignore[override]  # asked anew each time
        """Which line it is."""
        return self._fields[self._at].title

    def offers(self) -> frozenset[Act]:
        """Keep, cancel, go on to the next line."""
        more = {Act.NEXT_FIELD} if len(self._fields) > 1 or self._then is not None else set()
        return frozenset({Act.KEEP, Act.CANCEL, Act.INTERRUPT, Act.SUSPEND, *more})

    def initial_text(self) -> str:
        """What was there."""
        return self._texts[self._fields[self._at].field]

    def typed_more(self, text: str) -> None:
        """What is typed is a draft as soon as typing pauses."""
        field = self._fields[self._at].field
        self._texts[field] = text
        if text != self._before[field]:
            self.context.later(TYPING_PAUSE, lambda: self.context.keep_draft(self._key, text, field))

    def _keep(self, press: Press) -> None:
        self._texts[self._fields[self._at].field] = press.typed
        if self._kept(self._texts):
            self.context.close()

    def _next(self, press: Press) -> None:
        self._texts[self._fields[self._at].field] = press.typed
        if self._at + 1 < len(self._fields) or self._then is None:
            self._at = (self._at + 1) % len(self._fields)
            self.context.open(self)
        elif self._kept(self._texts):
            self.context.close()
            self._then()

    def _cancel(self) -> None:
        for field, text in self._before.items():
            self.context.keep_draft(self._key, text, field)
        self.context.close()

    def keep(self) -> None:
        """A remark is kept as far as it goes."""
        if self._texts != self._before:
            self._kept(self._texts)


class JumpPanel(Surface):
    """A list of places to go to: a digit goes there, so does Enter.

    Args:
        context: what is around.
        name: what the list is of.
        places: `(key, label)`.
        start: the key that the cursor is on at first.
    """

    covers = True

    def __init__(self, context: PageContext, name: str, places: Sequence[ListedOption], start: str) -> None:
        super().__init__(context)
        self._name, self._places = name, places
        self._row = next((row for row, place in enumerate(places) if place.id == start), 0)
        self.caps = {Act.DIGIT: f"1-{len(places)}"}
        self.does = {
            Act.DIGIT: self._digit,
            Act.MOVE: self._move,
            Act.GO: lambda _: self._go(self._row),
            Act.CANCEL: lambda _: context.close(),
        }

    def offers(self) -> frozenset[Act]:
        """Move, go, close."""
        return frozenset({Act.DIGIT, Act.MOVE, Act.GO, Act.CANCEL, Act.INTERRUPT, Act.SUSPEND})

    def heading(self, cells: int) -> list[Line]:
        """What the list is of."""
        return [[("class:question", line)] for line in wrap(self._name, cells)]

    def lines(self, cells: int) -> list[Line]:
        """The places, numbered."""
        drawn: list[Line] = []
        for row, place in enumerate(self._places):
            here = row == self._row
            first = f"{'>' if here else ' '} {row + 1:>{len(str(len(self._places)))}} "
            drawn += [[("class:here" if here else "", line)] for line in hanging(first, place.label, cells)]
            if here:
                self.cursor = len(drawn) - 1
        return drawn

    def _move(self, press: Press) -> None:
        self._row = min(len(self._places) - 1, max(0, self._row + steps_of(press, self.context.room.body)))

    def _digit(self, press: Press) -> None:
        self.digit(press.key, range(1, len(self._places) + 1), lambda number: self._go(number - 1))

    def _go(self, row: int) -> None:
        key = self._places[row].id
        self.context.go(lambda way: way.to(key))


class FindPanel(Surface):
    """Words to look for, and below them where they stand.

    Args:
        context: what is around.
        steps: everything that is asked.
    """

    covers = True
    typing = True

    def __init__(self, context: PageContext, steps: Sequence[Step]) -> None:
        super().__init__(context)
        self._steps, self._row = steps, 0
        self._found: tuple[ListedOption, ...] = ()
        self._typed = ""
        self.prompt = context.presenter.words.say("Search")
        self.does = {
            Act.GO: lambda _: self._go(),
            Act.PICK_LINE: self._pick,
            Act.CANCEL: lambda _: context.close(),
        }

    def offers(self) -> frozenset[Act]:
        """Choose, go, close."""
        return frozenset({Act.GO, Act.PICK_LINE, Act.CANCEL, Act.INTERRUPT, Act.SUSPEND})

    def typed_more(self, text: str) -> None:
        """Other words."""
        self._typed, self._row = text, 0
        self._found = self.context.presenter.found(self._steps, text)

    def lines(self, cells: int) -> list[Line]:
        """Where the words stand."""
        say = self.context.presenter.words.say
        if not self._found:
            told = say("Nothing has these words.") if self._typed.strip() else say("Type some letters.")
            return [[("class:dim", told)]]
        drawn: list[Line] = []
        for row, place in enumerate(self._found):
            here = row == self._row
            first = "> " if here else "  "
            text = safe(place.label, keep_lines=False)
            drawn += [[("class:here" if here else "", line)] for line in hanging(first, text, cells)]
            if here:
                self.cursor = len(drawn) - 1
        return drawn

    def _pick(self, press: Press) -> None:
        self._row = min(max(0, len(self._found) - 1), max(0, self._row + steps_of(press, 2)))

    def _go(self) -> None:
        if self._found:
            key = self._found[self._row].id
            self.context.go(lambda way: way.to(key))


class PickPanel(Surface):
    """A short list to pick one or several from.

    Args:
        context: what is around.
        name: what the list is of.
        options: `(id, label)`.
        start: the ids that are picked at first.
        chosen: takes the ids that are picked at last; False when they cannot be kept.
        many: whether several can be picked.
        then: what comes when the choice is kept.
    """

    covers = True

    def __init__(
        self,
        context: PageContext,
        name: str,
        options: Sequence[tuple[str, str]],
        start: Sequence[str],
        chosen: Callable[[list[str]], bool],
        *,
        many: bool,
        then: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(context)
        self._name, self._options, self._many = name, options, many
        self._chosen, self._then = chosen, then
        self._picked = set(start)
        self._row = next((row for row, (id_, _) in enumerate(options) if id_ in self._picked), 0)
        self.caps = {Act.DIGIT: f"1-{len(options)}"}
        self.does = {
            Act.DIGIT: self._digit,
            Act.MOVE: self._move,
            Act.CLOSE: lambda _: self._close(),
            Act.CANCEL: lambda _: context.close(),
            Act.TOGGLE: lambda _: self._toggle(),
        }

    def offers(self) -> frozenset[Act]:
        """Pick, close."""
        some = frozenset({Act.DIGIT, Act.MOVE, Act.CLOSE, Act.CANCEL, Act.INTERRUPT, Act.SUSPEND})
        return some | {Act.TOGGLE} if self._many else some

    def heading(self, cells: int) -> list[Line]:
        """What the list is of."""
        return [[("class:question", line)] for line in wrap(self._name, cells)]

    def lines(self, cells: int) -> list[Line]:
        """The options."""
        drawn: list[Line] = []
        for row, (id_, label) in enumerate(self._options):
            on = id_ in self._picked
            mark = ("[x]" if on else "[ ]") if self._many else ("(o)" if on else "( )")
            at = row == self._row and (self._many or on)
            here = ">" if at else " "
            style = "class:chosen" if on else "class:here" if at else ""
            first = f"{here} {row + 1:>{len(str(len(self._options)))}} {mark} "
            drawn += [[(style, line)] for line in hanging(first, label, cells)]
            if row == self._row:
                self.cursor = len(drawn) - 1
        return drawn

    def _move(self, press: Press) -> None:
        """Another option; in a list of one the choice itself moves, at first to where the list begins."""
        if self._many or self._picked:
            by = steps_of(press, self.context.room.body)
            self._row = min(len(self._options) - 1, max(0, self._row + by))
        if not self._many:
            self._toggle()

    def _toggle(self) -> None:
        """Pick the one under the cursor, or take it away."""
        id_ = self._options[self._row][0]
        self._picked = self._picked ^ {id_} if self._many else {id_}

    def _digit(self, press: Press) -> None:
        """Pick by number."""

        def take(number: int) -> None:
            self._row = number - 1
            self._toggle()

        self.digit(press.key, range(1, len(self._options) + 1), take)

    def _close(self) -> None:
        """Keep the choice."""
        if not self._chosen([id_ for id_, _ in self._options if id_ in self._picked]):
            return
        self.context.close()
        if self._then is not None:
            self._then()


class HelpPanel(Surface):
    """Every key of a page, and the whole question where the page had no room for it."""

    covers = True

    def __init__(self, context: PageContext, of: Surface) -> None:
        super().__init__(context)
        self._of = of
        self._scroll = Scroll(context)
        self.does = {
            Act.MOVE: self._move,
            Act.JUMP: self._move,
            Act.UNHELP: lambda _: context.close(),
        }

    def offers(self) -> frozenset[Act]:
        """Scroll, close."""
        return frozenset({Act.MOVE, Act.JUMP, Act.UNHELP, Act.INTERRUPT})

    def heading(self, cells: int) -> list[Line]:
        """What this is."""
        title = self.context.presenter.words.say("Keys on this page")
        return [[("class:question", line)] for line in wrap(title, cells)]

    def lines(self, cells: int) -> list[Line]:
        """The keys, each with its sentence."""
        say = self.context.presenter.words.say
        rows = help_lines(
            offered(self._of.offers()), say, typing=self._of.typing or self._of.filtering, caps=self._of.caps
        )
        room = min(max(width(name) for name, _ in rows), cells // 3) + 2
        drawn: list[Line] = []
        if self._of.typing:
            told = say("While you type, letters are text: press Esc first, let go, then the letter.")
            drawn += [[("class:dim", line)] for line in (*wrap(told, cells), "")]
        for name, sentence in rows:
            first, *rest = wrap(sentence, cells - room)
            drawn.append([("class:cap", pad(name, room)), ("", first)])
            drawn += [[("", " " * room + line)] for line in rest]
        asked = self._of.heading(cells)
        whole: list[Line] = [*drawn, [("", "")], *asked]
        return self._scroll.part(whole)

    def _move(self, press: Press) -> None:
        self._scroll.by(steps_of(press, self.context.room.body))


class ScoresPanel(Surface):
    """Scores and findings so far: asked for, and closed with the next key.

    Args:
        context: what is around.
        text: gives the text, made for the width there is; asked again when that has changed.
    """

    covers = True
    whole_width = True

    def __init__(self, context: PageContext, text: Callable[[], str]) -> None:
        super().__init__(context)
        self._make, self._text, self._drawn_for = text, "", 0
        self._scroll = Scroll(context)
        self.does = {
            Act.MOVE: self._move,
            Act.JUMP: self._move,
            Act.UNHELP: lambda _: context.close(),
        }

    def offers(self) -> frozenset[Act]:
        """Scroll, close."""
        return frozenset({Act.MOVE, Act.JUMP, Act.UNHELP, Act.INTERRUPT})

    def lines(self, cells: int) -> list[Line]:
        """The text as it is, its lines not wrapped; drawn anew for another width."""
        del cells
        columns = self.context.room.columns
        if columns != self._drawn_for:
            self._text, self._drawn_for = self._make(), columns
        return self._scroll.part(_coloured(self._text))

    def _move(self, press: Press) -> None:
        self._scroll.by(steps_of(press, self.context.room.body))


def _coloured(text: str) -> list[Line]:
    """The lines of a text with colours in it; other escape sequences are left out."""
    fragments = to_formatted_text(ANSI(text.rstrip("\n")))
    harmless = [fragment for fragment in fragments if "[ZeroWidthEscape]" not in fragment[0]]
    return [[(fragment[0], fragment[1]) for fragment in line] for line in split_lines(harmless)]
