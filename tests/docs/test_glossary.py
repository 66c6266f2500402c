"""The glossary: at most forty words, each of them a name in the code, and a key where files have one."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import cfdiag

PACKAGE = Path(cfdiag.__file__).parent
ROOT = Path(__file__).parents[2]
ROWS = [
    [cell.strip().strip("`") for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and "---" not in line
][1:]


def names() -> set[str]:
    """Public names of modules, `Class.field`, and the modules themselves."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        found.add(path.stem)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
                found.add(node.name)
            for target in getattr(node, "targets", [getattr(node, "target", None)]):
                if isinstance(target, ast.Name):
                    found.add(target.id)
            if isinstance(node, ast.ClassDef):
                found.update(
                    f"{node.name}.{field.target.id}"
                    for field in node.body
                    if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
                )
    return found


def test_at_most_forty_words() -> None:
    assert len(ROWS) <= 40
    assert [row[0] for row in ROWS] == list(dict.fromkeys(row[0] for row in ROWS))


def test_every_word_is_a_name_in_the_code() -> None:
    known = names()
    assert [row[2] for row in ROWS if row[2] not in known] == []


def test_every_word_of_files_is_in_one_or_in_its_schema() -> None:
    shipped = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("questionnaires", "templates", "cfdiag/formats", "cfdiag/model", "cfdiag/interview")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".yaml", ".py")
    )
    assert [row[3] for row in ROWS if row[3] and not re.search(re.escape(row[3].rstrip("/")), shipped)] == []
