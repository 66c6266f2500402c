"""`about` of an action: title, why, first step and measure name what made it hold, in every output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from kits.command import Command, runner

SHOP = """\
cfdiag: 1
id: shop
version: 1.0.0
title: The shop
groups:
  internal: {side: inside, title: Insiders, anonymous: false}
  customer: {side: customer, title: Customers, anonymous: false}
compare: {looking_in: internal, looked_at: customer}
scales: {five: {min: 1, max: 5, labels: {1: Poor, 5: Good}}}
dimensions: {service: {title: Service}}
sections:
  - id: s
    title: S
    questions:
      - {id: speed, type: rating, scale: five, dimension: service, label: Speed, ask: How fast?}
      - {id: advice, type: rating, scale: five, dimension: service, label: Advice, ask: How good?}
      - {id: visited, type: yes_no, for: [internal], label: A visit, ask: Were you there?}
  - id: promises
    title: Promises
    repeat: {ask: Which promises?, name: promise}
    questions:
      - {id: state, type: choice, for: [internal], ask: How is it?, options: {kept: Kept, overdue: Overdue}}
      - {id: due, type: date, for: [internal], ask: When was it due?}
actions:
  - id: mend_the_gap
    when: perception.speed >= 12.5 or perception.advice >= 12.5
    because: [speed, advice]
    about: worst(perception)
    title: "Repair “{{ about.label }}” with customers"
    to_customers: "We repair “{{ about.label }}”{{ about.inside }}."
    why: "Customers give {{ about.outside }}, {{ about.inside }} was expected; {{ about.n }} answered."
    first_step:
      en: "On Monday, ask what is wrong with “{{ about.label }}”."
      nl: "Vraag maandag wat er mis is met “{{ about.label }}”."
    owner: Shop
    measure: The next customers give more.
    done_when: {figure: mean(about), at_least: 3.5}
    then: The other shops
  - id: settle
    when: share(state, "overdue") > 0
    because: [state]
    about: items(promises, "state == 'overdue' and days_since(due) > 30")
    title: "Settle {{ about.n }} overdue: {{ about.label }}"
    why: Debts grow.
    first_step: Call.
    owner: Shop
    measure: Settled.
    done_when: {seen: Nothing is overdue}
  - id: go_there
    when: share(visited, "no") > 0
    because: [visited]
    about: visited
    title: "{{ about.label }}: go there"
    why: "{{ about.figure }}"
    first_step: Go.
    owner: Shop
    measure: Been there.
