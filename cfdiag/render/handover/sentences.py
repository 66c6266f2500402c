"""Reasons, steps, sources and amounts of a handover in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from cfdiag.handover.timetable import NextStep, next_step
from cfdiag.handover.values import JudgedAccount, KnownFrom, Reason, ReasonKind, State
from cfdiag.locales.locale import NONE, Locale
from cfdiag.model.account import Amount

STATE_NAMES: dict[State, str] = {
    "at_risk": "At risk",
    "not_known": "Not known",
    "nothing_seen": "Nothing seen",
}


def day_text(day: date | None, w: Locale) -> str:
    """A day as people write it, or a dash."""
    return NONE if day is None else w.date(day.isoformat())


def amounts_text(value: Sequence[Amount], w: Locale) -> str:
    """What an account is worth: an amount a currency; a dash where nobody knows."""
    return " + ".join(amount_text(each.amount, each.currency, w) for each in value) or NONE


def amount_text(amount: float, currency: str, w: Locale) -> str:
    """An amount in whole units, its currency before it where that is known."""
    return f"{currency} {w.count(round(amount))}".strip()


def source_text(source: KnownFrom, w: Locale) -> str:
    """Where something is known from: a line of a list, or whose words from which day; or nothing."""
    if source.line:
        file, _, line = source.line.rpartition(":")
        return w("{file}, line {n}", file=file.replace("\\", "/").rpartition("/")[2], n=line)
    day = w.date(source.day.isoformat()) if source.day else ""
    if not source.who:
        return w("told on {day}", day=day) if day else ""
    return ", ".join(part for part in (source.who, day) if part)


def reason_text(reason: Reason, w: Locale) -> str:
    """A reason as the middle of a sentence, with its day."""
    day, n = day_text(reason.day, w), abs(reason.days)
    if reason.kind == "promise_overdue":
        what = w.quoted(reason.what)
        if reason.day is None or reason.days >= 0:
            return w("promise overdue: {what}", what=what)
        one, many = "promise overdue for {n} day: {what}", "promise overdue for {n} days: {what}"
        return w.plural(one, many, n, what=what)
    dated = {
        "renewal_passed": ("renewal passed {n} day ago, on {day}", "renewal passed {n} days ago, on {day}"),
        "renewal_soon": ("renewal in {n} day, on {day}", "renewal in {n} days, on {day}"),
        "no_contact": (
            "no contact for {n} day, the last on {day}", "no contact for {n} days, the last on {day}",
        ),
    }  # fmt: skip
    if reason.kind in dated:
        return w.plural(*dated[reason.kind], n, day=day)
    return _PLAIN[reason.kind](reason, day, w)


SHORT_REASONS: dict[ReasonKind, str] = {
    "knows_only_leaver": "knows only the leaver",
    "renewal_passed": "renewal passed",
    "renewal_soon": "renewal",
    "said_could_end": "what they said",
    "promise_overdue": "promise overdue",
    "critic_decides": "a critic decides",
}
"""Hard reasons in a few words; those about silence say how long."""


def reasons_in_short(reasons: Sequence[Reason], w: Locale) -> list[str]:
    """Reasons in a few words each; of several promises or people how many they are."""
    said: dict[str, int] = {}
    for reason in reasons:
        if reason.kind == "no_contact":
            text = w.plural("silent for {n} day", "silent for {n} days", abs(reason.days))
        else:
            short = SHORT_REASONS.get(reason.kind)
            text = w(short) if short else reason_text(reason, w)
        said[text] = said.get(text, 0) + 1
    return [f"{text} ({n} ×)" if n > 1 else text for text, n in said.items()]


def accounts_text(n: int, w: Locale) -> str:
    """How many accounts."""
    return w.plural("{n} account", "{n} accounts", n)


_PLAIN: dict[ReasonKind, Callable[[Reason, str, Locale], str]] = {
    "critic_decides": lambda r, _, w: w("{name} decides there and is critical of us", name=r.what),
    "knows_only_leaver": lambda r, _, w: w(
        "{name} knows only the leaver, and has not met the successor", name=r.what
    ),
    "said_could_end": lambda r, _, w: w("they said: {what}", what=w.quoted(r.what)),
    "renewal_unknown": lambda _r, _d, w: w("renewal not known"),
    "last_contact_unknown": lambda _r, _d, w: w("last contact not known"),
    "value_unknown": lambda _r, _d, w: w("value not known"),
    "renewal_stale": lambda _r, day, w: w("renewal of {day} never updated", day=day),
    "from_memory": lambda _r, _d, w: w("the value is from memory"),
}


def next_step_text(each: JudgedAccount, w: Locale) -> str:
    """What comes next for an account: a sentence for its first reason."""
    what = each.reasons[0].what if each.reasons else ""
    step = next_step(each)
    apart = _APART.get(step) if each.account.comes_along is False else None
    return w(apart or _STEPS[step], what=what, name=what)


_STEPS: dict[NextStep, str] = {
    "renew_now": "Call together this week: is there a contract?",
    "ask_about_end": "Visit together, and hear what is behind it.",
    "renew": "Prepare the renewal together.",
    "hear_critic": "Ask {name} what must become better.",
    "go_together": "Introduce the successor to {name} in person.",
    "settle_promise": "Settle together: {what}",
    "call": "Let the leaver call and introduce the successor.",
    "ask_value": "Ask or look up what they buy in a year.",
    "ask_renewal": "Ask or look up when the contract ends.",
    "ask_contact": "Ask when they last spoke.",
    "check_figures": "Look the figures up in contract or invoices.",
    "introduce": "Introduce the successor.",
}

_APART: dict[NextStep, str] = {
    "renew_now": "Call this week: is there a contract?",
    "ask_about_end": "Visit, and hear what is behind it.",
    "go_together": "Write to {name} who takes over, and call.",
    "call": "Call, and say who takes over.",
}
"""The same where the leaver does not come along."""
