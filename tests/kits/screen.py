"""What the tests of the interview's screen share: a questionnaire, sessions, keys, and eyes."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import pyte
import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.vt100 import Vt100_Output

from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.interview.events import Answered
from cfdiag.interview.face.table import Table
from cfdiag.interview.screen import host as screen_host
from cfdiag.interview.screen.sitting import Sitting
from cfdiag.interview.session import Session, Store
from cfdiag.interview.state import begin
from cfdiag.model.interview import Answer, Interview, Respondent
from cfdiag.model.questionnaire import Questionnaire

DATA = Path(__file__).parents[1] / "data"

ENTER, TAB, BACK, ESC, SPACE, BACKSPACE = "\r", "\t", "\x1b[Z", "\x1b", " ", "\x7f"
UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
CTRL_C, CTRL_G, CTRL_J = "\x03", "\x07", "\n"


@cache
def every_type() -> Questionnaire:
    """A small questionnaire with every question type, a repeat, a condition and two languages."""
    return read_questionnaire((DATA / "every-type.yaml").read_bytes(), "every-type.yaml")


class Clock:
    """A clock that moves on a little each time somebody looks at it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 9, 0, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def session(
    questionnaire: Questionnaire | None = None,
    *,
    group: str = "internal",
    language: str = "en",
    store: Store | None = None,
    answers: Interview | None = None,
    drafts: dict[tuple[str, str], str] | None = None,
    **who: str,
) -> Session:
    """A session kept in memory."""
    asked = questionnaire or every_type()
    interview = answers or begin(
        asked,
        id="0197a000-0000-7000-8000-000000000001",
        respondent=Respondent(group=group, **who),  # type: ignore[arg-type]
        started="2026-11-22T09:00:00Z",
        language=language,
    )
    return Session(asked, interview, clock=Clock(), store=store, drafts=drafts)


@dataclass
class Driven:
    """What came of a row of keys."""

    session: Session
    outcome: str | None
    display: str = ""
    cells: list[str] = field(default_factory=list)
    made: screen_host.Host | None = None
    raw: str = ""

    @property
    def interview(self) -> Interview:
        return self.session.interview

    @property
    def host(self) -> screen_host.Host:
        """The application, as it was left."""
        assert self.made is not None
        return self.made

    @property
    def sitting(self) -> Sitting:
        """Its page, its way, its words."""
        return self.host.sitting

    def value(self, key: str) -> object:
        """The value of an answer, its status where it has none, None where it is open."""
        answer = self.interview.answers.get(key)
        if answer is None:
            return None
        return answer.value if answer.status == "answered" else answer.status


def type_in(
    keys: str, held: Session | None = None, *, scorecard: Callable[[Interview], str] | None = None
) -> Driven:
    """Keys in, answers out: to the end of the application, so the keys must lead out of it."""
    held = held or session()
    with create_pipe_input() as pipe:
        pipe.send_text(keys)
        host = screen_host.Host(held, input=pipe, output=DummyOutput(), scorecard=scorecard)

        async def go() -> None:
            try:
                await asyncio.wait_for(host.app.run_async(), 5)
            except asyncio.TimeoutError:
                pytest.fail(
                    f"the keys do not lead out of {type(host.top).__name__}: {held.interview.answers}"
                )

        asyncio.run(go())
    return Driven(held, host.outcome)


def answered() -> Session:
    """A session in which nothing that is required is open."""
    held = session()
    for key, value in (("role", "Sales"), ("channel", "phone"), ("products", 3)):
        held.do(Answered(key, Answer(status="answered", value=value)))
    for item in held.interview.items["points"]:
        held.do(Answered(f"points/{item}/point", Answer(status="answered", value=4)))
    return held


class Encoded(io.StringIO):
    """A terminal's output with an encoding of its own."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding


def look(
    keys: str = "",
    held: Session | None = None,
    *,
    columns: int = 80,
    rows: int = 24,
    encoding: str = "utf-8",
    guard: bool = False,
    go_to: str = "",
    then: tuple[int, int] | None = None,
    scorecard: Callable[[Interview], str] | None = None,
    pause: float = 0,
    then_keys: str = "",
    table: Table | None = None,
    turned: bool = False,
) -> Driven:
    """What somebody sees after a row of keys, and after a pause where one is asked for.

    `then` is another size (columns, rows), `go_to` a page.
    """
    held = held or session()
    size = [Size(rows, columns)]
    buffer = Encoded(encoding)
    screen = pyte.Screen(columns, rows)
    stream = pyte.Stream(screen)
    output = Vt100_Output(buffer, lambda: size[0], term="xterm-256color", enable_cpr=False)
    with create_pipe_input() as pipe:
        host = screen_host.Host(
            held,
            input=pipe,
            output=output,
            guard=guard,
            scorecard=scorecard,
            table=table,
            turned=turned,
        )
        if go_to:
            host.sitting.go(lambda way: way.to(go_to))

        async def go() -> None:
            task = asyncio.create_task(host.app.run_async())
            pipe.send_text(keys)
            await _settled(buffer)
            if pause:
                await asyncio.sleep(pause)
                pipe.send_text(then_keys)
                await _settled(buffer)
            if then is not None:
                size[0] = Size(then[1], then[0])
                screen.resize(then[1], then[0])
                host.app._on_resize()
                await _settled(buffer)
            stream.feed(buffer.getvalue())
            if not task.done():
                host.app.exit(result=None)
            await task

        asyncio.run(go())
    lines = [line.rstrip() for line in screen.display]
    return Driven(held, host.outcome, "\n".join(lines), lines, host, buffer.getvalue())


async def _settled(buffer: io.StringIO) -> None:
    """Wait until nothing more is drawn."""
    before, quiet = -1, 0
    while quiet < 3:
        await asyncio.sleep(0.015)
        size = len(buffer.getvalue())
        quiet = quiet + 1 if size == before else 0
        before = size
