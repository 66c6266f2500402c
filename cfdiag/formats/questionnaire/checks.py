"""What a questionnaire says as a whole: every name it uses exists, and every rule can come true."""

from __future__ import annotations

from functools import partial

from cfdiag.formats.questionnaire.build import Builder
from cfdiag.formats.questionnaire.rule_checks import ConditionChecker, RuleChecker, within
from cfdiag.formats.questionnaire.templates import template_faults
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.questions import TYPES
from cfdiag.rules.domains import Names
from cfdiag.rules.say import NAMES


def check_meaning(questionnaire: Questionnaire, builder: Builder) -> None:
    """Note what is wrong between the parts of a questionnaire.

    Works on what could be read: a part with a fault of its own gives rise to no second one.
    """
    whole = not builder.faults.errors()
    names = Names(questionnaire, _Everything() if builder.nameless else builder.broken(questionnaire))
    if whole:
        _check_dimensions(questionnaire, builder)
        _check_groups(questionnaire, builder)
    for section in questionnaire.sections:
        for question in section.questions:
            if question.when is not None:
                ConditionChecker(builder, names, section, question).check(question.when)
    for record in builder.rules.values():
        if "when" in record:
            RuleChecker(builder.faults, names, record.inner("when")).check(record["when"])
    _check_texts(builder, names)


class _Everything:
    """Where an id could not be read, any name may be its."""

    def __contains__(self, name: object) -> bool:
        return True


def _check_dimensions(questionnaire: Questionnaire, builder: Builder) -> None:
    questions = [q for section in questionnaire.sections for q in section.questions]
    for question in questions:
        if question.dimension and not TYPES[question.type].can_score(question):
            hint = "give its options points, or leave the dimension out"
            message = f"a {question.type} without points cannot count in a dimension"
            builder.faults.add("no-points", message, builder.questions[question.id].at("dimension"), hint)
    for id_ in questionnaire.dimensions:
        counting = [q for q in questions if q.dimension == id_]
        if id_ == questionnaire.basis_dimension:
            counting += [q for q in questions if q.basis]
        at = builder.record.inner("dimensions").value[id_].key_at
        if not counting:
            hint = f"give questions dimension: {id_}, or remove it"
            builder.faults.add("unused-dimension", f"no question counts in the dimension '{id_}'", at, hint)


def _check_groups(questionnaire: Questionnaire, builder: Builder) -> None:
    for id_ in questionnaire.groups:
        if not any(id_ in q.groups for section in questionnaire.sections for q in section.questions):
            at = builder.record.inner("groups").value[id_].key_at
            hint = "add it to the 'for' of questions, or remove it"
            builder.faults.add("empty-group", f"the group '{id_}' is asked nothing", at, hint)


def _check_texts(builder: Builder, names: Names) -> None:
    if builder.nameless:
        return
    known = (*NAMES, *names.questions, *builder.questions)
    for wording, node in builder.context.texts:
        for message, hint, word in template_faults(wording, known, partial(_is_list, names)):
            builder.faults.add("bad-template", message, within(builder.faults, node, word), hint)


def _is_list(names: Names, id_: str) -> bool:
    return id_ in names.questions and names.answer(id_).many
