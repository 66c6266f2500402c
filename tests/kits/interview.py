"""What the tests of the interview share: a questionnaire with everything in it, clocks, sessions, events."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.interview import state
from cfdiag.interview.events import (
    Answered,
    Cleared,
    Draft,
    Event,
    Finished,
    ItemAdded,
    ItemRemoved,
    ItemRenamed,
    ItemsSettled,
    LanguageSet,
    Opened,
    Reopened,
    RespondentSet,
)
from cfdiag.interview.session import Session, Store
from cfdiag.model.interview import Answer, Interview, Respondent
from cfdiag.model.questionnaire import Questionnaire

SOURCE = (Path(__file__).parents[1] / "data" / "branches.yaml").read_text(encoding="utf-8")

STARTED = "2026-11-22T09:00:00Z"
OPENED = Opened(at=STARTED, pid=4711, host="desk")


@cache
def branches(source: str = SOURCE) -> Questionnaire:
    """Every question type, chained conditions, a repeated section, two groups, two languages."""
    return read_questionnaire(source.encode(), "branches.yaml")


class Clock:
    """A clock that moves on a second each time somebody looks at it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 9, 0, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def interview(q: Questionnaire | None = None, group: str = "inside", **more: object) -> Interview:
    """A new interview."""
    return state.begin(
        q or branches(),
        id="0197a000-0000-7000-8000-000000000001",
        respondent=Respondent(group=group, organisation="Vale"),
        started=STARTED,
        **more,  # type: ignore[arg-type]
    )


def session(group: str = "inside", store: Store | None = None, **more: object) -> Session:
    """A session; in memory where there is no store."""
    q = branches()
    return Session(q, interview(q, group, **more), clock=Clock(), store=store)


def value(given: object, **more: object) -> Answer:
    """An answer."""
    return Answer(status="answered", value=given, **more)  # type: ignore[arg-type]


def library_folder(folder: Path, source: str = SOURCE) -> Path:
    """A folder with the questionnaire in it."""
    folder.mkdir(exist_ok=True)
    (folder / "branches.yaml").write_text(source, encoding="utf-8")
    return folder


_keys = st.sampled_from(
    [
        "a",
        "b",
        "c",
        "d",
        "e",
        "f",
        "r1",
        "r2",
        "z",
        "things/own/t",
        "things/own/u",
        "things/i1/t",
        "things/i1/u",
        "things/i2/t",
        "nope",
    ]
)
_values = st.sampled_from(
    [
        "yes",
        "no",
        "one",
        "two",
        ["x"],
        ["x", "z"],
        [],
        1,
        2,
        4,
        5,
        9,
        2.5,
        "2026-11-22",
        "some words",
        "\u202e\x1b[2J",
    ]
)
_answers = st.one_of(
    st.builds(value, _values),
    st.builds(value, _values, note=st.text(max_size=8), importance=st.sampled_from([None, 1, 5])),
    st.builds(value, _values, basis=st.sampled_from(["guess", "figures"])),
    st.sampled_from([Answer(status="skipped"), Answer(status="unknown"), Answer(status="not_applicable")]),
)
_items = st.sampled_from(["own", "i1", "i2", "i3", "I4"])
_labels = st.sampled_from(["Own thing", "Other", "Third", "Fourth", "", " spaced "])
_sections = st.sampled_from(["things", "things", "first"])

events: st.SearchStrategy[Event] = st.one_of(
    st.builds(Answered, _keys, _answers),
    st.builds(Answered, _keys, _answers),
    st.builds(Answered, _keys, _answers),
    st.builds(Cleared, _keys),
    st.builds(ItemAdded, _sections, _items, _labels),
    st.builds(ItemRenamed, _sections, _items, _labels),
    st.builds(ItemRemoved, _sections, _items),
    st.builds(ItemsSettled, _sections),
    st.builds(LanguageSet, st.sampled_from(["en", "nl", "xx"])),
    st.builds(RespondentSet, st.builds(Respondent, group=st.sampled_from(["inside", "outside", "nobody"]))),
    st.builds(Draft, _keys, st.text(max_size=8), st.sampled_from(["value", "note"])),
    st.just(Finished()),
    st.just(Reopened()),
)
"""Anything that a front end could ask for, much of it impossible."""
