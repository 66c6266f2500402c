"""A `Tally` as bytes can hold it, and back: the same figures to the last bit."""

from __future__ import annotations

from array import array
from collections import Counter
from fractions import Fraction
from typing import Any

import msgspec

from cfdiag.batch.benches import InterviewKey
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.scoring.many.stratum import Stratum
from cfdiag.scoring.many.sums import Figure, Pattern, TallyCell
from cfdiag.scoring.many.tally import Profile, Tally, TextTally

PlainValue = Any
"""A value as `plain_value` makes it."""


class CellData(msgspec.Struct, frozen=True, array_like=True):
    """A `TallyCell`."""

    n: int
    finished: int
    valid: int
    applicable: int
    complete: int
    partial: int
    overall: dict[float, int]
    dimensions: dict[str, dict[float, int]]
    shares: dict[str, list[int]]
    met: dict[str, tuple[int, int, int]]


class StratumData(msgspec.Struct, frozen=True, array_like=True):
    """A `Stratum`; of respondents kept for resampling the codes of all, one after the other."""

    codes: dict[int, int]
    item_codes: dict[str, dict[int, int]]
    item_scores: list[tuple[str, str, dict[float, int]]]
    extras: list[tuple[str, str, PlainValue, int]]
    listed: dict[str, list[PlainValue]]
    own_items: list[tuple[int, str, PlainValue]]
    repeated: list[tuple[str, str, PlainValue, int, int]]
    persons: list[tuple[str, str, tuple[str, ...], int]]
    complete: list[tuple[str, str, int, int]]
    complete_codes: dict[str, dict[int, int]]
    complete_totals: list[tuple[int, PlainValue]]
    patterns: list[tuple[Pattern, int]]
    sample: dict[int, Pattern]
    last_sampled: int | None
    numbers: bytes
    people_codes: bytes
    people_items: dict[int, tuple[tuple[str, tuple[int, ...]], ...]]
    highest: int | None


class TallyData(msgspec.Struct, frozen=True, array_like=True):
    """A `Tally`, without its questionnaire: whoever reads it has that."""

    key: InterviewKey
    by: tuple[str, ...]
    seed: int
    cells: list[tuple[bool, Profile, CellData]]
    strata: list[tuple[str, bool, StratumData]]
    modes: dict[str, int]
    texts: list[tuple[str, str, int, int, int, list[str]]]


def tally_data(key: InterviewKey, tally: Tally) -> TallyData:
    """A tally of the questionnaire of that key."""
    return TallyData(
        key=key,
        by=tally.by,
        seed=tally.seed,
        cells=[(named, profile, _cell_data(cell)) for (named, profile), cell in tally.cells.items()],
        strata=[(group, named, _stratum_data(each)) for (group, named), each in tally.strata.items()],
        modes=dict(tally.modes),
        texts=[
            (version, sha256, text.n, text.nowhere, text.missing, sorted(text.left_out))
            for (version, sha256), text in tally.texts.items()
        ],
    )


def tally_from(data: TallyData, questionnaire: Questionnaire) -> Tally:
    """The tally again, of its questionnaire."""
    made = Tally.__new__(Tally)
    texts: dict[tuple[str, str], TextTally] = {}
    for version, sha256, *counts, left_out in data.texts:
        text = texts[version, sha256] = TextTally()
        text.n, text.nowhere, text.missing = counts
        text.left_out = set(left_out)
    cells = {(named, profile): _cell(cell) for named, profile, cell in data.cells}
    strata = {(group, named): _stratum(each) for group, named, each in data.strata}
    made.__setstate__((questionnaire, data.by, data.seed, cells, strata, Counter(data.modes), texts))
    return made


def _cell_data(cell: TallyCell) -> CellData:
    return CellData(
        *(cell.n, cell.finished, cell.valid, cell.applicable, cell.complete, cell.partial),
        overall=cell.overall.counts,
        dimensions={name: figure.counts for name, figure in cell.dimensions.items()},
        shares=cell.shares,
        met=cell.met,
    )


