"""A `PartialRun` as bytes, for an engine that works elsewhere: `cfdiag/part@1`.

Msgpack of the structs below, not pickle: whoever sends a part can make nothing run here, and versions of
Python need not match. Parts of two versions of cfdiag are never added up: each says which it is of. A part of
few people holds unmasked figures, and is nothing to keep: floors are applied once, when all parts are in.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from cfdiag import __version__
from cfdiag.batch.benches import InterviewKey
from cfdiag.batch.format_head import FormatHead, head_of
from cfdiag.batch.intake import Taken
from cfdiag.batch.partial import Copy, PartialRun
from cfdiag.batch.tally_format import TallyData, plain_value, tally_data, tally_from, value_of
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, fault
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.release import Participant
from cfdiag.model.result import InterviewResult
from cfdiag.scoring.one.scored import InterviewScore

PART_FORMAT = "cfdiag/part@1"


class TakenData(msgspec.Struct, frozen=True, array_like=True):
    """A `Taken`: an interview that is set apart until it is known which copy counts."""

    key: InterviewKey
    interview: Interview
    score: InterviewScore
    file: str
    line: int
    begun: str
    reopened: bool
    cut: Diagnostic | None
    not_asked: list[str]
    heard: bool


class PartData(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part on its way."""

    format: str = ""
    tool: str = ""
    tallies: list[TallyData] = []
    marks: bytes = b""
    linked: bytes = b""
    repeated: list[int] = []
    breaks: list[tuple[str, int, int]] = []
    copies: list[Copy] = []
    held: list[TakenData] = []
    faults: list[Diagnostic] = []
    skipped: list[str] = []
    unanswered: list[str] = []
    sole: InterviewResult | None = None
    each: list[InterviewResult] = []
    kept: list[tuple[Interview, str]] = []
    people: dict[str, list[Participant]] = {}


# Made with its module: see `formats.compiled`.
_PARTS = msgspec.msgpack.Decoder(PartData)


def encode_part(part: PartialRun) -> bytes:
    """A part as bytes. Interviews of several files are put together later: it holds none of those."""
    return msgspec.msgpack.encode(
        PartData(
            format=PART_FORMAT,
            tool=__version__,
            tallies=[tally_data(key, tally) for key, tally in part.tallies.items()],
            marks=part.marks.tobytes(),
            linked=part.linked.tobytes(),
            repeated=sorted(part.repeated),
            breaks=part.breaks,
            copies=part.copies,
            held=[_taken_data(taken) for taken in part.held],
            faults=part.faults,
            skipped=part.skipped,
            unanswered=part.unanswered,
            sole=part.sole,
            each=part.each,
            kept=part.kept,
            people=part.people,
        )
    )


def refused_order() -> bytes:
    """What a worker of another version than the order's hands back: who it is, and nothing else."""
    return msgspec.msgpack.encode(PartData(format=PART_FORMAT, tool=__version__))


def decode_part(data: bytes, questionnaire: Callable[[InterviewKey], Questionnaire]) -> PartialRun:
    """A part again.

    Args:
        data: what `encode_part` made, here or elsewhere.
        questionnaire: the one of a key.

    Raises:
        CfdiagError: `other-tool`: it is of another version of cfdiag; `engine-failed`: it is no part.
    """
    try:
        if not is_own_part(data):
            raise _other_tool(head_of(data).tool)
        found = _PARTS.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise fault(Code.ENGINE_FAILED, "the engine handed back something else than a part") from error
    part = PartialRun()
    part.tallies = {each.key: tally_from(each, questionnaire(each.key)) for each in found.tallies}
    part.marks.frombytes(found.marks)
    part.linked.frombytes(found.linked)
    part.repeated = set(found.repeated)
    part.breaks, part.copies = found.breaks, found.copies
    part.held = [_taken(each) for each in found.held]
    part.faults, part.skipped, part.unanswered = found.faults, found.skipped, found.unanswered
    part.sole, part.each, part.kept, part.people = found.sole, found.each, found.kept, found.people
    return part


def is_own_part(data: bytes) -> bool:
    """Whether a part is of this very version of cfdiag."""
    return head_of(data) == FormatHead(PART_FORMAT, __version__)


def _other_tool(tool: str) -> CfdiagError:
    theirs = f"cfdiag {tool}" if tool else "no cfdiag"
    return fault(
        Code.OTHER_TOOL,
        f"the workers of the engine have {theirs}, and this is {__version__}",
        f"install the same on both: pip install cfdiag=={__version__}",
    )


def _taken_data(taken: Taken) -> TakenData:
    score = taken.score
    # Values of any kind: as they are they would come back as others.
    extras = [(kind, id_, plain_value(value)) for kind, id_, value in score.extras]
    score = msgspec.structs.replace(score, extras=extras)
    not_asked = sorted(taken.not_asked)
    return TakenData(**{**msgspec.structs.asdict(taken), "score": score, "not_asked": not_asked})


def _taken(data: TakenData) -> Taken:
    extras = [(kind, id_, value_of(value)) for kind, id_, value in data.score.extras]
    score = msgspec.structs.replace(data.score, extras=extras)
    return Taken(
        *(data.key, data.interview, score, data.file, data.line, data.begun, data.reopened, data.cut),
        not_asked=frozenset(data.not_asked),
        heard=data.heard,
    )
