"""Plain mode: the interview in lines, for screen readers, simple terminals and pipes.

One line at a time, no colour, no cursor movement, no tables. Every command of the screen is there. A line
`Saved: …` means that it is on disk.
"""

from __future__ import annotations

from cfdiag.interview.plain.console import Lines
from cfdiag.interview.plain.pages import Pages
from cfdiag.interview.plain.phrases import COMMANDS
from cfdiag.interview.session import Outcome, Session

__all__ = ["COMMANDS", "run"]


def run(session: Session, lines: Lines) -> Outcome:
    """Hold the interview.

    Args:
        session: the interview.
        lines: where lines are read, and at whose end the interview is left, and where they are written.

    Returns:
        How it was left; what was answered is saved in each case.

    Raises:
        CfdiagError: a line was refused or an answer not saved, and nobody is there to be asked again.
    """
    return Pages(session, lines).run()
