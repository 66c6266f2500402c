"""Texts of the questionnaire as this respondent hears them, at a step of the interview."""

from __future__ import annotations

from cfdiag.interview import flow, state
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Question, Questionnaire
from cfdiag.model.text import Text
from cfdiag.questions import TYPES
from cfdiag.rules.lookup import AnswerLookup
from cfdiag.rules.say import say
from cfdiag.rules.wording import is_template


def worded(q: Questionnaire, iv: Interview, text: Text | None, step: flow.Step | None = None) -> str:
    """A text in the interview's language, for the respondent's group, its names filled in.

    Args:
        q: the questionnaire.
        iv: the interview.
        text: the text; None says nothing.
        step: where it is said: answers about the same item, and its label, are at hand there.
    """
    group = iv.respondent.group
    wording = text.pick(iv.language, group) if text is not None else ""
    if not is_template(wording):
        return wording
    named = state.context(q, iv, step)
    place = (step.section.id, step.item) if step is not None else ()
    asked = AnswerLookup(iv.answers, group, *place)
    return say(text, iv.language, group, q.side(group), asked, **{**_answers(q, iv, step), **named})


def shown(question: Question, iv: Interview, key: str) -> str:
    """An answer's value in words, in the interview's language; empty where there is none."""
    answer = iv.answers.get(key)
    if answer is None or answer.value is None:
        return ""
    return TYPES[question.type].show(question, answer.value, locale_for(iv.language), iv.respondent.group)


def _answers(q: Questionnaire, iv: Interview, step: flow.Step | None) -> dict[str, object]:
    """Answers by question id, in words; about another item than the step's there are none."""
    here = f"{step.section.id}/{step.item}/" if step is not None and step.item else ""
    found: dict[str, object] = {}
    for key in iv.answers:
        prefix, _, id_ = key.rpartition("/")
        question = q.question(id_) if not prefix or f"{prefix}/" == here else None
        if question is not None:
            found[id_] = _spoken(question, iv, key)
    return found


def _spoken(question: Question, iv: Interview, key: str) -> str | list[str]:
    """An answer in words; of several options, each of them."""
    answer = iv.answers[key]
    if not isinstance(answer.value, list):
        return shown(question, iv, key)
    type_, locale, group = TYPES[question.type], locale_for(iv.language), iv.respondent.group
    # By their labels: one by one, each of an order would be shown as the first.
    labels = dict(type_.offered(question, locale, group))
    return [
        labels[one] if one in labels else type_.show(question, [one], locale, group) for one in answer.value
    ]
