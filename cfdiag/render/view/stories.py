"""Stories to read aloud: one a page, by theme, of people who agreed to it."""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from cfdiag.model.interview import question_of
from cfdiag.model.material import Remark
from cfdiag.model.view import ToldStory
from cfdiag.questions import TYPES
from cfdiag.render.view.context import Material, readable_text

STORY_FROM = 60
"""Characters: fewer are a remark, and tell nothing that happened."""
_MOST = 24
"""A meeting reads no more."""


def stories(m: Material) -> tuple[ToldStory, ...]:
    """Answers in words that are long enough to tell something, by theme: the theme of most stories first.

    Consent and floors have been applied; outside the inner circle no account is named, and a customer reads
    only what the one account said.
    """
    told = [each for each in m.remarks if _tells(m, each)]
    themes = Counter(tag for each in told for tag in each.tags)
    order = sorted(told, key=lambda each: (-themes[_theme(each, themes)], _theme(each, themes)))
    return tuple(_story(m, each, themes) for each in order[:_MOST])


def _tells(m: Material, remark: Remark) -> bool:
    questionnaire = m.questionnaires.get(remark.questionnaire)
    question = questionnaire.question(question_of(remark.question)) if questionnaire else None
    words = question is not None and TYPES[question.type].in_words and not question.private
    return words and remark.kind == "answer" and len(remark.text) >= STORY_FROM and not remark.private


def _theme(remark: Remark, themes: Counter[str]) -> str:
    """Of several the one of which most is told."""
    return min(remark.tags, key=lambda tag: (-themes[tag], tag), default="")


def _story(m: Material, remark: Remark, themes: Counter[str]) -> ToldStory:
    inside = m.setting.audience == "internal"
    quote = m.quote(remark if inside else replace(remark, account="", item=""))
    questionnaire = m.questionnaires[remark.questionnaire]
    question = questionnaire.question(question_of(remark.question))
    label = {option.id: m.text(option.label) for option in question.tags} if question else {}
    theme = _theme(remark, themes)
    return ToldStory(
        text=quote.text,
        who=quote.who,
        theme=label.get(theme) or readable_text(theme),
        asked=m.question(remark.questionnaire, remark.question, remark.group, in_full=True),
    )
