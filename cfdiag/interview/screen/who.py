"""Who is here: one line a particular, with what the engagement knows below it."""

from __future__ import annotations

from collections.abc import Callable

from cfdiag.ground.cells import clip, pad, width, wrap
from cfdiag.interview import who
from cfdiag.interview.events import Event, RespondentSet
from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.table import Table
from cfdiag.interview.screen.draw import Line
from cfdiag.interview.screen.surface import PageContext, Press, Surface
from cfdiag.model.engagement import Person

_SEEN = 6
"""So many of what is known are shown below a line."""


class WhoPanel(Surface):
    """The cursor goes from line to line; what is typed narrows what is known.

    Args:
        context: what is around.
        table: who is here, and what is known of them.
        commit: lets an event happen.
        field: the line to begin with.
    """

    covers = True
    typing = True

    def __init__(
        self, context: PageContext, table: Table, commit: Callable[[Event], bool], field: str = ""
    ) -> None:
        super().__init__(context)
        self._table, self._commit = table, commit
        self._typed, self._picked = "", -1
        self._row = next((n for n, line in enumerate(self._lines) if line.field == field), 0)
        self.does = {
            Act.NEXT_LINE: self._next,
            Act.PICK_LINE: self._pick,
            Act.LINE_BEFORE: self._before,
            Act.DONE: self._leave_the_rest,
        }

    @property
    def _lines(self) -> list[who.WhoLine]:
        at = self.context.presenter
        return who.lines(at.questionnaire, at.interview, self._table.engagement, self._table.person)

    @property
    def _here(self) -> who.WhoLine:
        lines = self._lines
        return lines[min(self._row, len(lines) - 1)]

    @property
    def prompt(self) -> str:  # type: ignore[override]  # of the line at hand
        """What the line that is typed in is about."""
        return self.context.presenter.words.say(who.TITLES[self._here.field])

    def offers(self) -> frozenset[Act]:
        """Take, choose, go back, leave."""
        some = {Act.PICK_LINE} if self._matching() else set()
        return self.anywhere() | {Act.NEXT_LINE, Act.LINE_BEFORE, Act.DONE, *some}

    def heading(self, cells: int) -> list[Line]:
        """What this is."""
        title = self.context.presenter.words.say("Who is here?")
        return [[("class:question", line)] for line in wrap(title, cells)]

    def lines(self, cells: int) -> list[Line]:
        """The lines, and below the one with the cursor what is known."""
        say, lines = self.context.presenter.words.say, self._lines
        titles = [say(who.TITLES[line.field]) for line in lines]
        room = min(max(width(title) for title in titles), cells // 2) + 2
        drawn: list[Line] = []
        for n, (line, title) in enumerate(zip(lines, titles, strict=True)):
            here = n == self._row
            first = f"{'>' if here else ' '} {pad(clip(title, room - 1), room)}"
            style = "class:here" if here else ""
            drawn.append([(style, first), ("", clip(line.value or "·", cells - room - 2))])
            if here:
                drawn += self._known(cells)
                self.cursor = len(drawn) - 1
        return drawn

    def _known(self, cells: int) -> list[Line]:
        matching = self._matching()
        first = max(0, self._picked - _SEEN + 1)
        shown: list[Line] = []
        for n, (place, name) in enumerate(matching[first : first + _SEEN], first):
            here = n == self._picked
            text = f"      {'>' if here else ' '} {place} {name}"
            shown.append([("class:chosen" if here else "class:dim", clip(text, cells))])
        if len(matching) > _SEEN:
            told = self.context.presenter.words.say("{n} of {of}", n=self._picked + 1, of=len(matching))
            shown.append([("class:dim", f"        {told}")])
        return shown

    def _matching(self) -> list[tuple[int, str]]:
        """What is known, with its number, as far as it has the letters that are typed."""
        words = self._typed.casefold().split()
        numbered = [(n, name) for n, (_, name) in enumerate(self._here.choices, 1)]
        # Numbers are typed where a list is long; no name begins with one.
        if len(words) == 1 and words[0].isdigit():
            return [(n, name) for n, name in numbered if str(n).startswith(words[0])]
        return [(n, name) for n, name in numbered if all(word in name.casefold() for word in words)]

    def typed_more(self, text: str) -> None:
        """Other letters: nothing is chosen any more, but the one that is left of a closed list."""
        self._typed, self._picked = text, -1
        if text.strip() and not self._here.free and self._matching():
            # Of a list that takes nothing else, the first that fits is what Enter will take: it is seen to.
            self._picked = 0

    def _pick(self, press: Press) -> None:
        matching = self._matching()
        self._picked = min(len(matching) - 1, max(0, self._picked + (1 if press.key == "down" else -1)))

    def _next(self, press: Press) -> None:
        """Take what is typed or chosen, and go on; behind the last line the page is done."""
        self._typed = press.typed
        if not self._take(press.typed):
            return
        if self._row + 1 >= len(self._lines):
            self._done()
        else:
            self._go(self._row + 1)

    def _take(self, typed: str) -> bool:
        matching = self._matching()
        word = str(matching[self._picked][0]) if 0 <= self._picked < len(matching) else typed
        at, line = self.context.presenter, self._here
        try:
            found = who.told(at.questionnaire, at.interview, self._table.engagement, line, word)
        except who.UnknownChoiceError as wrong:
            template, there_is = wrong.args
            self.context.tell(at.words.say(template, what=there_is), fault=True)
            return False
        if isinstance(found, Person):
            self._table.person = found
            seated = who.as_on_roster(at.questionnaire, at.interview, found, self._table.engagement)
            found = RespondentSet(seated)
        return found is None or self._commit(found)

    def _leave_the_rest(self, press: Press) -> None:
        """Take what is typed in this line, and leave the others as they are."""
        if self._take(press.typed):
            self._done()

    def _before(self, press: Press) -> None:
        if not self._take(press.typed):
            return
        if self._row:
            self._go(self._row - 1)
        else:
            self._done()

    def _go(self, row: int) -> None:
        self._row, self._typed, self._picked = row, "", -1
        self.context.open(self)

    def _done(self) -> None:
        """Away, unless the interview would be about nobody."""
        at = self.context.presenter
        if who.lacks_account(at.questionnaire, at.interview):
            self._row = next(n for n, line in enumerate(self._lines) if line.field == "account")
            self._go(self._row)
            self.context.tell(at.words.say("It is about one account: which one?"), fault=True)
            return
        self.context.close()

    def keep(self) -> None:
        """What is typed and not taken is kept as far as it goes, when the interview is left."""
        if self._typed.strip() and self._here.free:
            self._take(self._typed)
