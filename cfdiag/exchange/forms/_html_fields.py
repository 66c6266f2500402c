"""The questions of the one-file form: for each kind of answer the native inputs that take it."""

# ruff: noqa: E501  markup is read as it stands in the page
from __future__ import annotations

import html
import json
from typing import Any

from cfdiag.exchange.forms._form import FormField, GroupForm
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.expression import And, Compare, Const, Expression, Name, Not, Or, Test
from cfdiag.model.questionnaire import BASES, Question, Scale
from cfdiag.questions import TYPES

ITEM = "@ITEM@"
"""Stands for an item that the respondent has not named yet."""
_LONGEST = 4_000
_DATES = {"day": "date", "month": "month", "year": "number"}


def text(said: str) -> str:
    """A text in the page."""
    return html.escape(said, quote=False).replace("\n", "<br>")


def quoted(said: str) -> str:
    """A text in an attribute."""
    return html.escape(said, quote=True)


def box(shape: str, name: str, value: str, label: str, *, alone: bool = False) -> str:
    """What is ticked, in a row: of it there are hundreds, so the row says how each looks."""
    lonely = " data-alone" if alone else ""
    return f'<label><input type="{shape}" name="{quoted(name)}" value="{quoted(value)}"{lonely}>{text(label)}</label>'


class FieldMarkup:
    """Questions as markup.

    Args:
        form: the form that they stand in.
    """

    def __init__(self, form: GroupForm) -> None:
        self.form, self.t = form, locale_for(form.language)

    def field(self, field: FormField, label: str = "") -> str:
        """One question: its text, its answer, and what is asked beside it."""
        question, key = field.question, field.key
        kind = TYPES[question.type].column
        flags = f' data-key="{key}" data-kind="{kind}" id="q-{key.replace("/", "-")}"'
        if field.when is not None:
            flags += f' data-when="{quoted(json.dumps(_condition_tree(field.when), ensure_ascii=False))}"'
        if question.required:
            flags += ' data-required="1"'
        said = self.form.say(question.ask, item=label)
        legend = text(said).replace(ITEM, f"<span data-said>{text(self.t('this'))}</span>")
        rows = [self._answer(key, question, kind)]
        if self.form.group.id in question.importance:
            rows.append(self._second(key, question))
        if self.form.group.id in question.basis:
            rows.append(self._basis(key))
        return f"<fieldset{flags}><legend>{legend}</legend>{''.join(rows)}</fieldset>"

    def _answer(self, key: str, question: Question, kind: str) -> str:
        if kind == "step" and question.scale is not None:
            return self._steps(key, question, question.scale)
        if kind in ("tick", "option", "options"):
            return self._options(key, question, kind)
        if kind == "order":
            return self._order(key, question)
        if kind == "figure":
            return self._figure(key, question)
        if kind == "day":
            return self._day(key, question)
        most = question.own.get("max_length")
        most = int(most) if isinstance(most, (int, float)) else _LONGEST
        label = quoted(self.form.say(question.name))
        return f'<textarea name="{key}" rows="3" maxlength="{most}" aria-label="{label}"></textarea>'

    def _steps(self, key: str, question: Question, scale: Scale) -> str:
        labels = {step: self.form.say(text) for step, text in question.step_labels.items()}
        every = len(labels) == len(scale.values)
        boxes = [
            box("radio", key, str(step), f"{step} {labels[step]}" if every else str(step))
            for step in scale.shown
        ]
        ends = [f"{step} {labels[step]}" for step in (scale.shown[0], scale.shown[-1]) if step in labels]
        hint = "" if every or not ends else f'<p class="hint">{text(" – ".join(ends))}</p>'
        return f'{hint}<div class="row">{"".join(boxes)}{self._unsure(key)}</div>'

    def _unsure(self, key: str) -> str:
        return box("radio", key, "?", self.t("I don't know"))

    def _second(self, key: str, question: Question) -> str:
        scale = question.second_scale
        if scale is None:
            return ""
        ask = self.form.say(question.importance_ask) or self.t("How important is this?")
        return f"<fieldset><legend>{text(ask)}</legend>{self._steps(f'{key}.importance', self.form.second(question), scale)}</fieldset>"

    def _basis(self, key: str) -> str:
        boxes = "".join(box("radio", f"{key}.basis", basis, self.t(words)) for basis, words in BASES.items())
        ask = self.t("What does your answer rest on?")
        return f'<fieldset><legend>{text(ask)}</legend><div class="row">{boxes}</div></fieldset>'

    def _options(self, key: str, question: Question, kind: str) -> str:
        several = kind == "options"
        offered = TYPES[question.type].offered(question, self.t, self.form.group.id)
        alone = {option.id for option in question.options if option.exclusive}
        shape = "checkbox" if several else "radio"
        boxes = [box(shape, key, id_, label, alone=id_ in alone) for id_, label in offered]
        boxes.append(box(shape, key, "?", self.t("I don't know")))
        return f'<div class="row">{"".join(boxes)}</div>{self._note(key, question)}'

    def _note(self, key: str, question: Question) -> str:
        if not any(option.open for option in question.options):
            return ""
        label = self.t("If it is something else: what?")
        return f'<p><label>{text(label)}<input name="{key}.note" maxlength="{_LONGEST}"></label></p>'

    def _order(self, key: str, question: Question) -> str:
        offered = TYPES[question.type].offered(question, self.t, self.form.group.id)
        places = "".join(f"<option>{place}</option>" for place in range(1, len(offered) + 1))
        rows = "".join(
            f'<p><label for="o-{key}-{id_}">{text(label)}</label><select id="o-{key}-{id_}" data-of="{key}" data-option="{id_}">'
            f'<option value="">–</option>{places}</select></p>'
            for id_, label in offered
        )
        return f'<p class="hint">{text(self.t("1 comes first. What does not matter stays open."))}</p>{rows}'

    def _figure(self, key: str, question: Question) -> str:
        unit = TYPES[question.type].unit(question, self.t, self.form.group.id)
        bounds = "".join(
            f' {name}="{bound:g}"'
            for name, bound in (("min", question.min), ("max", question.max))
            if bound is not None
        )
        label = quoted(self.form.say(question.name))
        after = f" <span>{text(unit)}</span>" if unit else ""
        return f'<input type="number" step="any" inputmode="decimal" name="{key}" aria-label="{label}"{bounds}>{after}'

    def _day(self, key: str, question: Question) -> str:
        precision = str(question.own.get("precision", "day"))
        label = quoted(self.form.say(question.name))
        return f'<input type="{_DATES.get(precision, "date")}" name="{key}" aria-label="{label}">'


def _condition_tree(  # noqa: PLR0911  one a kind
    when: Expression | None,
) -> Any:  # noqa: ANN401  JSON of any depth
    """A condition as JSON, for a program that has no parser: `["==", ["name", "again"], ["is", "no"]]`."""
    match when:
        case Const(value):
            return ["is", list(value) if isinstance(value, tuple) else value]
        case Name(path):
            return ["name", path[0]]
        case Compare(left, op, right):
            return [op, _condition_tree(left), _condition_tree(right)]
        case And(parts):
            return ["and", *map(_condition_tree, parts)]
        case Or(parts):
            return ["or", *map(_condition_tree, parts)]
        case Not(part):
            return ["not", _condition_tree(part)]
        case Test(part, _, negated):
            known = ["known", _condition_tree(part)]
            return ["not", known] if negated else known
        case _:
            return None
