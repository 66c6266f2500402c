"""What every output says first: what holds, then what matters most and the order that follows."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from msgspec import UNSET

from cfdiag.locales.locale import Locale
from cfdiag.model.result import Finding, QuestionnaireResult, Result
from cfdiag.render.plan_sentences import Planned, ranked
from cfdiag.render.sentences import first_findings
from cfdiag.render.told_ratings import ToldRating, figures_said, ratings_said, told_ratings
from cfdiag.scoring.headline import action_grounds
from cfdiag.scoring.stats.statistics import MEAN_FROM


class Calling(NamedTuple):
    """How an output calls things."""

    finding: Callable[[Finding], str]
    """A finding as a sentence."""
    figure: Callable[[str, str], str]
    """A dimension or question, by questionnaire and key."""
    group: Callable[[QuestionnaireResult, str], str]
    """A group of a questionnaire, within a sentence."""
    action: Callable[[Planned], str]
    on_page: Collection[str]
    """The ids of the actions that stand on the first page, beside these words."""
    dropped: Collection[str] = ()
    """The ids of those that the adopted plan no longer wants."""


class Opening(NamedTuple):
    """The first words of a result."""

    headline: tuple[str, ...]
    """Two sentences."""
    more: tuple[str, ...]
    """What belongs beside them."""


def opening(result: Result, words: Locale, calling: Calling) -> Opening:
    """What is said first, the same in every output.

    Args:
        result: its findings were chosen when it was made (`headline`).
        words: the language.
        calling: how this output says findings, and calls figures, groups and actions.
    """
    say, name = calling.finding, calling.figure
    if few := told_ratings(result):
        return _few(few, result, words, calling)
    found = first_findings(result)
    strong = [say(each) for each in found if each.strength is True]
    short = [each for each in found if each.strength is not True]
    gap = [_with_order(short[0], say(short[0]), result, words, calling.on_page)] if short else []
    keep = strong[:1] or [_no_strength(result, words, calling.on_page)]
    moved = moved_beyond_noise(result, words, name)
    first = [*gap, *keep] if result.opens_with == "gaps" and gap else [*keep, *(moved or gap)]
    rest = [*(gap if moved else []), *(say(each) for each in short[1:])]
    if not found:
        first = [_nothing(result, words), *moved]
    headline = tuple(filter(None, first[:2]))
    return Opening(headline, tuple(filter(None, (*rest, _critical(result, words, found, calling)))))


def _few(few: list[ToldRating], result: Result, words: Locale, calling: Calling) -> Opening:
    """From few people: what is rated highest and lowest, answer by answer, and that more have to be heard."""
    high = [each for each in few if each.mean == few[0].mean]
    low = [each for each in few if each.mean == few[-1].mean]
    name, heard = calling.figure, result.inputs.interviews
    after = words.plural("After {n} interview", "After {n} interviews", heard)
    if whose := _only_of(few, result, calling):
        after += words(" (ratings only from: {whose})", whose=whose)
    more = words("Talk to more people before you decide.")
    if low == high:
        return Opening((_no_difference(high, words, name, after), more), ())
    titles = _each_with_figure(high, words, name)
    first = words.plural(
        "{after}, {titles} is rated highest.",
        "{after}, {titles} are rated highest.",
        len(high),
        after=after,
        titles=titles,
    )
    # Of several answers to one question it is their mean that counts, and that has to be said.
    mean = any(len(set(each.answers)) > 1 for each in low)
    second = words.plural(
        "{titles} is rated lowest on average." if mean else "{titles} is rated lowest.",
        "{titles} are rated lowest on average." if mean else "{titles} are rated lowest.",
        len(low),
        titles=_each_with_figure(low, words, name),
    )
    return Opening((first, f"{second} {more}"), ())


def _only_of(few: list[ToldRating], result: Result, calling: Calling) -> str:
    """Whose all the ratings are, where others were heard too; else empty."""
    parts = {part.id: part for part in result.questionnaires}
    whose = {
        (each.questionnaire, group)
        for each in few
        for group in parts[each.questionnaire].whose(parts[each.questionnaire].questions[each.key])
    }
    n = sum(parts[id_].groups[group].n or 0 for id_, group in whose)
    named = {calling.group(parts[id_], group) for id_, group in whose}
    return named.pop() if len(named) == 1 and n < result.inputs.interviews else ""


def _no_difference(
    alike: list[ToldRating], words: Locale, name: Callable[[str, str], str], after: str
) -> str:
    """Of one rating, or several alike, none is the highest."""
    if len(alike) > 1:
        return words(
            "{after}, what can be shown is rated alike: {titles}.",
            after=after,
            titles=_each_with_figure(alike, words, name),
        )
    title = words.quoted(name(alike[0].questionnaire, alike[0].key))
    return words(
        "{after}, {title} is rated {figure}.", after=after, title=title, figure=ratings_said(alike[0], words)
    )


NAMED = 3
"""So many that are rated alike are named; of more their number."""


def _each_with_figure(several: list[ToldRating], words: Locale, name: Callable[[str, str], str]) -> str:
    """What is rated alike, by name: the figure once where it is the same, else behind each."""
    called = [words.quoted(name(each.questionnaire, each.key)) for each in several]
    figures = [figures_said(each, words) for each in several]
    same = len(set(figures)) == 1
    shown = called if same else [f"{t} ({f})" for t, f in zip(called, figures, strict=True)]
    if len(shown) > NAMED:
        shown = [*shown[:NAMED], words.plural("{n} other", "{n} others", len(shown) - NAMED)]
    return f"{words.listing(shown)} ({figures[0]})" if same else words.listing(shown)


def _with_order(finding: Finding, said: str, result: Result, words: Locale, on_page: Collection[str]) -> str:
    """The finding, and which of the three things to do takes it up, if one does that stands there."""
    about = {
        action.id: action_grounds(action)
        for part in result.questionnaires
        if part.id == finding.questionnaire
        for action in part.actions
        if action.kind == "mend"
    }
    places = [each for each in enumerate(result.plan.first, 1) if each[1] in on_page]
    place = next((place for place, id_ in places if finding.question in about.get(id_, ())), 0)
    if not place:
        return said
    order = words("Start there.") if place == 1 else words("Action {n} takes that up.", n=place)
    return f"{said} {order}"


def _no_strength(result: Result, words: Locale, on_page: Collection[str]) -> str:
    if 0 < result.inputs.interviews < MEAN_FROM:
        return words.plural(
            "One interview is too few to show figures of people who stay anonymous.",
            "{n} interviews are too few to show figures of people who stay anonymous.",
            result.inputs.interviews,
        )
    kept = {
        a.id for part in result.questionnaires for a in part.actions if a.kind == "build" and a.id in on_page
    }
    if result.plan.first and result.plan.first[0] in kept:
        return words("No strength is certain yet; action 1 takes up the likeliest.")
    if any(part.counts.judged or part.counts.compared for part in result.questionnaires):
        return words("Nothing that was asked stands out as a strength yet.")
    if any(
        question.scale is not None for part in result.questionnaires for question in part.questions.values()
    ):
        return words("No rating says yet what works.")
    return words("Nobody was asked what works.")


def _nothing(result: Result, words: Locale) -> str:
    if not result.inputs.interviews:
        return words("There are no interviews yet, so there is nothing to say.")
    return words("Nothing stands out yet; what people said is shown one by one.")


def _critical(result: Result, words: Locale, found: list[Finding], calling: Calling) -> str:
    """The lowest of the critical scores, whose it is and what takes it up, unless it was said already."""
    said = {(each.questionnaire, each.dimension) for each in found}
    critical = [
        (d.score, id_, part, d)
        for part in result.questionnaires
        for id_, d in part.dimensions.items()
        if d.level == "critical" and d.score is not None
    ]
    if not critical:
        return ""
    score, id_, part, dimension = min(critical, key=lambda each: each[:2])
    if (part.id, id_) in said:
        return ""
    whose = words.listing([calling.group(part, group) for group in part.whose(dimension)])
    lowest = words(
        "The lowest score of all is {title}: {score} of 100 (n = {people}, {whose}).",
        title=words.quoted(calling.figure(part.id, id_)),
        score=words.score(score),
        people=words.count(dimension.n),
        whose=whose,
    )
    return f"{lowest} {_taken_up(result, words, part, id_, calling)}"


def _taken_up(
    result: Result, words: Locale, part: QuestionnaireResult, dimension: str, calling: Calling
) -> str:
    """The first action of the plan that is about the score or one of its questions, however far down."""
    keys = {dimension, *(key for key, question in part.questions.items() if question.dimension == dimension)}
    plan = [each for each in ranked(result) if any(own.id == part.id for own in each.parts)]
    left = [each for each in plan if each.action.kind == "mend" and each.action.id not in calling.dropped]
    about = [each for each in left if keys & {*action_grounds(each.action)}]
    if not about:
        return words("No action takes that up yet.")
    # What is about the score itself comes before what is about one of its questions.
    first = min(about, key=lambda each: dimension not in action_grounds(each.action))
    if first.action.id in calling.on_page:
        return words("Action {n} takes that up.", n=first.rank)
    title = words.quoted(calling.action(first))
    return words("Further down the plan, {title} takes that up.", title=title)


def moved_beyond_noise(result: Result, words: Locale, name: Callable[[str, str], str]) -> list[str]:
    """Since the baseline: what moved more than chance does, the largest first; or that nothing did."""
    comparison = result.baseline
    if comparison is UNSET:
        return []
    moved = [
        (part.id, id_, each)
        for part in comparison.questionnaires
        for id_, each in (("", part.overall), *part.dimensions.items())
        if each.change is not None and each.before is not None and each.after is not None
    ]
    beyond = [each for each in moved if each[2].beyond_noise is True and each[1]]
    beyond = beyond or [each for each in moved if each[2].beyond_noise is True]
    if not moved:
        return []
    if not beyond:
        return [words("Since last time nothing moved by more than chance does.")]
    part, id_, largest = max(beyond, key=lambda each: abs(each[2].change or 0.0))
    title = name(part, id_) if id_ else next(q.title for q in comparison.questionnaires if q.id == part)
    message = (
        "Since last time {title} rose from {before} to {after}, more than chance does."
        if (largest.change or 0.0) > 0
        else "Since last time {title} fell from {before} to {after}, more than chance does."
    )
    before, after = words.score(largest.before), words.score(largest.after)
    return [words(message, title=words.quoted(title), before=before, after=after)]
