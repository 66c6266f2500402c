"""Picking: yes or no, one of several options, several of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfdiag.interview.screen.draw import Line, hanging
from cfdiag.interview.screen.page import QuestionPage
from cfdiag.model.interview import AnswerValue
from cfdiag.questions import TYPES, MismatchError

if TYPE_CHECKING:
    from cfdiag.interview.flow import Step
    from cfdiag.interview.screen.host import Host


class ChoicePage(QuestionPage):
    """A list of options. In a list of one, the arrows move the choice itself, as radio buttons do."""

    def __init__(self, host: Host, steps: tuple[Step, ...]) -> None:
        super().__init__(host, steps)
        self.many = self.question.type == "choices"
        self.ids = (
            ["yes", "no"]
            if self.question.type == "yes_no"
            else [option.id for option in self.question.options]
        )
        value = self.entry.value
        draft = [id_ for id_ in host.session.draft(self.entry.step.key).split(",") if id_ in self.ids]
        start = draft or (value if isinstance(value, list) else [str(value)])
        self.picked = {id_ for id_ in start if id_ in self.ids}
        self.at = next((n for n, id_ in enumerate(self.ids) if id_ in self.picked), 0)
        self.caps = {"digit": f"1-{min(9, len(self.ids))}"}
        if draft:
            host.tell(host.say("Not accepted yet: Enter accepts it."))

    def offers(self) -> frozenset[str]:
        """Picking and moving."""
        moves = {"digit", "move", "jump", "clear"}
        return super().offers() | moves | ({"toggle"} if self.many else set())

    def lines(self, cells: int) -> list[Line]:
        """The options, each with its number."""
        drawn: list[Line] = []
        number_width = len(str(len(self.ids)))
        for place, id_ in enumerate(self.ids):
            on = id_ in self.picked
            here = place == self.at and (self.many or on)
            mark = ("[x]" if on else "[ ]") if self.many else ("(o)" if on else "( )")
            first = f"{'>' if here else ' '} {place + 1:>{number_width}} {mark} "
            style = "class:chosen" if on else "class:here" if here else ""
            drawn += [[(style, line)] for line in hanging(first, self._label(id_), cells)]
            if place == self.at:
                self.cursor = len(drawn) - 1
        status = self.entry.status
        if not self.picked and status not in (None, "answered"):
            drawn += [[("", "")], [("class:chosen", f"  [{self.host.status(status)}]")]]
        return drawn

    def _label(self, id_: str) -> str:
        value = [id_] if self.many else id_
        return TYPES[self.question.type].show(self.question, value, self.host.language, self.host.group)

    def given(self) -> AnswerValue:
        """What is picked, in the order of the options."""
        ids = [id_ for id_ in self.ids if id_ in self.picked]
        if not self.many:
            return ids[0] if ids else None
        if ids and not TYPES["choices"].fits(self.question, ids):
            raise self._wrong_number(len(ids))
        return ids or None

    def _wrong_number(self, picked: int) -> MismatchError:
        least, most = round(self.question.min or 0), round(self.question.max or len(self.ids))
        if picked < least:
            return MismatchError("at least {min} of these", min=least)
        return MismatchError("at most {max} of these", max=most)

    def keep(self) -> None:
        """A choice that was not accepted is a draft."""
        saved = self.entry.saved.value if self.entry.saved else None
        ids = [id_ for id_ in self.ids if id_ in self.picked]
        same = ids == (saved if isinstance(saved, list) else [saved] if saved else [])
        self.host.keep_draft(self.entry.step.key, "" if same else ",".join(ids))

    # --- keys

    def do_digit(self) -> None:
        """Pick by number."""
        place = (int(self.pressed) - 1) % 10 if self.pressed.isdigit() else len(self.ids)
        if place >= len(self.ids):
            self.host.complain("a number from {min} to {max}", {"min": 1, "max": len(self.ids)})
            return
        self.at = place
        self._pick()

    def do_toggle(self) -> None:
        """Tick the option under the cursor, or take the tick away."""
        self._pick()

    def _pick(self) -> None:
        id_ = self.ids[self.at]
        self.picked = self.picked ^ {id_} if self.many else {id_}

    def move(self, by: int) -> None:
        """To another option; the first step down goes to the first one."""
        if not self.many and not self.picked:
            by = 0 if abs(by) == 1 else by
        self.at = min(len(self.ids) - 1, max(0, self.at + by))
        if not self.many:
            self._pick()

    def do_clear(self) -> None:
        """Nothing is picked any more."""
        self.picked = set()
        self.entry.status = None
