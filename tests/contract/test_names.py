"""One public name has one meaning: what a module calls its own no other module calls something else.

Methods are spared, and what a table declares that each of its files brings: the entry that a `Folder` is
made with, or `ENTRY` where a folder is walked otherwise.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import cfdiag

PACKAGE = Path(cfdiag.__file__).parent
DEFINED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def modules() -> list[tuple[str, ast.Module]]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(("cfdiag", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
            ".__init__"
        )
        found.append((name, ast.parse(path.read_text(encoding="utf-8"))))
    return found


def defined(tree: ast.Module) -> Iterator[str]:
    """The public names that a module makes at its top level."""
    for node in tree.body:
        if isinstance(node, DEFINED):
            names = [node.name]
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)]
        else:
            names = []
        yield from (name for name in names if not name.startswith("_"))


def strings(node: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    """The texts that an expression is made of, by way of the module's constants."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value
        elif isinstance(part, ast.Name) and part.id in constants:
            yield from strings(constants[part.id], {})


def entries(parsed: list[tuple[str, ast.Module]]) -> set[tuple[str, str]]:
    """What each table's files bring, by the table's package."""
    found = {(name, "ENTRY") for name, _ in parsed}
    for name, tree in parsed:
        constants = {
            target.id: node.value
            for node in tree.body if isinstance(node, ast.Assign)
            for target in node.targets if isinstance(target, ast.Name)
        }  # fmt: skip
        if "ENTRY" in constants:
            found.update((name, entry) for entry in strings(constants["ENTRY"], {}))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or len(node.args) < 2:
                continue
            called = node.func.value if isinstance(node.func, ast.Subscript) else node.func
            if isinstance(called, ast.Name) and called.id == "Folder":
                package = next(strings(node.args[0], {}), name)
                found.update((package, entry) for entry in strings(node.args[1], constants))
    return found


def test_one_public_name_has_one_meaning() -> None:
    # What the front door hands on wraps the thing of the same name: a program knows one result only.
    parsed = modules()
    spared = entries(parsed) | {(f"cfdiag.{home}", name) for name, home in cfdiag._HOMES.items()}
    places: dict[str, list[str]] = defaultdict(list)
    for name, tree in parsed:
        for public in dict.fromkeys(defined(tree)):
            if (name, public) not in spared and (name.rpartition(".")[0], public) not in spared:
                places[public].append(name)
    assert {public: names for public, names in places.items() if len(names) > 1} == {}
