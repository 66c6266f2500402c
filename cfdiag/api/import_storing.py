"""Where imported interviews go: a file each in a folder, or a line each in one file. What is there stays."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from cfdiag.api.import_changes import response_changes
from cfdiag.api.import_known import LINES
from cfdiag.api.surroundings import INTERVIEWS, Around
from cfdiag.formats.interview import read_interview
from cfdiag.formats.kept_texts import keep_text
from cfdiag.formats.saved import save_interview, saved_before
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location, fault
from cfdiag.ground.files import read_bytes
from cfdiag.ground.sealing import Keys, sealed_name
from cfdiag.ground.writing import make_folder, write_atomically
from cfdiag.locales.catalogue import BASE, locale_for
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire


class Coming(NamedTuple):
    """An interview made of a response, and where the response stands."""

    interview: Interview
    file: str
    line: int = 0
    """Of a table: where its row begins."""
    remapped: bool = False
    """The same row was imported before, when other columns were read."""
    faulty: bool = False
    """It came without a cell, or an answer, that could not be read."""
    contacts: int = 0
    """So many of its texts hold an address or a number."""
    session: str = ""
    """Of a form that was made for one: its word."""

    @property
    def place(self) -> Location:
        """Where it stands, for faults."""
        return Location(self.file, self.line, 1 if self.line else 0)


class Stored(NamedTuple):
    """What became of the interviews of an import."""

    new: int
    unchanged: int
    refused: int
    """Of a response that another file, or an earlier import, holds otherwise."""
    faults: tuple[Diagnostic, ...]
    """Responses that were there already; of those that differ, in what."""
    where: str
    """The folder or file; empty where nothing was to be written."""
    there: tuple[Coming, ...]
    """The new and the unchanged: what is told of responses is told of these."""


NOTHING_STORED = Stored(0, 0, 0, (), "", ())
"""Before anything is stored, or where there is nothing to."""


class Storing(NamedTuple):
    """How interviews are kept."""

    target: Path
    force: bool = False
    """Take the place of an interview of the same response that differs."""
    dry_run: bool = False
    dated: bool = True
    """The responses say when they were sent; else the day of the import says nothing about them."""


def store(
    coming: Iterable[Coming], near: Around, questionnaires: Iterable[Questionnaire], how: Storing
) -> Stored:
    """Write the interviews, and keep the texts that they rest on. The same responses twice change nothing.

    Args:
        coming: the interviews; of one response that comes twice the first counts, forced the later one.
        near: what stands around them.
        questionnaires: what they answer.
        how: where they go.

    Raises:
        CfdiagError: the target cannot be read or written.
    """
    first, faults = _one_each(coming, force=how.force)
    if not first:
        return NOTHING_STORED._replace(faults=tuple(faults))
    interviews = [first[id_].interview for id_ in sorted(first)]
    into = _into_lines if how.target.suffix == LINES else _into_folder
    weighed = into(how.target, interviews, how, near)
    unchanged, refused = weighed.unchanged, weighed.refused
    faults += [_differs(first[id_], differing) for id_, differing in refused.items()]
    new, kept_out = len(first) - unchanged - len(refused), sum(each.severity == "error" for each in faults)
    there = tuple(each for id_, each in first.items() if id_ not in refused)
    if how.dry_run:
        return Stored(new, unchanged, kept_out, tuple(faults), "", there)
    beside = how.target if how.target.suffix == LINES else how.target / "interview.json"
    for questionnaire in questionnaires:
        keep_text(questionnaire, near.kept_for(beside))
    return Stored(new, unchanged, kept_out, tuple(faults), str(how.target), there)


def import_target(output: str, near: Around) -> Path:
    """Where interviews go: where somebody said, else to the engagement's others.

    Raises:
        CfdiagError: `wrong-option`: nobody said, and there is no engagement.
    """
    if output:
        return Path(output)
    if near.folder is None:
        raise fault(
            Code.WRONG_OPTION, "there is no engagement here, so nothing says where the interviews go",
            "--output DIR, or --output FILE.jsonl",
        )  # fmt: skip
    return Path(os.path.relpath(near.folder / INTERVIEWS))


def _one_each(coming: Iterable[Coming], *, force: bool) -> tuple[dict[str, Coming], list[Diagnostic]]:
    first: dict[str, Coming] = {}
    faults = []
    for each in coming:
        earlier = first.setdefault(each.interview.id, each)
        if earlier is each:
            continue
        same = f"the same response as at {earlier.place}"
        # Saved once more on another day it is what it was.
        differing = response_changes(earlier.interview, each.interview, dated=False)
        if not differing:
            message = f"{same}; it counts once"
            faults.append(Diagnostic(Code.SAME_RESPONSE, message, each.place, severity="note"))
        elif force:
            first[each.interview.id] = each
            message = f"{same}, with {locale_for(BASE).listing(differing)}; this one counts"
            faults.append(Diagnostic(Code.SAME_RESPONSE, message, each.place, severity="note"))
        else:
            message = f"{same}, with {locale_for(BASE).listing(differing)}; the first one counts"
            hint = "take one of them out; --force takes the later one"
            faults.append(Diagnostic(Code.SAME_RESPONSE, message, each.place, hint))
    return first, faults


def _differs(each: Coming, differing: tuple[str, ...]) -> Diagnostic:
    if each.remapped:
        what = "this row was imported before, when other columns were read"
        hint = "--force takes this reading instead; are these other people, another --output keeps them apart"
    else:
        what = f"this response was imported before, with {locale_for(BASE).listing(differing)}"
        hint = "--force takes the newer one"
    return Diagnostic(Code.SAME_RESPONSE, f"{what} (interview {each.interview.id})", each.place, hint)


class _Weighed:
    """Which interviews are written; which not: the same are there, or others of the same responses."""

    def __init__(self, how: Storing) -> None:
        self._how = how
        self.unchanged = 0
        self.refused: dict[str, tuple[str, ...]] = {}
        """By the id of one that differs from what is there: in what."""

    def is_written(self, interview: Interview, earlier: Interview | None) -> bool:
        """Whether it is, beside what is there of its response; what is not is counted."""
        differing = response_changes(earlier, interview, dated=self._how.dated) if earlier else ()
        if earlier is not None and not differing:
            self.unchanged += 1
        elif earlier is not None and not self._how.force:
            self.refused[interview.id] = differing
        else:
            return True
        return False


def _into_folder(folder: Path, interviews: Sequence[Interview], how: Storing, near: Around) -> _Weighed:
    seal = near.seal()
    if not how.dry_run:
        make_folder(folder)
    weighed = _Weighed(how)
    for interview in interviews:
        path = folder / f"{interview.questionnaire.id}-{interview.id}.json"
        if weighed.is_written(interview, saved_before(path, near.keys)) and not how.dry_run:
            save_interview(path, interview, seal)
    return weighed


def _into_lines(path: Path, interviews: Sequence[Interview], how: Storing, near: Around) -> _Weighed:
    """Into one file, a line each in the order of ids; what it holds already stays."""
    seal = near.seal()
    path = path if seal is None else sealed_name(path)
    if not how.dry_run:
        make_folder(path.parent)
    before = _held(path, near.keys)
    weighed = _Weighed(how)
    written = [each for each in interviews if weighed.is_written(each, before.get(each.id))]
    after = {**before, **{each.id: each for each in written}}
    if not how.dry_run and (after != before or not path.is_file()):
        # As a stream: ten thousand interviews are fifty megabytes of text.
        lines = (msgspec.json.encode(after[id_]) + b"\n" for id_ in sorted(after))
        write_atomically(path, lines if seal is None else seal.sealed(b"".join(lines)))
    return weighed


def _held(path: Path, keys: Keys) -> Mapping[str, Interview]:
    """The interviews that a file of lines holds already."""
    if not path.is_file():
        return {}
    lines = enumerate(io.BytesIO(keys.opened(read_bytes(path), str(path))), 1)
    held = [read_interview(line, f"{path}:{number}") for number, line in lines if line.strip()]
    return {interview.id: interview for interview in held}
