"""Plain mode: lines in, lines out; every command; nothing asked twice of an empty input."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from hypothesis import given as given_
from hypothesis import settings
from hypothesis import strategies as st
from kits.interview import OPENED, interview, session, value
from kits.typed import TypedLines

from cfdiag.ground.diagnostics import CfdiagError, fault, render_fault
from cfdiag.interview import plain
from cfdiag.interview.events import Answered, Event
from cfdiag.interview.face.actions import TYPED_COMMANDS
from cfdiag.interview.journal.journal import Journal
from cfdiag.interview.plain.console import Lines
from cfdiag.interview.session import Session
from cfdiag.model.interview import Answer


def hold(lines: str, held: Session | None = None, *, terminal: bool = True) -> tuple[str, str, Session]:
    """What came of some lines: how it was left, what was said, the session."""
    held = held or session()
    said = io.StringIO()
    outcome = plain.run_plain(held, Lines(TypedLines(lines) if terminal else io.StringIO(lines), said))
    return outcome, said.getvalue(), held


def given(held: Session) -> dict[str, object]:
    return {
        key: answer.value if answer.status == "answered" else answer.status
        for key, answer in held.interview.answers.items()
    }


WHOLE = "yes\n2\nbecause it is\n1,3\n2,5\n2026-11-22\n4\n3\n2\n\nAnother\n\n2\nToo slow\n5\n\nfinish\n1\n\n"


def test_a_whole_interview_in_lines():
    outcome, _, held = hold(WHOLE)
    assert outcome == "finished"
    assert given(held) == {
        "a": "yes",
        "b": "two",
        "c": "because it is",
        "d": ["x", "z"],
        "e": 2.5,
        "f": "2026-11-22",
        "r1": 4,
        "r2": 2,
        "things/own/t": 2,
        "things/own/u": "Too slow",
        "things/i1/t": 5,
    }
    assert held.interview.answers["r1"].basis == "figures"
    assert held.interview.answers["r2"].basis is None
    assert held.interview.items == {"things": {"own": "Own thing", "i1": "Another"}}


def test_what_a_question_looks_like():
    held = session()
    held.do(Answered("r1", value(4, note="from the survey")))
    _, said, _ = hold("", held)
    assert said == (
        "Branches\n"
        "Type an answer and press Enter. /help lists the commands; /quit saves and leaves.\n"
        "The answers are counted together with those of others, and figures of fewer than 5 people are not"
        " shown. You may stop at any time and skip any question; your name is not kept, and at the end you"
        " decide whether your words may be quoted.\n"
        "\n"
        "Section 1 of 3: First\n"
        "To begin.\n"
        "\n"
        "Question 1 of 7. 6 left, about 3 minutes.\n"
        "Is it so at Vale? Required.\n"
        "1. Yes\n"
        "2. No\n"
        "Yes or no: \n"
    )
    _, said, _ = hold("/skip\n/next\n/next\n", held)
    assert said.endswith(
        "\n"
        "Question 4 of 7. 5 left, about 3 minutes.\n"
        "Rate one Optional.\n"
        "Current answer: 4. Press Enter to keep it.\n"
        "Note: from the survey\n"
        "Rating, 1 Poor to 5 Good: \n"
    )


def test_the_end_of_input_leaves_and_never_loops():
    for lines in (
        "",
        "yes\n",
        "wrong\n" * 3,
        "/review\n",
        "/items\n",
        "/tags\n",
        "/basis\n",
        "/finish\n",
        "/rename\n",
    ):
        outcome, _, held = hold(lines)
        assert outcome == "left"
        assert held.interview.finished is None


@pytest.mark.parametrize("word", ["/quit", "/q", "/QUIT "])
def test_quit_leaves(word: str):
    outcome, _, held = hold(f"yes\n{word}\nno\n")
    assert (outcome, given(held)) == ("left", {"a": "yes"})


def test_skip_dont_know_and_not_applicable():
    _, said, held = hold("/dk\n/na\n/s\n")
    assert given(held) == {"a": "unknown", "d": "not_applicable", "e": "skipped"}
    assert [line.split("Saved: ")[1] for line in said.splitlines() if "Saved: " in line] == [
        "don't know.",
        "does not apply.",
        "skipped.",
    ]


def test_wrong_answers_are_asked_again_with_what_is_expected():
    _, said, held = hold("perhaps\nyes\n9\n\n1,7\n11\n")
    assert given(held) == {"a": "yes"}
    for expected in (
        "Please give yes or no.",
        "Please give a number from 1 to 2.",
        "numbers from 1 to 3, separated by commas.",
    ):
        assert expected in said


def test_enter_alone_leaves_a_question_open_and_the_end_waits_for_what_is_required():
    _, said, held = hold("\n\n")
    assert "Left open; it is required." in said
    assert given(held) == {}
    outcome, said, held = hold("/finish\nno\n/review\nfinish\n")
    assert "3 required questions are open." in said
    assert outcome == "left"


def test_enter_keeps_the_answer_there_is():
    held = session()
    held.do(Answered("a", value("no", note="said so")))
    before = held.interview.answers["a"]
    hold("/back\n\n", held)
    assert held.interview.answers["a"] is before


def test_back_shows_the_answer_and_takes_another():
    _, said, held = hold("yes\n/back\nno\n")
    assert "Current answer: Yes. Press Enter to keep it." in said
    assert given(held) == {"a": "no"}
    assert "This is the first question." in hold("/back\n")[1]


def test_notes_evidence_tags_and_basis_stand_beside_the_answer():
    held = session()
    for key, of in (("a", "yes"), ("b", "two")):
        held.do(Answered(key, value(of)))
    _, said, _ = hold(
        "/note before\n/evidence page 7\n/tags\n1, 2\nbecause\n"
        "/back\n/note after\n/note\n/tags 2\n/note -\n/note\n",
        held,
    )
    answer = held.interview.answers["c"]
    assert (answer.value, answer.note, answer.evidence, answer.tags) == ("because", "", "page 7", ["price"])
    assert "There is none. Type it after the command; - removes it." in said
    hold("/next\n/next\n/next\n4\n/basis\nseen at first hand\n", held)
    assert (held.interview.answers["r1"].value, held.interview.answers["r1"].basis) == (4, "first_hand")


def test_a_note_before_the_answer_outlives_the_session(tmp_path: Path):
    path = tmp_path / "x.open.jsonl"
    held = session(store=Journal.create(path, interview(), OPENED))
    hold("/note typed first\n", held)
    held.close()
    taken = Journal.take_up(path, OPENED)
    again = session()
    again._drafts = taken.state.drafts
    hold("yes\n", again)
    assert again.interview.answers["a"].note == "typed first"
    taken.close()


def test_importance_is_a_cell_of_its_own():
    held = session("outside")
    _, said, _ = hold("yes\n\n3\n\n5\n4\n/dk\n2\n\n/na\n", held)
    r1, r2 = held.interview.answers["r1"], held.interview.answers["r2"]
    assert (r1.value, r1.importance) == (4, 5)
    assert (r2.value, r2.importance, r2.importance_status) == (2, None, "unknown")
    assert "Importance, 1 not important to 5 very important: " in said
    assert "Rating, 1 Poor to 5 Good: " in said
    assert "Saved: 4, importance 5." in said
    assert "Saved: 2, importance don't know." in said


def test_lists_of_items_can_be_added_to_renamed_and_shortened():
    lines = (
        "/items\nNew one\n/rename 2 Better name\n7\n/remove 1\nNew Three\nOwn thing\nown thing\n/remove 9\n\n"
    )
    _, said, held = hold(lines)
    assert held.interview.items == {"things": {"i1": "Better name", "i2": "New Three", "own": "Own thing"}}
    assert "A number is no name." in said
    assert "Not saved: the list holds at most 3." in said
    assert "Please give a number of the list." in said


def test_another_language_in_the_middle():
    _, said, held = hold("/language\n/language de\n/language en\n")
    assert held.interview.language == "en"
    assert "Is dat zo bij Vale?" in said
    assert "en, nl" in said


def test_a_slash_at_the_beginning_of_an_answer():
    held = session()
    hold("/review\n7\n//quit is what they said\n", held)
    assert given(held)["z"] == "/quit is what they said"


def test_a_near_miss_of_a_command():
    assert "There is no such command; /help lists them. did you mean 'probe'?" in hold("/prob\n")[1]


def test_help_names_every_command():
    said = hold("/help\n")[1]
    for name, offer in TYPED_COMMANDS.items():
        assert f"/{name} {offer.argument}".rstrip() + f": {offer.help}\n" in said


def test_the_probe_is_the_interviewers():
    held = session()
    for key, of in (("a", "yes"), ("b", "two")):
        held.do(Answered(key, value(of)))
    assert "Ask for the last time." in hold("/probe\n", held)[1]
    assert "Why Two?" in hold("", held)[1]
    assert "There is no hint here." in hold("/p\n")[1]


def test_changes_are_taken_back_one_after_the_other():
    held = session()
    _, said, held = hold("yes\n1\n/undo\n/undo\n/undo\n", held)
    assert said.count("Saved: the last change is taken back.") == 2
    assert "There is nothing to take back." in said
    assert given(held) == {}


def test_the_way_is_found_by_sections_and_by_words():
    held = session()
    _, said, _ = hold("yes\n/sections\n/find rate\n/sections 3\n", held)
    assert "2. " in said.split("/sections NUMBER goes there.")[0]
    assert "nothing open" not in said.split("/sections NUMBER goes there.")[0].splitlines()[-2]
    assert "Rate two" in said
    _, said, held = hold("/find rate two\n4\n", held)
    assert held.interview.answers["r2"].value == 4
    assert "Nothing has these words." in hold("/find zebra\n", held)[1]


def test_what_is_said_in_passing_is_noted_where_there_is_no_question():
    _, said, held = hold("/review\n/note They sighed.\n")
    assert "Saved: They sighed." in said
    (remark,) = held.interview.remarks
    assert (remark.text, remark.question) == ("They sighed.", None)
    assert remark.at
    hold("/undo\n", held)
    assert held.interview.remarks == []


def test_what_was_said_in_passing_is_said_to_belong_to_a_question_in_lines():
    _, said, held = hold("/file\n/review\n/note It was late.\n/read\n")
    assert "Nothing was said in passing." in said
    assert "It was late" not in said.split("Saved: It was late.")[1]
    _, said, _ = hold("/review\n/file\n/file 1 99\n/file 2 1\n/file 1 2\n/read\n", held)
    assert "1. It was late. (of no question yet)" in said
    assert "/file 1. It was late." in said
    assert said.count("Please give a number from 1 to") == 2
    (remark,) = held.interview.remarks
    assert remark.question == "d"
    assert "“It was late.”" in said.split("Saved:")[-1]
    hold("/review\n/file 1 -\n", held)
    assert held.interview.remarks[0].question is None


def test_clearing_opens_the_question_again():
    _, said, held = hold("yes\n/back\n/clear\n/clear\n")
    assert given(held) == {}
    assert "There is no answer here." in said


def test_from_the_review_one_edits_and_comes_back():
    held = session()
    for key, of in (("a", "no"), ("r2", 3), ("things/own/t", 4)):
        held.do(Answered(key, value(of)))
    outcome, said, _ = hold("/review\n6\n5\n2\n99\nwhat\nopen\n/review\nfinish\n\n\n", held)
    assert outcome == "finished"
    assert held.interview.answers["r2"].value == 5
    assert held.interview.answers["r2"].basis == "hearsay"
    assert said.count("\nReview\n") == 3
    assert said.count("Not understood: a number, finish, open or quit.") == 2
    assert "6. Rate two Answer: 3.\n" in said
    assert "1. Is it so at Vale? Answer: No.\n" in said


def test_a_draft_of_the_screen_can_be_taken():
    held = session()
    held.keep_draft("z", "typed on the screen,\nnot accepted")
    _, said, _ = hold("/review\n7\n/draft\n", held)
    assert "Typed before and not accepted: typed on the screen, not accepted" in said
    assert held.interview.answers["z"].value == "typed on the screen,\nnot accepted"
    assert held.drafts == {}


def test_resuming_begins_at_the_first_open_question():
    held = session()
    held.do(Answered("a", value("no")))
    held.do(Answered("d", Answer(status="skipped")))
    assert "How many? Optional." in hold("", held)[1]
    assert "Is it so" not in hold("", held)[1]


def test_what_is_said_is_safe_for_a_terminal():
    held = session()
    held.do(Answered("a", value("no", note="\x1b]52;c;x\x07\u202e")))
    assert "\x1b" not in hold("/back\n", held)[1]


def test_an_encoding_that_cannot_say_it_gets_question_marks():
    class Latin(io.StringIO):
        encoding = "ascii"  # type: ignore[assignment]

    out = Latin()
    held = session()
    held.do(Answered("a", value("no", note="応答")))
    plain.run_plain(held, Lines(io.StringIO("/back\n"), out))
    assert "Note: ??" in out.getvalue()


def test_a_line_without_end_is_refused():
    _, said, held = hold("x" * 450_000 + "\nyes\n")
    assert "That line is longer than 200,000 characters; it was not read." in said
    assert given(held) == {"a": "yes"}


class Full:
    """A store on a disk that is full for a while."""

    def __init__(self, times: int) -> None:
        self.times = times

    def append(self, event: Event, aside: tuple[str, ...], back: tuple[str, ...]) -> None:
        if self.times:
            self.times -= 1
            raise fault("cannot-write", "cannot write the file: No space left on device")

    def finish(self, *_: object) -> None:
        raise AssertionError

    def close(self) -> None:
        pass


def test_at_a_terminal_an_answer_that_could_not_be_saved_is_asked_again():
    _, said, held = hold("yes\nyes\n", session(store=Full(1)), terminal=True)
    assert "cannot write the file: No space left on device" in said
    assert said.count("Saved: ") == 1
    assert given(held) == {"a": "yes"}


def test_in_a_pipe_an_answer_that_could_not_be_saved_ends_the_interview():
    held = session(store=Full(1))
    with pytest.raises(CfdiagError, match="No space left on device"):
        hold("yes\n1\n", held, terminal=False)
    assert given(held) == {}


@pytest.mark.parametrize(
    ("lines", "number", "about", "reason"),
    [
        ("yes\n7\n", 2, "b", "Please give a number from 1 to 2."),
        ("/zzz\n", 1, "a", "There is no such command; /help lists them."),
        ("caf\udce9\n", 1, "", "That line is not UTF-8 text; it was not read."),
        ("x" * 450_000 + "\n", 1, "", "That line is longer than 200,000 characters; it was not read."),
    ],
)
def test_of_a_pipe_the_first_refused_line_is_the_end(lines, number, about, reason):
    held = session()
    with pytest.raises(CfdiagError) as error:
        hold(lines, held, terminal=False)
    to = f" to '{about}'" if about else ""
    (refused,) = error.value.diagnostics
    assert render_fault(refused) == (
        f"<stdin>:{number}:1: error: this line is no answer{to}: {reason}  [refused-line]\n"
        "  = correct that line and those after it; what was answered before it is saved"
    )
    assert given(held) == ({"a": "yes"} if number == 2 else {})


_TYPED = st.sampled_from(
    [
        *(f"/{name}" for name in TYPED_COMMANDS if name not in ("quit", "finish")),
        *(
            "/finish",
            "/rename 1 New",
            "/remove 1",
            "/note n",
            "/tags 1",
            "/basis 2",
            "/language nl",
            "/language en",
        ),
        *(
            "yes",
            "no",
            "1",
            "2",
            "3",
            "5",
            "1,2",
            "0",
            "words",
            "",
            "",
            "//x",
            "open",
            "finish",
            "2026-11-22",
            "9",
            "\x1b[2J",
        ),
    ]
)


@settings(max_examples=120, deadline=None)
@given_(st.lists(_TYPED, max_size=60), st.sampled_from(["inside", "outside"]))
def test_whatever_is_typed_it_ends_and_every_saved_line_is_so(typed: list[str], group: str):
    kept: list[Event] = []

    class Memory(Full):
        def append(self, event: Event, aside: tuple[str, ...], back: tuple[str, ...]) -> None:
            kept.append(event)

        def finish(self, *_: object) -> None:
            pass

        def restrict(self, *_: object) -> None:
            pass

    outcome, said, held = hold("\n".join(typed) + "\n", session(group, store=Memory(0)))
    assert outcome in ("left", "finished")
    assert (outcome == "finished") is (held.interview.finished is not None)
    saved = len(re.findall(r"(?:Saved|Bewaard): ", said))
    # What is taken back may be more than one event; everything else is one line each.
    assert saved <= len(kept) - (outcome == "finished")
    assert "/undo" in typed or saved == len(kept) - (outcome == "finished")
    assert "\x1b" not in said
