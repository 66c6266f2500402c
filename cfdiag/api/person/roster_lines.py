"""Lines of a roster that go: from the engagement's own file, and from a table beside it."""

from __future__ import annotations

from collections.abc import Iterable

from cfdiag.model.engagement import Person


def without_people(data: bytes, people: Iterable[Person]) -> bytes:
    """An `engagement.yaml` without some people of its roster.

    Args:
        data: the bytes of the file.
        people: as read from it, each with its line.
    """
    lines = data.decode("utf-8", "surrogateescape").splitlines(keepends=True)
    starts = {int(person.source.rpartition(":")[2]) - 1 for person in people if ".yaml:" in person.source}
    gone: set[int] = set()
    for start in starts:
        if start >= len(lines) or not lines[start].lstrip().startswith("-"):
            continue
        gone.add(start)
        indent = _indent(lines[start])
        for at in range(start + 1, len(lines)):
            line = lines[at]
            # What stands further in belongs to the same person.
            if line.strip() and _indent(line) <= indent:
                break
            if line.strip():
                gone.add(at)
    kept = [line for at, line in enumerate(lines) if at not in gone]
    return "".join(kept).encode("utf-8", "surrogateescape")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
