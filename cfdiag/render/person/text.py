"""For a terminal: what there is and where, without what was said."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.ground.safe import safe
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.person import PersonDossier


def render(dossier: PersonDossier) -> str:
    """Lines."""
    return "\n".join(safe(line, keep_lines=False) for line in _lines(dossier)) + "\n"


def _lines(dossier: PersonDossier) -> Iterator[str]:
    w = locale_for(dossier.language)
    yield ", ".join(dossier.names) or w("somebody whose name is not kept")
    for talk in dossier.talks:
        answers = w.plural("{n} answer", "{n} answers", len(talk.answers))
        day = talk.finished[:10] or talk.started[:10]
        yield "  " + " · ".join(
            part for part in (talk.file, talk.questionnaire, day, talk.consent, answers) if part
        )
    for each in dossier.lists:
        yield "  " + w("{file}:{line}: on a list, or in the plan", file=each.file, line=each.where)
    for file in dossier.outputs:
        yield "  " + w("{file}: names or quotes them", file=file)
    if dossier.by_others:
        one, many = (
            "others name them in {n} place: look yourself whether that is theirs to see",
            ("others name them in {n} places: look yourself whether those are theirs to see"),
        )
        yield "  " + w.plural(one, many, len(dossier.by_others))
    for file in dossier.locked:
        yield "  " + w("{file}: locked, and not looked into", file=file)
    if dossier.kept_until:
        yield "  " + w("kept until {day}", day=dossier.kept_until)
