"""SurveyJS: a survey as JSON, shown by its own library wherever somebody puts it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cfdiag.exchange.forms._form import FormField, FormFile, FormSection, GroupForm
from cfdiag.exchange.forms._names import (
    CONSENT,
    DEPARTMENT,
    UNSURE,
    coded,
    consents,
    has_basis,
    has_note,
    has_second,
    items_named,
    mapping_back,
)
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.expression import And, Compare, Const, Expression, Name, Not, Or, Test
from cfdiag.model.questionnaire import BASES, Question
from cfdiag.model.text import Text
from cfdiag.questions import TYPES

_INPUTS = {"day": "date", "month": "month", "year": "number"}


def write(form: GroupForm) -> FormFile:
    """The survey, a page a section; its answers come back as JSON."""
    survey = {
        "title": _texts(form, form.questionnaire.title),
        "locale": form.language,
        "showProgressBar": True,
        "pages": [_page(form, section) for section in form.sections] + [_last(form)],
    }
    data = json.dumps(survey, ensure_ascii=False, indent=1).encode()
    return FormFile(data, ".json", mapping_back(form, "surveyjs"))


def _texts(form: GroupForm, text: Text | None, item: str = "") -> str | dict[str, str]:
    """A text in the form's language, or in all of them."""
    said = {language: form.say(text, language, item) for language in form.languages}
    return said if len(said) > 1 else said[form.language]


def _tool(form: GroupForm, sentence: str) -> str | dict[str, str]:
    said = {language: locale_for(language)(sentence) for language in form.languages}
    return said if len(said) > 1 else said[form.language]


def _page(form: GroupForm, section: FormSection) -> dict[str, Any]:
    page: dict[str, Any] = {"name": section.section.id, "title": _texts(form, section.section.title)}
    if section.section.intro is not None:
        page["description"] = _texts(form, section.section.intro)
    elements: list[dict[str, Any]] = []
    for field in section.fields:
        if field.own and field.item in items_named(form).get(section.section.id, []):
            name = coded(f"{section.section.id}/{field.item}/name")
            if all(element["name"] != name for element in elements):
                repeat = section.section.repeat
                elements.append(
                    {"type": "text", "name": name, "title": _texts(form, repeat.name if repeat else None)}
                )
        elements.extend(_elements(form, section, field))
    page["elements"] = elements
    return page


def _elements(form: GroupForm, section: FormSection, field: FormField) -> Iterator[dict[str, Any]]:
    label = section.items.get(field.item, "")
    base: dict[str, Any] = {"name": coded(field.key), "title": _texts(form, field.question.ask, label)}
    if field.question.required:
        base["isRequired"] = True
    visible = _visible(field.when, field) if field.when is not None else ""
    if visible:
        base["visibleIf"] = visible
    yield base | _shape(form, field.question)
    beside = {"visibleIf": visible} if visible else {}
    if has_note(field):
        yield {
            "type": "text",
            "name": coded(f"{field.key}.note"),
            "title": _tool(form, "If it is something else: what?"),
            **beside,
        }
    if has_second(form, field):
        ask = (
            _texts(form, field.question.importance_ask)
            if field.question.importance_ask
            else _tool(form, "How important is this?")
        )
        yield {
            "name": coded(f"{field.key}.importance"),
            "title": ask,
            **_steps(form, form.second(field.question)),
            **beside,
        }
    if has_basis(form, field):
        choices = [{"value": basis, "text": _tool(form, words)} for basis, words in BASES.items()]
        yield {
            "type": "radiogroup",
            "name": coded(f"{field.key}.basis"),
            "title": _tool(form, "What does your answer rest on?"),
            "choices": choices,
            **beside,
        }


