"""The fictional engagement: the same everywhere, without a fault, telling the story it is meant to tell."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from kits.command import here, runner

from cfdiag.batch.score import score_files
from cfdiag.cli import run
from cfdiag.demo import NOW, demo_engagement, demo_interviews
from cfdiag.demo.second_wave import LATER
from cfdiag.formats.library import Library
from cfdiag.formats.plan import read_plan
from cfdiag.formats.writing import encode_interview
from cfdiag.model.interview import Interview, question_of
from cfdiag.model.material import Remark
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Perception, QuestionnaireResult, Result
from cfdiag.scoring.privacy.remarks import collect_remarks
from cfdiag.scoring.summary import Options

SERVICE = "service_level"
ADVICE = "products_services"
COMPLAINTS = "touch_points/questions_complaints/touch_rating"
RENEWAL = "touch_points/renewal/touch_rating"
OPTIONS = Options(by=("department",), today=NOW.date().isoformat())


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.fixture(scope="module")
def interviews(library: Library) -> list[Interview]:
    return list(demo_interviews(library))


@pytest.fixture(scope="module")
def result(library: Library, interviews: list[Interview], tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("demo")
    for interview in interviews:
        (folder / f"{interview.id}.json").write_bytes(encode_interview(interview))
    scored = score_files([str(folder)], library, OPTIONS, engagement=demo_engagement())
    assert scored.diagnostics == []
    return scored.result


@pytest.fixture(scope="module")
def remarks(library: Library, interviews: list[Interview]) -> list[Remark]:
    return collect_remarks([(i, questionnaire(library, i)) for i in interviews], OPTIONS)


def questionnaire(library: Library, interview: Interview) -> Questionnaire:
    return library.get(interview.questionnaire.id)


def part(result: Result, id_: str) -> QuestionnaireResult:
    return next(q for q in result.questionnaires if q.id == id_)


def both(perception: Perception) -> tuple[float, float]:
    assert perception.internal is not None
    assert perception.customer is not None
    return round(perception.internal, 1), round(perception.customer, 1)


def themes(remarks: list[Remark], question: str) -> Counter[str]:
    return Counter(tag for remark in remarks if remark.question == question for tag in remark.tags)


def test_the_same_bytes_every_time(library: Library, interviews: list[Interview]) -> None:
    again = [encode_interview(i) for i in demo_interviews(library)]

    assert again == [encode_interview(i) for i in interviews]


def files_in(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_command_writes_it_and_check_has_nothing_to_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    call = runner(capsys, monkeypatch, tmp_path)

    assert call("demo", "acme", "--quiet").code == 0
    done = call("check", "acme/interviews", "acme/engagement.yaml")

    assert (done.code, done.out, done.err) == (0, "", "77 files checked: no faults\n")
    assert sorted(p.name for p in (tmp_path / "acme").glob("report.*")) == ["report.html", "report.md"]
    # Written again it is the same: nothing of it hangs on the day.
    before = files_in(tmp_path / "acme")
    assert call("demo", "acme", "-q").code == 0
    assert files_in(tmp_path / "acme") == before


def test_six_accounts_are_handed_over_from_a_list_and_a_seventh_is_not_theirs(written_demo: Path) -> None:
    made = json.loads((written_demo / "handover" / "handover.json").read_bytes())
    assert [(each["account"], each["state"]) for each in made["accounts"]] == [
        ("Borealis Housing", "at_risk"),
        ("Linden Care", "at_risk"),
        ("Tideway Schools", "not_known"),
        ("Marrow Foods", "not_known"),
        ("Acme Hospitals", "nothing_seen"),
        ("Quayside Offices", "nothing_seen"),
    ]
    assert [each["code"] for each in made["left_out"]] == ["other-owner"]
    assert made["accounts"][0]["asked"] == {
        "leaver": True,
        "arriver": True,
        "colleagues": 0,
        "customer": True,
    }
    plan = (written_demo / "handover" / "plan.html").read_text(encoding="utf-8")
    assert "Fictional example: no such organisation, no such people" in plan


def test_some_forty_people_answer_all_eight_as_the_help_says(interviews: list[Interview]) -> None:
    people = {i.respondent.id for i in interviews}

    assert 40 <= len(people) <= 46
    assert {i.questionnaire.id for i in interviews} == {
        "account-view",
        "appreciative",
        "customer-panel",
        "customer-view",
        "listening",
        "silo-busting",
        "territory",
        "territory-handover",
    }
    assert {i.respondent.account for i in interviews} - {None} == {"Acme Hospitals", "Borealis Housing"}
    assert sum(i.finished is None for i in interviews) == 1
    said = " ".join(here("demo", "--help").out.split())
    assert "some forty people of Harbour & Vale Lifts and of their customers answer all eight" in said


def test_nobody_is_asked_too_much(interviews: list[Interview]) -> None:
    # Who leaves is asked about each customer and once about all of them: that is one handover.
    asked = Counter(i.respondent.id or "" for i in interviews if i.questionnaire.id != "territory")

    assert max(n for id_, n in asked.items() if not id_.startswith("customer-")) <= 2
    assert max(n for id_, n in asked.items() if id_.startswith("customer-")) == 1


def test_nobody_has_a_name_and_all_are_fictional(interviews: list[Interview]) -> None:
    assert {i.respondent.name for i in interviews} == {None}
    assert all(i.respondent.extra == {"fictional": True} for i in interviews)


def test_who_is_quoted_agreed_to_it_and_the_departments_filled_in_without_a_name(
    interviews: list[Interview],
) -> None:
    consents = Counter((i.questionnaire.id, i.respondent.group, i.respondent.consent) for i in interviews)

    assert consents == {
        ("silo-busting", "internal", None): 30,
        ("customer-view", "internal", "named"): 6,
        ("customer-view", "internal", "counted"): 2,
        ("customer-view", "customer", "named"): 7,
        ("customer-view", "customer", "counted"): 1,
        ("appreciative", "internal", "named"): 6,
        ("appreciative", "internal", "counted"): 2,
        ("appreciative", "customer", "named"): 5,
        ("appreciative", "customer", "counted"): 1,
        ("listening", "internal", "named"): 5,
        ("listening", "customer", "named"): 1,
        ("account-view", "coworker", "named"): 3,
        ("account-view", "coworker", "counted"): 1,
        ("account-view", "owner", "named"): 1,
        ("account-view", "customer", "named"): 1,
        ("customer-panel", "internal", "named"): 1,
        ("territory", "leaver", "named"): 1,
        ("territory-handover", "leaver", "named"): 1,
        ("territory-handover", "arriver", "named"): 1,
    }


def test_interviews_are_held_in_working_hours_before_the_report(interviews: list[Interview]) -> None:
    for interview in interviews:
        started = datetime.fromisoformat(str(interview.started).replace("Z", "+00:00"))
        assert started.date() < NOW.date()
        assert started.weekday() < 5
        assert 8 <= started.hour < 17 or len(str(interview.started)) == len("2026-11-22")


def test_what_lies_ahead_falls_on_working_days_after_the_report(interviews: list[Interview]) -> None:
    ahead = {"silent_when", "request_date", "answer_date", "agreement_due", "first_visit_date"}
    dates = [
        str(answer.value)
        for interview in interviews
        for key, answer in interview.answers.items()
        if question_of(key) in ahead and answer.status == "answered"
    ]

    assert len(dates) == 7
    assert all(datetime.fromisoformat(date).date() > NOW.date() for date in dates)
    assert all(datetime.fromisoformat(date).weekday() < 5 for date in dates)


def test_the_blind_spot_is_service_and_the_silence_after_a_complaint(result: Result) -> None:
    found = part(result, "customer-view").perception

    assert (found[SERVICE].finding, both(found[SERVICE])) == ("blind_spot", (4.8, 2.4))
    assert found[COMPLAINTS].finding == "blind_spot"
    assert (found[RENEWAL].finding, found[RENEWAL].points) == ("blind_spot", None)


def test_the_unseen_strength_is_what_they_make_and_advise(result: Result) -> None:
    found = part(result, "customer-view").perception
    trust = part(result, "appreciative").perception

    assert found[ADVICE].finding == "unseen_strength"
    assert trust["trust_adviser"].finding == "unseen_strength"
    assert trust["unasked_welcome"].finding == "unseen_strength"


def test_insiders_speak_of_the_price_and_customers_of_silence(remarks: list[Remark]) -> None:
    assert themes(remarks, "held_back").most_common(1)[0][0] == "price"
    assert themes(remarks, "not_worked").most_common(1)[0][0] == "information"
    assert themes(remarks, "not_worked")["price"] == 0
    assert themes(remarks, "fear_they_say").most_common(1)[0][0] == "price"
    assert themes(remarks, "more_often").most_common(1)[0][0] == "initiative"


def test_they_are_busy_with_themselves_and_not_praised_for_it(result: Result) -> None:
    silos = part(result, "silo-busting")
    scores = {id_: d.score for id_, d in silos.dimensions.items()}

    assert scores["sharing"] is not None
    assert scores["sharing"] >= 70
    assert scores["meaningful_collaboration"] is not None
    assert scores["meaningful_collaboration"] < 40
    assert silos.findings[0].id == "busy_with_ourselves"
    assert not [f for f in silos.findings if f.kind == "high_dimension"]


def test_two_small_departments_are_withheld(result: Result) -> None:
    cells = part(result, "silo-busting").by["department"]

    assert {name for name, cell in cells.items() if cell.withheld is True} == {"Legal", "Quality"}
    assert {name: cell.n for name, cell in cells.items() if cell.withheld is not True} == {
        "Finance": 5,
        "Planning": 6,
        "Sales": 6,
        "Service": 8,
    }


def test_protection_leaves_the_demo_its_figures(result: Result) -> None:
    rated = [q for q in part(result, "silo-busting").questions.values() if q.type == "rating"]
    assert len(rated) == 26
    assert sum(q.mean is not None for q in rated) >= 24
    silo = part(result, "silo-busting")
    assert [name for name, d in silo.dimensions.items() if d.score is None] == []
    # One of thirty has no score on one dimension: beside the others, the mean of all would be that one's.
    assert (silo.overall.score is not None, silo.overall.of_dimensions) == (True, True)
    perception = part(result, "customer-view").perception.values()
    assert sum(row.points is not None for row in perception) == 8


def test_the_plan_begins_where_the_story_ends(result: Result) -> None:
    assert result.plan.build == ["raise_one_useful_thing", "start_with_the_champion", "work_with_the_mix"]
    assert result.plan.mend[:3] == ["repair_together", "keep_list", "ask_the_quiet_ones"]


def test_no_two_of_the_first_five_are_equally_urgent(result: Result) -> None:
    worth = {a.id: a.priority for q in result.questionnaires for a in q.actions}
    first = [round(worth[id_], 3) for id_ in result.plan.mend[:5]]

    assert first == sorted(set(first), reverse=True)


def test_lists_have_something_to_show(remarks: list[Remark]) -> None:
    asked = Counter((remark.questionnaire, remark.question) for remark in remarks)

    for place in [
        ("listening", "silent_why"),
        ("account-view", "they_could"),
        ("account-view", "we_could"),
        ("customer-panel", "said_not_worked"),
        ("silo-busting", "lost_between"),
        ("territory-handover", "promise_to"),
    ]:
        assert asked[place] >= 3, place


def test_it_has_a_plan_that_was_adopted_and_a_second_wave(
    written_demo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    call = runner(capsys, monkeypatch, written_demo)
    plan = read_plan((written_demo / "plan.yaml").read_bytes(), "plan.yaml")
    assert {each.kind for each in plan.actions} == {"build", "mend", "promise"}
    done = call(
        "plan",
        "review",
        "results/2027-02.json",
        "--plan",
        "plan.yaml",
        "--date",
        LATER,
        "--format",
        "json",
    )
    then_and_now = [each.get("moved", {}) for each in json.loads(done.out)["actions"]]
    # What people said in words has no noise that it could be beyond.
    moved = [each["beyond_noise"] for each in then_and_now if "beyond_noise" in each]
    assert True in moved
    assert False in moved
    assert [each["state"] for each in json.loads(done.out)["actions"]].count("late") == 1
    assert "moved more than chance does" in (written_demo / "review.html").read_text()
    assert call("check", ".", "-q").code == 0


def test_notes_and_evidence_are_there_and_stand_in_the_report_labelled(
    written_demo: Path, tmp_path: Path
) -> None:
    out = tmp_path / "r.md"
    assert run(("report", str(written_demo / "interviews"), "-o", str(out), "-q")) == 0
    text = out.read_text(encoding="utf-8").replace("\\", "")
    assert "reported at 7.40" in text.partition("## In their own words")[0], "under the action it shows"
    shown = [line for line in text.splitlines() if "first answer at 15.10" in line]
    assert any("shown by" in line for line in shown)
    assert any("note of the interviewer" in line for line in text.splitlines() if "long pause" in line)


def test_a_panellist_who_said_no_is_not_quoted(written_demo: Path, tmp_path: Path) -> None:
    (file,) = (written_demo / "interviews").glob("customer-panel-*.json")
    held = json.loads(file.read_text(encoding="utf-8"))
    asked = {key.split("/")[1]: a["value"] for key, a in held["answers"].items() if "invitee_consent" in key}
    (no,) = [held["items"]["invitees"][item] for item, consent in asked.items() if consent == "not_quoted"]
    theirs = {
        f"{section}/{item}/"
        for section, items in held["items"].items()
        for item, label in items.items()
        if label == no
    }
    words = ("said_worked", "said_missing", "surprise")
    said = [
        answer["value"]
        for key, answer in held["answers"].items()
        if key.endswith(words) and key.startswith(tuple(theirs)) and answer.get("value")
    ]
    out = tmp_path / "r.html"
    assert run(("report", str(written_demo / "interviews"), "-o", str(out), "-q")) == 0
    text = out.read_text(encoding="utf-8")
    assert said
    assert not [each for each in said if each in text]
