"""Settings that several commands share: the language, the day, and what this terminal can show."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Collection
from datetime import date

from cfdiag.ground.diagnostics import closest, fault
from cfdiag.locales.catalogue import BASE, LANGUAGES
from cfdiag.model.engagement import Engagement
from cfdiag.render.result import OutputContext

WIDEST = 100
"""Scorecards are not drawn wider: a line is read more easily."""

_DRAWN = "█░│–·•…"


def chosen_language(flag: str, engagement: Engagement, spoken: Collection[str] = ()) -> str:
    """The language of the tool's words: the flag's (or `CFDIAG_LANGUAGE`), else the engagement's.

    Args:
        flag: what was asked for, or nothing.
        engagement: whose language holds where nothing was asked for.
        spoken: languages that are as good: those of the questionnaires to be shown.

    Raises:
        CfdiagError: `wrong-option`: it is none of those there are.
    """
    known = (*LANGUAGES, *sorted(set(spoken) - set(LANGUAGES)))
    if not flag:  # an engagement may be held in a language that the tool itself does not speak
        return engagement.language if engagement.language in known else BASE
    if flag not in known:
        hint = closest(flag, known) or f"choose {' or '.join(known)}"
        raise fault("wrong-option", f"--language cannot be '{flag}'", hint)
    return flag


def chosen_day(flag: str) -> str:
    """The day that ages are counted from, as an ISO date; today unless another is given.

    Raises:
        CfdiagError: `wrong-option`: it is no date.
    """
    if not flag:
        return date.today().isoformat()  # noqa: DTZ011  the day where the user is
    try:
        return date.fromisoformat(flag).isoformat()
    except ValueError as error:
        raise fault("wrong-option", f"--date cannot be '{flag}'", "write YYYY-MM-DD") from error


def terminal(language: str) -> OutputContext:
    """What standard output can show: its width, its characters, and whether colours are wanted."""
    try:
        _DRAWN.encode(sys.stdout.encoding or "utf-8")
        unicode = True
    except (UnicodeEncodeError, LookupError):
        unicode = False
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return OutputContext(
        width=min(shutil.get_terminal_size().columns, WIDEST),
        unicode=unicode,
        colour=sys.stdout.isatty() and not plain,
        language=language,
    )
