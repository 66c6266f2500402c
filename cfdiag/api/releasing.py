"""Handing over: what was handed over before, and what is to be remembered of what is handed over now.

A release is recorded before its file is written, and taken back where that fails: nothing that is not in the
file ever leaves.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timezone
from pathlib import Path

from msgspec import UNSET
from msgspec.structs import replace

from cfdiag import __version__
from cfdiag.api.result import Result
from cfdiag.api.scoring import by_questionnaire
from cfdiag.api.surroundings import engagement_folder, from_here
from cfdiag.formats.releases import encode_release, read_releases
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, fault
from cfdiag.ground.files import is_away
from cfdiag.ground.ledger import Ledger, open_ledger
from cfdiag.model.file_names import RELEASES_NAME
from cfdiag.model.release import Participant, Release
from cfdiag.model.result import Result as Figures
from cfdiag.scoring.between import people_between
from cfdiag.scoring.privacy.repeating import remembered

__all__ = ["Releasing", "releases_file", "releasing"]


def releases_file(paths: Sequence[str], named: str | os.PathLike[str] | None = None) -> Path:
    """The file that remembers what was handed over.

    Args:
        paths: of the interviews.
        named: the one that was asked for.

    Raises:
        CfdiagError: `wrong-use`: standard input and stores have no folder here, and none was named.
    """
    if named:
        return Path(named)
    if not paths or "-" in paths:
        raise fault(
            Code.WRONG_USE,
            "what is handed over is remembered beside the interviews, and standard input has no folder",
            "name a file for it: --releases FILE, the same every time",
        )
    if any(map(is_away, paths)):
        raise fault(
            Code.WRONG_USE,
            "what is handed over is remembered beside the interviews, and nothing is written to a store",
            "name a file for it: --releases FILE, the same every time",
        )
    # Beside the engagement and not beside one of its files: every release has to be found by the next.
    folder = engagement_folder(paths)
    return (from_here(folder) if folder is not None else _folder_of(Path(paths[0]))) / RELEASES_NAME


def _folder_of(path: Path) -> Path:
    """The folder that a path is, or the nearest that it lies in: of a pattern too."""
    return next((each for each in (path, *path.parents) if each.is_dir()), Path())


class Releasing:
    """One release being made. Made by `releasing`."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.before = read_releases(ledger.data, str(ledger.path))
        """What was handed over, the earliest first."""

    @property
    def path(self) -> Path:
        """Where it is remembered."""
        return self._ledger.path

    def record(self, result: Result) -> None:
        """Remember a result that was scored beside `before`; `done` makes that stay.

        Raises:
            CfdiagError: `cannot-write`.
        """
        self._add(
            result.figures,
            result.options.today,
            people=result.people,
            by=result.options.by,
            listed=result.options.each,
        )

    def record_saved(self, figures: Figures, day: str) -> Figures:
        """Remember a saved result, of which nobody knows who is in it; gives it as final.

        Raises:
            CfdiagError: `wrong-use`: it may be that fewer people than the floor are between it and an earlier
                release.
        """
        past = by_questionnaire(self.before)
        for part in figures.questionnaires:
            for id_, group in part.groups.items():
                for each in past.get(part.id, ()) if figures.privacy.between_runs is UNSET else ():
                    then = each.released.shown.groups.get(id_)
                    # Who is between the two is not known: how many there are is all that can be asked.
                    between = people_between(then, group) if then is not None else part.min_group
                    if group.anonymous is True and between < part.min_group:
                        raise fault(
                            Code.WRONG_USE,
                            f"so few people are between this result and the release of {each.day} that both "
                            "would give them away",
                            "hand over from the interviews, which tell who is between the two: "
                            "cfdiag report PATH… --final",
                            Location(str(self.path)),
                        )
        self._add(figures, day)
        return replace(figures, final=True)

    def _add(
        self,
        figures: Figures,
        day: str,
        *,
        people: Mapping[str, Sequence[Participant]] | None = None,
        by: Sequence[str] = (),
        listed: bool = False,
    ) -> None:
        parts = [
            remembered(
                part,
                None if people is None else people.get(part.id, ()),
                by=list(part.by) if people is None else by,
                listed_too=listed,
            )
            for part in figures.questionnaires
        ]
        now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        release = Release(tool=__version__, at=now, day=day, questionnaires=parts)
        self._ledger.add(encode_release(release))

    def done(self) -> None:
        """What was recorded has left."""
        self._ledger.keep()


@contextlib.contextmanager
def releasing(path: Path) -> Iterator[Releasing]:
    """A release: read what was handed over, make a result beside it, record it, write it, `done`.

    Args:
        path: of the file that remembers.

    Raises:
        CfdiagError: it cannot be read or written, is damaged, or another cfdiag is at it.
    """
    with open_ledger(path) as ledger:
        yield Releasing(ledger)
