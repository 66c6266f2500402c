"""One interview to its scores. Pure: the same interview gives the same scores, in any order of answers.

What is not scored is null with a reason, never 0. A `Scorer` is compiled once: per group
a table of rows, so that an answer costs a look-up and a few additions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from cfdiag.model.engagement import DimensionOverride
from cfdiag.model.interview import Interview, answer_key
from cfdiag.model.questionnaire import Dimension, Questionnaire
from cfdiag.model.result import Level
from cfdiag.rules.lookup import items_of_interview
from cfdiag.scoring.one.codes import Layout, common_unit, exact
from cfdiag.scoring.one.compile import Compiler
from cfdiag.scoring.one.dimension import ReadDimension, overall_score
from cfdiag.scoring.one.reading import PackedSums, ReadAnswers, both_broken
from cfdiag.scoring.one.rows import Row, RowCodes
from cfdiag.scoring.one.scored import InterviewScore

_CRITICAL = 40.0


def level_of(score: float | None, target: float) -> Level | None:
    """`critical` below min(40, target), `developing` below the target, `on_target` from there on."""
    if score is None:
        return None
    if score >= target:
        return "on_target"
    return "critical" if score < min(_CRITICAL, target) else "developing"


class _Group(msgspec.Struct, frozen=True):
    """What a group is asked, ready to be scored."""

    rows: RowCodes
    """Of what is asked once."""
    repeats: tuple[tuple[str, int, RowCodes, tuple[ReadDimension, ...]], ...]
    """Section, least number of items, rows, the scored dimensions that they count in."""
    dimensions: tuple[tuple[str, int, ReadDimension], ...]
    """Those that it is asked about, in the questionnaire's order: id and where its sums begin."""
    scored: tuple[str, ...]
    weights: tuple[int, ...]
    """Of the scored ones, in whole units."""


class _Read(msgspec.Struct, frozen=True):
    """The answers of an interview, once and about items."""

    answers: ReadAnswers
    codes: list[int]
    sums: PackedSums
    item_codes: dict[str, list[int]]
    item_scores: dict[str, dict[str, float | None]]


