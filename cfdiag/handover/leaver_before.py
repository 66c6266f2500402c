"""What a leaver's table said before: as cells to fill it in with, and beneath what comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cfdiag.exchange.table import TableCell
from cfdiag.handover.told import CONTACTS, KNOWS, PROMISES, not_named
from cfdiag.model.interview import AnswerValue, Interview, answer_key
from cfdiag.model.listed import same

EMPTIED = "-"
"""What stands in a cell that was emptied on purpose: an empty one takes nothing away."""
_DASHES = frozenset({EMPTIED, "–", "—"})

FROM_THE_LIST = ("value", "renewal", "last_contact")
"""Columns about an account that a list answers as well: a dash there says that it is not known."""
TO_FACTS = {"value": "account_value", "value_source": "value_source", "renewal": "renewal_date",
            "last_contact": "last_contact", "could_end": "could_end", "three_things": "three_things",
            "advice": "advice"}  # fmt: skip
"""Columns that hold one answer, and the question that it answers."""
TO_PROMISES = ("promise_to", "promise_due", "promise_state")
"""Columns about a promise; the questions are called alike."""
TO_ROLES = {"decides": "buyer", "daily": "day_to_day"}
"""Columns that name people, and the part that these play."""
BASIS, ONLY_ME = "could_end_basis", "only_me"


class LeaverLine(NamedTuple):
    """A line of the table: its cells by the code of the column, a day as ISO; and where it stands."""

    cells: Mapping[str, TableCell]
    line: int
    carried: frozenset[str] = frozenset()
    """Columns whose cells are empty there, and were filled in before."""


def said_before(interview: Interview) -> tuple[dict[str, TableCell], ...]:
    """What the table said of an account, a line a promise; the first line has all that is said once.

    Options are ids and days ISO dates, which the table is read with as well.
    """
    first = {code: cell for code, cell in _said_once(interview) if cell not in ("", None)}
    lines = [dict(each) for each in _promises(interview)] or [{}]
    return ({**first, **lines[0]}, *lines[1:])


def _said_once(interview: Interview) -> Iterator[tuple[str, TableCell]]:
    for code, id_ in TO_FACTS.items():
        answer = interview.answers.get(id_)
        dashed = code in FROM_THE_LIST and answer is not None and answer.status == "unknown"
        yield code, EMPTIED if dashed else _cell(_value(interview, id_))
    tags = interview.answers["could_end"].tags if _value(interview, "could_end") else ()
    yield BASIS, next(iter(tags), "")
    people = interview.items.get(CONTACTS, {})
    for code, role in TO_ROLES.items():
        roles = {item: _value(interview, answer_key(CONTACTS, item, "contact_role")) for item in people}
        yield code, "; ".join(name for item, name in people.items() if role in _listed(roles[item]))
    knows = {item: _value(interview, answer_key(CONTACTS, item, KNOWS)) for item in people}
    yield ONLY_ME, "; ".join(name for item, name in people.items() if knows[item] == ONLY_ME)


def _promises(interview: Interview) -> Iterator[dict[str, TableCell]]:
    for item, what in interview.items.get(PROMISES, {}).items():
        cells = {code: _cell(_value(interview, answer_key(PROMISES, item, code))) for code in TO_PROMISES}
        yield {"promise": what, **{code: cell for code, cell in cells.items() if cell not in ("", None)}}


def _value(interview: Interview, key: str) -> AnswerValue:
    answer = interview.answers.get(key)
    return answer.value if answer is not None and answer.status == "answered" else None


def _listed(value: AnswerValue) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def _cell(value: AnswerValue) -> TableCell:
    return value if isinstance(value, (int, float)) else "" if value is None else str(value)


class LaidOver(NamedTuple):
    """The lines about one account over what was said before."""

    lines: list[LeaverLine]
    reworded: Mapping[str, LeaverLine]
    """By the words that a promise had: the line that has others for it."""
    not_named: tuple[str, ...]
    """Promises that no line names any more, though one names another: kept, for somebody to look at."""


def laid_over(lines: Sequence[LeaverLine], before: Interview | None) -> LaidOver:
    """The lines about one account, with all that was said before and that they leave empty.

    A table that was sent out earlier does not show what came back since, and one that was sorted or cut lacks
    lines: what is empty says nothing. A dash takes away what was said; over a promise the one whose other
    cells stand beside it, or the only one that no line names. Where a list knows it as well the dash stays,
    and says that it is not known.
    """
    known = [dict(each) for each in said_before(before)] if before is not None else []
    made = [dict(each.cells) for each in lines]
    _said_once_laid_over(made, known[0] if known else {})
    promises = _promises_laid_over(made, [_promise_alone(each) for each in known if "promise" in each])
    at = [*(each.line for each in lines), *(lines[0].line for _ in promises.missing)]
    cleared = map(_cleared, [*made, *promises.missing])
    own = [*(each.cells for each in lines), *({} for _ in promises.missing)]
    laid = [
        LeaverLine(cells, line, frozenset(code for code in cells if there.get(code) is None))
        for cells, line, there in zip(cleared, at, own, strict=True)
    ]
    reworded = {old: laid[place] for old, place in promises.reworded.items()}
    # What was no longer named stays so until a line names it, or a dash takes it away.
    earlier = not_named(before)
    left = tuple(
        str(old["promise"])
        for old in promises.missing
        if promises.others or same(str(old["promise"])) in earlier
    )
    return LaidOver(laid, reworded, left)


def _promise_alone(line: Mapping[str, TableCell]) -> dict[str, TableCell]:
    """What a line says of its promise, without what is said once of the account: the rows answer for that."""
    return {code: line[code] for code in ("promise", *TO_PROMISES) if code in line}


def _cleared(cells: Mapping[str, TableCell]) -> dict[str, TableCell]:
    """Cells without what was taken away: with a promise goes what tells which one is meant."""
    gone = TO_PROMISES if is_emptied(cells.get("promise")) else ()
    return {
        code: cell
        for code, cell in cells.items()
        if code not in gone and (code in FROM_THE_LIST or not is_emptied(cell))
    }


def _said_once_laid_over(made: list[dict[str, TableCell]], known: Mapping[str, TableCell]) -> None:
    end = _first(made, "could_end")
    for code in (*TO_FACTS, *TO_ROLES, ONLY_ME):
        if _first(made, code) is None and code in known:
            made[0][code] = known[code]
    # How something is known belongs to what is known: other words rest on what is said of them.
    if _first(made, BASIS) is None and BASIS in known and _alike(end, known["could_end"]):
        made[0][BASIS] = known[BASIS]


class _Promises(NamedTuple):
    """What became of the promises that were known."""

    missing: list[dict[str, TableCell]]
    """Those that no line names."""
    reworded: dict[str, int]
    """By the words that one had: the line that has others for it, by its place."""
    others: bool
    """Whether a line names one that was not known."""


def _promises_laid_over(
    made: list[dict[str, TableCell]], known: Sequence[Mapping[str, TableCell]]
) -> _Promises:
    """Fill in what is known of the promises that are named."""
    free = [cells for cells in made if cells.get("promise") is not None]
    missing = []
    for old in known:
        mine = next((cells for cells in free if _alike(cells["promise"], old["promise"])), None)
        if mine is None:
            missing.append(dict(old))
            continue
        free.remove(mine)
        mine.update({code: cell for code, cell in old.items() if mine.get(code) is None})
    for cells in free:
        if is_emptied(cells["promise"]) and (gone := _meant(cells, missing)) is not None:
            missing.remove(gone)
    new = [cells for cells in free if not is_emptied(cells["promise"])]
    reworded: dict[str, int] = {}
    for old in tuple(missing):
        alike = [cells for cells in new if _is_same_promise(cells, old)]
        rivals = [each for each in missing if alike and _is_same_promise(alike[0], each)]
        if len(alike) == len(rivals) == 1:
            missing.remove(old)
            new.remove(alike[0])
            reworded[str(old["promise"])] = next(at for at, cells in enumerate(made) if cells is alike[0])
            if alike[0].get("promise_state") is None:
                alike[0]["promise_state"] = old.get("promise_state")
    return _Promises(missing, reworded, bool(new))


def _is_same_promise(cells: Mapping[str, TableCell], old: Mapping[str, TableCell]) -> bool:
    """Whether a promise in other words is the one that was known: to the same person, by the same day.

    Without a day it is another one: people promise the same person more than one thing.
    """
    now, was = (
        [same(str(each.get(code) or "")) for code in ("promise_to", "promise_due")] for each in (cells, old)
    )
    return bool(now[1]) and now == was


def _meant(
    cells: Mapping[str, TableCell], missing: list[dict[str, TableCell]]
) -> dict[str, TableCell] | None:
    """The promise that a dash stands on; None where it could be one of several: none is lost by a guess."""
    there = {code: cells.get(code) for code in TO_PROMISES}
    # A dash beside it takes away with it, and tells nothing of which one is meant.
    beside = {code: cell for code, cell in there.items() if cell not in (None, "") and not is_emptied(cell)}
    fits = [old for old in missing if all(_alike(cell, old.get(code)) for code, cell in beside.items())]
    return fits[0] if len(fits) == 1 else None


def _first(made: Sequence[Mapping[str, TableCell]], code: str) -> TableCell:
    return next((cells[code] for cells in made if cells.get(code) is not None), None)


def _alike(cell: TableCell, known: TableCell) -> bool:
    return cell is None or same(str(cell)) == same(str(known))


def is_emptied(cell: TableCell) -> bool:
    """Whether a cell was emptied on purpose."""
    return isinstance(cell, str) and cell.strip() in _DASHES


def item_ids(labels: Sequence[str], before: Mapping[str, str]) -> list[str]:
    """An id for each item: what was there before keeps its own, for what was said of it hangs on that."""
    free, used, found = dict(before), set(before), []
    for label in labels:
        id_ = next((item for item, other in free.items() if same(other) == same(label)), "")
        if id_:
            del free[id_]
        else:
            id_ = next(f"i{n}" for n in range(1, len(used) + 2) if f"i{n}" not in used)
            used.add(id_)
        found.append(id_)
    return found
