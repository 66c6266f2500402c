"""How far an engagement is, as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from cfdiag.ground.safe import safe_cell
from cfdiag.model.status import EngagementStatus

_NUMBERED = ("unfinished", "missing", "not_in_the_room", "too_much_asked", "maybe_the_same", "trouble")
"""Sections of which the table has the number alone."""


def status_csv(status: EngagementStatus) -> str:
    """One table: section, questionnaire, group, department, account, measure, value; nobody by name."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("section", "questionnaire", "group", "department", "account", "measure", "value"))
    for row in _rows(status):
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return stream.getvalue().rstrip("\n")


def _rows(status: EngagementStatus) -> Iterator[tuple[object, ...]]:
    for planned in status.programme:
        yield from _measures("programme", planned, ("people", "minutes", "hours"))
        of = (planned.questionnaire, planned.group)
        yield from (("programme", *of, "", "", "allows", said) for said in planned.allows)
        yield from (
            ("programme", *of, each, "", "never_alone", planned.departments[each])
            for each in planned.never_alone
        )
    counted = ("wanted", "finished", "unfinished", "more_until_shown", "more_for_precision")
    for each in status.done:
        yield from _measures("done", each, counted)
    for department, groups in status.departments.items():
        yield from (("departments", "", group, department, "", "finished", n) for group, n in groups.items())
    yield from _of_accounts(status)
    if status.plan:
        for measure in ("actions", "done", "spread"):
            yield ("plan", "", "", "", "", measure, getattr(status.plan, measure))
        yield ("plan", "", "", "", "", "late", len(status.plan.late))
    for text in status.missing_texts:
        yield ("missing_texts", text.questionnaire, "", "", "", text.sha256, text.n)
    if status.promised:
        yield ("promised", "", "", "", "", "people", status.promised.people)
        yield ("promised", "", "", "", "", "days", status.promised.days)
    for section in (
        "unfinished",
        "missing",
        "not_in_the_room",
        "too_much_asked",
        "maybe_the_same",
        "trouble",
    ):
        if getattr(status, section):
            yield (section, "", "", "", "", "number", len(getattr(status, section)))


def _of_accounts(status: EngagementStatus) -> Iterator[tuple[object, ...]]:
    for account in status.accounts:
        for measure in ("leaver", "arriver", "colleagues", "customer"):
            value = getattr(account, measure)
            value = str(value).lower() if isinstance(value, bool) else value
            yield ("accounts", "", "", "", account.account, measure, value)
    for total in status.account_totals:
        unit = f"_{total.currency}" if total.currency else ""
        for measure in ("accounts", "low", "high"):
            yield ("account_totals", "", "", "", "", f"{measure}{unit}", getattr(total, measure))


def _measures(section: str, of: object, measures: Sequence[str]) -> Iterator[tuple[object, ...]]:
    at = (getattr(of, "questionnaire"), getattr(of, "group"))  # noqa: B009  of either kind of group
    for measure in measures:
        value = getattr(of, measure)
        if value is not None:
            yield (section, *at, "", "", measure, value)
