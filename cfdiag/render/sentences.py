"""What several formats say about a result, in whole sentences and in the order of the plan."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import UNSET

from cfdiag.locales.locale import NONE, Locale
from cfdiag.model.result import (
    NOT_STATED,
    ActionScore,
    DimensionScore,
    Finding,
    Gate,
    QuestionnaireResult,
    QuestionScore,
    Result,
    Score,
)
from cfdiag.render.as_of import as_of_lines, as_of_stamp
from cfdiag.scoring.compare import Moved
from cfdiag.scoring.headline import FIRST
from cfdiag.scoring.reasons import OTHER_QUESTIONS


def headline_sentence(each: QuestionnaireResult, result: Result, words: Locale) -> str:
    """How many interviews there are, what is unfinished, and the stamps."""
    parts, shown = interviews_of(each, words)[:1], interviews_of(each, words)[1:]
    if result.inputs.unfinished and len(result.questionnaires) == 1:
        parts.append(words("{n} unfinished", n=words.count(result.inputs.unfinished)))
    parts.append(f"{words('version')} {each.version}")
    return " · ".join([*parts, *shown, *stamps(result, words)])


def interviews_of(each: QuestionnaireResult, words: Locale) -> list[str]:
    """How many interviews there are and, where they are not everybody's, whose scores are shown."""
    parts = [words.plural("{n} interview", "{n} interviews", each.n)]
    shown = [each.groups[name] for name in each.groups_shown if name in each.groups]
    if shown and len(shown) < len(each.groups):
        listed = words.listing([f"{words.inline(group.title)} ({words.count(group.n)})" for group in shown])
        parts.append(words("scores of: {groups}", groups=listed))
    return parts


def checklist(found: DimensionScore, words: Locale) -> str:
    """`5 of 7 met`, or why nothing was counted."""
    if found.met is UNSET or found.of is UNSET:
        reason = words.reason(found.reason) if found.reason is not UNSET else ""
        return f"{NONE} {reason}".rstrip()
    return words("{met} of {of} met", met=words.count(found.met), of=words.count(found.of))


def beside_the_scores(each: QuestionnaireResult, words: Locale) -> list[str]:
    """What a scorecard says below its scores: repeated ones, who was not heard, recommendation, numbers."""
    found = as_of_lines(each, words)
    found += [said] if (said := unheard_sentence(each.overall, words)) else []
    found += [
        said
        for id_, question in each.questions.items()
        if "/" not in id_ and (said := recommendation(question, words) or numbers(question, words))
    ]
    if each.worst_set is not UNSET and len(each.worst_set) > 1:
        said = (
            "{n} questions cannot be told apart as the weakest with so few people. Take the one you can "
            "start on Monday."
        )
        found.append(words(said, n=words.count(len(each.worst_set))))
    if each.overall.of_dimensions is True:
        found.append(
            words(
                "Overall is made of the dimensions as they are shown: the mean of everybody's own score "
                "would give one of them away."
            )
        )
    return found + [
        said for id_, d in each.dimensions.items() if (said := unreliable(each, d, d.title or id_, words))
    ]


def recommendation(question: QuestionScore, words: Locale) -> str:
    """The recommendation score with its interval from 15 people; below, who said what."""
    found = question.recommend
    if found is UNSET or found is None:
        return ""
    counts = words(
        "{promoters} gave 9 or 10, {passives} 7 or 8, {detractors} 0 to 6",
        promoters=words.count(found.promoters),
        passives=words.count(found.passives),
        detractors=words.count(found.detractors),
    )
    if found.score is None or found.interval is None:
        return words("Recommendation (“{title}”): {counts}.", title=question.title, counts=counts)
    return words(
        "Recommendation score {score} (95% interval {interval}, n {n}): {counts}.",
        score=words.signed(found.score, 0),
        interval=words.interval(found.interval, 0, signed=True),
        n=words.count(found.n),
        counts=counts,
    )


