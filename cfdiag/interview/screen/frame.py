"""The layout: header, question, what is answered, remarks, a message, the footer; the same for every page."""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import BufferControl, ConditionalContainer, HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput

from cfdiag.ground.cells import clip, width, wrap
from cfdiag.interview.face.actions import offered
from cfdiag.interview.screen.draw import Line, bar, between, for_output, more_below, shorten
from cfdiag.interview.screen.footer import footer
from cfdiag.interview.screen.sitting import Sitting
from cfdiag.interview.screen.word_wrap import WordWrap

_NARROW = 60
_FIRST, _FURTHER = " > ", "   "
"""What stands before the rows of a text field."""
_NAMED = {"review": "Review", "read_back": "Read back"}


class _Neutral(Processor):
    """What is typed or pasted, as the output can show it; a cell stays a cell."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Replace control, bidirectional and unknown characters one for one."""
        return Transformation(
            [
                (fragment[0], for_output(fragment[1], self._frame.encoding))
                for fragment in transformation_input.fragments
            ]
        )


class Frame:
    """Windows that stay; what is in them is asked of the sitting at every drawing.

    Args:
        sitting: whose page it is.
        encoding: what the output can show.
    """

    def __init__(self, sitting: Sitting, encoding: str) -> None:
        self.sitting = sitting
        self.encoding = encoding
        self._drawn: dict[str, list[Line]] = {}
        self._top = 0
        """The first line of the middle that is seen."""
        several = Condition(lambda: sitting.top.several_lines)
        self.sheet = Buffer(multiline=several, tempfile_suffix=".txt", on_text_changed=self._sheet_changed)
        self.line = Buffer(multiline=False, on_text_changed=self._line_changed)
        self.body_window = Window(
            FormattedTextControl(self._body, focusable=True, show_cursor=False),
        )
        neutral = _Neutral(self)
        self.sheet_window = Window(
            BufferControl(self.sheet, input_processors=[neutral, WordWrap(len(_FIRST))]),
            wrap_lines=True,
            get_line_prefix=lambda line, wrapped: _FIRST if (line, wrapped) == (0, 0) else _FURTHER,
        )
        self.line_window = Window(
            BufferControl(self.line, input_processors=[neutral]),
            height=1,
            get_line_prefix=lambda *_: for_output(f" {sitting.top.prompt}: ", self.encoding),
        )
        self.container = HSplit(
            [
                self._fixed(self._header, lambda: 2),
                self._fixed(list, self._gap),
                self._fixed(self._heading, lambda: len(self._heading_lines())),
                self._fixed(list, lambda: 1),
                ConditionalContainer(self.sheet_window, Condition(self._typing)),
                ConditionalContainer(self.body_window, ~Condition(self._typing)),
                self._fixed(self._asides, lambda: len(self._aside_lines())),
                ConditionalContainer(self.line_window, Condition(self._asking)),
                self._fixed(self._message, lambda: len(self._message_lines())),
                self._fixed(self._footer, lambda: len(self._footer_lines())),
            ]
        )
        self.layout = Layout(self.container, focused_element=self.body_window)

    # --- what is typed

    def _typing(self) -> bool:
        """Whether the text field of the page is seen."""
        return self.sitting.page.typing and not self.sitting.shown.covers

    def _asking(self) -> bool:
        """Whether a panel's line is typed in."""
        return bool(self.sitting.top.prompt)

    def buffer(self) -> Buffer:
        """What is typed in now."""
        return self.line if self._asking() else self.sheet

    def show(self, page_text: str | None, line_text: str | None) -> None:
        """Give the keyboard to who has it now, with the text of the page or the line where it is new."""
        if page_text is not None:
            self.sheet.reset(Document(page_text, len(page_text)))
        if line_text is not None:
            self.line.reset(Document(line_text, len(line_text)))
        self.layout.focus(
            self.line_window if self._asking() else self.sheet_window if self._typing() else self.body_window
        )

    def _sheet_changed(self, buffer: Buffer) -> None:
        self.sitting.typed_more(buffer.text)

    def _line_changed(self, buffer: Buffer) -> None:
        if self.sitting.panel is not None:
            self.sitting.panel.typed_more(buffer.text)

    # --- drawing

    def forget(self) -> None:
        """Draw anew: something has changed. Between two changes each piece is made once."""
        self._drawn.clear()

    def _once(self, piece: str, make: Callable[[], list[Line]]) -> list[Line]:
        if piece not in self._drawn:
            self._drawn[piece] = make()
        return self._drawn[piece]

    def body_height(self) -> int:
        """How many lines the middle has."""
        below = len(self._aside_lines()) + self._asking()
        below += len(self._message_lines()) + len(self._footer_lines())
        return max(1, self.sitting.room.rows - 2 - self._gap() - len(self._heading_lines()) - 1 - below)

    def _fixed(self, text: Callable[[], StyleAndTextTuples], height: Callable[[], int]) -> Window:
        return Window(
            FormattedTextControl(text),
            height=lambda: Dimension.exact(height()),
            dont_extend_height=True,
        )

    def _gap(self) -> int:
        return 0 if self.sitting.room.low else 1

    def _paint(self, lines: list[Line], margin: str = " ") -> StyleAndTextTuples:
        drawn: StyleAndTextTuples = []
        for line in lines:
            if drawn:
                drawn.append(("", "\n"))
            drawn.append(("", margin))
            drawn.extend((style, for_output(text, self.encoding)) for style, text in line)
        return drawn

    def _header(self) -> StyleAndTextTuples:
        cells, where = self.sitting.room.cells, self.sitting.where
        title, right = between(self._place(), self._left(narrow=cells < _NARROW), cells)
        who = "" if self.sitting.turned else clip(self.sitting.presenter.words.who(), cells // 2)
        room = cells - (width(who) + 2 if who else 0)
        done, rest = bar(where.done, where.total, room)
        return self._paint(
            [
                [("class:section", title), ("", right)],
                [("class:bar", done), ("class:dim", rest), ("", f"  {who}" if who else "")],
            ]
        )

    def _place(self) -> str:
        """The section, and the item where the page is about one."""
        where, say = self.sitting.where, self.sitting.presenter.words.say
        kind = self.sitting.page.model.kind
        if kind in _NAMED:
            return say(_NAMED[kind])
        if not where.section or kind == "end":
            return say("Interview")
        title = f"{where.section} ({where.number}/{where.sections})"
        return f"{title} · {where.item}" if where.item else title

    def _left(self, *, narrow: bool) -> str:
        """How many questions are left, and about how long they take; empty when none is."""
        where, presenter = self.sitting.where, self.sitting.presenter
        if not where.left or presenter.interview.finished is not None:
            return ""
        say = presenter.words.say
        form = "{n} min" if narrow else "about {n} min"
        left = f"{say('{n} left', n=where.left)} · {say(form, n=where.minutes)}"
        if not where.until:
            return left
        return f"{left} · {where.until if narrow else say('until about {time}', time=where.until)}"

    def _heading_lines(self) -> list[Line]:
        return self._once("heading", self._make_heading)

    def _make_heading(self) -> list[Line]:
        room = self.sitting.room
        lines = self.sitting.shown.heading(room.cells)
        most = max(2, room.rows * 2 // 5)
        if len(lines) <= most:
            return lines
        # A long question leaves room for its answers; the help shows it whole.
        texts = shorten(["".join(text for _, text in line) for line in lines], most)
        style = lines[0][0][0]
        return [[(style, text)] for text in texts]

    def _heading(self) -> StyleAndTextTuples:
        return self._paint(self._heading_lines())

    def _body(self) -> StyleAndTextTuples:
        shown = self.sitting.shown
        lines = shown.lines(self.sitting.room.cells)
        # Turned round it is read from further away: a line is left between two, where there is room.
        if self.sitting.turned and 2 * len(lines) <= self.body_height():
            lines = [each for line in lines for each in (line, [("", "")])]
        return self._paint(self._in_view(lines, shown.cursor), "" if shown.whole_width else " ")

    def _in_view(self, lines: list[Line], cursor: int) -> list[Line]:
        """The lines that fit, the one with the cursor among them; what follows is said to."""
        height = self.body_height()
        if len(lines) <= height:
            self._top = 0
            return lines
        at = max(0, min(len(lines) - 1, cursor))
        last = at == len(lines) - 1
        lowest = at - max(0, height - (1 if last else 2))
        # Moved as little as can be: a list that jumps under the eyes has to be read again.
        self._top = min(max(self._top, lowest), max(0, at - 1), len(lines) - height)
        self._top = max(self._top, lowest, 0)
        seen = lines[self._top : self._top + height]
        below = len(lines) - self._top - height
        return more_below(seen, below, self.sitting.presenter.words.say)

    def _aside_lines(self) -> list[Line]:
        return self._once("asides", self._make_asides)

    def _make_asides(self) -> list[Line]:
        room = self.sitting.room
        return self.sitting.shown.asides(room.cells)[: max(1, room.rows // 3)]

    def _asides(self) -> StyleAndTextTuples:
        return self._paint(self._aside_lines())

    def _message_lines(self) -> list[Line]:
        notice = self.sitting.notice
        told = f"! {notice.text}" if notice.fault else notice.text
        style = "class:error" if notice.fault else "class:told"
        return [[(style, line)] for line in shorten(wrap(told, self.sitting.room.cells), 2)]

    def _message(self) -> StyleAndTextTuples:
        return self._paint(self._message_lines())

    def _footer_lines(self) -> list[Line]:
        return self._once("footer", self._make_footer)

    def _make_footer(self) -> list[Line]:
        surface, room = self.sitting.top, self.sitting.room
        rows = footer(
            offered(surface.offers()),
            self.sitting.presenter.words.say,
            room.cells,
            1 if room.low else 2,
            typing=surface.lettered,
            caps=surface.caps,
        )
        lines: list[Line] = []
        for row in rows:
            line: Line = []
            for name, words in row:
                line += [
                    ("class:dim", " · " if line else ""),
                    ("class:cap", name),
                    ("class:foot", f" {words}"),
                ]
            lines.append(line)
        return lines

    def _footer(self) -> StyleAndTextTuples:
        return self._paint(self._footer_lines())