def _cell(data: CellData) -> TallyCell:
    cell = TallyCell()
    cell.n, cell.finished, cell.valid, cell.applicable = data.n, data.finished, data.valid, data.applicable
    cell.complete, cell.partial = data.complete, data.partial
    cell.overall = Figure(data.overall)
    cell.dimensions = {name: Figure(counts) for name, counts in data.dimensions.items()}
    cell.shares, cell.met = data.shares, data.met
    return cell


def _stratum_data(stratum: Stratum) -> StratumData:
    (numbers, codes, items), *rest = stratum.__getstate__()
    state = dict(zip((name for name in Stratum.__slots__ if name != "people"), rest, strict=True))
    return StratumData(
        codes=dict(stratum.codes),
        item_codes={name: dict(counts) for name, counts in stratum.item_codes.items()},
        item_scores=[(*key, figure.counts) for key, figure in stratum.item_scores.items()],
        extras=[(kind, id_, plain_value(value), n) for (kind, id_, value), n in stratum.extras.items()],
        listed={id_: [plain_value(value) for value in values] for id_, values in stratum.listed.items()},
        own_items=[(*key, plain_value(given)) for key, given in stratum.own_items.items()],
        repeated=[
            (kind, id_, plain_value(total), count, n)
            for (kind, id_, total, count), n in stratum.repeated.items()
        ],
        persons=[(*key, n) for key, n in stratum.persons.items()],
        complete=[(*key, n) for key, n in stratum.complete.items()],
        complete_codes={kind: dict(counts) for kind, counts in stratum.complete_codes.items()},
        complete_totals=[(code, plain_value(total)) for code, total in stratum.complete_totals.items()],
        patterns=list(stratum.patterns.items()),
        sample=stratum.sample,
        last_sampled=state["_last_sampled"],
        numbers=numbers.tobytes(),
        people_codes=codes.tobytes(),
        people_items=items,
        highest=state["_highest"],
    )


def _stratum(data: StratumData) -> Stratum:
    numbers, codes = array("Q"), array("I")
    numbers.frombytes(data.numbers)
    codes.frombytes(data.people_codes)
    state = {
        "codes": Counter(data.codes),
        "item_codes": {name: Counter(counts) for name, counts in data.item_codes.items()},
        "item_scores": {(name, item): Figure(counts) for name, item, counts in data.item_scores},
        "extras": Counter({(kind, id_, value_of(value)): n for kind, id_, value, n in data.extras}),
        "listed": {id_: [value_of(value) for value in values] for id_, values in data.listed.items()},
        "own_items": {(number, name): value_of(given) for number, name, given in data.own_items},
        "repeated": Counter(
            {(kind, id_, value_of(total), count): n for kind, id_, total, count, n in data.repeated}
        ),
        "persons": Counter({(kind, id_, items): n for kind, id_, items, n in data.persons}),
        "complete": Counter({(kind, name, total): n for kind, name, total, n in data.complete}),
        "complete_codes": {kind: Counter(counts) for kind, counts in data.complete_codes.items()},
        "complete_totals": {code: value_of(total) for code, total in data.complete_totals},
        "patterns": dict(data.patterns),
        "sample": data.sample,
        "_last_sampled": data.last_sampled,
        "_highest": data.highest,
    }
    made = Stratum.__new__(Stratum)
    rest = (state[name] for name in Stratum.__slots__ if name != "people")
    made.__setstate__(((numbers, codes, data.people_items), *rest))
    return made


_LARGEST = 1 << 63


def plain_value(value: Any) -> PlainValue:  # noqa: ANN401  whatever an answer can be
    """A value that msgpack gives back as it was: tuples stay tuples, and no whole number is too large."""
    if isinstance(value, tuple):
        return {"t": [plain_value(each) for each in value]}
    if isinstance(value, list):
        return [plain_value(each) for each in value]
    if isinstance(value, Fraction):
        return {"f": str(value)}
    if isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
        return {"i": str(value)}
    return value


def value_of(plain: PlainValue) -> Any:  # noqa: ANN401  as above
    """The value again."""
    if isinstance(plain, list):
        return [value_of(each) for each in plain]
    if not isinstance(plain, dict):
        return plain
    ((kind, held),) = plain.items()
    if kind == "t":
        return tuple(value_of(each) for each in held)
    return Fraction(held) if kind == "f" else int(held)