def numbers(question: QuestionScore, words: Locale) -> str:
    """The numbers that were given: the middle one, the ends where they may be told, from five the mean, n."""
    if question.median is None or question.lowest is UNSET or question.highest is UNSET:
        return ""
    ends = question.lowest, question.highest
    figures = {"title": question.title, "median": _written(question.median, question, words)}
    if ends[0] is None or ends[1] is None:
        said = words("{title}: median {median}", **figures)
    elif ends[0] == ends[1]:
        message = "{title}: {value}" if question.n == 1 else "{title}: everybody gave {value}"
        said = words(message, title=question.title, value=figures["median"])
        return f"{said} (n {words.count(question.n)})."
    else:
        said = words(
            "{title}: median {median}, from {lowest} to {highest}",
            **figures,
            lowest=_written(ends[0], question, words),
            highest=_written(ends[1], question, words),
        )
    if question.mean is not None:
        said += ", " + words("mean {mean}", mean=_written(question.mean, question, words))
    return f"{said} (n {words.count(question.n)})."


def _written(value: float, question: QuestionScore, words: Locale) -> str:
    """A number as it would be written, with its unit: whole ones without decimals, others with up to two."""
    return words.amount(round(value, 2), "" if question.unit is UNSET else question.unit)


SOUND_FROM = 0.5
"""Cronbach's alpha under this: the questions do not measure one thing."""


def unreliable(each: QuestionnaireResult, found: DimensionScore, title: str, words: Locale) -> str:
    """Why the questions of a dimension should not be read as one score."""
    if found.alpha is None or found.alpha >= SOUND_FROM:
        return ""
    against = [] if found.reversed is UNSET else found.reversed
    titles = [each.questions[id_].title if id_ in each.questions else id_ for id_ in against]
    if not titles:
        message = "{title}: alpha {alpha}. Do not read these questions as one score."
        return words(message, title=title, alpha=words.number(found.alpha, 2))
    return words(
        "{title}: alpha {alpha}. These run against the others, as if they were keyed the other way: "
        "{questions}.",
        title=title,
        alpha=words.number(found.alpha, 2),
        questions=words.listing([words.quoted(each) for each in titles]),
    )


def stamps(result: Result, words: Locale) -> list[str]:
    """What has to be said of every figure of this result."""
    found = []
    if result.fictional is True:
        found.append(words("fictional"))
    if result.privacy.unmasked:
        found.append(words("unmasked: for the consultant's own eyes"))
    if result.privacy.between_runs == "off":
        found.append(words("two results may be set against each other (privacy.between_runs: off)"))
    elif is_draft(result):
        found.append(words(DRAFT))
    repeated = as_of_stamp(result, words)
    return [*found, repeated] if repeated else found


DRAFT = "draft: not for handing over; two drafts show who joined between them"


def is_draft(result: Result) -> bool:
    """Whether a result is not to be handed over: it is of anonymous people, and nothing remembers it."""
    return not result.final and any(
        group.anonymous is True for part in result.questionnaires for group in part.groups.values()
    )


def gate_sentence(gate: Gate, words: Locale) -> str:
    """What a gate asked for and what it found."""
    limit = words.count(gate.limit)
    if gate.kind == "min_n":
        where = gate.target.removesuffix("n").removesuffix("/")
        said = words.plural(
            "{n} interview, at least {limit} wanted",
            "{n} interviews, at least {limit} wanted",
            gate.value or 0,
            limit=limit,
        )
        return f"{where}: {said}" if where else said
    if gate.kind == "comparable":
        said = words.plural(
            "{n} question is the same as in the baseline",
            "{n} questions are the same as in the baseline",
            gate.value or 0,
        )
        if not gate.passed:
            said = words("{target}: nothing to compare with in the baseline", target=gate.target)
        return said if gate.reason is UNSET else f"{said} ({words.reason(gate.reason)})"
    value = NONE if gate.value is None else _told_apart(gate.value, gate.limit, words)
    if gate.kind == "fail_under":
        message = "{target}: {value}, at least {limit} wanted"
    elif gate.value is None or gate.value >= 0:
        message = "{target}: dropped by {value}, at most {limit} allowed"
    else:
        message = "{target}: rose by {value}; a drop of {limit} is allowed"
        value = words.number(-gate.value)
    said = words(message, target=gate.target, value=value, limit=limit)
    if gate.within_noise is True:
        said = words("{said}; chance may have made that", said=said)
    return said if gate.reason is UNSET else f"{said} ({words.reason(gate.reason)})"


