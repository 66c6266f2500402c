"""The shipped pages: one template each, which says at its head what the page is for and what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from cfdiag.ground.files import read_bytes, shipped
from cfdiag.ground.folder import stems
from cfdiag.model.view import Report

_HEAD = re.compile(r"\{#-?\s*(.*?)-?#\}", re.DOTALL)
_LINE = re.compile(r"^\s*([a-z_]+):\s*(.+?)\s*$", re.MULTILINE)


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page, as the comment at the head of its template says it: a line a field."""

    what: str
    shows: str
    """The part of the view without which there is nothing to put on it."""
    needs: str
    """What is missing where that part is not there, as words after 'it needs'."""
    one_of: str = ""
    """The part of the view that lists accounts, where the page is about one of them."""
    made_of: str = "interviews"
    """What it is made of: `interviews`, or the `engagement` alone."""
    audience: str = ""
    """For whom it is, whoever asks: `customer` or `internal`; empty: as the report is asked for."""

    def has_data(self, view: Report) -> bool:
        """Whether there is something to put on it."""
        return view.shows(self.shows)

    def accounts(self, view: Report) -> tuple[str, ...]:
        """The accounts of which it can be about one; none where it is about no account."""
        return getattr(view, self.one_of) if self.one_of else ()


def page_of(template: str) -> Page | None:
    """What the comment at the head of a template says of its page; None where it says nothing of the kind."""
    head = _HEAD.match(template)
    try:
        return msgspec.convert(dict(_LINE.findall(head[1] if head else "")), Page)
    except msgspec.ValidationError:
        return None


class Pages(Mapping[str, Page]):
    """The pages of a folder: `NAME.html.j2`, `NAME.md.j2`, or both; the head stands in the first."""

    @cached_property
    def _files(self) -> dict[str, list[Path]]:
        folder = shipped("templates") / "pages"
        return {name: sorted(folder.glob(f"{name}.*.j2")) for name in stems(folder, ".html.j2", ".md.j2")}

    def __getitem__(self, name: str) -> Page:
        """The page, from the head of its first template."""
        page = page_of(read_bytes(self._files[name][0]).decode())
        if page is None:
            raise ValueError(f"the head of the page '{name}' does not say what it shows")
        return page

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def kinds(self, name: str) -> list[str]:
        """What a page can be made with: `html`, `md`, or both."""
        return [path.name.split(".")[-2] for path in self._files[name]]


PAGES = Pages()
"""By name, in alphabetical order."""
