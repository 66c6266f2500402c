"""`cfdiag init`: an engagement folder that the other commands understand."""

from __future__ import annotations

import json
import os
import re
import stat
import sys

import pytest
from kits.command import runner
from kits.terminal import Terminal

from cfdiag.api.authoring import new_engagement
from cfdiag.api.surroundings import around
from cfdiag.cli import run
from cfdiag.ground.files import shipped


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path):
    return runner(capsys, monkeypatch, tmp_path)


TEMPLATE = (shipped("templates") / "engagement.yaml").read_text(encoding="utf-8")
REMARKS = re.findall(r"^# ([a-z_]+: .*)$", TEMPLATE, re.MULTILINE)


def test_makes_a_private_folder_that_checks_clean(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["init", "acme", "--client", "Acme"]) == 0
    made = sorted(p.name for p in (tmp_path / "acme").iterdir())
    assert made == [".gitignore", "engagement.yaml", "interviews", "reports", "results", "roster.csv"]
    assert stat.S_IMODE((tmp_path / "acme" / "interviews").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "acme" / "engagement.yaml").stat().st_mode) == 0o600
    assert (tmp_path / "acme" / "roster.csv").read_text(encoding="utf-8") == (
        "name,group,department,account,organisation,questionnaires,when,heard\n"
    )
    assert capsys.readouterr().out == (
        "made: acme/engagement.yaml\n"
        "then:\n  cd acme\n  write into roster.csv who is to be heard, a line a person\n  cfdiag interview\n"
    )
    assert run(["check", "acme/engagement.yaml"]) == 0
    assert capsys.readouterr().out == (
        "acme/roster.csv:1:1: note: nobody is on the roster yet  [no-responses]\n  = write a line for each\n"
    )


def test_without_a_client_it_says_so_and_check_refuses_it(tmp_path, capsys):
    assert run(["init", str(tmp_path / "acme")]) == 0
    assert "say in it who the client is: no interview begins before\n" in capsys.readouterr().out
    assert run(["check", str(tmp_path / "acme" / "engagement.yaml")]) == 1
    assert "this is not a client yet  [placeholder]" in capsys.readouterr().out


@pytest.mark.parametrize("client", ['Bar "Foo" \\ Söhne: #1 & {x}', "no", "12", "'", "- x", "株式会社"])
def test_any_name_is_the_clients(tmp_path, client):
    assert run(["init", str(tmp_path), "--client", client]) == 0
    assert around([str(tmp_path / "interviews")]).engagement.client == client


def test_the_line_that_stands_for_a_client_is_none(tmp_path, capsys):
    assert run(["init", str(tmp_path / "acme"), "--client", "name of the  client"]) == 2
    assert "this is not a client yet  [placeholder]" in capsys.readouterr().err
    assert not (tmp_path / "acme").exists()


def test_there_are_lines_to_take_out_of_their_remarks():
    assert [line.partition(":")[0] for line in REMARKS] == [
        "confidentiality", "questionnaires", "population", "departments", "accounts", "touch_points",
        "branding", "overrides", "privacy",
    ]  # fmt: skip


@pytest.mark.parametrize("line", [*REMARKS, "all"])
def test_every_line_that_is_a_remark_passes_check_without_its_mark(tmp_path, capsys, line):
    assert run(["init", str(tmp_path), "--client", "Acme", "-q"]) == 0
    assert capsys.readouterr().out == ""
    file = tmp_path / "engagement.yaml"
    text = file.read_text(encoding="utf-8")
    for each in REMARKS if line == "all" else [line]:
        assert f"\n# {each}\n" in text
        text = text.replace(f"\n# {each}\n", f"\n{each}\n")
    file.write_text(text, encoding="utf-8")
    assert run(["check", str(file)]) == 0
    told = capsys.readouterr()
    assert told.err == "2 files checked: no faults\n"


def test_what_it_is_about_and_how_many_there_are_is_filled_in():
    text = new_engagement("Acme", ["customer-view"], 30, 9)
    assert '\nclient: "Acme"\n' in text
    assert "\nquestionnaires: [customer-view]\n" in text
    assert "\npopulation: {customer-view: {internal: 30, customer: 9}}\n" in text
    # Colleagues and the owner share the inside: nobody said how.
    assert "\npopulation: {account-view: {customer: 9}}\n" in new_engagement("A", ["account-view"], 30, 9)
    assert "\n# population:" in new_engagement("A", ["silo-busting"])


