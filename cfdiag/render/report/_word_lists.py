"""Numbered lists of Word: each begins with one, whatever was numbered before it."""

from __future__ import annotations

from typing import Any

from cfdiag.ground.extras import optional


def counted_anew(doc: Any, style: str) -> int:  # noqa: ANN401  python-docx's
    """A new count for the numbers of a style; 0 where the style has none.

    Args:
        doc: the document.
        style: of a numbered list; it may have its numbers from the one it is based on.
    """
    qn = optional("docx.oxml.ns", "docx").qn
    found = doc.styles[style]
    own = next(found.element.iter(qn("w:numId")), None)
    while own is None and found.base_style is not None:
        found = found.base_style
        own = next(found.element.iter(qn("w:numId")), None)
    if own is None:
        return 0
    numbering = doc.part.numbering_part.numbering_definitions._numbering  # noqa: SLF001  the library has no way to it
    same = [num for num in numbering.num_lst if str(num.numId) == own.get(qn("w:val"))]
    if not same:
        return 0
    made = numbering.add_num(same[0].abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def number(paragraph: Any, count: int) -> None:  # noqa: ANN401  python-docx's
    """Make a paragraph the next of its list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001  python-docx has no lists
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = count
