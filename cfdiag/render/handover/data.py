"""`handover.json`: the territory for programs, and for the next handover to be compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from cfdiag import __version__
from cfdiag.handover.territory import Territory
from cfdiag.handover.timetable import PlannedTalk
from cfdiag.handover.totals import CurrencyTotals, StateTotal
from cfdiag.handover.values import JudgedAccount, Reason
from cfdiag.locales.locale import Locale
from cfdiag.model.handover import (
    HANDOVER_FORMAT,
    AccountFiles,
    AccountHanded,
    HandoverFile,
    LeftOut,
    PartTotal,
    PeopleAsked,
    ReasonGiven,
    TalkOnDay,
    TimetableHanded,
    TotalHanded,
    VisitOnDay,
)
from cfdiag.render.handover.sentences import next_step_text, reason_text


class HandoverFrame(msgspec.Struct, frozen=True, kw_only=True):
    """What a handover knows beside its accounts."""

    leaver: str = ""
    successor: str = ""
    left_out: tuple[LeftOut, ...] = ()
    written: dict[str, str] = {}


def handover_file(
    territory: Territory, frame: HandoverFrame, files: Mapping[str, AccountFiles], w: Locale
) -> HandoverFile:
    """The territory as the file has it.

    Args:
        territory: its accounts in order.
        frame: names, and what the lists could not tell.
        files: by the account's key.
        w: the language of reasons and steps.
    """
    names = {each.account.key: each.account.name for each in territory.accounts}
    table = territory.timetable
    return HandoverFile(
        format=HANDOVER_FORMAT,
        tool=__version__,
        language=w.language,
        date=territory.today.isoformat(),
        leaver=frame.leaver or None,
        arriver=frame.successor or None,
        last_day=_iso(table.last_day),
        accounts=[_account(each, territory, files[each.account.key], w) for each in territory.accounts],
        totals=[_total(each) for each in territory.totals],
        maybe_the_same=[list(several) for several in territory.maybe_the_same],
        left_out=list(frame.left_out),
        timetable=TimetableHanded(
            minutes=table.minutes,
            days=table.days,
            talks=_on_days(table.talks, names),
            read_backs=_on_days(table.read_backs, names),
            not_asked=[names[t.account] for t in table.talks if table.last_day and t.day is None],
        ),
        visits=[
            VisitOnDay(account=names[visit.account], day=_iso(visit.day), why=visit.why)
            for visit in table.visits
        ],
        written=frame.written,
    )


def _on_days(talks: Sequence[PlannedTalk], names: Mapping[str, str]) -> list[TalkOnDay]:
    return [
        TalkOnDay(account=names[talk.account], minutes=talk.minutes, day=talk.day.isoformat())
        for talk in talks
        if talk.day is not None
    ]


def _account(each: JudgedAccount, territory: Territory, files: AccountFiles, w: Locale) -> AccountHanded:
    account, value = each.account, each.account.value
    line = account.row.source.rpartition(":")[2] if account.row else ""
    return AccountHanded(
        account=account.name,
        id=(account.row.number or None) if account.row else None,
        row=int(line) if line.isdigit() else None,
        state=each.state,
        value=value[0] if len(value) == 1 else None,
        values=list(value) if len(value) > 1 else [],
        renewal=_iso(account.renewal),
        last_contact=_iso(account.last_contact),
        reasons=[_reason(reason, w) for reason in each.reasons],
        unknown=list(each.unknown),
        next_step=next_step_text(each, w),
        to_ask=len(territory.gaps.get(account.key, ())),
        asked=PeopleAsked(
            leaver=account.leaver is not None,
            arriver=account.arriver is not None,
            colleagues=account.colleagues,
            customer=account.customer,
        ),
        files=files,
    )


def _reason(reason: Reason, w: Locale) -> ReasonGiven:
    return ReasonGiven(
        kind=reason.kind,
        text=reason_text(reason, w),
        date=_iso(reason.day),
        source=str(reason.source) or None,
    )


def _total(total: CurrencyTotals) -> TotalHanded:
    parts = total.parts
    return TotalHanded(
        currency=total.currency,
        at_risk=_part(parts["at_risk"]),
        not_known=_part(parts["not_known"]),
        nothing_seen=_part(parts["nothing_seen"]),
        all=_part(total.whole),
        amount_from=None if total.low == total.whole.amount else total.low,
    )


def _part(total: StateTotal) -> PartTotal:
    return PartTotal(accounts=total.accounts, amount=total.amount, value_unknown=total.value_unknown)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _mark(reason: ReasonGiven) -> tuple[str, str | None]:
    """What a reason is known by from one handover to the next; earlier ones had no day as an empty text."""
    return reason.kind, reason.date or None


_RENEWAL_BEFORE = {"renewal_passed": ("renewal_soon",), "renewal_stale": ("renewal_soon", "renewal_passed")}
"""What a renewal of the same day was told as while it was less late."""
_HEARD_SINCE = "The leaver has told since: {names}."
_READ_SINCE = "The successor has read back since: {names}."


def changed_since(before: HandoverFile, now: HandoverFile, w: Locale) -> tuple[str, ...]:
    """What changed since an earlier handover: accounts and reasons gone and new, and what was told."""
    old, new = ({each.account: each for each in file.accounts} for file in (before, now))
    gone, added = ([name for name in one if name not in other] for one, other in ((old, new), (new, old)))
    lines = [w("No longer there: {names}.", names=w.listing(gone))] if gone else []
    lines += [w("New: {names}.", names=w.listing(added))] if added else []
    both = [(old[name], account) for name, account in new.items() if name in old]
    for said, names in (
        (_HEARD_SINCE, [now.account for was, now in both if now.asked.leaver and not was.asked.leaver]),
        (_READ_SINCE, [now.account for was, now in both if now.asked.arriver and not was.asked.arriver]),
    ):
        lines += [w(said, names=w.listing(names))] if names else []
    open_before, open_now = (sum(each.to_ask for each in file.accounts) for file in (before, now))
    if open_before != open_now:
        said = "Open questions: {before} then, {n} now."
        lines.append(w(said, before=w.count(open_before), n=w.count(open_now)))
    for name, account in new.items():
        if name not in old:
            continue
        had, has = ({_mark(r) for r in each.reasons} for each in (old[name], account))
        # A renewal that was soon and has passed since, or passed and was never updated, is settled by nobody.
        passed = {(was, date) for kind, date in has for was in _RENEWAL_BEFORE.get(kind, ())}
        settled = "; ".join(r.text for r in old[name].reasons if _mark(r) not in has | passed)
        fresh = "; ".join(r.text for r in account.reasons if _mark(r) not in had)
        if settled and fresh:
            said = "{account}, settled: {what}. New: {fresh}."
            lines.append(w(said, account=name, what=settled, fresh=fresh))
        elif settled:
            lines.append(w("{account}, settled: {what}.", account=name, what=settled))
        elif fresh:
            lines.append(w("{account}, new: {what}.", account=name, what=fresh))
    return tuple(lines or [w("Nothing changed since {day}.", day=w.date(before.date))])
