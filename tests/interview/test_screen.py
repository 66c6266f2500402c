"""Keys in, answers out: whole interviews without a terminal."""

from __future__ import annotations

import msgspec
import pytest
from kits.screen import (
    BACK,
    BACKSPACE,
    CTRL_C,
    CTRL_G,
    CTRL_J,
    DOWN,
    ENTER,
    ESC,
    LEFT,
    RIGHT,
    SPACE,
    TAB,
    UP,
    answered,
    every_type,
    look,
    session,
    type_in,
)

from cfdiag.ground.diagnostics import CfdiagError, fault
from cfdiag.interview.events import Answered, Event, Remarked
from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.digits import PAUSE
from cfdiag.interview.face.table import Table
from cfdiag.model.interview import Answer, Interview, LooseRemark
from cfdiag.model.questionnaire import Questionnaire

# From the opening to the first question: the opening, the intro of the first section.
BEGIN = ENTER + ENTER
WORK = "Sales" + ENTER + "2" + ENTER + "2" + ENTER + "13" + ENTER + "12" + ENTER
FACETS = "43" + "24" + ENTER
HABITS = "5342" + "d3" + "31" + "45" + ENTER
STORY = "We moved the desk" + ENTER + "4" + ENTER


def test_a_whole_interview_by_keys() -> None:
    held = type_in(
        BEGIN
        + WORK
        + FACETS
        + HABITS
        + STORY
        + ENTER
        + "5"
        + ENTER
        + "4"
        + ENTER
        + "3"
        + ENTER
        + "10"
        + ENTER
        + "f"
        + "1"
        + ENTER * 2
    )
    assert held.outcome == "finished"
    assert held.interview.finished is not None
    assert {key: held.value(key) for key in held.interview.answers} == {
        "role": "Sales",
        "visits": "no",
        "channel": "phone",
        "sources": ["survey", "visit"],
        "people": 12,
        "service": 4,
        "products": 2,
        "ask": 3,
        "praise": 2,
        "fair": 3,
        "answers": 1,
        "course": 5,
        "story": "We moved the desk",
        "points/offer/point": 5,
        "points/delivery/point": 4,
        "points/invoice/point": 3,
        "recommend": 10,
    }
    answers = held.interview.answers
    assert [answers[key].importance for key in ("ask", "praise", "fair", "answers", "course")] == [
        5,
        4,
        None,
        3,
        4,
    ]
    assert answers["fair"].importance_status == "unknown"
    assert [answers[key].basis for key in ("service", "products", "story")] == [
        "figures",
        "first_hand",
        "first_hand",
    ]


def test_back_then_another_answer_opens_the_branch() -> None:
    held = type_in(BEGIN + "Sales" + ENTER + "2" + ENTER + "b" + "1" + ENTER + "2026-03-22" + ENTER + CTRL_C)
    assert held.outcome == "interrupted"
    assert (held.value("visits"), held.value("last_visit")) == ("yes", "2026-03-22")


def test_changing_ones_mind_sets_the_dependent_answer_aside() -> None:
    held = type_in(
        BEGIN + "Sales" + ENTER + "1" + ENTER + "22-3-2026" + ENTER + "b" + BACK + "2" + ENTER + "q"
    )
    assert held.outcome == "left"
    assert list(held.interview.set_aside) == ["last_visit"]


@pytest.mark.parametrize(("key", "status"), [("s", "skipped"), ("d", "unknown"), ("a", "not_applicable")])
def test_a_letter_gives_a_status_and_goes_on(key: str, status: str) -> None:
    held = type_in(BEGIN + ESC + key + key + "2" + ENTER + "q")
    assert [held.value(k) for k in ("role", "visits", "channel")] == [status, status, "phone"]


def test_the_remarks_beside_an_answer_are_kept_with_it() -> None:
    keys = ESC + "n" + "from the start" + TAB + "org chart" + TAB + "2" + ENTER
    held = type_in(BEGIN + keys + "Sales" + ENTER + CTRL_C)
    answer = held.interview.answers["role"]
    assert (answer.value, answer.note, answer.evidence, answer.tags) == (
        "Sales",
        "from the start",
        "org chart",
        ("service",),
    )


def test_a_note_that_is_cancelled_is_as_it_was() -> None:
    held = type_in(BEGIN + ESC + "nold" + ENTER + ESC + "n and new" + BACK + "Sales" + ENTER + CTRL_C)
    assert held.interview.answers["role"].note == "old"


def test_a_note_on_a_saved_answer_is_saved_at_once() -> None:
    held = type_in(BEGIN + "Sales" + ENTER + "1" + ENTER + BACK + "n" + "asked twice" + ENTER + "q")
    assert (held.value("visits"), held.interview.answers["visits"].note) == ("yes", "asked twice")


