"""The edition for everybody inside: no account, no name, and floors for customers too."""

from __future__ import annotations

import json

import msgspec
import pytest
from kits.batch import Desk, interview
from kits.command import at_desk
from kits.demo import demo_heard

import cfdiag
from cfdiag.api.material import with_material
from cfdiag.api.reporting import view_of
from cfdiag.scoring.privacy.staff import for_staff

NAMES = ("Petra Planted", "Acme Planted", "Borealis Planted")
STORY = "The night our line stood still your engineer drove through the snow and stayed until it ran again."


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    (desk.folder / "engagement.yaml").write_text(
        "cfdiag: 1\nclient: Us\naccounts: {acme: Acme Planted, borealis: Borealis Planted}\n"
    )
    for number in range(8):
        desk.write(f"interviews/i{number}.json", interview(number, (2, 1, 3, 1 + number % 3)))
    for number in range(3):
        who = {
            "group": "customer",
            "consent": "named",
            "name": NAMES[0],
            "account": ("acme", "borealis")[number % 2],
        }
        document = interview(20 + number, (1, 2, 5, 5), respondent=who)
        document["answers"]["remark"] = {
            "status": "answered", "value": f"{STORY} {number}", "note": "a note about Petra Planted",
        }  # fmt: skip
        desk.write(f"interviews/c{number}.json", document)
    return desk


@pytest.fixture
def report(capsys, monkeypatch, tmp_path, desk):
    call = at_desk(capsys, monkeypatch, tmp_path)

    def made(*arguments, code=0):
        done = call("report", "interviews", "-q", *arguments)
        assert done.code == code, done.err
        return done.out if not code else done.err

    return made


@pytest.mark.parametrize(
    "arguments",
    [
        ("--audience", "staff", "--format", "html"),
        ("--audience", "staff", "--format", "markdown", "--by", "account"),
        ("--audience", "staff", "--format", "json"),
        ("--template", "to-all", "--format", "html"),
        ("--template", "stories", "--audience", "staff", "--format", "markdown"),
        ("--template", "ballot", "--format", "markdown"),
    ],
)
def test_nobody_and_no_account_is_named(report, arguments):
    page = report(*arguments)
    hidden = NAMES if "ballot" not in arguments else ()
    assert not [name for name in hidden if name in page]
    if "ballot" not in arguments:
        assert "Draft for your own team" in page


def test_what_is_known_inside_is_there_in_the_internal_edition(report):
    page = report("--format", "markdown")
    assert "Acme Planted" in page
    assert "Petra Planted" in page


def test_figures_of_three_customers_are_withheld_although_they_agreed(report, desk):
    figures = with_material(
        cfdiag.score_paths([desk.folder / "interviews"], questionnaires=[desk.folder / "qs"], by=["account"])
    )
    inside, staff = figures.questionnaires[0], for_staff(figures).questionnaires[0]
    assert inside.groups["customer"].questions["reply"].answers == [5.0, 5.0, 5.0]
    assert (staff.groups["customer"].withheld, staff.groups["customer"].questions) == (True, {})
    assert staff.by == {}
    assert staff.groups["internal"].questions["reply"].n == 8
    said = json.dumps(json.loads(report("--audience", "staff", "--format", "json")))
    assert STORY in said  # words stay, without the name


def test_nobody_whom_somebody_put_on_a_list_is_named_in_the_demo():
    """Quiet clients, promises, accounts: the internal edition has them, this one does not."""
    result = cfdiag.score(list(demo_heard()), today="2026-11-20")
    editions = ("internal", "staff")
    view = {each: json.dumps(msgspec.to_builtins(view_of(result, audience=each))) for each in editions}
    for name in ("Linden Care", "Tideway Schools", "Vale estate"):
        assert (name in view["internal"], name in view["staff"]) == (True, False)


def test_words_that_name_an_account_stay_inside(report, desk):
    who = {"group": "customer", "consent": "quoted", "account": "acme"}
    document = interview(40, respondent=who)
    document["answers"]["remark"] = {"status": "answered", "value": "We at acme planted would like that."}
    desk.write("interviews/z.json", document)
    assert "We at acme planted" in report("--format", "markdown")
    assert "We at acme planted" not in report("--audience", "staff", "--format", "markdown")


def test_the_page_to_all_says_what_who_and_when(report):
    page = report("--template", "to-all", "--format", "markdown")
    assert "Thank you: 11 talks were held" in page
    assert "| Plan together | Head of sales |" in page
    assert "fewer than 5 people" in page
    assert "not for the audience" in report("--template", "to-all", "--audience", "customer", code=2)
    assert "Dank: er zijn 11 gesprekken gevoerd" in report(
        "--template", "to-all", "--format", "markdown", "--language", "nl"
    )


def test_customers_read_a_line_of_their_own(report):
    page = report("--audience", "customer", "--format", "markdown", "--account", "acme")
    assert "For those who took part in the talks" in page
    assert "Draft for your own team" in page