def unheard_sentence(score: Score, words: Locale) -> str:
    """What those who were not heard could make of the score; empty where nobody knows how many they are."""
    found = score.unheard
    if found is UNSET or score.target is UNSET:
        return ""
    if found.highest < score.target:
        return words.plural(
            "Even top marks from the one who was not heard would leave this below target.",
            "Even top marks from the {n} who were not heard would leave this below target.",
            found.n,
        )
    if found.lowest >= score.target:
        return words.plural(
            "Even the lowest marks from the one who was not heard would leave this on target.",
            "Even the lowest marks from the {n} who were not heard would leave this on target.",
            found.n,
        )
    return words.plural(
        "One was not heard: whatever they say, it lies between {low} and {high}.",
        "{n} were not heard: whatever they say, it lies between {low} and {high}.",
        found.n,
        low=words.number(found.lowest, 0),
        high=words.number(found.highest, 0),
    )


def firmness_sentence(action: ActionScore, words: Locale) -> str:
    """How firm the place of an action is, and whether its need is more than its author's word."""
    said = []
    if action.need_from == "author":
        said.append(words("the need is set by the author"))
    if action.firmness is None:
        said.append(words("too few answers to say how firm its place is: the order is ours"))
    else:
        n = words.number(100 * action.firmness, 0)
        said.append(words("among the first three in {n} of 100 recounts", n=n))
    return "; ".join(said)


def movement_sentence(moved: Moved, words: Locale) -> str:
    """Whether a score moved beyond what chance does; empty where there is nothing to compare."""
    if moved.change is None:
        return ""
    if moved.untold == OTHER_QUESTIONS and moved.alike is not UNSET:
        same, of = moved.alike
        return words("cannot be told: {same} of {of} questions are the same", same=same, of=of)
    if moved.untold is not UNSET:
        return words.reason(moved.untold)
    if moved.beyond_noise is True:
        return words("more than chance does")
    if moved.least is UNSET:
        return ""
    return words(
        "too few answers to say whether it moved: it would take {n} points", n=words.number(moved.least, 0)
    )


def _told_apart(value: float, limit: float, words: Locale) -> str:
    """The value with as many decimals as it takes to differ from the limit: 59.97 is not shown as 60.0."""
    for decimals in range(1, 6):
        if value == limit or round(value, decimals) != round(limit, decimals):
            return words.number(value, decimals)
    return repr(value)


def cell_title(name: str, words: Locale) -> str:
    """What a row of a breakdown is called: a department, an account; or that they did not say."""
    return words(name) if name == NOT_STATED else name


def first_findings(result: Result) -> list[Finding]:
    """What is said first, in the order of the result; a saved one may point to what is not there."""
    parts = {each.id: dict(enumerate(each.findings)) for each in result.questionnaires}
    found = (parts.get(each.questionnaire, {}).get(each.finding) for each in result.headline)
    return [each for each in found if each is not None]


class Planned(NamedTuple):
    """One action of the plan: its number in every output, and the questionnaires that call for it."""

    rank: int
    action: ActionScore
    parts: list[QuestionnaireResult]


def planned_sentence(result: Result) -> list[Planned]:
    """Every action once, numbered in the plan's order: what to build on, what to mend, then the rest."""
    found: dict[str, tuple[ActionScore, list[QuestionnaireResult]]] = {}
    for part in result.questionnaires:
        for action in part.actions:
            known, parts = found.get(action.id, (action, []))
            found[action.id] = (action if action.priority > known.priority else known, [*parts, part])
    order = dict.fromkeys([*result.plan.build, *result.plan.mend, *found])
    return [Planned(at, *found[id_]) for at, id_ in enumerate((i for i in order if i in found), start=1)]


def first_actions(result: Result, kind: str, questionnaire: str = "") -> list[Planned]:
    """The first of a kind: of the whole plan, or of what one questionnaire calls for."""
    return [
        each
        for each in planned_sentence(result)
        if each.action.kind == kind
        and (not questionnaire or any(part.id == questionnaire for part in each.parts))
    ][:FIRST]
