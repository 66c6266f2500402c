"""Who is meant by a name or an id: their interviews, and by what else they are found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from cfdiag.api.person.folder import KeptFile, kept_files
from cfdiag.api.person.traces import Traces, words_of
from cfdiag.api.surroundings import Around, around, chosen_language, with_roster
from cfdiag.batch.inputs import refuse_addresses
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, closest, fault
from cfdiag.ground.sealing import Keys
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.engagement import Person
from cfdiag.model.interview import Interview
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import Questionnaire


class FoundPerson(NamedTuple):
    """Somebody, and the folder that they are looked for in."""

    folder: Path
    near: Around
    files: list[KeptFile]
    traces: Traces
    mine: frozenset[str]
    """The ids of their interviews."""
    items: list[tuple[str, dict[str, str]]]
    """What they listed, by section: another interview may have begun with it."""
    roster: tuple[Person, ...]
    """Their lines of the roster."""
    t: Locale

    def is_theirs(self, interview: Interview) -> bool:
        """Whether an interview was held with them."""
        return interview.id in self.mine


def find_person(asked: str, folder: Path, keys: Keys, language: str = "") -> FoundPerson:
    """Look somebody up by their full name, or the id of an interview or of a respondent.

    Args:
        asked: the name or the id.
        folder: of the engagement, or of interviews.
        keys: what opens files that are locked.
        language: of the tool's words; else the engagement's.

    Raises:
        CfdiagError: `unknown-person`: neither an interview nor the roster has them; the folder is not there;
            `wrong-use`: it is an address.
    """
    refuse_addresses([folder])
    if not folder.is_dir():
        raise fault(
            Code.CANNOT_READ, "there is no such folder", "name the engagement's", Location(str(folder))
        )
    if not asked.strip():
        raise fault(Code.UNKNOWN_PERSON, "nobody is named", "their full name, or the id of an interview")
    near = with_roster(
        around([str(folder)], None, {"cfdiag", "client", "recipients"}.__contains__, keys=keys)
    )
    files = list(kept_files(folder, keys))
    held = [interview for file in files for interview in file.interviews]
    roster = tuple(person for person in near.engagement.roster if same(person.name) == same(asked))
    theirs = _with_halves([each for each in held if _is_meant(each, asked)], held)
    if not theirs and not roster:
        known = {each.respondent.name for each in held} | {each.name for each in near.engagement.roster}
        hint = closest(asked, [name for name in known if name])
        where = "their full name as it stands in an interview or on the roster, or the id of an interview"
        nobody = Diagnostic(
            Code.UNKNOWN_PERSON, f"nobody here is called '{asked}'", Location(str(folder)), hint or where
        )
        raise CfdiagError(*near.unreadable, nobody)  # a roster that stayed shut may have them
    t = locale_for(chosen_language(language, near.engagement))
    names = [each.respondent.name or "" for each in theirs] + [person.name for person in roster]
    ids = [id_ for each in theirs for id_ in (each.id, each.respondent.id or "") if id_]
    words = [word for each in theirs for word in words_of(each, text_held_with(each, near))]
    mine = frozenset(each.id for each in theirs)
    # What others said as well, or what the engagement lists, leads to nobody.
    listed = (*near.engagement.touch_points.values(), *near.engagement.accounts.values())
    others = (
        word for each in held if each.id not in mine for word in words_of(each, text_held_with(each, near))
    )
    common = {same(word) for word in (*listed, *others)}
    own = [word for word in words if same(word) not in common]
    traces = Traces(names, ids, own, t("(forgotten)"))
    items = [items for each in theirs for items in each.items.items()]
    return FoundPerson(folder, near, files, traces, mine, items, roster, t)


def text_held_with(interview: Interview, near: Around) -> Questionnaire | None:
    """The questionnaire that an interview was held with; None where it is not at hand."""
    ref = interview.questionnaire
    try:
        return near.library.get(ref.id, ref.version, ref.sha256)
    except CfdiagError:
        return None


def _is_meant(interview: Interview, asked: str) -> bool:
    who = interview.respondent
    return same(who.name or "") == same(asked) or asked in (interview.id, who.id)


def _with_halves(theirs: Sequence[Interview], held: Iterable[Interview]) -> list[Interview]:
    """With what goes on with them or has the same respondent's id: one person may have been heard twice."""
    found = {each.id: each for each in theirs}
    everything = list(held)
    while True:
        first = {each.continues for each in found.values()}
        known = {(each.respondent.group, each.respondent.id) for each in found.values() if each.respondent.id}
        more = [
            each
            for each in everything
            if each.id not in found
            and (
                each.id in first
                or each.continues in found
                or (each.respondent.group, each.respondent.id) in known
            )
        ]
        if not more:
            return list(found.values())
        found |= {each.id: each for each in more}
