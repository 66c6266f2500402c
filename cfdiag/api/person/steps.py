"""What forgetting somebody does to each file: removed, written anew without them, or left to a hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from cfdiag.api.person.folder import KeptFile
from cfdiag.api.person.roster_lines import without_people
from cfdiag.api.person.texts import text_in
from cfdiag.api.person.whom import FoundPerson
from cfdiag.api.writing import carries_mark
from cfdiag.formats.plan import read_plan
from cfdiag.formats.plan_writing import plan_text
from cfdiag.formats.releases import forgotten
from cfdiag.formats.result import is_result
from cfdiag.formats.writing import encode_interview
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.endings import TORN_SUFFIX
from cfdiag.interview.events import Entry
from cfdiag.interview.journal.rewriting import rewritten
from cfdiag.model.file_names import RELEASES_NAME
from cfdiag.model.interview import Interview
from cfdiag.model.plan import ActionPlan

Does = Literal["remove", "rewrite", "by_hand", "recompute"]


class ForgetStep(msgspec.Struct, frozen=True):
    """What is done to one file."""

    path: Path
    does: Does
    why: str
    """In English, for the preview."""
    data: bytes | None = None
    """What is written, before it is locked again where it was."""


def forget_steps(found: FoundPerson) -> list[ForgetStep]:
    """What is done to every file that holds something of somebody; nothing is done yet."""
    steps = ((file, _step(file, found)) for file in found.files)
    return [step for file, each in steps if (step := _named_so(file, each, found)) is not None]


def _named_so(file: KeptFile, step: ForgetStep | None, found: FoundPerson) -> ForgetStep | None:
    """The step; of a file that stays and is called by their name that somebody has to call it otherwise."""
    stays = step is None or step.does == "recompute"
    if stays and _name_leads(file, found):
        return ForgetStep(file.path, "by_hand", "its name names them: call it something else")
    return step


def _name_leads(file: KeptFile, found: FoundPerson) -> bool:
    return found.traces.in_file_name(str(file.path.relative_to(found.folder)))


def _step(file: KeptFile, found: FoundPerson) -> ForgetStep | None:
    path = file.path
    if file.kind in _CLOSED:
        return ForgetStep(path, "by_hand", _CLOSED[file.kind])
    if file.kind in ("interview", "journal") and found.is_theirs(file.interviews[0]):
        return ForgetStep(path, "remove", "what they said")
    if path.name == RELEASES_NAME:
        return _changed(file, forgotten(file.data, found.mine), found, "whose figures were handed over")
    return _BY_KIND.get(file.kind, _else)(file, found)


def _torn(file: KeptFile, found: FoundPerson) -> ForgetStep | None:
    journal = file.path.parent, file.name.removesuffix(TORN_SUFFIX)
    of = next((each for each in found.files if (each.path.parent, each.name) == journal), None)
    theirs = of is not None and any(map(found.is_theirs, of.interviews))
    if theirs or _leads(file, found):
        return ForgetStep(file.path, "remove", "a piece of what they said")
    return None


def _leads(file: KeptFile, found: FoundPerson) -> bool:
    text = file.text
    return text is not None and found.traces.in_text(text)


def _changed(file: KeptFile, data: bytes, found: FoundPerson, why: str) -> ForgetStep | None:
    """The file written anew, where anything is different; left to a hand where they are in it even so."""
    left = text_in(data, file.name)
    if left is None or found.traces.in_text(left):
        return ForgetStep(file.path, "by_hand", why)
    return ForgetStep(file.path, "rewrite", why, data) if data != file.data else None


def _packed(file: KeptFile, found: FoundPerson) -> ForgetStep | None:
    """Interviews in rows: what they are read with writes none; or what is damaged."""
    if file.text is None:
        return ForgetStep(file.path, "by_hand", "cannot be searched, and may hold what they said")
    if not any(map(found.is_theirs, file.interviews)) and not _names(file, found):
        return None
    return ForgetStep(file.path, "by_hand", "leads to them: take them out, and write it anew")


def _journal(file: KeptFile, found: FoundPerson) -> ForgetStep | None:
    if all(_without(each, found) == each for each in file.interviews) and not _names(file, found):
        return None
    data = rewritten(file.data, file.name, found.near.keys, lambda entry: _entry_without(entry, found))
    return ForgetStep(file.path, "rewrite", "others name them", data)


def _entry_without(entry: Entry, found: FoundPerson) -> Entry:
    """A line of somebody else's journal: what it was begun with is an interview like any other."""
    start = _without(entry.start, found) if entry.start is not None else None
    plain = msgspec.to_builtins(msgspec.structs.replace(entry, start=start))
    return msgspec.convert(found.traces.by_name.without_in(plain), Entry)


def _other(file: KeptFile, found: FoundPerson) -> ForgetStep | None:
    """An interview of somebody else, in which they are named or which took something over from them."""
    (interview,) = file.interviews
    after = _without(interview, found)
    if after == interview:
        return None
    return ForgetStep(file.path, "rewrite", "others name them", encode_interview(after))


def _several(file: KeptFile, found: FoundPerson) -> ForgetStep | None:
    kept = [_without(each, found) for each in file.interviews if not found.is_theirs(each)]
    if kept == list(file.interviews):
        return None
    as_array = file.data.lstrip()[:1] == b"["
    lines = b"".join(msgspec.json.encode(each) + b"\n" for each in kept)
    data = msgspec.json.encode(kept) + b"\n" if as_array else lines
    return ForgetStep(file.path, "rewrite", "what they said", data)


