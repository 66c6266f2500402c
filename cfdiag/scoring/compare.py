"""Two results side by side: what is comparable, what moved. Nothing is rescored.

Questions are the same when questionnaire, question id and scale are; repeated sections are compared over
all their items. The figure that is compared is the weighted mean of points over the common questions that
have points in both results, per questionnaire and per dimension.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import msgspec
from msgspec import UNSET

from cfdiag.model.comparison import Comparison, Moved, QuestionMoved, QuestionnaireMoved
from cfdiag.model.result import (
    OVERALL_TARGET,
    DimensionScore,
    QuestionnaireResult,
    QuestionScore,
    Result,
    Score,
)
from cfdiag.scoring import reasons
from cfdiag.scoring.chance_moved import foretold_of, judged_together, with_noise
from cfdiag.scoring.moved import scored_dimensions
from cfdiag.scoring.pairs import PairedScores


def compare(before: Result, after: Result, pairs: PairedScores | None = None) -> Comparison:
    """What moved from one result to another.

    Args:
        before: the earlier result.
        after: the later one.
        pairs: the scores of named people who are in both, where the interviews of both are at hand.
    """
    # Of several of one id the first counts, as everywhere: reversed, it is written last.
    old = {q.id: q for q in reversed(before.questionnaires)}
    new = {q.id: q for q in reversed(after.questionnaires)}
    both = [q.id for q in after.questionnaires if q.id in old]
    found = [_questionnaire(old[id_], new[id_], pairs or {}) for id_ in dict.fromkeys(both)]
    return Comparison(
        questionnaires=judged_together(found),
        added=sorted(set(new) - set(old)),
        removed=sorted(set(old) - set(new)),
    )


def _own(result: QuestionnaireResult) -> dict[str, QuestionScore]:
    """The questions that can be compared: those on a scale or with points; items are under their question."""
    return {
        key: q
        for key, q in result.questions.items()
        if "/" not in key and (q.scale is not None or q.points is not None)
    }


def _form(question: QuestionScore) -> tuple[str, tuple[int, int] | None]:
    """What has to be the same for two figures of a question to be compared."""
    return question.type, question.scale


def _questionnaire(
    old: QuestionnaireResult, new: QuestionnaireResult, pairs: PairedScores
) -> QuestionnaireMoved:
    was, now = _own(old), _own(new)
    # On another scale a 4 is another answer: such a question is new and gone, and never moved.
    common = [key for key in now if key in was and _form(was[key]) == _form(now[key])]
    judged = scored_dimensions(new)
    dimensions = dict.fromkeys(str(now[key].dimension) for key in common if now[key].dimension in judged)
    dimensions |= dict.fromkeys(
        name
        for name in new.dimensions
        if name in judged & scored_dimensions(old) and _is_basis(name, old, new)
    )
    # A group that speaks for the top level in one result and not in the other makes another figure.
    lead = [key for key in common if now[key].group is UNSET and was[key].group is UNSET]
    scored = [key for key in lead if now[key].dimension in scored_dimensions(new)]
    questions = {key: _question(was[key], now[key]) for key in common}
    return QuestionnaireMoved(
        id=new.id,
        title=new.title,
        versions=(old.version, new.version),
        n=(old.n, new.n),
        common=len(common),
        total=len({*was, *now}),
        overall=with_noise(
            _unless_withheld(_moved(scored, was, now), old.overall, new.overall),
            OVERALL_TARGET,
            (old, new),
            pairs,
        ),
        dimensions={name: _dimension(name, (old, new), common, pairs) for name in dimensions},
        questions=questions,
        added=[key for key in now if key not in was and key not in old.questions],
        removed=[key for key in was if key not in now and key not in new.questions],
        changed=[key for key in now if key in was and _form(was[key]) != _form(now[key])],
        newly_not_applicable=[key for key in common if was[key].n and _not_applicable(now[key])],
        foretold=foretold_of(old, questions),
    )


def _dimension(
    name: str,
    both: tuple[QuestionnaireResult, QuestionnaireResult],
    common: Sequence[str],
    pairs: PairedScores,
) -> Moved:
    """What a dimension did: over its common questions; of one without questions of its own, its score."""
    old, new = both
    was, now = _own(old), _own(new)
    if _is_basis(name, old, new):
        moved = _basis_moved(old.dimensions[name], new.dimensions[name], common, {*was, *now})
    else:
        moved = _moved([key for key in common if now[key].dimension == name], was, now)
    moved = _unless_withheld(moved, old.dimensions.get(name), new.dimensions.get(name))
    title = new.dimensions[name].title if name in new.dimensions else name
    return msgspec.structs.replace(with_noise(moved, name, both, pairs), title=title)


def _is_basis(name: str, *results: QuestionnaireResult) -> bool:
    """Whether no question counts in a dimension that has a score: it is made of what answers rest on."""
    scored = any(result.dimensions[name].score is not None for result in results if name in result.dimensions)
    return scored and not any(q.dimension == name for result in results for q in result.questions.values())


def _basis_moved(
    was: DimensionScore, now: DimensionScore, common: Sequence[str], everything: AbstractSet[str]
) -> Moved:
    """The scores themselves, where all questions whose answers could rest on anything are the same."""
    if was.score is None or now.score is None:
        why = now.reason if now.score is None else was.reason
        return Moved(before=None, after=None, change=None, common=0, reason=why)
    # What answers rest on is asked beside questions: with other questions it is another thing.
    if len(common) < len(everything):
        return Moved(before=None, after=None, change=None, common=0, reason=reasons.OTHER_QUESTIONS)
    return Moved(before=was.score, after=now.score, change=now.score - was.score, common=len(common))


def _unless_withheld(
    moved: Moved, was: Score | DimensionScore | None, now: Score | DimensionScore | None
) -> Moved:
    """No figure of what one of the results withholds, though its questions would make one."""
    for figure in (now, was):
        if figure is not None and figure.score is None and figure.reason in _WITHHELD:
            return Moved(before=None, after=None, change=None, common=moved.common, reason=figure.reason)
    return moved


_WITHHELD = (reasons.WITHHELD, reasons.SMALL_COUNT)


def _not_applicable(question: QuestionScore) -> bool:
    return not question.n and question.reason == reasons.NOT_APPLICABLE


def _moved(keys: Iterable[str], was: Mapping[str, QuestionScore], now: Mapping[str, QuestionScore]) -> Moved:
    known = list(keys)
    pairs = [
        (now[key].weight, before, after)
        for key in known
        if (before := was[key].points) is not None and (after := now[key].points) is not None
    ]
    weight = math.fsum(w for w, _, _ in pairs)
    if not weight:
        return Moved(before=None, after=None, change=None, common=0, reason=_why(known, was, now))
    before = math.fsum(w * b for w, b, _ in pairs) / weight
    after = math.fsum(w * a for w, _, a in pairs) / weight
    return Moved(before=before, after=after, change=after - before, common=len(pairs))


def _why(keys: list[str], was: Mapping[str, QuestionScore], now: Mapping[str, QuestionScore]) -> str:
    """Why there is no common figure: the reason that the questions themselves give."""
    if not keys:
        return reasons.NOT_COMPARABLE
    said = {q.reason for key in keys for q in (now[key], was[key]) if q.points is None}
    for reason in (reasons.WITHHELD, reasons.TOO_FEW_RESPONDENTS, reasons.NOT_APPLICABLE):
        if reason in said:
            return reason
    return reasons.NOT_RATED


def _question(old: QuestionScore, new: QuestionScore) -> QuestionMoved:
    known = old.points is not None and new.points is not None
    change = (new.points or 0.0) - (old.points or 0.0) if known else None
    why = new.reason if new.points is None else old.reason
    if not known and why is UNSET:
        why = reasons.NOT_SCORED
    return QuestionMoved(
        title=new.title,
        dimension=new.dimension,
        before=old.points,
        after=new.points,
        change=change,
        reason=UNSET if known else why,
    )
