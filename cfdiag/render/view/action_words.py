"""An action of the plan in words: what, why, how, by whom, how it is measured, and who said so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace as replace_in
from datetime import date
from typing import NamedTuple

from msgspec import UNSET
from msgspec.structs import replace

from cfdiag.followup.states import days_late
from cfdiag.locales.catalogue import LANGUAGES, locale_for
from cfdiag.model.blocks import CardLine, Quote
from cfdiag.model.interview import question_of
from cfdiag.model.material import Agreed
from cfdiag.model.plan import FINISHED
from cfdiag.model.questionnaire import Action
from cfdiag.model.result import ActionScore, QuestionnaireResult
from cfdiag.model.text import Text
from cfdiag.render.plan_sentences import Planned, ranked, state_said
from cfdiag.render.view.about import about_in_words
from cfdiag.render.view.context import Material
from cfdiag.render.view.done import done_in_words
from cfdiag.render.view.evidence import reasons
from cfdiag.render.view.merit import ByMerit, by_merit
from cfdiag.scoring.about import about_keys
from cfdiag.scoring.days import due_in

ACTION_QUOTES = 2


def planned(m: Material) -> list[Planned]:
    """The actions in the plan's order.

    To customers what was not dropped, and has words for them where any has.
    """
    plan = ranked(m.result)
    if m.setting.audience != "customer":
        return plan
    plan = [p for p in plan if not is_dropped(m, p)]
    told = [p for p in plan if any(rule.to_customers for _, rule in m.rules(p.action))] or plan
    # Customers read first what stays as they like it.
    told.sort(key=lambda p: p.action.kind != "build")
    return [p._replace(rank=at) for at, p in enumerate(told, start=1)]


class ActionInWords(NamedTuple):
    """An action of the plan with everything that is said of it, in words."""

    rank: int
    score: ActionScore
    title: str
    why: str
    first_step: str
    owner: str
    named: bool
    """Whether the owner is a person, as the adopted plan says."""
    measure: str
    seen: str
    """The figure that tells it, where there is one."""
    then: str
    day: str
    """By which it is done, an ISO date; empty where the day of the report is not known."""
    due: str
    when: str
    """By when, or since when it is done."""
    done: str
    """That it is done, and since when, as the adopted plan says; else empty."""
    because: list[CardLine]
    near: list[Quote]
    """What was said about the very thing."""
    quotes: list[Quote]
    more: str
    bound: bool
    """Whether its why says the figures itself."""

    @property
    def kind(self) -> str:
        """`build` or `mend`."""
        return self.score.kind


def said_of_action(m: Material, p: Planned) -> ActionInWords:
    """What is said of it. Why, how and who are written for colleagues; a customer is told what and when."""
    w = m.words
    score = p.action
    first = _rule(m, score)
    inside = m.setting.audience != "customer"
    agreed = agreed_on(m, p)
    # The day that was agreed is what customers are promised too; who does it is no matter of theirs.
    by, late = due_on(m, p, agreed)
    done = _done(m, agreed)
    agreed = agreed if inside else None
    near, beside, more = _quotes(m, p)
    known = bound_to(m, p, near[0].text if near else "")

    def said(text: Text | None) -> str:
        return m.text(text, about=known) if inside else ""

    role = said(first.owner) if first else score.owner if inside else ""
    seen = _by_figure(m, p) if inside else ""
    return ActionInWords(
        rank=p.rank,
        score=score,
        title=titled(m, p),
        why=said(first.why if first else None),
        # What is done has no first step and no day any more.
        first_step="" if done else said(first.first_step if first else None),
        owner=(agreed.owner if agreed else "") or role,
        named=bool(agreed and agreed.owner and agreed.owner != role),
        measure=_measure(m, p, said) if inside else "",
        seen=seen,
        then=said(first.then if first else None),
        day=by,
        due=w.date(by) if by and not done else "",
        when=done or _by(m, by, score, late=late and not inside),
        done=done,
        because=[line for part in p.parts for line in reasons(m, part, score.id)] if inside else [],
        near=near if inside else [],
        quotes=[*near, *beside] if inside else [],
        bound=bool(known and first and "about." in first.why.pick(w.language)),
        more=w.plural("and {n} more", "and {n} more", more) if inside and more > 0 else "",
    )


def _done(m: Material, agreed: Agreed | None) -> str:
    if agreed is None or agreed.status not in FINISHED:
        return ""
    # Whether it spread inside the house is no matter of customers.
    status = "done" if m.setting.audience == "customer" else agreed.status
    return state_said(m.words, status, "done", done_on=agreed.done_on, spread_on=agreed.spread_on)


def _by(m: Material, by: str, score: ActionScore, *, late: bool) -> str:
    """By when; of what should have been done by now, that it is not: a day that passed is no promise."""
    w = m.words
    if not by:
        return w("within {n} days", n=score.horizon)
    said = "not done yet; it was to be by {date}" if late else "by {date}"
    return w(said, date=w.date(by))


def day_of_report(m: Material) -> date:
    """The day of the report; of one without a day the first of all, on which nothing is late."""
    try:
        return date.fromisoformat(m.setting.date[:10])
    except ValueError:
        return date.min


def due_on(m: Material, p: Planned, agreed: Agreed | None) -> tuple[str, bool]:
    """By which day it is done, an ISO date: the agreed one, else of its horizon; and whether that has passed.

    The day is empty where nobody set one and the report has none to count from.
    """
    day = (agreed.due if agreed else None) or due_in(p.action.horizon, m.setting.date)
    return day, agreed is not None and days_late(agreed, day_of_report(m)) > 0


def _rule(m: Material, score: ActionScore) -> Action | None:
    return next((rule for _, rule in m.rules(score)), None)


def bound_to(m: Material, p: Planned, quote: str = "") -> dict[str, str]:
    """What the texts of an action may say of what it is about."""
    for questionnaire, rule in m.rules(p.action)[:1]:
        for part in p.parts:
            own = next((a for a in part.actions if a.id == p.action.id), None)
            if part.id == questionnaire.id and own is not None:
                return about_in_words(m, part, rule, own, quote)
    return {}


def _measure(m: Material, p: Planned, said: Callable[[Text | None], str]) -> str:
    """How one will see that it worked, in its author's words."""
    rule = _rule(m, p.action)
    if rule is None:
        return ""
    return said(rule.measure) or (said(rule.done_when.seen) if rule.done_when else "")


