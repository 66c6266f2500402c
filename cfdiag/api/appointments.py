"""What can be held now: who of the roster is to be heard, what is unfinished, what can be reopened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cfdiag.formats.library import Library
from cfdiag.formats.saved import read_saved, saved_files
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.sealing import NO_KEYS, Keys
from cfdiag.handover.values import HANDOVER
from cfdiag.interview.flow import progress
from cfdiag.interview.unfinished import unfinished
from cfdiag.interview.who import people_of
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.account import Account
from cfdiag.model.engagement import Engagement, Person
from cfdiag.model.interview import Interview, Respondent
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import Questionnaire


class Appointment(NamedTuple):
    """Somebody of the roster and what they are asked; the interview that is there already, if any."""

    person: Person
    questionnaire: Questionnaire
    begun: Path | None = None


Chosen = Appointment | Path | Questionnaire

_TELLING = 4
"""How many letters of an id tell apart what else reads alike."""


class Menu:
    """What can be done now.

    Args:
        library: the questionnaires at hand.
        engagement: with its roster.
        folder: where its interviews are.
        language: of the tool's own words.
        today: the day.
        accounts: what its table of accounts holds.
        keys: what opens interviews that are sealed; without it they are not looked into.
    """

    def __init__(
        self,
        library: Library,
        engagement: Engagement,
        folder: Path,
        language: str,
        today: date,
        *,
        accounts: Sequence[Account] = (),
        keys: Keys = NO_KEYS,
    ) -> None:
        self._t, self._language, self._today = locale_for(language), language, today
        self._library, self._engagement = library, engagement
        self._accounts = tuple(accounts) or engagement.listed_accounts()
        self._open = [(entry.path, entry.interview) for entry in unfinished(folder, keys)]
        self._done = list(_finished(folder, keys))

    def entries(self) -> list[tuple[Chosen, str]]:
        """What is begun or gone on with, each as it is shown.

        Today's people first, then what is unfinished, then whoever else is to be heard, then the
        questionnaires.
        """
        # What somebody of the roster has begun stands beside their name, and not twice.
        people = self.appointments()
        begun = {each.begun for each in people}
        today = [each for each in people if each.person.when == self._today]
        going_on = [(path, interview) for path, interview in self._open if path not in begun]
        return [
            *((each, self._who(each)) for each in today),
            *((path, self._t("go on: {interview}", interview=text)) for path, text in self._told(going_on)),
            *((each, self._who(each)) for each in people if each not in today),
            *((each, f"{each.id}: {each.title.pick(self._language)}") for each in self._questionnaires()),
        ]

    def finished(self) -> list[tuple[Path, str]]:
        """The finished interviews, each as it is shown, the newest first."""
        open_ = {interview.id for _, interview in self._open}
        return self._told([(path, iv) for path, iv in self._done if iv.id not in open_])

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
        # Within a day as the roster has them: somebody thought about that order.
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

    def next_account(self, who: Respondent, questionnaire: str) -> str:
        """The account that the same person is asked about next; empty where there is none.

        Args:
            who: the person, with the account they were asked about last.
            questionnaire: the id of what they are asked.
        """
        order = self._account_order(who, questionnaire)
        theirs = (
            iv.respondent.account
            for _, iv in self._done
            if who.name
            and iv.questionnaire.id == questionnaire
            and same(iv.respondent.name or "") == same(who.name)
        )
        heard = {who.account, *theirs}
        after = order.index(who.account) + 1 if who.account in order else 0
        return next((each for each in (*order[after:], *order[:after]) if each not in heard), "")

    def _account_order(self, who: Respondent, questionnaire: str) -> tuple[str, ...]:
        """The ids of the accounts in the order in which they are talked about: as they are listed.

        Of a handover it is that of its timetable.
        """
        if questionnaire != HANDOVER:
            return tuple(self._engagement.accounts)
        from cfdiag.api.handover.account_order import account_order  # noqa: PLC0415  it brings all of scoring

        done = (interview for _, interview in self._done)
        text = self._library.get(HANDOVER)
        return account_order(self._accounts, done, text, owner=who.name or "", today=self._today)

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
        # Where there are several: two people about one account may stand on its two sides.
        group = q.groups[person.group].title.pick(self._language) if len(q.groups) > 1 else ""
        # What is cut off in a narrow window is what most of them have in common.
        return " · ".join(part for part in (when, person.name, group, account, far, what) if part)

    def _told(self, interviews: Iterable[tuple[Path, Interview]]) -> list[tuple[Path, str]]:
        """Each as it is shown; those that read alike with the end of their id."""
        told = [(path, iv, self._described(iv)) for path, iv in interviews]
        often = Counter(text for _, _, text in told)
        return [
            (path, f"{text} · …{iv.id[-_TELLING:]}" if often[text] > 1 else text) for path, iv, text in told
        ]

    def _described(self, iv: Interview) -> str:
        who, known = iv.respondent, self._engagement
        firm = who.organisation if who.organisation != known.client else ""
        account = known.accounts.get(who.account or "", who.account or "")
        department = known.departments.get(who.department or "", who.department or "")
        group, far = self._group_and_progress(iv)
        day = (iv.finished or iv.started or "")[:10]
        # What is cut off in a narrow window is what many have in common.
        parts = (who.name, group, account or firm, day, far, department, iv.questionnaire.id)
        return " · ".join(part for part in parts if part)

    def _group_and_progress(self, iv: Interview) -> tuple[str, str]:
        """What the group is called, and of an unfinished one how far it is."""
        group = iv.respondent.group
        try:
            q = self._library.get(iv.questionnaire.id)
        except CfdiagError:
            return group, "" if iv.finished else self._t("answers: {n}", n=len(iv.answers))
        title = q.groups[group].title.pick(self._language) if group in q.groups else group
        if iv.finished:
            return title, ""
        known = progress(q, iv)
        return title, self._t("{n} of {of}", n=known.done, of=known.total)


def _is_of(iv: Interview, person: Person, q: Questionnaire) -> bool:
    """Whether an interview is that person's, as far as a file may tell: never of an anonymous group."""
    who = iv.respondent
    if iv.questionnaire.id != q.id or who.group != person.group or same(who.name or "") != same(person.name):
        return False
    return not (who.account and person.account) or who.account == person.account


def _finished(folder: Path, keys: Keys) -> Iterator[tuple[Path, Interview]]:
    """The finished interviews of a folder, the newest first; what cannot be read is left out."""
    for path in sorted(saved_files(folder), key=lambda path: path.stat().st_mtime, reverse=True):
        try:
            interview = read_saved(path, keys)
        except CfdiagError:
            continue
        if interview.finished is not None:
            yield path, interview
