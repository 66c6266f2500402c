"""The questions around an interview: digits pick, letters narrow, Dutch confirms take `j`."""

from __future__ import annotations

import asyncio

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from cfdiag.interview.screen_prompts import OnScreen, Pick

FEW = [("a", "Ada Vale"), ("b", "Bob Stone"), ("c", "Cy Vale")]
MANY = [(str(n), f"Somebody {n}") for n in range(1, 26)]
DOWN, BACKSPACE = "\x1b[B", "\x7f"


def picked(keys: str, choices: list[tuple[str, str]]) -> str:
    with create_pipe_input() as pipe:
        pipe.send_text(keys)
        prompt = Pick("Which?", choices, "", input=pipe, output=DummyOutput())
        return asyncio.run(asyncio.wait_for(prompt.app.run_async(), 5))


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ("2", "b"),
        ("\r", "a"),
        ("sto\n", "b"),
        (DOWN + "\r", "b"),
        ("sto\r", "b"),
        ("vale" + DOWN + "\r", "c"),
        ("vale cy\r", "c"),
        ("zz" + BACKSPACE * 2 + "\r", "a"),
        ("9" + "3", "c"),
    ],
)
def test_a_short_list(keys: str, value: str):
    assert picked(keys, FEW) == value


@pytest.mark.parametrize(
    ("keys", "value"),
    [("25", "25"), ("3", "3"), ("2\r", "2"), ("2", "2"), ("y 17\r", "17"), ("9", "9")],
)
def test_in_a_long_list_a_digit_waits_for_the_next(keys: str, value: str):
    assert picked(keys, MANY) == value


def test_control_c_is_a_keyboard_interrupt():
    with pytest.raises(KeyboardInterrupt):
        picked("\x03", FEW)


@pytest.mark.parametrize(
    ("language", "keys", "yes"),
    [
        ("nl", "j", True),
        ("nl", "n", False),
        ("en", "y", True),
        ("en", "n", False),
        ("nl", "\r", False),
        ("en", "2", True),
    ],
)
def test_yes_and_no_in_the_language_that_is_spoken(language: str, keys: str, *, yes: bool):
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(keys)
        assert OnScreen(language).confirm("Weer?") is yes
