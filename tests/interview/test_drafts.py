"""Drafts: what was typed and not accepted goes with its answer, and into the finished file."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from kits.interview import OPENED, Clock, branches, interview, value
from kits.screen import ENTER, ESC, TAB, look

from cfdiag.formats.interview import read_interview
from cfdiag.interview.drafts import drafts_of, keep_drafts, with_drafts
from cfdiag.interview.events import Answered, Cleared, Draft, Finished, ItemsSettled
from cfdiag.interview.journal.journal import Journal
from cfdiag.interview.session import Session


def test_a_draft_that_is_emptied_is_gone_and_the_others_stay():
    drafts: dict[tuple[str, str], str] = {}
    for event in (Draft("c", "half"), Draft("c", "beside", "note"), Draft("z", "other")):
        keep_drafts(drafts, event)
    keep_drafts(drafts, Draft("c", ""))
    assert drafts == {("c", "note"): "beside", ("z", "value"): "other"}
    keep_drafts(drafts, Draft("nothing", ""))
    keep_drafts(drafts, ItemsSettled("things"))
    assert drafts == {("c", "note"): "beside", ("z", "value"): "other"}


@pytest.mark.parametrize("event", [Answered("c", value("because")), Cleared("c")])
def test_an_accepted_answer_has_no_drafts_any_more(event: Answered | Cleared):
    drafts = {("c", "value"): "half", ("c", "note"): "beside", ("z", "value"): "other"}
    keep_drafts(drafts, event)
    assert drafts == {("z", "value"): "other"}


def test_drafts_go_into_the_file_and_come_back_and_what_else_is_there_stays():
    mine = msgspec.structs.replace(interview(), extra={"mine": [1, 2], "drafts": {"old#value": "gone"}})
    drafts = {("c", "value"): "half", ("things/own/u", "note"): "a # in it"}
    kept = with_drafts(mine, drafts)
    assert kept.extra["mine"] == [1, 2]
    assert drafts_of(kept) == drafts
    assert with_drafts(kept, {}).extra == {"mine": [1, 2]}
    assert drafts_of(with_drafts(kept, {})) == {}


def test_finishing_keeps_the_drafts_and_everything_that_was_there_besides(tmp_path: Path):
    q = branches()
    begun = msgspec.structs.replace(interview(q), extra={"mine": {"a": 1}})
    journal = Journal.create(tmp_path / "x.open.jsonl", begun, OPENED)
    held = Session(q, begun, clock=Clock(), store=journal)
    for key, given in (("a", "no"), ("r2", 3), ("things/own/t", 4)):
        held.do(Answered(key, value(given)))
    held.do(ItemsSettled("things"))
    held.keep_draft("z", "half a sentence")
    held.keep_draft("e", "1")
    held.keep_draft("e", "")
    held.do(Finished())
    path = tmp_path / "x.json"
    assert read_interview(path.read_bytes(), str(path)).extra == {
        "mine": {"a": 1},
        "items_settled": {"things": True},
        "drafts": {"z#value": "half a sentence"},
    }


@pytest.mark.parametrize("keys", [ESC + "p", ESC + "?", ESC + "i", ESC + "g", ESC + "n"])
def test_a_key_within_the_pause_does_not_lose_what_was_typed(keys: str) -> None:
    assert look("half a sen" + keys, go_to="role", pause=0.1).session.draft("role") == "half a sen"


@pytest.mark.parametrize("keys", [TAB, ESC + "?"])
def test_a_key_within_the_pause_does_not_lose_a_note_either(keys: str) -> None:
    assert look("nsighs" + keys, go_to="visits", pause=0.1).session.draft("visits", "note") == "sighs"


def test_a_number_that_is_refused_is_a_draft() -> None:
    assert look("many" + ENTER, go_to="people", pause=0.1).session.draft("people") == "many"


def test_a_paste_of_any_length_is_kept_as_a_draft(tmp_path: Path):
    pasted = "Niemand belt terug. " * 6000
    journal = Journal.create(tmp_path / "one.open.jsonl", interview(), OPENED)
    held = Session(branches(), interview(), clock=Clock(), store=journal)
    held.keep_draft("z", pasted)
    held.close()
    again = Journal.take_up(tmp_path / "one.open.jsonl", OPENED)
    assert again.state.drafts == {("z", "value"): pasted}
    again.close()