"""


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "qs").mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "qs" / "shop.yaml").write_text(SHOP, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def held(
    group: str, n: int, answers: dict[str, Any], items: dict[str, str] | None = None, consent: str = "named"
) -> None:
    for i in range(n):
        interview = {
            "format": "cfdiag/interview@1",
            "id": f"{group}-{i}",
            "questionnaire": {"id": "shop", "version": "1.0.0", "sha256": ""},
            "respondent": {"group": group, "consent": consent, "name": f"{group} {i}", "account": "Acme"},
            "finished": "2026-11-22T10:00:00Z",
            "items": {"promises": items or {}},
            "answers": {key: {"status": "answered", "value": value} for key, value in answers.items()},
        }
        Path(f"in/{group}-{i}.json").write_text(json.dumps(interview), encoding="utf-8")


def shop(consent: str = "named", **advice: int) -> None:
    promises = {"i1": "A spare key", "i2": "A new lamp", "i3": "A price list"}
    answers = {
        "visited": "no",
        "promises/i1/state": "overdue",
        "promises/i1/due": "2026-09-01",
        "promises/i2/state": "kept",
        "promises/i2/due": "2026-09-01",
        "promises/i3/state": "overdue",
        "promises/i3/due": "2026-11-20",
    }
    held("internal", 5, {"speed": 5, "advice": 4, **answers}, promises, consent)
    held("customer", 6, {"speed": 2, "advice": advice.get("advice", 3)})


def actions(cfdiag: Command, *more: str) -> dict[str, dict[str, Any]]:
    done = cfdiag("score", "in", "--questionnaires", "qs", "--format", "json", *more)
    assert done.code == 0, done.err
    parts = json.loads(done.out)["questionnaires"]
    return {action["id"]: action for part in parts for action in part["actions"]}


def test_the_widest_gap_stands_in_title_result_and_aim(cfdiag: Command) -> None:
    shop()
    found = actions(cfdiag)["mend_the_gap"]
    assert (found["about"], found["title"]) == ("speed", "Repair “Speed” with customers")
    assert found["done_when"] == {"figure": "mean(speed)", "at_least": 3.5, "now": 2.0}


def test_another_figure_is_another_action(cfdiag: Command) -> None:
    shop(advice=1)
    held("internal", 5, {"speed": 3, "advice": 5})
    assert actions(cfdiag)["mend_the_gap"]["about"] == "advice"


def test_the_report_says_it_in_why_first_step_and_measure(cfdiag: Command) -> None:
    shop()
    text = cfdiag(
        "report", "in", "--questionnaires", "qs", "--format", "markdown", "--date", "2026-11-22"
    ).out
    assert "Repair “Speed” with customers" in text
    assert "Customers give 2.0, 5.0 was expected; 6 answered." in text
    assert "On Monday, ask what is wrong with “Speed”." in text
    assert "The next customers give more. “Speed”: 3.5 of 5 or more (now 2.0)" in " ".join(text.split())
    assert "A visit: go there" in text
    assert "5 of 5 said “no”" in text


@pytest.mark.parametrize(
    ("dimension", "aim", "seen"),
    [
        # Nothing turns what counts for no dimension: it is read as it was answered, beside its mean.
        ("", "{figure: points.wait, at_least: 62.5}", "“Waiting”: 2.5 of 5 or less (now 4.0)"),
        ("", "{figure: mean(wait), at_most: 2.5}", "“Waiting”: 2.5 of 5 or less (now 4.0)"),
        # What counts for one is read as its short name is meant, whichever figure the aim is put in.
        (
            ", dimension: service",
            "{figure: points.wait, at_least: 62.5}",
            "“Waiting”: 3.5 of 5 or more (now 2.0)",
        ),
        (
            ", dimension: service",
            "{figure: mean(wait), at_most: 2.5}",
            "“Waiting”: 3.5 of 5 or more (now 2.0)",
        ),
    ],
)
def test_the_aim_of_a_reversed_question_is_read_like_the_figure_beside_it(
    cfdiag: Command, dimension: str, aim: str, seen: str
) -> None:
    wait = f"type: rating, scale: five, reverse: true{dimension}, label: Waiting, ask: How long do you wait?"
    action = (
        "actions:\n  - {id: sooner, when: points.wait < 50, because: [wait], about: wait, "
        'title: Come sooner, why: "Now {{ about.figure }}.", first_step: Go., owner: Shop, measure: Sooner., '
        f"done_when: {aim}}}\n"
    )
    text = SHOP.replace("      - {id: advice", f"      - {{id: wait, {wait}}}\n      - {{id: advice")
    Path("qs/shop.yaml").write_text(text.replace("actions:\n", action), encoding="utf-8")
    held("customer", 6, {"speed": 2, "advice": 3, "wait": 4})
    said = cfdiag("report", "in", "--questionnaires", "qs", "--format", "markdown").out
    assert f"Sooner. {seen}" in " ".join(said.split())
    assert f"Now {seen.split('(now ')[1].rstrip(')')} of 5." in said


def test_a_difference_as_the_aim_is_on_no_scale(cfdiag: Command) -> None:
    text = SHOP.replace("{figure: mean(about), at_least: 3.5}", "{figure: perception.about, at_most: 10}")
    Path("qs/shop.yaml").write_text(text, encoding="utf-8")
    shop()
    said = cfdiag("report", "in", "--questionnaires", "qs", "--format", "markdown").out
    told = "“Speed”: what both sides say at most 10 points of 100 apart (now 75)"
    assert told in " ".join(said.split())


@pytest.mark.parametrize(
    ("language", "no", "said"),
    [
        ("nl", 1, "1 van de 5 zei “nee”"),
        ("nl", 3, "3 van de 5 zeiden “nee”"),
        ("en", 1, "1 of 5 said “no”"),
    ],
)
def test_one_of_several_says_it_alone(cfdiag: Command, language: str, no: int, said: str) -> None:
    held("internal", 5, {"visited": "yes"})
    held("internal", no, {"visited": "no"})
    done = cfdiag("report", "in", "--questionnaires", "qs", "--format", "markdown", "--language", language)
    assert said in done.out, done.out + done.err


def test_the_board_says_monday_once(cfdiag: Command) -> None:
    shop()
    for language, step in (
        ("en", "**On Monday 30 November:** Ask what is wrong with “Speed”."),
        ("nl", "**Op maandag 30 november:** Vraag wat er mis is met “Speed”."),
    ):
        where = "--questionnaires", "qs", "--format", "markdown", "-o", f"{language}.md"
        done = cfdiag("report", "in", "--template", "board", "--language", language, *where)
        assert done.code == 0, done.err
        assert step in Path(f"{language}.md").read_text(encoding="utf-8")


def test_the_letter_to_customers_names_it_and_tells_no_figure(cfdiag: Command) -> None:
    shop()
    where = "--questionnaires", "qs", "--format", "markdown", "-o", "letter.md"
    done = cfdiag("report", "in", "--template", "customer-letter", *where)
    assert done.code == 0, done.err
    letter = Path("letter.md").read_text(encoding="utf-8")
    assert "- We repair “Speed”. " in letter


def test_items_that_people_added_are_named_where_their_words_are_and_counted_elsewhere(
    cfdiag: Command,
) -> None:
    shop()
    found = actions(cfdiag)["settle"]
    assert (found["about"], found["title"]) == ("promises/i1", "Settle 5 overdue: Promises (5)")
    assert "spare key" not in json.dumps(found)
    text = cfdiag("report", "in", "--questionnaires", "qs", "--format", "markdown").out
    assert "Settle 5 overdue: A spare key\n" in text


def test_what_nobody_is_shown_is_not_judged(cfdiag: Command) -> None:
    shop(consent="quoted")
    done = cfdiag("score", "in", "--questionnaires", "qs", "--format", "json")
    part = json.loads(done.out)["questionnaires"][0]
    assert "settle" not in {action["id"] for action in part["actions"]}
    assert "settle" in {action["id"] for action in part["not_judged"]}
    report = cfdiag("report", "in", "--questionnaires", "qs", "--format", "markdown").out
    assert "Settle … overdue\n" in report


def test_why_says_how_it_was_chosen_and_show_how_it_is(cfdiag: Command) -> None:
    shop()
    said = cfdiag("why", "in", "mend_the_gap", "--questionnaires", "qs").out
    assert "worst(perception): Speed (speed)" in said
    shown = " ".join(cfdiag("show", "shop", "--questionnaires", "qs").out.split())
    assert "About: worst(perception)" in shown
    assert "Done when: mean(about) >= 3.5" in shown
    assert "Then: The other shops" in shown


def test_the_pieces_of_many_interviews_add_up_to_the_same(cfdiag: Command) -> None:
    shop()
    one = cfdiag("score", "in", "--questionnaires", "qs", "--format", "json").out
    two = cfdiag("score", "in", "--questionnaires", "qs", "--format", "json", "--jobs", "2").out
    assert json.loads(one)["questionnaires"] == json.loads(two)["questionnaires"]
