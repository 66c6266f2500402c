"""How far an engagement is, in lines with bars, and as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from cfdiag.ground.safe import safe
from cfdiag.model.status import EngagementStatus, HeardSoFar, StillToHear

_BAR = 20


def status_text(status: EngagementStatus, *, unicode: bool = True) -> str:
    """Lines for a terminal; sections with nothing in them are left out."""
    parts = [
        ("Programme", list(_programme(status))),
        ("Heard", [_heard(each, unicode=unicode) for each in status.done]),
        ("By department", [_department(name, groups) for name, groups in status.departments.items()]),
        ("Unfinished", list(_unfinished(status))),
        ("Missing", [_missing(each) for each in status.missing]),
        ("Not in the room", status.not_in_the_room),
        (
            "Too much asked",
            [f"{e.name}: {e.minutes} of {e.limit} minutes" for e in status.too_much_asked],
        ),
        ("Trouble", [f"{each.file}: {each.text}  [{each.code}]" for each in status.trouble]),
    ]
    blocks = [
        "\n".join([title, *(f"  {safe(line, keep_lines=False)}" for line in lines)])
        for title, lines in parts
        if lines
    ]
    return "\n\n".join(blocks) or "nobody is on the roster, and nobody was heard yet"


def status_csv(status: EngagementStatus) -> str:
    """One table: section, questionnaire, group, department, account, measure, value; nothing by name."""
    rows: list[tuple[object, ...]] = [
        ("section", "questionnaire", "group", "department", "account", "measure", "value")
    ]
    for section, several, measures in (
        ("programme", status.programme, ("people", "minutes", "hours")),
        ("done", status.done, ("wanted", "finished", "unfinished", "more_until_shown", "more_for_precision")),
    ):
        rows += [
            (section, each.questionnaire, each.group, "", "", measure, getattr(each, measure))
            for each in several
            for measure in measures
            if getattr(each, measure) is not None
        ]
    rows += [
        ("departments", "", group, department, "", "finished", n)
        for department, groups in status.departments.items()
        for group, n in groups.items()
    ]
    rows += [
        (section, "", "", "", "", "number", len(getattr(status, section)))
        for section in ("unfinished", "missing", "not_in_the_room", "too_much_asked", "trouble")
        if getattr(status, section)
    ]
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue().rstrip("\n")


def _programme(status: EngagementStatus) -> Iterable[str]:
    for each in status.programme:
        time = f", {each.minutes} minutes each, {each.hours:g} hours" if each.minutes else ""
        yield f"{each.questionnaire}, {each.group}: {each.people} people{time}"
        yield from (f"  {line}" for line in each.allows)
        if each.never_alone:
            yield f"  never shown alone: {', '.join(each.never_alone)}"


def _heard(each: HeardSoFar, *, unicode: bool) -> str:
    full, empty = ("█", "░") if unicode else ("#", ".")
    said = f"{each.finished} of {each.wanted}" if each.wanted else f"{each.finished}"
    filled = min(_BAR, _BAR * each.finished // each.wanted) if each.wanted else 0
    bar = f"{full * filled}{empty * (_BAR - filled)} " if each.wanted else ""
    more = [f"{each.unfinished} unfinished"] if each.unfinished else []
    if each.more_until_shown:
        more.append(f"{each.more_until_shown} more until anything is shown")
    if each.more_for_precision:
        more.append(f"{each.more_for_precision} more for the precision asked")
    return f"{bar}{each.questionnaire}, {each.group}: {'; '.join([said, *more])}"


def _department(name: str, groups: dict[str, int]) -> str:
    return f"{name}: {', '.join(f'{group} {n}' for group, n in groups.items())}"


def _missing(each: StillToHear) -> str:
    of = ", ".join(part for part in (each.group, each.questionnaire, each.account) if part)
    return f"{each.name} ({of})"


def _unfinished(status: EngagementStatus) -> Iterable[str]:
    for each in status.unfinished:
        age = "" if each.days is None else f", {each.days} days old"
        yield f"{each.file}: {each.answered} of {each.of} answered{age}{', stale' if each.stale else ''}"
