"""Interviews as the careful reader has them: every fault with its place."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from cfdiag.documents.faults import Faults
from cfdiag.documents.json import read_json
from cfdiag.documents.nodes import Node, to_plain
from cfdiag.documents.yaml import read_yaml
from cfdiag.formats.json_messages import explain_json
from cfdiag.formats.validation import check_against, check_times
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic
from cfdiag.ground.sealing import SEALED_SUFFIX
from cfdiag.model.interview import INTERVIEW_FORMAT, Answer, Interview, whole_number
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.response import Response

MAX_INTERVIEW_BYTES = 20_000_000

_BOM = b"\xef\xbb\xbf"
_FORMAT_NAME, _, _FORMAT_VERSION = INTERVIEW_FORMAT.partition("@")


def read_located(data: bytes, file: str) -> Interview:
    """The interview in a JSON or YAML file that the typed reader does not take.

    Raises:
        CfdiagError: with the faults and their places; the lines themselves are not shown.
    """
    node, faults = _locate(data, file)
    interview = _convert(node, faults) if node is not None else None
    if interview is None or faults.errors():
        raise CfdiagError(*(d for d in faults.sorted() if d.severity == "error"))
    return interview


def examine_interview(
    data: bytes, file: str, questionnaire: Questionnaire | None = None
) -> tuple[Interview | None, list[Diagnostic]]:
    """The interview (None where it cannot be read) and everything that is wrong with it.

    Args:
        data: the file's bytes.
        file: its name, for the faults.
        questionnaire: the one it names; without it only the format is looked at.
    """
    node, faults = _locate(data, file)
    interview = _convert(node, faults) if node is not None else None
    if interview is not None and node is not None:
        check_times(interview, node, faults)
        if questionnaire is not None:
            check_against(interview, node, questionnaire, faults)
    return interview, faults.sorted()


def is_yaml(data: bytes, file: str) -> bool:
    """Whether the file is to be read as YAML: by its name, else by its first character."""
    name = file.lower().removesuffix(SEALED_SUFFIX)
    if name.endswith((".yaml", ".yml")):
        return True
    return not name.endswith((".json", ".jsonl", ".ndjson", ".gz", ".zst")) and data.removeprefix(
        _BOM
    ).lstrip()[:1] not in (
        b"{",
        b"[",
        b"",
    )


def _locate(data: bytes, file: str) -> tuple[Node | None, Faults]:
    faults = Faults(file)
    if len(data) > MAX_INTERVIEW_BYTES:
        faults.add(
            Code.TOO_LARGE,
            f"the file is larger than {MAX_INTERVIEW_BYTES:,} bytes",
            hint="is it the right file?",
        )
        return None, faults
    if is_yaml(data, file):
        # No line is shown: it may hold what somebody said.
        document = read_yaml(data, file, show_lines=False)
        return (document.root if document.whole else None), document.faults
    return read_json(data, faults), faults


def _convert(node: Node, faults: Faults) -> Interview | None:
    """The typed interview of located nodes; every value that does not fit is a fault in its place."""
    if not _check_format(node, faults):
        return None
    before = len(faults.found)
    parts = {
        part: typed_answers(node.value.get(part), faults)
        for part in ("answers", "set_aside")
        if part in node.value
    }
    # Answers apart from the rest: a fault in one of them hides none of the others.
    shell = {key: to_plain(inner) for key, inner in node.value.items() if key not in parts}
    interview = as_struct(shell | {part: {} for part in parts}, Interview, node, faults)
    if interview is None or len(faults.found) > before:
        return None
    if not interview.id or not interview.respondent.group:
        faults.add(Code.BAD_VALUE, "the id and the respondent's group must not be empty", node.at)
        return None
    return msgspec.structs.replace(interview, **parts)


def typed_answers(node: Node | None, faults: Faults) -> dict[str, Answer]:
    """The answers of a file by their keys; what does not fit is noted in its place."""
    if node is None or not isinstance(node.value, dict):
        if node is not None:
            faults.add(Code.WRONG_TYPE, "the answers are an object, one key per question", node.at)
        return {}
    read = {key: as_struct(_answer(inner), Answer, inner, faults) for key, inner in node.value.items()}
    return {key: answer for key, answer in read.items() if answer is not None}


def _answer(node: Node) -> Any:  # noqa: ANN401  any JSON
    """An answer as it is to be converted, its numbers without a fraction as whole ones."""
    answer = to_plain(node)
    if not isinstance(answer, dict):
        return answer
    numbers = {key: whole_number(answer[key]) for key in ("value", "importance") if key in answer}
    return {**answer, **numbers}


_T = TypeVar("_T", Interview, Answer, Response)


def as_struct(
    value: Any,  # noqa: ANN401  any JSON
    type_: type[_T],
    node: Node,
    faults: Faults,
) -> _T | None:
    """The value as a struct, None where it does not fit; unknown keys are all noted, else the first fault."""
    for _ in range(20):
        try:
            return msgspec.convert(value, type_)
        except msgspec.ValidationError as error:  # noqa: PERF203  a file that failed already
            if not explain_json(str(error), node, value, type_, faults):
                return None
    return None


def _check_format(node: Node, faults: Faults) -> bool:
    if not isinstance(node.value, dict):
        faults.add(
            Code.WRONG_TYPE,
            "this is no interview",
            node.at,
            f'an interview is an object with "format": "{INTERVIEW_FORMAT}"',
        )
        return False
    found = node.value.get("format")
    if found is None:
        faults.add(
            Code.MISSING_KEY, "the interview has no 'format'", node.at, f'add "format": "{INTERVIEW_FORMAT}"'
        )
        return False
    name, _, version = str(found.value).partition("@")
    if name != _FORMAT_NAME or not version.isdigit():
        faults.add(
            Code.WRONG_FORMAT,
            "this is no interview",
            found.at,
            f'an interview says "format": "{INTERVIEW_FORMAT}"',
        )
        return False
    # Six digits are enough for any version, and no number is so long that reading it takes time.
    if int(version[:6]) > int(_FORMAT_VERSION):
        message = (
            f"the interview is written in format {version[:6]}; this cfdiag reads up to {_FORMAT_VERSION}"
        )
        faults.add(Code.NEWER_FORMAT, message, found.at, "upgrade cfdiag")
        return False
    if int(version[:6]) < 1:
        faults.add(
            Code.WRONG_FORMAT, "there is no such format", found.at, f'write "format": "{INTERVIEW_FORMAT}"'
        )
        return False
    return True
