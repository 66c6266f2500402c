"""A territory handed over: lists and interviews in, a folder out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import UNSET

from cfdiag import __version__
from cfdiag.api.handover.lists import AccountsGiven, ListReading, accounts_given
from cfdiag.api.handover.pages import HandoverInputs, account_files, pages, tables, to_fill_in
from cfdiag.api.handover.rows import RowsTakenIn, take_in_rows
from cfdiag.api.handover.talks import heard, scored_talks
from cfdiag.api.handover.writing import FolderWriter
from cfdiag.api.lists import account_columns
from cfdiag.api.material import logo_of, with_material
from cfdiag.api.result import Result
from cfdiag.api.surroundings import (
    FOR_INTERVIEW,
    INTERVIEWS,
    Around,
    around,
    chosen_day,
    chosen_language,
    is_engagement,
)
from cfdiag.batch.inputs import refuse_addresses
from cfdiag.formats.handover import read_handover
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, fault
from cfdiag.ground.files import read_bytes
from cfdiag.ground.safe import json_text
from cfdiag.ground.sealing import NO_KEYS, Keys
from cfdiag.handover.known import AccountWords, HeardTalk
from cfdiag.handover.territory import Territory, territory_of
from cfdiag.handover.values import HANDOVER, TERRITORY
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.account import Account
from cfdiag.model.file_names import HANDOVER_NAME
from cfdiag.model.handover import HandoverFile
from cfdiag.model.material import SavedMaterial, Spoken
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Inputs, Privacy
from cfdiag.model.result import Result as Figures
from cfdiag.render.fault_words import fault_lines
from cfdiag.render.handover.data import HandoverFrame, changed_since, handover_file
from cfdiag.render.view.context import Material
from cfdiag.render.view.setting import Setting
from cfdiag.scoring.options import Options

_FOR_HANDOVER = FOR_INTERVIEW - {"client"} | {"branding", "confidentiality"}
_NEVER = 10**6


class HandoverWish(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for."""

    lists: tuple[Path, ...] = ()
    interviews: Path | None = None
    """A folder; else the engagement's."""
    output: Path = Path("handover")
    leaver: str = ""
    successor: str = ""
    last_day: str = ""
    day: str = ""
    columns: Path | None = None
    top: int = 8
    minutes: int = 20
    format: str = "html"
    language: str = ""
    encoding: str = ""
    sheet: str = ""
    baseline: Path | None = None
    force: bool = False
    questionnaires: tuple[Path, ...] = ()
    keys: Keys = NO_KEYS


class HandoverMade(msgspec.Struct, frozen=True, kw_only=True):
    """What was made of it."""

    file: HandoverFile
    folder: Path
    written: tuple[Path, ...]
    kept: tuple[tuple[Path, Path], ...]
    """What somebody filled in and was left as it was, and the new one beside it."""
    rows: RowsTakenIn
    faults: tuple[Diagnostic, ...]
    language: str


def hand_over(wish: HandoverWish) -> HandoverMade:
    """Make the folder of a handover.

    Args:
        wish: what is asked for.

    Raises:
        CfdiagError: there is no account, a list cannot be read, a file cannot be written.
    """
    today = date.fromisoformat(chosen_day(wish.day))
    last_day = date.fromisoformat(_day("--last-day", wish.last_day)) if wish.last_day else None
    before = read_handover(read_bytes(wish.baseline), str(wish.baseline)) if wish.baseline else None
    heard_all = _gathered(wish, today)
    territory = territory_of(
        heard_all.given.accounts, heard_all.talks, heard_all.questionnaire, today=today, last_day=last_day,
        top=wish.top, minutes=wish.minutes,
    )  # fmt: skip
    if not territory.accounts:
        raise fault(
            Code.NO_ACCOUNTS, "there is no account to hand over",
            "name a list of accounts: cfdiag handover accounts.csv; or interview about territory-handover",
        )  # fmt: skip
    return _written(wish, heard_all, territory, before)


class _Gathered(NamedTuple):
    """Lists and interviews, read."""

    near: Around
    given: AccountsGiven
    rows: RowsTakenIn
    result: Result | None
    talks: tuple[HeardTalk, ...]
    questionnaire: Questionnaire
    faults: tuple[Diagnostic, ...]
    language: str
    leaver: str


def _gathered(wish: HandoverWish, today: date) -> _Gathered:
    near, interviews = _around(wish, today)
    language = chosen_language(wish.language, near.engagement)
    how = ListReading(
        today=today, columns=wish.columns, encoding=wish.encoding, sheet=wish.sheet, leaver=wish.leaver
    )
    given = accounts_given(wish.lists, near, how)
    questionnaire = near.library.get(HANDOVER)
    leaver = wish.leaver or _only_owner(given.accounts)
    options = Options(today=today.isoformat(), language=language, recount=False)
    result, rows = scored_talks(interviews, near, options), RowsTakenIn()
    if given.filled_in:
        rows = take_in_rows(
            given.filled_in, given.accounts, questionnaire, interviews, near,
            talks=heard(result) if result else (), leaver=leaver, today=today, language=language,
        )  # fmt: skip
        result = scored_talks(interviews, near, options) if rows.new or rows.changed else result
    talks = heard(result) if result else ()
    unnamed = [t for t in talks if _is_unnamed(t)]
    faults = [*near.faults, *given.faults, *rows.faults, *(_of_result(result, near) if result else ())]
    faults += [_told_of_none(each) for each in unnamed]
    return _Gathered(
        near=near,
        given=given,
        rows=rows,
        result=result,
        talks=tuple(t for t in talks if not _is_unnamed(t)),
        questionnaire=questionnaire,
        faults=tuple(faults),
        language=language,
        leaver=leaver,
    )


