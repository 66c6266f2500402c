"""How files are written."""

from __future__ import annotations

import ast
import os
import stat
import sys
from pathlib import Path

import pytest

from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.files import inside, read_bytes, read_plain
from cfdiag.ground.writing import create_atomically, write_atomically


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


def test_a_new_file_takes_no_name_that_is_taken(tmp_path, monkeypatch):
    file = tmp_path / "file"
    for linked in (True, False):  # also where the file system knows no links
        if not linked:
            monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(PermissionError(1, "no links")))
        file.unlink(missing_ok=True)
        create_atomically(file, b"mine")
        with pytest.raises(FileExistsError):
            create_atomically(file, b"another")
        assert file.read_bytes() == b"mine"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert [path.name for path in tmp_path.iterdir()] == ["file"]


ENDLESS = Path("/dev/zero")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A folder with a file in it, and a secret outside."""
    folder = tmp_path / "house"
    (folder / "in").mkdir(parents=True)
    (folder / "in" / "l.svg").write_bytes(b"<svg/>")
    (tmp_path / "secret").write_bytes(b"secret")
    return folder


def refused(read) -> list[str]:
    with pytest.raises(CfdiagError) as error:
        read()
    return [d.code for d in error.value.diagnostics]


@pytest.mark.parametrize("name", ["in/l.svg", "./in/l.svg", "in\\l.svg"])
def test_a_file_inside_a_folder_is_read(house, name):
    assert inside(house, name, 100) == b"<svg/>"


@pytest.mark.parametrize(
    "name",
    [
        "../secret",
        "in/../../secret",
        "..\\secret",
        "/etc/passwd",
        "C:\\x",
        "C:x",
        "\\x",
        "//host/share/x",
        "",
        ".",
    ],
)
def test_a_name_that_leads_out_of_its_folder_is_refused(house, name):
    assert refused(lambda: inside(house, name, 100)) == ["outside-folder"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and a named pipe")
def test_nor_may_a_link_lead_out_or_a_pipe_be_waited_for(house):
    (house / "link").symlink_to("../secret")
    (house / "circle").symlink_to("circle")
    os.mkfifo(house / "pipe")
    assert refused(lambda: inside(house, "link", 100)) == ["outside-folder"]
    assert refused(lambda: inside(house, "circle", 100)) == ["cannot-read"]
    assert refused(lambda: inside(house, "pipe", 100)) == ["not-a-file"]
    assert refused(lambda: inside(house, "in", 100)) == ["cannot-read"]
    assert refused(lambda: inside(house, "not\0there", 100)) == ["cannot-read"]
    assert refused(lambda: inside(house, "in/l.svg", 5)) == ["too-large"]


@pytest.mark.skipif(not ENDLESS.exists(), reason="no device that never ends")
def test_what_never_ends_is_refused_after_its_limit():
    assert refused(lambda: read_bytes(ENDLESS, 1000)) == ["too-large"]
    assert refused(lambda: read_plain(str(ENDLESS), 1000)) == ["not-a-file"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a named pipe")
@pytest.mark.parametrize("size", [0, 1, 5, 70_000])
def test_a_pipe_that_is_named_is_read_to_its_end(tmp_path, size):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    if os.fork() == 0:
        pipe.write_bytes(b"x" * size)
        os._exit(0)
    assert read_bytes(pipe, 100_000) == b"x" * size
    os.wait()


OPENS = {
    "ground/files.py",
    "ground/writing.py",
    "ground/ledger.py",  # a file that is held open under its lock
    "interview/journal/file.py",  # the journal that is held open
    "render/templates/custom.py",  # a child's own standard input
    "exchange/sheet.py",
    "__main__.py",  # streams that the caller has closed
    "cli/app.py",  # the empty device
    "cli/console.py",
    "cli/interviewing/after.py",
    "batch/passing.py",  # what passes by once, kept for as long as it is scored
    "batch/inputs.py",  # a handle that `files` opened
    "batch/order_format.py",  # questionnaires that were found already, sent along with the work
    "batch/stretch_writer.py",  # rows of tables, in a file of its own until they are all there
}


def test_no_other_file_of_cfdiag_opens_one():
    package = Path(__file__).parents[2] / "cfdiag"
    found = set()
    for file in package.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            call = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            reads = call.rpartition(".")[2] in ("read_bytes", "read_text") and "." in call
            of_path = call.startswith("Path(") and call.endswith(".open")
            opens = of_path or call in ("open", "os.open", "os.fdopen", "io.open")
            whole = call.endswith((".buffer.read", "stdin.read"))
            if reads or opens or whole:
                found.add(file.relative_to(package).as_posix())
    assert found <= OPENS
