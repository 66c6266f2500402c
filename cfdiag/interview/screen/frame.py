"""The layout: header, question, what is answered, remarks, a message, the footer; the same for every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import BufferControl, ConditionalContainer, HSplit, Layout, ScrollOffsets, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput

from cfdiag.ground.cells import clip, width, wrap
from cfdiag.interview.screen import keys
from cfdiag.interview.screen.draw import Line, bar, between, for_output, shorten
from cfdiag.interview.screen.panels import LinePanel

if TYPE_CHECKING:
    from cfdiag.interview.screen.host import Host

_NARROW = 60


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
    """Windows that stay; what is in them is asked of the host at every drawing."""

    def __init__(self, host: Host, encoding: str) -> None:
        self.host = host
        self.encoding = encoding
        self._drawn: dict[str, list[Line]] = {}
        several = Condition(lambda: host.top.several_lines)
        self.sheet = Buffer(multiline=several, tempfile_suffix=".txt", on_text_changed=self._typed)
        self.line = Buffer(multiline=False)
        self.body_window = Window(
            FormattedTextControl(
                self._body,
                focusable=True,
                show_cursor=False,
                get_cursor_position=lambda: Point(0, host.shown.cursor),
            ),
            scroll_offsets=ScrollOffsets(top=1, bottom=1),
        )
        neutral = _Neutral(self)
        self.sheet_window = Window(
            BufferControl(self.sheet, input_processors=[neutral]),
            wrap_lines=True,
            get_line_prefix=lambda line, wrapped: " > " if (line, wrapped) == (0, 0) else "   ",
        )
        self.line_window = Window(
            BufferControl(self.line, input_processors=[neutral]),
            height=1,
            get_line_prefix=lambda *_: self._line_name(),
        )
        typing = Condition(lambda: host.page.typing and not host.shown.covers)
        asking = Condition(lambda: isinstance(host.panel, LinePanel))
        self.container = HSplit(
            [
                self._fixed(self._header, lambda: 2),
                self._fixed(list, self._gap),
                self._fixed(self._heading, lambda: len(self._heading_lines())),
                self._fixed(list, lambda: 1),
                ConditionalContainer(self.sheet_window, typing),
                ConditionalContainer(self.body_window, ~typing),
                self._fixed(self._asides, lambda: len(self._aside_lines())),
                ConditionalContainer(self.line_window, asking),
                self._fixed(self._message, lambda: len(self._message_lines())),
                self._fixed(self._footer, lambda: len(self._footer_lines())),
            ]
        )
        self.layout = Layout(self.container, focused_element=self.body_window)

    def focus(self) -> None:
        """Give the keyboard to what is typed in now."""
        if isinstance(self.host.panel, LinePanel):
            self.layout.focus(self.line_window)
        elif self.host.page.typing and not self.host.shown.covers:
            self.layout.focus(self.sheet_window)
        else:
            self.layout.focus(self.body_window)

    def forget(self) -> None:
        """Draw anew: something has changed. Between two changes each piece is made once."""
        self._drawn.clear()

    def _once(self, piece: str, make: Callable[[], list[Line]]) -> list[Line]:
        if piece not in self._drawn:
            self._drawn[piece] = make()
        return self._drawn[piece]

    def body_height(self) -> int:
        """How many lines the middle has."""
        below = len(self._aside_lines()) + isinstance(self.host.panel, LinePanel)
        below += len(self._message_lines()) + len(self._footer_lines())
        return max(1, self.host.rows - 2 - self._gap() - len(self._heading_lines()) - 1 - below)

    # --- pieces

    def _fixed(self, text: Callable[[], StyleAndTextTuples], height: Callable[[], int]) -> Window:
        return Window(
            FormattedTextControl(text),
            height=lambda: Dimension.exact(height()),
            dont_extend_height=True,
        )

    def _gap(self) -> int:
        return 0 if self.host.low else 1

    def _paint(self, lines: list[Line], margin: str = " ") -> StyleAndTextTuples:
        drawn: StyleAndTextTuples = []
        for line in lines:
            if drawn:
                drawn.append(("", "\n"))
            drawn.append(("", margin))
            drawn.extend((style, for_output(text, self.encoding)) for style, text in line)
        return drawn

    def _header(self) -> StyleAndTextTuples:
        host, cells = self.host, self.host.cells
        title, right = between(host.where(), host.left(narrow=cells < _NARROW), cells)
        who = clip(host.who(), cells // 2)
        room = cells - (width(who) + 2 if who else 0)
        done, rest = bar(host.progress.done, host.progress.total, room)
        return self._paint(
            [
                [("class:section", title), ("", right)],
                [("class:bar", done), ("class:dim", rest), ("", f"  {who}" if who else "")],
            ]
        )

    def _heading_lines(self) -> list[Line]:
        return self._once("heading", self._make_heading)

    def _make_heading(self) -> list[Line]:
        lines = self.host.shown.heading(self.host.cells)
        most = max(2, self.host.rows * 2 // 5)
        if len(lines) <= most:
            return lines
        texts = shorten(["".join(text for _, text in line) for line in lines], most)
        style = lines[0][0][0]
        return [[(style, text)] for text in texts]

    def _heading(self) -> StyleAndTextTuples:
        return self._paint(self._heading_lines())

    def _body(self) -> StyleAndTextTuples:
        shown = self.host.shown
        return self._paint(shown.lines(self.host.cells), "" if shown.whole_width else " ")

    def _aside_lines(self) -> list[Line]:
        most = max(1, self.host.rows // 3)
        return self._once("asides", lambda: self.host.shown.asides(self.host.cells)[:most])

    def _asides(self) -> StyleAndTextTuples:
        return self._paint(self._aside_lines())

    def _line_name(self) -> str:
        panel = self.host.panel
        name = panel.name if isinstance(panel, LinePanel) else ""
        return for_output(f" {name}: ", self.encoding)

    def _message_lines(self) -> list[Line]:
        kind, text = self.host.message
        told = f"! {text}" if kind == "error" else text
        return [[(f"class:{kind}", line)] for line in shorten(wrap(told, self.host.cells), 2)]

    def _message(self) -> StyleAndTextTuples:
        return self._paint(self._message_lines())

    def _footer_lines(self) -> list[Line]:
        return self._once("footer", self._make_footer)

    def _make_footer(self) -> list[Line]:
        surface = self.host.top
        rows = keys.footer(
            keys.offered(surface.offers()),
            self.host.say,
            self.host.cells,
            1 if self.host.low else 2,
            typing=surface.typing,
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

    def _typed(self, buffer: Buffer) -> None:
        self.host.typed_more(buffer.text)
