"""What the board page shows of a handful of people: answer by answer, and that more are to be heard."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cfdiag.model.blocks import ActionCard, CardLine, CardsBlock
from cfdiag.render.charts.figures import pairs_in_figures
from cfdiag.render.charts.pairs import PairValues, pairs
from cfdiag.render.opening import NAMED
from cfdiag.render.plan_sentences import Planned
from cfdiag.render.told_ratings import ToldRating, ratings_said, told_ratings
from cfdiag.render.view.action_words import titled
from cfdiag.render.view.context import Material
from cfdiag.render.view.parts import Picture, Things, chart
from cfdiag.render.view.rests import sides_asked, sides_heard
from cfdiag.scoring.days import due_in, next_monday
from cfdiag.scoring.stats.statistics import MEAN_FROM

SHOWN_RATINGS = 5
HIGHEST = 2
"""So many of the rows are the highest, the others the lowest; more where more are alike and are named."""
HEAR_WITHIN = 30


def few_answers(m: Material) -> Picture | None:
    """Of few people the highest and the lowest ratings, answer by answer; None where there are more."""
    w = m.words
    few = told_ratings(m.result)
    if not few:
        return None
    above, below = _ends(few)
    chosen = [*above, *below]
    low, high = min(each.least for each in chosen), max(each.most for each in chosen)
    apart = any(len(set(each.answers)) > 1 for each in chosen)
    rows = [_row(m, each) for each in chosen]
    given = [answer for each in chosen for answer in each.answers]
    ends = {"low": w.as_written(min(given)), "high": w.as_written(max(given))}
    title = w("All answers, from {low} to {high}", **ends)
    if len(rows) < len(few):
        title = w("The highest and the lowest answers")
    wide, narrow = (pairs(rows, w, low=low, high=high, names=("", ""), narrow=side) for side in (False, True))
    caption = w.plural(
        "one topic; scale {low} to {high}",
        "all {n} topics; scale {low} to {high}",
        len(few), low=low, high=high,
    )  # fmt: skip
    if len(rows) < len(few):
        caption = w(
            "the {high} highest and the {low} lowest of {of} topics; scale {least} to {most}",
            high=len(above), low=len(below), of=len(few), least=low, most=high,
        )  # fmt: skip
    if apart:
        caption += "; " + w("● the lowest answer, ■ the highest")
        caption += w(", ◆ one answer, or several alike") if any(row.alone is not None for row in rows) else ""
    names = w("the lowest answer"), w("the highest"), w("one answer, or several alike")
    desc = " ".join(f"{row.label}: {row.text}." for row in rows)
    drawn = chart("chart-board", "", title, desc, (wide, narrow))
    return Picture(title, caption, replace(drawn, figures=pairs_in_figures(rows, names, (low, high), 1)))


def _ends(few: Sequence[ToldRating]) -> tuple[Sequence[ToldRating], Sequence[ToldRating]]:
    """The highest and the lowest that are shown: all that the headline names are among them."""
    alike_above = sum(each.mean == few[0].mean for each in few)
    alike_below = sum(each.mean == few[-1].mean for each in few)
    highest = min(NAMED, max(HIGHEST, alike_above))
    lowest = min(NAMED, max(SHOWN_RATINGS - highest, alike_below))
    if len(few) <= highest + lowest:
        return few, ()
    # Of more that are alike the headline names the first.
    start = len(few) - max(lowest, alike_below)
    return few[:highest], few[start : start + lowest]


def _row(m: Material, each: ToldRating) -> PairValues:
    """The lowest and the highest answer; one answer, or the same ones, is neither."""
    title, said = m.question(each.questionnaire, each.key), ratings_said(each, m.words)
    lowest, highest = each.answers[0], each.answers[-1]
    if lowest == highest:
        return PairValues(title, None, None, said, alone=lowest)
    return PairValues(title, lowest, highest, said)


def hear_more(m: Material, after: Sequence[Planned] = ()) -> Things:
    """That more people are to be heard, as a thing to do, where it comes first or nothing else follows yet.

    Args:
        m: the report.
        after: what the answers so far call for, to be decided once more people were heard.
    """
    w = m.words
    n = m.result.inputs.interviews
    why = w("Nothing in the answers calls for an action of the questionnaires.")
    if n < MEAN_FROM:
        why = w.plural(
            "There is {n} interview so far. From five customers and five of your own people on, "
            "what the two sides say can be compared.",
            "There are {n} interviews so far. From five customers and five of your own people on, "
            "what the two sides say can be compared.",
            n,
        )
    if after:
        titles = w.listing([w.quoted(titled(m, p)) for p in after])
        why = f"{why} {w('To be decided on afterwards: {titles}.', titles=titles)}"
    day = due_in(HEAR_WITHIN, m.setting.date)
    said = (
        ("first_step", on_monday(m), _appointments(m), ""),
        ("owner", w("Who"), w("One of the interviewers"), w("Name:")),
        (
            "by",
            w("By"),
            w.date(day).replace(" ", "\u00a0", 1) if day else w("within {n} days", n=HEAR_WITHIN),
            "",
        ),
        ("measure", w("You will see it when"), _heard(m), ""),
    )
    card = ActionCard(
        rank=1,
        id="hear_more",
        tone="mend",
        title=w("Talk to more people before anything is decided"),
        text=why,
        lines=tuple(CardLine(id=id_, label=label, text=text, note=note) for id_, label, text, note in said),
    )
    return Things(w("One thing to do"), "", CardsBlock(cards=(card,), look="board"))


def on_monday(m: Material) -> str:
    """The head over first steps: which Monday it is, where the day of the report is known."""
    day = next_monday(m.setting.date)
    if not day:
        return m.words("On Monday")
    return m.words("On Monday {day}", day=m.words.date(day, year=False))


def _missing(m: Material) -> tuple[int, int]:
    """How many customers and own people are still to be heard until there are five on each side asked."""
    wanted, heard = sides_asked(m), sides_heard(m)
    inside, outside = (max(0, MEAN_FROM - n) if asked else 0 for n, asked in zip(heard, wanted, strict=True))
    return outside, inside


def _appointments(m: Material) -> str:
    w, (customers, own) = m.words, _missing(m)
    said = []
    if customers:  # more of those of whom somebody was heard
        more = w.plural("{n} more customer", "{n} more customers", customers)
        said.append(w.plural("{n} customer", "{n} customers", customers) if customers == MEAN_FROM else more)
    if own:
        more = w.plural("{n} more of your own people", "{n} more of your own people", own)
        some = w.plural("{n} of your own people", "{n} of your own people", own)
        said.append(some if own == MEAN_FROM else more)
    who = w.listing(said) or w("people who have not been heard")
    return w("Make the next appointments: {who}.", who=who)


def _heard(m: Material) -> str:
    inside, outside = sides_asked(m)
    if inside and outside:
        return m.words("Five customers and five of your own people have been heard.")
    return (
        m.words("Five customers have been heard.")
        if outside
        else m.words("Five of your own people have been heard.")
    )
