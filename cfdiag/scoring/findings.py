"""Findings: what is worth saying about one questionnaire, each as a full sentence, the weightiest first.

Kinds: `blind_spot`, `unseen_strength` (perception), `concern`, `strength` (the questionnaire's own
headlines), `low_dimension`, `high_dimension`, `concentrate` (important and below the others). Nothing is
flagged by p values: a perception finding needs its interval to exclude zero, and order is by size.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec import UNSET

from cfdiag.model.expression import evaluate, truth
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Finding, Perception, QuestionnaireResult
from cfdiag.questions import TYPES
from cfdiag.rules.facts import Facts, rests_on
from cfdiag.scoring.options import Phrasing

_INDICATION = {
    "blind_spot": (
        "An indication only, from a handful of people: “{title}” is rated lower by {outside} than {inside} "
        "expect."
    ),
    "unseen_strength": (
        "An indication only, from a handful of people: “{title}” is rated higher by {outside} than {inside} "
        "expect."
    ),
}
_PERCEPTION = {
    "blind_spot": (
        "Blind spot: on “{title}”, {inside} expect {expected} and {outside} give {actual}, {points} points "
        "of 100 less."
    ),
    "unseen_strength": (
        "Unseen strength: on “{title}”, {inside} expect {expected} and {outside} give {actual}, {points} "
        "points of 100 more."
    ),
}
_BELOW = "{title} scores {score} of 100, {short} below its target of {target}."
_REACHED = "{title} scores {score} of 100 and reaches its target of {target}."
_CONCENTRATE = (
    "“{title}” is among what matters most and is rated below the rest: performance minus importance is {gap}."
)
SENTENCES = (*_INDICATION.values(), *_PERCEPTION.values(), _BELOW, _REACHED, _CONCENTRATE)
"""Everything said here, for the translations."""


def findings(
    questionnaire: Questionnaire, result: QuestionnaireResult, facts: Facts, words: Phrasing
) -> list[Finding]:
    """All findings of a questionnaire.

    Args:
        questionnaire: with its headline rules.
        result: its figures, floors applied.
        facts: the same for rules.
        words: the language of the sentences.
    """
    headlines = list(_headlines(questionnaire, facts, words))
    return [
        *_perception(questionnaire, result, words),
        *headlines,
        *_dimensions(questionnaire, result, words, in_question(questionnaire, headlines)),
        *_matrix(questionnaire, result, words),
    ]


def in_question(questionnaire: Questionnaire, found: Iterable[Finding]) -> frozenset[str]:
    """The dimensions that a concern of the questionnaire's own speaks of: on target is then no strength."""
    concerns = {finding.id for finding in found if finding.kind == "concern"}
    asked = (rest for rule in questionnaire.findings if rule.id in concerns for rest in rests_on(rule.when))
    return frozenset(rest.id for rest in asked if rest.fact == "score")


def question_title(questionnaire: Questionnaire, key: str, words: Phrasing, group: str = "") -> str:
    """A question's wording. About an item of a repeated section it names the item, never 'this'.

    Where a section rates its items by one question only, the item alone says it (`Invoice`), and the section
    stands for all of them.
    """
    place, _, id_ = key.rpartition("/")
    question, section = questionnaire.question(id_), questionnaire.section_of(id_)
    if question is None or section is None:
        return key
    side = questionnaire.side(group)
    plain = words.text(question.ask, group, "", side)
    if section.repeat is None:
        return plain
    alone = [q.id for q in section.questions if TYPES[q.type].rated] == [id_]
    if not place:
        return words.text(section.title, group) if alone else plain
    item = place.partition("/")[2]
    label = words.text(section.repeat.items.get(item), group) or item
    filled = words.text(question.ask, group, label, side)
    return label if alone else filled if filled != plain else f"{label}: {plain}"


