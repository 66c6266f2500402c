"""What several formats say beside the scores of a questionnaire, in whole sentences."""

from __future__ import annotations

from msgspec import UNSET

from cfdiag.locales.locale import NONE, Locale
from cfdiag.model.result import DimensionScore, QuestionnaireResult, QuestionScore, Score
from cfdiag.render.as_of import as_of_lines
from cfdiag.render.bearing import bearing_lines


def checklist(found: DimensionScore, words: Locale) -> str:
    """`5 of 7 met`, or why nothing was counted."""
    if found.met is UNSET or found.of is UNSET:
        reason = words.reason(found.reason) if found.reason is not UNSET else ""
        return f"{NONE} {reason}".rstrip()
    return words("{met} of {of} met", met=words.count(found.met), of=words.count(found.of))


def beside_the_scores(each: QuestionnaireResult, words: Locale) -> list[str]:
    """What a scorecard says below its scores: repeated ones, who was not heard, recommendation, numbers."""
    found = [*as_of_lines(each, words), *unshown_sentences(each, words)]
    found += bearing_lines(each, words)
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


def unshown_sentences(each: QuestionnaireResult, words: Locale) -> list[str]:
    """Of every group below the floor, how many were heard of whom nothing is shown."""
    found = []
    for id_, group in each.groups.items():
        if group.unshown is UNSET or not group.unshown:
            continue
        if group.listed is UNSET:
            said = words.plural(
                "{group}: one heard, not shown. Figures are shown from {floor} people.",
                "{group}: {n} heard, not shown. Figures are shown from {floor} people.",
                group.unshown,
                group=group.title or id_,
                floor=words.count(each.min_group),
            )
        else:
            said = words.plural(
                "{group}: those who agreed to be named ({named}) are shown answer by answer; one more heard, "
                "not shown.",
                "{group}: those who agreed to be named ({named}) are shown answer by answer; {n} more heard, "
                "not shown.",
                group.unshown,
                group=group.title or id_,
                named=words.count(group.named or 0),
            )
        found.append(said)
    return found


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
