"""Places to go to: the sections, or whatever has the words that are looked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cfdiag.ground.cells import wrap
from cfdiag.ground.safe import safe
from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.page_model import ListedOption
from cfdiag.interview.face.review import asked_about, places_with, questions_with
from cfdiag.interview.flow import Step
from cfdiag.interview.screen.draw import Line, hanging
from cfdiag.interview.screen.scroll import steps_of
from cfdiag.interview.screen.surface import PageContext, Press, Surface


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
        return self.anywhere() | {Act.DIGIT, Act.MOVE, Act.GO, Act.CANCEL}

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
        prompt: what stands before the words.
        take: takes the key of the question that is chosen; without it one goes there.
    """

    covers = True
    typing = True

    def __init__(
        self,
        context: PageContext,
        steps: Sequence[Step],
        prompt: str = "",
        take: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(context)
        self._steps, self._row, self._take = steps, 0, take
        self._typed = ""
        self.prompt = prompt or context.presenter.words.say("Search")
        self._found = self._matching("")
        self.does = {
            Act.GO: lambda _: self._go(),
            Act.PICK_LINE: self._pick,
            Act.CANCEL: lambda _: context.close(),
        }

    def offers(self) -> frozenset[Act]:
        """Choose, go, close."""
        return self.anywhere() | {Act.GO, Act.PICK_LINE, Act.CANCEL}

    def typed_more(self, text: str) -> None:
        """Other words."""
        self._typed, self._row = text, 0
        self._found = self._matching(text)

    def _matching(self, text: str) -> tuple[ListedOption, ...]:
        """What has the words; where one is to be chosen, everything as long as there are none."""
        presenter = self.context.presenter
        if self._take is None:
            return places_with(presenter, self._steps, text)
        if text.strip():
            return questions_with(presenter, self._steps, text)
        return tuple(
            ListedOption(step.key, asked_about(presenter, step)) for step in self._steps if step.question
        )

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
        if not self._found:
            return
        key = self._found[self._row].id
        if self._take is not None:
            self._take(key)
        else:
            self.context.go(lambda way: way.to(key))