class Scorer:
    """Scores interviews of one questionnaire.

    Args:
        questionnaire: as it was asked.
        overrides: other targets and weights of dimensions, from the engagement.
        not_asked: questions that these respondents were not asked, or not so: their interviews hold no answer
            to them.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        overrides: Mapping[str, DimensionOverride] | None = None,
        not_asked: frozenset[str] = frozenset(),
    ) -> None:
        self.questionnaire = questionnaire
        self.layout = Layout(questionnaire)
        self.dimensions = with_overrides(questionnaire, overrides or {})
        self._compiler = Compiler(questionnaire, self.layout, tuple(self.dimensions), not_asked)
        packing = self._compiler.packing
        self._mask = packing.mask
        self._dimensions = [
            ReadDimension(dimension, place, packing, self.layout.unit)
            for place, dimension in enumerate(self.dimensions.values())
        ]
        unit = common_unit(exact(d.weight) for d in self.dimensions.values())
        self._weights = [int(exact(d.weight) * unit) for d in self.dimensions.values()]
        self._groups: dict[str, _Group] = {}

    def _group(self, name: str) -> _Group:
        """A group, made ready when the first of it comes."""
        found = self._groups.get(name)
        if found is None:
            once, repeats = self._compiler.rows_of(name)
            # Only dimensions that this group is asked about have a score: to the others it could not have
            # answered.
            places = once.places.union(*(rows.places for _, _, rows in repeats))
            every = [self._dimensions[place] for place in sorted(places)]
            scored = [each for each in every if each.scored]
            found = self._groups[name] = _Group(
                rows=once,
                repeats=tuple(
                    (section, least, rows, tuple(each for each in scored if each.place in rows.places))
                    for section, least, rows in repeats
                ),
                dimensions=tuple((each.id, each.shift, each) for each in every),
                scored=tuple(each.id for each in scored),
                weights=tuple(self._weights[each.place] for each in scored),
            )
        return found

    def rows(self, group: str) -> list[str]:
        """The ids of the questions behind `InterviewScore.codes`, for a group."""
        return [row.id for row in self._group(group).rows.rows]

    def score(self, interview: Interview) -> InterviewScore:
        """The scores of one interview.

        Raises:
            KeyError: the respondent's group is none of the questionnaire's.
        """
        name = interview.respondent.group
        group, mask = self._group(name), self._mask
        unmatched: tuple[str, ...] = ()
        found = self._read(interview, group, interview.items)
        if found.answers.seen != len(interview.answers):
            # About what is on no list, or to no question: only then is every key looked at.
            named = items_of_interview(interview)
            found = self._read(interview, group, named)
            unmatched = _unmatched(interview, group, named)
        whole, broken = found.sums.whole, found.sums.broken
        if broken:
            dimensions = {
                id_: read.points(whole >> shift & mask, broken.get(read.place, 0))
                for id_, shift, read in group.dimensions
            }
        else:
            dimensions = {id_: read[whole >> shift & mask] for id_, shift, read in group.dimensions}
        overall, reason = overall_score([dimensions[id_].score for id_ in group.scored], group.weights)
        return InterviewScore(
            group=name,
            overall=overall,
            reason=reason,
            dimensions=dimensions,
            item_scores=found.item_scores,
            invalid=frozenset(found.answers.invalid),
            unmatched=unmatched,
            codes=found.codes,
            item_codes=found.item_codes,
            extras=found.answers.extras,
            listed=found.answers.listed,
        )

    def points(self, interview: Interview) -> dict[str, float]:
        """Points by answer key, of every answer that has them.

        Raises:
            KeyError: the respondent's group is none of the questionnaire's.
        """
        group = self._group(interview.respondent.group)
        found: dict[str, float] = {}
        for key, row in _keyed(group, items_of_interview(interview)):
            answer = interview.answers.get(key)
            points = row.points(answer.value) if answer is not None and answer.status == "answered" else None
            if points is not None:
                found[key] = points
        return found

    def _read(self, interview: Interview, group: _Group, named: Mapping[str, Iterable[str]]) -> _Read:
        """The answers, with the sums of all items; of items that were never named, as not reached.

        Args:
            interview: whose answers.
            group: of the respondent.
            named: the items, by repeated section.
        """
        answers, mask = ReadAnswers(interview), self._mask
        codes, sums = answers.codes(group.rows)
        whole, broken = sums.whole, sums.broken
        item_codes: dict[str, list[int]] = {}
        item_scores: dict[str, dict[str, float | None]] = {}
        for section, least, rows, dimensions in group.repeats:
            mine = tuple(named.get(section, ()))
            if mine or section in interview.items:
                answers.extras.append(("items", section, len(mine)))
            for item in mine:
                name = f"{section}/{item}"
                item_codes[name], part = answers.codes(rows, section, item)
                whole += part.whole
                broken = both_broken(broken, part.broken)
                for read in dimensions:
                    mean = read.of_item(part.whole >> read.shift & mask, part.broken.get(read.place, 0))
                    item_scores.setdefault(read.id, {})[name] = mean
            # A condition about an item that nobody named cannot be judged: what is always asked is missing.
            if len(mine) < least:
                whole += rows.always * (least - len(mine))
        return _Read(answers, codes, PackedSums(whole, broken), item_codes, item_scores)


def _keyed(group: _Group, named: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, Row]]:
    """The key of every answer that a group can give about these items, and its question."""
    for row in group.rows.rows:
        yield row.id, row
    for section, _, rows, _ in group.repeats:
        for item in named.get(section, ()):
            for row in rows.rows:
                yield answer_key(section, item, row.id), row


def _unmatched(interview: Interview, group: _Group, named: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    known = {key for key, _ in _keyed(group, named)}
    return tuple(key for key in interview.answers if key not in known)


def with_overrides(
    questionnaire: Questionnaire, overrides: Mapping[str, DimensionOverride]
) -> dict[str, Dimension]:
    """The questionnaire's dimensions with the engagement's targets and weights."""
    found: dict[str, Dimension] = {}
    for name, dimension in questionnaire.dimensions.items():
        other = overrides.get(name)
        target = other.target if other and other.target is not None else dimension.target
        weight = other.weight if other and other.weight is not None else dimension.weight
        found[name] = msgspec.structs.replace(dimension, target=target, weight=weight)
    return found