def _perception(
    questionnaire: Questionnaire, result: QuestionnaireResult, words: Phrasing
) -> Iterator[Finding]:
    compare = questionnaire.compare
    if compare is None:
        return
    found = [(key, p) for key, p in result.perception.items() if p.finding is not None]
    # Blind spots first, then unseen strengths; the widest gap first, indicative ones after.
    found.sort(key=lambda pair: (pair[1].finding != "blind_spot", -abs(pair[1].points or 0.0), pair[0]))
    for key, perception in found:
        title = question_title(questionnaire, key, words, compare.looked_at)
        yield Finding(
            kind=str(perception.finding),
            questionnaire=questionnaire.id,
            question=key,
            text=_perception_text(questionnaire, perception, title, words),
            points=perception.points if perception.points is not None else UNSET,
            indicative=perception.indicative,
            strength=perception.finding == "unseen_strength",
        )


def _perception_text(
    questionnaire: Questionnaire, perception: Perception, title: str, words: Phrasing
) -> str:
    compare = questionnaire.compare
    names = {
        side: words.locale.inline(words.text(questionnaire.groups[group].title, ""))
        for side, group in (
            ("inside", compare.looking_in if compare else ""),
            ("outside", compare.looked_at if compare else ""),
        )
        if group in questionnaire.groups
    }
    kind = str(perception.finding)
    if perception.points is None:
        return words.sentence(_INDICATION[kind], title=title, **names)
    figures = {
        "title": title,
        "expected": words.locale.number(perception.internal or 0.0),
        "actual": words.locale.number(perception.customer or 0.0),
        "points": words.locale.number(abs(perception.points), 0),
        **names,
    }
    return words.sentence(_PERCEPTION[kind], **figures)


def _headlines(questionnaire: Questionnaire, facts: Facts, words: Phrasing) -> Iterator[Finding]:
    for kind in ("concern", "strength"):
        for rule in questionnaire.findings:
            if rule.kind == kind and truth(evaluate(rule.when, facts)) is True:
                yield Finding(
                    kind=kind,
                    id=rule.id,
                    questionnaire=questionnaire.id,
                    question=rule.because[0] if len(rule.because) == 1 else UNSET,
                    text=words.text(rule.text, ""),
                    strength=kind == "strength",
                    private=True if rule.private else UNSET,
                )


def _dimensions(
    questionnaire: Questionnaire, result: QuestionnaireResult, words: Phrasing, unpraised: Collection[str]
) -> Iterator[Finding]:
    scored = [
        (name, d, d.score, d.target)
        for name, d in result.dimensions.items()
        if d.score is not None and d.target is not UNSET
    ]
    for name, dimension, score, target in sorted(scored, key=lambda each: each[2] - each[3]):
        reached = score >= target
        if reached and name in unpraised:
            continue
        yield Finding(
            kind="high_dimension" if reached else "low_dimension",
            questionnaire=questionnaire.id,
            dimension=name,
            text=words.sentence(
                _REACHED if reached else _BELOW,
                title=dimension.title or name,
                score=words.locale.number(score),
                target=words.locale.number(target, 0 if float(target).is_integer() else 1),
                short=words.locale.number(target - score),
            ),
            points=score,
            strength=reached,
        )


def _matrix(questionnaire: Questionnaire, result: QuestionnaireResult, words: Phrasing) -> Iterator[Finding]:
    group = result.groups_shown[0] if len(result.groups_shown) == 1 else ""
    found = [
        (key, q.gap.mean, q.points)
        for key, q in result.questions.items()
        if q.quadrant == "concentrate" and q.gap is not UNSET and q.gap.mean is not None and not q.borderline
    ]
    for key, gap, points in sorted(found, key=lambda each: (each[1], each[0])):
        yield Finding(
            kind="concentrate",
            questionnaire=questionnaire.id,
            question=key,
            text=words.sentence(
                _CONCENTRATE,
                title=question_title(questionnaire, key, words, group),
                gap=words.locale.number(gap),
            ),
            points=points if points is not None else UNSET,
            strength=False,
        )
