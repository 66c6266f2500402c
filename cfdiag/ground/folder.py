"""The folder is the table: what there is of a kind is known from file names, before anything is imported."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar, cast

_ROOT = Path(__file__).resolve().parents[1]

T = TypeVar("T")


class Folder(Mapping[str, T], Generic[T]):
    """The things of one kind, one file each: `{name: what its file calls `entry`}`.

    Names come from the files alone, in alphabetical order; a file is imported when its thing is looked
    up. A file whose name begins with `_` helps the others and is no thing of its own. A `_` at the end
    belongs to no name: `import_.py` is `import`, which Python keeps for itself.

    Args:
        package: the folder as Python names it, e.g. `cfdiag.render.result`.
        entry: the name that every file gives its thing; empty where the whole file is the thing.
        default: what a file stands for that has no such name; where none is given, it must have it.
    """

    def __init__(self, package: str, entry: str = "", *default: T) -> None:
        self.package, self.entry, self._default = package, entry, default[:1]

    @cached_property
    def modules(self) -> dict[str, str]:
        """The module of each name."""
        folder = _ROOT.joinpath(*self.package.split(".")[1:])
        return {name.rstrip("_"): f"{self.package}.{name}" for name in stems(folder, ".py")}

    def __getitem__(self, name: str) -> T:
        """The thing itself, imported now."""
        module = importlib.import_module(self.modules[name])
        found: T = getattr(module, self.entry, *self._default) if self.entry else cast("T", module)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.modules)

    def __len__(self) -> int:
        return len(self.modules)

    def __contains__(self, name: object) -> bool:
        return name in self.modules


def stems(folder: Path, *suffixes: str) -> tuple[str, ...]:
    """The names of the files of a folder that end so: without the suffix, each once, in order.

    Args:
        folder: where they are; one that is not there holds none.
        suffixes: what they end in, e.g. `.html.j2`. What begins with `_` or `.` is left out.
    """
    names = (path.name for path in folder.iterdir()) if folder.is_dir() else ()
    found = {name.removesuffix(end) for name in names for end in suffixes if name.endswith(end)}
    return tuple(sorted(name for name in found if name and not name.startswith(("_", "."))))
