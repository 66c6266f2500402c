"""Nothing that lies in the folder one stands in becomes code: not in a child, not in any command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from kits.lines import LINES, lay

from cfdiag.cli.app import COMMANDS
from cfdiag.ground.child import ChildFailedError, child

SHADOWS = ("msgspec.py", "jinja2/__init__.py", "json.py", "sitecustomize.py", "pickle.py", "struct.py")
MARK = "import pathlib; pathlib.Path({mark!r}).write_text('ran')\n"


@pytest.fixture(scope="module")
def trap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of interviews with modules beside them that leave a mark when they are imported."""
    folder = tmp_path_factory.mktemp("beside") / "trap"
    for name in SHADOWS:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(MARK.format(mark=str(folder.parent / "PWNED")))
    lay(folder)
    for file in ("first.json", "third.json"):
        assert command(folder, *LINES["interview"][:-1], file).returncode == 0
    return folder


def command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command as it is installed."""
    script = Path(sys.executable).with_name("cfdiag")
    return subprocess.run([script, *words], cwd=folder, capture_output=True, text=True, check=False)


def test_every_command_has_a_line_here() -> None:
    assert sorted(LINES) == sorted(COMMANDS)


@pytest.mark.parametrize("name", LINES)
def test_a_command_runs_beside_hostile_modules_and_none_of_them(trap: Path, name: str) -> None:
    done = command(trap, *LINES[name])
    assert done.returncode in (0, 1), done.stderr
    assert not (trap.parent / "PWNED").exists()


def test_nor_do_processes_that_are_spawned(trap: Path, tmp_path: Path) -> None:
    driver = tmp_path / "elsewhere" / "drive.py"
    driver.parent.mkdir()
    driver.write_text(
        "import sys\n"
        "if __name__ == '__main__':\n"
        "    import cfdiag.batch.pool, cfdiag.batch.pieces\n"
        "    cfdiag.batch.pool.START_METHOD = 'spawn'\n"
        "    cfdiag.batch.pieces.FILES_PER_PIECE = 1\n"
        "    from cfdiag.cli import run\n"
        "    sys.exit(run(sys.argv[1:]))\n"
    )
    done = subprocess.run(
        [sys.executable, driver, "score", "first.json", "third.json", "--jobs", "2", "--format", "csv"],
        cwd=trap,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "n,,2" in done.stdout or ",2," in done.stdout
    assert not (trap.parent / "PWNED").exists()


def test_a_child_stands_in_an_empty_folder_with_a_bare_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "looks"
    package.mkdir()
    (package / "around.py").write_text(
        "import json, os, sys\n"
        "print(json.dumps([os.listdir(), sorted(os.environ), sys.flags.isolated, sys.stdin.read()]))\n"
    )
    monkeypatch.setattr("cfdiag.ground.child._packages", lambda: [str(package)])
    monkeypatch.setenv("SECRET_TOKEN", "x")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    said = child("around", b"hello", seconds=20, limit=10_000)
    listing, environment, isolated, told = json.loads(said)
    assert listing == []
    assert set(environment) <= {"PATH", "LANG", "SYSTEMROOT", "LC_CTYPE"}  # Python sets the last one itself
    assert (isolated, told) == (1, "hello")


@pytest.mark.parametrize(
    ("does", "timed_out"),
    [
        ("print('x' * 2000)", False),
        ("pass", False),
        ("raise SystemExit(3)", False),
        ("import time; time.sleep(60)", True),
    ],
)
def test_a_child_that_does_not_end_well(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    does: str,
    timed_out: bool,  # noqa: FBT001  a parameter of the test
) -> None:
    (tmp_path / "bad.py").write_text(does)
    monkeypatch.setattr("cfdiag.ground.child._packages", lambda: [str(tmp_path)])
    with pytest.raises(ChildFailedError) as error:
        child("bad", b"", seconds=1 if timed_out else 20, limit=1000)
    assert error.value.timed_out is timed_out
