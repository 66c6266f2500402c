"""What is wrong with one file, by its kind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec

from cfdiag.api.lists import roster_faults, with_lists
from cfdiag.api.surroundings import Around, is_engagement
from cfdiag.formats.engagement import examine_engagement
from cfdiag.formats.handover import read_handover
from cfdiag.formats.library import Library
from cfdiag.formats.plan import action_lines, examine_plan
from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.formats.recognise import recognise
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location
from cfdiag.ground.files import read_plain
from cfdiag.ground.sealing import Keys
from cfdiag.interview.journal.replay import cut_off, replay
from cfdiag.model.file_names import ENGAGEMENT_NAME
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.render.diagnostics import missing_ids

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 64
"""So many bytes tell what the rest is."""


def check_engagement(data: bytes, file: str, library: Library, lists: dict[str, str]) -> list[Diagnostic]:
    """What is wrong with an engagement, and with the tables that it names, which are put into `lists`."""
    engagement, found = examine_engagement(data, file)
    if engagement is None:
        return found
    today = date.today()  # noqa: DTZ011  the day where the user is
    listed = with_lists(engagement, Path(file).parent, today, library)
    lists.update(listed.files)
    people, in_use = listed.engagement.roster, listed.engagement.questionnaires
    of_lists = [*listed.faults, *listed.unreadable, *roster_faults(people, library, in_use)]
    return [*found, *sorted(of_lists, key=lambda each: each.location or Location(file))]


def engagement_beside(near: Around, files: Iterable[str]) -> list[Diagnostic]:
    """Warnings: why the engagement around what is checked cannot be read, where it is not checked itself."""
    wrong = [each for each in near.own_faults if each.severity == "error"]
    if near.folder is None or not wrong:
        return []
    place = near.folder / ENGAGEMENT_NAME
    if any(Path(file).absolute() == place for file in files):
        return []
    return [msgspec.structs.replace(each, severity="warning") for each in wrong]


def check_adopted_plan(data: bytes, file: str, library: Library) -> list[Diagnostic]:
    """What is wrong with a plan, and which of its actions no questionnaire has any more: they are kept."""
    plan, found = examine_plan(data, file)
    if plan is None:
        return found
    known = {action.id for each in library.readable().questionnaires for action in each.actions}
    lines = action_lines(data, file)
    for action, line in zip(plan.actions, lines, strict=True):
        if action.kind in ("mend", "build") and action.id not in known:
            message = f"no questionnaire at hand has the action '{action.id}' any more; it stays in the plan"
            hint = "nothing need be done; `cfdiag plan set` still takes it"
            found.append(
                Diagnostic(Code.UNKNOWN_ACTION, message, Location(file, line, 1), hint, severity="warning")
            )
    return found


def missing_in_report(questionnaire: Questionnaire | None, file: str) -> list[Diagnostic]:
    """The report of a shipped diagnostic asks for ids by name: without them a page of it stays empty."""
    gone = missing_ids(questionnaire) if questionnaire else []
    if not gone:
        return []
    message = f"the report of this diagnostic looks for {', '.join(gone)}, which the file does not have"
    hint = "keep these ids, or give the diagnostic an id of its own"
    return [Diagnostic(Code.MISSING_FOR_REPORT, message, Location(file), hint, severity="warning")]


def check_handover(data: bytes, file: str) -> list[Diagnostic]:
    """A summary of a territory."""
    try:
        read_handover(data, file)
    except CfdiagError as error:
        return list(error.diagnostics)
    return []


def not_checked(kind: str, file: str) -> Diagnostic:
    """A file that is ours and that nobody looks into."""
    return Diagnostic(Code.NOT_CHECKED, f"a {kind} is not checked", Location(file), severity="note")


def unknown_file(data: bytes, file: str) -> Diagnostic:
    """What to say of a file that is none of ours."""
    if not data.strip():
        return Diagnostic(Code.EMPTY_FILE, "the file is empty", Location(file), "is it the right file?")
    hint = "questionnaires have 'sections', interviews a 'format', engagements a 'client'"
    return Diagnostic(Code.UNKNOWN_FILE, "this is no file of cfdiag", Location(file), hint)


def questionnaires_of(files: Iterable[str]) -> dict[str, Questionnaire]:
    """The sound questionnaires among some files, by the hash of their text; the others are told elsewhere."""
    found: dict[str, Questionnaire] = {}
    for file in files:
        with suppress(CfdiagError):
            data = read_plain(file)
            if recognise(data, file) == "questionnaire":
                questionnaire = read_questionnaire(data, file, any_name=True)
                found[questionnaire.sha256] = questionnaire
    return found


def is_utf16(data: bytes) -> bool:
    """Whether it is UTF-16: it says so, or every other byte of its beginning is empty."""
    head = data[:_HEAD]
    empty = [not half.strip(b"\0") for half in (head[::2], head[1::2])]
    return data.startswith(_UTF16) or (any(empty) and not all(empty) and len(head) > 1)


def read_as_utf16(file: str) -> Diagnostic:
    """A file that is text, and not as we read it."""
    hint = "save it as UTF-8 in your editor; a shell's > may write UTF-16"
    return Diagnostic(Code.NOT_UTF8, "the file is not UTF-8 text", Location(file), hint)


def check_kept_text(name: str, data: bytes, file: str) -> list[Diagnostic]:
    """A text that is kept by its hash is what it was: nothing else is asked of it."""
    if hashlib.sha256(data).hexdigest().startswith(name):
        return []
    message = "this text was changed since it was kept: its hash is not the one in its name"
    hint = "restore it; answers that were given to it can be read with no other"
    return [Diagnostic(Code.KEPT_TEXT, message, Location(file), hint)]


def check_journal(data: bytes, file: str, keys: Keys) -> list[Diagnostic]:
    """A journal, as far as it can be read."""
    try:
        cut = cut_off(replay(data, file, keys), file)
    except CfdiagError as error:
        return list(error.diagnostics)
    return [cut] if cut is not None else []


def is_copy(file: str) -> bool:
    """Whether the file lies in an engagement's folder of copies, where names are free."""
    folder = Path(file).absolute().parent
    return folder.name == "questionnaires" and is_engagement(folder.parent)
