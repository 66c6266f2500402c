"""The page for programs: its code runs, and it names what there is."""

import re
import subprocess
import sys
from pathlib import Path

import cfdiag

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")


def test_its_code_runs():
    code = "\n".join(re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE))
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_it_names_everything_public():
    for name in cfdiag.__all__:
        assert f"`{name}" in PAGE, name
