"""Below the floor: who agreed to be named is shown answer by answer, how many others were heard is said."""

import json
from pathlib import Path

import pytest
from kits.batch import RATED, Desk, interview
from kits.command import at_desk

GROUP = "customer"


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    for number in range(8):
        desk.write(f"in/{number}.json", interview(number, (2, 3, 4, 1 + number % 5)))
    return desk


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path, desk):
    return at_desk(capsys, monkeypatch, tmp_path)


def customers(desk, *, named, others):
    """So many customers who agreed to be named, and others; the answers of others are all 1."""
    for number in range(named):
        who = {"group": GROUP, "consent": "named", "name": f"N{number}"}
        desk.write(f"in/c{number}.json", interview(20 + number, (5, 4, 3, 2 + number), respondent=who))
    for number in range(others):
        desk.write(f"in/d{number}.json", interview(40 + number, (1, 1, 1, 1), respondent={"group": GROUP}))


def group_of(cfdiag, *flags):
    done = cfdiag("score", "in", "--format", "json", *flags)
    return json.loads(done.out)["questionnaires"][0]["groups"][GROUP]


LISTED = (
    "Customer: those who agreed to be named ({named}) are shown answer by answer; "
    "{more} more heard, not shown."
)
WITHHELD = "Customer: {more} heard, not shown. Figures are shown from 5 people."


@pytest.mark.parametrize("format_", ["text", "markdown", "junit", "github"])
@pytest.mark.parametrize(("named", "others"), [(2, 2), (3, 1), (0, 4), (0, 1)])
def test_every_output_says_how_many_were_heard_and_are_not_shown(desk, cfdiag, named, others, format_):
    customers(desk, named=named, others=others)
    done = cfdiag("score", "in", "--format", format_)
    said = (LISTED if named else WITHHELD).format(named=named, more="one" if others == 1 else others)
    assert said in " ".join(done.out.replace("\\", "").split())


@pytest.mark.parametrize("format_", ["html", "markdown"])
def test_every_report_says_so_and_lists_those_who_agreed(desk, cfdiag, format_):
    customers(desk, named=2, others=2)
    assert cfdiag("report", "in", "--format", format_, "-o", "r").code == 0
    text = " ".join(Path("r").read_text().replace("\\", "").split())
    assert "2 more heard, not shown." in text
    assert "those who agreed to be named (2 of 4)" in text


def test_the_answers_of_others_are_nowhere(desk, cfdiag):
    customers(desk, named=2, others=2)
    group = group_of(cfdiag)
    assert (group["n"], group["unshown"], group["named"]) == (4, 2, 2)
    assert group["questions"] == {}
    values = [value for answers in group["listed"].values() for value in answers]
    assert values
    assert 1.0 not in values
    assert len(group["listed"]) == len(set(RATED) & group["listed"].keys())
    assert {len(answers) for answers in group["listed"].values()} == {2}
    table = cfdiag("score", "in", "--format", "csv").out.splitlines()
    assert [line for line in table if ",unshown,2," in line]
    assert not [line for line in table if ",customer," in line and ",listed" in line and ",1.0," in line]


def test_from_the_floor_on_everybody_counts_and_nobody_is_listed(desk, cfdiag):
    customers(desk, named=2, others=3)
    group = group_of(cfdiag)
    assert "listed" not in group
    assert "unshown" not in group


def test_all_who_agreed_are_shown_as_ever(desk, cfdiag):
    customers(desk, named=3, others=0)
    group = group_of(cfdiag)
    assert "unshown" not in group
    assert group["questions"]


def test_who_was_listed_once_is_known_when_the_others_are_few(desk, cfdiag):
    """Three of four were listed by answer; with three more the figure less those three is of four people."""
    for number in range(8):
        (desk.folder / f"in/{number}.json").unlink()
    customers(desk, named=3, others=1)
    assert cfdiag("score", "in", "--format", "json", "--final", "-o", "one.json").code == 0
    customers(desk, named=3, others=4)
    assert cfdiag("score", "in", "--format", "json", "--final", "-o", "two.json").code == 0
    questions = json.loads(Path("two.json").read_text())["questionnaires"][0]["groups"][GROUP]["questions"]
    assert questions
    assert all(each.get("mean") is None for each in questions.values())
    customers(desk, named=3, others=9)
    assert cfdiag("score", "in", "--format", "json", "--final", "-o", "three.json").code == 0
    questions = json.loads(Path("three.json").read_text())["questionnaires"][0]["groups"][GROUP]["questions"]
    assert any(each.get("mean") is not None for each in questions.values())


def test_the_customers_edition_lists_nobody(desk, cfdiag):
    customers(desk, named=2, others=2)
    done = cfdiag("report", "in", "--format", "markdown", "--audience", "customer", "-o", "r")
    assert done.code == 0
    text = Path("r").read_text()
    assert "those who agreed to be named" not in text
