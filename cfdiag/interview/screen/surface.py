"""Anything that can have the keyboard: a page, or a panel over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfdiag.interview.screen.draw import Line

if TYPE_CHECKING:
    from cfdiag.interview.screen.host import Host


class Surface:
    """A page or a panel. Every action it offers is a method `do_…` of it."""

    typing = False
    """Whether letters are text rather than keys."""
    quiet = False
    """Whether somebody may think that this is a text field: letters that are no keys are told to be none."""
    several_lines = False
    """Whether what is typed has several lines."""
    whole_width = False
    """Whether its lines are drawn for the whole width, without a margin."""
    covers = False
    """Whether a panel takes the place of the page's lines."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.pressed = ""
        self.cursor = 0
        """The line to keep in view, of those that `lines` gave last."""
        self.top = 0
        """The first line shown, of pages that scroll themselves."""
        self.furthest = 0
        """The last line that can be the first one shown."""
        self.caps: dict[str, str] = {}
        """Names of keys on this page that differ from the table's."""

    def offers(self) -> frozenset[str]:
        """The actions there are now; the names are those of the table of keys."""
        raise NotImplementedError

    def heading(self, cells: int) -> list[Line]:
        """What stays at the top."""
        del cells
        return []

    def lines(self, cells: int) -> list[Line]:
        """What can be scrolled."""
        del cells
        return []

    def asides(self, cells: int) -> list[Line]:
        """What stands below."""
        del cells
        return []

    def initial_text(self) -> str:
        """What is in the text field at first, where there is one."""
        return ""

    def keep(self) -> None:
        """Keep what was typed and not accepted; called before it is left."""

    def act(self, action: str, pressed: str) -> None:
        """Do what a key stands for.

        Args:
            action: one of `offers`.
            pressed: the key, for actions that several keys share.
        """
        self.pressed = pressed
        getattr(self, f"do_{action}")()

    def mistyped(self) -> None:
        """Somebody types, and there is no text field; told only where `quiet`."""

    # --- moving about; which keys those are is the table's affair

    def do_move(self) -> None:
        """Up or down."""
        self.move(-1 if self.pressed == "up" else 1)

    def do_across(self) -> None:
        """Left or right."""
        self.across(-1 if self.pressed == "left" else 1)

    def do_jump(self) -> None:
        """A page up or down, to the first, to the last."""
        far = 1_000_000
        page = max(1, self.host.body_height() - 1)
        self.move({"pageup": -page, "pagedown": page, "home": -far, "end": far}[self.pressed])

    def move(self, by: int) -> None:
        """Move the cursor, or what is seen, by so many."""

    def across(self, by: int) -> None:
        """Move the cursor to the side."""

    def scroll(self, by: int) -> None:
        """Move what is seen by so many lines."""
        self.top = min(self.furthest, max(0, self.top + by))

    def part(self, drawn: list[Line]) -> list[Line]:
        """The lines that fit, from where somebody has scrolled to; a mark says that there are more."""
        height = max(1, self.host.body_height())
        self.furthest = max(0, len(drawn) - height)
        self.top = min(self.top, self.furthest)
        seen = drawn[self.top : self.top + height]
        return [*seen[:-1], [("class:dim", "…")]] if self.top < self.furthest else seen
