"""Two results side by side: what is comparable, what moved. Nothing is rescored.

Questions are the same when questionnaire, question id and scale are; repeated sections are compared over
all their items. The figure that is compared is the weighted mean of points over the common questions that
have points in both results, per questionnaire and per dimension.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from cfdiag.model.release import Participant
from cfdiag.model.result import (
    DimensionScore,
    GroupScore,
    QuestionnaireResult,
    QuestionScore,
    Result,
    Score,
)
from cfdiag.scoring import reasons
from cfdiag.scoring.noise import noise, same_questions
from cfdiag.scoring.stats.families import holm

OVERALL_TARGET = "overall"


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """A figure before and after, on the common questions, in points."""

    before: float | None
    after: float | None
    change: float | None
    common: int
    """Questions that both figures rest on."""
    title: str = ""
    p: float | UnsetType = UNSET
    """How often chance alone would move the respondents' scores so far, up or down."""
    lower: float | UnsetType = UNSET
    """How often it would make them so much lower."""
    least: float | UnsetType = UNSET
    """The smallest change that could be told from chance, in points."""
    beyond_noise: bool | UnsetType = UNSET
    """Whether it moved: corrected for everything that is compared (Holm)."""
    untold: str | UnsetType = UNSET
    """Why it cannot be told."""
    alike: tuple[int, int] | UnsetType = UNSET
    """Of the questions that the score rests on: how many are the same, and of how many."""
    reason: str | UnsetType = UNSET


class QuestionMoved(msgspec.Struct, frozen=True, kw_only=True):
    """One question's points before and after."""

    title: str
    dimension: str | None
    before: float | None
    after: float | None
    change: float | None
    reason: str | UnsetType = UNSET


class QuestionnaireMoved(msgspec.Struct, frozen=True, kw_only=True):
    """One questionnaire in both results."""

    id: str
    title: str
    versions: tuple[str, str]
    n: tuple[int, int]
    common: int
    """Questions that are the same in both."""
    total: int
    """Questions with points or a scale in the newer one."""
    overall: Moved
    dimensions: dict[str, Moved] = {}
    questions: dict[str, QuestionMoved] = {}
    added: list[str] = []
    removed: list[str] = []
    changed: list[str] = []
    """Questions whose scale or type is another: not compared."""
    newly_not_applicable: list[str] = []


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What moved between two results."""

    questionnaires: list[QuestionnaireMoved] = []
    added: list[str] = []
    """Questionnaires only in the newer result."""
    removed: list[str] = []


def compare(before: Result, after: Result) -> Comparison:
    """What moved from one result to another."""
    old = {q.id: q for q in reversed(before.questionnaires)}
    new = {q.id: q for q in reversed(after.questionnaires)}
    both = [q.id for q in after.questionnaires if q.id in old]
    return Comparison(
        questionnaires=_told([_questionnaire(old[id_], new[id_]) for id_ in dict.fromkeys(both)]),
        added=sorted(set(new) - set(old)),
        removed=sorted(set(old) - set(new)),
    )


WhoIsIn = Mapping[str, Sequence[Participant]]
"""Who is in a result, by questionnaire."""


def comparison_as_shown(
    comparison: Comparison, before: Result, after: Result, people: tuple[WhoIsIn, WhoIsIn] | None = None
) -> Comparison:
    """The comparison as it may be shown: gates are judged on the exact one.

    Where one to (floor − 1) anonymous people are between two results, what they answered follows from
    n·mean: the figures of both sides are withheld. Not where one of the results has no floors.

    Args:
        comparison: exact.
        before: the earlier result.
        after: the later one.
        people: who is in each, where the interviews of both are at hand.
    """
    few = few_changed(before, after, people)
    return msgspec.structs.replace(
        comparison,
        questionnaires=[
            _without_figures(each) if each.id in few else each for each in comparison.questionnaires
        ],
    )


def few_changed(
    before: Result, after: Result, people: tuple[WhoIsIn, WhoIsIn] | None = None
) -> frozenset[str]:
    """The questionnaires in which fewer anonymous people than the floor are between two results.

    By who joined, left or answered otherwise, where that is known; else by how many there are.
    """
    if before.privacy.unmasked or after.privacy.unmasked or after.privacy.between_runs == "off":
        return frozenset()
    old = {q.id: q for q in reversed(before.questionnaires)}
    return frozenset(
        now.id
        for now in after.questionnaires
        if (was := old.get(now.id)) is not None
        and any(
            1 <= _between(id_, was, now, people) < max(now.min_group, was.min_group)
            for id_ in dict.fromkeys((*now.groups, *was.groups))
        )
    )


def _between(
    group: str, was: QuestionnaireResult, now: QuestionnaireResult, people: tuple[WhoIsIn, WhoIsIn] | None
) -> int:
    """How many of a group are between two results; 0 where nobody of them is anonymous."""
    both = [part.groups[group] for part in (was, now) if group in part.groups]
    if not any(_anonymous(group, each) for each in both):
        return 0
    if people is None:
        return abs((both[0].n or 0) - (both[1].n or 0)) if len(both) > 1 else _alone(group, was, now)
    then, there = ({p.id: p for p in side.get(now.id, ()) if p.group == group} for side in people)
    apart = then.keys() ^ there.keys()
    # Who answered otherwise may have done so to one question: beside those who joined they hide nobody.
    apart = apart or {id_ for id_ in then.keys() & there.keys() if then[id_].hash != there[id_].hash}
    private = any(not p.named for id_ in apart for p in (then.get(id_), there.get(id_)) if p)
    return len(apart) if private else 0


def _alone(group: str, was: QuestionnaireResult, now: QuestionnaireResult) -> int:
    """How many a group has that is in one of the results only, where it speaks for the top level."""
    return next((p.groups[group].n or 0 for p in (was, now) if group in p.groups_shown), 0)


_NAMED_BEFORE = ("customer", "owner")


def _anonymous(id_: str, group: GroupScore) -> bool:
    """Results of 0.1 do not say: there all groups but these are taken for anonymous."""
    return id_ not in _NAMED_BEFORE if group.anonymous is UNSET else group.anonymous


def _without_figures(moved: QuestionnaireMoved) -> QuestionnaireMoved:
    gone: dict[str, Any] = {"before": None, "after": None, "change": None, "reason": reasons.FEW_CHANGED}
    tests = dict.fromkeys(("p", "lower", "least", "beyond_noise", "untold"), UNSET)
    return msgspec.structs.replace(
        moved,
        overall=msgspec.structs.replace(moved.overall, **gone, **tests),
        dimensions={
            id_: msgspec.structs.replace(each, **gone, **tests) for id_, each in moved.dimensions.items()
        },
        questions={id_: msgspec.structs.replace(each, **gone) for id_, each in moved.questions.items()},
    )


def as_data(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain data, for a result's `baseline`."""
    data: dict[str, Any] = msgspec.to_builtins(comparison)
    return data


