"""A folder for a new engagement, with the lists that there are already: of people, of accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cfdiag.api.authoring import TablesNamed, new_engagement, with_tables
from cfdiag.api.lists import ACCOUNT_TABLE, ROSTER_TABLE, read_account_list, read_roster_list, roster_faults
from cfdiag.api.surroundings import INTERVIEWS
from cfdiag.api.table_checks import TABLES, understood
from cfdiag.exchange.account_merging import id_of
from cfdiag.exchange.roster import Roster, roster_text
from cfdiag.exchange.table import MAX_TABLE_BYTES
from cfdiag.formats.engagement import engagement_for
from cfdiag.formats.library import Library
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location
from cfdiag.ground.files import read_bytes, read_plain
from cfdiag.ground.writing import make_folder, write_atomically, write_new
from cfdiag.model.engagement import Engagement, Person
from cfdiag.model.file_names import ENGAGEMENT_NAME
from cfdiag.model.listed import same

# Written at the beginning: once pushed, what somebody said in confidence is in every copy.
IGNORED = (
    "# interviews hold what people said in confidence; reports quote it; lists name people and customers\n"
    "interviews/\nreports/\nroster.*\naccounts.*\n*.open.jsonl\n*.torn\nreleases.jsonl\n"
)
"""What is kept out of a history that others read."""
FOLDERS = (INTERVIEWS, "results", "reports")


_OWN_ROSTER = f"{ROSTER_TABLE}.csv"


class SetUpAnswers(NamedTuple):
    """What is known of an engagement before it begins."""

    client: str = ""
    about: tuple[str, ...] = ()
    """The questionnaires in use."""
    inside: int = 0
    """How many people there are inside; 0 where that is not known."""
    customers: int = 0
    language: str = ""
    roster: Path | None = None
    """A table of those who are to be heard."""
    accounts: Path | None = None
    """A table of accounts."""

    @property
    def tables_alone(self) -> bool:
        """Whether nothing but tables is told: they often come later."""
        bare = SetUpAnswers(language=self.language, roster=self.roster, accounts=self.accounts)
        return self == bare and bool(self.roster or self.accounts)


class NewEngagement(NamedTuple):
    """What was set up."""

    file: Path
    made: bool
    """Whether the engagement's file was written; else it was there."""
    groups: dict[str, int] | None
    """How many stand on the roster, by group; None where nobody is listed yet."""
    faults: tuple[Diagnostic, ...]
    """What there is to say of the tables."""


class _Tables(NamedTuple):
    names: dict[str, str]
    """The name in the folder, by what the table holds."""
    copies: dict[str, bytes]
    """What is to be written, by name."""
    people: tuple[Person, ...] | None
    faults: tuple[Diagnostic, ...]

    def named(self) -> TablesNamed:
        """What the engagement's file says of them."""
        return TablesNamed(
            self.names.get(ROSTER_TABLE, ""),
            self.names.get(ACCOUNT_TABLE, ""),
            _departments(self.people or ()),
        )


def set_up(folder: Path, told: SetUpAnswers, *, force: bool = False) -> NewEngagement:
    """Make the folder of an engagement. Nothing is written before everything could be read.

    A table called `roster` or `accounts` that lies in the folder is taken as it is. Of a roster that is named
    the columns that mean something are written to `roster.csv`; a list of accounts is copied. Where nothing
    but tables is told, an engagement that is there keeps what it says, and is given what it lacks.

    Args:
        folder: made where it is not there.
        told: what is known; people on a roster give the departments as well.
        force: write over an engagement.yaml, and over tables that are there.

    Raises:
        CfdiagError: a table cannot be read; a different file is there; a questionnaire that there is not.
    """
    file = folder / ENGAGEMENT_NAME
    again = file.exists()
    later = again and told.tables_alone
    there = read_plain(str(file)) if again else b""  # what nobody can read is not said to be there
    about = told.about
    if later:
        about = engagement_for(there, str(file), {"questionnaires"}.__contains__)[0].questionnaires
    tables = _read(folder, told._replace(about=about))
    files: dict[Path, tuple[bytes, bool]] = {}
    if later:
        files[file] = with_tables(there, str(file), tables.named()), True
    elif force or not again or told != SetUpAnswers(language=told.language):
        inside = 0 if tables.people else told.inside
        text = new_engagement(
            told.client, about, inside, told.customers, language=told.language, tables=tables.named()
        )
        files[file] = text.encode(), force
    for name, data in tables.copies.items():
        files[folder / name] = data, force or _is_unwritten(folder / name)
    if ROSTER_TABLE not in tables.names:
        files[folder / _OWN_ROSTER] = roster_text(()).encode(), False
    if not (folder / ".gitignore").exists() or force:
        files[folder / ".gitignore"] = IGNORED.encode(), True
    _write(folder, files)
    groups = None if tables.people is None else dict(Counter(person.group for person in tables.people))
    return NewEngagement(file, not later and (force or not again), groups, tables.faults)


