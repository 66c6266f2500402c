"""Lines as if somebody typed them."""

from __future__ import annotations

import io


class TypedLines(io.StringIO):
    """Lines that somebody could type again: who is asked once more answers with the next."""

    def isatty(self) -> bool:
        return True
