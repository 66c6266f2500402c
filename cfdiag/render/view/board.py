"""The board page, the first of all: how we stand, one picture, three things to do, what it rests on."""

from __future__ import annotations

from itertools import compress
from typing import NamedTuple

from msgspec import UNSET
from msgspec.structs import replace

from cfdiag.model.blocks import (
    ActionCard,
    Block,
    CardLine,
    CardsBlock,
    HeadingBlock,
    ListBlock,
    ListGroup,
    SentenceBlock,
)
from cfdiag.model.view import ReportSection
from cfdiag.render.opening import Calling, Opening, opening
from cfdiag.render.plan_sentences import Planned, first_three_actions, ranked
from cfdiag.render.told_ratings import told_ratings
from cfdiag.render.view.action_words import (
    ActionInWords,
    about_of,
    is_agreed,
    is_dropped,
    said_of_action,
    titled,
)
from cfdiag.render.view.agreed import agreed_line
from cfdiag.render.view.both_sides import two_sides
from cfdiag.render.view.context import Material
from cfdiag.render.view.evidence import grounds
from cfdiag.render.view.few import few_answers, hear_more, on_monday
from cfdiag.render.view.parts import Picture, Things, section, sentences
from cfdiag.render.view.perception import looked_at
from cfdiag.render.view.rests import how_firm, rests_on_whom, side_said, what_is_open
from cfdiag.render.view.scores import farthest, score_chart, score_row, scored, scores_in_words
from cfdiag.scoring.plan.order import TOP
from cfdiag.scoring.stats.statistics import MEAN_FROM

SHOWN_SCORES = 5
"""Of the picture, where the two sides are not compared."""
ROOM = 210
"""Characters of the why of an action: a page has no more."""


def _opening(m: Material, three: list[Planned]) -> Opening:
    """What is said first, in the report's words, beside these things to do."""
    parts = {part.id: part for part in m.result.questionnaires}

    def name(part: str, key: str) -> str:
        return m.dimension(parts[part], key) if key in parts[part].dimensions else m.question(part, key)

    calling = Calling(
        m.finding,
        name,
        lambda part, group: side_said(m, part, group),
        lambda p: titled(m, p),
        on_page=[p.action.id for p in three],
        dropped=[p.action.id for p in ranked(m.result) if is_dropped(m, p)],
    )
    return opening(m.result, m.words, calling)


class FrontPage(NamedTuple):
    """The first page by its parts: the slides are made of the very same."""

    headline: str
    more: list[SentenceBlock]
    picture: Picture | None
    things: Things
    decided: bool
    """Whether the things to do are actions of the plan; else more people are to be heard first."""
    rests: tuple[ListGroup, ...]
    """Whom it rests on, and how firm the choice is."""
    unknown: ListGroup


def front_page(m: Material) -> FrontPage:
    """What stands on it; there always is one, if only to say that nothing can be said."""
    three = _three(m)
    said = _opening(m, three)
    # Where the headline asks for more people first, nothing is decided here.
    now = [] if told_ratings(m.result) else three
    rests = (rests_on_whom(m), how_firm(m, now))
    things = _things(m, now) if now else _nothing_left(m) or hear_more(m, three)
    return FrontPage(
        headline=" ".join(said.headline),
        more=sentences([" ".join(said.more)], "sub"),
        picture=few_answers(m) or two_sides(m) or _from_targets(m),
        things=things._replace(
            also=agreed_line(m, [p.action.id for p in now], all_agreed=bool(now) and _all_agreed(m, now))
        ),
        decided=bool(now),
        rests=tuple(group for group in rests if group.entries),
        unknown=what_is_open(m),
    )


def _three(m: Material) -> list[Planned]:
    """The things to do of the page: of an adopted plan what is left of it, else the first of the figures."""
    first = first_three_actions(m.result)
    every = [p for p in ranked(m.result) if not is_dropped(m, p)]
    left = [p for p in first if p in every]
    # What was decided is not filled up with a proposal: of three of which one was dropped, two are left.
    if len(left) < len(first) and left and _all_agreed(m, left):
        every = [p for p in every if is_agreed(m, p)]
    return every[: len(first)]


def board(page: FrontPage) -> ReportSection:
    """The section, with the headline as its title."""
    blocks: list[Block] = [*page.more]
    if page.picture is not None:
        blocks += [
            HeadingBlock(text=page.picture.title),
            *sentences([page.picture.caption], "beside"),
            page.picture.chart,
        ]
    things = page.things
    blocks += [
        HeadingBlock(text=things.title),
        *sentences([things.chosen_by, things.also], "beside"),
        *things.table,
    ]
    groups = tuple(group for group in (*page.rests, page.unknown) if group.entries)
    blocks.append(ListBlock(groups=groups, look="trust"))
    return section("board", page.headline, "", blocks)


def _from_targets(m: Material) -> Picture | None:
    """The dimensions farthest from their targets, either way; None where nothing has a score."""
    w = m.words
    found = [each for each in scored(m) if each[2].target is not UNSET]
    if not found:
        return None
    chosen = farthest(found, SHOWN_SCORES)
    rows = [score_row(m, part, id_, d) for part, id_, d in chosen]
    title = scores_in_words(m, [d for *_, d in chosen], rows)
    caption = w.plural(
        "the score of {of} that is farthest from target",
        "the {n} of {of} scores farthest from target",
        len(rows),
        of=w.count(len(found)),
    )
    return Picture(title, caption, score_chart(m, "chart-board", title, rows))


