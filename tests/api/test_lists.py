"""The lists that an engagement names, at the exit: what `check` and the other commands say of them."""

from __future__ import annotations

import json
import re

import pytest

from cfdiag.api.surroundings import around
from cfdiag.cli import run
from cfdiag.interview.journal.replay import read_journal

CRM = "Klantnaam;Accountmanager;Jaarwaarde\nÜberlandwerk GmbH;Lea;240.000\nZiekenhuis De Linde;Tom;\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "engagement.yaml").write_text(
        "cfdiag: 1\nclient: Acme\naccounts: accounts.csv\n", encoding="utf-8"
    )
    (tmp_path / "interviews").mkdir()
    return tmp_path


def test_the_accounts_of_a_table_are_those_of_the_engagement(folder, capsys):
    (folder / "accounts.csv").write_bytes(CRM.encode("utf-8-sig"))
    assert around([str(folder / "interviews")]).engagement.accounts == {
        "uberlandwerk_gmbh": "Überlandwerk GmbH",
        "ziekenhuis_de_linde": "Ziekenhuis De Linde",
    }
    assert run(["check", str(folder / "engagement.yaml")]) == 0
    assert "error" not in capsys.readouterr().out


def test_check_names_every_fault_of_the_table_with_its_line(folder, capsys):
    (folder / "accounts.csv").write_text(CRM + ";Lea;5\nZiekenhuis De Linde BV;Tom;12k\n", encoding="utf-8")
    assert run(["check", str(folder / "engagement.yaml")]) == 0
    told = capsys.readouterr()
    lines = [line for line in (told.out + told.err).splitlines() if "accounts.csv" in line]
    file = folder / "accounts.csv"
    alike = "Ziekenhuis De Linde, Ziekenhuis De Linde BV"
    assert lines == [
        f"{file}: warning: these may be the same account, and are kept apart: {alike}  [maybe-the-same]",
        f"{file}:4:1: warning: the row names no account: it is left out  [no-name]",
        f"{file}:5:1: warning: 'Jaarwaarde' holds no amount here: it counts as unknown  [bad-amount]",
    ]


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("accounts.csv", "cannot-read"),
        ("../accounts.csv", "outside-folder"),
        ("/etc/hostname", "outside-folder"),
    ],
)
def test_a_table_that_is_not_there_or_lies_elsewhere_is_a_fault(folder, capsys, named, code):
    (folder / "engagement.yaml").write_text(f"cfdiag: 1\naccounts: {named}\n", encoding="utf-8")
    assert run(["check", str(folder / "engagement.yaml")]) == 1
    told = capsys.readouterr()
    assert f"[{code}]" in told.out + told.err


def test_an_interview_is_held_all_the_same(folder, capsys, monkeypatch):
    monkeypatch.chdir(folder)
    (folder / "answers.yaml").write_text("role: {status: skipped}\n", encoding="utf-8")
    run(["interview", "silo-busting", "--group", "internal", "--answers", "answers.yaml"])
    told = capsys.readouterr().err
    assert told.startswith("accounts.csv: warning: cannot read the file: No such file or directory")
    assert len(list((folder / "interviews").iterdir())) == 1


ROSTER = (
    "Deelnemers 2026;;;;\n"
    "Naam;Groep;Afdeling;Klant;Vragenlijst;Wanneer\n"
    "Zoë Müller;internal;sales;;silo-busting, customer-view;26-11-2026\n"
    "Zoë Müller;internal;VERKOOP;;;\n"
    "José Álvarez;customer;;acme;customer-view;\n"
)


@pytest.fixture
def people(tmp_path):
    (tmp_path / "engagement.yaml").write_text(
        "cfdiag: 1\nclient: Acme\ndepartments: {sales: Verkoop, ops: Operations}\n"
        "accounts: {acme: {name: Acme Hospitals, aliases: [St. Acme]}}\n"
        "questionnaires: [silo-busting, customer-view]\nroster: roster.csv\n",
        encoding="utf-8",
    )
    (tmp_path / "interviews").mkdir()
    return tmp_path


def faults_of(folder, capsys):
    code = run(["check", str(folder / "engagement.yaml")])
    told = capsys.readouterr()
    lines = (told.out + told.err).replace(f"{folder}/", "").splitlines()
    return int(code), [line for line in lines if "roster.csv" in line or "  = " in line]


