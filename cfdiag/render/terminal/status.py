"""How far an engagement is, in lines with bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.account import Total
from cfdiag.model.status import AccountHeard, EngagementStatus, HeardSoFar, StillToHear, TooMuch
from cfdiag.render.context import OutputContext
from cfdiag.render.terminal.in_lines import IN, in_lines

_BAR = 20
_MOST_ACCOUNTS = 20


def status_text(status: EngagementStatus, context: OutputContext) -> str:
    """Lines for a terminal; sections with nothing in them are left out."""
    w = locale_for(status.language)
    parts: list[tuple[str, Iterable[str]]] = [
        (w("Programme"), _programme(status, w)),
        (w("Heard"), (_heard(each, status, w, unicode=context.unicode) for each in status.done)),
        (w("By department"), (_department(name, groups) for name, groups in status.departments.items())),
        (w("Unfinished"), _unfinished(status, w)),
        (w("Missing"), map(_missing, status.missing)),
        (w("Not in the room"), status.not_in_the_room),
        (w("Too much asked"), (_too_much(each, w) for each in status.too_much_asked)),
        (w("Accounts"), _accounts(status, w)),
        (w("Promised to hear back"), _promised(status, w)),
        (w("Plan"), _plan(status, w)),
        (w("Missing texts"), _texts(status, w)),
        (w("Locked"), _locked(status, w)),
        (w("Trouble"), _trouble(status)),
    ]
    blocks = [
        "\n".join([title, *(part for line in lines for part in in_lines(line, context.width, IN))])
        for title, several in parts
        if (lines := list(several))
    ]
    return "\n\n".join(blocks) or w("nobody is on the roster, and nobody was heard yet")


def _programme(status: EngagementStatus, w: Locale) -> Iterator[str]:
    for each in status.programme:
        people = w.plural("{n} person", "{n} people", each.people)
        time = ""
        if each.minutes and each.hours:
            hours = w.number(each.hours, 0 if each.hours.is_integer() else 1)
            time = ", " + w("{minutes} minutes each, {hours} hours", minutes=each.minutes, hours=hours)
        yield f"{each.questionnaire}, {each.group}: {people}{time}"
        yield from (f"{IN}{line}" for line in each.allows)
        if each.never_alone:
            few = ", ".join(f"{name} {each.departments.get(name, 0)}" for name in each.never_alone)
            yield IN + w("never shown alone: {departments}", departments=few)


def _heard(each: HeardSoFar, status: EngagementStatus, w: Locale, *, unicode: bool) -> str:
    full, empty = ("█", "░") if unicode else ("#", ".")
    said = [w("{n} of {of}", n=each.finished, of=each.wanted) if each.wanted else str(each.finished)]
    filled = min(_BAR, _BAR * each.finished // each.wanted) if each.wanted else 0
    bar = f"{full * filled}{empty * (_BAR - filled)} " if each.wanted else ""
    if each.unfinished:
        said.append(w("{n} unfinished", n=each.unfinished))
    if each.more_until_shown:
        said.append(w("{n} more until anything is shown", n=each.more_until_shown))
    if each.more_for_precision:
        points = w.number(status.precision, 0 if status.precision.is_integer() else 1)
        said.append(w("{n} more for ±{points} points", n=each.more_for_precision, points=points))
    return f"{bar}{each.questionnaire}, {each.group}: {'; '.join(said)}"


def _department(name: str, groups: dict[str, int]) -> str:
    return f"{name}: {', '.join(f'{group} {n}' for group, n in groups.items())}"


def _missing(each: StillToHear) -> str:
    of = ", ".join(part for part in (each.group, each.questionnaire, each.account) if part)
    return f"{each.name} ({of})"


def _unfinished(status: EngagementStatus, w: Locale) -> Iterator[str]:
    for each in status.unfinished:
        said = [w("{n} of {of} answered", n=each.answered, of=each.of)]
        if each.days is not None:
            said.append(w.plural("{n} day old", "{n} days old", each.days))
        if each.stale:
            said.append(w("stale"))
        yield f"{each.file}: {', '.join(said)}"


def _too_much(each: TooMuch, w: Locale) -> str:
    who = each.name or w.plural(
        "{n} person of an anonymous group", "{n} people of anonymous groups", each.people
    )
    return f"{who}: {w('{minutes} minutes, where {limit} are fair', minutes=each.minutes, limit=each.limit)}"


def _accounts(status: EngagementStatus, w: Locale) -> Iterator[str]:
    heard = [each for each in status.accounts if _said(each, w)]
    listed = [each for each in status.accounts if each.listed]
    if listed:
        yield w.plural(
            "{n} of {of} accounts has been talked about", "{n} of {of} accounts have been talked about",
            sum(each in heard for each in listed), of=w.count(len(listed)),
        )  # fmt: skip
    elif heard:
        one, many = "{n} account has been talked about", "{n} accounts have been talked about"
        yield w.plural(one, many, len(heard)) + "; " + w("no list says how many there are")
    for each in heard[:_MOST_ACCOUNTS]:
        yield f"{IN}{_account(each, w, listed=bool(listed))}"
    if len(heard) > _MOST_ACCOUNTS:
        yield IN + w("and {n} more", n=len(heard) - _MOST_ACCOUNTS)
    for total in status.account_totals:
        one, many = "worth in a year: {amount} in {n} account", "worth in a year: {amount} in {n} accounts"
        yield w.plural(one, many, total.accounts, amount=_amount(total, w))
    if status.account_totals and status.accounts_of_unknown_value:
        one, many = "what {n} account is worth is not known", "what {n} accounts are worth is not known"
        yield w.plural(one, many, status.accounts_of_unknown_value)
    for names in status.maybe_the_same:
        yield w("perhaps the same, and counted apart: {names}", names=", ".join(names))


def _account(each: AccountHeard, w: Locale, *, listed: bool) -> str:
    also = f" ({w('also {names}', names=', '.join(each.also))})" if each.also else ""
    unlisted = "" if each.listed or not listed else f" ({w('not in the list')})"
    return f"{each.account}{also}{unlisted}: {', '.join(_said(each, w))}"


def _said(each: AccountHeard, w: Locale) -> list[str]:
    said = [w("leaver")] if each.leaver else []
    said += [w("arriver")] if each.arriver else []
    if each.colleagues:
        said.append(w.plural("{n} colleague", "{n} colleagues", each.colleagues))
    return [*said, w("customer")] if each.customer else said


def _amount(total: Total, w: Locale) -> str:
    high = w.count(round(total.high))
    both = high if total.low == total.high else f"{w.count(round(total.low))} {w('to')} {high}"
    return f"{total.currency} {both}".strip()


def _promised(status: EngagementStatus, w: Locale) -> Iterator[str]:
    if status.promised:
        people, days = status.promised.people, status.promised.days
        said = w.plural("{n} person was promised a reply", "{n} people were promised a reply", people)
        yield said + ", " + w.plural("the first {n} day ago", "the first {n} days ago", days)


_NONE_SPREAD_FROM = 3
"""From so many that are done and did not spread, it is said: a quick win dies where it stays."""


def _plan(status: EngagementStatus, w: Locale) -> Iterator[str]:
    plan = status.plan
    if plan is None:
        return
    yield w("{n} of {of} done", n=w.count(plan.done), of=w.count(plan.actions))
    if plan.unspread >= _NONE_SPREAD_FROM and not plan.spread:
        yield w("{n} done, none spread: where next?", n=w.count(plan.unspread))
    for each in plan.late:
        late = w.plural("{n} day late", "{n} days late", each.days)
        who = ", ".join(part for part in (each.owner, late) if part)
        yield f"{each.title} ({who})  {each.id}"


def _texts(status: EngagementStatus, w: Locale) -> Iterator[str]:
    for each in status.missing_texts:
        interviews = w.plural("{n} interview", "{n} interviews", each.n)
        yield f"{each.questionnaire} ({each.sha256[:12]}): {interviews}"


def _locked(status: EngagementStatus, w: Locale) -> Iterator[str]:
    if status.locked:
        one = "{n} interview is locked: --identity FILE"
        yield w.plural(one, "{n} interviews are locked: --identity FILE", status.locked)


def _trouble(status: EngagementStatus) -> Iterator[str]:
    for each in status.trouble:
        yield f"{each.file}: {each.text} [{each.code}]" if each.file else f"{each.text} [{each.code}]"
        if each.hint:
            yield f"{IN}= {each.hint}"
