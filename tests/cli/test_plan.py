"""A plan from the first report to the review: adopted, filled in, read back, late, beside a second wave."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date

import pytest
from kits.batch import Desk
from kits.command import at_desk
from kits.terminal import Terminal
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from cfdiag.formats.plan import read_plan


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.low("old")
    desk.low("new", better=3, first=50)
    return desk


@pytest.fixture
def call(capsys, monkeypatch, tmp_path, desk):
    return at_desk(capsys, monkeypatch, tmp_path)


@pytest.fixture
def adopted(call):
    assert call("plan", "adopt", "old", "--date", "2026-11-26", "--agreed-with", "service team").code == 0
    return call


def plan(desk):
    return read_plan((desk.folder / "plan.yaml").read_bytes(), "plan.yaml")


def test_adopting_writes_words_days_and_the_hash_of_the_result(desk, adopted):
    found = plan(desk)
    action = found.action("plan_together")
    assert (action.title, action.owner, action.due, action.kind) == (
        "Plan together", "Head of sales", "2027-01-25", "mend",
    )  # fmt: skip
    assert (found.adopted, found.agreed_with) == ("2026-11-26", ("service team",))
    assert (desk.folder / found.result.file).is_file()
    assert adopted("check", "plan.yaml").code == 0


def test_an_adopted_plan_is_not_written_over_and_force_only_adds(desk, adopted):
    assert adopted("plan", "set", "plan_together", "--due", "2027-03-01", "--owner", "J. Smit").code == 0
    before = (desk.folder / "plan.yaml").read_text()
    refused = adopted("plan", "adopt", "old", "--date", "2027-01-01")
    assert (refused.code, "[exists]" in refused.err) == (2, True)
    assert adopted("plan", "adopt", "old", "--date", "2027-01-01", "--force").code == 0
    assert (desk.folder / "plan.yaml").read_text() == before


def test_without_a_plan_it_says_how_to_make_one(call):
    for verb in ("show", "review", "set"):
        done = call("plan", verb, *(["x", "--note", "y"] if verb == "set" else []))
        assert (done.code, "plan adopt" in done.err) == (2, True)


def test_what_is_no_change_and_what_is_no_action_is_refused(adopted):
    for arguments, said in (
        (("plan_togethr", "--status", "done"), "did you mean"),
        (("plan_together",), "nothing to change"),
        (("plan_together", "--due", "soon"), "YYYY-MM-DD"),
        (("plan_together", "--status", "begun"), "open"),
        (("plan_together", "--from", "x.csv"), "leave the others out"),
    ):
        done = adopted("plan", "set", *arguments)
        assert (done.code, said in done.err) == (2, True), done.err


def test_a_saved_result_is_as_good(desk, call):
    assert call("score", "old", "--format", "json", "-o", "r.json").code == 0
    assert call("plan", "adopt", "r.json", "--date", "2026-11-26").code == 0
    assert plan(desk).result.file == "r.json"
    assert call("plan", "adopt", "r.json", "--with-promises", "-o", "p.yaml").code == 2
    refused = call("plan", "adopt", "r.json", "--actions", "nothing_such", "-o", "p.yaml")
    assert (refused.code, "plan_together" in refused.err) == (2, True)


def test_its_own_actions_stand_on_a_question_that_there_is(desk, adopted):
    assert (
        adopted("plan", "add", "Lunch with the depot", "--because", "share_plans", "--due", "2027-02-01").code
        == 0
    )
    own = plan(desk).action("own-1")
    assert (own.title, own.about, own.due) == ("Lunch with the depot", "share_plans", "2027-02-01")
    refused = adopted("plan", "add", "x", "--because", "share_plan")
    assert (refused.code, "share_plans" in refused.err) == (2, True)


def test_what_is_added_says_when_and_by_whom_and_is_due_from_that_day(desk, adopted):
    told = ("--date", "2027-03-01", "--by", "Board")
    assert adopted("plan", "add", "Lunch with the depot", *told).code == 0
    entry = plan(desk).action("own-1").log[0]
    assert (entry.at, entry.by) == ("2027-03-01", "Board")
    text = (desk.folder / "plan.yaml").read_text().replace("plan_together", "another_one")
    (desk.folder / "plan.yaml").write_text(text)
    assert adopted("plan", "add", "plan_together", "--from", "old", *told).code == 0
    added = plan(desk).action("plan_together")
    # Sixty days, as on the day of adoption (26 November: 25 January).
    assert (added.due, added.log[0].at, added.log[0].by) == ("2027-04-30", "2027-03-01", "Board")
    assert adopted("plan", "add", "x", "--date", "soon").code == 2


def test_a_day_is_shown_as_it_was(desk, adopted):
    """What was set after the day that is asked for is not known on it, as in reports."""
    change = ("plan", "set", "plan_together", "--status", "done", "--owner", "J. Smit", "--note", "Works.")
    assert (
        adopted(*change, "--then-where", "Depots", "--then-by", "2027-06-01", "--date", "2026-12-20").code
        == 0
    )
    assert adopted("plan", "add", "Lunch with the depot", "--date", "2026-12-21").code == 0
    before, after = (
        json.loads(adopted("plan", "show", "--date", day, "--format", "json").out)["actions"]
        for day in ("2026-12-10", "2026-12-21")
    )
    assert [(each["id"], each["state"], each["owner"]) for each in before] == [
        ("plan_together", "open", "Head of sales")
    ]
    assert not {"done_on", "note", "then_by"} & before[0].keys()
    assert [(each["id"], each["state"]) for each in after] == [("plan_together", "done"), ("own-1", "open")]
    assert (after[0]["done_on"], after[0]["then_by"]) == ("2026-12-20", "2027-06-01")


ASKED = {
    "en": {
        "known": "'ask_the_quiet_ones' is the id of a known action",
        "like": "'ask_the_quiet' looks like the id of an action",
        "there": "'plan_together' is in the plan already",
        "do": "an action of your own is said in words",
    },
    "nl": {
        "known": "'ask_the_quiet_ones' is de id van een bekende actie",
        "like": "'ask_the_quiet' lijkt op de id van een actie",
        "there": "'plan_together' staat al in het plan",
        "do": "een eigen actie zeg je in woorden",
    },
}


@pytest.mark.parametrize("language", ASKED)
@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("ask_the_quiet_ones", ("known", "--from")),
        ("Ask-The-Quiet-Ones", ("known", "--from")),
        ("ask_the_quiet", ("like", "'ask_the_quiet_ones'?", "--from")),
        ("plan_together", ("there", "cfdiag plan set plan_together")),
    ],
)
def test_an_id_of_an_action_is_no_title_of_ones_own(desk, adopted, language, word, said):
    before = (desk.folder / "plan.yaml").read_bytes()
    done = adopted("plan", "add", word, "--owner", "A. Kaya", "--language", language)
    assert (done.code, done.out) == (2, "")
    words = ASKED[language]
    assert [each for each in said if words.get(each, each) not in done.err] == []
    assert words["do"] in done.err or word == "plan_together"
    assert (desk.folder / "plan.yaml").read_bytes() == before


def test_an_id_that_nobody_knows_is_none_either_and_a_word_is_a_title(desk, adopted):
    done = adopted("plan", "add", "x_y_z")
    assert (done.code, "did you mean" in done.err) == (2, False)
    assert "'x_y_z' looks like the id of an action" in done.err
    for title in ("Training", "follow-up", "Plan together", "Ask the quiet ones"):
        assert adopted("plan", "add", title).code == 0
    # In the engagement's language, where none is asked for.
    desk.write("engagement.yaml", "cfdiag: 1\nclient: Acme\nlanguage: nl\n")
    assert ASKED["nl"]["there"] in adopted("plan", "add", "plan_together").err


@pytest.mark.parametrize(
    ("language", "said"), [("en", "spread, 1 March 2027"), ("nl", "verspreid, 1 maart 2027")]
)
def test_what_has_spread_says_since_when_and_keeps_the_day_it_was_done(desk, adopted, language, said):
    for status, day in (("done", "2027-01-18"), ("spread", "2027-03-01")):
        assert adopted("plan", "set", "plan_together", "--status", status, "--date", day).code == 0
    flags = ("--date", "2027-04-01")
    assert said in " ".join(adopted("plan", "show", "--language", language, *flags).out.split())
    (action,) = json.loads(adopted("plan", "show", "--format", "json", *flags).out)["actions"]
    assert (action["done_on"], action["spread_on"]) == ("2027-01-18", "2027-03-01")
    (action,) = json.loads(adopted("plan", "show", "--format", "json", "--date", "2027-02-01").out)["actions"]
    assert (action["status"], action["done_on"], "spread_on" in action) == ("done", "2027-01-18", False)
    desk.write("engagement.yaml", "cfdiag: 1\nclient: Acme\n")
    desk.low("interviews")
    report = adopted("report", "interviews", "--format", "markdown", "--language", language, "-q", *flags).out
    assert said in report
    assert ("18 January" if language == "en" else "18 januari") not in report


def test_what_was_dropped_and_done_after_all_is_done_since_then(desk, adopted):
    for status, day in (("dropped", "2027-01-18"), ("done", "2027-03-01")):
        assert adopted("plan", "set", "plan_together", "--status", status, "--date", day).code == 0
    assert "done, 1 March 2027" in " ".join(adopted("plan", "show", "--date", "2027-04-01").out.split())


def test_nothing_is_set_on_a_day_before_the_action_was_added(desk, adopted):
    assert adopted("plan", "add", "Lunch with the depot", "--date", "2027-03-01").code == 0
    before = (desk.folder / "plan.yaml").read_bytes()
    rows = sheet(desk, [["Id", "Status"], ["own-1", "done"]])
    for what in (["own-1", "--status", "done"], ["own-1", "--note", "x"], ["--from", rows, "--yes"]):
        done = adopted("plan", "set", *what, "--date", "2027-02-28")
        assert (done.code, done.out) == (2, "")
        assert "'own-1' was added on 2027-03-01, and 2027-02-28 lies before" in done.err
    assert (desk.folder / "plan.yaml").read_bytes() == before
    assert adopted("plan", "set", "own-1", "--status", "done", "--date", "2027-03-01").code == 0
    # What the plan was adopted with may have been begun before.
    assert adopted("plan", "set", "plan_together", "--status", "started", "--date", "2026-11-01").code == 0


STEPS = (
    ("2027-01-10", ("--status", "started", "--due", "2027-03-01")),
    ("2027-01-18", ("--status", "done", "--owner", "A. Kaya", "--note", "One day since 4 January")),
    ("2027-02-01", ("--then-where", "the depot", "--then-by", "2027-06-01", "--due", "2027-04-01")),
    ("2027-03-01", ("--status", "spread", "--title", "Plan as one", "--note", "Both depots do it")),
)
"""What becomes of an action, day by day."""
LOOKED_AT = ("2027-01-01", "2027-01-10", "2027-01-20", "2027-02-02", "2027-03-01", "2027-05-01")


def told_everywhere(call):
    """Every page that says where an action stands, on each of some days."""
    flags = ("report", "interviews", "--format", "markdown", "-q")
    shown = [
        ("--format", form, "--date", day) for form in ("text", "json", "csv", "ics") for day in LOOKED_AT
    ]
    pages = [call("plan", "show", *each).out for each in shown]
    return [*pages, *(call(*flags, "--date", day).out for day in LOOKED_AT), call("status").out]


@pytest.fixture
def in_order(desk, adopted):
    desk.write("engagement.yaml", "cfdiag: 1\nclient: Acme\n")
    desk.low("interviews")
    bare = (desk.folder / "plan.yaml").read_bytes()
    for day, flags in STEPS:
        assert adopted("plan", "set", "plan_together", *flags, "--date", day).code == 0
    told, text = told_everywhere(adopted), (desk.folder / "plan.yaml").read_bytes()
    (desk.folder / "plan.yaml").write_bytes(bare)
    return told, text


@pytest.mark.parametrize("order", [(3, 2, 1, 0), (1, 0, 3, 2), (2, 0, 3, 1)])
def test_a_day_told_later_takes_its_place_whatever_was_told_before_it(desk, adopted, in_order, order):
    for n in order:
        day, flags = STEPS[n]
        assert adopted("plan", "set", "plan_together", *flags, "--date", day).code == 0
    assert (told_everywhere(adopted), (desk.folder / "plan.yaml").read_bytes()) == in_order
    assert adopted("check", "plan.yaml").code == 0


def test_what_was_set_on_a_later_day_holds_from_then_on_and_that_is_said(desk, adopted):
    flags = ("--status", "done", "--date", "2027-03-01")
    assert adopted("plan", "set", "plan_together", *flags).out == "plan_together  status: open → done\n"
    done = adopted("plan", "set", "plan_together", "--status", "started", "--date", "2027-01-18")
    assert done.out == "plan_together  status: open → started, until 2027-03-01\n"
    assert plan(desk).action("plan_together").status == "done"
    # The day that it was done becomes an earlier one.
    assert adopted("plan", "set", "plan_together", "--status", "done", "--date", "2027-02-01").code == 0
    (action,) = json.loads(adopted("plan", "show", "--format", "json", "--date", "2027-04-01").out)["actions"]
    assert (action["status"], action["done_on"]) == ("done", "2027-02-01")
    again = adopted("plan", "set", "plan_together", "--status", "done", "--date", "2027-02-10")
    assert (again.code, again.err) == (0, "nothing changes\n")


def test_a_row_that_nobody_touched_sets_nothing_on_an_earlier_day(desk, adopted):
    for flags in (("--status", "done"), ("--owner", "A. Kaya")):
        assert adopted("plan", "set", "plan_together", *flags, "--date", "2027-03-01").code == 0
    before = (desk.folder / "plan.yaml").read_bytes()
    assert adopted("plan", "show", "--date", "2027-03-01", "--output", "plan.csv").code == 0
    done = adopted("plan", "set", "--from", "plan.csv", "--yes", "--date", "2027-01-10")
    assert (done.code, done.err) == (0, "nothing changes\n")
    rows = list(csv.reader(io.StringIO((desk.folder / "plan.csv").read_text("utf-8-sig"))))
    rows[1][4] = "2027-04-30"
    done = adopted("plan", "set", "--from", sheet(desk, rows), "--yes", "--date", "2027-01-10")
    assert done.out == "plan_together  due: 2027-01-25 → 2027-04-30\n"
    assert before != (desk.folder / "plan.yaml").read_bytes()


def test_of_one_day_what_was_told_last_is_the_last(desk, adopted):
    for status, day in (("dropped", "2027-03-01"), ("started", "2027-01-18"), ("done", "2027-01-18")):
        assert adopted("plan", "set", "plan_together", "--status", status, "--date", day).code == 0
    on = json.loads(adopted("plan", "show", "--format", "json", "--date", "2027-01-18").out)["actions"][0]
    assert (on["status"], on["done_on"]) == ("done", "2027-01-18")
    assert plan(desk).action("plan_together").status == "dropped"


# --- the way back


def sheet(desk, rows, name="filled.csv"):
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    (desk.folder / name).write_text(stream.getvalue(), encoding="utf-8")
    return name


def test_a_workbook_comes_back_as_it_went(desk, adopted):
    assert adopted("plan", "show", "--output", "plan.xlsx").code == 0
    rows = CalamineWorkbook.from_path(desk.folder / "plan.xlsx").get_sheet_by_index(0).to_python()
    assert rows[0][:4] == ["Id", "Action", "Kind", "Owner"]
    assert rows[1][4] == date(2027, 1, 25)
    before = (desk.folder / "plan.yaml").read_bytes()
    done = adopted("plan", "set", "--from", "plan.xlsx", "--yes")
    assert (done.code, "nothing changes" in done.err) == (0, True)
    assert (desk.folder / "plan.yaml").read_bytes() == before


@pytest.mark.parametrize(("key", "owner"), [("j", "A. Kaya"), ("n", "Head of sales")])
def test_at_a_dutch_terminal_j_agrees_to_the_changes(desk, adopted, key, owner):
    assert adopted("plan", "show", "--output", "plan.csv").code == 0
    rows = list(csv.reader(io.StringIO((desk.folder / "plan.csv").read_text("utf-8-sig"))))
    rows[1][3] = "A. Kaya"
    command = [sys.executable, "-m", "cfdiag", "plan", "set", "--from", sheet(desk, rows)]
    at = Terminal(command=command, folder=desk.folder, CFDIAG_LANGUAGE="nl", ACCESSIBLE="")
    at.until("1 actie wijzigen?").send(key).end()
    assert plan(desk).action("plan_together").owner == owner


@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_a_client_filled_in_is_read_back(desk, adopted, language):
    assert adopted("plan", "show", "--output", "plan.csv", "--language", language).code == 0
    rows = list(csv.reader(io.StringIO((desk.folder / "plan.csv").read_text("utf-8-sig"))))
    words = {"en": "done", "nl": "klaar"}
    rows[1][3:6], rows[1][7] = ["A. Kaya", "2027-02-10", words[language]], "works"
    name = sheet(desk, rows)
    asked = adopted("plan", "set", "--from", name)
    assert (asked.code, "--yes" in asked.err) == (2, True)
    assert plan(desk).action("plan_together").owner == "Head of sales"
    done = adopted("plan", "set", "--from", name, "--yes", "--date", "2027-01-20")
    assert (done.code, "due: 2027-01-25 → 2027-02-10" in done.out) == (0, True)
    action = plan(desk).action("plan_together")
    assert (action.owner, action.due, action.status, action.log[-1].note) == (
        "A. Kaya", "2027-02-10", "done", "works",
    )  # fmt: skip
    assert action.log[-1].was == {"owner": "Head of sales", "due": "2027-01-25", "status": "open"}


def test_days_of_a_workbook_are_days(desk, adopted):
    with Workbook(str(desk.folder / "own.xlsx")) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Id", "Who", "By when"])
        page.write_row(1, 0, ["plan_together", "A. Kaya"])
        page.write_datetime(1, 2, date(2027, 2, 10), book.add_format({"num_format": "dd/mm/yyyy"}))
    assert adopted("plan", "set", "--from", "own.xlsx", "--yes").code == 0
    assert plan(desk).action("plan_together").due == "2027-02-10"


def test_an_unknown_id_two_rows_for_one_and_no_day_are_faults_and_nothing_changes(desk, adopted):
    head = ["Id", "Owner", "Due", "Status"]
    name = sheet(
        desk,
        [head, ["plan_together", "A", "", ""], ["plan_together", "B", "", ""], ["plan_togethr", "C", "", ""],
         ["", "D", "", ""]],
    )  # fmt: skip
    before = (desk.folder / "plan.yaml").read_bytes()
    done = adopted("plan", "set", "--from", name, "--yes")
    assert done.code == 2
    for said in ("filled.csv:3:1", "[duplicate-id]", "filled.csv:4:1", "[unknown-action]", "filled.csv:5:1"):
        assert said in done.err
    for row, code in ((["plan_together", "", "when it suits", ""], "bad-date"),
                      (["plan_together", "", "", "nearly"], "bad-value"),
                      (["plan_together", "", "3/4/2027", ""], "ambiguous-date")):  # fmt: skip
        done = adopted("plan", "set", "--from", sheet(desk, [head, row]), "--yes")
        assert (done.code, f"[{code}]" in done.err) == (2, True), done.err
    assert (desk.folder / "plan.yaml").read_bytes() == before


def test_a_sheet_that_is_read_twice_changes_nothing_the_second_time(desk, adopted):
    name = sheet(desk, [["Id", "Note"], ["plan_together", "weekly"]])
    assert "note" in adopted("plan", "set", "--from", name, "--yes").out
    before = (desk.folder / "plan.yaml").read_bytes()
    again = adopted("plan", "set", "--from", name, "--yes")
    assert (again.code, again.out, "nothing changes" in again.err) == (0, "", True)
    assert (desk.folder / "plan.yaml").read_bytes() == before


# --- the review


def review(call, *arguments):
    done = call("plan", "review", *arguments, "--format", "json", "--date", "2027-02-01")
    assert done.code == 0
    return json.loads(done.out)


def test_without_a_second_wave_it_tells_states_alone(adopted):
    found = review(adopted)
    assert found["actions"][0]["state"] == "late"
    assert found["actions"][0]["late_days"] == 7
    assert "moved" not in found["actions"][0]


def test_a_second_wave_says_what_moved_more_than_chance(desk, adopted):
    assert adopted("plan", "add", "Reply sooner", "--because", "reply", "--date", "2026-11-27").code == 0
    found = review(adopted, "new")
    first, own = found["actions"]
    assert first["moved"]["beyond_noise"] is True
    assert (first["moved"]["before"], first["moved"]["after"]) == (1.5, 4.5)
    assert (own["moved"]["beyond_noise"], own["moved"]["before"], own["moved"]["after"]) == (
        False,
        2.75,
        2.75,
    )
    assert first["state"] == "late"  # nothing is done by a figure alone
    said = adopted("plan", "review", "new", "--date", "2027-02-01").out
    flat = " ".join(said.split())
    assert "more than chance does" in flat
    assert "no clear change" in flat


def test_a_figure_says_whether_it_is_where_it_should_be(desk, adopted):
    text = (desk.folder / "plan.yaml").read_text().splitlines()
    at = next(n for n, line in enumerate(text) if "done_when" in line)
    text[at] = "    done_when: {figure: score.sharing, at_least: 60}"
    (desk.folder / "plan.yaml").write_text("\n".join(text) + "\n")
    moved = review(adopted, "new")["actions"][0]["moved"]
    assert (moved["figure"], moved["reached"], moved["beyond_noise"]) == ("score.sharing", True, True)
    assert review(adopted, "old")["actions"][0]["moved"]["reached"] is False


def test_a_result_that_is_gone_or_changed_is_said(desk, adopted):
    file = desk.folder / plan(desk).result.file
    file.write_text(file.read_text() + "\n")
    assert "changed since" in review(adopted, "new")["notes"][0]
    file.unlink()
    found = review(adopted, "new")
    assert "is not there" in found["notes"][0]
    assert "moved" not in found["actions"][0]


def test_who_is_between_two_waves_is_not_given_away(desk, adopted):
    for number in (0, 1):
        (desk.folder / f"new/{number}.json").unlink()
    moved = review(adopted, "new")["actions"][0]["moved"]
    assert moved["reason"] == "few_changed"
    assert not {"before", "after", "n_before", "n_after"} & moved.keys()


def test_status_names_what_is_late(desk, adopted):
    (desk.folder / "engagement.yaml").write_text("cfdiag: 1\nclient: Acme\nquestionnaires: [small]\n")
    (desk.folder / "interviews").mkdir()
    done = adopted("status", "--date", "2027-02-01", "--format", "json")
    late = json.loads(done.out)["plan"]["late"]
    assert [(each["id"], each["days"]) for each in late] == [("plan_together", 7)]
    assert "Plan together (Head of sales, 7 days late)" in adopted("status", "--date", "2027-02-01").out
    assert adopted("status", "--date", "2027-02-01", "--strict").code == 1


def test_an_action_that_no_questionnaire_has_any_more_is_kept_and_named(desk, adopted):
    text = (desk.folder / "qs/small.yaml").read_text()
    (desk.folder / "qs/small.yaml").write_text(text.replace("plan_together", "another_way"))
    done = adopted("check", "plan.yaml")
    assert (done.code, "plan_together" in done.out, "[unknown-action]" in done.out) == (0, True, True)
    assert "stays in the plan" in adopted("plan", "show").out
    assert adopted("plan", "set", "plan_together", "--status", "done").code == 0


def test_what_is_adopted_is_what_the_first_page_shows(desk, call):
    assert call("score", "old", "--format", "json", "-o", "r.json").code == 0
    first = json.loads((desk.folder / "r.json").read_text())["plan"]["first"]
    assert first
    assert call("plan", "adopt", "old").code == 0
    assert [each.id for each in plan(desk).actions] == first


def test_a_calendar_is_read_by_one_that_others_use(desk, adopted):
    icalendar = pytest.importorskip("icalendar")
    assert (
        adopted(
            "plan",
            "set",
            "plan_together",
            "--title",
            "Plan; together, \\ now\u00e9" * 9,
            "--date",
            "2026-11-26",
        ).code
        == 0
    )
    days = {each.id: each.due for each in plan(desk).actions if each.due}
    for day in ("2026-11-27", "2027-06-01"):
        assert adopted("plan", "show", "--output", "plan.ics", "--date", day).code == 0
        read = icalendar.Calendar.from_ical((desk.folder / "plan.ics").read_bytes())
        found = {str(e["UID"]).partition("@")[0]: e for e in read.walk("VEVENT")}
        assert {id_: event.decoded("DTSTART").isoformat() for id_, event in found.items()} == days
        assert all((e.decoded("DTEND") - e.decoded("DTSTART")).days == 1 for e in found.values())
        assert str(found["plan_together"]["SUMMARY"]) == "Plan; together, \\ now\u00e9" * 9
        assert read.errors == []
