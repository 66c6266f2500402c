"""Beginning and taking up interviews: files, names, ids. Clock, randomness and ids come from outside."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path, PurePath

import msgspec

from cfdiag.formats.kept_texts import keep_text
from cfdiag.formats.library import Library
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, closest, fault
from cfdiag.ground.endings import JOURNAL_SUFFIX, TORN_SUFFIX
from cfdiag.ground.sealing import NO_KEYS, SEALED_SUFFIX, Keys, Seal, sealed_name
from cfdiag.ground.writing import make_folder
from cfdiag.interview import state
from cfdiag.interview.drafts import drafts_of
from cfdiag.interview.events import Opened, Rebased, Reopened
from cfdiag.interview.journal.completing import complete
from cfdiag.interview.journal.finishing import finished_of, journal_of
from cfdiag.interview.journal.journal import Journal
from cfdiag.interview.journal.rewriting import line_by_line, tidied
from cfdiag.interview.session import Session
from cfdiag.interview.there import finished_at, saved_interview
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire

Clock = Callable[[], datetime]


class Held(msgspec.Struct, frozen=True):
    """An interview in hand: its session, its journal, and whether it was finished before."""

    session: Session
    journal: Journal
    reopened: str = ""
    """When it had been finished, where it was; empty for one that never was."""
    made: Path | None = None
    """The kept text of the questionnaire, where this interview is the first to rest on it."""

    @property
    def file(self) -> Path:
        """The file it becomes when it is finished."""
        return self.journal.finished

    def leave(self, *, broken_off: bool = False) -> bool:
        """Let go of it; False where nothing was answered or changed: it is finished as before, or never was.

        Args:
            broken_off: it could not go on where somebody meant to answer: there is something to go on with.

        Raises:
            CfdiagError: its file is gone, and no other could be written.
        """
        interview = self.session.interview
        untouched = interview.finished is None and not self.session.changed
        begun = interview.answers or self.journal.torn or broken_off
        untouched = untouched and (bool(self.reopened) or not begun)
        if untouched:
            self.journal.remove()
            self._forget_text()
        elif interview.finished is None:
            self.journal.confirm()
        self.session.close()
        return not untouched

    def _forget_text(self) -> None:
        """Take the kept text away again, unless another interview was begun since that rests on it."""
        if self.made is None:
            return
        with contextlib.suppress(OSError):
            # Anything that was saved since may rest on this text; its time is the cheapest way to know.
            kept_at = self.made.stat().st_mtime
            if any(path.stat().st_mtime >= kept_at for path in self.file.parent.glob("*.json*")):
                return
            self.made.unlink()
            self.made.parent.rmdir()


def target(output: str, folder: Path, name: str) -> Path:
    """The file of a new interview.

    Args:
        output: what was asked for: a file `NAME.json`, a folder (`NAME/` is made), or nothing.
        folder: the folder where nothing was asked for.
        name: the file's name there, without its ending.

    Raises:
        CfdiagError: the folder is not there, the file is, or it is no name for an interview.
    """
    asked = Path(output) if output else folder
    if output.endswith("/") and not asked.exists():
        make_folder(asked)
    if asked.is_dir() or output.endswith("/"):
        asked = asked / f"{name}.json"
    elif asked.name.endswith(f".json{SEALED_SUFFIX}"):
        asked = asked.with_name(asked.name.removesuffix(SEALED_SUFFIX))
    elif asked.name.endswith(JOURNAL_SUFFIX):
        asked = finished_of(asked)
    elif asked.suffix != ".json":
        raise fault(
            Code.BAD_OUTPUT,
            "there is no such folder, and the name of an interview's file ends in .json",
            f"--output {str(asked).removesuffix(PurePath(JOURNAL_SUFFIX).suffix)}.json, "
            "or make the folder first",
            Location(str(asked)),
        )
    if not asked.parent.is_dir():
        raise fault(
            Code.NO_FOLDER,
            "the folder for the interview is not there",
            f"make it first: mkdir {asked.parent}",
            Location(str(asked)),
        )
    for taken in (asked, sealed_name(asked)):
        if taken.exists() or taken.is_symlink():
            raise fault(
                Code.EXISTS,
                "there is a file of that name already",
                f"reopen it with --resume {taken}, or choose another --output",
                Location(str(taken)),
            )
    return asked


def start(
    q: Questionnaire,
    interview: Interview,
    path: Path,
    opened: Opened,
    clock: Clock,
    *,
    kept: Path | None = None,
    seal: Seal | None = None,
    keys: Keys = NO_KEYS,
) -> Held:
    """Begin an interview that becomes the file `path`.

    Args:
        q: what is asked.
        interview: as it stands.
        path: the file that it becomes.
        opened: who holds it.
        clock: gives now.
        kept: the folder where the questionnaire's text is kept, before there is a journal that rests on it.
        seal: what all that is kept of it is sealed with.
        keys: what opens it again, where that is at hand.

    Raises:
        CfdiagError: its journal is there already, or cannot be made; or the text cannot be kept.
    """
    # Before the journal: one that is there always has the text that it rests on.
    made = keep_text(q, kept) if kept is not None else None
    journal = Journal.create(journal_of(path), interview, opened, seal, keys)
    drafts = drafts_of(interview)
    session = Session(q, interview, clock=clock, store=journal, drafts=drafts, sealed=seal is not None)
    return Held(session, journal, made=made)


def take_up(
    path: Path,
    library: Library,
    opened: Opened,
    clock: Clock,
    *,
    keys: Keys = NO_KEYS,
    seal: Seal | None = None,
) -> Held | Interview:
    """Go on with an unfinished interview, or reopen a finished one.

    Args:
        path: of the interview or its journal.
        library: the questionnaires at hand.
        opened: who holds it.
        clock: gives now.
        keys: what opens it, where it is sealed.
        seal: what a finished one that is reopened is sealed with from now on, what lies there too; a
            journal stays as it was begun.

    Returns:
        The interview in hand; or, where it had been finished and only its file was missing, the
        finished interview, whose file is there now.

    Raises:
        CfdiagError: it is not there, damaged, held by another session, or its questionnaire is unknown;
            `no-recipient`: it is sealed, and nobody can be told from the keys to seal it to.
    """
    journal_path = journal_of(path)
    if not journal_path.exists() and sealed_name(journal_path).is_file():
        line_by_line(journal_path, keys, seal)
    tidied(journal_path, keys)
    if journal_path.exists() or journal_path.is_symlink():
        journal = Journal.take_up(journal_path, opened, keys)
        done = complete(journal, _known(journal.state.interview, library))
        if done is not None:
            return done
        interview, drafts = journal.state.interview, journal.state.drafts
        held = _held(journal, library, clock, drafts)
        if journal.torn:
            held.session.notices.append(
                locale_for(interview.language)(
                    "The last line was never written whole; it is kept in {file}.",
                    file=f"{journal_path.name}{TORN_SUFFIX}",
                )
            )
        reopened = finished_at(journal_path, interview.id, keys)
        held.session.changed = journal.state.changed
        held.session.reopened = bool(reopened)
        return msgspec.structs.replace(held, reopened=reopened)
    interview, was_sealed = saved_interview(path, keys)
    q = _questionnaire(interview, library)  # before anything is created
    del q
    if was_sealed and seal is None:
        # Nobody says for whom: then for whoever has just opened it.
        seal = Seal(keys.recipients())
    journal = Journal.create(journal_path, interview, opened, seal, keys)
    try:
        locked = journal.lock_finished(interview)
    except CfdiagError:
        journal.remove()
        raise
    held = _held(journal, library, clock, drafts_of(interview))
    if locked:
        told = "{file} is locked from now on, in {locked}."
        name = journal.finished.name
        words = locale_for(interview.language)(told, file=name.removesuffix(SEALED_SUFFIX), locked=name)
        held.session.notices.append(words)
    held.session.reopened = interview.finished is not None
    return msgspec.structs.replace(held, reopened=interview.finished or "")


def _held(journal: Journal, library: Library, clock: Clock, drafts: Mapping[tuple[str, str], str]) -> Held:
    interview = journal.state.interview
    try:
        q = _questionnaire(interview, library)
        history = journal.state.history
        session = Session(
            q,
            interview,
            clock=clock,
            store=journal,
            drafts=drafts,
            sealed=journal.sealed,
            history=history,
        )
        if interview.finished is not None:
            session.do(Reopened())
        _rebase(session)
    except CfdiagError:
        journal.close()
        raise
    session.changed = False
    return Held(session, journal)


def _rebase(session: Session) -> None:
    """Go on with the questionnaire as it is now; answers go by question id."""
    q, before = session.questionnaire, session.interview
    held_with = before.questionnaire
    changed = (held_with.version, held_with.sha256 or q.sha256) != (q.version, q.sha256)
    if not changed and not any(state.moves(q, before, check=True)):
        return
    session.do(Rebased(state.reference(q)))
    t = locale_for(before.language)
    # Told, because nobody would look for an answer that is no longer on any page.
    aside = len(set(before.answers) - set(session.interview.answers))
    if changed:
        session.notices.append(
            t(
                "The questionnaire has changed since this interview began (version {then}, now {now}).",
                then=held_with.version,
                now=q.version,
            )
        )
    if aside:
        session.notices.append(
            t(
                "Answers that no longer fit: {n}. They are kept aside, and come back if their questions do.",
                n=aside,
            )
        )


def _known(interview: Interview, library: Library) -> Questionnaire | None:
    try:
        return _questionnaire(interview, library)
    except CfdiagError:
        return None


def _questionnaire(interview: Interview, library: Library) -> Questionnaire:
    named = interview.questionnaire
    q = library.get(named.id, named.version, named.sha256)
    if interview.respondent.group not in q.groups:
        raise fault(
            Code.UNKNOWN_GROUP,
            f"the questionnaire {q.id} has no group '{interview.respondent.group}' any more",
            closest(interview.respondent.group, q.groups) or f"its groups: {', '.join(q.groups)}",
        )
    return q
