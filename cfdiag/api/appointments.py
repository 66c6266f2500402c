"""What can be held now: who of the roster is to be heard, what is unfinished, what can be reopened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cfdiag.formats.interview import read_interview
from cfdiag.formats.library import Library
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.files import read_bytes
from cfdiag.interview.flow import progress
from cfdiag.interview.start import unfinished
from cfdiag.interview.who import people_of
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.engagement import Engagement, Person
from cfdiag.model.interview import Interview
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import Questionnaire


class Appointment(NamedTuple):
    """Somebody of the roster and what they are asked; the interview that is there already, if any."""

    person: Person
    questionnaire: Questionnaire
    begun: Path | None = None


Chosen = Appointment | Path | Questionnaire


class Menu:
    """What can be done now.

    Args:
        library: the questionnaires at hand.
        engagement: with its roster.
        folder: where its interviews are.
        language: of the tool's own words.
        today: the day.
    """

    def __init__(
        self, library: Library, engagement: Engagement, folder: Path, language: str, today: date
    ) -> None:
        self._t, self._language, self._today = locale_for(language), language, today
        self._library, self._engagement = library, engagement
        self._open = [(entry.path, entry.interview) for entry in unfinished(folder)]
        self._done = list(_finished(folder))

    def entries(self) -> list[tuple[Chosen, str]]:
        """Everything, each as it is shown: people, unfinished ones, finished ones, questionnaires."""
        begun = {each.begun for each in self.appointments()}
        return [
            *self.people(),
            *((path, self._going_on(interview)) for path, interview in self._open if path not in begun),
            *((path, self._again(interview)) for path, interview in self._done),
            *((each, f"{each.id}: {each.title.pick(self._language)}") for each in self._questionnaires()),
        ]

    def people(self) -> list[tuple[Appointment, str]]:
        """Who is still to be heard, each as it is shown."""
        return [(each, self._who(each)) for each in self.appointments()]

    def appointments(self) -> list[Appointment]:
        """Who is still to be heard: today's first, then those without a day, then the others by their day."""
        found = [
            Appointment(person, q, self._begun(person, q))
            for q in self._questionnaires(self._engagement.questionnaires)
            for group in q.groups
            for person in people_of(q, group, self._engagement)
            if not self._heard(person, q)
        ]
        place = {person.source: n for n, person in enumerate(self._engagement.roster)}
        return sorted(found, key=lambda each: (*self._order(each.person.when), place[each.person.source]))

    def _order(self, when: date | None) -> tuple[int, date]:
        return (0, self._today) if when == self._today else (1, self._today) if when is None else (2, when)

    def _questionnaires(self, ids: Iterable[str] = ()) -> Iterator[Questionnaire]:
        for id_ in ids or self._library.ids():
            try:
                yield self._library.get(id_)
            except CfdiagError:  # noqa: PERF203  a broken questionnaire is not offered; naming it tells why
                continue

    # --- how far somebody is

    def _heard(self, person: Person, q: Questionnaire) -> bool:
        return person.heard is not None or any(_is_of(iv, person, q) for _, iv in self._done)

    def _begun(self, person: Person, q: Questionnaire) -> Path | None:
        return next((path for path, iv in self._open if _is_of(iv, person, q)), None)

    # --- how it is shown

    def _who(self, each: Appointment) -> str:
        person, q = each.person, each.questionnaire
        when = person.when.isoformat() if person.when is not None else ""
        when = self._t("today") if person.when == self._today else when
        account = self._engagement.accounts.get(person.account or "", person.account or "")
        what = q.title.pick(self._language)
        far = self._t("begun") if each.begun is not None else ""
        return " · ".join(part for part in (when, person.name, account, what, far) if part)

    def _going_on(self, iv: Interview) -> str:
        far = ""
        try:
            known = progress(self._library.get(iv.questionnaire.id), iv)
            far = self._t("{n} of {of}", n=known.done, of=known.total)
        except CfdiagError:
            far = self._t("answers: {n}", n=len(iv.answers))
        return self._t("go on: {interview}", interview=self._described(iv, far))

    def _again(self, iv: Interview) -> str:
        return self._t("reopen: {interview}", interview=self._described(iv, ""))

    def _described(self, iv: Interview, far: str) -> str:
        who, known = iv.respondent, self._engagement
        firm = who.organisation if who.organisation != known.client else ""
        account = known.accounts.get(who.account or "", who.account or "")
        department = known.departments.get(who.department or "", who.department or "")
        name = who.name or account or firm or department or who.group
        parts = (name, iv.questionnaire.id, (iv.finished or iv.started or "")[:10], far)
        return " · ".join(part for part in parts if part)


def _is_of(iv: Interview, person: Person, q: Questionnaire) -> bool:
    """Whether an interview is that person's, as far as a file may tell: never of an anonymous group."""
    who = iv.respondent
    if iv.questionnaire.id != q.id or who.group != person.group or same(who.name or "") != same(person.name):
        return False
    return not (who.account and person.account) or who.account == person.account


def _finished(folder: Path) -> Iterator[tuple[Path, Interview]]:
    """The finished interviews of a folder, the newest first; what cannot be read is left out."""
    if not folder.is_dir():
        return
    files = list(folder.glob("*.json"))
    for path in sorted(files, key=lambda path: path.stat().st_mtime, reverse=True):
        try:
            interview = read_interview(read_bytes(path), str(path))
        except CfdiagError:
            continue
        if interview.finished is not None:
            yield path, interview
