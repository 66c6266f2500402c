"""A lint that is suppressed has its reason beside it: what is put up with, and why it cannot be otherwise."""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path

import cfdiag

MARK = re.compile(r"#\s*(?:noqa(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type: ignore(?:\[[\w, -]+\])?)")


def test_every_suppressed_lint_says_why() -> None:
    package = Path(cfdiag.__file__).parent
    bare = []
    for path in sorted(package.rglob("*.py")):
        for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline):
            marked = token.type == tokenize.COMMENT and MARK.search(token.string)
            if marked and len(MARK.sub("", token.string).strip(" #")) < 3:
                bare.append(f"{path.relative_to(package.parent)}:{token.start[0]}")
    assert bare == []