def test_a_roster_of_a_spreadsheet_with_a_title_is_read(people, capsys):
    (people / "roster.csv").write_bytes(ROSTER.encode("utf-8-sig"))
    first, second, third = around([str(people / "interviews")], needed=lambda _: True).engagement.roster
    assert (first.name, first.group, first.department) == ("Zoë Müller", "internal", "sales")
    assert first.questionnaires == ("silo-busting", "customer-view")
    assert str(first.when) == "2026-11-26"
    assert (second.department, second.questionnaires, second.when) == ("sales", (), None)
    assert (third.account, third.source) == ("acme", f"{people / 'roster.csv'}:5")
    assert faults_of(people, capsys)[0] == 0


def test_every_fault_of_a_roster_has_its_line_and_what_was_meant(people, capsys):
    (people / "roster.csv").write_text(
        "name,group,department,account,questionnaires,when\n"
        "Ann,internal,Slaes,,,\n"
        "Bob,customer,,acmee,,\n"
        ",internal,,,,\n"
        "Cid,,,,,\n"
        "Dan,internl,,,,\n"
        "Eve,internal,,,silo-bustin,\n"
        "Fay,internal,,,,soon\n",
        encoding="utf-8",
    )
    assert faults_of(people, capsys) == (
        1,
        [
            "roster.csv:2:1: error: there is no department 'Slaes'  [unknown-department]",
            "  = did you mean 'sales'?",
            "roster.csv:3:1: error: there is no account 'acmee'  [unknown-account]",
            "  = did you mean 'acme'?",
            "roster.csv:4:1: error: the row names nobody: it is left out  [no-name]",
            "roster.csv:5:1: error: the row has no group: it is left out  [no-group]",
            "roster.csv:6:1: error: there is no group 'internl'  [unknown-group]",
            "  = did you mean 'internal'?",
            "roster.csv:7:1: error: there is no questionnaire 'silo-bustin'  [unknown-questionnaire]",
            "  = did you mean 'silo-busting'?",
            "roster.csv:8:1: error: 'when' holds no day here  [bad-date]",
            "  = write YYYY-MM-DD",
        ],
    )


def test_a_fault_in_a_line_takes_nobody_off_the_roster(people):
    (people / "roster.csv").write_text(
        "name,group,department,account,when,heard\nAnn,internal,Slaes,acmee,soon,maybe\nBob,Medewerkers,ops,,,\n",
        encoding="utf-8",
    )
    near = around([str(people / "interviews")], needed=lambda _: True)
    assert [(p.name, p.group, p.department, p.account, p.when, p.heard) for p in near.engagement.roster] == [
        ("Ann", "internal", None, None, None, None),
        ("Bob", "internal", "ops", None, None, None),
    ]
    assert sorted(f.code for f in near.list_faults) == [
        "bad-date", "bad-date", "unknown-account", "unknown-department",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "row", "name"),
    [
        ("Nachname, Vorname", '"Müller, Zoë"', "Zoë Müller"),
        ("Name, First name", '"Lee, Ann Mary"', "Ann Mary Lee"),
        ("Nachname;Vorname", "Müller;Zoë", "Zoë Müller"),
        ("Name;Vorname", "Müller;Zoë", "Zoë Müller"),
        ("Voornaam;Tussenvoegsel;Achternaam", "Piet;van der;Berg", "Piet van der Berg"),
        ("Roepnaam;Volledige naam", "Piet;Piet van der Berg", "Piet van der Berg"),
        ("Name", '"Acme, the cat"', "Acme, the cat"),
    ],
)
def test_names_are_read_as_they_are_said(people, header, row, name):
    (people / "roster.csv").write_bytes(f"{header};Abteilung\n{row};ops\n{row};sales\n".encode("utf-8-sig"))
    first, _ = around([str(people / "interviews")], needed=lambda _: True).engagement.roster
    assert (first.name, first.group, first.department) == (name, "internal", "ops")


def test_a_roster_without_groups_holds_insiders_and_says_so(people, capsys):
    (people / "roster.csv").write_text("Naam,Afdeling\nAnn,Verkoop\n", encoding="utf-8")
    said = (
        "roster.csv:1:1: note: no column tells the group: everybody is taken as 'internal'  [group-supposed]"
    )
    assert faults_of(people, capsys) == (0, [said, "  = where some are not, add a column 'Group'"])


