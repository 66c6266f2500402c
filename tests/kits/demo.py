"""The engagement of the demo on disk, without a plan, and its talks alone."""

from __future__ import annotations

from pathlib import Path

from cfdiag.demo import demo_interviews, engagement_file
from cfdiag.formats.library import Library
from cfdiag.formats.writing import encode_interview


def demo_talks(folder: Path) -> list[str]:
    """Its talks, each in a file that is called by its questionnaire and id; the ids."""
    folder.mkdir(exist_ok=True)
    ids = []
    for each in demo_interviews(Library()):
        (folder / f"{each.questionnaire.id}-{each.id}.json").write_bytes(encode_interview(each))
        ids.append(each.id)
    return ids


def demo_folder(folder: Path) -> Path:
    """Its lists, and its talks in `interviews`."""
    (folder / "engagement.yaml").write_text(engagement_file(), encoding="utf-8")
    demo_talks(folder / "interviews")
    return folder