def _written(
    wish: HandoverWish, got: _Gathered, territory: Territory, before: HandoverFile | None
) -> HandoverMade:
    w = locale_for(got.language)
    files = account_files(territory, wish.format)
    frame = HandoverFrame(leaver=got.leaver, successor=wish.successor, left_out=got.given.left_out)
    made = handover_file(territory, frame, files, w)
    inputs = HandoverInputs(
        m=_material(got, territory),
        questionnaire=got.questionnaire,
        territory=territory,
        frame=frame,
        since=changed_since(before, made, w) if before else (),
        left_out=tuple(fault_lines(_told_of(got.faults), w)),
        format=wish.format,
    )
    writer = FolderWriter(wish.output, force=wish.force)
    writer.pages(pages(inputs, files))
    writer.pages(tables(inputs))
    writer.to_fill_in(to_fill_in(inputs))
    made = msgspec.structs.replace(made, written=writer.hashes)
    writer.pages([(HANDOVER_NAME, json_text(made).encode() + b"\n")])
    return HandoverMade(
        file=made,
        folder=wish.output,
        written=tuple(writer.written),
        kept=tuple(writer.kept),
        rows=got.rows,
        faults=got.faults,
        language=got.language,
    )


def _around(wish: HandoverWish, today: date) -> tuple[Around, Path]:
    """What stands around it, and where its interviews are."""
    has_engagement = wish.interviews is None and is_engagement(Path())
    interviews = wish.interviews or Path(INTERVIEWS)
    refuse_addresses([interviews])
    paths = ["."] if has_engagement else [str(interviews)]
    needed = _FOR_HANDOVER.__contains__
    # Of lists that are named they are told when those are read.
    columns = account_columns(wish.columns) if wish.columns and not wish.lists else None
    return around(paths, list(wish.questionnaires), needed, today, columns, keys=wish.keys), interviews


def _only_owner(accounts: Sequence[Account]) -> str:
    owners = {account.owner for account in accounts}
    return owners.pop() if len(owners) == 1 else ""


def _material(got: _Gathered, territory: Territory) -> Material:
    """Words and settings of the pages: a working paper of insiders, so no draft and no release."""
    near, result, language = got.near, got.result, got.language
    engagement = near.engagement
    names = {each.account.key: each.account.name for each in territory.accounts}
    kept = with_material(result).material if result else UNSET
    saved = SavedMaterial() if kept is UNSET else kept
    texts = {id_: near.library.get(id_) for id_ in (HANDOVER, TERRITORY)}
    saved = msgspec.structs.replace(
        saved,
        texts={**saved.texts, **texts},
        spoken=_by_key(saved.spoken, AccountWords(got.given.accounts)),
        accounts={**engagement.accounts, **names},
    )
    figures = Figures(
        tool=__version__,
        language=language,
        final=True,
        inputs=Inputs(interviews=0, unfinished=0),
        privacy=Privacy(min_group=_NEVER, min_comments=_NEVER, unmasked=False),
        fictional=True if engagement.fictional else UNSET,
        material=saved,
    )
    setting = Setting(
        client=engagement.client,
        date=territory.today.isoformat(),
        language=language,
        confidentiality=engagement.confidentiality,
        branding=engagement.branding,
        logo=logo_of(near),
        fictional=engagement.fictional,
        accounts=saved.accounts,
    )
    return Material(figures, setting, locale_for(language))


def _by_key(spoken: Spoken, words: AccountWords) -> Spoken:
    """What was said about accounts, by the keys that a handover has for them."""
    remarks = [
        msgspec.structs.replace(each, account=words.key(each.account)) if each.account else each
        for each in spoken.remarks
    ]
    occasions = {words.key(account): seen for account, seen in spoken.occasions.items()}
    return msgspec.structs.replace(spoken, remarks=remarks, occasions=occasions)


def _of_result(result: Result, near: Around) -> list[Diagnostic]:
    told = set(near.faults)
    return [each for each in result.faults if each.severity != "note" and each not in told]


def _is_unnamed(talk: HeardTalk) -> bool:
    return talk.interview.questionnaire.id == HANDOVER and not talk.interview.respondent.account


def _told_of_none(talk: HeardTalk) -> Diagnostic:
    message = "the interview says of no account which one it is about: it is left out"
    return Diagnostic(
        Code.NO_ACCOUNT, message, Location(talk.interview.id), "hold it with --account NAME", "warning"
    )


def _told_of(faults: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What the lists could not tell."""
    return [
        each
        for each in faults
        if each.severity != "note" and each.code is not Code.MAYBE_THE_SAME  # said beside the totals
    ]


def _day(flag: str, given: str) -> str:
    try:
        return chosen_day(given)
    except CfdiagError as error:
        raise fault(Code.WRONG_OPTION, f"{flag} cannot be '{given}'", "write YYYY-MM-DD") from error
