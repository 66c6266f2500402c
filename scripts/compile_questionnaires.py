"""The shipped questionnaires as the wheel carries them beside their texts: read and checked already.

    python scripts/compile_questionnaires.py FOLDER

Run by `hatch_build.py`, in a process of its own with a fixed hash seed: two builds give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cfdiag.formats.compiled import compiled_name, to_compiled  # noqa: E402  of this checkout
from cfdiag.formats.questionnaire.reader import read_questionnaire  # noqa: E402  of this checkout


def main() -> None:
    """Write one file a text."""
    folder = Path(sys.argv[1])
    for path in sorted((ROOT / "questionnaires").rglob("*.yaml")):
        questionnaire = read_questionnaire(path.read_bytes(), path.name, any_name=True)
        (folder / compiled_name(questionnaire.sha256)).write_bytes(to_compiled(questionnaire))


if __name__ == "__main__":
    main()
