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


ASKED = {
    ("customer-view", "internal"): "sales_organisation",
    ("customer-view", "customer"): "sales_organisation",
    ("account-view", "owner"): "roles_known",
    ("account-view", "coworker"): "my_part",
    ("account-view", "customer"): "satisfied",
    ("customer-panel", "internal"): "panel_held",
    ("customer-panel", "customer"): "table_worked",
    ("silo-busting", "internal"): "role",
    ("territory-handover", "leaver"): "account_value",
    ("territory-handover", "arriver"): "notes_read",
}
"""A question of each group: who answered nothing was not heard."""


def hold(
    folder: Path,
    id_: str,
    *,
    group: str,
    finished: bool = True,
    questionnaire: str = "customer-view",
    day: str = "2026-11-01",
    answers: dict | None = None,
    items: dict | None = None,
    sha256: str = "",
    **who: str,
) -> None:
    interview = {
        "format": "cfdiag/interview@1",
        "id": id_,
        "questionnaire": {"id": questionnaire, "version": "1.0.0", "sha256": sha256},
        "language": "en",
        "started": f"{day}T10:00:00Z",
        "finished": f"{day}T10:30:00Z" if finished else None,
        "respondent": {"group": group, **who},
        "items": items or {},
        "answers": answers or {ASKED[questionnaire, group]: {"status": "unknown"}},
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
            "so many allow: averages and distances",
            (
                "so many do not allow: how reliable a dimension is (from 30), a difference between both "
                "sides that is not chance (from 5 a side), a rank order of the questions (from 15 a side "
                "and 7 questions)"
            ),
            "if all of them answer, nothing of an average is left to chance",
            "±7.5 points take 7 of them",
        ],
        "departments": {"Sales": 6, "Legal": 2},
        "never_alone": ["Legal"],
    }
    assert customers["people"] == 2
    assert customers["allows"][0] == "what each one said, one by one"
    assert customers["allows"][1].startswith(
        "so many do not allow: averages and distances (from 5), the matrix"
    )
    assert (panel["questionnaire"], panel["group"], panel["people"]) == ("customer-panel", "customer", 1)
    # Two customer diagnostics are more than the time a customer gives.
    assert said["too_much_asked"] == [{"name": "Bob Roe", "minutes": 110, "limit": 30}]
    assert said["not_in_the_room"] == [
        "customer-panel: nobody of the group internal",
        "nobody of Operations",
        "no customer's voice for 2 of 2 accounts",
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
        ("internal", 8, 3, 0, 2, 4),
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
    assert said["promised"] == {"people": 1, "days": 25}
    text = cfdiag("status", "--date", "2026-11-26").out
    assert (
        "  ███████░░░░░░░░░░░░░ customer-view, internal: 3 of 8; 2 more until anything\n"
        "    is shown; 4 more for ±7.5 points\n"
    ) in text
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


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")


def people(group: str, n: int, account: str = "") -> str:
    return "".join(f"{group.title()} {number};{group};{account}\n" for number in range(n))


def allows(said: dict, group: str) -> str:
    (planned,) = [each for each in said["programme"] if each["group"] == group]
    return " | ".join(planned["allows"])


@pytest.mark.parametrize(
    ("asked", "told", "untold"),
    [
        ((11, 3), "from 5 a side, or 3 beside 12", "so many allow"),
        ((12, 3), "so many allow: a difference between both sides that is not chance", "or 3 beside"),
        ((15, 15), "a rank order of the questions | so many do not allow: how reliable", "15 a side"),
        ((30, 30), "how reliable a dimension is", "do not allow"),
    ],
)
def test_what_so_many_customers_allow_rests_on_both_sides(
    cfdiag: Command, tmp_path: Path, asked: tuple[int, int], told: str, untold: str
) -> None:
    inside, customers = asked
    lines = people("internal", inside) + people("customer", customers, "linde")
    questions = "".join(
        f"      - {{id: q{n}, type: rating, scale: five, dimension: all, ask: Part {n}}}\n" for n in range(11)
    )
    write(tmp_path, roster_csv="name;group;account\n" + lines)
    write(tmp_path, engagement_yaml=ENGAGEMENT.replace("customer-view", "desk"))
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "desk.yaml").write_text(
        "cfdiag: 1\nid: desk\nversion: 1.0.0\ntitle: The desk\n"
        "groups: {internal: {side: inside, title: In}, customer: {side: customer, title: Out}}\n"
        "compare: {looking_in: internal, looked_at: customer}\n"
        "scales: {five: {min: 1, max: 5, labels: {1: Poor, 5: Good}}}\ndimensions: {all: {title: All}}\n"
        f"sections:\n  - id: all\n    title: All\n    questions:\n{questions}",
        encoding="utf-8",
    )
    said = allows(status_json(cfdiag), "customer")
    assert told in said
    assert untold not in said
    assert "recommendation" not in said  # nothing asks for it


