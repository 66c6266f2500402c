"""The shipped questionnaires and languages, as the wheel has them beside their texts: read and checked.

    python scripts/compile_texts.py FOLDER

Run by `hatch_build.py`, in a process of its own with a fixed hash seed: two builds give the same bytes.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cfdiag.formats.compiled import to_compiled  # noqa: E402  of this checkout
from cfdiag.formats.questionnaire.reader import read_questionnaire  # noqa: E402  of this checkout
from cfdiag.ground.kept import name_in_wheel, with_check  # noqa: E402  of this checkout
from cfdiag.locales.catalogue import FOLDER, to_kept  # noqa: E402  of this checkout


def main() -> None:
    """Write one file a text."""
    folder = Path(sys.argv[1])
    for path in sorted((ROOT / "questionnaires").rglob("*.yaml")):
        questionnaire = read_questionnaire(path.read_bytes(), path.name, any_name=True)
        (folder / name_in_wheel(questionnaire.sha256)).write_bytes(with_check(to_compiled(questionnaire)))
    for path in sorted(FOLDER.glob("*.yaml")):
        data = path.read_bytes()
        name = name_in_wheel(hashlib.sha256(data).hexdigest())
        (folder / name).write_bytes(with_check(to_kept(data, path.name)))


if __name__ == "__main__":
    main()
