"""Questionnaires that were read before: their model as it was, found by the hash of their text.

Reading and checking a questionnaire costs more than scoring a thousand interviews with it. The shipped ones
are compiled when the wheel is built; others are kept in a folder of caches by whoever reads them first.
"""

from __future__ import annotations

from contextlib import suppress

import msgspec

from cfdiag.ground.kept import Kept
from cfdiag.model.questionnaire import Questionnaire

_KEPT = Kept("documents", "formats/questionnaire", "model", "questions", "rules")
# Made with its module: where two threads use a type for the first time at once, msgspec ends the process.
_DECODER = msgspec.msgpack.Decoder(Questionnaire)


def compiled(sha256: str) -> Questionnaire | None:
    """The questionnaire of a text that was read before; its file is not set.

    Args:
        sha256: of the text.
    """
    for data in _KEPT.each(sha256):
        with suppress(msgspec.MsgspecError, UnicodeDecodeError):
            return _DECODER.decode(data)
    return None


def keep_compiled(questionnaire: Questionnaire) -> None:
    """Keep a questionnaire that was read, for the next time; where that cannot be, it is read again."""
    if questionnaire.sha256:
        _KEPT.keep(questionnaire.sha256, to_compiled(questionnaire))


def to_compiled(questionnaire: Questionnaire) -> bytes:
    """A questionnaire as it is kept: without its file, which is not the same elsewhere."""
    return msgspec.msgpack.encode(msgspec.structs.replace(questionnaire, file=""))
