"""How files are written."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from cfdiag.files import write_atomically


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
