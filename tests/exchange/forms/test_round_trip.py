"""What people fill into any form of any questionnaire comes back as if they had been asked in person."""

from __future__ import annotations

import csv
import io
import random
from datetime import date

import pytest
from kits.filled import LAYOUTS, expected, filled, told

from cfdiag.exchange.forms import FORM_TARGETS, GroupForm
from cfdiag.exchange.forms._form import FormWish, form_of
from cfdiag.exchange.mapping_text import mapping_text
from cfdiag.exchange.response_people import ImportSettings
from cfdiag.exchange.responses import import_responses
from cfdiag.exchange.survey import read_survey
from cfdiag.formats.library import Library
from cfdiag.formats.mapping import examine_mapping
from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.questions import TYPES

LIBRARY = Library()
ASKED = [
    (id_, group, language)
    for id_ in LIBRARY.ids()
    for group in LIBRARY.get(id_).groups
    for language in sorted(LIBRARY.get(id_).title.languages())
]


def without_unsure_choices(form: GroupForm, answers: dict[str, Answer]) -> dict[str, Answer]:
    """The same people, who leave a choice of several open where they do not know."""
    several = {field.key for _, field in form.fields() if TYPES[field.question.type].column == "options"}
    return {key: a for key, a in answers.items() if key not in several or a.status != "unknown"}


WEIGHT = """\
cfdiag: 1
id: weight
version: "1.0.0"
title: {en: Weight}
language: en
scales:
  five: {min: 1, max: 5, labels: {1: {en: Very poor}, 5: {en: Excellent}}}
  weight: {min: 1, max: 3, labels: {1: {en: Hardly weighs}, 2: {en: Weighs}, 3: {en: Weighs most}}}
groups:
  customer: {title: {en: Customers}, minutes: 5, side: customer}
sections:
  - id: one
    title: {en: One}
    questions:
      - id: quick
        type: rating
        scale: five
        importance: {groups: [customer], scale: weight}
        ask: {en: "How quick are we?"}
"""


def come_back(questionnaire: Questionnaire, group: str, language: str, layout: str) -> None:
    """Fill in a form as a service would have it, import that, and compare."""
    target, file, write = LAYOUTS[layout]
    wish = FormWish(group=group, languages=(language,), organisation="Acme", anyway=True)
    form = form_of(questionnaire, wish)
    chance = random.Random(f"{questionnaire.id} {group} {language}")  # noqa: S311  answers, no secrets
    people = [filled(form, chance) for _ in range(4)]
    if target == "limesurvey":  # which has no 'I don't know' in a choice of several, and says so
        people = [(items, without_unsure_choices(form, answers)) for items, answers in people]
    text = mapping_text(FORM_TARGETS[target](form).mapping)
    mapping, warnings = examine_mapping(text.encode(), "m.yaml", questionnaire)
    assert warnings == []
    survey = read_survey(write(form, people), file, profile=mapping.profile)
    done = import_responses(survey, mapping, questionnaire, ImportSettings(day=date(2026, 11, 26)))
    assert [fault.message for fault in done.faults] == []
    wanted = [expected(form, *person) for person in people]
    wanted = [each for each in wanted if any(answer[0] != "skipped" for answer in each.values())]
    found = [{key: told(answer) for key, answer in row.interview.answers.items()} for row in done.rows]
    assert found == wanted


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("id_", "group", "language"), ASKED)
def test_answers_come_back(id_: str, group: str, language: str, layout: str) -> None:
    come_back(LIBRARY.get(id_), group, language, layout)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_so_does_importance_on_a_scale_of_its_own(layout: str) -> None:
    come_back(read_questionnaire(WEIGHT.encode(), "weight.yaml"), "customer", "en", layout)


def test_limesurvey_has_the_labels_of_such_a_scale_at_its_steps_and_not_in_the_question_too() -> None:
    form = form_of(read_questionnaire(WEIGHT.encode(), "weight.yaml"), FormWish(organisation="Acme"))
    data = FORM_TARGETS["limesurvey"](form).data
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter="\t"))
    asked = [row["text"] for row in rows if "How important is this?" in row["text"]]
    assert asked == ["How quick are we? – How important is this?"]
    assert sum(row["text"] == "Weighs most" for row in rows) == 1
