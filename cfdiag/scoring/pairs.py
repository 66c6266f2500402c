"""The same people in two waves: who agreed to be named, and is found by id or name in both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

PairedScores = Mapping[tuple[str, str, str], "list[tuple[float, float]]"]
"""By questionnaire, group and figure (`overall` or a dimension): a person's scores before and after."""


class NamedPerson(NamedTuple):
    """One interview of somebody who agreed to be named."""

    questionnaire: str
    group: str
    who: tuple[str, ...]
    """What tells the person from others: an id, or name, account and organisation."""
    scores: Mapping[str, float]
    """`overall` and the dimensions that have a score."""


def paired_scores(before: Iterable[NamedPerson], after: Iterable[NamedPerson]) -> PairedScores:
    """Their scores in both; somebody who was heard twice in one wave is no pair, since nobody knows which."""
    then, now = _once(before), _once(after)
    found: dict[tuple[str, str, str], list[tuple[float, float]]] = {}
    for key in sorted(then.keys() & now.keys()):
        for name, score in then[key].items():
            if name in now[key]:
                found.setdefault((*key[:2], name), []).append((score, now[key][name]))
    return found


def _once(people: Iterable[NamedPerson]) -> dict[tuple[str, str, tuple[str, ...]], Mapping[str, float]]:
    found: dict[tuple[str, str, tuple[str, ...]], Mapping[str, float]] = {}
    twice = set()
    for each in people:
        key = each.questionnaire, each.group, each.who
        twice.update({key} & found.keys())
        found[key] = each.scores
    return {key: scores for key, scores in found.items() if key not in twice}
