"""The first screen: the verdict, four figures, three findings, what to keep and what to mend first.

Every sentence is built by a rule from figures of the result, so that the same result always reads the same.
"""

from __future__ import annotations

from typing import NamedTuple

from cfdiag.model.interview import question_of
from cfdiag.model.result import QuestionnaireResult
from cfdiag.report.actions import Planned, planned, titled
from cfdiag.report.material import Material, Part, given, inline, reason_of
from cfdiag.report.perception import Pair, pairs, sides, tally
from cfdiag.report.scores import reach
from cfdiag.scoring.findings import in_question

FIRST = 3


class _Finding(NamedTuple):
    """A candidate for the three findings; the heaviest are taken, one strength among them."""

    weight: float
    strength: bool
    text: str
    about: str
    questionnaire: str


def summary(m: Material) -> Part:
    """The section; it is always there, if only to say that nothing can be said yet."""
    w = m.words
    plan = planned(m)
    main = principal(m)
    return {
        "id": "summary",
        "title": w("Summary"),
        "verdict": _verdict(m, main),
        "figures": _figures(m, main),
        "findings": _findings(m),
        "keep": [_short(m, p) for p in plan if p.action.kind == "build"][:FIRST],
        "mend": [_short(m, p) for p in plan if p.action.kind == "mend"][:FIRST],
    }


def principal(m: Material) -> QuestionnaireResult | None:
    """The questionnaire that the verdict is about: scored, what customers say before what insiders say."""
    scored = [p for p in m.result.questionnaires if p.overall.score is not None]

    def rank(part: QuestionnaireResult) -> tuple[bool, int]:
        questionnaire = m.questionnaires.get(part.id)
        compare = questionnaire.compare if questionnaire else None
        seen = bool(compare and compare.looked_at in part.groups)
        return (seen, part.overall.n or 0)

    return max(scored, key=rank, default=None)


def _who(m: Material, part: QuestionnaireResult) -> str:
    """`11 customers` or `30 respondents`, as far as the floor lets the number through."""
    w = m.words
    n = part.overall.n
    if n is None:
        return w("the respondents")
    one_group = len(part.groups_shown) == 1 and len(part.groups) > 1 and n > 1
    if one_group:
        return f"{w.count(n)} {inline(m.group(part.id, part.groups_shown[0]))}"
    return w.plural("{n} respondent", "{n} respondents", n)


def _verdict(m: Material, part: QuestionnaireResult | None) -> list[str]:
    w = m.words
    if part is None:
        return [_nothing(m)]
    score = part.overall
    client = m.setting.client or w("The organisation")
    judged = [
        d for d in part.dimensions.values()
        if d.kind == "scored" and d.score is not None and given(d.target) is not None
    ]  # fmt: skip
    reached = sum(1 for d in judged if d.level == "on_target")
    names = {"critical": w("far below target"), "developing": w("below target"), "on_target": w("on target")}
    message = (
        "{client} scores {score} of 100 on {title}: {level}."
        if score.level
        else "{client} scores {score} of 100 on {title}."
    )
    said = w(
        message,
        client=client, score=w.score(score.score), title=w.quoted(m.title(part)),
        level=names.get(score.level or "", ""),
    )  # fmt: skip
    if score.interval:
        said += " " + w(
            "{who} were asked; the 95% interval runs from {low} to {high}.",
            who=_who(m, part), low=w.number(score.interval[0], 0), high=w.number(score.interval[1], 0),
        )  # fmt: skip
    out = [said]
    if judged:
        out.append(reach(m, reached, len(judged)))
    out += _both_sides(part, m)
    return [" ".join(out)]


def _both_sides(part: QuestionnaireResult, m: Material) -> list[str]:
    """How well those inside know how they are seen, in one sentence."""
    w = m.words
    blind, unseen, of, _ = tally(m, part)
    if not (blind or unseen):
        return []
    return [
        w(
            "Asked to predict the answers, those inside were too high on {blind} of {n} questions "
            "and too low on {unseen}.",
            blind=w.count(blind), n=w.count(of), unseen=w.count(unseen),
        )
    ]  # fmt: skip


def _nothing(m: Material) -> str:
    w = m.words
    if not m.result.inputs.interviews:
        return w("There are no interviews yet, so there is nothing to say.")
    reasons = sorted({r for p in m.result.questionnaires if (r := reason_of(p.overall, "score"))})
    said = w(
        "The answers are not scored as a whole: what follows shows them one by one, as counts, and "
        "in people's own words."
    )
    spoken = [w.reason(r) for r in reasons if r != "not_scored"]
    return said + (" " + w("Reason: {reasons}.", reasons=w.listing(spoken)) if spoken else "")


def _figures(m: Material, part: QuestionnaireResult | None) -> list[Part]:
    w = m.words
    figures = []
    if part is not None:
        score = part.overall
        note = w("95% interval {interval}", interval=w.interval(score.interval)) if score.interval else ""
        figures.append(
            _figure(w("of 100, overall"), w.score(score.score), note or w("no interval from so few"))
        )
    judged = [
        d
        for p in m.result.questionnaires
        for d in p.dimensions.values()
        if d.kind == "scored" and d.score is not None and given(d.target) is not None
    ]
    if judged:
        reached = sum(1 for d in judged if d.level == "on_target")
        value = w("{met} of {of}", met=w.count(reached), of=w.count(len(judged)))
        several = sum(1 for p in m.result.questionnaires if p.overall.score is not None) > 1
        figures.append(
            _figure(w("dimensions on target"), value, w("over all questionnaires") if several else "")
        )
    counts = [tally(m, q) for q in m.result.questionnaires if q.perception]
    blind, of = sum(c[0] for c in counts), sum(c[2] for c in counts)
    if of:
        note = w.plural("of {n} question compared", "of {n} questions compared", of)
        figures.append(_figure(w.plural("blind spot", "blind spots", blind), w.count(blind), note))
    n = m.result.inputs.interviews
    unfinished = m.result.inputs.unfinished
    note = w.plural("{n} unfinished", "{n} unfinished", unfinished) if unfinished else ""
    figures.append(_figure(w.plural("interview", "interviews", n), w.count(n), note))
    covered = part.overall.coverage if part else None
    if covered is not None:
        figures.append(_figure(w("of the questions answered"), w.percent(covered), w("coverage")))
    return figures[:4]


def _figure(label: str, value: str, note: str) -> Part:
    return {"value": value, "label": label, "note": note}


def _findings(m: Material) -> list[Part]:
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
        which=w.quoted(pair.title), inside=inline(inside), outside=inline(outside),
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


def _short(m: Material, p: Planned) -> Part:
    rules = m.rules(p.action)
    first = rules[0][1] if rules else None
    inside = m.setting.audience != "customer"
    return {
        "rank": p.rank,
        "id": p.action.id,
        "title": titled(m, p.action, first),
        "first_step": m.text(first.first_step) if first and inside else "",
        "owner": (m.text(first.owner) if first else p.action.owner) if inside else "",
        "horizon": m.words("within {n} days", n=p.action.horizon),
    }
