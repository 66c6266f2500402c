"""The board page in a few lines, and all scores in one table: what is shown unless more is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import UNSET

from cfdiag.locales.locale import NONE, Locale
from cfdiag.model.result import DimensionScore, QuestionnaireResult
from cfdiag.render.as_of import as_of_lines
from cfdiag.render.opening import Calling, opening
from cfdiag.render.plan_sentences import first_three_actions
from cfdiag.render.score_sentences import (
    checklist,
    recommendation,
    unheard_sentence,
    unreliable,
    unshown_sentences,
)
from cfdiag.render.sentences import stamps
from cfdiag.render.terminal.card import Card
from cfdiag.render.terminal.drawing import DrawnBlock, data, item, styled
from cfdiag.render.told_ratings import told_ratings

SCREEN = 24
"""Of the whole, unless more is asked for."""
LEAST_ROWS = 3
"""However full the screen is."""
FEW_LISTS = 3
"""Checklists, the least met first."""
LEAST_LISTS = 1
"""Where the scores need the lines."""


class Below(NamedTuple):
    """How much of the scores is shown, and of what stands below them."""

    rows: int
    """The rest is counted."""
    lists: int
    """Checklists; the rest is counted."""
    rollups: bool = True
    """Whether the dimensions taken together are shown."""
    unscored: bool = True
    """Whether the dimensions without a score are named."""


class ScoredRow(NamedTuple):
    """A dimension, and how far it is above its target; without one, or without a score, nowhere."""

    title: str
    score: DimensionScore
    apart: float


def front(card: Card) -> Iterator[DrawnBlock]:
    """Whose answers they are, how they stand, three things to do, and how firm that is."""
    result, words = card.result, card.words
    inputs = result.inputs
    every = [words.plural("{n} interview", "{n} interviews", inputs.interviews)]
    if len(result.questionnaires) == 1:
        every.insert(0, result.questionnaires[0].title or result.questionnaires[0].id)
    else:
        every.append(words("{n} questionnaires", n=words.count(len(result.questionnaires))))
    if inputs.unfinished:
        every.append(words("{n} unfinished", n=words.count(inputs.unfinished)))
    yield styled(data(" · ".join([*every, *stamps(result, words)])), "dim")
    parts = {part.id: part for part in result.questionnaires}

    def name(part: str, key: str) -> str:
        dimension = parts[part].dimensions.get(key)
        return dimension.title if dimension is not None else parts[part].questions[key].title

    three = first_three_actions(result)
    calling = Calling(
        lambda finding: finding.text,
        name,
        lambda part, group: words.inline(part.groups[group].title or group),
        lambda p: p.action.title,
        [p.action.id for p in three],
    )
    said = opening(result, words, calling)
    yield styled(data(" ".join(said.headline)), "bold")
    if told_ratings(result):
        # Where the headline asks for more people first, nothing is decided here.
        yield item("1. ", words("Talk to more people before anything is decided"))
        return
    for rank, action, _ in three:
        by = words("within {n} days", n=action.horizon)
        who = ", ".join(part for part in (data(action.owner), by) if part)
        yield item(f"{rank}. ", f"{data(action.title).rstrip('.')} ({who})")


def scores_in_one(card: Card, most: Below) -> Iterator[DrawnBlock]:
    """Every score in one table, the farthest below its target first; then overall and checklists."""
    words = card.words
    scored, without = _rows(card.result.questionnaires)
    if scored:
        yield card.in_one([(row.title, row.score) for row in scored[: most.rows]])
    below = list(_below(card, without, most))
    if len(scored) > most.rows:
        below.insert(0, words("and {n} more", n=words.count(len(scored) - most.rows)))
    for text in below:
        yield styled(data(text), "dim")
    if not scored and not below and card.result.inputs.is_one:
        yield styled(words("Nothing in this interview is scored; what was said is in the report."))


def how_many_scores(card: Card) -> int:
    """Dimensions with a score."""
    return len(_rows(card.result.questionnaires)[0])


def _below(card: Card, without: list[ScoredRow], most: Below) -> Iterator[str]:
    words, parts = card.words, card.result.questionnaires
    overall = [part for part in parts if part.overall.score is not None]
    if overall:
        said = [
            f"{part.title or part.id} {words.score(part.overall.score)}"
            if len(parts) > 1
            else words("{score} of 100", score=words.score(part.overall.score))
            for part in overall
        ]
        yield words("Overall: {scores}.", scores=" · ".join(said))
    yield from filter(None, [_not_in_the_scores(parts, words)])
    for part in parts:
        rolled = [f"{found.title or id_} {words.score(found.score)}" for id_, found in part.rollups.items()]
        asked = [question for id_, question in part.questions.items() if "/" not in id_]
        together = bool(rolled) and most.rollups
        said = [words("Taken together: {rollups}.", rollups=", ".join(rolled)) if together else ""]
        said += as_of_lines(part, words)
        said += [recommendation(question, words) for question in asked]
        said += [unreliable(part, d, d.title or id_, words) for id_, d in part.dimensions.items()]
        yield from filter(None, said)
    lists = sorted(
        (d.met / d.of, f"{d.title or id_} {checklist(d, words)}")
        for part in parts
        for id_, d in part.dimensions.items()
        if d.kind == "checklist" and d.met is not UNSET and d.of is not UNSET and d.of
    )
    if lists and most.lists:
        more = words("and {n} more", n=words.count(len(lists) - most.lists))
        shown = [said for _, said in lists[: most.lists]]
        yield " · ".join([*shown, *([more] if len(lists) > most.lists else [])])
    if without and most.unscored:
        yield f"{NONE} {', '.join(row.title for row in without)}"


def _not_in_the_scores(parts: list[QuestionnaireResult], words: Locale) -> str:
    """Of every questionnaire who was heard and is not shown, and who was not heard, all in one line."""
    found = []
    for part in parts:
        said = [*unshown_sentences(part, words), unheard_sentence(part.overall, words)]
        if any(said):
            whose = [f"{part.title or part.id} ·"] if len(parts) > 1 else []
            found.append(" ".join(filter(None, [*whose, *said])))
    return " ".join(found)


def _rows(parts: list[QuestionnaireResult]) -> tuple[list[ScoredRow], list[ScoredRow]]:
    """The dimensions with a score, the farthest below its target first, and those without one."""
    found = [
        ScoredRow(d.title or id_, d, (d.score or 0.0) - (d.target if d.target is not UNSET else 0.0))
        for part in parts
        for id_, d in part.dimensions.items()
        if d.kind == "scored"
    ]
    scored = sorted((row for row in found if row.score.score is not None), key=lambda row: row.apart)
    return scored, [row for row in found if row.score.score is None]
