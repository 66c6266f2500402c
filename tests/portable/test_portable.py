"""Every command runs once where there is no POSIX, and none removes or replaces a file that is open."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from kits.lines import LINES, lay

from cfdiag.api.writing import write_over
from cfdiag.cli.app import COMMANDS
from cfdiag.ground import durable
from cfdiag.ground.diagnostics import CfdiagError

DRIVER = Path(__file__).with_name("posix_less.py")


def command(folder: Path, *words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, DRIVER, *words], cwd=folder, input=stdin, capture_output=True, check=False
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two interviews, held there."""
    folder = tmp_path_factory.mktemp("desk")
    lay(folder)
    for file in ("first.json", "third.json"):
        done = command(folder, *LINES["interview"][:-1], file)
        assert (done.returncode, done.stderr) == (0, b"")
    return folder


def test_a_finished_interview_leaves_no_journal(desk: Path) -> None:
    assert sorted(path.name for path in desk.glob("*.json*"))[:2] == ["first.json", "third.json"]
    assert not list(desk.glob("*.open.jsonl"))


def test_every_command_has_a_line_here() -> None:
    assert sorted(LINES) == sorted(COMMANDS)


@pytest.mark.parametrize("name", LINES)
def test_a_command_runs(desk: Path, name: str) -> None:
    done = command(desk, *LINES[name])
    assert done.returncode in (0, 1), done.stderr
    assert b"Traceback" not in done.stderr
    assert not list(desk.glob("*.open.jsonl"))


def test_an_interview_in_lines_is_left_and_gone_on_with(desk: Path) -> None:
    words = ("interview", "silo-busting", "--group", "internal", "--accessible", "--output", "lines.json")
    done = command(desk, *words, stdin=b"\xef\xbb\xbf4\r\n")
    assert done.returncode == 3, done.stderr
    resumed = command(desk, "interview", "--resume", "lines.open.jsonl", "--accessible", stdin=b"4\n")
    assert resumed.returncode == 3, resumed.stderr


def test_a_file_that_is_open_is_seen_to_be_open(tmp_path: Path) -> None:
    """The layer itself: or the lane would prove nothing."""
    (tmp_path / "x").write_text("words")
    code = (
        "import os, sys; sys.path.insert(0, sys.argv[1]); from posix_less import Held; Held().watch()\n"
        "from pathlib import Path; path = Path(sys.argv[2])\n"
        "handle = (lambda: os.open(path, os.O_RDONLY), os.close)\n"
        "for holds, lets_go in (handle, (path.open, lambda file: file.close())):\n"
        "    held = holds()\n"
        "    for act in (path.unlink, lambda: path.replace('y'), lambda: os.replace(__file__, path)):\n"
        "        try:\n"
        "            act()\n"
        "        except PermissionError:\n"
        "            print('refused')\n"
        "    lets_go(held)\n"
        "path.unlink()\n"
    )
    script = tmp_path / "script.py"
    script.write_text(code)
    done = subprocess.run(
        [sys.executable, script, DRIVER.parent, tmp_path / "x"], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["refused"] * 6


class Msvcrt:
    """Windows' locks, as far as they are used: a byte that one handle has no other may lock."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        self.held: dict[tuple[int, int, int], int] = {}

    def locking(self, handle: int, mode: int, n: int) -> None:
        status = os.fstat(handle)
        at = (status.st_dev, status.st_ino, os.lseek(handle, 0, os.SEEK_CUR))
        if self.held.setdefault(at, handle) != handle:
            raise OSError(errno.EACCES, "Permission denied")


def test_on_windows_a_byte_beyond_the_file_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "fcntl", None)
    monkeypatch.setattr(durable, "msvcrt", Msvcrt())
    (tmp_path / "x").write_bytes(b"words")
    one, two = (os.open(tmp_path / "x", os.O_RDWR) for _ in range(2))
    try:
        assert durable.lock(one)
        assert not durable.lock(two)
        assert os.read(two, 10) == b"words"
    finally:
        os.close(one)
        os.close(two)


def test_on_macos_the_drive_is_told_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    fake = SimpleNamespace(F_FULLFSYNC=51, fcntl=lambda *given: told.append(given))
    monkeypatch.setattr(durable, "fcntl", fake)
    with (tmp_path / "x").open("wb") as file:
        durable.sync(file.fileno())
        assert told == [(file.fileno(), 51)]


def test_a_report_that_word_holds_open_goes_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "plan.md"
    file.write_bytes(b"cfdiag, earlier")
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if Path(target) == file:
            raise PermissionError(13, "The process cannot access the file")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    assert write_over(file, b"cfdiag, newer") == tmp_path / "plan (2).md"
    assert write_over(file, b"cfdiag, newest") == tmp_path / "plan (3).md"
    assert file.read_bytes() == b"cfdiag, earlier"
    assert (tmp_path / "plan (3).md").read_bytes() == b"cfdiag, newest"


def test_a_folder_that_may_not_be_written_to_is_told_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "plan.md"
    file.write_bytes(b"cfdiag, earlier")
    monkeypatch.setattr(
        "cfdiag.ground.writing.tempfile.mkstemp",
        lambda **_: (_ for _ in ()).throw(PermissionError(13, "denied")),
    )
    with pytest.raises(CfdiagError, match="cannot write the file: denied"):
        write_over(file, b"cfdiag, newer")
