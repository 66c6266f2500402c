"""One file that people fill in by themselves, on a phone and without a network; nothing leaves it unsent."""

# ruff: noqa: E501  markup is read as it stands in the page
from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from cfdiag.exchange.forms._form import FormField, FormFile, FormSection, GroupForm, condition_tree
from cfdiag.exchange.forms._names import consents
from cfdiag.ground.files import read_bytes
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.questionnaire import BASES, Question, Scale
from cfdiag.questions import TYPES

_ITEM = "@ITEM@"
_LONGEST = 4_000
_DATES = {"day": "date", "month": "month", "year": "number"}


def write(form: GroupForm) -> FormFile:
    """The form as one HTML file with a strict policy of its own: it can ask nobody for anything."""
    page = _Page(form)
    style, script = _beside("form.css"), _beside("form.js")
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data:; "
        "form-action 'none'; base-uri 'none'"
    )
    lines = [
        "<!doctype html>",
        f'<html lang="{_quoted(form.language)}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f'<meta http-equiv="Content-Security-Policy" content="{_quoted(policy)}">',
        '<meta name="generator" content="cfdiag">',
        f"<title>{_text(page.title)}</title><style>{style}</style></head><body>",
        *page.lines(),
        f'<script type="application/json" id="model">{page.model()}</script>',
        f"<script>{script}</script></body></html>",
    ]
    return FormFile("\n".join(lines).encode(), ".html")


