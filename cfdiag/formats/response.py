"""Responses of the one-file form: JSON, or a text that was mailed with the JSON in it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Mapping, Sequence

import msgspec

from cfdiag.documents.faults import Faults
from cfdiag.documents.json import read_json
from cfdiag.documents.nodes import Node, to_plain
from cfdiag.formats.careful import as_struct, typed_answers
from cfdiag.formats.validation import check_against
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, fault
from cfdiag.ground.safe import one_line
from cfdiag.model.interview import Interview, Respondent
from cfdiag.model.listed import ids_by_word, same
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.response import RESPONSE_FORMAT, Response

MAX_RESPONSE_BYTES = 1_000_000
MAX_RESPONSE_TEXT = 200_000
"""Characters of one text."""

_BEGIN, _END = "-----BEGIN CFDIAG RESPONSE-----", "-----END CFDIAG RESPONSE-----"
_BLOCK = re.compile(rf"{_BEGIN}(.*?){_END}", re.DOTALL)
_MARK = b'"cfdiag/response@'
_CODE = re.compile("[23456789ABCDEFGHJKLMNPQRSTUVWXYZ]{8}")
_PROPER = re.compile(r"[A-Za-z0-9+/=\s>]*")


def is_response(data: bytes) -> bool:
    """Whether a file holds a response, by what it says of itself."""
    return _MARK in data[:4_000].replace(b" ", b"") or _BEGIN.encode() in data[:MAX_RESPONSE_BYTES]


def read_response(data: bytes, file: str) -> tuple[Response, Node]:
    """The response in a file, and its JSON with places.

    Raises:
        CfdiagError: every fault of the file; none quotes an answer.
    """
    faults = Faults(file)
    node = read_json(_json_of(data, file), faults)
    response = _response(node, faults) if node is not None and isinstance(node.value, dict) else None
    if response is not None and response.format != RESPONSE_FORMAT:
        faults.add(
            Code.NEWER_FORMAT,
            "the response is of another format",
            hint=f"this cfdiag reads {RESPONSE_FORMAT}",
        )
    if response is not None and not _CODE.fullmatch(response.code):
        faults.add(Code.BAD_VALUE, "this is no code of a response", node.at if node else (0, 0))
    if response is None or node is None or faults.errors():
        raise CfdiagError(*(each for each in faults.sorted() if each.severity == "error"))
    return response, node


def _response(node: Node, faults: Faults) -> Response | None:
    answers = typed_answers(node.value.get("answers"), faults)
    shell = {key: to_plain(inner) for key, inner in node.value.items() if key != "answers"}
    response = as_struct(shell | {"answers": {}}, Response, node, faults)
    return None if response is None else msgspec.structs.replace(response, answers=answers)


def _json_of(data: bytes, file: str) -> bytes:
    """The bytes of the JSON: the file, or what a mailed text holds between its two lines."""
    if len(data) > MAX_RESPONSE_BYTES:
        raise fault(Code.TOO_LARGE, "no response has more than 1 MB", "is it the right file?", Location(file))
    if _BEGIN.encode() not in data:
        return data
    found = _BLOCK.search(data.decode("utf-8", "replace"))
    if found is None:
        raise fault(
            Code.DAMAGED_RESPONSE, "the response is cut off: its last line is missing", "have it sent again",
            Location(file),
        )  # fmt: skip
    # Mail programs quote, wrap and pad; none of that is in base64.
    tight = "".join(found[1].replace(">", " ").split())
    body, mark, check = tight.rpartition("=")
    if not mark or not re.fullmatch("[0-9A-F]{8}", check) or not _PROPER.fullmatch(body):
        raise _damaged(file)
    try:
        decoded = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _damaged(file) from error
    if zlib.crc32(decoded) != int(check, 16):
        raise _damaged(file)
    return decoded


def _damaged(file: str) -> CfdiagError:
    return fault(
        Code.DAMAGED_RESPONSE, "the response was changed on its way: its check sum does not fit",
        "have it sent again", Location(file),
    )  # fmt: skip


def response_id(parts: Sequence[str]) -> str:
    """The id of the interview that a response becomes: a UUID (version 8) of a hash, always the same."""
    said = hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()
    variant = "89ab"[int(said[16], 16) & 3]
    return f"{said[:8]}-{said[8:12]}-8{said[13:16]}-{variant}{said[17:20]}-{said[20:32]}"


def encode_block(data: bytes) -> str:
    """A response's JSON as the text that is mailed: base64 in lines of 64, and the check sum."""
    text = base64.b64encode(data).decode()
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    return "\n".join((_BEGIN, *lines, f"={zlib.crc32(data):08X}", _END))


def _department(
    response: Response, listed: Mapping[str, str], faults: Faults, *, anonymous: bool
) -> str | None:
    """The id of the department; none that the engagement does not list, and no word of somebody anonymous."""
    said = response.department or ""
    if not said.strip():
        return None
    if not listed and anonymous:
        faults.add(
            Code.UNKNOWN_DEPARTMENT, "no departments are listed here: that of this response is left out",
            hint="import it where engagement.yaml lists them", severity="warning",
        )  # fmt: skip
        return None
    found = ids_by_word(listed).get(same(said)) if listed else one_line(said)
    if found is None:
        faults.add(
            Code.UNKNOWN_DEPARTMENT, "there is no such department; it is left out",
            hint=f"departments: {', '.join(listed)}",
        )  # fmt: skip
    return found


def interview_of(
    response: Response,
    node: Node,
    questionnaire: Questionnaire,
    file: str,
    *,
    departments: Mapping[str, str],
    tool: str = "",
) -> tuple[Interview, list[Diagnostic]]:
    """The response as an interview, and what is wrong with its answers, as `check` would say it.

    Args:
        response: what was filled in.
        node: its JSON, for the places.
        questionnaire: the one that it names.
        file: the file's name.
        departments: those of the engagement, by id.
        tool: the version that reads it.
    """
    faults = Faults(file)
    group = questionnaire.groups.get(response.group)
    anonymous = group is None or group.anonymous
    interview = Interview(
        id=response_id((questionnaire.id, "cfdiag", response.questionnaire.sha256, response.code)),
        tool=tool,
        questionnaire=response.questionnaire,
        language=response.language,
        respondent=Respondent(
            group=response.group,
            name=None if anonymous else response.name,
            # A customer does not work at the organisation that asks.
            organisation=response.organisation if group is None or group.side == "inside" else None,
            department=_department(response, departments, faults, anonymous=anonymous),
            account=response.account,
            consent=response.consent,
        ),
        mode="alone",
        finished=response.date[:10],
        items=response.items,
        answers=response.answers,
        extra={"import": {"profile": "cfdiag", "form": response.questionnaire.sha256}},
    )
    check_against(interview, node, questionnaire, faults)
    for key, answer in response.answers.items():
        texts = (answer.value if isinstance(answer.value, str) else "", answer.note)
        if any(len(text) > MAX_RESPONSE_TEXT for text in texts):
            faults.add(
                Code.TOO_LARGE, f"{key}: a text has more than {MAX_RESPONSE_TEXT:,} characters", node.at
            )
    return interview, faults.sorted()
