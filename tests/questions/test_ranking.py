"""Orders of preference: valid, typed, shown; what they come to alone, among few, among many, over items."""

import csv
import io
import json
import statistics
from pathlib import Path
from random import Random

import msgspec
import pytest
from kits.command import runner
from kits.questions import ENGLISH, OPTIONS, plain_text, question
from kits.scoring import action, interview, questionnaire, result, tally

from cfdiag.locales.catalogue import locale_for
from cfdiag.model.questionnaire import Option, Question, Repeat, Section
from cfdiag.model.result import QuestionScore
from cfdiag.model.text import plain
from cfdiag.questions import MismatchError
from cfdiag.questions.ranking import TYPE
from cfdiag.scoring.options import Options

RANKING = question("ranking", options=OPTIONS)
DUTCH = locale_for("nl")


@pytest.mark.parametrize("value", [["critic"], ["other", "buyer"], ["other", "critic", "buyer"]])
def test_valid(value):
    assert TYPE.check(RANKING, value) is None


@pytest.mark.parametrize("value", [[], ["buyer", "buyer"], ["boss"], "buyer", None, 3])
def test_invalid(value):
    assert TYPE.check(RANKING, value) == "a list of buyer, critic, other, the best first, each once"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("3 1 2", ["other", "buyer", "critic"]),
        ("3,1", ["other", "buyer"]),
        ("2", ["critic"]),
        ("critic; buyer", ["critic", "buyer"]),
        ("Somebody else, Buyer", ["other", "buyer"]),
        ("Buyer > Somebody else", ["buyer", "other"]),
        ("1. Critic, now and then, 2. Buyer", ["critic", "buyer"]),
        ("1. Buyer", ["buyer"]),
    ],
)
def test_typed(typed, value):
    assert TYPE.parse(RANKING, typed, ENGLISH) == value


@pytest.mark.parametrize("typed", ["", "0", "4", "1 1", "1 4", "3 boss", "1. Buyer, 2. Buyer", "312"])
def test_typed_wrongly(typed):
    with pytest.raises(MismatchError) as caught:
        TYPE.parse(RANKING, typed, ENGLISH)
    assert str(caught.value) == "numbers from 1 to 3 in order, the best first, each once"


def test_shown():
    assert TYPE.show(RANKING, ["other", "buyer"], DUTCH) == "1. Somebody else, 2. Inkoper"
    assert TYPE.show(RANKING, None, ENGLISH) == ""
    assert TYPE.prompt(RANKING, ENGLISH) == "Enter the numbers in order, the best first: "


def test_as_rules_see_it():
    domain = TYPE.domain(RANKING)
    assert (domain.words, domain.many) == (("buyer", "critic", "other"), True)
    assert TYPE.points(RANKING, ["buyer"]) is None
    assert not TYPE.can_score(RANKING)


def test_more_places_than_options_cannot_be_counted():
    (wrong,) = TYPE.wrongs(question("ranking", options=OPTIONS, own={"top": 4}))
    assert (wrong.key, wrong.message) == ("top", "there are 3 options")
    assert list(TYPE.wrongs(question("ranking", options=OPTIONS, own={"top": 3}))) == []


# --- among many

IDS = ("speed", "price", "people", "text", "reason")
FIVE_OPTIONS = tuple(Option(id_, plain(id_.title())) for id_ in IDS)


def asked(group="customer", **changes):
    return Question(
        id="q", type="ranking", ask=plain("In which order?"), groups=(group,), options=FIVE_OPTIONS, **changes
    )


def orders(n, seed=1):
    chance = Random(seed)  # noqa: S311  no secret
    return [chance.sample(IDS, chance.randint(1, 5)) for _ in range(n)]


def people(all_orders, group="customer", consent="named"):
    return [
        interview(f"i{n}", {"q": order}, group=group, consent=consent) for n, order in enumerate(all_orders)
    ]


@pytest.mark.parametrize("top", [None, 2])
def test_figures_of_each_option(top):
    said = orders(40)
    q = questionnaire(asked(own={"top": top} if top else {}))
    found = result(q, people(said)).questionnaires[0].questions["q"]
    assert list(found.options) == list(IDS)
    for option, figures in found.options.items():
        places = [order.index(option) + 1 for order in said if option in order]
        assert figures == {
            "n": len(places),
            "mean": pytest.approx(statistics.mean(places)),
            "first": sum(order[0] == option for order in said),
            f"top{top or 3}": sum(option in order[: top or 3] for order in said),
        }
        assert found.distribution.get(option, 0) == figures["first"]
    assert (found.n, found.mean, found.points) == (40, None, None)


