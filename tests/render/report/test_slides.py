"""The slides say what the first page says, and of an adopted plan what was agreed."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import cache

import pytest
import yaml
from kits.demo import demo_folder
from kits.report_builders import build_view, engagement, setting
from msgspec.structs import replace

from cfdiag.api.planning.adopting import adopt
from cfdiag.api.planning.changing import ActionChange, add_own, set_on
from cfdiag.api.planning.plan_files import plan_file
from cfdiag.api.report_edition import edition_of
from cfdiag.api.reporting import render_report
from cfdiag.api.scoring import score_paths
from cfdiag.demo import NOW
from cfdiag.model.blocks import TableBlock
from cfdiag.model.result import Unanswered

DAY = NOW.date().isoformat()

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return demo_folder(tmp_path_factory.mktemp("engagement"))


@cache
def scored(*paths, language="en"):
    """What a plan changes is in how it is shown: interviews are scored once."""
    return score_paths([str(path) for path in paths], today=DAY, language=language)


def view_of(paths, language="en", **edition):
    result = scored(*paths, language=language)
    return json.loads(render_report(result, edition_of("json", **edition)).data)


def slide(view, id_):
    return next((each for each in view["slides"] if each["id"] == id_), None)


def trust(blocks):
    """The short lists of a page by title: what it rests on, how firm, what is not known."""
    (found,) = [block for block in blocks if block.get("look") == "trust"]
    return {group["title"]: [e["text"] for e in group["entries"]] for group in found["groups"]}


def few(folder, n):
    return sorted((folder / "interviews").glob("customer-view-*.json"))[:n]


@pytest.mark.parametrize("n", [1, 3, 4])
def test_of_few_interviews_the_slides_decide_nothing_either(folder, n):
    view = view_of(few(folder, n))
    board = view["sections"][0]["blocks"]
    (cards,) = [block for block in board if block["kind"] == "cards"]
    assert [card["id"] for card in cards["cards"]] == ["hear_more"]
    answer = trust(slide(view, "answer")["blocks"])
    assert answer.pop("What to do first") == [f"1. {cards['cards'][0]['title']}"]
    said = trust(board)
    assert answer == {title: said[title] for title in answer}
    assert set(said) - set(answer) == {"What we do not know"}
    assert slide(view, "months") is None


def test_parts_of_the_first_page_are_those_of_the_slides(folder):
    view = view_of([folder / "interviews"])
    board = view["sections"][0]["blocks"]
    by_kind = {block["kind"]: block for block in board if block["kind"] in ("chart", "cards")}
    assert by_kind["chart"] in slide(view, "sides")["blocks"]
    assert by_kind["cards"] in slide(view, "things")["blocks"]
    (chosen_by,) = [b["text"] for b in slide(view, "things")["blocks"] if b["kind"] == "sentence"]
    assert chosen_by in [block.get("text") for block in board]


@pytest.fixture(scope="module")
def agreed(folder):
    """The text of the plan."""
    plan = adopt([str(folder / "interviews")], day=DAY).plan
    first, second, third = (each.id for each in plan.actions)
    file = folder / "plan.yaml"
    changes = [
        ActionChange(first, owner="A. Kaya", due="2027-05-03"),
        ActionChange(second, title="Answer every complaint within a day", owner="J. Smit", due="2026-12-31"),
        ActionChange(third, status="dropped"),
    ]
    set_on(plan_file(file), changes, day=DAY)
    add_own(plan_file(file), "Visit the depot", owner="A. Kaya", due="2026-12-14", day=DAY)
    add_own(plan_file(file), "Added much later", owner="A. Kaya", due="2026-12-14", day="2027-02-01")
    text = file.read_bytes()
    file.unlink()
    return text


@pytest.fixture
def adopted(folder, agreed):
    file = folder / "plan.yaml"
    file.write_bytes(agreed)
    yield folder
    file.unlink()


def test_the_slide_of_the_plan_is_the_adopted_one(adopted):
    (table,) = slide(view_of([adopted / "interviews"]), "months")["blocks"]
    heads = [column["title"] for column in table["columns"]]
    rows = [[cell["text"] for cell in row] for row in table["rows"]]
    assert heads == ["Owner", "December 2026", "May 2027"]
    keep = rows[0][2]
    # The plan and the report count differently: here nothing has a number.
    assert rows == [
        ["A. Kaya", "Visit the depot", keep],
        ["J. Smit", "Answer every complaint within a day", ""],
    ]
    assert keep.startswith("Bring every customer something useful")
    assert table["notes"] == []


def cards_of(view):
    (cards,) = [block for block in view["sections"][0]["blocks"] if block["kind"] == "cards"]
    return cards["cards"]


def agreed_rows(view):
    """What was agreed beside the report's own actions: title, owner, day, state."""
    inside = next(each for each in view["sections"] if each["id"] == "actions")
    found = [block for block in inside["blocks"] if block.get("id") == "actions-agreed"]
    return [[cell["text"] for cell in row] for block in found for row in block["rows"]]


