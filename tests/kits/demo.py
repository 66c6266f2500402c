"""The engagement of the demo on disk, without a plan, and its talks alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cfdiag.demo import demo_interviews, engagement_file
from cfdiag.formats.library import Library
from cfdiag.formats.writing import encode_interview
from cfdiag.model.interview import Interview


@cache
def demo_heard() -> tuple[Interview, ...]:
    """What was said in it: to invent it takes as long as to score it."""
    return tuple(demo_interviews(Library()))


def demo_talks(folder: Path) -> list[str]:
    """Its talks, each in a file that is called by its questionnaire and id; the ids."""
    folder.mkdir(exist_ok=True)
    ids = []
    for each in demo_heard():
        (folder / f"{each.questionnaire.id}-{each.id}.json").write_bytes(encode_interview(each))
        ids.append(each.id)
    return ids


def demo_folder(folder: Path) -> Path:
    """Its lists, and its talks in `interviews`."""
    (folder / "engagement.yaml").write_text(engagement_file(), encoding="utf-8")
    demo_talks(folder / "interviews")
    return folder