def test_of_a_sample_it_says_how_far_an_average_may_lie_off(cfdiag: Command, tmp_path: Path) -> None:
    more = ENGAGEMENT + "population: {customer-view: {customer: 40}}\n"
    write(tmp_path, engagement_yaml=more, roster_csv="name;group\n" + people("customer", 10))
    said = status_json(cfdiag, "--precision", "5")
    # t(0.975, 9) · 20 / √10 · √(1 − 10/40) = 12.39
    assert "an average is known to about ±12 points, if scores lie 20 apart" in allows(said, "customer")
    assert "±5 points would take 26 people" in allows(said, "customer")
    (done,) = [each for each in said["done"] if each["group"] == "customer"]
    assert (done["wanted"], done["more_for_precision"], said["precision"]) == (10, 26, 5.0)
    assert "26 more for ±5 points" in " ".join(cfdiag("status", "--precision", "5").out.split())


def test_a_customer_gives_thirty_minutes_in_half_a_year(cfdiag: Command, tmp_path: Path) -> None:
    write(tmp_path, roster_csv="name;group;account\nAda Vale;customer;linde\nBob Roe;customer;borax\n")
    hold(tmp_path, "p1", group="customer", questionnaire="customer-panel", account="linde", name="Ada Vale")
    hold(
        tmp_path, "p2", group="customer", questionnaire="customer-panel", account="borax", name="Bob Roe",
        day="2026-05-01",
    )  # fmt: skip
    hold(
        tmp_path, "p3", group="customer", questionnaire="customer-panel", account="linde", name="Cy Unlisted"
    )
    for number, day in enumerate(("2026-07-01", "2026-11-20")):  # the same twice is twice the time
        hold(tmp_path, f"v{number}", group="customer", name="Di Twice", day=day)
    assert status_json(cfdiag)["too_much_asked"] == [
        {"name": "Ada Vale", "minutes": 110, "limit": 30},
        {"name": "Cy Unlisted", "minutes": 90, "limit": 30},
        {"name": "Di Twice", "minutes": 40, "limit": 30},
    ]


def test_who_stands_in_one_group_by_name_is_named_and_others_are_counted(
    cfdiag: Command, tmp_path: Path
) -> None:
    three = "customer-view, silo-busting, appreciative"
    write(
        tmp_path,
        roster_csv="name;group;questionnaires\n"
        f"Ann Inside;internal;{three}\nBen Inside;internal;{three}\n"
        "Cas Panel;internal;customer-view, silo-busting, customer-panel\n",
    )
    said = status_json(cfdiag)
    assert said["too_much_asked"] == [
        {"name": "Cas Panel", "minutes": 81, "limit": 43},
        {"people": 2, "minutes": 63, "limit": 38},
    ]
    text = cfdiag("status").out
    assert "2 people of anonymous groups: 63 minutes, where 38 are fair" in text
    assert "Ann" not in text + json.dumps(said)


