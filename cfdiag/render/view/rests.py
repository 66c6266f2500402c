"""The strip below the three things: whom it rests on, how firm the choice is, what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Literal

from msgspec import UNSET

from cfdiag.model.blocks import ListEntry, ListGroup
from cfdiag.model.result import NOT_STATED, QuestionnaireResult
from cfdiag.render.bearing import response_sentence
from cfdiag.render.plan_sentences import Planned, ranked
from cfdiag.render.view.action_words import titled
from cfdiag.render.view.context import Material, given
from cfdiag.scoring.headline import principal
from cfdiag.scoring.stats.statistics import MEAN_FROM

A_SURVEY_FROM = 15
"""Customers: fewer are a conversation."""
OPEN_QUESTIONS = 2
ROOM_FOR_NAMES = 200
"""Characters of the other actions that are named; the first always is."""


def _group(title: str, said: Sequence[str]) -> ListGroup:
    return ListGroup(title=title, entries=tuple(ListEntry(text=text) for text in said if text))


def rests_on_whom(m: Material) -> ListGroup:
    """How many people, of which side, how many there are, and what so few can carry."""
    # Who was heard twice may have been with two questionnaires or twice with one: a result does not say.
    w = m.words
    n, people = m.result.inputs.interviews, m.result.inputs.people
    inside, outside = sides_heard(m)
    said = w.plural("{n} interview", "{n} interviews", n)
    if people is not UNSET and people != n:
        said = w.plural(
            "{n} person in {interviews}",
            "{n} people in {interviews}, some of them in several",
            people,
            interviews=said,
        )
    if inside and outside:
        said += ": " + w(
            "{n} with customers, {m} with your own people", n=w.count(outside), m=w.count(inside)
        )
    elif inside or outside:
        said += ", " + (
            w.plural("with a customer", "with customers", outside)
            if outside
            else w.plural("with one of your own people", "with your own people", inside)
        )
    heard = principal(m.result.questionnaires, m.questionnaires)
    lines = [f"{said}."]
    if heard:
        title = m.title(heard) if len(m.result.questionnaires) > 1 else ""
        lines.append(
            response_sentence(heard, w, lambda group: side_said(m, heard, group), title) or _unknown_many(m)
        )
    if n == 1:
        lines.append(w("One interview shows what can happen, not how often it does."))
    elif n < MEAN_FROM:
        lines.append(w("So few interviews show what can happen, not how often it does."))
    elif 0 < outside < A_SURVEY_FROM:
        lines.append(
            w.plural(
                "One customer is a voice, not a survey.",
                "{n} interviews with customers are a conversation, not a survey: trust the wide gaps, "
                "not the order of close ones.",
                outside,
            )
        )
    return _group(w("What this rests on"), lines)


def sides_asked(m: Material) -> tuple[bool, bool]:
    """Whether the questionnaires that were used ask those inside, and customers."""
    sides = {group.side for q in m.questionnaires.values() for group in q.groups.values()}
    return "inside" in sides, "customer" in sides


def sides_heard(m: Material) -> tuple[int, int]:
    """Interviews with those inside, and with customers."""
    counts = {"inside": 0, "customer": 0}
    for part in m.result.questionnaires:
        questionnaire = m.questionnaires.get(part.id)
        for id_, group in part.groups.items() if questionnaire else ():
            counts[questionnaire.side(id_) if questionnaire else "inside"] += group.n or 0
    return counts["inside"], counts["customer"]


def _unknown_many(m: Material) -> str:
    if m.result.inputs.is_one:
        return ""
    return m.words("How many could have been asked is not recorded.")


def how_firm(m: Material, three: Sequence[Planned]) -> ListGroup:
    """How often the three would stand there again, and what could as well."""
    w = m.words
    lines = []
    first = [p for p in three if p.action.tier == "first"]
    loose = [p for p in three if p.action.tier in ("next", "later")]
    open_ = [p for p in three if p.action.tier is None]
    if first:
        least = min(p.action.firmness or 0.0 for p in first)
        every = w.plural(
            "Asked again of people like these, {ranks} would be among the first three every time "
            "(100 of 100 repeats).",
            "Asked again of people like these, {ranks} would be among the first three every time "
            "(100 of 100 repeats).",
            len(first),
            ranks=_ranks(m, first),
        )
        lines.append(
            every
            if least == 1
            else w.plural(
                "Asked again of people like these, {ranks} would be among the first three "
                "in {times} of 100 repeats.",
                "Asked again of people like these, {ranks} would be among the first three "
                "in at least {times} of 100 repeats.",
                len(first),
                ranks=_ranks(m, first),
                times=w.of_100(least),
            )
        )
    if loose:
        lines.append(_as_good(m, loose, three))
    if open_:
        lines.append(
            w.plural(
                "Too few answers bear on {ranks} to say how firm its place is.",
                "Too few answers bear on {ranks} to say how firm their places are.",
                len(open_),
                ranks=_ranks(m, open_),
            )
        )
    author = [p for p in three if p.action.need_from == "author"]
    if author:
        lines.append(
            w.plural(
                "How much {ranks} is needed was judged by its author, not counted.",
                "How much {ranks} are needed was judged by their author, not counted.",
                len(author),
                ranks=_ranks(m, author),
            )
        )
    return _group(w("How firm the choice is"), lines)


def _ranks(m: Material, actions: Sequence[Planned], joined: Literal["and", "or"] = "and") -> str:
    return m.words.listing([str(p.rank) for p in sorted(actions, key=lambda p: p.rank)], joined)


def _as_good(m: Material, loose: Sequence[Planned], three: Sequence[Planned]) -> str:
    """Which actions could take the places that are not firm, by name."""
    w = m.words
    shown = {p.action.id for p in three}
    other = [p for p in ranked(m.result) if p.action.tier == "next" and p.action.id not in shown]
    titles = [w.quoted(titled(m, p)) for p in other]
    long = accumulate(len(title) for title in titles)
    names = [title for title, so_far in zip(titles, long, strict=True) if so_far <= ROOM_FOR_NAMES]
    names = names or titles[:1]
    if len(other) > len(names):
        names.append(w.plural("{n} other action", "{n} other actions", len(other) - len(names)))
    if not names:
        return w.plural(
            "The place of {ranks} is open: another order would be as sound.",
            "The places of {ranks} are open: another order would be as sound.",
            len(loose),
            ranks=_ranks(m, loose),
        )
    return w.plural(
        "In the place of {ranks} this would be about as good: {others}.",
        "In the place of {ranks} these would be about as good: {others}.",
        len(other),
        ranks=_ranks(m, loose, "or"),
        others=w.listing(names),
    )


def what_is_open(m: Material) -> ListGroup:
    """What most could not say, who is not shown, what could not be judged."""
    w = m.words
    asked = [(part, each) for part in m.result.questionnaires for each in part.unanswered]
    asked.sort(key=lambda entry: -entry[1].share)
    lines = [
        w.plural(
            "{question}: {n} of {of} could not say.",
            "{question}: {n} of {of} could not say.",
            each.n,
            question=w.quoted(m.question(part.id, each.question).rstrip("?.")),
            of=w.count(each.of),
        )
        for part, each in asked[:OPEN_QUESTIONS]
    ]
    withheld = sorted({name for part in m.result.questionnaires for name in _withheld(m, part)})
    if withheld:
        lines.append(
            w(
                "No figures yet of {names}: they speak anonymously, and of so few one could tell who said "
                "what.",
                names=w.listing(withheld),
            )
        )
    heard = m.result.inputs.interviews
    if heard < MEAN_FROM:
        lines.insert(
            0,
            w.plural(
                "What everybody else would say: this is one interview.",
                "What everybody else would say: these are {n} interviews.",
                heard,
            ),
        )
    elif not lines:
        others = "" if _all_were_heard(m) else w("What those would say who were not heard.")
        lines.append(
            f"{others} {w('To no question did more than one in five say that they do not know.')}".strip()
        )
    return _group(w("What we do not know"), lines)


def _all_were_heard(m: Material) -> bool:
    """Whether there is nobody else: of every group it is known how many there are, and all of them spoke."""
    groups = [group for part in m.result.questionnaires for group in part.groups.values()]
    return all(given(group.population) is not None and group.n == group.population for group in groups)


def _withheld(m: Material, part: QuestionnaireResult) -> list[str]:
    w = m.words
    cells = [
        w(name) if name == NOT_STATED else name
        for by in part.by.values()
        for name, cell in by.items()
        if cell.withheld is True
    ]
    groups = [side_said(m, part, id_) for id_, group in part.groups.items() if group.withheld is True]
    return [*cells, *groups]


def side_said(m: Material, part: QuestionnaireResult, group: str) -> str:
    """A group as the page calls its side: those inside are nobody else than your own people."""
    questionnaire = m.questionnaires.get(part.id)
    if questionnaire is not None and questionnaire.groups_of("inside") == (group,):
        return m.words("your own people")
    return m.words.inline(m.group(part.id, group))
