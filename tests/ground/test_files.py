"""How files are written."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from cfdiag.ground.diagnostics import CfdiagError, render
from cfdiag.ground.files import write_atomically, write_over


@pytest.mark.skipif(sys.platform == "win32", reason="needs a named pipe")
def test_what_is_no_file_is_written_to_and_stays_what_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_atomically(pipe, b"the report")
        assert os.read(reader, 100) == b"the report"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"a longer text than the next")
    write_atomically(file, b"short")
    assert file.read_bytes() == b"short"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    "kept", [b'{\n "format": "cfdiag/interview@1",\n "id": "x"}', b"# mine\ncfdiag: 1\nid: mine\n"]
)
def test_no_result_or_report_replaces_what_people_answered_or_wrote(tmp_path, kept):
    file = tmp_path / "kept"
    file.write_bytes(kept)
    with pytest.raises(CfdiagError) as error:
        write_over(file, b"a report")
    told = "the file there is an interview, a questionnaire or an engagement; nothing was written"
    assert [render(d) for d in error.value.diagnostics] == [
        f"{file}: error: {told}  [exists]\n  = choose another --output"
    ]
    assert file.read_bytes() == kept


def test_a_result_replaces_an_earlier_one(tmp_path):
    file = tmp_path / "result.json"
    file.write_bytes(b'{"format": "cfdiag/result@1"}')
    write_over(file, b"newer")
    assert file.read_bytes() == b"newer"