def _is_unwritten(file: Path) -> bool:
    """Whether it is the roster that `init` made and nobody filled in."""
    return file.is_file() and read_bytes(file, MAX_TABLE_BYTES) == roster_text(()).encode()


def _write(folder: Path, files: Mapping[Path, tuple[bytes, bool]]) -> None:
    """All of the files, or none where a different one of them is there."""
    for path, (data, force) in files.items():
        if path.exists() and not force:
            write_new(path, data)
    for name in ("", *FOLDERS):
        make_folder(folder / name)
    for path, (data, force) in files.items():
        if force or not path.exists():
            write_atomically(path, data)


def _read(folder: Path, told: SetUpAnswers) -> _Tables:
    names: dict[str, str] = {}
    copies: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    engagement = Engagement(questionnaires=told.about)
    library = Library()
    accounts, data = _table(folder, ACCOUNT_TABLE, told.accounts)
    if accounts is not None:
        names[ACCOUNT_TABLE] = _name(ACCOUNT_TABLE, accounts)
        listed = read_account_list(data, str(accounts), date.today())  # noqa: DTZ011  where the user is
        faults += [*listed.faults, *understood(listed)]
        if told.accounts is not None:
            copies[names[ACCOUNT_TABLE]] = data
        engagement = Engagement(
            questionnaires=told.about,
            accounts={each.id: each.name for each in listed.accounts},
            account_aliases={each.id: each.also_called for each in listed.accounts},
        )
    roster, data = _table(folder, ROSTER_TABLE, told.roster)
    people: tuple[Person, ...] | None = None
    if roster is not None:
        names[ROSTER_TABLE] = roster.name if told.roster is None else _OWN_ROSTER
        try:
            read = read_roster_list(data, str(roster), Engagement(questionnaires=told.about), library)
            told_of = read_roster_list(data, str(roster), engagement, library).faults
        except CfdiagError as error:
            # The empty roster of an earlier `init`, to be filled in.
            if told.roster is not None or error.diagnostics[0].code is not Code.NO_RESPONSES:
                raise
        else:
            people = read.people
            faults += [*told_of, *roster_faults(people, library, told.about)]
            if told.roster is not None:
                copies[_OWN_ROSTER] = roster_text(people).encode()
                faults += _not_kept(read, roster)
    return _Tables(names, copies, people, tuple(faults))


def _not_kept(roster: Roster, file: Path) -> list[Diagnostic]:
    """What a personnel list holds beside is nobody's business here, and stays where it is."""
    if not roster.unread:
        return []
    message = f"not kept in the engagement: {', '.join(roster.unread)}"
    return [Diagnostic(Code.UNDERSTOOD, message, Location(str(file)), severity="note")]


def _table(folder: Path, kind: str, given: Path | None) -> tuple[Path | None, bytes]:
    """The table that was named, else one of that name in the folder; and its bytes."""
    beside = (folder / f"{kind}{suffix}" for suffix in TABLES)
    file = given or next((path for path in beside if path.is_file()), None)
    return file, b"" if file is None else read_plain(str(file), MAX_TABLE_BYTES)


def _name(kind: str, file: Path) -> str:
    suffix = file.suffix.lower()
    return f"{kind}{suffix if suffix in TABLES else '.csv'}"


def _departments(people: Sequence[Person]) -> dict[str, str]:
    """The departments that people of a roster are in, with an id each."""
    titles: dict[str, str] = {}
    for person in people:
        if person.department:
            titles.setdefault(same(person.department), person.department)
    found: dict[str, str] = {}
    for title in titles.values():
        made = id_of(title)
        id_, number = made, 2
        while id_ in found:
            id_, number = f"{made}_{number}", number + 1
        found[id_] = title
    return found
