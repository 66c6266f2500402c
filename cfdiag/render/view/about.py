"""What an action is about, in the report's words: what its texts may say, and the figures behind its why."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.model.interview import Interview, question_of
from cfdiag.model.questionnaire import About, Action, Questionnaire
from cfdiag.model.result import ActionScore, QuestionnaireResult
from cfdiag.render.view.context import Material
from cfdiag.rules.lookup import items_of
from cfdiag.scoring.about import about_keys, is_meant
from cfdiag.scoring.about_words import Saying, said_of


def about_in_words(
    m: Material, part: QuestionnaireResult, rule: Action, score: ActionScore, quote: str = ""
) -> dict[str, str]:
    """What the texts of an action may say of what it is about; nothing where it is about nothing.

    Args:
        m: the report.
        part: the questionnaire.
        rule: the action as its author wrote it.
        score: the action as it came out there.
        quote: what somebody said about it.
    """
    questionnaire, keys = m.questionnaires.get(part.id), about_keys(score)
    if questionnaire is None or rule.about is None or not keys:
        return {}
    own = _own_labels(m, questionnaire, rule.about)

    def label(key: str) -> str:
        return own.get(key) or _title(m, part, questionnaire, key)

    if rule.about.chosen == "items" and own:
        named = {key.partition("/")[2] for key in own}
        keys = [*(key for key in keys if key not in named), *own]
    return said_of(rule.about, keys, score.because, Saying(questionnaire, part, m.said, label), quote)


def _title(m: Material, part: QuestionnaireResult, questionnaire: Questionnaire, key: str) -> str:
    if key in part.dimensions and questionnaire.question(key) is None:
        return m.dimension(part, key)
    section, _, item = key.partition("/")
    if item and "/" not in item:
        return _item_title(m, questionnaire, section, item)
    return m.question(part.id, key)


def _item_title(m: Material, questionnaire: Questionnaire, section: str, item: str) -> str:
    """What an item is called; empty for one that somebody added and whose words are not at hand."""
    repeat = next((s.repeat for s in questionnaire.sections if s.id == section), None)
    listed = m.saved.lists.get(repeat.source or "", {}) if repeat else {}
    named = m.saved.labels.get(questionnaire.id, {})
    known = repeat is not None and (item in repeat.items or item in listed or f"{section}/{item}" in named)
    return m.item(questionnaire, section, item) if known else ""


def _own_labels(m: Material, questionnaire: Questionnaire, about: About) -> dict[str, str]:
    """What items of people's own are called of which a rule looks for some, by a key of their own."""
    if about.chosen != "items":
        return {}
    held = [
        i
        for i in m.saved.spoken.lists
        if i.questionnaire.id == questionnaire.id
        and (m.result.inputs.is_one or not questionnaire.groups[i.respondent.group].anonymous)
    ]
    return {f"{n}/{key}": label for n, i in enumerate(held) for key, label in _meant(m, i, about)}


def _meant(m: Material, interview: Interview, about: About) -> Iterator[tuple[str, str]]:
    for item in items_of(interview, about.of):
        start = f"{about.of}/{item}/"
        answers = {
            question_of(key): tuple(a.value) if isinstance(a.value, list) else a.value
            for key, a in interview.answers.items()
            if key.startswith(start) and a.status == "answered"
        }
        label = interview.items.get(about.of, {}).get(item, "")
        if label and is_meant(about, answers, m.setting.date):
            yield start[:-1], label
