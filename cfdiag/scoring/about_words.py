"""What an action or a finding is about, said in the words of its figures."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import UNSET

from cfdiag.model.interview import question_of
from cfdiag.model.questionnaire import About, Question, Questionnaire, Side
from cfdiag.model.result import (
    Because,
    DimensionScore,
    Finding,
    GroupScore,
    QuestionnaireResult,
    QuestionScore,
)
from cfdiag.questions import TYPES
from cfdiag.scoring.about import TitleOf
from cfdiag.scoring.options import Phrasing
from cfdiag.scoring.titles import question_title


class Saying(msgspec.Struct, frozen=True):
    """What is needed to say what something is about."""

    questionnaire: Questionnaire
    result: QuestionnaireResult
    words: Phrasing
    label: TitleOf


def said_of(
    about: About,
    keys: Sequence[str],
    because: Sequence[Because],
    saying: Saying,
    quote: str = "",
) -> dict[str, str]:
    """What texts may say of what an action is about: `{{ about.label }}`, `{{ about.n }}` and so on.

    Args:
        about: as its author wrote it.
        keys: what was chosen.
        because: the figures that its rule rests on.
        saying: the questionnaire, its figures, and the language.
        quote: what somebody said about it; empty where no words are at hand.
    """
    if about.chosen == "items":
        labels = list(dict.fromkeys(filter(None, map(saying.label, dict.fromkeys(keys)))))
        n = saying.words.locale.count(len(keys))
        label = saying.words.locale.listing(labels) or _counted(
            about.of, n, saying.questionnaire, saying.words
        )
        return {"label": label, "n": n, "quote": quote}
    key = keys[0]
    dimension = saying.result.dimensions.get(key)
    is_score = about.of == "score" or (about.chosen == "named" and key not in saying.result.questions)
    if dimension is not None and is_score:
        found = _of_dimension(key, dimension, saying)
    else:
        found = _of_question(key, because, saying)
    return {"label": saying.label(key), **found, "quote": quote}


def finding_figures(
    about: About, keys: Sequence[str], questionnaire: Questionnaire, result: QuestionnaireResult
) -> dict[str, float]:
    """The figures that a finding says of what it is about, by the names of texts, full precision."""
    if about.chosen == "items":
        return {"n": len(keys)}
    key = keys[0]
    pair, question = result.perception.get(key), result.questions.get(key)
    dimension = result.dimensions.get(key) if question is None else None
    found: dict[str, float | None] = {}
    if dimension is not None:
        found = {"figure": dimension.score, "n": dimension.n}
    elif question is not None:
        turned = None if question.turned is UNSET or question.dimension is None else question.turned
        found = {"figure": question.mean if turned is None else turned, "n": question.n}
    if pair is not None and pair.points is not None and questionnaire.compare is not None:
        found |= {"inside": pair.internal, "outside": pair.customer, "n": pair.n_customer}
    return {name: float(figure) for name, figure in found.items() if figure is not None}


def said_of_finding(finding: Finding, questionnaire: Questionnaire, words: Phrasing) -> dict[str, str]:
    """What the text of a finding may say of what it is about: from its figures alone."""
    keys = [finding.about] if isinstance(finding.about, str) else finding.about or []
    labels = [label for key in keys if (label := titled_by(words, questionnaire)(key))]
    said = {
        name: words.locale.count(figure) if name == "n" else words.locale.number(figure)
        for name, figure in finding.figures.items()
    }
    label = words.locale.listing(labels)
    if not label and keys:
        label = _counted(keys[0].partition("/")[0], said.get("n", ""), questionnaire, words)
    return {"label": label, **said}


def _counted(section: str, n: str, questionnaire: Questionnaire, words: Phrasing) -> str:
    """What items are called whose names are people's own words and not told: `Open promises (3)`."""
    title = next((words.text(each.title, "") for each in questionnaire.sections if each.id == section), "")
    return f"{title} ({n})" if title and n else title or n


def _of_dimension(id_: str, dimension: DimensionScore, saying: Saying) -> dict[str, str]:
    locale = saying.words.locale
    target = None if dimension.target is UNSET else dimension.target
    return {
        **{
            name: next((locale.score(d.score) for d in _on(saying, side, id_) if d.score is not None), "")
            for name, side in _SIDES
        },
        "figure": _of_most(locale.score(dimension.score, target), 100, saying)
        if dimension.score is not None
        else "",
        "target": locale.score(target) if target is not None else "",
        "n": locale.count(dimension.n) if dimension.n is not None else "",
    }


_SIDES: tuple[tuple[str, Side], ...] = (("inside", "inside"), ("outside", "customer"))


