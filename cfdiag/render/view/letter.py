"""What a customer is told afterwards: you said; we do, or do not, and by when.

Made from the customer's edition whatever the audience of the report: it is going to be sent. It quotes one
account only, the one it goes to.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from cfdiag.model.interview import question_of
from cfdiag.model.material import Remark
from cfdiag.model.plan import FINISHED
from cfdiag.model.view import Letter, Promise
from cfdiag.render.plan_sentences import Planned
from cfdiag.render.view.action_words import agreed_on, bound_to, due_on, is_dropped, planned
from cfdiag.render.view.context import Material, shortened
from cfdiag.render.view.voices import in_turns
from cfdiag.scoring.days import due_in
from cfdiag.scoring.themes import told_themes

SAID = 5
DO = 5


def letter(own: Material, inside: Material) -> Letter | None:
    """The letter's parts; None where nothing that was said may be shown and nothing is done about it.

    Args:
        own: the customer's edition, of the one account that the letter goes to.
        inside: everything, for the order of the plan; of it no more than the order and the dates are taken.
    """
    if not own.result.questionnaires:
        return None
    w = own.words
    wishes = [r for r in own.remarks if r.text and _wish(own, r)]
    said = list(dict.fromkeys(shortened(r.text) for r in _question_by_question(own, wishes)))
    # What was agreed comes before what is a proposal still.
    plan = sorted(planned(inside), key=lambda p: agreed_on(inside, p) is None)
    told = [each for p in plan if (each := _told(own, inside, p))]
    done, do = ([promise for is_done, promise in told if is_done is wanted] for wanted in (True, False))
    if not said and not told:
        return None
    return Letter(
        title=w("What you said, and what we do with it"),
        said=tuple(said[:SAID]),
        done=tuple(done[:DO]),
        do=tuple(do[:DO]),
        later=w.date(due_in(90, own.setting.date)),
    )


def accounts_heard(own: Material) -> list[str]:
    """The accounts whose people answered as customers: a letter goes to one of them."""
    return sorted({account for heard in own.saved.spoken.heard.values() for account in heard if account})


def _wish(own: Material, remark: Remark) -> bool:
    """Whether it is something to answer: a question whose answers are counted by theme asks for one."""
    questionnaire = own.questionnaires.get(remark.questionnaire)
    question = questionnaire.question(question_of(remark.question)) if questionnaire else None
    return bool(question and question.tags)


def _question_by_question(own: Material, remarks: Sequence[Remark]) -> list[Remark]:
    """One remark of each question, then the next of each: praise, complaints and wishes in turn."""
    by_question: dict[str, list[Remark]] = {}
    for remark in remarks:
        by_question.setdefault(remark.question, []).append(remark)
    parts = {part.id: part for part in own.result.questionnaires}
    turns = [
        in_turns(r, told_themes(own.figure(parts[r[0].questionnaire], r[0].question, r[0].group)), SAID)
        for r in by_question.values()
    ]
    return [one for turn in zip_longest(*turns) for one in turn if one is not None]


def _told(own: Material, inside: Material, p: Planned) -> tuple[bool, Promise] | None:
    """Whether an action is done, and what customers are told of it.

    None where there are no words for them, or it was dropped.
    """
    told = next((action.to_customers for _, action in own.rules(p.action) if action.to_customers), None)
    if told is None or is_dropped(inside, p):
        return None
    w, agreed = own.words, agreed_on(inside, p)
    # Of what it is about a customer hears the name alone, and no figure.
    title = own.text(told, about={"label": bound_to(inside, p).get("label", "")})
    if agreed is not None and agreed.status in FINISHED:
        on = w.date(agreed.done_on) if agreed.done_on else ""
        said = w("{what} Done on {date}.", what=title, date=on) if on else w("{what} Done.", what=title)
        return True, Promise(rank=p.rank, title=title, by=on, said=said)
    day, late = due_on(inside, p, agreed)
    by = w.date(day) if day else w("{n} days", n=p.action.horizon)
    # A day that has passed is promised to nobody.
    said = "{what} Not done yet: it was to be by {date}." if late else "{what} By {date}."
    return False, Promise(rank=p.rank, title=title, by=by, said=w(said, what=title, date=by))
