"""What stands around interviews: the engagement that they are part of, and the questionnaires at hand."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from cfdiag.batch.search_messages import no_store
from cfdiag.formats.kept_texts import KEPT
from cfdiag.formats.library import Library
from cfdiag.ground.addresses import address_of, is_stored
from cfdiag.ground.choices import choose
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, fault
from cfdiag.ground.files import is_away, read_plain
from cfdiag.ground.sealing import NO_KEYS, Keys, Seal, seal_for
from cfdiag.locales.catalogue import BASE, LANGUAGES
from cfdiag.model.engagement import Engagement
from cfdiag.model.file_names import ENGAGEMENT_NAME
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.text import spelled, with_parent
from cfdiag.questions import TYPES

if TYPE_CHECKING:
    from cfdiag.exchange.account_columns import AccountColumns
    from cfdiag.exchange.accounts import Accounts

INTERVIEWS = "interviews"
FOR_INTERVIEW = frozenset(
    {"cfdiag", "client", "language", "languages", "touch_points", "departments", "accounts", "lists"}
    | {"recipients"}
)
"""What an interview needs of an engagement: nothing that is wrong elsewhere may end it."""


NO_FIGURES = frozenset({"roster", "client", "branding", "retention"})
"""What changes no figure and withholds nothing: a wrong colour keeps nobody from what was said."""


def nothing(key: str) -> bool:  # noqa: ARG001  asked as every `needed` is
    """What a task needs of an engagement that only stands around what it is about: no key."""
    return False


class Around(msgspec.Struct, frozen=True):
    """What stands around the interviews that were named."""

    library: Library
    engagement: Engagement
    folder: Path | None
    """The engagement's folder, where there is one."""
    own_faults: tuple[Diagnostic, ...] = ()
    """Warnings: what is wrong in parts of the engagement's file that the task does not need. Where it needs
    none and the file cannot be read at all, why: errors."""
    list_faults: tuple[Diagnostic, ...] = ()
    """What is wrong in the lines of its tables."""
    unreadable: tuple[Diagnostic, ...] = ()
    """Why a table could not be read at all."""
    accounts: Accounts | None = None
    """What the engagement's table of accounts holds, where it names one that was opened."""
    keys: Keys = NO_KEYS
    """What opens interviews that are sealed."""

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """Warnings: what is missing. A merge or a guess in a list is for `check` and `status` to tell."""
        missing = (each for each in (*self.list_faults, *self.unreadable) if each.severity == "error")
        return (*self.own_faults, *(replace(each, severity="warning") for each in missing))

    def seal(self) -> Seal | None:
        """What seals interviews that are kept here; None where the engagement names no recipients.

        Raises:
            CfdiagError: `missing-extra`, `bad-recipient`.
        """
        return seal_for(self.engagement.recipients)

    def kept_for(self, interview: Path) -> Path:
        """Where the text that an interview is held with is kept."""
        beside = self.folder / "questionnaires" if self.folder is not None else interview.parent
        return beside / KEPT


def at_hand(given: Questionnaire | str | os.PathLike[str]) -> Questionnaire | Path:
    """A questionnaire, or the folder of this machine where such are.

    Args:
        given: that, or an address in a store: what lies there is fetched, and goes when the process ends.

    Raises:
        CfdiagError: `cannot-read`, `missing-extra`.
    """
    if isinstance(given, Questionnaire):
        return given
    address = address_of(os.fspath(given))
    if not is_stored(address):
        if is_away(address):
            raise CfdiagError(no_store(address))
        return Path(given)
    from cfdiag.ground.stores import fetch_meanwhile  # noqa: PLC0415  most questionnaires are of this machine

    return fetch_meanwhile(address)


def around(
    paths: Sequence[str],
    questionnaires: Sequence[Path | Questionnaire] | None = None,
    needed: Callable[[str], bool] = lambda key: key not in NO_FIGURES,
    today: date | None = None,
    columns: AccountColumns | None = None,
    *,
    keys: Keys = NO_KEYS,
) -> Around:
    """The questionnaires at hand and the engagement, for interviews at these paths.

    Questionnaires that are given come first, then the folders that are named, then the engagement's own
    copies, then the shipped ones. What is wrong with a part of the engagement that is not `needed` is a
    warning; a file of it that cannot be read at all ends only what needs a part. A table that it names and
    that cannot be read is always a warning, and one not `needed` stays closed.
    Days in tables are understood by `today`, headers of the list of accounts by `columns` first. `keys` open
    what is sealed.
    """
    folder = engagement_folder(paths)
    engagement = Engagement()
    found: tuple[Diagnostic, ...] = ()
    if folder is not None:
        engagement, found = _engagement_in(from_here(folder) / ENGAGEMENT_NAME, needed)
    near = Around(library_near(paths, questionnaires), engagement, folder, found, keys=keys)
    return _with_tables(near, needed, today, columns)


