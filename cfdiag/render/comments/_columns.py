"""The columns of comments, and what kinds of them are called."""

from __future__ import annotations

from cfdiag.locales.locale import Locale
from cfdiag.model.comments import Comment

COMMENT_COLUMNS = (
    "questionnaire", "question", "asked", "item", "group", "department", "account", "author", "kind", "third",
    "themes", "text",
)  # fmt: skip
"""Keys as in JSON, so that whoever codes them finds their way back."""
COMMENT_KINDS = {
    "answer": "answer",
    "note": "note of the interviewer",
    "evidence": "shown by",
    "remark": "said between two questions",
}


def comment_row(comment: Comment) -> list[str]:
    """One row, in the order of the columns."""
    plain = {
        **{name: str(getattr(comment, name)) for name in COMMENT_COLUMNS},
        "third": "yes" if comment.third else "",
        "themes": ", ".join(comment.themes),
    }
    return [plain[name] for name in COMMENT_COLUMNS]


def withheld_words(n: int, words: Locale) -> str:
    """How many may not be shown; empty where all may."""
    if not n:
        return ""
    return words.plural(
        "{n} more is not shown: consent or the floor does not let it through.",
        "{n} more are not shown: consent or the floor does not let them through.",
        n,
    )
