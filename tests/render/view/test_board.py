"""The first page, as a stranger reads it: its sentences, its picture and its actions agree."""

from __future__ import annotations

import json
import re

import pytest
from kits.demo import demo_folder

from cfdiag.api.planning.adopting import adopt
from cfdiag.api.planning.changing import ActionChange, set_on
from cfdiag.api.planning.plan_files import plan_file
from cfdiag.api.report_edition import edition_of
from cfdiag.api.reporting import render_report
from cfdiag.api.scoring import score_paths
from cfdiag.demo import NOW
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import difference_as_printed

DAY = NOW.date().isoformat()


pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The engagement of the demo with an adopted plan, which was changed two months later."""
    folder = demo_folder(tmp_path_factory.mktemp("engagement"))
    interviews = str(folder / "interviews")
    plan = adopt([interviews], agreed_with=["service team", "two customers"], day=DAY)
    ids = [each.id for each in plan.plan.actions]
    owners = ("A. Kaya", "J. Smit", "M. de Wit")
    named = [ActionChange(id_, owner=owner) for id_, owner in zip(ids, owners, strict=True)]
    set_on(plan_file(plan.path), named, day=DAY)
    later = [ActionChange(id_, owner="Somebody else", due="2027-03-31") for id_ in ids]
    set_on(plan_file(plan.path), later, day="2027-01-18")
    return folder


_MADE = {}


def page(paths, day=DAY, language="en"):
    """The blocks of the first page by kind, and its headline."""
    key = (tuple(paths), day, language)
    if key not in _MADE:
        _MADE[key] = made_page(paths, day, language)
    return _MADE[key]


def made_page(paths, day, language):
    result = score_paths([str(path) for path in paths], today=day, language=language)
    view = json.loads(render_report(result, edition_of("json")).data)
    board = view["sections"][0]
    assert board["id"] == "board"
    found = {"headline": [board["title"]]}
    for block in board["blocks"]:
        found.setdefault(block["kind"], []).append(block)
    return found


def said(found):
    return " ".join(block["text"] for block in found.get("sentence", ()))


def rows(found):
    """Of the picture: `label: 4.1 expected, 1.6 given; 2.5 lower ± 0.8 · n = 7 and 8.`"""
    pattern = r"([^.:]+): ([\d.]+) expected, ([\d.]+) given; ([\d.]+) (lower|higher)([^·]*) · n"
    return re.findall(pattern, found["chart"][0]["desc"])


def heard(folder, group, most):
    files = sorted((folder / "interviews").glob("customer-view-*.json"))
    return [f for f in files if json.loads(f.read_bytes())["respondent"]["group"] == group][:most]


def test_each_difference_is_that_of_the_figures_beside_it(demo):
    found = rows(page([demo / "interviews"]))
    assert len(found) == 5
    for _, expected, given, gap, way, _ in found:
        apart = round(float(expected) - float(given), 1)
        assert (abs(apart), way) == (float(gap), "lower" if apart > 0 else "higher")


def test_the_title_names_what_is_shown_as_the_widest_and_no_other(demo):
    found = page([demo / "interviews"])
    label, *_ = max(rows(found), key=lambda row: float(row[3]))
    title = found["chart"][0]["title"]
    assert title == f"You and customers lie furthest apart on “{label.strip()}”"


# Means of 4 and 8 people that end in a half: 3.25 is printed 3.3, and 4.25 as 4.3; to the even one, 3.2.
@pytest.mark.parametrize(
    ("inside", "outside", "shown"),
    [(3.25, 4.25, -1.0), (3.25, 4.2, -0.9), (2.45, 2.35, 0.1), (4.25, 1.75, 2.5)],
)
def test_a_difference_is_that_of_the_printed_figures(inside, outside, shown):
    assert difference_as_printed(inside, outside, 1) == shown
    words = locale_for("en")
    printed = [float(words.number(each)) for each in (inside, outside)]
    assert round(printed[0] - printed[1], 1) == shown


def test_what_may_be_chance_has_no_margin_that_says_otherwise(demo):
    found = rows(page([*heard(demo, "customer", 5), *heard(demo, "internal", 5)]))
    chance = [beside for *_, beside in found if "may be chance" in beside]
    certain = [beside for *_, beside in found if "may be chance" not in beside]
    assert chance
    assert certain
    assert not any("±" in beside for beside in chance)
    assert all("±" in beside for beside in certain)


def test_what_the_headline_praises_is_drawn_and_is_what_the_first_action_keeps(demo):
    found = page([demo / "interviews"])
    praised, short = re.findall("“([^”]+)”", found["headline"][0])
    drawn = [label.strip() for label, *_ in rows(found)]
    assert {praised, short} <= set(drawn)
    first, second, _ = found["cards"][0]["cards"]
    assert praised in first["text"]
    assert short in second["title"]
    assert "Action 2 takes that up." in found["headline"][0]


def test_who_agreed_and_who_does_it_by_when_stand_in_the_adopted_plan(demo):
    found = page([demo / "interviews"])
    lines = [{line["id"]: line for line in card["lines"]} for card in found["cards"][0]["cards"]]
    assert [line["owner"]["text"] for line in lines] == ["A. Kaya", "J. Smit", "M. de Wit"]
    assert [line["owner"]["note"] for line in lines] == ["", "", ""]
    # The plan was moved to March afterwards; this page is of the day on which it was adopted.
    assert [line["by"]["text"].replace("\xa0", " ") for line in lines] == [
        "21 December 2026", "19 January 2027", "21 December 2026",
    ]  # fmt: skip
    assert "Agreed with: service team and two customers." in said(found)


def test_before_anything_was_adopted_it_is_a_proposal_with_a_line_for_a_name(demo):
    found = page([demo / "interviews"], day="2026-11-19")
    assert "A proposal from the figures; nobody has agreed to it yet." in said(found)
    for card in found["cards"][0]["cards"]:
        owner = next(line for line in card["lines"] if line["id"] == "owner")
        assert owner["note"] == "Name:"


def test_monday_has_its_date(demo):
    (first, *_) = page([demo / "interviews"])["cards"][0]["cards"]
    assert first["lines"][0]["label"] == "On Monday 23 November"


def test_a_mending_action_names_what_else_is_as_far_apart(demo):
    _, repair, _ = page([demo / "interviews"])["cards"][0]["cards"]
    assert repair["text"].endswith("The same holds for “Service”.")


def test_words_in_another_language_are_marked(demo):
    found = page([demo / "interviews"], language="nl")
    (quote,) = found["cards"][0]["cards"][0]["quotes"]
    assert (quote["language"], quote["note"]) == ("en", "gezegd in een andere taal")
    english = page([demo / "interviews"])["cards"][0]["cards"][0]["quotes"][0]
    assert (english["language"], english["note"]) == ("", "")


@pytest.mark.parametrize("number", range(8))
def test_from_one_person_everything_that_is_rated_highest_and_lowest_is_named(demo, number):
    (file,) = heard(demo, "customer", 8)[number : number + 1]
    kept = json.loads(file.read_bytes())
    titles = {
        "sales_organisation": "Sales", "products_services": "Products and services",
        "processes": "From request to payment", "service_level": "Service",
    }  # fmt: skip
    items = kept["items"]["touch_points"]
    ratings = {
        titles.get(key) or items[key.split("/")[1]]: answer["value"]
        for key, answer in kept["answers"].items()
        if answer["status"] == "answered" and (key in titles or key.endswith("/touch_rating"))
    }
    headline = page([file])["headline"][0]
    high, low, _ = headline.split(". ", 2)
    for end, part in ((max(ratings.values()), high), (min(ratings.values()), low)):
        mine = [title for title, value in ratings.items() if value == end]
        named = [title for title in mine if f"“{title}”" in part]
        assert len(named) == min(3, len(mine)), headline
        assert f"({end} of 5)" in part
        assert [t for t, v in ratings.items() if v != end and f"“{t}”" in part] == []


def test_what_is_asked_of_so_few_counts_who_is_still_missing_and_quotes_nobody(demo):
    found = page([*heard(demo, "customer", 1), *heard(demo, "internal", 1)])
    (card,) = found["cards"][0]["cards"]
    assert card["id"] == "hear_more"
    step = next(line["text"] for line in card["lines"] if line["id"] == "first_step")
    assert step == "Make the next appointments: 4 more customers and 4 more of your own people."
    assert card["quotes"] == []


def test_where_more_people_are_to_be_heard_first_that_is_the_thing_to_do(demo):
    asks = [page([file]) for file in heard(demo, "customer", 8)]
    asks = [found for found in asks if "Talk to more people before you decide." in found["headline"][0]]
    assert asks
    cards = [[card["id"] for card in found["cards"][0]["cards"]] for found in asks]
    assert cards == [["hear_more"]] * len(asks)
    # What the answers call for so far is named there: it is decided after that, and not lost.
    assert any("To be decided on afterwards: “" in found["cards"][0]["cards"][0]["text"] for found in asks)


def test_one_answer_has_a_mark_that_is_neither_the_lowest_nor_the_highest(demo):
    found = page(heard(demo, "customer", 2))
    told = found["chart"][0]["desc"].split(". ")
    alone = [each for each in told if " and " not in each.partition(": ")[2]]
    result = score_paths([str(path) for path in heard(demo, "customer", 2)], today=DAY)
    html = render_report(result, edition_of("html")).data.decode()
    drawing = html.partition('id="chart-board-t"')[2].partition("</svg>")[0]
    assert 0 < len(alone) < len(told)
    assert drawing.count("l7 -7l7 7l-7 7z") == len(alone)
    first, second = (
        drawing.partition(f'class="{side}"')[2].partition("</g>")[0].count(mark)
        for side, mark in (("s1", "<circle"), ("s2", "<rect"))
    )
    assert first == second == len(told) - len(alone)
    assert "◆ one answer, or several alike" in said(found)


def test_what_would_be_as_good_is_counted_by_itself_and_named(demo):
    for language, one, many in (
        ("en", "this would be about as good: ", "these would be about as good: "),
        ("nl", "is ongeveer even goed: ", "zijn ongeveer even goed: "),
    ):
        groups = page([demo / "interviews"], language=language)["list"][0]["groups"]
        (line,) = (e["text"] for g in groups for e in g["entries"] if one in e["text"] or many in e["text"])
        named = line.count("“")
        assert (one in line, many in line) == (named == 1, named > 1), line


def test_the_lowest_score_says_whose_it_is_and_which_action_takes_it_up(demo):
    result = score_paths([str(demo / "interviews")], today=DAY)
    view = json.loads(render_report(result, edition_of("json")).data)
    found = page([demo / "interviews"])
    pattern = r"The lowest score of all is “([^”]+)”: (\d+) of 100 \(n = 30, your own people\)\. "
    pattern += r"Further down the plan, “([^”]+)” takes that up\."
    ((label, score, title),) = re.findall(pattern, said(found))
    every = [d for part in result.figures.questionnaires for d in part.dimensions.values()]
    lowest = min((d for d in every if d.score is not None and d.level == "critical"), key=lambda d: d.score)
    assert (label, score) == (lowest.title, f"{lowest.score:.0f}")
    section = next(each for each in view["sections"] if each["id"] == "tables")
    further = next(b for b in section["blocks"] if b.get("id") == "actions-further")
    assert title in [row[0]["text"] for row in further["rows"]]


def rests(found):
    return {g["title"]: [e["text"] for e in g["entries"]] for g in found["list"][-1]["groups"]}


def test_every_group_of_which_it_is_known_has_its_response(demo):
    file = demo / "engagement.yaml"
    before = file.read_text(encoding="utf-8")
    population = "population: {customer-view: {customer: 20, internal: 16}}\n"
    file.write_text(re.sub("population: .*\n", population, before), encoding="utf-8")
    try:
        found = made_page(sorted((demo / "interviews").glob("customer-view-*.json")), DAY, "en")
    finally:
        file.write_text(before, encoding="utf-8")
    said_of = rests(found)["What this rests on"]
    assert "Heard: your own people 8 of 16 (50%) and customers 8 of 20 (40%)." in said_of


def test_beside_other_questionnaires_it_is_said_with_which_they_were_heard(demo):
    for language, said_so in (
        (
            "en",
            "Heard with “How do your customers view you?”: your own people 8 of 10 (80%) and customers 8",
        ),
        (
            "nl",
            "Gehoord met “Hoe kijken klanten naar jullie?”: jullie eigen mensen 8 van de 10 (80%) en klanten",
        ),
    ):
        (first, *_) = rests(page([demo / "interviews"], language=language)).values()
        assert [line for line in first if line.startswith(said_so)], first


def test_of_few_the_picture_says_what_is_left_out_and_whose_ratings_they_are(demo):
    found = page([*heard(demo, "customer", 2), *heard(demo, "internal", 1)])
    assert found["headline"][0].startswith("After 3 interviews (ratings only from: customers), “")
    assert re.match(r"the 3 highest and the 2 lowest of \d+ topics; scale 1 to 5", said(found))
    alone = page(heard(demo, "customer", 1))
    assert alone["headline"][0].startswith("After 1 interview, “")


@pytest.mark.parametrize(("customers", "inside"), [(1, 0), (2, 0), (2, 1), (3, 1), (1, 3)])
def test_of_few_all_that_the_headline_names_stands_in_the_picture(demo, customers, inside):
    files = [*heard(demo, "customer", customers), *heard(demo, "internal", inside)]
    found = page(files)
    named = re.findall("“([^”]+)”", found["headline"][0])
    assert named
    (drawn,) = found["chart"]
    shown = [row.split(": ")[0] for row in drawn["desc"].rstrip(".").split(". ")]
    assert set(named) <= set(shown), (named, shown)


def test_of_many_that_are_alike_the_picture_shows_those_that_the_headline_names(demo, tmp_path):
    held = json.loads(heard(demo, "customer", 1)[0].read_bytes())
    rated = [each for each in held["answers"].values() if isinstance(each.get("value"), int)]
    for each, value in zip(rated, [5, 4, 4, *[2] * len(rated)], strict=False):
        each["value"] = value
    (tmp_path / "one.json").write_text(json.dumps(held))
    found = made_page([tmp_path / "one.json"], DAY, "en")
    named = re.findall("“([^”]+)”", found["headline"][0] + found["headline"][-1])
    (drawn,) = [block for block in found["chart"] if block["id"] == "chart-board"]
    shown = [row.split(": ")[0] for row in drawn["desc"].rstrip(".").split(". ")]
    assert "others" in found["headline"][0]
    assert set(named) <= set(shown), (named, shown)


def test_what_is_to_be_reached_is_said_in_the_unit_of_what_it_is_now(demo):
    view = json.loads(
        render_report(score_paths([str(demo / "interviews")], today=DAY), edition_of("json")).data
    )
    section = next(each for each in view["sections"] if each["id"] == "actions")
    cards = [c for block in section["blocks"] if block["kind"] == "cards" for c in block["cards"]]
    (second,) = [c for c in page([demo / "interviews"])["cards"][0]["cards"] if c["rank"] == 2]
    seen = next(line["text"] for line in second["lines"] if line["id"] == "measure")
    assert seen == "“Questions and complaints”: 3.5 of 5 or more (now 1.6); 2.5 the next time is a first step"
    every = [line["text"] for card in cards for line in card["lines"] if line["id"] == "measure"]
    assert (len(every), sum("or more (now" in text for text in every)) == (9, 1)
    mixed = [
        text for text in every if re.search(r"of 100 or more \(now \d\.\d\)|of 5 or more \(now \d\d", text)
    ]
    assert mixed == []


@pytest.mark.parametrize(("n", "left"), [(1, 2), (2, 1), (3, 3)])
def test_of_what_was_agreed_the_page_shows_what_was_not_dropped(demo, n, left):
    file = plan_file(demo / "plan.yaml")
    before = (demo / "plan.yaml").read_bytes()
    first = [c["title"] for c in made_page([demo / "interviews"], DAY, "en")["cards"][0]["cards"]]
    set_on(file, [ActionChange(each.id, status="dropped") for each in file.plan.actions[:n]], day=DAY)
    try:
        found = made_page([demo / "interviews"], DAY, "en")
    finally:
        (demo / "plan.yaml").write_bytes(before)
    titles = [c["title"] for c in found["cards"][0]["cards"]]
    assert len(titles) == left
    assert not set(titles) & set(first[:n])
    # What was decided is not filled up with a proposal; where nothing of it is left, others are proposed.
    assert set(titles) <= set(first) if n < 3 else not set(titles) & set(first)
    assert ("nobody has agreed to it yet" in said(found)) == (n == 3)


def test_the_headline_names_no_action_that_was_dropped(demo):
    file = plan_file(demo / "plan.yaml")
    before = (demo / "plan.yaml").read_bytes()
    assert "Action 2 takes that up." in page([demo / "interviews"])["headline"][0]
    set_on(file, [ActionChange(file.plan.actions[1].id, status="dropped")], day=DAY)
    try:
        found = made_page([demo / "interviews"], DAY, "en")
    finally:
        (demo / "plan.yaml").write_bytes(before)
    assert "takes that up" not in found["headline"][0]


@pytest.mark.parametrize(
    ("language", "title", "why"),
    [
        ("en", "Nothing is left to do", "All that the answers call for was agreed and dropped: “"),
        (
            "nl",
            "Er is niets meer te doen",
            "Alles waar de antwoorden om vragen is afgesproken en vervallen: “",
        ),
    ],
)
def test_where_all_was_dropped_nothing_is_proposed_anew(demo, tmp_path, language, title, why):
    before = (demo / "plan.yaml").read_bytes()
    every = score_paths([str(demo / "interviews")], today=DAY).figures
    ids = [action.id for part in every.questionnaires for action in part.actions]
    try:
        (demo / "plan.yaml").unlink()
        adopt([str(demo / "interviews")], actions=ids, day=DAY)
        file = plan_file(demo / "plan.yaml")
        set_on(file, [ActionChange(each.id, status="dropped") for each in file.plan.actions], day=DAY)
        found = made_page([demo / "interviews"], DAY, language)
        result = score_paths([str(demo / "interviews")], today=DAY, language=language)
        made = {
            each: render_report(result, edition_of(each)).data
            for each in ("html", "markdown", "docx", "pptx")
        }
    finally:
        (demo / "plan.yaml").write_bytes(before)
    assert title in [each["text"] for each in found["heading"]]
    assert why in said(found)
    assert "cards" not in found
    assert all(made.values())
    for each in ("takes that up", "pakt dat op", "Start there", "Begin daar"):
        assert each not in found["headline"][0]
