"""A text field whose lines end between words: prompt_toolkit's own break wherever the window ends."""

from __future__ import annotations

from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.layout.utils import explode_text_fragments

from cfdiag.ground.cells import text_rows, width


class WordWrap(Processor):
    """Fills each row up to the window's edge, so that the next word begins the next one.

    Args:
        margin: the cells that stand before every row.
    """

    def __init__(self, margin: int) -> None:
        self._margin = margin

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """One line of the text, with blanks where a row ends before the window does."""
        cells = transformation_input.width - self._margin
        text = fragment_list_to_text(transformation_input.fragments)
        if cells < 1 or width(text) <= cells:
            return Transformation(transformation_input.fragments)
        letters = explode_text_fragments(transformation_input.fragments)
        drawn = letters[:0]
        shown_at: list[int] = []
        found = text_rows(text, cells)
        for n, row in enumerate(found):
            shown_at += range(len(drawn), len(drawn) + row.shown - row.start)
            drawn.extend(letters[row.start : row.shown])
            if n + 1 < len(found):
                drawn.extend([("", " ")] * (cells - width(text[row.start : row.shown])))
            # The cursor needs a place on every character, those that a row swallows among them.
            shown_at += [len(drawn)] * (row.end - row.shown)
        shown_at.append(len(drawn))
        return Transformation(
            drawn,
            source_to_display=lambda place: shown_at[min(place, len(shown_at) - 1)],
            display_to_source=lambda place: sum(each <= place for each in shown_at) - 1,
        )