def _shape(form: GroupForm, question: Question) -> dict[str, Any]:
    kind = TYPES[question.type].column
    if kind == "step":
        return _steps(form, question)
    if kind in ("tick", "option", "options"):
        choices = [*_offered(form, question), {"value": UNSURE, "text": _tool(form, "I don't know")}]
        return {"type": "checkbox" if kind == "options" else "radiogroup", "choices": choices}
    if kind == "order":
        return {"type": "ranking", "choices": _offered(form, question), "selectToRankEnabled": True}
    if kind == "figure":
        bounds = {
            name: bound for name, bound in (("min", question.min), ("max", question.max)) if bound is not None
        }
        return {"type": "text", "inputType": "number", **bounds}
    if kind == "day":
        return {"type": "text", "inputType": _INPUTS.get(str(question.own.get("precision", "day")), "date")}
    return {"type": "comment"}


def _steps(form: GroupForm, question: Question) -> dict[str, Any]:
    scale = question.scale
    labels = question.step_labels
    values = [
        {"value": step, "text": _texts(form, labels[step])} if step in labels else {"value": step}
        for step in (scale.shown if scale is not None else ())
    ]
    return {
        "type": "rating",
        "rateValues": [*values, {"value": UNSURE, "text": _tool(form, "I don't know")}],
    }


def _offered(form: GroupForm, question: Question) -> list[dict[str, Any]]:
    if not question.options:
        by = {
            language: dict(TYPES[question.type].offered(question, locale_for(language), form.group.id))
            for language in form.languages
        }
        ids = list(by[form.language])
        return [
            {
                "value": id_,
                "text": {lang: said[id_] for lang, said in by.items()}
                if len(by) > 1
                else by[form.language][id_],
            }
            for id_ in ids
        ]
    return [{"value": option.id, "text": _texts(form, option.label)} for option in question.options]


def _last(form: GroupForm) -> dict[str, Any]:
    choices = [{"value": consent, "text": _tool(form, said)} for consent, said in consents(form).items()]
    ask = {
        "type": "radiogroup",
        "name": CONSENT,
        "title": _tool(form, "May your words be quoted?"),
        "choices": choices,
    }
    elements = [*_department(form), ask]
    return {"name": "cfdiag_end", "title": _tool(form, "Your words"), "elements": elements}


def _department(form: GroupForm) -> Iterator[dict[str, Any]]:
    """What the answers are put together by: one of those that there are, else in words."""
    if form.department is not None:
        listed = [{"value": id_, "text": name} for id_, name in form.department.items()]
        shape: dict[str, Any] = {"type": "radiogroup", "choices": listed} if listed else {"type": "text"}
        yield {"name": DEPARTMENT, "title": _tool(form, "Department"), **shape}


def _visible(when: Expression, field: FormField) -> str:  # noqa: PLR0911  one a kind
    """A condition in SurveyJS's own words; what an unanswered question would make unknown, it makes false."""
    match when:
        case Const(value):
            return _literal(value)
        case Name(path):
            return f"{{{coded(field.key_of(path[0]))}}}"
        case Compare(left, op, right):
            return _compared(left, op, right, field)
        case And(parts):
            return " and ".join(f"({_visible(part, field)})" for part in parts)
        case Or(parts):
            return " or ".join(f"({_visible(part, field)})" for part in parts)
        case Not(part):
            return f"!({_visible(part, field)})"
        case Test(part, _, negated):
            known = f"({_visible(part, field)} notempty and {_visible(part, field)} != '{UNSURE}')"
            return f"!{known}" if negated else known
        case _:
            return "true"


_OPS = {"==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


def _compared(left: Expression, op: str, right: Expression, field: FormField) -> str:
    sides = [_visible(side, field) for side in (left, right)]
    known = [
        f"{said} notempty and {said} != '{UNSURE}'"
        for side, said in zip((left, right), sides, strict=True)
        if isinstance(side, Name)
    ]
    if op in ("in", "not in"):
        word = "anyof" if op == "in" else "noneof"
        test = (
            f"{sides[1]} contains {sides[0]}" if isinstance(right, Name) else f"{sides[0]} {word} {sides[1]}"
        )
        if op == "not in" and isinstance(right, Name):
            test = f"{sides[1]} notcontains {sides[0]}"
    else:
        test = f"{sides[0]} {_OPS[op]} {sides[1]}"
    return " and ".join([*known, test])


def _literal(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"{value:g}"
    escaped = str(value).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