def test_on_a_terminal_it_asks_three_things(tmp_path):
    at = Terminal(command=[sys.executable, "-m", "cfdiag", "init", str(tmp_path / "acme")], ACCESSIBLE="")
    at.until("Who is the client").send("Acme & Söhne\r").until("What is it about?").send("1")
    at.until("How many people inside").send("thirty\r").until("A number, please").send("30\r")
    at.until("How many people at customers").send("\r").until("cfdiag interview customer-view")
    assert at.end() == 0
    engagement = around([str(tmp_path / "acme" / "interviews")]).engagement
    assert engagement.client == "Acme & Söhne"
    assert engagement.questionnaires == ("customer-view",)
    assert engagement.population == {"customer-view": {"internal": 30}}


def test_in_plain_lines_it_asks_the_same(tmp_path):
    pexpect = pytest.importorskip("pexpect")

    child = pexpect.spawn(
        sys.executable,
        ["-m", "cfdiag", "init", str(tmp_path / "acme")],
        encoding="utf-8",
        timeout=50,
        env={**os.environ, "ACCESSIBLE": "1"},
    )
    child.expect("Who is the client")
    child.sendline("Acme & Söhne")
    child.expect("1. how customers see us")
    child.sendline("1")
    child.expect("How many people inside")
    child.sendline("thirty")
    child.expect("A number, please")
    child.sendline("30")
    child.expect("How many people at customers")
    child.sendline("")
    child.expect("cfdiag interview customer-view")
    child.expect(pexpect.EOF)
    engagement = around([str(tmp_path / "acme" / "interviews")]).engagement
    assert engagement.client == "Acme & Söhne"
    assert engagement.questionnaires == ("customer-view",)
    assert engagement.population == {"customer-view": {"internal": 30}}


