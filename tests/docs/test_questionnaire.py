"""The page of keys: its tables are the reader's own, and every key stands in an example that is valid."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from kits.command import runner

from cfdiag.documents.fields import Kind, ListOf, MapOf
from cfdiag.documents.nodes import Node
from cfdiag.documents.records import RecordOf
from cfdiag.documents.yaml import read_yaml
from cfdiag.formats.questionnaire import kinds
from cfdiag.formats.questionnaire.reader import examine_questionnaire
from cfdiag.formats.questionnaire.table import QUESTIONNAIRE

PAGE = Path(__file__).parents[2] / "docs" / "questionnaire.md"
EXAMPLE = re.findall(r"^```yaml\n(.*?)^```", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
INSIDE: dict[type[Kind], Kind] = {
    kinds.ImportanceOf: kinds._SECOND,
    kinds.MinutesOf: kinds._MINUTES,
    kinds.OptionOf: kinds._OPTION,
    kinds.OptionsOf: kinds.OPTIONS,
    kinds.PickOf: kinds._FROM_TO,
}
"""What a kind of several shapes holds where it is a map."""


def records(kind: Kind) -> Iterator[RecordOf]:
    """The tables that a value may be made of, the outer ones first."""
    kind = INSIDE.get(type(kind), kind)
    if isinstance(kind, RecordOf):
        yield kind
        for field in kind.fields.values():
            yield from records(field.kind)
    elif isinstance(kind, (ListOf, MapOf)):
        yield from records(kind.item)


def used(kind: Kind, node: Node) -> Iterator[tuple[str, str]]:
    """The keys that a file uses, each with the name of its table."""
    kind = INSIDE.get(type(kind), kind)
    inner = node.value
    if isinstance(kind, RecordOf) and isinstance(inner, dict):
        for key, below in inner.items():
            yield kind.name, key
            yield from used(kind.fields[key].kind, below)
    elif isinstance(kind, (ListOf, MapOf)) and isinstance(inner, (dict, list)):
        for below in inner.values() if isinstance(inner, dict) else inner:
            yield from used(kind.item, below)


def test_the_example_has_every_key_and_is_valid() -> None:
    (example,) = EXAMPLE
    assert examine_questionnaire(example.encode(), "every-key.yaml")[1] == []
    root = read_yaml(example.encode(), "every-key.yaml").root
    assert root is not None
    known = {(table.name, key) for table in records(QUESTIONNAIRE) for key in table.fields}
    spoken_only = {
        ("questionnaire", "yes"),
        ("questionnaire", "no"),
    }  # an example in another language has them
    assert known - set(used(QUESTIONNAIRE, root)) == spoken_only


@pytest.mark.parametrize("group", ["leavers", "arrivers", "customers"])
def test_the_example_can_be_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, group: str
) -> None:
    (tmp_path / "every-key.yaml").write_text(EXAMPLE[0], encoding="utf-8")
    cfdiag = runner(capsys, monkeypatch, tmp_path)
    assert cfdiag("show", "every-key", "--questionnaires", ".", "--group", group).code == 0
    done = cfdiag(
        *("interview", "every-key", "--questionnaires", ".", "--group", group, "--answers", "-", "-q"),
        *("--consent", "counted", "-o", "it.json"),
        stdin=b'{"knows_us": {"value": 4, "importance": 5}, "talks": "often"}'
        if group == "customers"
        else b'{"talks": "often"}',
    )
    assert done.code in (0, 3), done.err


def test_the_tables_are_those_of_the_reader() -> None:
    parts = []
    for table in {table.name: table for table in records(QUESTIONNAIRE)}.values():
        rows = "".join(
            f"| `{key}`{' (required)' if field.required else ''} | {field.note} |\n"
            for key, field in table.fields.items()
        )
        parts.append(f"## {table.name}\n\n| key | is |\n| --- | --- |\n{rows}")
    text = PAGE.read_text(encoding="utf-8")
    expected = re.sub(
        r"(<!-- keys -->\n).*(<!-- end of keys -->)",
        lambda found: f"{found[1]}\n{chr(10).join(parts)}\n{found[2]}",
        text,
        flags=re.DOTALL,
    )
    if os.environ.get("CFDIAG_REBASELINE"):
        PAGE.write_text(expected, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == expected
