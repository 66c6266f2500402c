"""What is said when an interview is left: where it is saved, what to do next; scores only when asked for."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

from cfdiag.api.surroundings import Around
from cfdiag.cli.console import leave_output, out, out_rendered
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.safe import safe
from cfdiag.handover.values import HANDOVER, TERRITORY
from cfdiag.interview import flow
from cfdiag.interview.session import Outcome
from cfdiag.interview.start import Held
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.file_names import ENGAGEMENT_NAME
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import LEAVER


class After:
    """The end of one interview.

    Args:
        held: the interview.
        near: the questionnaires and the engagement it was held with.
        flags: what the next command needs to find them, to be shown as it is typed.
        quiet: no scorecard, no next command.
        alone: whether nobody sits there whose score it is: the answers come from a file or a pipe.
    """

    def __init__(self, held: Held, near: Around, flags: str, *, quiet: bool, alone: bool) -> None:
        self._held, self._near, self._flags, self.quiet = held, near, flags, quiet
        self._alone = alone

    def say(self, outcome: Outcome, *, kept: bool) -> None:
        """Say how it ended.

        Args:
            outcome: how it was left.
            kept: whether there is a journal to go on with.
        """
        try:
            # At a table the respondent reads along: there Ctrl-G and /scores show it, and nothing else.
            if outcome == "finished" and self._alone and not self.quiet:
                out_rendered(self.scorecard(self._held.session.interview))
            for text in self._lines(outcome, kept=kept):
                out(text)
            sys.stdout.flush()
        except OSError:
            # The terminal or the pipe has gone; the interview is saved, and its exit code says how.
            leave_output()

    def scorecard(self, interview: Interview) -> str:
        """The interview scored as it stands, drawn for this terminal."""
        from cfdiag.api.scoring import Options, score_in_hand, score_near
        from cfdiag.cli.settings import terminal

        try:
            options = Options(language=interview.language)
            if self._held.journal.sealed:  # its file opens with a key that need not be here
                scored = score_in_hand(interview, self._near, options)
            else:
                # By its file: what is shown is what `score` would say of it, and not another reckoning.
                file = self._held.file if interview.finished is not None else self._held.journal.path
                scored = score_near([str(file)], self._near, options)
        except CfdiagError as error:
            return safe(f"It cannot be scored: {error}")
        return scored.render("text", terminal(interview.language))

    def _lines(self, outcome: Outcome, *, kept: bool) -> list[str]:
        held = self._held
        t = locale_for(held.session.interview.language)
        if outcome == "finished":
            done = t("Finished: {file}", file=held.file)
            return [done, *([] if self.quiet else [t("Next: {command}", command=self._next())])]
        if not kept and held.reopened:
            return [t("Nothing was changed: {file}", file=held.file)]
        if not kept:
            return [t("Nothing was answered: no interview is kept.")]
        progress = flow.progress(held.session.questionnaire, held.session.interview)
        again = f"cfdiag interview --resume {shlex.quote(str(held.journal.path))}{self._flags}{self._key()}"
        return [
            t(
                "Saved: {done} of {total} questions are done, in {file}",
                done=progress.done,
                total=progress.total,
                file=held.journal.path,
            ),
            t("Go on: {command}", command=again),
            *([t("It is locked: without your key it goes on in a second file.")] if self._key() else []),
            *self._reopened(),
        ]

    def _next(self) -> str:
        """The command that comes next, as it is typed from here: quoted, it is copied into a shell."""
        file, about = self._held.file, self._held.session.interview.questionnaire.id
        if about not in (HANDOVER, TERRITORY):
            done = f"report {shlex.quote(str(file))} --output plan.html"
        elif about == TERRITORY and not self._near.engagement.accounts:
            # Of the territory as a whole nothing is handed over: that is done account by account.
            return f"cfdiag interview {HANDOVER} --group {LEAVER}{self._flags}"
        elif Path(ENGAGEMENT_NAME).is_file():
            done = "handover"
        else:
            done = f"handover --interviews {shlex.quote(str(file.parent))}"
        return f"cfdiag {done}{self._flags}{self._key()}"

    def _key(self) -> str:
        """The flag that a later command needs to open it."""
        if not self._held.journal.sealed or "CFDIAG_IDENTITY" in os.environ:
            return ""
        return f" --identity {shlex.quote(self._near.keys.file or 'KEY')}"

    def _reopened(self) -> list[str]:
        """That what was changed in a finished interview does not count yet, but for a consent taken back."""
        if not self._held.reopened:
            return []
        t = locale_for(self._held.session.interview.language)
        return [
            t(
                "Until it is finished again, reports use it as it was finished on {day}. "
                "What may no longer be quoted or named is left out from now on.",
                day=self._held.reopened[:10],
            )
        ]
