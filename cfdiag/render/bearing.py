"""What the figures can carry, in words that need no statistics."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

from msgspec import UNSET

from cfdiag.locales.locale import Locale, as_printed
from cfdiag.model.comparison import Foretold
from cfdiag.model.result import Clustering, QuestionnaireResult
from cfdiag.scoring.foresight import PRECISION

_WIDER_FROM = 1.05
"""Times as wide: less is not worth a sentence."""


def bearing_lines(each: QuestionnaireResult, words: Locale) -> list[str]:
    """Who was heard of how many, how many more it would take, and what the lowest will do by themselves."""
    return [said for said in (response_sentence(each, words), _more(each, words), _rise(each, words)) if said]


def response_sentence(
    each: QuestionnaireResult, words: Locale, call: Callable[[str], str] | None = None, title: str = ""
) -> str:
    """The response rate of every group of which it is known how many there are.

    Args:
        each: the questionnaire.
        words: the language.
        call: what a group is called within a sentence; else by its title.
        title: the questionnaire's, where others stand on the same page.
    """
    if each.overall.score is None or each.n == 1:
        return ""
    said = []
    for name, group in each.groups.items():
        if group.population is not UNSET and group.population and group.n:
            called = call(name) if call else words.inline(group.title or name)
            heard, there = words.count(group.n), words.count(group.population)
            share = words.percent(group.n / group.population)
            said.append(words("{group} {n} of {of} ({share})", n=heard, of=there, group=called, share=share))
    if not said:
        return ""
    if title:
        return words("Heard with {title}: {groups}.", title=words.quoted(title), groups=words.listing(said))
    return words("Heard: {groups}.", groups=words.listing(said))


def _more(each: QuestionnaireResult, words: Locale) -> str:
    if not each.more_for_precision:
        return ""
    return words.plural(
        "{n} more interview would make overall known to {points} points either way.",
        "{n} more interviews would make overall known to {points} points either way.",
        each.more_for_precision,
        points=words.number(PRECISION),
    )


def _rise(each: QuestionnaireResult, words: Locale) -> str:
    if each.regression is UNSET or as_printed(each.regression.points, 0) < 1:
        return ""
    return words.plural(
        "The {lowest} questions that are lowest now will stand about one point higher next time though "
        "nothing changes: part of it is bad luck, and bad luck seldom comes twice.",
        "The {lowest} questions that are lowest now will stand some {n} points higher next time though "
        "nothing changes: part of it is bad luck, and bad luck seldom comes twice.",
        as_printed(each.regression.points, 0),
        lowest=words.count(len(each.regression.lowest)),
        n=words.number(each.regression.points, 0),
    )


def foretold_sentence(foretold: Foretold, words: Locale) -> str:
    """What the questions that were lowest did, beside what they were bound to do."""
    return words(
        "The {n} questions that were lowest moved by {change} points; {points} were to be expected though "
        "nothing changed.",
        n=words.count(len(foretold.lowest)),
        change=words.signed(foretold.change, 0),
        points=words.signed(foretold.points, 0),
    )


def clustering_sentence(clustering: Clustering, words: Locale) -> str:
    """Whether people of one cell answer alike, and what that takes from the ranges."""
    wider = sqrt(clustering.design_effect)
    if wider < _WIDER_FROM:
        return words("People of one row answer no more alike than others.")
    return words(
        "People of one row answer alike. If these rows stand for others that were not asked, a range is "
        "{times} times as wide as it looks; if all were asked, it stands as it is.",
        times=words.number(wider),
    )
