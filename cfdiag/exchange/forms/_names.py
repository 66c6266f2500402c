"""What the questions of a form are called in the tables of services, and the mapping that reads them back."""

from __future__ import annotations

from collections.abc import Callable

from cfdiag.exchange.forms._form import FormField, GroupForm
from cfdiag.model.mapping import ColumnName, Mapping, QuestionColumns, RespondentField
from cfdiag.questions import TYPES

UNSURE = "unknown"
"""The choice 'I don't know', in every target."""
CONSENT = "cfdiag_consent"
DEPARTMENT = "cfdiag_department"
_CONSENTS = {
    "named": "Yes, with my name",
    "quoted": "Yes, without my name",
    "counted": "No, only count my answers",
}


def coded(key: str) -> str:
    """The key of an answer as a name that programs take: `section__item__question__importance`."""
    return key.replace("/", "__").replace(".", "__")


def consents(form: GroupForm) -> dict[str, str]:
    """What people of the form's group can agree to, each in English words."""
    return {word: said for word, said in _CONSENTS.items() if word != "named" or not form.group.anonymous}


def has_second(form: GroupForm, field: FormField) -> bool:
    """Whether the field is rated twice."""
    return form.group.id in field.question.importance


def has_basis(form: GroupForm, field: FormField) -> bool:
    """Whether it is asked what the answer rests on."""
    return form.group.id in field.question.basis


def has_note(field: FormField) -> bool:
    """Whether 'something else' can be said in words."""
    return any(option.open for option in field.question.options)


def items_named(form: GroupForm) -> dict[str, list[str]]:
    """The items that respondents name themselves, by section."""
    return {
        section.section.id: list(dict.fromkeys(field.item for field in section.fields if field.own))
        for section in form.sections
        if section.slots
    }


def mapping_back(
    form: GroupForm,
    profile: str,
    name: Callable[[str], str] = coded,
    options: Callable[[str, str], str] | None = None,
) -> Mapping:
    """The mapping that reads a form's answers.

    Args:
        form: the form.
        profile: the service that it is for.
        name: the column of a key, of `key.importance`, `key.basis` and `key.note`.
        options: where several options have a column each, the column of a key and an option.
    """
    questions = {}
    for _, field in form.fields():
        several = TYPES[field.question.type].has_option_columns
        apart = several and options is not None
        questions[field.key] = QuestionColumns(
            column=None if apart else ColumnName(name(field.key)),
            columns={
                option.id: ColumnName(options(field.key, option.id)) for option in field.question.options
            }
            if options is not None and several
            else {},
            importance=ColumnName(name(f"{field.key}.importance")) if has_second(form, field) else None,
            basis=ColumnName(name(f"{field.key}.basis")) if has_basis(form, field) else None,
            note=ColumnName(name(f"{field.key}.note")) if has_note(field) else None,
        )
    return Mapping(
        questionnaire=form.questionnaire.id,
        version=form.questionnaire.version,
        sha256=form.questionnaire.sha256,
        profile=profile,
        group=RespondentField(constant=form.group.id),
        respondent={
            "consent": RespondentField(ColumnName(name(CONSENT))),
            **(
                {}
                if form.department is None
                else {"department": RespondentField(ColumnName(name(DEPARTMENT)))}
            ),
            **({"account": RespondentField(constant=form.account)} if form.account else {}),
        },
        items={
            section: {item: ColumnName(name(f"{section}/{item}/name")) for item in items}
            for section, items in items_named(form).items()
        },
        questions=questions,
    )