def statement(moved: QuestionnaireMoved) -> tuple[str, dict[str, object]]:
    """What the comparison rests on, as an English sentence for the translator, and what to fill in."""
    return (
        "{common} of {total} questions are the same in both; figures are the weighted mean of their points.",
        {"common": moved.common, "total": moved.total},
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


def _questionnaire(old: QuestionnaireResult, new: QuestionnaireResult) -> QuestionnaireMoved:
    was, now = _own(old), _own(new)
    common = [key for key in now if key in was and _form(was[key]) == _form(now[key])]
    dimensions = dict.fromkeys(
        str(now[key].dimension) for key in common if now[key].dimension in _scored(new)
    )
    # A group that speaks for the top level in one result and not in the other makes another figure.
    lead = [key for key in common if now[key].group is UNSET and was[key].group is UNSET]
    scored = [key for key in lead if now[key].dimension in _scored(new)]
    return QuestionnaireMoved(
        id=new.id,
        title=new.title,
        versions=(old.version, new.version),
        n=(old.n, new.n),
        common=len(common),
        total=len(now),
        overall=_with_noise(_moved(scored, was, now), OVERALL_TARGET, old, new),
        dimensions={
            name: msgspec.structs.replace(
                _with_noise(
                    _moved([key for key in common if now[key].dimension == name], was, now), name, old, new
                ),
                title=new.dimensions[name].title if name in new.dimensions else name,
            )
            for name in dimensions
        },
        questions={key: _question(was[key], now[key]) for key in common},
        added=[key for key in now if key not in was and key not in old.questions],
        removed=[key for key in was if key not in now and key not in new.questions],
        changed=[key for key in now if key in was and _form(was[key]) != _form(now[key])],
        newly_not_applicable=[key for key in common if was[key].n and _not_applicable(now[key])],
    )


def _with_noise(moved: Moved, name: str, old: QuestionnaireResult, new: QuestionnaireResult) -> Moved:
    """With what chance may have to do with it, where the score rests on the same questions in both."""
    if moved.change is None:
        return moved
    dimensions = sorted(_scored(new) | _scored(old)) if name == OVERALL_TARGET else [name]
    same, of = same_questions(old, new, dimensions)
    before: Score | DimensionScore | None = old.dimensions.get(name)
    after: Score | DimensionScore = new.overall
    if name == OVERALL_TARGET:
        before = old.overall if _same_weights(old, new) else None
    else:
        after = new.dimensions[name]
    if same < of or before is None:
        return msgspec.structs.replace(moved, untold=reasons.OTHER_QUESTIONS, alike=(same, of))
    found = noise(before, after)
    if isinstance(found, str):
        return msgspec.structs.replace(moved, untold=found)
    return msgspec.structs.replace(moved, p=found.p, lower=found.lower, least=found.least)


def _same_weights(old: QuestionnaireResult, new: QuestionnaireResult) -> bool:
    """Whether overall weighs its dimensions as before; results of 0.1 do not say."""
    was, now = ({name: part.dimensions[name].weight for name in _scored(part)} for part in (old, new))
    return was.keys() == now.keys() and all(
        UNSET in (was[name], now[name]) or was[name] == now[name] for name in now
    )


def figures_of(moved: QuestionnaireMoved) -> dict[str, Moved]:
    """Overall and the dimensions, by name."""
    return {OVERALL_TARGET: moved.overall, **moved.dimensions}


def _told(questionnaires: list[QuestionnaireMoved]) -> list[QuestionnaireMoved]:
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


def _scored(result: QuestionnaireResult) -> set[str]:
    return {name for name, d in result.dimensions.items() if d.kind == "scored"}


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
