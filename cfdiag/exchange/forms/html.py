"""One file that people fill in by themselves, on a phone and without a network; nothing leaves it unsent."""

# ruff: noqa: E501  markup is read as it stands in the page
from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from cfdiag.exchange.forms._form import FormFile, FormSection, GroupForm
from cfdiag.exchange.forms._html_fields import ITEM, FieldMarkup, box, quoted, text
from cfdiag.exchange.forms._names import consents
from cfdiag.ground.files import read_bytes
from cfdiag.ground.marks import GENERATOR
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale

_CONSENT, _NAME, _DEPARTMENT = "cfdiag:consent", "cfdiag:name", "cfdiag:department"
"""What the form asks for itself, under names that no question can have."""


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
        f'<html lang="{quoted(form.language)}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f'<meta http-equiv="Content-Security-Policy" content="{quoted(policy)}">',
        f'{GENERATOR}">',
        f"<title>{text(page.title)}</title><style>{style}</style></head><body>",
        *page.lines(),
        f'<script type="application/json" id="model">{page.model()}</script>',
        f"<script>{script}</script></body></html>",
    ]
    return FormFile("\n".join(lines).encode(), ".html")


def _beside(name: str) -> str:
    return read_bytes(Path(__file__).with_name(name)).decode().strip()


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


class _Page:
    def __init__(self, form: GroupForm) -> None:
        self.form = form
        self.fields = FieldMarkup(form)
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
        yield f"<main><h1>{text(self.title)}</h1>"
        if form.questionnaire.purpose is not None:
            yield f"<p>{text(form.say(form.questionnaire.purpose))}</p>"
        yield f'<div class="note">{"".join(f"<p>{text(line)}</p>" for line in self._before())}</div>'
        open_it = self.t("Open this file in a browser, such as Chrome, Edge, Firefox or Safari: without scripts "
                         "it cannot keep your answers.")  # fmt: skip
        yield f'<noscript><p class="note">{text(open_it)}</p></noscript>'
        yield '<form id="form" autocomplete="off">'
        yield from self._department()
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

    def _department(self) -> Iterator[str]:
        """What the answers are put together by."""
        listed, t = self.form.department, self.t
        if listed is None:
            return
        if listed:
            boxes = [box("radio", _DEPARTMENT, id_, name) for id_, name in listed.items()]
            answer = f'<div class="row">{"".join(boxes)}{box("radio", _DEPARTMENT, "", t("I would rather not say"))}</div>'
        else:
            answer = f'<input name="{_DEPARTMENT}" maxlength="120" aria-label="{quoted(t("Department"))}">'
        hint = t(
            "Results are shown by department only where at least {n} people of it answered.",
            n=self.form.floor,
        )
        said = f'<p class="hint">{text(hint)}</p>' if self.form.floor else ""
        yield f'<section><fieldset id="department"><legend>{text(t("Department"))}</legend>{said}{answer}</fieldset></section>'

    # --- questions

    def _section(self, section: FormSection) -> Iterator[str]:
        of = section.section
        pick = json.dumps(list(section.pick)) if section.pick else ""
        own = str(section.slots) if section.slots else ""
        flags = "".join(
            f' data-{name}="{quoted(text)}"' for name, text in (("pick", pick), ("own", own)) if text
        )
        yield f'<section data-section="{of.id}"{flags}><h2>{text(self.form.say(of.title))}</h2>'
        if of.intro is not None:
            yield f"<p>{text(self.form.say(of.intro))}</p>"
        if section.pick:
            yield self._picks(section)
        if of.repeat is None:
            yield from (self.fields.field(field) for field in section.fields)
        else:
            for item, label in section.items.items():
                yield self._item(section, item, label)
        if section.slots:
            add = self.t("Add one of your own")
            yield f'<div class="own"></div><p class="screen script" hidden><button type="button" data-act="add" data-add="{of.id}">{text(add)}</button></p>'
        yield "</section>"

    def _picks(self, section: FormSection) -> str:
        of = section.section
        ask = self.form.say(of.repeat.ask) if of.repeat is not None else ""
        boxes = "".join(
            box("checkbox", f"pick:{of.id}", item, label) for item, label in section.items.items()
        )
        least, most = section.pick or (0, 0)
        hint = (
            self.t("Choose {n}.", n=most)
            if least == most
            else self.t("Choose {least} to {most}.", least=least, most=most)
        )
        return f'<fieldset class="screen"><legend>{text(ask)}</legend><p class="hint">{text(hint)}</p><div class="row">{boxes}</div></fieldset>'

    def _item(self, section: FormSection, item: str, label: str) -> str:
        fields = "".join(self.fields.field(field, label) for field in section.fields if field.item == item)
        return f'<div data-item="{item}" data-label="{quoted(label)}"><h3>{text(label)}</h3>{fields}</div>'

    def _own(self, section: FormSection) -> str:
        """An item that the respondent names, as the script copies it."""
        repeat = section.section.repeat
        name = self.form.say(repeat.name) if repeat is not None else ""
        first = next((field.item for field in section.fields if field.own), "")
        fields = "".join(self.fields.field(field, ITEM) for field in section.fields if field.item == first)
        made = fields.replace(f"/{first}/", f"/{ITEM}/").replace(f"-{first}-", f"-{ITEM}-")
        return (
            f'<div data-item="{ITEM}" data-label=""><p><label for="name-{section.section.id}-{ITEM}">{text(name)}</label>'
            f'<input id="name-{section.section.id}-{ITEM}" data-name maxlength="120"></p>{made}</div>'
        )

    # --- the end

    def _consent(self) -> Iterator[str]:
        t = self.t
        boxes = "".join(box("radio", _CONSENT, word, t(said)) for word, said in consents(self.form).items())
        yield f"<section><h2>{text(t('Your words'))}</h2>"
        yield f'<fieldset><legend>{text(t("May your words be quoted?"))}</legend><div class="row">{boxes}</div></fieldset>'
        if not self.form.group.anonymous:
            yield f'<p id="named" hidden><label>{text(t("Your name"))}<input name="{_NAME}" maxlength="120"></label></p>'
        yield "</section>"

    def _end(self) -> Iterator[str]:
        t = self.t
        done = t("Look through my answers")
        yield f'<div id="done" class="row screen script" hidden><button type="button" class="main" data-act="review">{text(done)}</button>'
        yield '<span id="progress" role="status"></span></div>'
        yield f'<section id="review" hidden><h2 tabindex="-1">{text(t("Your answers"))}</h2><dl id="answers"></dl><div class="row screen">'
        for act, words, main in (
            ("save", t("Save my answers"), True),
            ("share", t("Share"), False),
            ("copy", t("Copy as text"), False),
        ):
            hidden = ' id="share" hidden' if act == "share" else ""
            yield f'<button type="button"{" class=main" if main else ""} data-act="{act}"{hidden}>{text(words)}</button>'
        if self.form.reply_to:
            yield f'<a class="box" href="{quoted(self._mail())}">{text(t("Mail"))}</a>'
        label = quoted(t("Your answers as text"))
        yield f'</div><p id="told" role="status"></p><textarea id="text" rows="6" readonly hidden aria-label="{label}"></textarea></section>'

    def _mail(self) -> str:
        """A mail with a subject and two lines; the answers are pasted, as links are cut off where they are long."""
        body = self.t(
            "Here are my answers.\nPaste the copied text below this line, or attach the saved file."
        )
        return f"mailto:{quote(self.form.reply_to, safe='@')}?subject={quote(self.title)}&body={quote(body)}"