def beside(view):
    return [b["text"] for b in view["sections"][0]["blocks"] if b.get("look") == "beside"]


def test_an_action_of_ones_own_stands_in_the_report_and_on_the_first_page(adopted):
    view = view_of([adopted / "interviews"])
    assert agreed_rows(view) == [["Visit the depot", "A. Kaya", "14 December 2026", "open"]]
    assert "Agreed as well: “Visit the depot”." in beside(view)
    set_on(plan_file(adopted / "plan.yaml"), [ActionChange("own-1", status="done")], day=DAY)
    view = view_of([adopted / "interviews"])
    state = "done, 20 November 2026"
    assert agreed_rows(view) == [["Visit the depot", "A. Kaya", "14 December 2026", state]]
    assert f"Agreed as well: “Visit the depot” ({state})." in beside(view)
    customers = view_of([adopted / "interviews"], audience="customer")
    assert "Visit the depot" not in json.dumps(customers)


@pytest.mark.parametrize("format_", ["html", "markdown", "docx"])
def test_every_format_of_the_report_names_it(adopted, format_):
    result = scored(adopted / "interviews", language="nl")
    drawn = render_report(result, edition_of(format_)).data
    if format_ == "docx":
        drawn = zipfile.ZipFile(io.BytesIO(drawn)).read("word/document.xml")
    said = re.sub(r"<[^>]+>", " ", drawn.decode())
    assert "Ook afgesproken: “Visit the depot”." in said
    assert said.count("Visit the depot") == 2


def test_of_many_the_first_page_names_what_has_room_and_counts_the_others(adopted):
    for n in range(8):
        add_own(plan_file(adopted / "plan.yaml"), f"Visit the depot of region {n}", day=DAY)
    view = view_of([adopted / "interviews"])
    (line,) = [each for each in beside(view) if each.startswith("Agreed as well")]
    assert len(line) < 160
    named, more = re.fullmatch(r"Agreed as well: (.*) and (\d+) more\.", line).groups()
    assert named.count("“") + int(more) == len(agreed_rows(view)) == 9