def test_where_insiders_stand_in_several_groups_a_roster_must_tell(people, capsys):
    text = (people / "engagement.yaml").read_text(encoding="utf-8")
    text = text.replace("[silo-busting, customer-view]", "[territory-handover]")
    (people / "engagement.yaml").write_text(text, encoding="utf-8")
    (people / "roster.csv").write_text("Naam,Afdeling\nAnn,Verkoop\n", encoding="utf-8")
    said = ["roster.csv:1:1: error: the roster has no column 'group'  [no-column]"]
    assert faults_of(people, capsys) == (
        1,
        [*said, "  = call one 'Group', or add it; its columns are Naam, Afdeling"],
    )


def test_two_people_of_one_name_stay_two_and_that_is_said(people, capsys):
    (people / "roster.csv").write_text(
        "Naam;Groep;Afdeling\nJan de Wit;internal;ops\nJAN DE WIT;internal;ops\nJan de Wit;internal;sales\n",
        encoding="utf-8",
    )
    assert len(around([str(people / "interviews")], needed=lambda _: True).engagement.roster) == 3
    code, said = faults_of(people, capsys)
    assert (code, said[0]) == (
        0, "roster.csv:3:1: note: somebody of this name stands in line 2 already  [same-name]",
    )  # fmt: skip


def test_check_counts_the_tables_that_it_read(people, capsys, monkeypatch):
    monkeypatch.chdir(people)
    (people / "roster.csv").write_bytes(ROSTER.encode())
    (people / "accounts.csv").write_bytes(CRM.encode())
    text = (people / "engagement.yaml").read_text(encoding="utf-8")
    text = re.sub("accounts: .*", "accounts: accounts.csv", text)
    (people / "engagement.yaml").write_text(text, encoding="utf-8")
    run(["check", ".", "--verbose"])
    told = capsys.readouterr().err
    assert {"roster.csv: roster", "accounts.csv: accounts", "engagement.yaml: engagement"} <= set(
        told.splitlines()
    )
    assert "3 files checked" in told
    (people / "roster.csv").unlink()
    run(["check", "engagement.yaml", "accounts.csv"])
    assert "2 files checked" in capsys.readouterr().err


def test_check_says_how_a_list_of_accounts_was_understood(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "crm.csv").write_text(
        "Klantnaam;Accountmanager;Jaarwaarde;Valuta;Jaaromzet\n"
        "Acme ApS;Lea;100;EUR;9\nacme aps;Lea;120;EUR;9\n"
        "Acme S.L.;Tom;50;EUR;9\nBorax;Tom;70;USD;9\nCrane;;;;\n",
        encoding="utf-8",
    )
    assert run(["check", "crm.csv", "--verbose"]) == 0
    told = capsys.readouterr()
    assert "crm.csv: accounts" in told.err.splitlines()
    file, worth = re.compile(r"^crm\.csv:?", re.MULTILINE), "worth in a year: EUR 50 to 170 in 2 accounts; "
    once = "this is the account of crm.csv:2, and counts once; they differ in value: this one counts"
    columns = "account from 'Klantnaam', owner from 'Accountmanager', value from 'Jaarwaarde', currency"
    assert [line for line in file.sub("", told.out).splitlines() if not line.startswith("  =")] == [
        " warning: these may be the same account, and are kept apart: Acme ApS, Acme S.L.  [maybe-the-same]",
        "1:1: note: 'Jaaromzet' is customers' own turnover, not what they are worth  [own-turnover]",
        f"3:1: warning: {once}  [merged]",
        f" note: 4 accounts: {columns} from 'Valuta'  [understood]",
        " note: owners: Tom 2, Lea 1  [understood]",
        f" note: {worth}USD 70 in 1 account; not known of 1 account  [understood]",
    ]
    deals = "Account,Stage,Amount,Close Date\nAcme,Proposal,7,2027-01-02\nSt. Acme,Proposal,7,2027-01-02\n"
    (tmp_path / "deals.csv").write_text(deals, encoding="utf-8")
    declared = "cfdiag: 1\naccounts: {acme: {name: Acme Hospitals, aliases: [Acme, St. Acme]}}\n"
    (tmp_path / "engagement.yaml").write_text(declared, encoding="utf-8")
    assert run(["check", "deals.csv"]) == 0
    told = capsys.readouterr().out
    assert "note: 1 account: account from 'Account'" in told  # by the names that the engagement knows
    assert "note: business that is open: 2 deals  [understood]" in told
    (tmp_path / "staff.csv").write_text("Naam;Afdeling\nAnn;Verkoop\n", encoding="utf-8")
    assert run(["check", "staff.csv"]) == 0
    assert "staff.csv: note: 1 person: internal 1  [understood]" in capsys.readouterr().out
    (tmp_path / "staff.csv").write_text("Naam;Salaris\nAnn;9\n", encoding="utf-8")
    assert run(["check", "staff.csv"]) == 0
    assert "staff.csv: note: not read: Salaris  [understood]" in capsys.readouterr().out
    (tmp_path / "other.csv").write_text("Kleur;Maat\nrood;1\n", encoding="utf-8")
    assert run(["check", "other.csv"]) == 1
    assert "other.csv:1:1: error: this is neither a roster nor a list of accounts" in capsys.readouterr().out


