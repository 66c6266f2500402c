"""Which questions may be the worst: by the gap where importance is asked, else by what misses the target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import UNSET

from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import QuestionScore
from cfdiag.questions import TYPES
from cfdiag.scoring.many.population import Population
from cfdiag.scoring.many.quadrants import common_steps, pair_reader, target_of
from cfdiag.scoring.stats.resampling import ResampleKey
from cfdiag.scoring.stats.worst import worst_set


def may_be_worst(
    questions: Mapping[str, QuestionScore],
    population: Population,
    questionnaire: Questionnaire,
    targets: Mapping[str, float],
) -> list[str]:
    """The ids of the questions (`section/item/question` of repeated ones), in the order of the questionnaire.

    Of people who gave all of them, at most 2,000, from eight; none where one of the questions is withheld:
    the others would be taken for all there are.

    Args:
        questions: with the floors applied.
        population: whose.
        questionnaire: as it was asked.
        targets: by dimension, as they hold.
    """
    table = _table(questions, population, questionnaire)
    if not table:
        return []
    by_gap = questions[table[0]].importance is not UNSET
    read = pair_reader(population.layout, frozenset(table))
    spans = [common_steps(population, name) for name in table]
    at: dict[ResampleKey, tuple[int, int]] = {}
    lacking: set[ResampleKey] = set()
    for key in _given(population):
        pair = read(key)
        if pair is None:
            continue
        name, (performance, importance) = pair
        if performance is None or (by_gap and importance is None):
            lacking.add(key)
            continue
        place = table.index(name)
        more = importance - performance + spans[place] if by_gap and importance is not None else performance
        at[key] = place, more
    people: list[tuple[list[int], list[int]]] = []
    for codes, seeds in population.kept:
        if not lacking.isdisjoint(codes):  # of many questions most people left one out
            continue
        given = [pair for pair in map(at.get, codes) if pair]
        if len(given) == len(table):
            people.append(([value for _, value in sorted(given)], seeds))
    units = [(100 if by_gap else -100) / span for span in spans]
    add = [-100.0 if by_gap else target_of(questions[name], targets) for name in table]
    return [table[place] for place in worst_set(people, units, add)]


def _given(population: Population) -> Iterator[ResampleKey]:
    """Everything that anybody answered."""
    yield from population.stratum.codes
    for item, codes in population.stratum.item_codes.items():
        for code in codes:
            yield item, code


def _table(
    questions: Mapping[str, QuestionScore], population: Population, questionnaire: Questionnaire
) -> list[str]:
    """The ratings that are set side by side; none where one of them is withheld."""
    repeated = {q.id for s in questionnaire.sections if s.repeat for q in s.questions}
    rated = [
        name
        for name, score in questions.items()
        if name not in repeated and score.dimension and score.scale is not None and TYPES[score.type].rated
    ]
    found = [name for name in rated if questions[name].importance is not UNSET] or rated
    shown = [name for name in found if population.leaf(name) is not None]
    if any(questions[name].mean is None or _is_hidden(questions[name]) for name in shown):
        return []
    return shown


def _is_hidden(score: QuestionScore) -> bool:
    return score.importance is not UNSET and score.importance.mean is None
