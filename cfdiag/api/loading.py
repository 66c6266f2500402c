"""Files into memory: a questionnaire, an interview, an earlier result."""

from __future__ import annotations

import os
from pathlib import Path

from cfdiag.formats.interview import read_interview
from cfdiag.formats.library import Library
from cfdiag.formats.result import read_result
from cfdiag.ground.files import is_id, read_bytes
from cfdiag.ground.sealing import Keys
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Result

GIVEN = "<bytes>"
"""What faults call the file where bytes were given."""


def load_questionnaire(source: str | os.PathLike[str] | bytes) -> Questionnaire:
    """A questionnaire, checked.

    Args:
        source: the id of one that came with cfdiag, the path of a YAML file, or its bytes.

    Raises:
        CfdiagError: every fault of the file, or that there is no such questionnaire.
    """
    if isinstance(source, str) and is_id(source) and not Path(source).exists():
        return Library().get(source)
    from cfdiag.formats.questionnaire.reader import read_questionnaire  # noqa: PLC0415  as the library does

    return read_questionnaire(*_read(source), any_name=True)


def load_interview(source: str | os.PathLike[str] | bytes) -> Interview:
    """A saved interview. Whether its answers fit its questionnaire is seen when it is scored.

    Args:
        source: the path of a JSON or YAML file, or its bytes.

    Raises:
        CfdiagError: every fault of the file; none quotes an answer.
    """
    return read_interview(*_read(source))


def load_result(source: str | os.PathLike[str] | bytes) -> Result:
    """The figures that were saved earlier with `score --format json`, to compare with.

    Args:
        source: the path of the JSON file, or its bytes.

    Raises:
        CfdiagError: `not-a-result`, `newer-format` or `damaged-result`.
    """
    return read_result(*_read(source))


def load_locked_result(file: Path, keys: Keys) -> Result:
    """The same of a file that may be locked.

    Args:
        file: the JSON file, or the `.age` that it was locked into.
        keys: what opens it.

    Raises:
        CfdiagError: as `load_result`; `sealed`, `wrong-key`.
    """
    return read_result(keys.opened(read_bytes(file), str(file)), str(file))


def _read(source: str | os.PathLike[str] | bytes) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, GIVEN
    return read_bytes(Path(source)), os.fspath(source)