def _names(file: KeptFile, found: FoundPerson) -> bool:
    text = file.text
    return text is not None and found.traces.by_name.in_text(text)


def _without(interview: Interview, found: FoundPerson) -> Interview:
    """An interview of somebody else: what was taken over is gone, and the name with it."""
    gone = {id_ for id_, each in interview.taken_from.items() if each.id in found.mine}
    taken = {id_: each for id_, each in interview.taken_from.items() if id_ not in gone}
    theirs = {(section, *item) for section, items in found.items for item in items.items()}
    items = {
        section: {
            id_: found.traces.instead if section in gone and (section, id_, label) in theirs else label
            for id_, label in several.items()
        }
        for section, several in interview.items.items()
    }
    plain = msgspec.to_builtins(msgspec.structs.replace(interview, taken_from=taken, items=items))
    return msgspec.convert(found.traces.by_name.without_in(plain), Interview)


def _else(file: KeptFile, found: FoundPerson) -> ForgetStep | None:
    text = file.text
    if text is None:
        searched = "cannot be searched, and may hold what they said: make it again"
        return ForgetStep(file.path, "remove" if carries_mark(file.data) else "by_hand", searched)
    if found.traces.in_text(text):
        return _that_leads(file, found)
    if (file.what == "result" or is_result(file.data)) and found.mine:
        return ForgetStep(file.path, "recompute", "figures in which they may have counted")
    return None


def _that_leads(file: KeptFile, found: FoundPerson) -> ForgetStep | None:
    """What is done to a file that leads to them, by what it is."""
    if file.what in _BY_WHAT:
        return _BY_WHAT[file.what](file, found)
    if file.name.lower().endswith((".csv", ".tsv")):
        return _table(file, found)
    if is_result(file.data) or carries_mark(file.data):
        return ForgetStep(file.path, "remove", "names or quotes them: make it again")
    if file.data.startswith(b"PK") or b"\0" in file.data:
        return ForgetStep(file.path, "by_hand", "leads to them, and cfdiag did not make it")
    return _text(file, found)


def _text(file: KeptFile, found: FoundPerson) -> ForgetStep | None:
    """A text that nobody can say who made: what leads to them is replaced, all else stays."""
    try:
        data = msgspec.json.format(
            msgspec.json.encode(found.traces.without_in(msgspec.json.decode(file.data))), indent=1
        )
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        data = found.traces.replaced(file.data.decode("utf-8", "surrogateescape")).encode(
            "utf-8", "surrogateescape"
        )
    return _changed(file, data, found, "names or quotes them")


def _response(file: KeptFile, found: FoundPerson) -> ForgetStep | None:
    del found
    return ForgetStep(file.path, "remove", "what they sent in")


def _own_text(file: KeptFile, found: FoundPerson) -> ForgetStep | None:
    del found
    return ForgetStep(file.path, "by_hand", "a questionnaire that names them")


def _engagement(file: KeptFile, found: FoundPerson) -> ForgetStep | None:
    return _changed(file, without_people(file.data, found.roster), found, "their line of the roster")


def _plan(file: KeptFile, found: FoundPerson) -> ForgetStep | None:
    try:
        before = read_plan(file.data, file.name)
    except CfdiagError:
        return ForgetStep(file.path, "by_hand", "names them, and has faults")
    plain = found.traces.without_in(msgspec.to_builtins(before))
    after = msgspec.convert(plain, ActionPlan)
    return _changed(file, plan_text(after).encode(), found, "owner or log of the plan, or their words")


def _table(file: KeptFile, found: FoundPerson) -> ForgetStep | None:
    """Lines of a table that lead to them go; of a list of accounts only the name."""
    accounts = file.path.name == found.near.engagement.account_file
    text = file.data.decode("utf-8-sig", "surrogateescape")
    lines = text.splitlines(keepends=True)
    try:
        # A cell with a line break in it is more than a line: then no line may go by itself.
        apart = len(list(csv.reader(io.StringIO(text)))) == len(lines)
    except csv.Error:
        apart = False
    if not apart:
        return ForgetStep(file.path, "by_hand", "a table that names or quotes them")
    if accounts:
        kept = [found.traces.without(line) for line in lines]
    else:
        kept = [line for line in lines if not found.traces.in_text(line.replace('""', '"'))]
    mark = "\ufeff" if file.data.startswith(b"\xef\xbb\xbf") else ""
    data = (mark + "".join(kept)).encode("utf-8", "surrogateescape")
    return _changed(file, data, found, "lines that name or quote them")


_CLOSED: dict[str, str] = {
    "locked": "locked, and your key does not open it",
    "unreadable": "cannot be read",
}
_Doing = Callable[[KeptFile, FoundPerson], ForgetStep | None]
_BY_KIND: dict[str, _Doing] = {
    "torn": _torn,
    "journal": _journal,
    "interview": _other,
    "interviews": _several,
    "packed": _packed,
}
_BY_WHAT: dict[str, _Doing] = {
    "plan": _plan,
    "response": _response,
    "engagement": _engagement,
    "mapping": _text,
    "questionnaire": _own_text,
}


def left_behind(files: Sequence[KeptFile], found: FoundPerson) -> Iterator[KeptFile]:
    """The files that lead to somebody all the same."""
    return (
        file
        for file in files
        if (_names if file.interviews else _leads)(file, found) or _name_leads(file, found)
    )