def test_enter_without_an_answer_goes_on_and_leaves_the_question_open() -> None:
    held = look(BEGIN + ENTER * 4)
    assert held.interview.answers == {}
    # Looked through to the end, everything is still open and found again, what is required among it.
    assert held.sitting.way.next_open(held.session.questionnaire, held.interview).stop.id == "role"
    assert type_in(BEGIN + "Sales" + ENTER + "s" + "q").value("visits") == "skipped"


def test_an_answer_that_is_emptied_is_open_again_and_its_note_waits() -> None:
    held = look(
        ESC + "n" + "in person" + ENTER + "Sales" + ENTER + BACK + BACKSPACE * 5 + ENTER, go_to="role"
    )
    assert held.value("role") is None
    assert held.session.draft("role", "note") == "in person"


def test_a_wrong_number_stays_to_be_mended() -> None:
    held = type_in(BEGIN + TAB * 4 + "12x" + ENTER + BACKSPACE + ENTER + "q")
    assert held.value("people") == 12


def test_tab_goes_on_and_what_was_typed_waits_as_a_draft() -> None:
    held = type_in(BEGIN + "half a sen" + TAB + "q")
    assert held.value("role") is None
    assert held.session.drafts == {("role", "value"): "half a sen"}


def test_a_draft_comes_back_and_can_be_finished() -> None:
    held = type_in(BEGIN + "half a sen" + TAB + "b" + "tence" + ENTER + "q")
    assert held.value("role") == "half a sentence"
    assert held.session.drafts == {}


def test_a_choice_that_was_not_accepted_is_a_draft() -> None:
    held = type_in(BEGIN + TAB * 3 + "24" + BACK + "q")
    assert held.session.drafts == {("sources", "value"): "phone,media"}
    assert held.value("sources") is None


def test_more_ticks_than_allowed_are_refused() -> None:
    held = type_in(BEGIN + TAB * 3 + "124" + ENTER + "4" + ENTER + CTRL_C)
    assert held.value("sources") == ["survey", "phone"]


def test_arrows_and_space_pick() -> None:
    held = type_in(
        BEGIN
        + TAB
        + DOWN
        + ENTER
        + DOWN
        + DOWN
        + DOWN
        + UP
        + ENTER
        + DOWN
        + SPACE
        + DOWN
        + SPACE
        + ENTER
        + "q"
    )
    assert held.value("visits") == "yes"
    # 'yes' asks for the date of the visit: its page took the arrows as text, and Enter left it open.
    assert held.value("last_visit") is None


def test_lines_of_a_text_and_a_bracketed_paste_stay_one_answer() -> None:
    held = type_in(BEGIN + "one" + CTRL_J + "two " + "\x1b[200~three\nfour\x1b[201~" + ENTER + CTRL_C)
    assert held.value("role") == "one\ntwo three\nfour"


def test_a_paste_without_brackets_is_not_taken_for_commands() -> None:
    held = session()
    look(BEGIN, held, guard=True)
    pasted = look(BEGIN + "quit this\rskip that\rand b", held, guard=False)
    assert pasted.value("role") == "quit this"
    held = session()
    look(BEGIN, held)
    pasted = look("x", held)
    assert pasted.interview.answers == {}


def test_digits_never_leave_the_page() -> None:
    held = look(BEGIN + TAB * 5 + "4" * 20)
    assert "The facets (2/5)" in held.display
    assert (held.value("service"), held.value("products")) == (4, 4)


def test_a_digit_beyond_the_scale_is_told() -> None:
    held = look(BEGIN + TAB * 5 + "7")
    assert "! Please give a number from 1 to 5." in held.display
    assert held.value("service") is None


def test_left_and_right_move_the_mark_of_a_single_rating() -> None:
    held = type_in(ESC + "r" + "\x1b[F" + ENTER + RIGHT * 4 + LEFT + ENTER + "q")
    assert held.value("recommend") == 2


def test_backspace_clears_a_cell_that_was_saved() -> None:
    held = look(BEGIN + TAB * 5 + "4" + LEFT + BACKSPACE)
    assert held.value("service") is None


def test_a_block_with_open_cells_asks_once_and_then_leaves_them_open() -> None:
    keys = BEGIN + TAB * 5 + TAB + "53" + ENTER
    held = look(keys)
    assert "8 cells are open. Enter again goes on without them." in held.display
    held = type_in(keys + ENTER + CTRL_C)
    assert [held.value(k) for k in ("ask", "praise", "course")] == [3, None, None]