@pytest.mark.parametrize("said", ["sales", "Sales", "VERKOOP", "verkoop"])
def test_what_is_said_for_a_department_is_kept_by_its_id(people, capsys, monkeypatch, said):
    monkeypatch.chdir(people)
    (people / "answers.yaml").write_text("role: {status: skipped}\n", encoding="utf-8")
    told = ["--department", said, "--account", "st. acme"]
    run(["interview", "silo-busting", "--group", "internal", "--answers", "answers.yaml", *told])
    (journal,) = (people / "interviews").iterdir()
    who = read_journal(journal.read_bytes(), journal.name).respondent
    assert (who.department, who.account) == ("sales", "acme")


@pytest.mark.parametrize(
    ("field", "word", "hint"),
    [
        ("department", "Slaes", "did you mean 'sales'?"),
        ("account", "borax", "accounts: Acme Hospitals, acme"),
    ],
)
def test_a_department_or_an_account_that_is_not_listed_is_refused(people, capsys, field, word, hint):
    (people / "roster.csv").write_bytes(ROSTER.encode())
    (people / "answers.yaml").write_text("role: {status: skipped}\n", encoding="utf-8")
    told = [
        "--output",
        str(people / "interviews"),
        "--group",
        "internal",
        "--answers",
        str(people / "answers.yaml"),
        f"--{field}",
        word,
    ]
    assert run(["interview", "silo-busting", *told]) == 2
    assert capsys.readouterr().err == (
        f"error: there is no {field} '{word}' in this engagement  [unknown-{field}]\n  = {hint}\n"
    )
    assert list((people / "interviews").iterdir()) == []


def test_one_department_typed_in_three_ways_is_one_cell(people, capsys, monkeypatch):
    monkeypatch.chdir(people)
    (people / "roster.csv").write_bytes(ROSTER.encode())
    for number, typed in enumerate(["sales", "Verkoop", "VERKOOP", "Verkoop ", "sales"]):
        interview = {
            "format": "cfdiag/interview@1",
            "id": f"i{number}",
            "questionnaire": {"id": "silo-busting", "version": "1.0.0"},
            "language": "en",
            "started": "2026-11-26T10:00:00Z",
            "finished": "2026-11-26T10:30:00Z",
            "respondent": {"group": "internal", "department": typed},
            "answers": {"role": {"status": "unknown"}},
        }
        (people / "interviews" / f"i{number}.json").write_text(json.dumps(interview), encoding="utf-8")
    assert run(["score", "interviews", "--by", "department", "--format", "json"]) == 0
    (scored,) = json.loads(capsys.readouterr().out)["questionnaires"]
    assert {name: cell["n"] for name, cell in scored["by"]["department"].items()} == {"Verkoop": 5}


def test_what_is_wrong_elsewhere_never_stops_an_interview(people, capsys, monkeypatch):
    monkeypatch.chdir(people)
    text = (people / "engagement.yaml").read_text(encoding="utf-8")
    wrong = (
        'branding: {color: "#1f4e79"}\n'
        "privcy: {min_group: 5}\n"
        "overrides: {silo-busting: {sharing: {target: 200}}}\n"
    )
    (people / "engagement.yaml").write_text(text + wrong, encoding="utf-8")
    (people / "roster.csv").write_bytes(ROSTER.encode())
    (people / "answers.yaml").write_text("role: {status: skipped}\n", encoding="utf-8")
    run(["interview", "silo-busting", "--group", "internal", "--answers", "answers.yaml"])
    told = capsys.readouterr().err
    assert [line.split(": ", 2)[1:] for line in told.splitlines() if "engagement.yaml" in line] == [
        ["warning", "a branding has no key 'color'  [unknown-key]"],
        ["warning", "an engagement has no key 'privcy'  [unknown-key]"],
        ["warning", "this must be a number from 0 to 100  [bad-value]"],
    ]
    assert len(list((people / "interviews").iterdir())) == 1
    # Figures under the wrong floor would be shown for good: score does need it.
    assert run(["score", "interviews"]) == 2
    assert "an engagement has no key 'privcy'" in capsys.readouterr().err


