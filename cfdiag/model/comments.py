"""Everything that was said in words and may be shown, to read and to code: `cfdiag/comments@1`."""

from __future__ import annotations

import msgspec

COMMENTS_FORMAT = "cfdiag/comments@1"


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    """One of them."""

    questionnaire: str
    question: str
    """Its id; empty where it was filed to none."""
    asked: str
    """The question in words."""
    item: str = ""
    group: str
    department: str = ""
    account: str = ""
    author: str = ""
    """Only of people who agreed to be named."""
    kind: str
    """`answer`, `note` (the interviewer's), `evidence`, or `remark`."""
    third: bool = False
    """Words of somebody else than the respondent."""
    themes: list[str] = []
    text: str


class Comments(msgspec.Struct, frozen=True, kw_only=True):
    """Those that may be shown, and how many may not."""

    format: str = COMMENTS_FORMAT
    language: str
    unmasked: bool
    comments: list[Comment]
    withheld: int
    by: str = ""
    """The field that they are put together by."""
    stamps: list[str] = []