def _by_figure(m: Material, p: Planned) -> str:
    """How one will see that it worked, by the figure that tells it."""
    done = p.action.done_when
    own = next((part for part in p.parts if any(a.id == p.action.id for a in part.actions)), None)
    if done is UNSET or own is None or _rule(m, p.action) is None:
        return ""
    return done_in_words(m, own, done)


def titled(m: Material, p: Planned) -> str:
    """Its title, in the words that were agreed; to customers in those that its author has for them."""
    agreed = None if m.setting.audience == "customer" else agreed_on(m, p)
    return agreed.title if agreed and _was_changed(m, p, agreed) else _own_title(m, p)


def _own_title(m: Material, p: Planned) -> str:
    """Its title in its author's words."""
    rule = _rule(m, p.action)
    if rule is None:
        return p.action.title
    customer = m.setting.audience == "customer"
    text = rule.to_customers if customer and rule.to_customers else rule.title
    return m.text(text, about=bound_to(m, p))


def agreed_on(m: Material, p: Planned) -> Agreed | None:
    """What was agreed of an action; None where it is now about something else than it was then."""
    agreed = m.setting.agreed.get(p.action.id)
    about = [key for part in p.parts for key in about_of(part, p.action.id)]
    moved = agreed is not None and agreed.about and about and agreed.about not in about
    return None if moved else agreed


def is_dropped(m: Material, p: Planned) -> bool:
    """Whether the adopted plan says that it is not done: then it is promised to nobody."""
    agreed = agreed_on(m, p)
    return agreed is not None and agreed.status == "dropped"


def is_agreed(m: Material, p: Planned) -> bool:
    """Whether the adopted plan has it, about the same thing, and still wants it."""
    return agreed_on(m, p) is not None and not is_dropped(m, p)


def _was_changed(m: Material, p: Planned, agreed: Agreed) -> bool:
    """Whether somebody gave it other words than its author's, which each report says in its own language."""
    if not agreed.title or agreed.title == _own_title(m, p):
        return False
    others = (replace_in(m, words=locale_for(language)) for language in LANGUAGES)
    return agreed.title not in {_own_title(other, p) for other in others}


def _quotes(m: Material, p: Planned) -> tuple[list[Quote], list[Quote], int]:
    """What was said about it, by merit; what was said beside it; and how much more there is."""
    wanted = {
        (part.id, b.question)
        for part in p.parts
        for a in part.actions
        if a.id == p.action.id
        for b in a.because
    }
    wanted |= {(id_, question_of(key)) for id_, key in wanted}
    for questionnaire, action in m.rules(p.action):
        wanted |= {(questionnaire.id, id_) for id_ in action.because}
    about = {(part.id, question_of(key)) for part in p.parts for key in about_of(part, p.action.id)}
    found = [r for r in m.remarks if (r.questionnaire, question_of(r.question)) in wanted | about]
    chosen = by_merit(m, found, bound_to(m, p).get("label", ""), ACTION_QUOTES, about)
    near = [_counted(m, each) for each in chosen if each.near]
    beside = [foreign_marked(m, m.quote(each.remark)) for each in chosen if not each.near]
    return near, beside, len(found) - len(chosen)


def foreign_marked(m: Material, quote: Quote) -> Quote:
    """The quote, which says so where it is not in the language of the report."""
    if not quote.language:
        return quote
    return replace(quote, note=", ".join(filter(None, (quote.note, m.words("said in another language")))))


def about_of(part: QuestionnaireResult, id_: str) -> list[str]:
    """The keys of what an action of a questionnaire is about."""
    return [key for action in part.actions if action.id == id_ for key in about_keys(action)]


def _counted(m: Material, chosen: ByMerit) -> Quote:
    """A quote that says for how many it stands."""
    quote = foreign_marked(m, m.quote(chosen.remark))
    if chosen.alike < 2 or chosen.remark.kind not in ("answer", "remark"):  # noqa: PLR2004  one stands for itself
        return quote
    said = m.words("from {n} remarks about it", n=m.words.count(chosen.alike))
    return replace(quote, note=", ".join(filter(None, (quote.note, said))))
