"""Golden files: what an output looked like when somebody last agreed with it.

`CFDIAG_REBASELINE=1 pytest tests/report` writes them anew; look at the difference before committing.
"""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "golden"


def check(name: str, text: str) -> None:
    """Compare with the golden file of that name, or write it where a rebaseline was asked for."""
    path = FOLDER / name
    if os.environ.get("CFDIAG_REBASELINE"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.is_file(), f"no golden file {name}; write it with CFDIAG_REBASELINE=1"
    assert text == path.read_text(encoding="utf-8"), f"{name} differs from its golden file"
