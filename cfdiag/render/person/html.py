"""For the person: one page, no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from cfdiag.ground.marks import GENERATOR
from cfdiag.ground.safe import safe
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.person import HeldAnswer, HeldTalk, NamedThere, PersonDossier

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem;border-top:1px solid #ccc;padding-top:1rem}"
    "dt{font-weight:600;margin-top:.6rem}dd{margin:0 0 0 1rem}small{color:#555}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render(dossier: PersonDossier) -> str:
    """The page."""
    w = locale_for(dossier.language)
    who = ", ".join(dossier.names) or w("somebody whose name is not kept")
    title = w("What is held about {name}", name=who)
    body = "\n".join(_body(dossier, w))
    return (
        f'<!doctype html>\n<html lang="{_text(dossier.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f'{GENERATOR} {_text(dossier.tool)}">\n'
        f"<title>{_text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{_text(title)}</h1>\n<p><small>{_text(w.date(dossier.date))}</small></p>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _body(dossier: PersonDossier, w: Locale) -> Iterator[str]:
    if dossier.kept_until:
        said = w("On {day} it is looked at whether this is still needed.", day=w.date(dossier.kept_until))
        yield f"<p>{_text(said)}</p>"
    for talk in dossier.talks:
        yield from _talk(talk, w)
    yield from _places(w("Lists and the plan"), dossier.lists)
    if dossier.outputs:
        yield f"<h2>{_text(w('Reports and tables that name or quote you'))}</h2>"
        yield from _listed(dossier.outputs)
    if dossier.by_others:
        yield from _places(w("Named by others"), dossier.by_others)
    if dossier.locked:
        yield f"<h2>{_text(w('Locked, and not looked into'))}</h2>"
        yield from _listed(dossier.locked)


def _talk(talk: HeldTalk, w: Locale) -> Iterator[str]:
    day = talk.finished[:10] or talk.started[:10]
    yield f"<h2>{_text(talk.questionnaire)}{', ' + _text(w.date(day)) if day else ''}</h2>"
    known = {
        w("File"): talk.file,
        w("Group"): talk.group,
        w("Name"): talk.name,
        w("Organisation"): talk.organisation,
        w("Department"): talk.department,
        w("Account"): talk.account,
        w("Your words"): talk.consent,
        w("Interviewer"): talk.interviewer,
    }
    yield "<dl>"
    yield from (f"<dt>{_text(name)}</dt><dd>{_text(value)}</dd>" for name, value in known.items() if value)
    yield from (line for answer in talk.answers for line in _answer(answer, w))
    yield "</dl>"


def _answer(answer: HeldAnswer, w: Locale) -> Iterator[str]:
    value = answer.value
    shown = ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    weight = w("importance {n}", n=answer.importance) if answer.importance is not None else ""
    parts = [each for each in (shown, answer.status, weight, answer.note, answer.evidence) if each]
    name = answer.label or answer.key or w("Said between two questions")
    yield f"<dt>{_text(name)}</dt><dd>{'<br>'.join(map(_text, parts))}</dd>"


def _places(title: str, places: Iterable[NamedThere]) -> Iterator[str]:
    found = [f"{each.file}, {each.where}: {each.text}" for each in places]
    if found:
        yield f"<h2>{_text(title)}</h2>"
        yield from _listed(found)


def _listed(lines: Iterable[str]) -> Iterator[str]:
    yield "<ul>"
    yield from (f"<li>{_text(line)}</li>" for line in lines)
    yield "</ul>"


def _text(text: str) -> str:
    return escape(safe(text))