def test_a_client_that_nobody_named_is_refused(people, capsys, monkeypatch):
    monkeypatch.chdir(people)
    (people / "engagement.yaml").write_text("cfdiag: 1\nclient: Name of the client\n", encoding="utf-8")
    (people / "answers.yaml").write_text("role: {status: skipped}\n", encoding="utf-8")
    said = "this is not a client yet  [placeholder]"
    assert run(["check", "engagement.yaml"]) == 1
    told = capsys.readouterr()
    assert said in told.out + told.err
    assert run(["interview", "silo-busting", "--group", "internal", "--answers", "answers.yaml"]) == 2
    assert said in capsys.readouterr().err
    assert list((people / "interviews").iterdir()) == []


def held(folder, *people):
    for number, group in enumerate(people):
        interview = {
            "format": "cfdiag/interview@1",
            "id": f"h{number}",
            "questionnaire": {"id": "customer-view", "version": "1.0.0"},
            "language": "en",
            "finished": "2026-11-26",
            "respondent": {"group": group},
            "answers": {"surprised": {"status": "unknown"}},
        }
        (folder / "interviews" / f"h{number}.json").write_text(json.dumps(interview), encoding="utf-8")


def populations(capsys):
    assert run(["score", "interviews", "--format", "json"]) == 0
    told = capsys.readouterr()
    assert "roster" not in told.err
    (scored,) = json.loads(told.out)["questionnaires"]
    return {name: group.get("population") for name, group in scored["groups"].items()}


def test_how_many_there_are_reaches_the_result(people, capsys, monkeypatch):
    monkeypatch.chdir(people)
    held(people, "internal", "customer", "customer")
    text = (people / "engagement.yaml").read_text(
        encoding="utf-8"
    ) + "population: {customer-view: {customer: 9}}\n"
    (people / "engagement.yaml").write_text(text, encoding="utf-8")
    (people / "roster.csv").write_text(
        "name,group,department,questionnaires\n"
        + "".join(f"P {n},Medewerkers,sales,\n" for n in range(6))
        + "Elsewhere,internal,slaes,silo-busting\nAda,customer,,\n",
        encoding="utf-8",
    )
    # On the roster, whatever else is wrong in a line; customers as the engagement says, for they are more.
    assert populations(capsys) == {"internal": 6, "customer": 9}
    (people / "roster.csv").write_text("name,group\nAnn,customer\n", encoding="utf-8")
    assert populations(capsys) == {"internal": None, "customer": 9}
    # More were heard than the list knows.
    (people / "engagement.yaml").write_text(text.replace("customer: 9", "customer: 1"), encoding="utf-8")
    assert populations(capsys) == {"internal": None, "customer": 2}


def test_a_roster_that_cannot_be_read_keeps_nobody_from_scoring(people, capsys, monkeypatch):
    monkeypatch.chdir(people)
    held(people, "internal", "customer")
    for table in (None, "Nummer\n1\n", "name,group\n"):
        if table is not None:
            (people / "roster.csv").write_text(table, encoding="utf-8")
        assert populations(capsys) == {"internal": None, "customer": None}


@pytest.mark.parametrize("word", ["acme", "ACME  hospitals", "st. acme"])
def test_a_report_takes_an_account_by_whatever_it_is_called(people, capsys, monkeypatch, word):
    monkeypatch.chdir(people)
    (people / "roster.csv").write_bytes(ROSTER.encode())
    held(people, "customer")
    told = json.loads((people / "interviews" / "h0.json").read_text(encoding="utf-8"))
    told["respondent"] |= {"account": "Acme Hospitals", "consent": "named"}
    told["answers"] = {"dream": {"status": "answered", "value": "Shorter waits"}}
    (people / "interviews" / "h0.json").write_text(json.dumps(told), encoding="utf-8")
    report = ["report", "interviews", "--template", "customer-letter", "--format", "markdown"]
    done = run([*report, "--account", word])
    assert done == 0, capsys.readouterr().err
    assert run([*report, "--account", "borax"]) == 2
    assert "no interview is about the account 'borax'" in capsys.readouterr().err
