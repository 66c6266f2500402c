"""What lies beside interviews in a folder and is none: it is left alone where nobody named it."""

from __future__ import annotations

from pathlib import PurePath

from cfdiag.batch.inputs import InputSource
from cfdiag.batch.streams import begins_with_lines
from cfdiag.formats.recognise import is_something_else, recognise
from cfdiag.model.file_names import RELEASES_NAME


def is_of_others(source: InputSource, data: bytes) -> bool:
    """Whether a file that was found in a folder is sound and no interview: a result, a questionnaire, a plan.

    Args:
        source: the file.
        data: what it holds, open and unpacked.
    """
    if source.named:
        return False
    if source.path.lower().endswith((".yaml", ".yml")):
        return recognise(data, source.path) != "interview"
    several = data.lstrip()[:1] == b"[" or begins_with_lines(data)
    return PurePath(source.path).name == RELEASES_NAME or (not several and is_something_else(data))
