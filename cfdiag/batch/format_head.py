"""What orders and parts say first of themselves: which format they have, and which version made them."""

from __future__ import annotations

import msgspec


class FormatHead(msgspec.Struct, frozen=True):
    """All that another version need understand of an order or a part."""

    format: str = ""
    tool: str = ""


# Made with its module: see `formats.compiled`.
_DECODER = msgspec.msgpack.Decoder(FormatHead)


def head_of(data: bytes) -> FormatHead:
    """The head of an order or a part.

    Raises:
        MsgspecError: it is neither.
    """
    return _DECODER.decode(data)