def test_a_changed_engagement_and_a_roster_are_left_alone(tmp_path, capsys):
    folder = tmp_path / "acme"
    assert run(["init", str(folder), "--client", "Acme"]) == 0
    (folder / "roster.csv").write_text("name,group\nAnn,internal\n", encoding="utf-8")
    file = folder / "engagement.yaml"
    file.write_text("cfdiag: 1\nclient: Acme\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["init", str(folder)]) == 0  # nothing to write: what is there stays
    assert capsys.readouterr().out.startswith(f"was there already: {file}\n")
    assert run(["init", str(folder), "--client", "Other"]) == 2
    assert file.read_text(encoding="utf-8") == "cfdiag: 1\nclient: Acme\n"
    assert capsys.readouterr().err == (
        f"{file}: error: there is another file of that name  [exists]\n"
        "  = choose another --output, or overwrite it with --force\n"
    )
    assert run(["init", str(folder), "--client", "Other", "--force"]) == 0
    assert json.dumps("Other") in file.read_text(encoding="utf-8")
    assert (folder / "roster.csv").read_text(encoding="utf-8") == "name,group\nAnn,internal\n"


STAFF = (
    "Personalliste Stand 26.11.2026;;\n"
    "Nachname, Vorname;Abteilung;Personalnr.\n"
    + "".join(f'"Größe-{n}, Zoë";{("Vertrieb", "Qualität")[n % 2]};{n}\n' for n in range(28))
    + '"Müller, José";Vertrieb;90\n"Müller, José";Vertrieb;91\n'
)
CRM = "Account Name;Account Owner;Contract value;Currency;Annual Revenue\n" + "".join(
    f"Kunde {n} GmbH;L. Prins;{1000 * n};EUR;9000000\n" for n in range(40)
)


def test_three_commands_set_up_people_of_a_spreadsheet_and_accounts_of_a_crm(cfdiag, tmp_path):
    (tmp_path / "personal.csv").write_bytes(STAFF.encode("utf-8-sig"))
    (tmp_path / "crm.csv").write_bytes(CRM.encode())
    about = ["--client", "Acme", "--about", "customer-view", "--customers", "8"]
    lists = ["--roster", "personal.csv", "--accounts", "crm.csv"]
    made = cfdiag("init", "acme", *about, *lists)
    assert made.code == 0, made.err
    assert made.out == (
        "made: acme/engagement.yaml\n30 people are on the roster: internal 30\n"
        "then:\n  cd acme\n  cfdiag status\n  cfdiag interview customer-view\n"
    )
    assert "personal.csv:32:1: note: somebody of this name stands in line 31 already  [same-name]" in made.err
    assert "note: 'Annual Revenue' is customers' own turnover" in made.err
    assert "worth in a year: EUR 780,000 in 40 accounts" in made.err
    assert cfdiag("check", "acme").code == 0
    said = json.loads(cfdiag("status", "acme", "--format", "json").out)
    assert [(each["group"], each["people"]) for each in said["programme"]] == [
        ("internal", 30),
        ("customer", 8),
    ]
    assert (len(said["accounts"]), said["account_totals"][0]["high"]) == (40, 780_000)
    assert "trouble" not in said
    engagement = around([str(tmp_path / "acme")], needed=lambda _: True).engagement
    assert engagement.departments == {"vertrieb": "Vertrieb", "qualitat": "Qualität"}
    assert (engagement.roster[0].name, engagement.roster[0].department) == ("Zoë Größe-0", "vertrieb")
    # What HR knows beside stays with HR; the roster needs no extra, and every group stands in it.
    assert "note: not kept in the engagement: Personalnr.  [understood]" in made.err
    assert (tmp_path / "acme" / "roster.csv").read_text(encoding="utf-8").splitlines()[:2] == [
        "name,group,department,account,organisation,questionnaires,when,heard",
        "Zoë Größe-0,internal,Vertrieb,,,,,",
    ]
    ignored = (tmp_path / "acme" / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"roster.*", "accounts.*", "interviews/"} <= set(ignored)


def test_tables_that_lie_in_the_folder_are_taken_in(cfdiag, tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    (tmp_path / "acme").mkdir()
    with xlsxwriter.Workbook(tmp_path / "acme" / "roster.xlsx") as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([["Naam", "Groep"], ["Ann", "Medewerkers"], ["Bo", "internal"]]):
            sheet.write_row(at, 0, row)
    (tmp_path / "acme" / "accounts.csv").write_text("Klant;Plaats\nAcme;Gent\n", encoding="utf-8")
    made = cfdiag("init", "acme", "--client", "Acme", "--about", "customer-view")
    assert "2 people are on the roster: internal 2\n" in made.out
    text = (tmp_path / "acme" / "engagement.yaml").read_text(encoding="utf-8")
    assert "\nroster: roster.xlsx\n" in text
    assert "\naccounts: accounts.csv\n" in text
    assert not (tmp_path / "acme" / "roster.csv").exists()
    assert cfdiag("check", "acme/engagement.yaml").code == 0


def test_whatever_departments_are_called_the_engagement_can_be_read(cfdiag, tmp_path):
    odd = ['a"b', "c\\d", "x: y # z", "{q}", "bell\x07", "rtl\u202eabc", "- x", "no", "12", "=cmd()", "日本",
           "Inkoop", "INKOOP ", "A  B", "a b", "*alias", "{{ x }}", "z" * 300]  # fmt: skip
    rows = "".join(f'P{n},internal,"{name.replace(chr(34), chr(34) * 2)}"\n' for n, name in enumerate(odd))
    (tmp_path / "staff.csv").write_text(f"Naam,Groep,Afdeling\n{rows}", encoding="utf-8")
    client = ["--client", "Ac\u200fme \x07"]
    assert cfdiag("init", "acme", *client, "--about", "silo-busting", "--roster", "staff.csv").code == 0
    assert cfdiag("check", "acme/engagement.yaml").code == 0
    engagement = around([str(tmp_path / "acme")], needed=lambda _: True).engagement
    assert (engagement.client, len(engagement.departments)) == ("Acme", 16)
    assert [p.name for p in engagement.roster if not p.department] == []


def test_a_table_that_cannot_be_read_makes_nothing(cfdiag, tmp_path):
    (tmp_path / "crm.csv").write_text("Kleur;Maat\nrood;1\n", encoding="utf-8")
    (tmp_path / "staff.csv").write_text("Naam;Afdeling\nAnn;Verkoop\n", encoding="utf-8")
    for flags in (
        ["--roster", "gone.csv"],
        ["--accounts", "crm.csv"],
        ["--about", "customer-veiw"],
        ["--about", "territory-handover", "--roster", "staff.csv"],
    ):
        done = cfdiag("init", "acme", "--client", "Acme", *flags)
        assert (done.code, done.out) == (2, ""), flags
        assert "error:" in done.err
        assert not (tmp_path / "acme").exists()


def test_a_list_that_is_there_already_is_not_written_over(cfdiag, tmp_path):
    (tmp_path / "staff.csv").write_text("Naam;Groep\nAnn;internal\n", encoding="utf-8")
    told = ["init", "acme", "--client", "Acme", "--about", "customer-view"]
    assert cfdiag(*told).code == 0
    mine = "name,group\nBo,internal\n"
    (tmp_path / "acme" / "roster.csv").write_text(mine, encoding="utf-8")
    done = cfdiag(*told, "--roster", "staff.csv")
    assert done.code == 2
    assert "[exists]" in done.err
    assert (tmp_path / "acme" / "roster.csv").read_text(encoding="utf-8") == mine
    assert cfdiag(*told, "--roster", "staff.csv", "--force").code == 0
    assert "Ann" in (tmp_path / "acme" / "roster.csv").read_text(encoding="utf-8")


def test_it_speaks_the_language_of_the_engagement(cfdiag, tmp_path):
    done = cfdiag("init", "acme", "--client", "Acme", "--language", "nl", "--about", "silo-busting")
    assert done.out == (
        "gemaakt: acme/engagement.yaml\ndaarna:\n  cd acme\n"
        "  zet in roster.csv wie er gehoord wordt, een regel per persoon\n  cfdiag interview silo-busting\n"
    )
    assert around([str(tmp_path / "acme" / "interviews")]).engagement.language == "nl"
    text = (tmp_path / "acme" / "engagement.yaml").read_text(encoding="utf-8")
    assert "# Wie er gehoord wordt: de tabel naast dit bestand, een regel per persoon.\n" in text
    assert "# overrides: {customer-view: {facets: {target: 75}}}\n" in text
    assert not re.search("^# (The|Who|How|What|Other|Figures|Take) ", text, re.MULTILINE)
    assert cfdiag("status", "acme").out.startswith("Niet aan tafel\n")
    assert cfdiag("init", "b", "--language", "xx").code == 2


def test_on_a_dutch_terminal_it_asks_in_dutch(tmp_path):
    told = ["-m", "cfdiag", "init", str(tmp_path / "acme"), "--language", "nl", "--client", "Acme"]
    at = Terminal(command=[sys.executable, *told], ACCESSIBLE="")
    at.until("Waar gaat het over").until("2 samenwerken tussen afdelingen").send("2")
    at.until("Hoeveel mensen binnen de organisatie").send("dertig\r").until("Een getal, of niets").send(
        "30\r"
    )
    at.until("Hoeveel mensen bij klanten").send("\r").until("daarna:")
    assert at.end() == 0


def test_lists_that_come_later_are_taken_into_an_engagement_that_is_there(cfdiag, tmp_path):
    assert (
        cfdiag("init", "acme", "--client", "Acme", "--about", "customer-view", "--customers", "8").code == 0
    )
    file = tmp_path / "acme" / "engagement.yaml"
    mine = file.read_text(encoding="utf-8").replace("# confidentiality: ", "confidentiality: ")
    file.write_text(mine, encoding="utf-8")
    (tmp_path / "personal.csv").write_bytes(STAFF.encode("utf-8-sig"))
    (tmp_path / "crm.csv").write_bytes(CRM.encode())
    done = cfdiag("init", "acme", "--roster", "personal.csv", "--accounts", "crm.csv")
    assert (done.code, done.out.splitlines()[0]) == (0, "was there already: acme/engagement.yaml")
    engagement = around([str(tmp_path / "acme")], needed=lambda _: True).engagement
    assert (len(engagement.roster), len(engagement.accounts), len(engagement.departments)) == (30, 40, 2)
    assert engagement.population == {"customer-view": {"customer": 8}}
    assert "\nconfidentiality: Confidential." in file.read_text(encoding="utf-8")
    # Again is no change; another list of people is not written over this one.
    before = file.read_bytes()
    assert cfdiag("init", "acme", "--roster", "personal.csv").code == 0
    (tmp_path / "personal.csv").write_text("Naam\nAnn\n", encoding="utf-8")
    assert "[exists]" in cfdiag("init", "acme", "--roster", "personal.csv").err
    assert len(around([str(tmp_path / "acme")], needed=lambda _: True).engagement.roster) == 30
    assert cfdiag("init", "acme", "--roster", "personal.csv", "--force").code == 0
    assert file.read_bytes() == before


def test_an_engagement_that_lists_accounts_itself_keeps_them(cfdiag, tmp_path):
    (tmp_path / "engagement.yaml").write_text("cfdiag: 1\naccounts: {acme: Acme}\n", encoding="utf-8")
    (tmp_path / "crm.csv").write_bytes(CRM.encode())
    (tmp_path / "staff.csv").write_text("Naam;Klant\nAnn;Nergens\n", encoding="utf-8")
    done = cfdiag("init", ".", "--accounts", "crm.csv")
    assert done.code == 2
    assert "engagement.yaml: error: the engagement has 'accounts' already  [exists]" in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["crm.csv", "engagement.yaml", "staff.csv"]
    # A word that no list knows stays on the roster: `check` tells what it is not.
    assert cfdiag("init", ".", "--roster", "staff.csv").code == 0
    text = (tmp_path / "engagement.yaml").read_text(encoding="utf-8")
    assert text == "cfdiag: 1\naccounts: {acme: Acme}\nroster: roster.csv\n"
    assert "Ann,internal,,Nergens," in (tmp_path / "roster.csv").read_text(encoding="utf-8")
    assert "there is no account 'Nergens'" in cfdiag("check", ".").out


def test_of_several_questionnaires_the_interview_asks_which(tmp_path, capsys):
    folder = tmp_path / "acme"
    about = ("--about", "silo-busting", "--about", "customer-view")
    assert run(["init", str(folder), "--client", "Acme", *about]) == 0
    # What it says is typed as it stands: a command takes one questionnaire.
    assert capsys.readouterr().out.endswith("\n  cfdiag interview\n")
