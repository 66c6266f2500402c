"""`cfdiag status`: before the first talk and on the way; counts of those whom nobody may name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import Command, runner

ENGAGEMENT = """\
cfdiag: 1
client: Acme
departments: {sales: Sales, legal: Legal, ops: Operations}
accounts: {linde: De Linde, borax: Borax}
questionnaires: [customer-view]
roster: roster.csv
"""
ROSTER = (
    "Naam;Groep;Afdeling;Klant;Vragenlijsten\n"
    + "".join(f"Persoon {n};internal;sales;;\n" for n in range(6))
    + "Zoë Müller;internal;legal;;\nZoë Müller;internal;legal;;\n"
    + "Ada Vale;customer;;linde;\nBob Roe;customer;;linde;customer-view, customer-panel\n"
)


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "engagement.yaml").write_text(ENGAGEMENT, encoding="utf-8")
    (tmp_path / "roster.csv").write_bytes(ROSTER.encode("utf-8-sig"))
    (tmp_path / "interviews").mkdir()
    return runner(capsys, monkeypatch, tmp_path)


def hold(folder: Path, id_: str, *, group: str, finished: bool = True, **who: str) -> None:
    interview = {
        "format": "cfdiag/interview@1",
        "id": id_,
        "questionnaire": {"id": "customer-view", "version": "1.0.0"},
        "language": "en",
        "started": "2026-11-01T10:00:00Z",
        "finished": "2026-11-01T10:30:00Z" if finished else None,
        "respondent": {"group": group, **who},
        "answers": {},
    }
    (folder / "interviews" / f"{id_}.json").write_text(json.dumps(interview), encoding="utf-8")


def status_json(cfdiag: Command, *flags: str, code: int = 0) -> dict:
    done = cfdiag("status", "--date", "2026-11-26", "--format", "json", *flags)
    assert done.code == code, done.err
    return json.loads(done.out)


def test_before_the_first_talk_it_says_what_so_many_people_will_allow(cfdiag: Command) -> None:
    said = status_json(cfdiag)
    assert (said["format"], said["date"]) == ("cfdiag/status@1", "2026-11-26")
    inside, customers, panel = said["programme"]
    assert inside == {
        "questionnaire": "customer-view",
        "group": "internal",
        "people": 8,
        "minutes": 18,
        "hours": 2.4,
        "allows": [
            "8 people: an average is known to about ±17 points",
            "questions closer together than that: no rank order",
            "no recommendation score, which begins at 15",
        ],
        "never_alone": ["Legal"],
    }
    assert (customers["people"], customers["allows"]) == (
        2, ["2 people: what each one said; no averages, which begin at 5"],
    )  # fmt: skip
    assert (panel["questionnaire"], panel["group"], panel["people"]) == ("customer-panel", "customer", 1)
    # Two customer diagnostics are more than the time a customer gives.
    assert said["too_much_asked"] == [{"name": "Bob Roe", "minutes": 110, "limit": 30}]
    assert said["not_in_the_room"] == [
        "customer-panel: nobody of the group internal",
        "nobody of Operations",
        "no customer's voice for 1 of 2 accounts",
    ]
    assert "trouble" not in said


def test_on_the_way_it_counts_and_names_only_whom_it_may(cfdiag: Command, tmp_path: Path) -> None:
    for number in range(3):
        hold(tmp_path, f"a{number}", group="internal", department="Sales", name=f"Persoon {number}")
    hold(tmp_path, "c1", group="customer", account="linde", name="ADA  Vale")
    hold(tmp_path, "c2", group="customer", account="linde", finished=False)
    said = status_json(cfdiag)
    keys = ("group", "wanted", "finished", "unfinished", "more_until_shown", "more_for_precision")
    assert [tuple(each[key] for key in keys) for each in said["done"][:2]] == [
        ("internal", 8, 3, 0, 2, None),
        ("customer", 2, 1, 1, 0, None),
    ]
    assert said["departments"] == {"Sales": {"internal": 3}}
    (waiting,) = said["unfinished"]
    assert (Path(waiting["file"]).name, waiting["days"], waiting["stale"]) == ("c2.json", 25, True)
    # Insiders are anonymous: five are missing, and nobody says who.
    assert said["missing"] == [
        {"name": "Bob Roe", "group": "customer", "questionnaire": "customer-view", "account": "linde"},
        {"name": "Bob Roe", "group": "customer", "questionnaire": "customer-panel", "account": "linde"},
    ]
    text = cfdiag("status", "--date", "2026-11-26").out
    assert "███████░░░░░░░░░░░░░ customer-view, internal: 3 of 8; 2 more until anything is shown\n" in text
    for name in ("Persoon", "Müller"):
        assert name not in text + json.dumps(said, ensure_ascii=False)


def test_a_table_of_it_names_nobody(cfdiag: Command, tmp_path: Path) -> None:
    hold(tmp_path, "c1", group="customer", account="linde", name="Ada Vale")
    done = cfdiag("status", "--format", "csv")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0] == "section,questionnaire,group,department,account,measure,value"
    assert "done,customer-view,customer,,,finished,1" in lines
    assert "missing,,,,,number,2" in lines
    assert not [line for line in lines if "Ada" in line or "Bob" in line]


def test_strict_is_a_gate(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("status", "--strict").code == 1
    (tmp_path / "roster.csv").write_text("name,group,account\nAda,customer,linde\n", encoding="utf-8")
    assert cfdiag("status", "--strict").code == 1
    hold(tmp_path, "c1", group="customer", account="linde", name="Ada")
    assert cfdiag("status", "--strict").code == 0


def test_files_that_do_not_count_as_they_should_are_named(cfdiag: Command, tmp_path: Path) -> None:
    hold(tmp_path, "c1", group="customer", account="linde", name="Ada Vale")
    twice = (tmp_path / "interviews" / "c1.json").read_text(encoding="utf-8")
    (tmp_path / "interviews" / "c1 (Lea's conflicted copy).json").write_text(twice, encoding="utf-8")
    (tmp_path / "interviews" / "bad.json").write_text('{"format": "cfdiag/interview@1"', encoding="utf-8")
    codes = {each["code"] for each in status_json(cfdiag)["trouble"]}
    assert codes == {"json-syntax", "duplicate-interview", "conflict-copy"}
    assert cfdiag("status", "--strict").code == 1


def test_a_roster_that_cannot_be_read_is_wrong_use(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "roster.csv").unlink()
    done = cfdiag("status")
    assert (done.code, done.out) == (2, "")
    assert "roster.csv: error: cannot read the file: No such file or directory  [cannot-read]" in done.err


def test_without_an_engagement_there_is_no_status(cfdiag: Command, tmp_path: Path) -> None:
    done = cfdiag("status", "elsewhere")
    assert done.code == 2
    assert done.err == (
        "elsewhere: error: there is no engagement here  [wrong-use]\n"
        "  = name its folder, or begin one: cfdiag init DIR\n"
    )
    assert cfdiag("status", "--precision", "0").code == 2


def test_two_of_one_name_are_told_apart_by_their_account(cfdiag: Command, tmp_path: Path) -> None:
    people = "name;group;account\nEli Ax;customer;linde\nEli Ax;customer;borax\n"
    (tmp_path / "roster.csv").write_text(people, encoding="utf-8")
    hold(tmp_path, "c1", group="customer", account="Borax", name="eli ax")
    missing = status_json(cfdiag)["missing"]
    assert [(each["name"], each["account"]) for each in missing] == [("Eli Ax", "linde")]
    assert "Eli Ax (customer, customer-view, linde)" in cfdiag("status").out


def test_a_department_is_in_the_room_however_it_was_typed(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("name;group;department\nAn;internal;legal\n", encoding="utf-8")
    hold(tmp_path, "i1", group="internal", department="sales")
    hold(tmp_path, "i2", group="internal", department="Operations")
    assert not [line for line in status_json(cfdiag)["not_in_the_room"] if line.startswith("nobody of ")]


def test_a_fault_of_a_table_is_told_once(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("name;group;account\nAn;customer;nowhere\n", encoding="utf-8")
    told = status_json(cfdiag)["trouble"]
    assert [(each["code"], Path(each["file"].split(":")[0]).name) for each in told] == [
        ("unknown-account", "roster.csv")
    ]


@pytest.mark.parametrize(
    ("table", "in_use"),
    [("Nummer;Afdeling\n1;legal\n", "customer-view"), ("name;department\nAn;legal\n", "territory-handover")],
)
def test_a_roster_that_names_nobody_or_leaves_the_group_open_is_wrong_use(
    cfdiag: Command, tmp_path: Path, table: str, in_use: str
) -> None:
    text = ENGAGEMENT.replace("[customer-view]", f"[{in_use}]")
    (tmp_path / "engagement.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "roster.csv").write_text(table, encoding="utf-8")
    done = cfdiag("status")
    assert (done.code, done.out) == (2, "")
    assert "[no-column]" in done.err


def test_what_is_wrong_with_the_look_of_a_report_keeps_nobody_from_counting(
    cfdiag: Command, tmp_path: Path
) -> None:
    wrong = ENGAGEMENT + "branding: {colour: blue}\n"
    (tmp_path / "engagement.yaml").write_text(wrong, encoding="utf-8")
    done = cfdiag("status")
    assert done.code == 0
    assert "this is not a colour" in done.out
