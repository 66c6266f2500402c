"""The file `releases.jsonl`: what was handed over, one release a line."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location
from cfdiag.model.release import RELEASE_FORMAT, Release

_NAME, _, _VERSION = RELEASE_FORMAT.partition("@")
_REMEDY = "restore the file from a copy; without this line the next release may give somebody away"


class _Head(msgspec.Struct):
    """The part of a line that tells what it is."""

    format: str = ""


# Made with its module: see `formats.compiled`.
_HEADS = msgspec.json.Decoder(_Head)


def read_releases(data: bytes, file: str) -> list[Release]:
    """Every release, the earliest first.

    Raises:
        CfdiagError: every line that cannot be read, with its place.
    """
    found, faults = examine_releases(data, file)
    if faults:
        raise CfdiagError(*faults)
    return found


def examine_releases(data: bytes, file: str) -> tuple[list[Release], list[Diagnostic]]:
    """The releases that can be read, and what is wrong with the other lines."""
    found: list[Release] = []
    faults: list[Diagnostic] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            try:
                found.append(_read(line, Location(file, number, 1)))
            except CfdiagError as error:
                faults.extend(error.diagnostics)
    return found, faults


def _read(line: bytes, place: Location) -> Release:
    format_ = format_of(line)
    name, _, version = format_.partition("@")
    if name == _NAME and version.isdigit() and int(version[:6]) > int(_VERSION):
        message = f"the line is written in format {version[:6]}; this cfdiag reads up to {_VERSION}"
        raise CfdiagError(Diagnostic(Code.NEWER_FORMAT, message, place, "upgrade cfdiag"))
    if format_ != RELEASE_FORMAT:
        raise CfdiagError(Diagnostic(Code.DAMAGED_RELEASE, "this line is no release", place, _REMEDY))
    try:
        release = msgspec.json.decode(line, type=Release)
        for each in release.questionnaires:
            for member in ({} if each.people is msgspec.UNSET else each.people).values():
                if int(member.given, 16) >> len(each.figures) or len(member.cells) != len(each.by):
                    raise ValueError  # noqa: TRY301  the same words for both
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError) as error:
        where = str(error).rpartition(" - at ")[2].strip("`")
        message = f"the release is damaged at {where}" if where.startswith("$") else "the release is damaged"
        raise CfdiagError(Diagnostic(Code.DAMAGED_RELEASE, message, place, _REMEDY)) from error
    return release


def format_of(line: bytes) -> str:
    """The `format` that a JSON document says it has; empty where it says none."""
    try:
        return _HEADS.decode(line).format
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""


def is_release(line: bytes) -> bool:
    """Whether a line is a release, of whatever version."""
    return format_of(line).startswith(f"{_NAME}@")


def encode_release(release: Release) -> bytes:
    """The line, with its end."""
    return msgspec.json.encode(release) + b"\n"


def forgotten(data: bytes, ids: Iterator[str] | frozenset[str]) -> bytes:
    """The file without some interviews: figures stay as they were shown, nobody's id and hash with them.

    Lines that cannot be read stay as they are.
    """
    gone = frozenset(ids)
    lines = []
    for line in data.split(b"\n"):
        try:
            release = msgspec.json.decode(line, type=Release) if is_release(line) else None
        except msgspec.MsgspecError:
            release = None
        if release is None:
            lines.append(line)
            continue
        parts = [
            each
            if each.people is msgspec.UNSET
            else msgspec.structs.replace(
                each, people={id_: member for id_, member in each.people.items() if id_ not in gone}
            )
            for each in release.questionnaires
        ]
        lines.append(encode_release(msgspec.structs.replace(release, questionnaires=parts)).rstrip(b"\n"))
    return b"\n".join(lines)