def _things(m: Material, three: list[Planned]) -> Things:
    w = m.words
    said = [said_of_action(m, p) for p in three]
    title = w.plural("One thing to do", "{n} things to do", len(said))
    title = w("Three things to do") if len(said) == TOP else title
    done = sum(bool(each.done) for each in said)
    if done:
        title = (
            w("{title}: done", title=title)
            if done == len(said)
            else w.plural("{title}, {n} of them done", "{title}, {n} of them done", done, title=title)
        )
    # What stands in one column has one head.
    when = w("When") if done else w("By")
    cards = [_thing(m, p, a, when) for p, a in zip(three, said, strict=True)]
    # Without the questionnaire nobody knows a first step, and what is done has none: a heading over nothing
    # is left out.
    told = [any(line.text for line in column) for column in zip(*(card.lines for card in cards), strict=True)]
    cards = [replace(card, lines=tuple(compress(card.lines, told))) for card in cards]
    kinds = [each.kind for each in said]
    why = ""
    if kinds[0] == "build" and "mend" in kinds:
        why = w("First what already works, then what is to be mended.")
    beside = " ".join(filter(None, (why, _agreed(m, three))))
    return Things(title, beside, CardsBlock(cards=tuple(cards), look="board"))


def _nothing_left(m: Material) -> Things | None:
    """Where everything that the answers call for was dropped: that it was; else None."""
    plan = ranked(m.result)
    if not plan or told_ratings(m.result) or not all(is_dropped(m, p) for p in plan):
        return None
    w = m.words
    titles = [w.quoted(titled(m, p)) for p in plan[:TOP]]
    if len(plan) > TOP:
        titles.append(w.plural("{n} other action", "{n} other actions", len(plan) - TOP))
    said = w("All that the answers call for was agreed and dropped: {titles}.", titles=w.listing(titles))
    return Things(w("Nothing is left to do"), said, CardsBlock(cards=(), look="board"))


def _all_agreed(m: Material, three: list[Planned]) -> bool:
    return all(is_agreed(m, p) for p in three)


def _agreed(m: Material, three: list[Planned]) -> str:
    """Who chose these three, as the adopted plan says; else that nobody has yet."""
    w = m.words
    if not _all_agreed(m, three):
        return w("A proposal from the figures; nobody has agreed to it yet.")
    if m.setting.agreed_with:
        return w("Agreed with: {who}.", who=w.listing(list(m.setting.agreed_with)))
    return w("Adopted as the plan.")


def _thing(m: Material, p: Planned, action: ActionInWords, when: str) -> ActionCard:
    """An action as the board reads it: what and why, on Monday, who, by when, how it is seen."""
    w = m.words
    # A share of one or two people is no aim.
    by_figure = action.seen if m.result.inputs.interviews >= MEAN_FROM else ""
    seen = by_figure or action.measure
    lines = (
        CardLine(id="first_step", label=on_monday(m), text=_on_monday(m, action.first_step)),
        CardLine(
            id="owner",
            label=w("Who"),
            text=action.owner,
            note="" if action.named or action.done else w("Name:"),
        ),
        CardLine(id="by", label=when, text=action.due.replace(" ", "\u00a0", 1) or action.when),
        CardLine(id="measure", label=w("You will see it when"), text=seen),
    )
    figures = "" if action.bound else grounds(m, p)
    too = _too(m, p)
    why = _short(action.why, ROOM - len(figures) - len(too))
    return ActionCard(
        rank=action.rank,
        id=action.score.id,
        tone=action.kind,
        title=action.title,
        text=" ".join(filter(None, (why, figures, too))),
        lines=lines,
        quotes=tuple(replace(quote, item="") for quote in action.near[:1]),
    )


def _too(m: Material, p: Planned) -> str:
    """What else is no better than what the action is about, from the same gaps between both sides."""
    w = m.words
    about = {key for part in p.parts for key in about_of(part, p.action.id)}
    found = [
        w.quoted(m.question(part.id, key, looked_at(m, part)))
        for part in p.parts
        for own in part.actions
        if own.id == p.action.id and p.action.kind == "mend"
        for because in own.because
        if because.gaps is not UNSET
        for key in because.gaps
        if key not in about and part.perception[key].finding == "blind_spot"
    ]
    if found:
        return w("The same holds for {others}.", others=w.listing(list(dict.fromkeys(found))))
    by_sides = any(rule.about is not None and rule.about.of == "perception" for _, rule in m.rules(p.action))
    gaps = (part.perception.get(key) for part in p.parts for key in about if by_sides)
    unsure = [gap for gap in gaps if gap is not None]
    # The rule goes by the size of a gap; that it may be chance stands in the picture, and here too.
    return w("With so few people that may be chance.") if any(not each.finding for each in unsure) else ""


def _on_monday(m: Material, step: str) -> str:
    """The first step without the day, which stands over it."""
    first, within = f"{m.words('On Monday')}, ", f" {m.words('Monday')}"
    rest = step.removeprefix(first) if step.startswith(first) else step.replace(within, "", 1)
    return rest[:1].upper() + rest[1:]


def _short(text: str, room: int) -> str:
    """Whole sentences of a text, as many as there is room for; always the first."""
    out = ""
    for sentence in text.replace("? ", "?\n").replace("! ", "!\n").replace(". ", ".\n").split("\n"):
        if out and len(out) + len(sentence) > room:
            break
        out = f"{out} {sentence}".strip()
    return out