def test_accounts_show_who_was_heard_and_what_they_are_worth(cfdiag: Command, tmp_path: Path) -> None:
    write(
        tmp_path,
        engagement_yaml=ENGAGEMENT.replace("{linde: De Linde, borax: Borax}", "accounts.csv"),
        accounts_csv="Klantnaam;Jaarwaarde;Valuta;Jaaromzet\n=Müller GmbH;100;EUR;9\nAcme ApS;1200;EUR;9\n"
        "Acme S.L.;50;EUR;9\nBorax;70;USD;9\nCrane;;;9\n",
        roster_csv="name;group;account\nAda;customer;borax\n",
    )
    hold(tmp_path, "l1", group="leaver", questionnaire="territory-handover", account="Mueller")
    hold(tmp_path, "c1", group="coworker", questionnaire="account-view", account="=Müller GmbH")
    hold(tmp_path, "o1", group="owner", questionnaire="account-view", account="=müller  gmbh")
    hold(tmp_path, "k1", group="customer", account="Borax", name="Ada")
    hold(tmp_path, "k2", group="customer", account="Zeta", name="Zoë")
    said = status_json(cfdiag)
    shown = [
        tuple(each[key] for key in ("account", "leaver", "arriver", "colleagues", "customer"))
        for each in said["accounts"]
    ]
    assert shown == [
        ("=Müller GmbH", True, False, 2, False),
        ("Acme ApS", False, False, 0, False),
        ("Acme S.L.", False, False, 0, False),
        ("Borax", False, False, 0, True),
        ("Crane", False, False, 0, False),
        ("Zeta", False, False, 0, True),
    ]
    assert (said["accounts"][0]["also"], said["accounts"][5]["listed"]) == (["Mueller"], False)
    assert said["account_totals"] == [
        {"currency": "EUR", "accounts": 3, "low": 150.0, "high": 1350.0},
        {"currency": "USD", "accounts": 1, "low": 70.0, "high": 70.0},
    ]
    assert (said["accounts_of_unknown_value"], said["maybe_the_same"]) == (1, [["Acme ApS", "Acme S.L."]])
    assert "no customer's voice for 4 of 5 accounts" in said["not_in_the_room"]
    text = cfdiag("status").out
    for line in (
        "  2 of 5 accounts have been talked about\n",
        "    =Müller GmbH (also Mueller): leaver, 2 colleagues\n",
        "    Zeta (not in the list): customer\n",
        "  worth in a year: EUR 150 to 1\u202f350 in 3 accounts\n",
        "  perhaps the same, and counted apart: Acme ApS, Acme S.L.\n",
    ):
        assert line in text
    table = cfdiag("status", "--format", "csv").out.splitlines()
    assert {
        "accounts,,,,'=Müller GmbH,leaver,true",
        "account_totals,,,,,high_EUR,1350.0",
        "programme,customer-view,customer,,,people,1",
    } <= set(table)
    write(tmp_path, columns_yaml="value: Jaaromzet\n")
    totals = status_json(cfdiag, "--columns", "columns.yaml")["account_totals"]
    assert {each["currency"]: each["high"] for each in totals} == {"": 9.0, "EUR": 27.0, "USD": 9.0}
    write(tmp_path, columns_yaml="id: Jaaromzet\nnumber: Jaaromzet\n")
    refused = cfdiag("status", "--columns", "columns.yaml")
    assert (refused.code, "'id' and 'number' are one field" in refused.err) == (2, True)
    write(tmp_path, columns_yaml="valu: Jaaromzet\n")
    refused = cfdiag("status", "--columns", "columns.yaml")
    assert refused.code == 2
    assert "did you mean 'value'?" in refused.err
    (tmp_path / "engagement.yaml").write_text("cfdiag: 1\nclient: Acme\n", encoding="utf-8")
    assert cfdiag("status", "--columns", "columns.yaml").code == 2


def test_all_that_is_wrong_with_what_is_said_of_columns_is_told_at_once(
    cfdiag: Command, tmp_path: Path
) -> None:
    """In its place, with the headers that the list lacks: each told alone would take a run of its own."""
    (tmp_path / "engagement.yaml").write_text("cfdiag: 1\nclient: Acme\naccounts: a.csv\n", encoding="utf-8")
    (tmp_path / "a.csv").write_text("Account,Baas\nBorax,Lea\n", encoding="utf-8")
    said = "valeu: ARR\nrenewal: [a]\nid: Nr\nnumber: Nr\nowner: Bas\nlast_contact: 'Ooit'\n"
    (tmp_path / "columns.yaml").write_text(said, encoding="utf-8")
    wanted = ["1:1", "2:10", "3:1", "4:9", "5:8", "6:15"]
    for command in (["status"], ["handover"], ["handover", "a.csv", "-o", "other"]):
        done = cfdiag(*command, "--columns", "columns.yaml")
        told = [line for line in done.err.splitlines() if ": error: " in line]
        assert (done.code, [line.split(": ")[0] for line in told]) == (
            2, [f"columns.yaml:{place}" for place in wanted]
        )  # fmt: skip
        assert told[-2] == "columns.yaml:5:8: error: there is no column 'Bas'  [unknown-column]"
        assert "= did you mean 'Baas'?" in done.err


