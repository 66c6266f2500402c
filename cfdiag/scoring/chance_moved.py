"""Whether a score moved by more than chance does, over everything that is compared."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import UNSET, UnsetType

from cfdiag.model.comparison import Foretold, Moved, QuestionMoved, QuestionnaireMoved
from cfdiag.model.result import OVERALL_TARGET, DimensionScore, QuestionnaireResult, Score
from cfdiag.scoring import reasons
from cfdiag.scoring.moved import figures_of, scored_dimensions
from cfdiag.scoring.noise import enough_pairs, noise, paired_noise, same_questions
from cfdiag.scoring.pairs import PairedScores
from cfdiag.scoring.regression import expected_rise
from cfdiag.scoring.stats.families import holm


def foretold_of(old: QuestionnaireResult, questions: Mapping[str, QuestionMoved]) -> Foretold | UnsetType:
    """What the lowest questions were bound to do, where they are asked again."""
    bound = expected_rise(old)
    if bound is None:
        return UNSET
    changes = [questions[id_].change for id_ in bound.lowest if id_ in questions]
    known = [each for each in changes if each is not None]
    # With one of them missing the mean would be of others than was foretold.
    if len(known) < len(bound.lowest):
        return UNSET
    return Foretold(lowest=bound.lowest, points=bound.points, change=math.fsum(known) / len(known))


def with_noise(
    moved: Moved, name: str, both: tuple[QuestionnaireResult, QuestionnaireResult], pairs: PairedScores
) -> Moved:
    """With what chance may have to do with it, where the score rests on the same questions in both."""
    old, new = both
    if moved.change is None:
        return moved
    dimensions = sorted(scored_dimensions(new) | scored_dimensions(old)) if name == OVERALL_TARGET else [name]
    same, of = same_questions(old, new, dimensions)
    before: Score | DimensionScore | None = old.dimensions.get(name)
    after: Score | DimensionScore = new.overall
    if name == OVERALL_TARGET:
        before = old.overall if _same_weights(old, new) else None
    else:
        after = new.dimensions[name]
    # A score made of other questions moves without anybody having changed their mind.
    if same < of or before is None:
        return msgspec.structs.replace(moved, untold=reasons.OTHER_QUESTIONS, alike=(same, of))
    moved = _as_scored(moved, before, after)
    people = _pairs_of(name, old, new, pairs)
    # The same people judged by their own changes: what they differ in from each other drops out.
    if enough_pairs(len(people), before.n or 0, after.n or 0):
        told = paired_noise(*zip(*people, strict=True))
        return msgspec.structs.replace(moved, p=told.p, lower=told.lower, least=told.least, pairs=len(people))
    found = noise(before, after)
    if isinstance(found, str):
        return msgspec.structs.replace(moved, untold=found)
    return msgspec.structs.replace(moved, p=found.p, lower=found.lower, least=found.least)


def _as_scored(moved: Moved, before: Score | DimensionScore, after: Score | DimensionScore) -> Moved:
    """The very scores of both results, with their ranges, where they rest on the same questions."""
    if before.score is None or after.score is None:
        return moved
    return msgspec.structs.replace(
        moved,
        before=before.score,
        after=after.score,
        change=after.score - before.score,
        ranges=(before.range, after.range),
    )


def _pairs_of(
    name: str, old: QuestionnaireResult, new: QuestionnaireResult, pairs: PairedScores
) -> Sequence[tuple[float, float]]:
    """The scores of those whose figure it is, where both results show the same group's."""
    own = new.dimensions[name].group if name in new.dimensions else UNSET
    if own is not UNSET:
        return pairs.get((new.id, own, name), ())
    groups = new.groups_shown if new.groups_shown == old.groups_shown else []
    return [pair for group in groups for pair in pairs.get((new.id, group, name), ())]


def _same_weights(old: QuestionnaireResult, new: QuestionnaireResult) -> bool:
    """Whether overall weighs its dimensions as before; results of 0.1 do not say."""
    was, now = (
        {name: part.dimensions[name].weight for name in scored_dimensions(part)} for part in (old, new)
    )
    return was.keys() == now.keys() and all(
        UNSET in (was[name], now[name]) or was[name] == now[name] for name in now
    )


def judged_together(questionnaires: list[QuestionnaireMoved]) -> list[QuestionnaireMoved]:
    """Everything that is compared is one family: with six figures one would move by chance in four waves."""
    places = [
        (n, name, figure.p)
        for n, each in enumerate(questionnaires)
        for name, figure in figures_of(each).items()
        if figure.p is not UNSET
    ]
    beyond = dict(zip([place[:2] for place in places], holm([p for *_, p in places]), strict=True))

    def told(n: int, name: str, figure: Moved) -> Moved:
        found = beyond.get((n, name))
        return figure if found is None else msgspec.structs.replace(figure, beyond_noise=found)

    return [
        msgspec.structs.replace(
            each,
            overall=told(n, OVERALL_TARGET, each.overall),
            dimensions={name: told(n, name, figure) for name, figure in each.dimensions.items()},
        )
        for n, each in enumerate(questionnaires)
    ]