def test_what_is_done_is_said_as_done_and_has_no_monday(adopted):
    file = plan_file(adopted / "plan.yaml")
    first, second, third = (each.id for each in file.plan.actions[:3])
    set_on(file, [ActionChange(first, status="done"), ActionChange(third, status="open")], day=DAY)
    view = view_of([adopted / "interviews"])
    lines = {card["id"]: {line["id"]: line for line in card["lines"]} for card in cards_of(view)}
    assert lines[first]["first_step"]["text"] == ""
    assert lines[first]["by"]["text"] == "done, 20 November 2026"
    assert lines[second]["first_step"]["text"]
    assert {line["by"]["label"] for line in lines.values()} == {"When"}
    titles = [b["text"] for b in view["sections"][0]["blocks"] if b["kind"] == "heading"]
    assert "Three things to do, 1 of them done" in titles
    inside = next(each for each in view["sections"] if each["id"] == "actions")
    (card,) = [c for b in inside["blocks"] if b["kind"] == "cards" for c in b["cards"] if c["id"] == first]
    assert "first_step" not in [line["id"] for line in card["lines"]]
    said = {line["label"]: line["text"] for line in card["lines"]}
    assert said["Status"] == "done, 20 November 2026"
    file = plan_file(adopted / "plan.yaml")
    set_on(file, [ActionChange(each, status="spread") for each in (second, third)], day=DAY)
    view = view_of([adopted / "interviews"])
    things = slide(view, "things")
    assert things["title"] == "Three things to do: done"
    assert "Monday" not in json.dumps([things, view["sections"][0]])
    (listed,) = [b for b in slide(view, "answer")["blocks"] if b.get("look") == "trust"]
    notes = [entry["note"] for entry in listed["groups"][0]["entries"]]
    assert notes == ["done, 20 November 2026", *["spread, 20 November 2026"] * 2]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_agreed_words_stand_on_every_page_and_the_authors_in_its_language(adopted, language):
    view = view_of([adopted / "interviews"], language=language)
    (cards,) = [block for block in view["sections"][0]["blocks"] if block["kind"] == "cards"]
    first, second = cards["cards"]
    assert second["title"] == "Answer every complaint within a day"
    own = {"en": "Bring every customer something useful", "nl": "Kom bij elke klant met iets nuttigs"}
    assert first["title"].startswith(own[language])
    inside = next(each for each in view["sections"] if each["id"] == "actions")
    days = next(block for block in inside["blocks"] if block.get("look") == "days")
    (ninety,) = [g for g in days["groups"] if g["title"].startswith("90")]
    # What is due in May is done after ninety days, whatever its author thought.
    assert first["title"] in [entry["text"] for entry in ninety["entries"]]


def test_customers_are_promised_the_day_that_was_agreed_and_told_no_owner(folder):
    ids = ["mend_what_matters", "raise_things_first"]
    adopt([str(folder / "interviews")], actions=ids, day=DAY)
    file = folder / "plan.yaml"
    agreed = {"title": "Mend it at last", "owner": "J. Smit", "due": "2027-05-03"}
    set_on(plan_file(file), [ActionChange(id_, **agreed) for id_ in ids], day=DAY)
    try:
        view = view_of([folder / "interviews"], audience="customer")
    finally:
        file.unlink()
    (table,) = slide(view, "months")["blocks"]
    by_month = {row[0]["text"]: row[1]["text"] for row in table["rows"]}
    assert by_month["May 2027"].endswith("We begin with “Service”, since it matters to you.")
    (promise,) = [each for each in view["letter"]["do"] if each["title"].startswith("We come to you sooner")]
    assert promise["by"] == "3 May 2027"
    for inside in ("J. Smit", "Mend it at last"):
        assert inside not in json.dumps([view["slides"], view["sections"], view["letter"]])


def test_what_was_dropped_is_promised_to_nobody(folder):
    before = view_of([folder / "interviews"])
    promised = promises(before, view_of([folder / "interviews"], audience="customer"))
    plan = adopt([str(folder / "interviews")], day=DAY).plan
    ids = [*(each.id for each in plan.actions), "mend_what_matters", "raise_things_first"]
    file = folder / "plan.yaml"
    file.unlink()
    adopt([str(folder / "interviews")], actions=ids, day=DAY)
    set_on(plan_file(file), [ActionChange(id_, status="dropped") for id_ in ids], day=DAY)
    try:
        view, theirs = (view_of([folder / "interviews"], audience=who) for who in ("internal", "customer"))
        own = view_of([folder / "interviews"], audience="staff")
    finally:
        file.unlink()
    titles = [row[0]["text"] for row in to_all(before)["rows"]]
    assert titles
    assert to_all(view) is None
    assert to_all(own) is None
    said = promises(view, theirs)
    for gone in ("We come to you sooner", "We begin with “Service”, since it matters to you."):
        assert gone in promised
        assert gone not in said


def promises(view, theirs):
    """Everything that a customer may read of what is done."""
    shown = [theirs["slides"], theirs["sections"], theirs["letter"], view["letter"]]
    return json.dumps(shown, ensure_ascii=False)


def to_all(view):
    """What is done, as everybody inside reads it; None where nothing is."""
    return next((block for block in view["to_all"]["blocks"] if block["kind"] == "table"), None)