def test_a_header_of_the_deals_is_not_looked_for_in_the_list_of_accounts(
    cfdiag: Command, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("Account,Owner\nAcme,Lea\n", encoding="utf-8")
    deals = "Account,Stage,Bedrag,Close date\nAcme,Closed won,EUR 90,2026-11-01\n"
    (tmp_path / "deals.csv").write_text(deals, encoding="utf-8")
    (tmp_path / "columns.yaml").write_text("amount: Bedrag\n", encoding="utf-8")
    made = cfdiag("handover", "a.csv", "deals.csv", "--columns", "columns.yaml", "--date", "2026-11-26")
    assert (made.code, "unknown-column" in made.err) == (0, False), made.err
    (account,) = json.loads((tmp_path / "handover" / "handover.json").read_bytes())["accounts"]
    assert account["value"] == {"amount": 90, "currency": "EUR"}


def test_a_header_that_one_list_has_leaves_the_others_to_their_own_words(
    cfdiag: Command, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("Gezelschap,Baas\nAcme,Lea\n", encoding="utf-8")
    deals = "Account Name,Stage,Amount,Close date,Owner\nBorax,Closed won,EUR 70,2026-11-01,Lea\n"
    (tmp_path / "deals.csv").write_text(deals, encoding="utf-8")
    (tmp_path / "columns.yaml").write_text("account: Gezelschap\nowner: Baas\n", encoding="utf-8")
    made = cfdiag(
        "handover",
        "a.csv",
        "deals.csv",
        "--columns",
        "columns.yaml",
        "--leaver",
        "Lea",
        "--date",
        "2026-11-26",
    )
    assert (made.code, "error" in made.err) == (0, False), made.err
    accounts = json.loads((tmp_path / "handover" / "handover.json").read_bytes())["accounts"]
    assert sorted(each["account"] for each in accounts) == ["Acme", "Borax"]


def test_one_side_alone_and_panels_of_fans_are_not_the_room(cfdiag: Command, tmp_path: Path) -> None:
    write(tmp_path, roster_csv="name;group\nAnn;internal\n")
    for panel, stances in (("p1", ("fan", "fan")), ("p2", ("fan", "critical"))):
        hold(
            tmp_path, panel, group="internal", questionnaire="customer-panel", name=panel,
            items={"invitees": {f"i{n}": f"I {n}" for n in range(2)}},
            answers={
                f"invitees/i{n}/invitee_stance": {"status": "answered", "value": stance}
                for n, stance in enumerate(stances)
            },
        )  # fmt: skip
    assert status_json(cfdiag)["not_in_the_room"] == [
        "customer-view: internal alone is asked, and nobody of customer: nothing can be compared",
        "customer-panel: nobody of the group customer",
        "nobody of Sales", "nobody of Legal", "nobody of Operations",
        "no customer's voice for 2 of 2 accounts",
        "fans only at 1 of 2 panels: nobody there will disagree",
    ]  # fmt: skip


def test_texts_that_are_nowhere_are_named(cfdiag: Command, tmp_path: Path) -> None:
    for number in range(2):
        hold(tmp_path, f"t{number}", group="internal", sha256="ab" * 32)
    said = status_json(cfdiag)
    assert said["missing_texts"] == [{"questionnaire": "customer-view", "sha256": "ab" * 32, "n": 2}]
    assert "  customer-view (abababababab): 2 interviews\n" in cfdiag("status").out


def test_trouble_says_what_to_do(cfdiag: Command, tmp_path: Path) -> None:
    write(tmp_path, roster_csv="name;group;department\nAnn;internal;legl\n")
    assert status_json(cfdiag)["trouble"][0]["hint"] == "did you mean 'legal'?"
    out = cfdiag("status").out
    assert "there is no department 'legl' [unknown-department]\n    = did you mean 'legal'?" in out
    # And she is still on the roster.
    assert "customer-view, internal: 1 person" in out


def test_a_dutch_engagement_hears_dutch(cfdiag: Command, tmp_path: Path) -> None:
    write(tmp_path, engagement_yaml=ENGAGEMENT + "language: nl\n")
    hold(tmp_path, "c1", group="customer", account="linde", name="Ada Vale", finished=False)
    text = cfdiag("status", "--date", "2026-11-26", "--precision", "2.5").out
    for line in (
        "Programma\n  customer-view, internal: 8 personen, elk 18 minuten, 2,4 uur\n",
        "    met zoveel kan: gemiddelden en afstanden\n",
        "    nooit apart getoond: Legal 2\n",
        "nog 8 voor ±2,5 punten",
        "25 dagen oud, blijft liggen",
        "Niet aan tafel\n",
        "  Bob Roe: 110 minuten, waar 30 redelijk is\n",
    ):
        assert line in text
    english = ("allow", "minutes", "people", "nobody", "more until", "Missing", "voice", "answered")
    assert not [word for word in english if word in text]
    assert cfdiag("status", "--language", "en").out.startswith("Programme\n")


def test_lines_are_broken_between_words_and_a_name_of_a_file_is_left_whole(
    cfdiag: Command, tmp_path: Path
) -> None:
    name = "customer-view-" + "0197" * 20
    hold(tmp_path, name, group="customer", finished=False)
    lines = cfdiag("status").out.splitlines()
    assert [line for line in lines if len(line) > 80 and name not in line] == []
    assert any(name in line for line in lines)
    said = cfdiag("status", "--format", "json").out
    assert "a difference between both sides that is not chance (from 5 a side)" in said


def test_a_time_that_is_none_ends_nothing(cfdiag: Command, tmp_path: Path) -> None:
    hold(tmp_path, "c1", group="customer", day="soon", name="Ada Vale")
    assert cfdiag("status").code == 0


def test_promised_a_reply_is_who_was_told_so_and_nobody_else(cfdiag: Command, tmp_path: Path) -> None:
    for number in range(3):
        hold(tmp_path, f"a{number}", group="internal", department="Sales")
    hold(tmp_path, "l1", group="leaver", questionnaire="territory-handover", account="linde", name="Lea")
    assert "promised" not in status_json(cfdiag)
    hold(tmp_path, "c1", group="customer", account="linde", name="Ada Vale", day="2026-11-20")
    hold(tmp_path, "s1", group="internal", questionnaire="silo-busting", day="2026-11-16")
    assert status_json(cfdiag)["promised"] == {"people": 2, "days": 10}


def test_a_bad_day_in_a_line_of_the_roster_is_told_and_stops_nothing(cfdiag: Command, tmp_path: Path) -> None:
    roster = (
        "roster:\n  - {name: Ada Vale, group: customer, when: 2026-02-30}\n"
        "  - {name: Bob Roe, group: customer, hard: 2026-01-02}\n  - {group: customer}\n"
        "  - {name: Cy Dee, group: customer}\n"
    )
    (tmp_path / "engagement.yaml").write_text(
        ENGAGEMENT.replace("roster: roster.csv\n", roster), encoding="utf-8"
    )
    said = status_json(cfdiag)
    assert [each["name"] for each in said["missing"]] == ["Ada Vale", "Bob Roe", "Cy Dee"]
    assert [(each["code"], each["file"]) for each in said["trouble"]] == [
        ("bad-time", "engagement.yaml:7:45"), ("unknown-key", "engagement.yaml:8:38"),
        ("missing-key", "engagement.yaml:9:5"),
    ]  # fmt: skip
    assert cfdiag("status", "--strict").code == 1
    assert cfdiag("check", "engagement.yaml").code == 1
    (tmp_path / "engagement.yaml").write_text(ENGAGEMENT.replace("roster.csv", "7"), encoding="utf-8")
    assert cfdiag("status").code == 2


def test_without_a_list_nobody_says_how_many_accounts_there_are(cfdiag: Command, tmp_path: Path) -> None:
    hold(tmp_path, "k1", group="customer", account="Zeta", name="Zoë")
    assert "  0 of 2 accounts have been talked about\n" in cfdiag("status").out
    bare = ENGAGEMENT.replace("accounts: {linde: De Linde, borax: Borax}\n", "")
    write(tmp_path, engagement_yaml=bare, roster_csv="name;group\nAda;customer\n")
    text = cfdiag("status").out
    assert "1 account has been talked about; no list says how many there are" in text
    assert "not in the list" not in text