def test_the_ten_of_a_question_is_typed_as_it_is_said() -> None:
    assert look("10" + ENTER, go_to="recommend").value("recommend") == 10
    waiting = look("1", go_to="recommend")
    assert waiting.value("recommend") in (None, 1)  # the pause may be over
    assert look("1" + ENTER, go_to="recommend").value("recommend") == 1
    assert look("0" + ENTER, go_to="recommend").value("recommend") == 0
    assert look("7" + ENTER, go_to="recommend").value("recommend") == 7


def test_a_digit_that_waits_is_taken_after_a_moment() -> None:
    with_pause = look("1", go_to="recommend", pause=0.9)
    assert with_pause.value("recommend") == 1
    assert "[1]" in with_pause.display
    assert "[1_]" in look("1", go_to="recommend").display


def test_who_types_slowly_still_means_ten_and_later_another_number() -> None:
    assert look("1", go_to="recommend", pause=0.9, then_keys="0").value("recommend") == 10
    assert look("1", go_to="recommend", pause=2.3, then_keys="0").value("recommend") == 0
    assert look("1", go_to="recommend", pause=0.9, then_keys="7").value("recommend") == 7


def test_an_importance_alone_is_kept_as_a_draft_and_comes_back() -> None:
    keys = BEGIN + TAB * 6 + "5" + "q"
    held = type_in(keys)
    assert held.value("ask") is None
    assert held.session.drafts == {("ask", "value"): "5"}
    again = look(ESC + "r" + "8", held.session)
    assert "not accepted yet" in again.display
    held = type_in(ESC + "r" + "o" * 7 + ENTER + RIGHT + "2" + "q", held.session)
    assert (held.value("ask"), held.interview.answers["ask"].importance) == (2, 5)


def test_what_a_text_rests_on_is_asked_once() -> None:
    held = type_in(ESC + "r" + "\x1b[F" + UP * 5 + ENTER + "We did" + ENTER + BACK + ENTER + CTRL_C)
    assert (held.value("story"), held.interview.answers["story"].basis) == ("We did", None)


TO_ITEMS = ESC + "r" + "\x1b[F" + UP * 4 + ENTER


def test_items_are_added_renamed_and_taken_off_with_stable_ids() -> None:
    keys = TO_ITEMS + "+Fair visit" + ENTER + "1" + DOWN + "c" + BACKSPACE * 8 + "Start-up" + ENTER + "q"
    held = type_in(keys)
    assert held.interview.items == {
        "points": {"delivery": "Start-up", "invoice": "Invoice", "i1": "Fair visit"}
    }


def test_an_item_that_was_taken_off_comes_back() -> None:
    assert list(type_in(TO_ITEMS + "11" + "q").interview.items["points"]) == ["delivery", "invoice", "offer"]


def test_the_list_keeps_to_its_least_and_most() -> None:
    held = look(TO_ITEMS + "123" + ENTER + ENTER)
    assert "! The list needs at least 1." in held.display
    held = look(TO_ITEMS + "+a" + ENTER + "+b" + ENTER + "+c" + ENTER)
    assert "! The list holds at most 5." in held.display
    assert list(held.interview.items["points"].values()) == ["The offer", "Delivery", "Invoice", "a", "b"]


def test_taking_off_an_item_with_answers_asks_first() -> None:
    rated = ESC + "r" + "\x1b[F" + UP * 3 + ENTER + "5" + ENTER + UP + ENTER
    held = look(rated + "1")
    assert "It has 1 answer, which will be set aside. Again takes it off the list." in held.display
    assert held.value("points/offer/point") == 5
    held = type_in(rated + "11" + "q")
    assert list(held.interview.set_aside) == ["points/offer/point"]
    assert list(held.interview.items["points"]) == ["delivery", "invoice"]


def test_the_review_refuses_to_finish_and_goes_to_what_is_required() -> None:
    held = look(ESC + "rf")
    assert held.outcome is None
    assert "! 6 required questions are open; this is the first." in held.display
    assert "What is your part in your organisation? (required)" in held.display


def test_an_answer_changed_from_the_review_comes_back_to_it() -> None:
    held = look(BEGIN + "Sales" + ENTER + ESC + "r" + "1" + ENTER + ENTER + " and service" + ENTER)
    assert held.value("role") == "Sales and service"
    assert "Review" in held.cells[0]
    assert any(line.startswith(" >  1 What is your part in your") for line in held.cells)
    assert any(line.strip() == "organisation?" for line in held.cells)  # nothing of it is cut


def test_o_goes_to_the_next_open_question() -> None:
    held = look(BEGIN + "Sales" + ENTER + ESC + "r" + "o" + "o")
    assert any(line.startswith(" >  4 Which two would you miss most?") for line in held.cells)


