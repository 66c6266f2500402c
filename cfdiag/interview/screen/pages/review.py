"""The review: every answer on one list, from which each can be changed and the interview finished."""

from __future__ import annotations

from cfdiag.ground.cells import clip, pad, width, wrap
from cfdiag.ground.safe import safe
from cfdiag.interview.consent import to_be_asked
from cfdiag.interview.events import Finished
from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.navigator import Navigator
from cfdiag.interview.face.page_model import PageModel, ReviewBody
from cfdiag.interview.face.review import review_line, review_page
from cfdiag.interview.flow import is_done, open_required
from cfdiag.interview.screen.draw import Line, hanging, shorten
from cfdiag.interview.screen.everywhere import file_remark
from cfdiag.interview.screen.page import ModelPage
from cfdiag.interview.screen.scroll import steps_of
from cfdiag.interview.screen.surface import PageContext, Press
from cfdiag.model.interview import was_heard

_STYLES = {"usual": "", "open": "class:told", "without": "class:dim"}


class Page(ModelPage):
    """One line a question, under the titles of the sections and items."""

    def __init__(self, context: PageContext, way: Navigator) -> None:
        super().__init__(context, way)
        self._steps = way.steps
        keys = [step.key for step in self._steps]
        self._by_key = dict(zip(keys, self._steps, strict=True))
        self._at = keys.index(way.key) if way.key in keys else 0
        self._top = 0
        self.enter_only_settles = True
        questions = [step for step in self._steps if step.question is not None]
        self._number_of = {step.key: n for n, step in enumerate(questions, 1)}
        """The number of each question, as it is counted on its way."""
        self.caps = {Act.DIGIT: f"1-{len(questions)}"}
        self._sure = False
        if way.key not in keys:
            self._find_open(-1)
        self.does = {
            Act.DIGIT: self._digit,
            Act.EDIT: lambda _: context.go(lambda now: now.change(self._steps[self._at].key)),
            Act.NEXT_OPEN: lambda _: self._next_open(),
            Act.CLOSING: lambda _: self._finish(),
            Act.READ: lambda _: context.go(lambda now: now.read_back()),
            Act.FILE: lambda _: file_remark(context, self._steps),
            Act.MOVE: self._move,
            Act.JUMP: self._move,
        }

    def present(self) -> PageModel:
        """Every answer."""
        return review_page(self.context.presenter, self._steps, heard=self._heard)

    @property
    def _heard(self) -> bool:
        """Whether it ends here: once a sitting is read back, and who may be quoted is known."""
        return self.context.heard and not to_be_asked(self.context.presenter.interview)

    @property
    def _body(self) -> ReviewBody:
        body = self.model.body
        if not isinstance(body, ReviewBody):
            raise TypeError("the review has no outline")
        return body

    def heading(self, cells: int) -> list[Line]:
        """How many are done, and whether the respondent may be named."""
        return [[("class:question", clip(line, cells))] for line in self.model.told]

    def lines(self, cells: int) -> list[Line]:
        """The lines that fit, around the cursor: drawing five hundred would be felt."""
        if not self._steps:
            return []
        outline = self._body.outline
        key = self._steps[self._at].key
        here = next(n for n, (of, _) in enumerate(outline) if of == key)
        height = max(1, self.context.room.body)
        above = 1 if here and not outline[here - 1][0] else 0
        self._top = min(self._top, here - above)
        drawn = [self._line(of, title, cells) for of, title in outline[self._top : here + 1]]
        # A line is left below the cursor, where it is said that more follows.
        room = height if here == len(outline) - 1 else max(1, height - 1)
        while len(drawn) > 1 and sum(map(len, drawn)) > room:
            del drawn[0]
            self._top += 1
        self.cursor = min(height, sum(map(len, drawn))) - 1
        begin = here + 1 - len(drawn)
        for of, title in outline[here + 1 : begin + height]:
            drawn.append(self._line(of, title, cells))
        return self._cut(
            drawn, [bool(of) for of, _ in outline[begin:]], len(outline[begin : here + 1]), height
        )

    def _cut(self, drawn: list[list[Line]], questions: list[bool], needed: int, height: int) -> list[Line]:
        """The lines that fit, and how many questions follow them.

        Args:
            drawn: the lines of each entry, from the first that is seen.
            questions: of each entry from there on whether it is a question, and no title.
            needed: so many of them are to be seen in any case.
            height: how many lines fit.
        """
        n = len(drawn)
        while n > needed and sum(map(len, drawn[:n])) > height - (n < len(questions)):
            n -= 1
        seen = [line for lines in drawn[:n] for line in lines][:height]
        below = sum(questions[n:])
        if not below or len(seen) == height:
            return seen
        told = self.context.presenter.words.say("… {n} more below", n=below)
        return [*seen, [("class:dim", told)]]

    def _line(self, key: str, title: str, cells: int) -> list[Line]:
        """A title; or a question as a whole, and its answer as far as it fits beside it."""
        if not key:
            return [[("class:section", clip(title, cells))]]
        step = self._by_key[key]
        here = step is self._steps[self._at]
        room = self._room(cells)
        line = review_line(self.context.presenter, step)
        digits = len(str(len(self._number_of)))
        lead = f"{'> ' if here else '  '}{self._number_of.get(key, ''):>{digits}} "
        first, *rest = hanging(lead, safe(line.label, keep_lines=False), room)
        style = "class:here" if here else ""
        answer = clip(safe(line.answer, keep_lines=False), cells - room - 1)
        return [
            [(style, pad(first, room) + " "), (_STYLES[line.weight], answer)],
            *([(style, text)] for text in rest),
        ]

    @staticmethod
    def _room(cells: int) -> int:
        """How many cells a question has; the rest is its answer's."""
        return max(10, cells * 55 // 100)

    def asides(self, cells: int) -> list[Line]:
        """The question under the cursor and its answer in full, where the list has cut them."""
        if not self._steps:
            return []
        room = self._room(cells)
        line = review_line(self.context.presenter, self._steps[self._at])
        asked, answer = (safe(text, keep_lines=False) for text in (line.ask, line.answer))
        whole = wrap(asked, cells) if line.label != line.ask or width(asked) > room - 2 else []
        if width(answer) > cells - room - 1:
            whole += wrap(answer, cells)
        return [[("class:dim", line)] for line in shorten(whole, 2 if self.context.room.low else 4)]

    # --- keys

    def act(self, press: Press) -> bool:
        """Any other key takes the question 'finish all the same?' back."""
        if press.action is not Act.CLOSING:
            self._sure = False
        return super().act(press)

    def _digit(self, press: Press) -> None:
        """To the question of that number."""
        by_number = {number: key for key, number in self._number_of.items()}

        def take(number: int) -> None:
            self._at = self._steps.index(self._by_key[by_number[number]])

        if by_number:
            self.digit(press.key, by_number, take)

    def _next_open(self) -> None:
        """To the next open question."""
        if not self._find_open(self._at):
            self.context.tell(self.context.presenter.words.say("Nothing is open. f finishes."))

    def _find_open(self, after: int) -> bool:
        n = len(self._steps)
        for place in [*range(after + 1, n), *range(min(n, after + 1))]:
            if not is_done(self.context.presenter.interview, self._steps[place]):
                self._at = place
                return True
        return False

    def _finish(self) -> None:
        """To the words, or to the first required question that is open; what else is open is said once."""
        presenter = self.context.presenter
        missing = open_required(presenter.questionnaire, presenter.interview)
        if missing:
            self.context.go(lambda way: way.change(missing[0]))
            told = presenter.words.say.plural(
                "{n} required question is open: this one.",
                "{n} required questions are open; this is the first.",
                len(missing),
            )
            self.context.tell(told, fault=True)
        elif presenter.progress.total and not was_heard(presenter.interview):
            self.context.commit(Finished())  # which says why not: there is nothing to read back
        elif not self._sure and self._body.waiting:
            self._sure = True
            self.context.tell(self._body.waiting)
        elif self._heard:
            self.context.commit(Finished())
        else:
            self.context.go(lambda way: way.read_back())

    def _move(self, press: Press) -> None:
        """To another question."""
        by = steps_of(press, self.context.room.body)
        self._at = min(len(self._steps) - 1, max(0, self._at + by))
