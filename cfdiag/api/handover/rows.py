"""The rows of a leaver's table: each is kept as an interview among the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import msgspec

from cfdiag.api.surroundings import Around
from cfdiag.exchange.table import PlainTable
from cfdiag.formats.kept_texts import keep_text
from cfdiag.formats.saved import save_interview, saved_before
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic
from cfdiag.ground.sealing import Keys
from cfdiag.ground.writing import make_folder
from cfdiag.handover.known import AccountWords, HeardTalk, known_accounts
from cfdiag.handover.leaver_columns import leaver_lines
from cfdiag.handover.leaver_table import interviews_of_table, same_answers
from cfdiag.handover.told import is_filled_in
from cfdiag.handover.values import HANDOVER
from cfdiag.interview.state import ACCOUNT_NAME
from cfdiag.model.account import Account
from cfdiag.model.interview import Consent, Interview, Respondent
from cfdiag.model.questionnaire import LEAVER, Questionnaire


class RowsTakenIn(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the rows of a leaver's table."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    unread: int = 0
    """Rows in which nothing that was written could be read."""
    faults: tuple[Diagnostic, ...] = ()


def take_in_rows(
    tables: Iterable[PlainTable],
    accounts: Sequence[Account],
    questionnaire: Questionnaire,
    folder: Path,
    near: Around,
    *,
    talks: Sequence[HeardTalk],
    leaver: str,
    today: date,
    language: str,
) -> RowsTakenIn:
    """Save the rows of a leaver's table as interviews; one that says the same as before stays as it is.

    Args:
        tables: as they came back.
        accounts: as lists have them.
        questionnaire: that of the handover.
        folder: where the interviews are.
        near: what stands around.
        talks: the interviews there were before: the table went out with what they told.
        leaver: who filled it in.
        today: the day on which it is read.
        language: of the interviews, where the table does not tell it.

    Raises:
        CfdiagError: `cannot-write`.
    """
    words, taken, seal = AccountWords(accounts), RowsTakenIn(), near.seal()
    names = {each.id: each.name for each in accounts}

    def whose(key: str) -> Respondent:
        """The leaver; the account by its id where the engagement lists it, else by its name.

        Who reads the interview without the list knows no ids.
        """
        called, name = near.engagement.accounts.get(key), names.get(key, key)
        return Respondent(
            group=LEAVER,
            name=leaver or None,
            account=key if called or words.key(name) != key else name,
            consent=Consent.NAMED,
            extra={ACCOUNT_NAME: called} if called else {},
        )

    rows: dict[str, list[str]] = {}
    for talk in talks:
        if is_filled_in(talk.interview):
            key = words.key(talk.interview.respondent.account or "")
            rows.setdefault(key, []).append(talk.interview.id)

    def before(key: str, id_: str) -> Interview | None:
        """The leaver's own row, else the only one that can be: somebody was called no name, then or now."""
        own = _before(_row_file(folder, id_), near.keys)
        if own is not None:
            return own
        there = [
            found for other in rows.get(key, ()) if (found := _before(_row_file(folder, other), near.keys))
        ]
        same_one = [each for each in there if not (leaver and each.respondent.name)]
        return same_one[0] if len(same_one) == 1 else None

    known = {each.key: each for each in known_accounts(accounts, talks)}
    for table in tables:
        read = interviews_of_table(
            table, questionnaire, words.key, before,
            lambda key: next(leaver_lines(known[key])) if key in known else {},
            whose=whose, today=today, language=language,
        )  # fmt: skip
        taken = msgspec.structs.replace(
            taken, unread=taken.unread + read.unread, faults=(*taken.faults, *table.faults, *read.faults)
        )
        for interview in read.interviews:
            make_folder(folder)
            path = _row_file(folder, interview.id)
            earlier = _before(path, near.keys)
            if earlier is not None and same_answers(earlier, interview):
                taken = msgspec.structs.replace(taken, unchanged=taken.unchanged + 1)
                continue
            keep_text(questionnaire, near.kept_for(path))
            save_interview(path, interview, seal)
            field = "new" if earlier is None else "changed"
            taken = msgspec.structs.replace(taken, **{field: getattr(taken, field) + 1})
    return taken


def _row_file(folder: Path, id_: str) -> Path:
    return folder / f"{HANDOVER}-{id_}.json"


def _before(path: Path, keys: Keys) -> Interview | None:
    try:
        return saved_before(path, keys)
    except CfdiagError:
        if not path.is_file():
            raise  # what is sealed and cannot be opened may be newer than the table
        return None