def test_scores_are_shown_to_who_asks_for_them_and_to_nobody_else() -> None:
    seen: list[Interview] = []

    def scorecard(interview: Interview) -> str:
        seen.append(interview)
        return "Facets      62  ██████"

    done = look(ESC + "rff2" + ENTER, answered(), scorecard=scorecard)
    assert "Thank you. Everything is saved." in done.display
    assert "What happens next" in done.display
    assert seen == []
    asked = look(ESC + "rff2" + ENTER + CTRL_G, answered(), scorecard=scorecard, then=(60, 20))
    assert "Facets      62  ██████" in asked.display
    # Drawn for the width there was, and again for the other one.
    assert [interview.finished is not None for interview in seen] == [True, True]
    closed = look(ESC + "rff2" + ENTER + CTRL_G + ESC, answered(), scorecard=scorecard, pause=0.5)
    assert "Thank you" in closed.display
    assert type_in(ESC + "rff2" + ENTER * 2, answered(), scorecard=scorecard).outcome == "finished"


def test_no_page_of_no_group_shows_a_score_and_none_is_had_on_the_customers_side() -> None:
    asked: list[Interview] = []

    def scorecard(interview: Interview) -> str:
        asked.append(interview)
        return "SECRET"

    for group in every_type().groups:
        for stop in look(held=session(group=group)).sitting.way.stops:
            for typing in ("", ESC):
                keys = "" if typing else CTRL_G
                seen = look(keys, session(group=group), go_to=stop.id, scorecard=scorecard)
                inside = every_type().side(group) == "inside"
                assert ("SECRET" in seen.display) is (inside and not typing), (group, stop.id)
                assert typing or "Probe" not in seen.display
    assert asked
    assert {every_type().side(interview.respondent.group) for interview in asked} == {"inside"}


def test_another_language_in_mid_interview_keeps_what_is_typed() -> None:
    held = look(BEGIN + "Verkoop" + ESC + "L")
    assert held.interview.language == "nl"
    assert "Wat doet u bij" in held.display
    assert "> Verkoop" in held.display


