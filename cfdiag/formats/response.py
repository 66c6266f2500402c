"""Responses of the one-file form: JSON, or a text that was mailed with the JSON in it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from cfdiag.documents.faults import Faults
from cfdiag.documents.json import read_json
from cfdiag.documents.nodes import Node, to_plain
from cfdiag.formats.careful import as_struct, typed_answers
from cfdiag.formats.moments import read_moment
from cfdiag.formats.recognise import MAILED_BEGIN, braced, mailed_responses
from cfdiag.formats.validation import check_against
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, fault
from cfdiag.ground.safe import one_line
from cfdiag.model.interview import Answer, Interview, Respondent, split_key
from cfdiag.model.listed import ids_by_word, same
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.response import FORM_PROFILE, RESPONSE_FORMAT, Response
from cfdiag.questions import check_answer

MAX_RESPONSE_BYTES = 1_000_000
MAX_RESPONSE_TEXT = 200_000
"""Characters of one text."""

_END = "-----END CFDIAG RESPONSE-----"
_CODE = re.compile("[23456789ABCDEFGHJKLMNPQRSTUVWXYZ]{8}")
_PROPER = re.compile(r"[A-Za-z0-9+/=\s>]*")
_MARKUP = re.compile(r"<[^<>]{0,200}>")
_NO_SECOND: dict[str, Any] = {"importance": None, "importance_status": None}
_NO_REST: dict[str, Any] = {"basis": None, "tags": ()}
_BESIDE = (_NO_SECOND, _NO_REST, _NO_SECOND | _NO_REST)
"""What stands beside an answer, as it is where there is none."""


class ReadResponse(NamedTuple):
    """A response as it stands in its file."""

    response: Response
    """With the answers that could be read."""
    node: Node
    """Its JSON, for the places."""
    faults: tuple[Diagnostic, ...]
    """Answers that are none, and were left out."""


class ResponseInterview(NamedTuple):
    """What a response comes to."""

    interview: Interview | None
    """None where what is wrong is wrong with all of it."""
    faults: tuple[Diagnostic, ...]
    """As `check` would say them, by place."""
    cut: bool
    """Something in it is wrong, and was left out alone."""


def read_response(data: bytes, file: str) -> ReadResponse:
    """The response in a file; of its answers those that are any.

    Raises:
        CfdiagError: every fault of the file, where it is no response at all; none quotes an answer.
    """
    faults, of_answers = Faults(file), Faults(file)
    node = read_json(_json_of(data, file), faults)
    is_map = node is not None and isinstance(node.value, dict)
    response = _response(node, faults, of_answers) if node is not None and is_map else None
    if response is not None and response.format != RESPONSE_FORMAT:
        faults.add(
            Code.NEWER_FORMAT,
            "the response is of another format",
            hint=f"this cfdiag reads {RESPONSE_FORMAT}",
        )
    if response is not None and not _CODE.fullmatch(response.code):
        faults.add(Code.BAD_VALUE, "this is no code of a response", node.at if node else (0, 0))
    if response is not None and node is not None and read_moment(response.date) is None:
        message = "'date' is no date and no time of the calendar"
        faults.add(Code.BAD_TIME, message, node.value["date"].key_at, "write 2026-11-22")
    if response is None or node is None or faults.errors():
        faults.found += of_answers.found
        raise CfdiagError(*(each for each in faults.sorted() if each.severity == "error"))
    return ReadResponse(response, node, tuple(of_answers.found))


def _response(node: Node, faults: Faults, of_answers: Faults) -> Response | None:
    given = node.value.get("answers")
    is_map = given is not None and isinstance(given.value, dict)
    answers = typed_answers(given, of_answers if is_map else faults)
    shell = {key: {} if key == "answers" else to_plain(inner) for key, inner in node.value.items()}
    response = as_struct(shell, Response, node, faults)
    return None if response is None else msgspec.structs.replace(response, answers=answers)


def _json_of(data: bytes, file: str) -> bytes:
    """The bytes of the JSON: the file, or what a mailed text holds between its two lines, or has with it."""
    blocks, attached = mailed_responses(data)
    if not blocks and not attached:
        return _small(data, file)
    one, *others = [_unpacked(blocks, file), *attached] if blocks else attached
    if any(other != one and braced(other) != braced(one) for other in others):
        raise _several(file)
    return _small(one, file)


def _unpacked(blocks: Sequence[bytes], file: str) -> bytes:
    """What the blocks of a mailed text hold; they are one response, however often it stands there."""
    (block, ends, _), *others = (each.partition(_END.encode()) for each in blocks)
    if not ends:
        raise fault(
            Code.DAMAGED_RESPONSE, "the response is cut off: its last line is missing", "have it sent again",
            Location(file),
        )  # fmt: skip
    tight = _tight(block)
    # A mail may hold one again, quoted or as a page; another one would be lost.
    if any(_tight(other) != tight for other, _, _ in others):
        raise _several(file)
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


def _tight(block: bytes) -> str:
    """A block without what mail programs do to it: they quote, wrap and pad; none of that is in base64."""
    return "".join(_MARKUP.sub(" ", block.decode("utf-8", "replace")).replace(">", " ").split())


def _small(data: bytes, file: str) -> bytes:
    """The JSON of a response, unless it has more bytes than are read."""
    if len(data) > MAX_RESPONSE_BYTES:
        raise fault(
            Code.TOO_LARGE, f"a response has at most 1 MB, and this one has {len(data) / 1e6:.1f} MB",
            "have it filled in again with shorter texts: what was pasted in is better sent beside it",
            Location(file),
        )  # fmt: skip
    return data


def _several(file: str) -> CfdiagError:
    return fault(
        Code.DAMAGED_RESPONSE, "more than one response is in this text", "save each in a file of its own",
        Location(file),
    )  # fmt: skip


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
    return "\n".join((MAILED_BEGIN.decode(), *lines, f"={zlib.crc32(data):08X}", _END))


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
    read: ReadResponse,
    questionnaire: Questionnaire,
    file: str,
    *,
    departments: Mapping[str, str],
    account: str = "",
    tool: str = "",
) -> ResponseInterview:
    """The response as an interview, without what is wrong with it.

    Args:
        read: what was filled in.
        questionnaire: the one that it names.
        file: the file's name.
        departments: those of the engagement, by id.
        account: the one that it is about where it names none.
        tool: the version that reads it.
    """
    response, faults = read.response, Faults(file)
    group = questionnaire.groups.get(response.group)
    anonymous = group is None or group.anonymous
    interview = Interview(
        id=response_id((questionnaire.id, FORM_PROFILE, response.questionnaire.sha256, response.code)),
        tool=tool,
        questionnaire=response.questionnaire,
        language=response.language,
        respondent=Respondent(
            group=response.group,
            name=None if anonymous else response.name,
            # A customer does not work at the organisation that asks.
            organisation=response.organisation if group is None or group.side == "inside" else None,
            department=_department(response, departments, faults, anonymous=anonymous),
            account=response.account or account or None,
            consent=response.consent,
        ),
        mode="alone",
        finished=response.date[:10],
        items=response.items,
        # No more than the day is kept, whoever wrote the file.
        answers={key: msgspec.structs.replace(each, at="") for key, each in response.answers.items()},
        extra={"import": {"profile": FORM_PROFILE, "form": response.questionnaire.sha256}},
    )
    faults.found += read.faults
    unfit = check_against(interview, read.node, questionnaire, faults)
    if unfit is None:
        return ResponseInterview(None, tuple(faults.sorted()), cut=False)
    long = _too_long(interview, read.node, faults)
    kept = {key: each for key, each in _fitting(interview, unfit, questionnaire) if key not in long}
    whole = msgspec.structs.replace(interview, answers=kept)
    return ResponseInterview(whole, tuple(faults.sorted()), cut=faults.errors())


def _fitting(
    interview: Interview, unfit: Mapping[str, Code], questionnaire: Questionnaire
) -> Iterator[tuple[str, Answer]]:
    """The answers, and what is left of those of which only what stands beside them cannot be."""
    for key, answer in interview.answers.items():
        if key not in unfit:
            yield key, answer
        question = questionnaire.question(split_key(key)[2])
        if unfit.get(key) != Code.BAD_ANSWER or question is None:
            continue
        for beside in _BESIDE:
            less = msgspec.structs.replace(answer, **beside)
            if check_answer(question, less, interview.respondent.group) is None:
                yield key, less
                break


def _too_long(interview: Interview, node: Node, faults: Faults) -> set[str]:
    """The keys of answers with a text that nobody types."""
    found = set()
    for key, answer in interview.answers.items():
        texts = (answer.value if isinstance(answer.value, str) else "", answer.note)
        if any(len(text) > MAX_RESPONSE_TEXT for text in texts):
            found.add(key)
            faults.add(
                Code.TOO_LARGE, f"{key}: a text has more than {MAX_RESPONSE_TEXT:,} characters", node.at
            )
    return found