def test_who_is_named_and_who_is_not_count_together():
    said = orders(12)
    halves = people(said[:6]) + people(said[6:], consent=None)
    halves = [msgspec.structs.replace(one, id=f"i{n}") for n, one in enumerate(halves)]
    found = result(questionnaire(asked()), halves).questionnaires[0].questions["q"]
    for option, figures in found.options.items():
        top = sum(option in order[:3] for order in said)
        assert figures["top3"] in (top, None)
        assert (figures["top3"] is None) is (0 < top < 3 or f"options.{option}.top3" in found.reasons)
    whole = result(questionnaire(asked()), halves, Options(unmasked=True)).questionnaires[0].questions["q"]
    assert all(f["top3"] == sum(o in order[:3] for order in said) for o, f in whole.options.items())


def test_the_same_however_the_interviews_are_split():
    everybody = people(orders(7))
    q = questionnaire(asked())
    whole = tally(q, everybody)
    for at in range(8):
        parts = tally(q, everybody[at:]) + tally(q, everybody[:at])
        for key, stratum in whole.strata.items():
            other = parts.strata[key]
            assert (stratum.extras, stratum.listed) == (other.extras, other.listed)


def test_a_mean_place_needs_five_who_ranked_the_option():
    said = [["speed", "price"]] * 4 + [["speed"]] * 2
    found = result(questionnaire(asked()), people(said)).questionnaires[0].questions["q"]
    assert found.options["speed"] == {"n": 6, "mean": 1.0, "first": 6, "top3": 6}
    assert found.options["price"] == {"n": 4, "mean": None, "first": 0, "top3": 4}
    assert found.reasons["options.price.mean"] == "too_few_respondents"
    assert found.reasons["options.people.mean"] == "not_rated"


def test_of_few_who_are_named_each_order_is_told():
    said = [["price", "speed"], ["speed"], ["price"]]
    q = questionnaire(asked())
    found = result(q, people(said)).questionnaires[0].questions["q"]
    assert found.answers == [["price"], ["price", "speed"], ["speed"]]
    assert (found.options, found.reason) == (QuestionScore().options, "too_few_respondents")
    cell = TYPE.cell(q.question("q"), found, ENGLISH, plain_text)
    assert cell == "Price; Price > Speed; Speed"


@pytest.mark.parametrize("n", [2, 3, 4])
def test_of_few_who_are_not_named_nothing_is_told(n):
    everybody = people(orders(n), group="internal", consent=None)
    found = result(questionnaire(asked("internal")), everybody).questionnaires[0].questions["q"]
    assert found.withheld is True
    assert (found.n, found.answers, found.distribution) == (None, QuestionScore().answers, {})


def test_of_one_interview_the_order_is_the_figure():
    found = result(questionnaire(asked()), people([["text", "speed"]])).questionnaires[0].questions["q"]
    assert found.answers == [["text", "speed"]]
    assert found.options is QuestionScore().options


def test_over_items_people_count_once():
    q = questionnaire(
        Section(
            id="way",
            title=plain("Way"),
            questions=(asked("internal"),),
            repeat=Repeat(ask=plain("Which?"), name=plain("step"), items={}),
        )
    )
    everybody = [
        interview(
            f"i{n}",
            {"way/a/q": ["speed", "price"], "way/b/q": ["price", "speed", "text"]},
            items={"way": {"a": "A", "b": "B"}},
        )
        for n in range(5)
    ]
    found = result(q, everybody).questionnaires[0].questions["q"]
    assert found.n == 5
    assert found.options["speed"] == {"n": 5, "mean": 1.5, "first": 5, "top3": 5}
    assert found.options["text"] == {"n": 5, "mean": 3.0, "first": 0, "top3": 5}
    one = result(q, everybody[:4], Options(unmasked=True)).questionnaires[0].questions["q"]
    assert one.answers is QuestionScore().answers  # eight answers of four people are no list of four


def test_rules_ask_who_put_it_first_and_of_one_interview_the_order():
    q = questionnaire(
        asked(),
        actions=(
            action("fast", 'share("q", "speed") >= 0.5', ("q",)),
            action("one", '"text" in q', ("q",)),
        ),
    )
    said = [["speed", "text"]] * 4 + [["price"]] * 3
    (fast,) = result(q, people(said)).questionnaires[0].actions
    assert fast.id == "fast"
    assert fast.because[0].text == "4 of 7 said “1. Speed”"
    alone = result(q, people([["speed", "text"]])).questionnaires[0]
    assert {each.id for each in alone.actions} == {"fast", "one"}


