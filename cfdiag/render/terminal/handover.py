"""A handover in a few lines: the totals, whom to call first, and what fits into the days left."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import NONE, Locale
from cfdiag.model.handover import HandoverFile, PartTotal, TotalHanded
from cfdiag.render.context import OutputContext
from cfdiag.render.terminal.in_lines import in_lines

_CALLED_FIRST = 3


def handover_text(made: HandoverFile, context: OutputContext) -> str:
    """Lines for a terminal, broken between words."""
    w = locale_for(made.language)
    return "\n".join(part for line in _lines(made, w) for part in in_lines(line, context.width))


def _lines(made: HandoverFile, w: Locale) -> Iterator[str]:
    for total in made.totals:
        yield _total(total, w)
    in_danger = [each for each in made.accounts if each.state == "at_risk"]
    for number, each in enumerate(in_danger[:_CALLED_FIRST], 1):
        why = "; ".join(reason.text for reason in each.reasons)
        yield f"{number}. {each.account}: {why}"
    if not in_danger:
        yield w("Nothing that is known puts an account at risk.")
    table = made.timetable
    if made.last_day:
        left = w.plural("{n} working day left", "{n} working days left", table.days)
        yield w("{hours} h of talks; {left}", hours=w.as_written(round(table.minutes / 60, 1)), left=left)
        if table.not_asked:
            yield w("accounts for which no day is left: {n}", n=len(table.not_asked))


def _total(total: TotalHanded, w: Locale) -> str:
    parts = [
        f"{w(title)} {_part(part, w)}"
        for title, part in (
            ("At risk", total.at_risk),
            ("Not known", total.not_known),
            ("Nothing seen", total.nothing_seen),
            ("All", total.all),
        )
    ]
    return f"{total.currency or w('Currency not known')}: {' · '.join(parts)}"


def _part(part: PartTotal, w: Locale) -> str:
    """An amount and of how many accounts it is; a dash where there is none: nothing known is not nothing."""
    if not part.accounts:
        return f"{NONE} ({w('{n} of unknown value', n=part.value_unknown)})" if part.value_unknown else NONE
    unknown = " " + w("+ {n} of unknown value", n=part.value_unknown) if part.value_unknown else ""
    return f"{w.count(round(part.amount))} ({part.accounts}{unknown})"