class FullDisk:
    """A store that fails from a certain event on."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.events: list[Event] = []

    def append(self, event: Event, aside: tuple[str, ...], back: tuple[str, ...]) -> None:
        if len(self.events) >= self.room:
            raise self._full()
        self.events.append(event)

    def restrict(self, interview: Interview, questionnaire: Questionnaire) -> None:

        pass

    def finish(self, interview: Interview, drafts: dict[tuple[str, str], str]) -> None:
        raise self._full()

    def close(self) -> None:
        pass

    @staticmethod
    def _full() -> CfdiagError:
        return fault("cannot-write", "cannot write the file: No space left on device", "free some space")


def test_a_failed_save_is_told_and_the_answer_stays_on_the_screen() -> None:
    store = FullDisk(0)
    held = look(BEGIN + "Sales" + ENTER, session(store=store))
    assert "! Not saved: cannot write the file: No space left on device (free some space)" in held.display
    assert "> Sales" in held.display
    assert held.value("role") is None
    store.room = 10
    held = look(BEGIN + "Sales" + ENTER, held.session)
    assert held.value("role") == "Sales"


def test_nobody_goes_on_from_what_could_not_be_saved() -> None:
    for key in (TAB, BACK, ESC + "r"):
        held = look(BEGIN + "Sales" + ENTER + key + key, session(store=FullDisk(0)))
        assert "! Not saved" in held.display
        assert "> Sales" in held.display


def test_a_cell_that_could_not_be_saved_is_tried_again() -> None:
    store = FullDisk(0)
    held = look("4" + TAB, session(store=store), go_to="service")
    assert "! Not saved" in held.display
    assert "The facets" in held.display
    assert held.value("service") is None
    store.room = 10
    held.host.act(Act.FORWARD, "tab")
    assert held.value("service") == 4


def test_leaving_with_a_full_disk_asks_once_more() -> None:
    held = look(BEGIN + "Sales" + CTRL_C, session(store=FullDisk(0)))
    assert held.outcome is None
    assert "! Not saved" in held.display
    assert type_in(BEGIN + "Sales" + CTRL_C + CTRL_C, session(store=FullDisk(0))).outcome == "interrupted"


def test_leaving_in_the_middle_of_a_note_keeps_it() -> None:
    held = type_in(BEGIN + "Sales" + ESC + "n" + "half a no" + CTRL_C)
    assert held.session.drafts == {("role", "value"): "Sales", ("role", "note"): "half a no"}
    again = type_in(ENTER + CTRL_C, held.session)
    assert (again.value("role"), again.interview.answers["role"].note) == ("Sales", "half a no")


def test_leaving_in_the_middle_of_a_new_item_adds_none() -> None:
    assert len(type_in(TO_ITEMS + "+Fair vi" + CTRL_C).interview.items["points"]) == 3


def test_an_empty_list_is_asked_about_once() -> None:
    held = look(TO_ITEMS + "123" + ENTER)
    assert "The list is empty. + adds one; Enter again leaves it empty." in held.display


def test_a_block_that_was_begun_goes_on_at_its_first_open_cell() -> None:
    held = session()
    look(BEGIN + TAB * 6 + "5342", held)
    assert "[·]" in next(line for line in look("", held, go_to="fair").cells if "looked at fairly" in line)


def test_coming_from_the_review_enter_goes_back_without_asking_for_the_rest() -> None:
    held = look(ESC + "r" + "o" * 7 + ENTER + "53" + ENTER)
    assert "Review" in held.cells[0]
    assert (held.value("ask"), held.value("praise")) == (3, None)


def test_what_was_typed_waits_also_when_the_question_is_answered_otherwise() -> None:
    held = type_in(BEGIN + "half" + ESC + "d" + "q")
    assert held.value("role") == "unknown"
    assert held.session.drafts == {("role", "value"): "half"}


def test_a_long_text_is_a_draft_while_it_is_typed() -> None:
    held = look(BEGIN + "a sentence that is long enough to be worth keeping")
    assert held.session.draft("role").startswith("a sentence that is long")


def test_what_is_to_be_told_at_the_beginning_is_told() -> None:
    fresh = session()
    fresh.notices.append("The questionnaire has changed since.")
    assert "The questionnaire has changed since." in look("", fresh).display
    begun = answered()
    begun.notices.append("The questionnaire has changed since.")
    assert "The questionnaire has changed since." in look("", begun).display


def test_a_number_with_a_comma_and_a_date_with_the_day_first() -> None:
    held = type_in(ESC + "r" + "o" * 4 + ENTER + "12,5" + ENTER + "q")
    assert held.value("people") == 12.5


def test_the_same_answer_again_is_not_saved_again() -> None:
    held = session()
    type_in(BEGIN + "Sales" + ENTER + "2" + ENTER + "q", held)
    before = held.interview.answers["visits"].at
    type_in("b" + ENTER + "q", held)
    assert held.interview.answers["visits"].at == before


def test_finishing_with_open_questions_asks_once() -> None:
    held = look(ESC + "rf", answered())
    assert held.interview.finished is None
    assert "11 questions are open. f again finishes without them." in held.display
    assert type_in(ESC + "rff2" + ENTER * 2, answered()).interview.finished is not None


def test_an_interview_without_a_question_can_still_be_finished() -> None:
    q = every_type()
    empty = msgspec.structs.replace(q, sections=())
    assert (
        type_in(ESC + "r" + DOWN + UP + ENTER + "o" + "f1" + ENTER * 2, session(empty)).outcome == "finished"
    )


def test_an_interview_in_which_nothing_was_answered_is_not_finished() -> None:
    q = every_type()
    easy = msgspec.structs.replace(
        q,
        sections=tuple(
            msgspec.structs.replace(
                section,
                repeat=None,
                questions=tuple(msgspec.structs.replace(x, required=False) for x in section.questions),
            )
            for section in q.sections
        ),
    )
    held = look(ESC + "rf", session(easy))
    assert "Nothing is answered yet." in held.display
    assert held.interview.finished is None


def test_arrows_pick_what_an_answer_rests_on() -> None:
    held = look("We did" + ENTER + DOWN + DOWN + ENTER, go_to="story")
    assert (held.value("story"), held.interview.answers["story"].basis) == ("We did", "hearsay")


def test_items_with_one_rating_each_are_rows_of_one_page() -> None:
    held = look("54d", go_to="points/offer/point")
    assert "How do you rate …?" in held.display
    rows = [line.split() for line in held.cells]
    assert held.value("points/offer/point") == 5
    assert held.value("points/delivery/point") == 4
    assert held.value("points/invoice/point") == "unknown"
    assert ["The", "offer", "*", "5"] in rows
    assert "Touch points (4/5)  " in held.display


def test_from_the_review_one_item_is_changed_and_the_cursor_comes_back_to_it() -> None:
    held = look(ESC + "r" + "\x1b[F" + UP * 3 + ENTER + "5" + ENTER)
    assert held.value("points/offer/point") == 5
    assert "> 14 The offer" in held.display
    assert "How do you rate The offer?" in held.display


@pytest.mark.parametrize("page", ["opening", "intro:work"])
@pytest.mark.parametrize(
    "words",
    ["Our best sale, quite", "nothing yet", "interesting", "change 3 things", "really", "Lots", "quit?"],
)
def test_words_typed_on_a_page_that_is_only_read_become_a_note_and_no_keys(words: str, page: str) -> None:
    held = look(words, go_to=page, table=Table(ask=False))
    assert f"Note: {words}" in held.display
    assert "Is it a note?" in held.display
    dropped = look(words + BACK, held=(again := session()), go_to=page, table=Table(ask=False))
    assert (dropped.outcome, dropped.sitting.way.stop.id) == (None, page)
    assert (again.interview, again.drafts) == (session().interview, session().drafts)
    kept = look(words + ENTER, go_to=page, table=Table(ask=False))
    assert [each.text for each in kept.interview.remarks] == [words]
    assert kept.sitting.way.stop.id == page


def test_a_slow_typist_loses_nothing_by_a_key_that_leaves_or_takes_back() -> None:
    for letter in "qbz":
        slow = look(letter, go_to="intro:work", pause=PAUSE + 0.2, then_keys="uite")
        assert slow.outcome is None
        assert f"Note: {letter}uite" in slow.display


def test_a_lone_letter_is_its_key_after_a_moment_or_by_enter_at_once() -> None:
    assert "Review" not in look("r").cells[0]
    assert "Review" in look("r", pause=PAUSE + 0.2).cells[0]
    at_once = look("r" + ENTER)
    assert "Review" in at_once.cells[0]


def test_enter_goes_on_behind_a_key_that_takes_two_presses() -> None:
    for letter in "qbzp":
        held = look(letter + ENTER, go_to="intro:work")
        assert (held.outcome, held.sitting.way.stop.id == "intro:work") == (None, False), letter


def test_what_is_pasted_where_nothing_is_typed_is_a_note() -> None:
    paste = "\x1b[200~q said:\nnever again\x1b[201~"
    for page in ("opening", "intro:work", "visits", "points/", "review"):
        pasted = look(paste + ENTER, go_to=page)
        notes = [each.text for each in pasted.interview.remarks]
        beside = pasted.session.draft("visits", "note")
        assert [*notes, beside][0] == "q said: never again", page
    # By a terminal that sends a paste as keys.
    typed = look("a\rquite\rbad", go_to="opening", guard=True)
    assert "Note: a quite bad" in typed.display
    there_is_none = look(paste, session(group="customer"), go_to="order", turned=True)
    assert "what was pasted is not kept" in there_is_none.display


def test_a_note_in_the_middle_of_which_the_terminal_goes_is_kept_once() -> None:
    held = look("n", go_to="review", pause=0.1, then_keys="They sighed")
    held.sitting.keep()
    held.sitting.keep()
    assert [each.text for each in held.interview.remarks] == ["They sighed"]


def test_words_at_the_end_and_where_it_is_handed_back_are_no_keys() -> None:
    done = look("f2" + ENTER + "quite good", answered(), go_to="read_back", pause=0)
    assert done.outcome is None
    turned = look("1" + ENTER + "but why", session(group="customer"), go_to="order", turned=True)
    assert "give the screen back" in turned.display
    assert "Nothing is typed on this page" in turned.display


def test_a_letter_on_a_page_that_is_only_read_says_what_it_is() -> None:
    assert "Nothing is typed on this page: Enter goes on." in look("x", go_to="intro:work").display
    once = look("q", go_to="intro:work")
    assert once.outcome is None
    assert "q again: save and leave" in once.display
    assert look("qq", go_to="intro:work").outcome == "left"
    for between in "xs4":  # then it is words
        assert look(f"q{between}q", go_to="intro:work").outcome is None
    assert look("q" + DOWN + "r", go_to="intro:work").outcome is None
    assert "Review" in look(ESC + "r", go_to="intro:work").cells[0]


def test_a_question_mark_in_an_empty_field_shows_the_keys() -> None:
    assert "Keys on this page" in look("?", go_to="role").display
    assert "> why?" in look("why?", go_to="role").display
    assert "Keys on this page" in look("why" + ESC + "?", go_to="role").display


def test_q_leaves_the_thanks() -> None:
    held = type_in(ESC + "rff2" + ENTER + "q", answered(), scorecard=lambda _: "Facets 62")
    assert held.outcome == "finished"


# --- taking back


@pytest.mark.parametrize(
    ("page", "keys", "key", "after"),
    [
        ("role", "Sales" + ENTER + ESC + "z", "role", None),
        ("visits", "1" + ENTER + ESC + "z", "visits", None),
        ("sources", "12" + ENTER + ESC + "z", "sources", None),
        ("people", "12" + ENTER + "z", "people", None),
        ("service", "4z", "service", None),
        ("ask", "53" + "z", "ask", None),
        ("recommend", "10" + "z", "recommend", None),
        ("recommend", "10" + ENTER + "r" + "17" + ENTER + "3" + "z", "recommend", 10),
    ],
)
def test_the_last_change_is_taken_back(page: str, keys: str, key: str, after: object) -> None:
    held = look(keys, go_to=page)
    assert held.value(key) == after
    assert "The last change is taken back." in held.display
    assert held.sitting.way.stop.id == page or key in [step.key for step in held.sitting.way.stop.steps]


def test_one_change_after_the_other_until_there_is_none() -> None:
    held = look("5342" + "z", go_to="ask")
    assert (held.value("ask"), held.value("praise")) == (3, None)
    assert held.interview.answers["ask"].importance == 5
    held = look("zz", held.session, go_to="ask")
    assert held.value("ask") is None
    assert "There is nothing to take back." in look("zzzzz", held.session, go_to="ask").display


def test_a_tick_that_was_not_accepted_is_taken_back_and_outlives_the_power() -> None:
    held = look("12", go_to="sources")
    # Nobody has left the page: what is on disk is what the battery leaves.
    assert held.session.draft("sources") == "survey,phone"
    back = look("z", held.session, go_to="sources")
    assert back.session.draft("sources") == "survey"
    assert "[x] Surveys" in back.display
    assert "[ ] On the phone" in back.display


def test_a_branch_that_was_closed_by_mistake_comes_back_with_its_answers() -> None:
    held = session()
    look("1" + ENTER + "2026-11-01" + ENTER, held, go_to="visits")
    assert held.interview.answers["last_visit"].value
    look("2" + ENTER, held, go_to="visits")
    assert "last_visit" in held.interview.set_aside
    look("z", held, go_to="visits")
    assert held.interview.answers["visits"].value == "yes"
    assert "last_visit" in held.interview.answers


# --- a cell and its row


def test_s_d_a_are_about_the_cell_and_about_the_row_only_when_pressed_twice() -> None:
    once = look("5" + "s", go_to="ask")
    answer = once.interview.answers["ask"]
    assert (answer.status, answer.importance) == ("skipped", 5)
    first = look("d" + "4", go_to="ask")
    answer = first.interview.answers["ask"]
    assert (answer.value, answer.importance_status) == (4, "unknown")
    twice = look("aa", go_to="ask")
    answer = twice.interview.answers["ask"]
    assert (answer.status, answer.importance_status) == ("not_applicable", "not_applicable")
    assert twice.value("praise") is None
    in_a_row = look("3" + "s" + "s", go_to="ask")  # the second is pressed in the next row
    assert in_a_row.interview.answers["ask"].importance == 3
    other = look("5" + "s" + "d", go_to="ask")
    assert other.interview.answers["ask"].importance == 5


# --- words between questions


@pytest.mark.parametrize("page", ["opening", "intro:work", "points/", "review"])
def test_one_key_for_every_written_aside(page: str) -> None:
    held = look("n", go_to=page, pause=PAUSE + 0.2, then_keys="They sighed" + ENTER)
    (remark,) = held.interview.remarks
    assert (remark.text, remark.question) == ("They sighed", None)
    assert remark.at
    # What belongs to no question may be the interviewer's own: it is not read back.
    assert "sighed" not in look("", held.session, go_to="read_back").display


def test_what_was_said_in_passing_is_said_to_belong_to_a_question() -> None:
    held = session()
    first = look("n" + "The lift was late" + ENTER, held, go_to="review")
    assert "1 remark belongs to no question yet; m says to which." in first.display
    look("m" + "recommend" + ENTER, held, go_to="review")
    assert [each.question for each in held.interview.remarks] == ["recommend"]
    shown = look("", held, go_to="read_back").display
    assert "“The lift was late”" in shown
    assert "belongs to no question" not in look("", held, go_to="review").display
    # Of two, one says first which it is; all questions are there without a word.
    look("n" + "They sighed" + ENTER + "m" + "2" + ENTER, held, go_to="review")
    second = look("m2" + ENTER, held, go_to="review")
    assert "To which question does it belong" in second.display
    assert "What is your part in" in second.display
    look("m2" + ENTER + "your part" + ENTER, held, go_to="review")
    assert [each.question for each in held.interview.remarks] == ["recommend", "role"]
    look("z", held, go_to="review")
    assert [each.question for each in held.interview.remarks] == ["recommend", None]


def test_nothing_of_the_interviewers_own_is_read_back() -> None:
    private = every_type()
    own = msgspec.structs.replace(private.question("role"), off_record=True)
    first, *rest = private.sections
    kept = [own if question.id == "role" else question for question in first.questions]
    sections = [msgspec.structs.replace(first, questions=tuple(kept)), *rest]
    held = session(msgspec.structs.replace(private, sections=tuple(sections)))
    held.do(Answered("role", Answer(status="answered", value="she hesitated")))
    held.do(Remarked(LooseRemark(text="a filed aside", question="role")))
    held.do(Remarked(LooseRemark(text="a loose aside")))
    shown = look("", held, go_to="read_back", rows=60).display
    assert "hesitated" not in shown
    assert "aside" not in shown


def test_a_note_beside_an_answer_in_words_is_not_read_back() -> None:
    held = look("Head of sales" + ESC + "n" + "sighs" + ENTER + ENTER, go_to="role")
    assert held.interview.answers["role"].note == "sighs"
    shown = look("", held.session, go_to="read_back").display
    assert "Head of sales" in shown
    assert "sighs" not in shown


def test_what_is_typed_is_a_draft_when_typing_pauses() -> None:
    assert look("half", go_to="role", pause=1.3).session.draft("role") == "half"
    assert look("n" + "sighs", go_to="visits", pause=1.3).session.draft("visits", "note") == "sighs"
    assert look("n" + "sighs", go_to="review", pause=1.3).session.draft("remarks") == "sighs"


# --- finding the way


def test_the_sections_with_what_is_open_are_one_key_away() -> None:
    held = session()
    look("Sales" + ENTER, held, go_to="role")
    shown = look("g", held, go_to="visits")
    assert "1 Your work 4 open" in shown.display
    assert "Touch points" in shown.display
    assert look("g2", held, go_to="visits").sitting.way.stop.id == "service"
    assert look("g" + DOWN * 2 + ENTER, held, go_to="visits").sitting.way.section()[0] == 3


def test_questions_and_answers_are_searched() -> None:
    held = session()
    look(ESC + "n" + "loud" + ENTER + "Sales desk" + ENTER, held, go_to="role")
    assert look("/desk" + ENTER, held, go_to="visits").sitting.way.stop.id == "role"
    assert look("/loud" + ENTER, held, go_to="visits").sitting.way.stop.id == "role"
    shown = look("/rate", held, go_to="visits")
    assert "How do you rate The offer?" in shown.display
    assert "Nothing has these words." in look("/zebra", held, go_to="visits").display
    assert look("/rate deliv" + ENTER, held, go_to="visits").sitting.way.key == "points/delivery/point"
    held.do(Remarked(LooseRemark(text="a filed aside", question="role")))
    held.do(Remarked(LooseRemark(text="a loose aside")))
    assert look("/filed aside" + ENTER, held, go_to="visits").sitting.way.stop.id == "role"
    assert "> a loose aside (of no question yet)" in look("/loose", held, go_to="visits").display
    assert look("/loose" + ENTER, held, go_to="visits").sitting.way.stop.id == "review"
    second = look("/rate how" + DOWN + ENTER, held, go_to="visits").sitting.way.key
    assert second != look("/rate how" + ENTER, held, go_to="visits").sitting.way.key


def test_a_letter_that_is_no_key_does_nothing_and_says_so() -> None:
    for page in ("visits", "service", "points/", "review", "read_back"):
        held = look("x", go_to=page)
        assert "x is no key of this page; ? shows the keys." in held.display, page
        assert held.interview.answers == {}


@pytest.mark.parametrize("rows", range(5, 16))
def test_the_review_holds_on_the_lowest_screen(rows: int) -> None:
    """Questions are whole there, also where one of them is longer than the room."""
    for keys in ("", "1", "4", "17", DOWN * 3, "\x1b[F"):
        held = look(keys, session(name="Eve"), go_to="review", columns=46, rows=rows)
        assert held.sitting.way.stop.id == "review"
        assert ">" in held.display or rows < 9


def test_one_too_many_of_several_options_waits_for_the_one_that_makes_way() -> None:
    seen = look("123", go_to="sources")
    first, second, third = (option.id for option in seen.sitting.page.options[:3])  # type: ignore[attr-defined]
    assert "2 chosen; at most 2" in seen.display
    assert "2 are chosen already." in seen.display
    swapped = look("1231" + ENTER, go_to="sources")
    assert swapped.value("sources") == [second, third]
    # Any other key leaves those that are picked.
    left = look("123" + "?" + ENTER + "1" + ENTER, go_to="sources")
    assert left.value("sources") == [second]
    assert first not in (swapped.value("sources") or [])


def test_what_takes_one_more_change_back_is_a_key_of_the_page_that_undo_leads_to() -> None:
    held = session()
    text = look(BEGIN + "Sales" + ENTER + "z", held)
    assert "Esc z again takes back the one before." in text.display
    listed = look("1" + ENTER + ESC + "z", go_to="visits")
    assert " z again takes back the one before." in listed.display
    assert "Esc z again" not in listed.display


def test_what_was_wrong_with_a_text_goes_when_it_is_changed() -> None:
    refused = look("many" + ENTER, go_to="people")
    assert "! Please give" in refused.display
    assert "! Please give" not in look("many" + ENTER + BACKSPACE, go_to="people").display
