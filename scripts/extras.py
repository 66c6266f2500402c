"""Both ends of what an extra allows, tried: its oldest releases, and the newest there are.

    python3 scripts/extras.py [--only oldest|newest]

Each end is a virtual environment of its own, outside the checkout, in which the tests of those formats run;
both at the same time.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CLUSTER = "tests/batch/engines/test_sc.py"
TESTS = {
    "pdf": ["tests/render/report/test_pdf.py"],
    "docx": ["tests/render/report/test_docx.py"],
    "pptx": ["tests/render/report/test_pptx.py"],
    "exchange": ["tests/exchange/test_sheet.py", "tests/exchange/test_table.py"],
    "encrypt": ["tests/ground/test_sealing.py"],
    "parquet": ["tests/batch/test_rows.py", "tests/batch/engines/test_stores.py"],
    "pandas": ["tests/render/result/test_parquet_output.py"],
    "spark": [
        f"{CLUSTER}::test_files_of_every_kind_and_standard_input_are_one_run",
        f"{CLUSTER}::test_workers_of_another_version_are_refused",
        f"{CLUSTER}::test_nobody_there_is_told_at_once",
    ],
}
"""What tries each extra."""

BESIDE = (
    "pytest",
    "pytest-timeout",
    "pytest-xdist",
    "hypothesis",
    "pysail>=0.7",
    "moto[s3]",
    "flask",
    "flask-cors",
    "openxml-audit>=0.8",
)
ENDS = ("oldest", "newest")
TRIES = 3
"""So often an installation is tried."""


def requirements(extra: str, end: str) -> list[str]:
    """The packages of an extra as pip takes them, each at one end of what is allowed.

    Raises:
        SystemExit: a package has no lower or no upper bound, so that there is no end to try.
    """
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found = re.search(rf"(?m)^{extra} = \[(.*)\]$", text)
    packages = re.findall(r'"([A-Za-z-]+)>=([^,"]+),<([^"]+)"', found[1]) if found else []
    if not packages or len(packages) != found[1].count('"') // 2:
        raise SystemExit(f"{extra}: every package needs a lower and an upper bound")
    return [f"{name}=={low}" if end == "oldest" else f"{name}>={low},<{high}" for name, low, high in packages]


def wheel_of(folder: Path) -> Path:
    """The wheel of this checkout: built once, for both ends."""
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*build, "--wheel-dir", folder, ROOT], check=True)
    return next(folder.glob("*.whl"))


def try_end(end: str, folder: Path, wheel: Path) -> int:
    """Install one end of every extra and run its tests; the exit code of pytest."""
    home = folder / end
    subprocess.run([sys.executable, "-m", "venv", home], check=True)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    wanted = [package for extra in TESTS for package in requirements(extra, end)]
    install = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel, *BESIDE, *wanted]
    for again in range(TRIES, 0, -1):  # an index may not answer once
        if subprocess.run(install, check=again == 1).returncode == 0:
            break
    shown = subprocess.run([python, "-m", "pip", "freeze"], check=True, capture_output=True, text=True).stdout
    names = {re.split("[=<>]", package)[0].lower().replace("_", "-") for package in wanted}
    held = [line for line in shown.splitlines() if line.split("==")[0].lower().replace("_", "-") in names]
    command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout", "300"]
    command += [test for tests in TESTS.values() for test in tests]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    print(f"{end}: {', '.join(held)}\n{done.stdout}{done.stderr}", flush=True)
    return done.returncode


def main() -> int:
    """Try what was asked for; 0 where all of it passed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=ENDS)
    only = parser.parse_args().only
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor() as pool:
        wheel = wheel_of(Path(folder))
        ends = [pool.submit(try_end, end, Path(folder), wheel) for end in ([only] if only else ENDS)]
        return max(end.result() for end in ends)


if __name__ == "__main__":
    sys.exit(main())
