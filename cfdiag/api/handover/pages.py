"""The files of a handover, one after the other: never more than one of them is held in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.handover.territory import Territory
from cfdiag.handover.values import TERRITORY, JudgedAccount
from cfdiag.model.handover import AccountFiles
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.view import Handover, Report
from cfdiag.render.diagnostics.account_view import give_and_get
from cfdiag.render.handover.asking import asked_of_many, asked_once, key_of
from cfdiag.render.handover.brief import brief
from cfdiag.render.handover.data import HandoverFrame
from cfdiag.render.handover.ics import calendar_file
from cfdiag.render.handover.leaver_sheet import leaver_csv, leaver_workbook
from cfdiag.render.handover.ledger import ledger
from cfdiag.render.handover.plan import plan
from cfdiag.render.handover.rows import (
    ACCOUNT_COLUMNS,
    PROMISE_COLUMNS,
    TASK_COLUMNS,
    account_list,
    promise_list,
    table_text,
    task_rows,
)
from cfdiag.render.handover.sentences import day_text
from cfdiag.render.handover.slugs import file_slugs
from cfdiag.render.made_from import made_from_accounts
from cfdiag.render.report import REPORT_FORMATS, Target
from cfdiag.render.view.branding import branding
from cfdiag.render.view.context import Material
from cfdiag.render.view.method import cover

PAGE_SUFFIX = {"html": ".html", "markdown": ".md", "pdf": ".pdf"}
"""The formats of the pages, and what their files end in."""


class HandoverInputs(NamedTuple):
    """What the pages are made from."""

    m: Material
    questionnaire: Questionnaire
    territory: Territory
    frame: HandoverFrame
    since: tuple[str, ...]
    left_out: tuple[str, ...]
    format: str


def account_files(territory: Territory, format_: str) -> dict[str, AccountFiles]:
    """The files of each account, from the folder on, by its key."""
    ending = PAGE_SUFFIX[format_]
    slugs = file_slugs((each.account.key, each.account.name) for each in territory.accounts)
    return {
        key: AccountFiles(
            brief=f"accounts/{slug}{ending}", visit=f"visits/{slug}{ending}", intro=f"intros/{slug}.md"
        )
        for key, slug in slugs.items()
    }


def pages(inputs: HandoverInputs, files: Mapping[str, AccountFiles]) -> Iterator[tuple[str, bytes]]:
    """Every page with its name, from the folder on; what somebody may fill in is not among them."""
    m, territory, ending = inputs.m, inputs.territory, PAGE_SUFFIX[inputs.format]
    bare = _bare(inputs, territory.accounts)
    link = (lambda key: files[key].brief) if inputs.format != "pdf" else (lambda _key: "")
    asked_in = f"ask{ending}" if any(territory.gaps.values()) else ""
    made = plan(m, territory, m.questionnaires.get(TERRITORY), link, asked_in=asked_in)
    if made is not None:
        whole = replace(made, since=inputs.since, left_out=inputs.left_out)
        of_whole = territory.whole.interview is not None
        foot = made_from_accounts((each.account for each in territory.accounts), m.words, of_whole=of_whole)
        view = replace(
            bare, made_from=foot, territory_plan=whole, territory=made.accounts, handovers_note=_note(inputs)
        )
        yield f"plan{ending}", _page(view, "territory-plan", inputs.format)
    promised = replace(bare, promise_ledger=ledger(m, inputs.questionnaire, territory))
    yield f"promises{ending}", _page(promised, "promise-ledger", inputs.format)
    for each in territory.accounts:
        mine = replace(_bare(inputs, [each]), handovers=(_handover(inputs, each),))
        named = files[each.account.key]
        yield named.brief, _page(mine, "handover-brief", inputs.format)
        yield named.visit, _page(mine, "first-visit", inputs.format)
        yield named.intro, _page(mine, "introduction", "markdown")


def tables(inputs: HandoverInputs) -> Iterator[tuple[str, bytes]]:
    """What goes back into other programs."""
    territory, frame, w = inputs.territory, inputs.frame, inputs.m.words
    yield "promises.csv", table_text(PROMISE_COLUMNS, promise_list(territory))
    yield "tasks.csv", table_text(TASK_COLUMNS, task_rows(territory, frame.leaver, frame.successor, w))
    yield "accounts.csv", table_text(ACCOUNT_COLUMNS, account_list(territory))
    yield "handover.ics", calendar_file(territory, w)


def to_fill_in(inputs: HandoverInputs) -> Iterator[tuple[str, bytes]]:
    """The questions for the leaver, in the order of the timetable, and the table to fill in."""
    m, territory = inputs.m, inputs.territory
    many = asked_of_many(territory)
    shared = {key_of(each.gap) for each in many}
    about = [each for each in territory.accounts if territory.gaps.get(each.account.key)]
    if about:
        asked = tuple(_handover(inputs, each, shared) for each in about)
        said = asked_once(m, inputs.questionnaire, many)
        view = replace(_bare(inputs, about), handovers=asked, asked_of_most=said)
        yield f"ask{PAGE_SUFFIX[inputs.format]}", _page(view, "leaver-questions", inputs.format)
    try:
        yield "leaver.xlsx", leaver_workbook(inputs.m, inputs.questionnaire, territory)
    except CfdiagError:
        yield "leaver.csv", leaver_csv(inputs.m, inputs.questionnaire, territory)


def _note(inputs: HandoverInputs) -> str:
    return inputs.m.text(inputs.questionnaire.notes.get("value_at_risk"))


def _bare(inputs: HandoverInputs, about: Iterable[JudgedAccount]) -> Report:
    """A page about accounts with nothing on it but whose it is, and what it is made from."""
    m = inputs.m
    front = cover(m)
    return Report(
        language=m.setting.language,
        audience=m.setting.audience,
        cover=front,
        stamps=front.stamps,
        branding=branding(m.setting),
        made_from=made_from_accounts((each.account for each in about), m.words),
        contents=(),
        sections=(),
        successor=inputs.frame.successor,
    )


def _handover(inputs: HandoverInputs, each: JudgedAccount, but: Collection[str] = ()) -> Handover:
    m, table, key = inputs.m, inputs.territory.timetable, each.account.key
    made = brief(m, inputs.questionnaire, inputs.territory, each, but=but)
    return replace(
        made,
        successor=inputs.frame.successor,
        leaver=inputs.frame.leaver,
        last_day=day_text(table.last_day, m.words) if table.last_day else "",
        give_and_get=give_and_get(m, key),
    )


def _page(view: Report, template: str, format_: str) -> bytes:
    return REPORT_FORMATS[format_](view, Target(template)).data