def test_no_day_is_missed_where_the_report_says_one_or_it_is_done(adopted):
    file = adopted / "plan.yaml"
    first = plan_file(file).plan.actions[0].id
    add_own(plan_file(file), "Done long ago", owner="A. Kaya", day=DAY)
    add_own(plan_file(file), "Begin some day", owner="A. Kaya", day=DAY)
    done = next(each.id for each in plan_file(file).plan.actions if each.title == "Done long ago")
    set_on(plan_file(file), [ActionChange(first, due=""), ActionChange(done, status="done")], day=DAY)
    view = view_of([adopted / "interviews"])
    (table,) = slide(view, "months")["blocks"]
    assert table["notes"] == ["No day yet: Begin some day."]
    (cards,) = [block for block in view["sections"][0]["blocks"] if block["kind"] == "cards"]
    by = next(line["text"] for line in cards["cards"][0]["lines"] if line["id"] == "by")
    heads = [column["title"] for column in table["columns"]]
    rows = [[cell["text"] for cell in row] for row in table["rows"]]
    at = heads.index(by.split("\xa0", 1)[1])
    assert any(cards["cards"][0]["title"] in row[at] for row in rows)


def test_what_is_now_about_something_else_is_no_longer_what_was_agreed(adopted):
    file = adopted / "plan.yaml"
    plan = yaml.safe_load(file.read_text(encoding="utf-8"))
    about = plan["actions"][1]["about"]
    file.write_text(file.read_text(encoding="utf-8").replace(about, "service_level"), encoding="utf-8")
    view = view_of([adopted / "interviews"])
    (cards,) = [block for block in view["sections"][0]["blocks"] if block["kind"] == "cards"]
    assert cards["cards"][1]["title"] == "Repair “Questions and complaints” together with customers"
    rows = [[cell["text"] for cell in row] for row in slide(view, "months")["blocks"][0]["rows"]]
    assert ["J. Smit", "Answer every complaint within a day", ""] in rows


def months(view):
    (table,) = next(each for each in view.slides if each.id == "months").blocks
    return [column.title for column in table.columns[1:]]


def test_the_months_are_those_of_the_working_days_on_which_it_is_due():
    result, questionnaires, remarks = engagement()
    # Thirty days after 1 October 2026 is a Saturday in October: what is due then, is due on 2 November.
    view = build_view(result, questionnaires, remarks, [], setting(date="2026-10-01"))
    (table,) = next(each for each in view.slides if each.id == "months").blocks
    assert months(view)[0] == "November 2026"
    first = next(s for s in view.sections if s.id == "board")
    (cards,) = [block for block in first.blocks if block.kind == "cards"]
    due = {line.text.split("\xa0")[-1] for card in cards.cards for line in card.lines if line.id == "by"}
    assert due
    assert due <= set(months(view))
    assert table.rows


@pytest.mark.parametrize("n", [4, 5, 6, 12, 13, 40])
def test_the_questions_that_found_no_room_are_counted(n):
    result, questionnaires, remarks = engagement()
    first, second = result.questionnaires
    keys = list(second.questions)
    many = [Unanswered(question=keys[k % len(keys)], n=9, of=10, share=0.9) for k in range(n)]
    result = replace(result, questionnaires=[first, replace(second, unanswered=many)])
    view = build_view(result, questionnaires, remarks, [], setting())
    section = next(each for each in view.slides if each.id == "open")
    (table,) = [block for block in section.blocks if isinstance(block, TableBlock)]
    said = int(re.findall(r"\d+", " ".join(table.notes) or "0")[0])
    assert len(table.rows) + said == n


@pytest.mark.parametrize(
    ("room", "told"),
    [(6, {"What we keep": 3, "What we change": 3}), (4, {"What we keep": 2, "What we change": 2}),
     (1, {"What we keep": 1})],
)  # fmt: skip
def test_both_what_is_kept_and_what_is_changed_are_told_and_no_heading_stands_over_nothing(
    folder, room, told, monkeypatch
):
    monkeypatch.setattr("cfdiag.render.view.slides.MOST_PROMISED", room)
    blocks = slide(view_of([folder / "interviews"], audience="customer"), "things")["blocks"]
    found = {
        heading["text"]: sum(len(group["entries"]) for group in below["groups"])
        for heading, below in zip(blocks[::2], blocks[1::2], strict=True)
    }
    assert found == told
