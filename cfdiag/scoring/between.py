"""Who is between two results: where it is fewer people than the floor, a change tells what they answered."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec import UNSET, UnsetType

from cfdiag.model.release import Participant
from cfdiag.model.result import DimensionScore, GroupScore, QuestionnaireResult, QuestionScore, Result, Score
from cfdiag.scoring.privacy.members import OVERALL_NAME

WhoIsIn = Mapping[str, Sequence[Participant]]
"""Who is in a result, by questionnaire."""


def few_changed(
    before: Result, after: Result, people: tuple[WhoIsIn, WhoIsIn] | None = None
) -> frozenset[str]:
    """The questionnaires in which fewer anonymous people than the floor are between two results.

    By who joined, left or answered otherwise, where that is known. Else by how many there are; and where
    there are as many, by how many at least must have answered otherwise.
    """
    return frozenset(
        now.id
        for was, now in _protected(before, after)
        if any(
            1 <= _between(id_, was, now, people) < max(now.min_group, was.min_group)
            for id_ in dict.fromkeys((*now.groups, *was.groups))
        )
    )


def _protected(before: Result, after: Result) -> list[tuple[QuestionnaireResult, QuestionnaireResult]]:
    """The questionnaires of both, then and now; none where one of the two has no floors."""
    if before.privacy.unmasked or after.privacy.unmasked or after.privacy.between_runs == "off":
        return []
    # Of several of one id the first counts, as everywhere: reversed, it is written last.
    old = {q.id: q for q in reversed(before.questionnaires)}
    return [(old[now.id], now) for now in after.questionnaires if now.id in old]


def _between(
    group: str, was: QuestionnaireResult, now: QuestionnaireResult, people: tuple[WhoIsIn, WhoIsIn] | None
) -> int:
    """How many of a group are between two results; 0 where nobody of them is anonymous."""
    both = [part.groups[group] for part in (was, now) if group in part.groups]
    if not any(_anonymous(group, each) for each in both):
        return 0
    if people is not None:
        then, after = ({p.id: p for p in side.get(now.id, ()) if p.group == group} for side in people)
        # Who answered otherwise may have done so to one question: beside those who joined they hide nobody.
        return _anonymous_between(then, after) or _anonymous_otherwise(then, after)
    if len(both) == 1:
        return next((nameless(p.groups[group]) for p in (was, now) if group in p.groups_shown), 0)
    return people_between(*both) or _answered_otherwise(_figures(group, was), _figures(group, now))


def people_between(was: GroupScore, now: GroupScore) -> int:
    """How many people one result of a group has more than another, or of them who did not agree to be named.

    The fewer of the two, where the one is not 0: four who are listed one by one hide no fifth.
    """
    heard = abs((was.n or 0) - (now.n or 0))
    hidden = abs(nameless(was) - nameless(now))
    return min(heard, hidden or heard)


def nameless(group: GroupScore) -> int:
    """How many of a group did not agree to be named: those who did may be listed, and hide nobody."""
    return (group.n or 0) - (0 if group.named is UNSET else group.named)


_ById = Mapping[str, Participant]


def _anonymous_between(then: _ById, now: _ById) -> int:
    """How many joined or left who did not agree to be named."""
    return sum(not (then.get(id_) or now[id_]).named for id_ in then.keys() ^ now.keys())


def _anonymous_otherwise(then: _ById, now: _ById) -> int:
    """How many answered otherwise who did not agree to be named both times."""
    both = [(then[id_], now[id_]) for id_ in then.keys() & now.keys()]
    return sum(one.hash != other.hash and not (one.named and other.named) for one, other in both)


def few_behind(
    before: Result, after: Result, people: tuple[WhoIsIn, WhoIsIn] | None
) -> dict[str, frozenset[str]]:
    """By questionnaire the figures of few of those who joined or left; nothing where those are not known."""
    if people is None:
        return {}
    return {now.id: _few_behind(was, now, people) for was, now in _protected(before, after)}


def _few_behind(
    before: QuestionnaireResult, after: QuestionnaireResult, people: tuple[WhoIsIn, WhoIsIn]
) -> frozenset[str]:
    """The questions, dimensions (`@sharing`) and overall (`@`) of few of those who joined or left.

    Of five who joined one may be the only one to answer a question, or to have a score: what the five hide,
    that figure would tell. Few are fewer anonymous people than the floor.
    """
    floor = max(before.min_group, after.min_group)
    behind: dict[str, tuple[str | UnsetType, tuple[str, ...]]] = {
        key: (question.group, (f"{key}:a", f"{key}:v")) for key, question in after.questions.items()
    }
    behind |= {
        f"{OVERALL_NAME}{name}": (dimension.group, (f"{OVERALL_NAME}{name}",))
        for name, dimension in after.dimensions.items()
    }
    behind[OVERALL_NAME] = UNSET, (OVERALL_NAME,)
    found = []
    for key, (whose, given) in behind.items():
        for group in after.groups_shown if whose is UNSET else [whose]:
            then, now = (
                {
                    p.id: p
                    for p in side.get(after.id, ())
                    if p.group == group and not p.given.isdisjoint(given)
                }
                for side in people
            )
            if 1 <= _anonymous_between(then, now) < floor:
                found.append(key)
    return frozenset(found)


def _figures(group: str, part: QuestionnaireResult) -> Mapping[str, QuestionScore | DimensionScore | Score]:
    """Everything that is shown of a group, by name; of one that has nothing of its own, of all together."""
    own: GroupScore | QuestionnaireResult = part.groups[group]
    if not own.questions and not own.dimensions and group in part.groups_shown:
        own = part
    overall = {} if own.overall is UNSET else {"overall": own.overall}
    return {
        **overall,
        **{f"dimension {id_}": each for id_, each in own.dimensions.items()},
        **{f"question {id_}": each for id_, each in own.questions.items()},
    }


def _answered_otherwise(
    was: Mapping[str, QuestionScore | DimensionScore | Score],
    now: Mapping[str, QuestionScore | DimensionScore | Score],
) -> int:
    """How many of so many people must at least have answered otherwise, by what is shown of them.

    A result does not say who is in it. One answer that was put right moves one person from one step to
    another; with other people, some question moves by as many as the floor.
    """
    return max((_moved(was[key], each) for key, each in now.items() if key in was), default=0)


def _moved(was: QuestionScore | DimensionScore | Score, now: QuestionScore | DimensionScore | Score) -> int:
    if isinstance(was, QuestionScore) and isinstance(now, QuestionScore):
        both = was.distribution.keys() | now.distribution.keys()
        steps = [(was.distribution.get(key, 0), now.distribution.get(key, 0)) for key in both]
        moved = [there - before for before, there in steps if before is not None and there is not None]
        # Who picks several options, or speaks of several items, may have moved all of them.
        most = sum if all(map(_is_one_each, (was, now))) else max
        found = max(most([n for n in moved if n > 0] or [0]), most([-n for n in moved if n < 0] or [0]))
        return found or int(_differ(was.mean, now.mean) or _differ(was.points, now.points))
    if isinstance(was, QuestionScore) or isinstance(now, QuestionScore):
        return 0
    return int(_differ(was.score, now.score))


def _is_one_each(question: QuestionScore) -> bool:
    """Whether everybody stands once in the distribution."""
    counts = list(question.distribution.values())
    return question.given is UNSET and None not in counts and sum(n or 0 for n in counts) == question.n


def _differ(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is not other
    return not math.isclose(one, other, rel_tol=1e-12)


_NAMED_BEFORE = ("customer", "owner")


def _anonymous(id_: str, group: GroupScore) -> bool:
    """Results of 0.1 do not say: there all groups but these are taken for anonymous."""
    return id_ not in _NAMED_BEFORE if group.anonymous is UNSET else group.anonymous