def _groups(saying: Saying, side: Side) -> list[GroupScore]:
    wanted = saying.questionnaire.groups_of(side)
    return [saying.result.groups[group] for group in wanted if group in saying.result.groups]


def _on(saying: Saying, side: Side, dimension: str) -> list[DimensionScore]:
    """A dimension's figures of the groups on a side."""
    return [group.dimensions[dimension] for group in _groups(saying, side) if dimension in group.dimensions]


def _of_question(key: str, because: Sequence[Because], saying: Saying) -> dict[str, str]:
    locale = saying.words.locale
    question = saying.questionnaire.question(question_of(key))
    score = saying.result.questions.get(key)
    if question is None:
        return {}
    said = {name: _side_mean(key, side, saying) for name, side in _SIDES}
    dimension = saying.result.dimensions.get(question.dimension or "")
    target = dimension.target if dimension is not None and dimension.target is not UNSET else None
    n = score.n if score is not None else None
    pair = saying.result.perception.get(key)
    if pair is not None and pair.n_customer is not None and saying.result.perception[key].points is not None:
        n = pair.n_customer
    return {
        **said,
        "figure": _figure(key, question, score, because, saying) if score is not None else "",
        "target": locale.score(target) if target is not None and score and score.points is not None else "",
        "n": locale.count(n) if n is not None else "",
    }


def _side_mean(key: str, side: Side, saying: Saying) -> str:
    """What one side said to a question: the mean; of three or four, their answers one by one."""
    pair, compare = saying.result.perception.get(key), saying.questionnaire.compare
    if pair is not None and compare is not None:
        inside = saying.questionnaire.side(compare.looking_in) == side
        mean = pair.internal if inside else pair.customer
        if mean is not None:
            return saying.words.locale.number(mean)
    for group in _groups(saying, side):
        if said := _mean(group.questions.get(key), saying):
            return said
    return ""


def _mean(score: QuestionScore | None, saying: Saying) -> str:
    """The mean; of a reversed question that counts for a dimension turned, as its short name is meant."""
    if score is None:
        return ""
    if score.turned is not UNSET and score.dimension is not None:
        return saying.words.locale.number(score.turned)
    if score.mean is not None:
        return saying.words.locale.number(score.mean)
    listed = score.answers if isinstance(score.answers, list) else []
    return ", ".join(saying.words.locale.as_written(each) for each in listed if isinstance(each, float))


def _figure(
    key: str, question: Question, score: QuestionScore, because: Sequence[Because], saying: Saying
) -> str:
    """The figure of a question: what its rule asks for, else its mean, else what was said most."""
    words = saying.words
    type_ = TYPES[question.type]
    mine = next((each for each in because if each.question in (key, question.id)), None)
    if mine is not None and mine.options is not UNSET and mine.options:
        return "; ".join(count_said(question, each.option, each.n, each.of, words) for each in mine.options)
    if mean := _mean(score, saying):
        most = score.scale[1] if score.scale is not None else None
        unit = type_.unit(question, words.locale)
        return _of_most(mean, most, saying) if most else f"{mean} {unit}".rstrip()
    told = {option: n for option, n in score.distribution.items() if n is not None} if type_.counted else {}
    if told and score.n and None not in score.distribution.values():
        option = max(told, key=told.__getitem__)
        return count_said(question, option, told[option], score.n, words)
    return type_.cell(question, score, words.locale, lambda text: words.text(text, ""))


def count_said(question: Question, option: str, n: int, of: int, words: Phrasing) -> str:
    """How many gave an answer: `3 of 5 said “no”`."""
    label = TYPES[question.type].label(question, option, words.locale, lambda text: words.text(text, ""))
    return words.said_by(n, of, label)


def _of_most(figure: str, most: float, saying: Saying) -> str:
    return saying.words.sentence(
        "{figure} of {most}", figure=figure, most=saying.words.locale.as_written(most)
    )


def titled_by(saying_words: Phrasing, questionnaire: Questionnaire) -> TitleOf:
    """What a key is called where no more is known than the questionnaire and the engagement's lists."""

    def label(key: str) -> str:
        if key in questionnaire.dimensions and questionnaire.question(key) is None:
            return saying_words.text(questionnaire.dimensions[key].title, "")
        section, _, item = key.partition("/")
        if "/" not in item and item:
            return _item_title(questionnaire, section, item, saying_words)
        return question_title(questionnaire, key, saying_words)

    return label


def _item_title(questionnaire: Questionnaire, section: str, item: str, words: Phrasing) -> str:
    """An item's title; empty for one that somebody added."""
    known = next((s.repeat for s in questionnaire.sections if s.id == section), None)
    if known is None:
        return ""
    return words.text(known.items.get(item), "") or words.lists.get(known.source or "", {}).get(item, "")
