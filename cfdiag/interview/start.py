"""Beginning and taking up interviews: files, names, ids. Clock, randomness and ids come from outside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from cfdiag.formats.interview import read_interview
from cfdiag.formats.library import Library, keep_text
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, closest, fault
from cfdiag.ground.files import read_bytes
from cfdiag.interview import state
from cfdiag.interview.drafts import drafts_of
from cfdiag.interview.events import Opened, Rebased, Reopened
from cfdiag.interview.journal.journal import SUFFIX, Journal, complete, finished_of, journal_of
from cfdiag.interview.journal.replay import read_journal
from cfdiag.interview.session import Session
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

    @property
    def file(self) -> Path:
        """The file it becomes when it is finished."""
        return self.journal.finished

    def leave(self) -> bool:
        """Let go of it; False where it was reopened, nothing was changed, and so it is finished as before.

        Raises:
            CfdiagError: its file is gone, and no other could be written.
        """
        interview = self.session.interview
        untouched = bool(self.reopened) and interview.finished is None and not self.session.changed
        if untouched:
            self.journal.remove()
        elif interview.finished is None:
            self.journal.confirm()
        self.session.close()
        return not untouched


class Unfinished(msgspec.Struct, frozen=True):
    """An interview that can be gone on with."""

    path: Path
    interview: Interview


def target(output: str, folder: Path, name: str) -> Path:
    """The file of a new interview.

    Args:
        output: what was asked for: a file `NAME.json`, a folder, or nothing.
        folder: the folder where nothing was asked for.
        name: the file's name there, without its ending.

    Raises:
        CfdiagError: the folder is not there, the file is, or it is no name for an interview.
    """
    asked = Path(output) if output else folder
    if asked.is_dir() or (output and output.endswith("/")):
        asked = asked / f"{name}.json"
    elif asked.name.endswith(SUFFIX):
        asked = finished_of(asked)
    elif asked.suffix != ".json":
        raise fault(
            Code.BAD_OUTPUT,
            "there is no such folder, and the name of an interview's file ends in .json",
            f"--output {asked}.json, or make the folder first",
            Location(str(asked)),
        )
    if not asked.parent.is_dir():
        raise fault(
            Code.NO_FOLDER,
            "the folder for the interview is not there",
            f"make it first: mkdir {asked.parent}",
            Location(str(asked)),
        )
    if asked.exists() or asked.is_symlink():
        raise fault(
            Code.EXISTS,
            "there is a file of that name already",
            f"reopen it with --resume {asked}, or choose another --output",
            Location(str(asked)),
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
) -> Held:
    """Begin an interview that becomes the file `path`.

    Args:
        q: what is asked.
        interview: as it stands.
        path: the file that it becomes.
        opened: who holds it.
        clock: gives now.
        kept: the folder where the questionnaire's text is kept, before there is a journal that rests on it.

    Raises:
        CfdiagError: its journal is there already, or cannot be made; or the text cannot be kept.
    """
    if kept is not None:
        keep_text(q, kept)
    journal = Journal.create(journal_of(path), interview, opened)
    return Held(Session(q, interview, clock=clock, store=journal), journal)


def take_up(path: Path, library: Library, opened: Opened, clock: Clock) -> Held | Interview:
    """Go on with an unfinished interview, or reopen a finished one.

    Returns:
        The interview in hand; or, where it had been finished and only its file was missing, the
        finished interview, whose file is there now.

    Raises:
        CfdiagError: it is not there, damaged, held by another session, or its questionnaire is unknown.
    """
    journal_path = journal_of(path)
    if journal_path.exists() or journal_path.is_symlink():
        journal = Journal.take_up(journal_path, opened)
        done = complete(journal, _known(journal.state.interview, library))
        if done is not None:
            return done
        interview, drafts = journal.state.interview, journal.state.drafts
        held = _held(journal, library, clock, drafts)
        if journal.torn:
            held.session.notices.append(
                locale_for(interview.language)(
                    "The last line was never written whole; it is kept in {file}.",
                    file=f"{journal_path.name}.torn",
                )
            )
        reopened = _finished_at(finished_of(journal_path), interview.id)
        held.session.changed = journal.state.changed
        held.session.reopened = bool(reopened)
        return msgspec.structs.replace(held, reopened=reopened)
    interview = _saved(path)
    q = _questionnaire(interview, library)  # before anything is created
    del q
    journal = Journal.create(journal_path, interview, opened)
    held = _held(journal, library, clock, drafts_of(interview))
    held.session.reopened = interview.finished is not None
    return msgspec.structs.replace(held, reopened=interview.finished or "")


def _held(journal: Journal, library: Library, clock: Clock, drafts: Mapping[tuple[str, str], str]) -> Held:
    interview = journal.state.interview
    try:
        q = _questionnaire(interview, library)
        history = journal.state.history
        session = Session(q, interview, clock=clock, store=journal, drafts=drafts, history=history)
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


def _saved(path: Path) -> Interview:
    if path.suffix.lower() in (".yaml", ".yml"):
        raise fault(
            Code.BAD_RESUME,
            "an interview in YAML can be scored, not gone on with",
            "save it as JSON",
            Location(str(path)),
        )
    file = path if path.suffix else finished_of(journal_of(path))
    if not file.is_file():
        there = [other.name for other in file.parent.glob("*.json*")] if file.parent.is_dir() else []
        hint = closest(path.name, there) or "`cfdiag interview` without an ID lists the unfinished ones here"
        raise fault(Code.CANNOT_READ, "there is no such interview", hint, Location(str(path)))
    return read_interview(read_bytes(file), str(file))


def _finished_at(path: Path, id_: str) -> str:
    """When the interview of that id was finished, as its file says; empty where there is none."""
    try:
        saved = read_interview(read_bytes(path), str(path)) if path.is_file() else None
    except CfdiagError:
        return ""
    return (saved.finished or "") if saved is not None and saved.id == id_ else ""


def unfinished(folder: Path) -> list[Unfinished]:
    """The journals of a folder that can be read, the newest first."""
    found = [_readable(path) for path in folder.glob(f"*{SUFFIX}")] if folder.is_dir() else []
    return [entry for _, entry in sorted((pair for pair in found if pair), key=lambda pair: -pair[0])]


def _readable(path: Path) -> tuple[float, Unfinished] | None:
    try:
        return path.stat().st_mtime, Unfinished(path, read_journal(read_bytes(path), str(path)))
    except (CfdiagError, OSError):
        return None
