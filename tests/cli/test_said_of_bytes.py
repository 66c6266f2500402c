"""Files that are no UTF-8: one word for each, whatever they are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from kits.command import Command, runner


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    return runner(capsys, monkeypatch, tmp_path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("q.yaml", "cfdiag: 1\nid: q\nversion: 1.0.0\n"),
        ("a.jsonl", '{"a": 1}\n{"b": 2}\n{"c": 3}\n'),
        ("a.json", "{}\n"),
    ],
)
def test_utf_16_is_named_once(cfdiag: Command, name: str, text: str, encoding: str) -> None:
    Path(name).write_bytes(text.encode(encoding))
    done = cfdiag("check", name)
    hint = "save it as UTF-8 in your editor; a shell's > may write UTF-16"
    assert (done.code, done.out) == (
        1,
        f"{name}: error: the file is not UTF-8 text  [not-utf8]\n  = {hint}\n",
    )