def _engagement_in(file: Path, needed: Callable[[str], bool]) -> tuple[Engagement, tuple[Diagnostic, ...]]:
    """As `engagement_for`, of a file that may not be opened, or is none."""
    from cfdiag.formats.engagement import engagement_for, needs_some  # noqa: PLC0415  many interviews are of none

    try:
        data = read_plain(str(file))
    except CfdiagError as error:
        if needs_some(needed):
            raise
        return Engagement(), error.diagnostics
    return engagement_for(data, str(file), needed)


def library_near(
    paths: Sequence[str], questionnaires: Sequence[Path | Questionnaire] | None = None
) -> Library:
    """The questionnaires at hand for files at these paths, in the order that `around` says."""
    folder = engagement_folder(paths)
    given = [each for each in questionnaires or () if isinstance(each, Questionnaire)]
    folders = [each for each in questionnaires or () if not isinstance(each, Questionnaire)]
    if folder is not None and (folder / "questionnaires").is_dir():
        folders.append(folder / "questionnaires")
    return Library(folders, given, _kept_beside(paths))


def with_roster(near: Around, today: date | None = None) -> Around:
    """The same with the people of the roster's table; what is wrong in it keeps nobody from the task."""
    return _with_tables(near, {"roster"}.__contains__, today)


def _with_tables(
    near: Around,
    needed: Callable[[str], bool],
    today: date | None,
    columns: AccountColumns | None = None,
) -> Around:
    if near.folder is None or not (near.engagement.account_file or near.engagement.roster_file):
        return near
    from cfdiag.api.lists import with_lists  # noqa: PLC0415  most engagements name no table

    listed = with_lists(
        near.engagement,
        from_here(near.folder),
        today or _today(),
        near.library,
        needed=needed,
        columns=columns,
    )
    return replace(
        near,
        engagement=listed.engagement,
        list_faults=(*near.list_faults, *listed.faults),
        unreadable=(*near.unreadable, *listed.unreadable),
        accounts=listed.accounts or near.accounts,
    )


def from_here(folder: Path) -> Path:
    """A folder as it is named: from the one that the user is in, where it lies in that."""
    try:
        return folder.relative_to(Path.cwd())
    except ValueError:
        return folder


def splitting(questionnaire: Questionnaire) -> list[str]:
    """The questions that figures can be broken down by."""
    asked = (question for section in questionnaire.sections for question in section.questions)
    return [question.id for question in asked if TYPES[question.type].splits]


def _kept_beside(paths: Sequence[str]) -> list[Path]:
    """The folders of kept texts beside interviews that belong to no engagement."""
    named = (Path(path) for path in paths if path != "-")
    beside = (path if path.is_dir() else path.parent for path in named)
    return list(dict.fromkeys(folder / KEPT for folder in beside))


def engagement_folder(paths: Sequence[str]) -> Path | None:
    """The folder of the one engagement that all these paths belong to.

    A path belongs to the engagement in its own folder, or to the one whose `interviews/` it is in.
    """
    found = {_engagement_of(path) for path in paths}
    return found.pop() if len(found) == 1 else None


def is_engagement(folder: Path) -> bool:
    """Whether a folder is an engagement's: what is called so and cannot be read is told, not passed over."""
    return os.path.lexists(folder / ENGAGEMENT_NAME)


def _engagement_of(path: str) -> Path | None:
    here = Path(path).absolute()
    if path == "-" or not here.is_dir():
        here = here.parent
    for folder in (here, *here.parents):
        inside = folder == here or here.relative_to(folder).parts[0] == INTERVIEWS
        if inside and is_engagement(folder):
            return folder
    return None


def chosen_language(given: str, engagement: Engagement, spoken: Collection[str] = ()) -> str:
    """The language of the tool's words: the one that was asked for, else the engagement's.

    Args:
        given: what was asked for, or nothing.
        engagement: whose language holds where nothing was asked for.
        spoken: languages that are as good: those of the questionnaires to be shown.

    Raises:
        CfdiagError: `wrong-option`: it is none of those there are.
    """
    known = (*LANGUAGES, *sorted(set(spoken) - set(LANGUAGES)))
    if not given:  # an engagement may be held in a language that the tool itself does not speak
        return engagement.language if engagement.language in known else BASE
    meant = next((each for each in with_parent(spelled(given)) if each in known), given)
    return choose("--language", meant, known)


def chosen_day(given: date | str | None) -> str:
    """The day that ages are counted from, as an ISO date; today unless another is given.

    Raises:
        CfdiagError: `wrong-option`: it is no date.
    """
    if not given:
        return _today().isoformat()
    try:
        return date.fromisoformat(str(given)).isoformat()
    except ValueError as error:
        raise fault(Code.WRONG_OPTION, f"--date cannot be '{given}'", "write YYYY-MM-DD") from error


def _today() -> date:
    return date.today()  # noqa: DTZ011  the day where the user is