def _beside(name: str) -> str:
    return read_bytes(Path(__file__).with_name(name)).decode().strip()


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def _text(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


def _quoted(text: str) -> str:
    return html.escape(text, quote=True)


class _Page:
    def __init__(self, form: GroupForm) -> None:
        self.form = form
        self.t: Locale = locale_for(form.language)
        self.title = form.say(form.questionnaire.title)
        self.n = 0

    def model(self) -> str:
        """What the script has to know, as JSON that ends no element."""
        form, q = self.form, self.form.questionnaire
        held = {
            "response": {
                "questionnaire": {"id": q.id, "version": q.version, "sha256": q.sha256},
                "group": form.group.id,
                "language": form.language,
                "organisation": form.organisation or None,
                "account": form.account or None,
                "session": form.session or None,
            },
            "texts": {
                "progress": self.t("{n} of {of} answered", n="{n}", of="{of}"),
                "required": self.t("(this one is needed)"),
                "saved": self.t(
                    "Saved as {file}, among your downloads. Send that file to whoever asked you.",
                    file="{file}",
                ),
                "copied": self.t("Copied. Paste it into a mail to whoever asked you."),
                "select": self.t("Select the text, copy it, and send it to whoever asked you."),
                "item": self.t("this"),
            },
        }
        return json.dumps(held, ensure_ascii=False).replace("<", "\\u003c")

    def lines(self) -> Iterator[str]:
        """The page from top to bottom."""
        form = self.form
        yield f"<main><h1>{_text(self.title)}</h1>"
        if form.questionnaire.purpose is not None:
            yield f"<p>{_text(form.say(form.questionnaire.purpose))}</p>"
        yield f'<div class="note">{"".join(f"<p>{_text(line)}</p>" for line in self._before())}</div>'
        open_it = self.t("Open this file in a browser, such as Chrome, Edge, Firefox or Safari: without scripts "
                         "it cannot keep your answers.")  # fmt: skip
        yield f'<noscript><p class="note">{_text(open_it)}</p></noscript>'
        yield '<form id="form" autocomplete="off">'
        for section in form.sections:
            yield from self._section(section)
        yield from self._consent()
        yield "</form>"
        for section in form.sections:
            if section.slots:
                yield f'<template id="own:{section.section.id}">{self._own(section)}</template>'
        yield from self._end()
        yield "</main>"

    def _before(self) -> Iterator[str]:
        """Before any question: who asks, who reads it, what becomes of it, the floor, how long."""
        form, t = self.form, self.t
        if form.organisation:
            yield t(
                "{organisation} asks you this. It takes about {n} minutes.",
                organisation=form.organisation,
                n=form.minutes,
            )
        else:
            yield t("It takes about {n} minutes.", n=form.minutes)
        if form.group.anonymous:
            yield t(
                "Your answers are counted together with those of others; nothing is shown of fewer than {n} people.",
                n=form.floor,
            )
            yield t("No name is asked. If you mail it, your address is on the mail; it is not kept.")
        else:
            yield t(
                "Your answers go to those who asked you; at the end you say whether your words may be quoted."
            )
        yield t("Nothing leaves this device until you send it yourself. You may skip any question.")
        if form.session:
            yield t("Session: {word}", word=form.session)

    # --- questions

    def _section(self, section: FormSection) -> Iterator[str]:
        of = section.section
        pick = json.dumps(list(section.pick)) if section.pick else ""
        own = str(section.slots) if section.slots else ""
        flags = "".join(
            f' data-{name}="{_quoted(text)}"' for name, text in (("pick", pick), ("own", own)) if text
        )
        yield f'<section data-section="{of.id}"{flags}><h2>{_text(self.form.say(of.title))}</h2>'
        if of.intro is not None:
            yield f"<p>{_text(self.form.say(of.intro))}</p>"
        if section.pick:
            yield self._picks(section)
        if of.repeat is None:
            yield from (self._field(field) for field in section.fields)
        else:
            for item, label in section.items.items():
                yield self._item(section, item, label)
        if section.slots:
            add = self.t("Add one of your own")
            yield f'<div class="own"></div><p class="screen script" hidden><button type="button" data-act="add" data-add="{of.id}">{_text(add)}</button></p>'
        yield "</section>"

    def _picks(self, section: FormSection) -> str:
        of = section.section
        ask = self.form.say(of.repeat.ask) if of.repeat is not None else ""
        boxes = "".join(
            self._box("checkbox", f"pick:{of.id}", item, label) for item, label in section.items.items()
        )
        least, most = section.pick or (0, 0)
        hint = (
            self.t("Choose {n}.", n=most)
            if least == most
            else self.t("Choose {least} to {most}.", least=least, most=most)
        )
        return f'<fieldset class="screen"><legend>{_text(ask)}</legend><p class="hint">{_text(hint)}</p><div class="row">{boxes}</div></fieldset>'

    def _item(self, section: FormSection, item: str, label: str) -> str:
        fields = "".join(self._field(field, label) for field in section.fields if field.item == item)
        return f'<div data-item="{item}" data-label="{_quoted(label)}"><h3>{_text(label)}</h3>{fields}</div>'

    def _own(self, section: FormSection) -> str:
        """An item that the respondent names, as the script copies it."""
        repeat = section.section.repeat
        name = self.form.say(repeat.name) if repeat is not None else ""
        first = next((field.item for field in section.fields if field.own), "")
        fields = "".join(self._field(field, _ITEM) for field in section.fields if field.item == first)
        made = fields.replace(f"/{first}/", f"/{_ITEM}/").replace(f"-{first}-", f"-{_ITEM}-")
        return (
            f'<div data-item="{_ITEM}" data-label=""><p><label for="name-{section.section.id}-{_ITEM}">{_text(name)}</label>'
            f'<input id="name-{section.section.id}-{_ITEM}" data-name maxlength="120"></p>{made}</div>'
        )

    def _field(self, field: FormField, label: str = "") -> str:
        question, key = field.question, field.key
        kind = TYPES[question.type].column
        flags = f' data-key="{key}" data-kind="{kind}" id="q-{key.replace("/", "-")}"'
        if field.when is not None:
            flags += f' data-when="{_quoted(json.dumps(condition_tree(field.when), ensure_ascii=False))}"'
        if question.required:
            flags += ' data-required="1"'
        said = self.form.say(question.ask, item=label)
        legend = _text(said).replace(_ITEM, f"<span data-said>{_text(self.t('this'))}</span>")
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
        label = _quoted(self.form.say(question.name))
        return f'<textarea name="{key}" rows="3" maxlength="{most}" aria-label="{label}"></textarea>'

    def _steps(self, key: str, question: Question, scale: Scale) -> str:
        labels = {step: self.form.say(text) for step, text in question.step_labels.items()}
        every = len(labels) == len(scale.values)
        boxes = [
            self._box("radio", key, str(step), f"{step} {labels[step]}" if every else str(step))
            for step in scale.shown
        ]
        ends = [f"{step} {labels[step]}" for step in (scale.shown[0], scale.shown[-1]) if step in labels]
        hint = "" if every or not ends else f'<p class="hint">{_text(" – ".join(ends))}</p>'
        return f'{hint}<div class="row">{"".join(boxes)}{self._unsure(key)}</div>'

    def _unsure(self, key: str) -> str:
        return self._box("radio", key, "?", self.t("I don't know"))

    def _second(self, key: str, question: Question) -> str:
        scale = question.second_scale
        if scale is None:
            return ""
        ask = self.form.say(question.importance_ask) or self.t("How important is this?")
        return f"<fieldset><legend>{_text(ask)}</legend>{self._steps(f'{key}.importance', self.form.second(question), scale)}</fieldset>"

    def _basis(self, key: str) -> str:
        boxes = "".join(
            self._box("radio", f"{key}.basis", basis, self.t(words)) for basis, words in BASES.items()
        )
        ask = self.t("What does your answer rest on?")
        return f'<fieldset><legend>{_text(ask)}</legend><div class="row">{boxes}</div></fieldset>'

    def _options(self, key: str, question: Question, kind: str) -> str:
        several = kind == "options"
        offered = TYPES[question.type].offered(question, self.t, self.form.group.id)
        alone = {option.id for option in question.options if option.exclusive}
        shape = "checkbox" if several else "radio"
        boxes = [self._box(shape, key, id_, label, alone=id_ in alone) for id_, label in offered]
        boxes.append(self._box(shape, key, "?", self.t("I don't know")))
        return f'<div class="row">{"".join(boxes)}</div>{self._note(key, question)}'

    def _note(self, key: str, question: Question) -> str:
        if not any(option.open for option in question.options):
            return ""
        label = self.t("If it is something else: what?")
        return f'<p><label>{_text(label)}<input name="{key}.note" maxlength="{_LONGEST}"></label></p>'

    def _order(self, key: str, question: Question) -> str:
        offered = TYPES[question.type].offered(question, self.t, self.form.group.id)
        places = "".join(f"<option>{place}</option>" for place in range(1, len(offered) + 1))
        rows = "".join(
            f'<p><label for="o-{key}-{id_}">{_text(label)}</label><select id="o-{key}-{id_}" data-of="{key}" data-option="{id_}">'
            f'<option value="">–</option>{places}</select></p>'
            for id_, label in offered
        )
        return f'<p class="hint">{_text(self.t("1 comes first. What does not matter stays open."))}</p>{rows}'

    def _figure(self, key: str, question: Question) -> str:
        unit = TYPES[question.type].unit(question, self.t, self.form.group.id)
        bounds = "".join(
            f' {name}="{bound:g}"'
            for name, bound in (("min", question.min), ("max", question.max))
            if bound is not None
        )
        label = _quoted(self.form.say(question.name))
        after = f" <span>{_text(unit)}</span>" if unit else ""
        return f'<input type="number" step="any" inputmode="decimal" name="{key}" aria-label="{label}"{bounds}>{after}'

    def _day(self, key: str, question: Question) -> str:
        precision = str(question.own.get("precision", "day"))
        label = _quoted(self.form.say(question.name))
        return f'<input type="{_DATES.get(precision, "date")}" name="{key}" aria-label="{label}">'

    def _box(self, shape: str, name: str, value: str, label: str, *, alone: bool = False) -> str:
        """What is ticked, in a row: of it there are hundreds, so the row says how each looks."""
        lonely = " data-alone" if alone else ""
        return f'<label><input type="{shape}" name="{_quoted(name)}" value="{_quoted(value)}"{lonely}>{_text(label)}</label>'

    # --- the end

    def _consent(self) -> Iterator[str]:
        t = self.t
        boxes = "".join(
            self._box("radio", "consent", word, t(said)) for word, said in consents(self.form).items()
        )
        yield f"<section><h2>{_text(t('Your words'))}</h2>"
        yield f'<fieldset><legend>{_text(t("May your words be quoted?"))}</legend><div class="row">{boxes}</div></fieldset>'
        if not self.form.group.anonymous:
            yield f'<p id="name" hidden><label>{_text(t("Your name"))}<input name="name" maxlength="120"></label></p>'
        yield "</section>"

    def _end(self) -> Iterator[str]:
        t = self.t
        done = t("Look through my answers")
        yield f'<div id="done" class="row screen script" hidden><button type="button" class="main" data-act="review">{_text(done)}</button>'
        yield '<span id="progress" role="status"></span></div>'
        yield f'<section id="review" hidden><h2 tabindex="-1">{_text(t("Your answers"))}</h2><dl id="answers"></dl><div class="row screen">'
        for act, words, main in (
            ("save", t("Save my answers"), True),
            ("share", t("Share"), False),
            ("copy", t("Copy as text"), False),
        ):
            hidden = ' id="share" hidden' if act == "share" else ""
            yield f'<button type="button"{" class=main" if main else ""} data-act="{act}"{hidden}>{_text(words)}</button>'
        if self.form.reply_to:
            yield f'<a class="box" href="{_quoted(self._mail())}">{_text(t("Mail"))}</a>'
        text = _quoted(t("Your answers as text"))
        yield f'</div><p id="told" role="status"></p><textarea id="text" rows="6" readonly hidden aria-label="{text}"></textarea></section>'

    def _mail(self) -> str:
        """A mail with a subject and two lines; the answers are pasted, as links are cut off where they are long."""
        body = self.t(
            "Here are my answers.\nPaste the copied text below this line, or attach the saved file."
        )
        return f"mailto:{quote(self.form.reply_to, safe='@')}?subject={quote(self.title)}&body={quote(body)}"
