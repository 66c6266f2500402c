"""The engagement of the demo on disk, without a plan."""

from __future__ import annotations

from pathlib import Path

from cfdiag.demo import demo_interviews, engagement_file
from cfdiag.formats.library import Library
from cfdiag.formats.writing import encode_interview


def demo_folder(folder: Path) -> Path:
    """Its lists, and its talks in `interviews`, each by its questionnaire and id."""
    (folder / "interviews").mkdir()
    (folder / "engagement.yaml").write_text(engagement_file(), encoding="utf-8")
    for each in demo_interviews(Library()):
        name = f"{each.questionnaire.id}-{each.id}.json"
        (folder / "interviews" / name).write_bytes(encode_interview(each))
    return folder