def test_in_a_table_the_most_often_preferred_come_first():
    score = result(questionnaire(asked()), people(orders(40))).questionnaires[0].questions["q"]
    table = TYPE.table(asked(), score, DUTCH, plain_text)
    heads, rows = table.heads, table.rows
    assert heads == ["Keuze", "Gemiddelde plaats", "Eerst gezet", "Bij de eerste 3", "Geplaatst door"]
    counted = [(int(row[3]), int(row[2])) for row in rows]
    assert counted == sorted(counted, reverse=True)
    assert "," in rows[0][1]
    assert TYPE.table(asked(), QuestionScore(), ENGLISH, plain_text) is None


# --- the commands

FILE = """
cfdiag: 1
id: priorities
version: 1.0.0
title: What matters most?
groups: {customer: {title: Customers, anonymous: false}}
sections:
  - id: matters
    questions:
      - id: order
        type: ranking
        ask: What matters most to you?
        options: {speed: Speed, price: Price, text: Plain words}
        top: 2
      - {id: how, type: text, when: '"speed" in order', ask: How fast is fast?}
"""


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path):
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires/priorities.yaml").write_text(FILE, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def held(cfdiag, *said):
    for n, order in enumerate(said):
        words = ("--group", "customer", "--respondent", f"P {n}", "--consent", "named")
        flags = (
            *words,
            "--answers",
            "-",
            "--output",
            f"{n}.json",
            "--questionnaires",
            "questionnaires",
            "-q",
        )
        done = cfdiag("interview", "priorities", *flags, stdin=f"order: {order}\n".encode())
        assert done.code == 0, done.err
    return [f"{n}.json" for n in range(len(said))]


NEAR = ("--questionnaires", "questionnaires")


def test_from_answers_to_every_output(cfdiag):
    files = held(cfdiag, "[speed, price]", "2 1 3", '"text, speed"', "[speed]", "1. Price", "[speed, text]")
    assert json.loads(Path("1.json").read_text())["answers"]["order"]["value"] == ["price", "speed", "text"]
    scored = json.loads(cfdiag("score", *files, *NEAR, "--format", "json").out)
    speed = {"n": 5, "mean": 1.4, "first": 3, "top2": 5}
    order = scored["questionnaires"][0]["questions"]["order"]
    assert order["options"]["speed"] == speed
    assert "mean" not in order
    table = list(csv.reader(io.StringIO(cfdiag("score", *files, *NEAR, "--format", "csv").out)))
    rows = {row[7]: row[8:] for row in table if row[4:6] == ["question", "order"]}
    assert {name: float(rows[f"options.speed.{name}"][0]) for name in speed} == speed
    assert rows["options.text.n"] == ["3", ""]
    assert rows["options.text.mean"] == ["", "too_few_respondents"]
    report = cfdiag("report", *files, *NEAR, "--format", "markdown").out
    assert "| Option | Mean place | Put first | Among the first 2 | Ranked by |" in report
    assert "| Speed | 1\\.4 | 3 | 5 | 5 |" in report
    assert "Speed (mean place: 1.4, put first: 3, among the first 2: 5, ranked by: 5)" in " ".join(
        cfdiag("why", *files, "order", *NEAR).out.split()
    )
    assert "\n  1. Price, 2. Speed, 3. Plain words  1.json:" in cfdiag("why", *files, "order", *NEAR).out


@pytest.mark.parametrize("answer", ["[]", "[speed, speed]", "3 4", "[Speed]"])
def test_an_answer_that_is_no_order_is_refused(cfdiag, answer):
    done = cfdiag("interview", "priorities", "--group", "customer", "--answers", "-", *NEAR, "-q",
                  stdin=f"order: {answer}\n".encode())  # fmt: skip
    assert done.code == 2
    assert done.err == (
        "<stdin>:1:1: error: order: the value must be a list of speed, price, text, the best first, each once"
        "  [bad-answer]\n"
    )


def test_checked_shown_and_in_the_schema(cfdiag):
    assert cfdiag("check", "questionnaires").code == 0
    assert (
        "order (ranking)\n    What matters most to you?\n    [ ] Speed\n"
        in cfdiag("show", "priorities", *NEAR).out
    )
    wrong = FILE.replace("top: 2", "top: 4").replace("ask: How fast", "top: 1, ask: How fast")
    Path("wrong.yaml").write_text(wrong.replace("id: priorities", "id: wrong"), encoding="utf-8")
    done = cfdiag("check", "wrong.yaml")
    assert "error: there are 3 options  [bad-value]" in done.out + done.err
    assert "error: a text question takes no 'top'  [misplaced-key]" in done.out + done.err
    assert '"ranking"' in cfdiag("schema", "questionnaire").out


def test_nothing_stands_alone_in_an_order():
    alone = Option("none", plain("None"), exclusive=True)
    wrong = list(TYPE.wrongs(question("ranking", options=(*OPTIONS, alone))))
    assert [w.key for w in wrong] == ["options"]
