"""The review: every answer on one list, from which each can be changed and the interview finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfdiag.ground.cells import clip, pad, width, wrap
from cfdiag.ground.safe import safe
from cfdiag.interview import consent, wording
from cfdiag.interview.events import Finished
from cfdiag.interview.flow import Step, is_done, open_required, steps
from cfdiag.interview.screen.draw import Line, middle, shorten
from cfdiag.interview.screen.page import BASIS_WORDS, Page

if TYPE_CHECKING:
    from cfdiag.interview.screen.host import Host


class ReviewPage(Page):
    """One line a question, under the titles of the sections and items."""

    def __init__(self, host: Host, key: str = "") -> None:
        super().__init__(host)
        self.steps = steps(host.questionnaire, host.interview)
        found = next((n for n, step in enumerate(self.steps) if step.key == key), None)
        self.at = found or 0
        self._sure = False
        if found is None:
            self._find_open(-1)

    def offers(self) -> frozenset[str]:
        """Change, next open, finish."""
        offered = (super().offers() - {"accept", "forward", "review"}) | {"finish"}
        if consent.concerns(self.host.questionnaire, self.host.interview):
            offered |= {"consent"}
        return offered | {"move", "jump", "edit", "next_open"} if self.steps else offered

    def heading(self, cells: int) -> list[Line]:
        """How many are done, and whether the respondent may be named."""
        say, answers = self.host.say, self.host.interview.answers
        progress = self.host.progress
        left_out = sum(answers[step.key].status != "answered" for step in self.steps if step.key in answers)
        parts = [say("{done} of {total} done", done=progress.done, total=progress.total)]
        parts.append(say("{n} open", n=progress.left) if progress.left else say("f finishes"))
        if left_out:
            parts.append(say("{n} without an answer", n=left_out))
        told = [" · ".join(parts), self.host.consent()]
        return [[("class:question", clip(line, cells))] for line in told if line]

    def lines(self, cells: int) -> list[Line]:
        """The lines that fit, around the cursor: drawing five hundred would be felt."""
        if not self.steps:
            return []
        rows = self._rows()
        here = next(n for n, (step, _) in enumerate(rows) if step is not None and step is self.steps[self.at])
        height = max(1, self.host.body_height())
        above = 1 if here and rows[here - 1][0] is None else 0
        self.top = min(self.top, here - above)
        self.top = max(self.top, here - height + 1)
        self.cursor = here - self.top
        return [self._line(step, title, cells) for step, title in rows[self.top : self.top + height]]

    def _rows(self) -> list[tuple[Step | None, str]]:
        """Every line there is: a step, or the title of those below it."""
        rows: list[tuple[Step | None, str]] = []
        before = ("", "")
        for step in self.steps:
            # One question an item: the items are the lines, without a title each.
            place = (step.section.id, "" if step.alone else step.item)
            if place != before:
                title = self.host.worded(step.section.title, step) if step.section.id != before[0] else ""
                rows.append((None, " · ".join(part for part in (title, place[1] and step.label) if part)))
                before = place
            rows.append((step, ""))
        return rows

    def _line(self, step: Step | None, title: str, cells: int) -> Line:
        if step is None:
            return [("class:section", clip(title, cells))]
        here = step is self.steps[self.at]
        room = self._room(cells)
        text = middle(safe(self._named(step), keep_lines=False), room - 2)
        style, answer = self._answer(step)
        return [
            ("class:here" if here else "", pad(("> " if here else "  ") + text, room) + " "),
            (style, clip(safe(answer, keep_lines=False), cells - room - 1)),
        ]

    def _named(self, step: Step) -> str:
        return step.label if step.alone else self.host.asked(step)

    @staticmethod
    def _room(cells: int) -> int:
        """How many cells a question has; the rest is its answer's."""
        return max(10, cells * 55 // 100)

    def asides(self, cells: int) -> list[Line]:
        """The question under the cursor and its answer in full, where the list has cut them."""
        if not self.steps:
            return []
        step, room = self.steps[self.at], self._room(cells)
        asked, answer = (
            safe(text, keep_lines=False) for text in (self.host.asked(step), self._answer(step)[1])
        )
        whole = wrap(asked, cells) if step.alone or width(asked) > room - 2 else []
        if width(answer) > cells - room - 1:
            whole += wrap(answer, cells)
        return [[("class:dim", line)] for line in shorten(whole, 2 if self.host.low else 4)]

    def _answer(self, step: Step) -> tuple[str, str]:
        say, interview = self.host.say, self.host.interview
        if step.question is None:
            labels = ", ".join(interview.items.get(step.section.id, {}).values())
            return "", labels or ("-" if is_done(interview, step) else self._open(step))
        answer = interview.answers.get(step.key)
        if answer is None:
            return "class:told", self._open(step)
        if answer.status != "answered":
            said = f"({self.host.status(answer.status)})"
            still = f"  {say('required')}" if step.required and answer.status == "skipped" else ""
            return ("class:told" if still else "class:dim"), said + still
        shown = wording.shown(step.question, interview, step.key)
        beside = [say(BASIS_WORDS[answer.basis])] if answer.basis else []
        if answer.importance is not None:
            beside.append(say("importance {n}", n=answer.importance))
        if answer.note or answer.evidence:
            beside.append(say("with a note"))
        return "", shown + (f" ({', '.join(beside)})" if beside else "")

    def _open(self, step: Step) -> str:
        if self.host.session.draft(step.key):
            return self.host.say("not accepted yet")
        return self.host.say("open, required") if step.required else self.host.say("open")

    # --- keys

    def do_edit(self) -> None:
        """Change the answer under the cursor, and come back."""
        self.host.edit(self.steps[self.at].key)

    def do_back(self) -> None:
        """To the last question."""
        self.host.go_back()

    def do_next_open(self) -> None:
        """To the next open question."""
        if not self._find_open(self.at):
            self.host.tell(self.host.say("Nothing is open. f finishes."))

    def _find_open(self, after: int) -> bool:
        n = len(self.steps)
        for place in [*range(after + 1, n), *range(min(n, after + 1))]:
            if not is_done(self.host.interview, self.steps[place]):
                self.at = place
                return True
        return False

    def do_finish(self) -> None:
        """Finish, or go to the first required question that is open; what else is open is said once."""
        missing = open_required(self.host.questionnaire, self.host.interview)
        if missing:
            self.host.edit(missing[0])
            self.host.tell(
                self.host.say.plural(
                    "{n} required question is open: this one.",
                    "{n} required questions are open; this is the first.",
                    len(missing),
                ),
                "error",
            )
        elif not self._sure and (waiting := self._waiting()):
            self._sure = True
            self.host.tell(waiting)
        elif self.host.commit(Finished()):
            self.host.finished()

    def _waiting(self) -> str:
        """What may be left as it is, but not unseen."""
        host = self.host
        if host.progress.left:
            return host.say.plural(
                "{n} question is open. f again finishes without it.",
                "{n} questions are open. f again finishes without them.",
                host.progress.left,
            )
        if consent.still_to_ask(host.questionnaire, host.interview):
            return host.say("May their words be quoted? c says so; f again finishes without.")
        return ""

    def act(self, action: str, pressed: str) -> None:
        """Any other key takes the question 'finish all the same?' back."""
        if action != "finish":
            self._sure = False
        super().act(action, pressed)

    def move(self, by: int) -> None:
        """To another question."""
        self.at = min(len(self.steps) - 1, max(0, self.at + by))
