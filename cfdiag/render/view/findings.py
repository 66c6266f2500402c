"""What stands out: three findings, a strength and the widest blind spot among them."""

from __future__ import annotations

from typing import NamedTuple

from cfdiag.model.interview import question_of
from cfdiag.model.result import QuestionnaireResult
from cfdiag.render.view.context import Material, Part, given
from cfdiag.render.view.perception import Pair, pairs, sides
from cfdiag.scoring.findings import in_question

FIRST = 3


class _Finding(NamedTuple):
    """A candidate for the three findings; the heaviest are taken, one strength among them."""

    weight: float
    strength: bool
    text: str
    about: str
    questionnaire: str


def principal(m: Material) -> QuestionnaireResult | None:
    """The questionnaire that the verdict is about: scored, what customers say before what insiders say."""
    scored = [p for p in m.result.questionnaires if p.overall.score is not None]

    def rank(part: QuestionnaireResult) -> tuple[bool, int]:
        questionnaire = m.questionnaires.get(part.id)
        compare = questionnaire.compare if questionnaire else None
        seen = bool(compare and compare.looked_at in part.groups)
        return (seen, part.overall.n or 0)

    return max(scored, key=rank, default=None)


def findings(m: Material) -> list[Part]:
    """A strength, the widest blind spot, then what weighs most, from as many questionnaires as there are."""
    gaps = _perceptions(m)
    pool = [*_headlines(m), *gaps, *_shortfalls(m), *_dimensions(m)]
    main = principal(m)
    order = sorted(m.result.questionnaires, key=lambda p: (p is not main, -p.n))
    rank = {p.id: i for i, p in enumerate(order)}
    chosen: list[_Finding] = []
    while len(chosen) < FIRST:
        used = [c.questionnaire for c in chosen]
        left = [f for f in pool if f.about not in {c.about for c in chosen}]
        # One strength, and it comes first; where there is none, nothing is made up.
        strong = [f for f in left if f.strength] if not chosen else [f for f in left if not f.strength]
        left = strong or left
        if not left:
            break
        blind = [f for f in left if f in gaps and not f.strength]
        if blind and not any(c in gaps and not c.strength for c in chosen):
            chosen.append(max(blind, key=lambda f: f.weight))
            continue
        chosen.append(
            min(left, key=lambda f: (used.count(f.questionnaire), rank[f.questionnaire], -f.weight))
        )
    return [{"text": f.text, "strength": f.strength} for f in chosen]


def _headlines(m: Material) -> list[_Finding]:
    """The questionnaires' own headline rules: written by their authors, so they come first."""
    out = []
    for part in m.result.questionnaires:
        for finding in part.findings:
            if given(finding.id):
                strength = bool(given(finding.strength))
                out.append(
                    _Finding(
                        1000.0 + (given(finding.points) or 0.0),
                        strength,
                        finding.text,
                        str(finding.id),
                        part.id,
                    )
                )
    return out


def _perceptions(m: Material) -> list[_Finding]:
    out: list[_Finding] = []
    for part in m.result.questionnaires:
        if not part.perception:
            continue
        found, _, _, in_units = pairs(m, part)
        out += [
            _Finding(
                500.0 + abs(pair.figure.points or 0.0),
                pair.figure.finding == "unseen_strength",
                _gap_sentence(m, part, pair, 1 if in_units else 0),
                question_of(pair.key),
                part.id,
            )
            for pair in found
            if pair.figure.finding
        ]
    return out


def _gap_sentence(m: Material, part: QuestionnaireResult, pair: Pair, decimals: int) -> str:
    w = m.words
    inside, outside = sides(m, part)
    blind = pair.figure.finding == "blind_spot"
    if pair.inside is None or pair.outside is None or pair.difference is None:
        message = (
            "A first sign of a blind spot on {which}: the few who were asked agree on it."
            if blind
            else "A first sign of an unseen strength on {which}: the few who were asked agree on it."
        )
        return w(message, which=w.quoted(pair.title))
    message = (
        "Blind spot: on {which} {outside} give {difference} less than {inside} do ({b} against {a})."
        if blind
        else "Unseen strength: on {which} {outside} give {difference} more than {inside} do "
        "({b} against {a})."
    )
    return w(
        message,
        which=w.quoted(pair.title), inside=w.inline(inside), outside=w.inline(outside),
        a=w.number(pair.inside, decimals), b=w.number(pair.outside, decimals),
        difference=w.number(abs(pair.difference), decimals),
    )  # fmt: skip


def _shortfalls(m: Material) -> list[_Finding]:
    """What matters more than average, is done worse, and stays so when respondents are resampled."""
    w = m.words
    out = []
    for part in m.result.questionnaires:
        for key, score in part.questions.items():
            gap = given(score.gap)
            if (
                given(score.quadrant) != "concentrate"
                or given(score.borderline)
                or not gap
                or gap.mean is None
            ):
                continue
            importance = given(score.importance)
            if importance is None or importance.mean is None or score.mean is None:
                continue
            text = w(
                "What matters and falls short: {which}, importance {importance}, performance {performance}.",
                which=w.quoted(m.question(part.id, key)), importance=w.number(importance.mean),
                performance=w.number(importance.mean + gap.mean),
            )  # fmt: skip
            low, high = score.scale or (0, 100)
            out.append(
                _Finding(400.0 - 100 * gap.mean / ((high - low) or 1), False, text, question_of(key), part.id)
            )
    return out


def _dimensions(m: Material) -> list[_Finding]:
    w = m.words
    out = []
    for part in m.result.questionnaires:
        questionnaire = m.questionnaires.get(part.id)
        unpraised = in_question(questionnaire, part.findings) if questionnaire else frozenset()
        for key, dimension in part.dimensions.items():
            target = given(dimension.target)
            if dimension.score is None or target is None or dimension.kind != "scored":
                continue
            strength = dimension.level == "on_target"
            if strength and key in unpraised:
                continue
            message = (
                "Strong: {which} scores {score}, on or above its target of {target}."
                if strength
                else "Weak: {which} scores {score}, {short} below its target of {target}."
            )
            text = w(
                message,
                which=w.quoted(m.dimension(part, key)), score=w.score(dimension.score, target),
                target=w.score(target), short=w.number(max(target - dimension.score, 0.5), 0),
            )  # fmt: skip
            out.append(_Finding(abs(dimension.score - target), strength, text, f"{part.id}/{key}", part.id))
    return out
