"""Pages that are read rather than answered: the opening, a section's intro, the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from prompt_toolkit.formatted_text import ANSI, to_formatted_text
from prompt_toolkit.formatted_text.utils import split_lines

from cfdiag.ground.cells import wrap
from cfdiag.interview import consent
from cfdiag.interview.screen import keys
from cfdiag.interview.screen.draw import Line
from cfdiag.interview.screen.page import Page
from cfdiag.model.interview import Consent

if TYPE_CHECKING:
    from cfdiag.interview.screen.host import Host
    from cfdiag.model.questionnaire import Section


class ToldPage(Page):
    """Text to be read, scrolled with the arrows where there is more of it than room.

    Who thinks that this is a text field already types letters. A letter that stands for a key is
    therefore a key only when it is pressed twice, but for those `at_once`.
    """

    quiet = True
    at_once: ClassVar[frozenset[str]] = frozenset({"help"})

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._asked = ""

    def act(self, action: str, pressed: str) -> None:
        """Do what a key stands for; a letter says first what that is."""
        if pressed.isalpha() and len(pressed) == 1 and action not in self.at_once and action != self._asked:
            self._asked = action
            short = next(key.short for key in keys.KEYS if key.action == action)
            self.host.tell(self.host.say("{key} again: {what}", key=pressed, what=self.host.say(short)))
            return
        self._asked = ""
        super().act(action, pressed)

    def offers(self) -> frozenset[str]:
        """Scrolling."""
        return (super().offers() - {"forward"}) | {"move", "jump"}

    def mistyped(self) -> None:
        """Say that there is no text field, and what is: Enter."""
        self._asked = ""
        self.host.tell(self.host.say("Nothing is typed on this page: Enter goes on."))

    def paragraphs(self) -> list[tuple[str, str]]:
        """The text as `(style, paragraph)`."""
        raise NotImplementedError

    def lines(self, cells: int) -> list[Line]:
        """The paragraphs, wrapped, a blank line between them."""
        drawn: list[Line] = []
        for style, paragraph in self.paragraphs():
            if drawn:
                drawn.append([("", "")])
            drawn += [[(style, line)] for line in wrap(paragraph, cells)]
        return self.part(drawn)

    def move(self, by: int) -> None:
        """Scroll."""
        self.scroll(by)

    def do_accept(self) -> None:
        """Go on, once the end has been seen."""
        if self.top < self.furthest:
            self.scroll(max(1, self.host.body_height() - 2))
        else:
            super().do_accept()


class OpeningPage(ToldPage):
    """What this is about, how long it takes, and what happens with the answers."""

    at_once = frozenset({"help", "consent", "language", "review"})

    def offers(self) -> frozenset[str]:
        """There is nothing before it; whether somebody may be named is settled here."""
        asked = consent.concerns(self.host.questionnaire, self.host.interview)
        return (super().offers() - {"back"}) | ({"consent"} if asked else set())

    def heading(self, cells: int) -> list[Line]:
        """The questionnaire's title."""
        return [[("class:question", line)] for line in wrap(self.host.title, cells)]

    def paragraphs(self) -> list[tuple[str, str]]:
        """Purpose, size, what happens with the answers, the first keys."""
        host, say = self.host, self.host.say
        told: list[tuple[str, str]] = []
        if host.questionnaire.purpose is not None:
            told.append(("", host.worded(host.questionnaire.purpose, None)))
        told += [("class:told", say(notice)) for notice in host.session.notices]
        progress = host.progress
        size = say.plural("{n} question", "{n} questions", progress.total)
        minutes = say.plural("about {n} minute", "about {n} minutes", host.minutes())
        told.append(("", f"{size}, {minutes}. {self._what_becomes_of_it()}"))
        if host.consent():
            told.append(("class:told", host.consent()))
        told.append(
            (
                "",
                say(
                    "Every answer is saved as soon as it is given: you can leave at any time and go on later."
                ),
            )
        )
        told.append(("class:dim", say("Enter begins. ? shows the keys, on every page.")))
        return told

    def _what_becomes_of_it(self) -> str:
        host, say = self.host, self.host.say
        group = host.questionnaire.groups.get(host.group)
        given = host.interview.respondent.consent
        if given == Consent.COUNTED:
            return say("The answers are counted; what is said in them is quoted nowhere.")
        if group is not None and group.anonymous and given is None:
            return say(
                "The answers are counted together with those of others. Figures of fewer than {n} people are"
                " not shown; remarks are quoted without a name.",
                n=host.questionnaire.min_group,
            )
        if given == Consent.NAMED:
            return say("Remarks may be quoted by name, as was agreed.")
        if given == Consent.QUOTED:
            return say("Remarks may be quoted without a name, as was agreed.")
        return say("Remarks are quoted only if that is agreed, and with a name only if that is agreed too.")


class IntroPage(ToldPage):
    """What a section is about."""

    def __init__(self, host: Host, section: Section) -> None:
        super().__init__(host)
        self.section = section

    def heading(self, cells: int) -> list[Line]:
        """The section's title."""
        title = self.host.worded(self.section.title, None)
        return [[("class:question", line)] for line in wrap(title, cells)]

    def paragraphs(self) -> list[tuple[str, str]]:
        """The intro."""
        if self.section.intro is None:
            return []
        intro = self.host.worded(self.section.intro, None)
        return [("", paragraph) for paragraph in intro.split("\n") if paragraph.strip()]


class FinishPage(ToldPage):
    """The interview is finished: its scorecard."""

    whole_width = True
    quiet = False
    at_once = frozenset({"help", "end"})

    def __init__(self, host: Host, scorecard: Callable[[], str]) -> None:
        super().__init__(host)
        self._scorecard = scorecard
        self._text, self._drawn_for = "", 0

    def offers(self) -> frozenset[str]:
        """Scroll, close."""
        return frozenset({"end", "interrupt", "move", "jump", "help"})

    def heading(self, cells: int) -> list[Line]:
        """That it is done."""
        thanks = self.host.say("Finished and saved. Thank you.")
        return [[("class:question", line)] for line in wrap(thanks, cells)]

    def lines(self, cells: int) -> list[Line]:
        """The scorecard as it is, its lines not wrapped; drawn anew for another width."""
        del cells
        columns = self.host.columns
        if columns != self._drawn_for:
            self._text, self._drawn_for = self._scorecard(), columns
        return self.part(_coloured(self._text))

    def do_end(self) -> None:
        """Back to the shell."""
        self.host.leave("finished")

    do_interrupt = do_end


def _coloured(text: str) -> list[Line]:
    """The lines of a text with colours in it; other escape sequences are left out."""
    fragments = to_formatted_text(ANSI(text.rstrip("\n")))
    harmless = [fragment for fragment in fragments if "[ZeroWidthEscape]" not in fragment[0]]
    return [[(fragment[0], fragment[1]) for fragment in line] for line in split_lines(harmless)]
