"""`cfdiag handover`: from a CRM's list and the interviews there are to a folder for nine days."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from kits.command import Command, runner

from cfdiag.locales.catalogue import LANGUAGES

ACCOUNTS = """\
Account ID;Account Name;Account Owner;ARR;Currency;Renewal date;Last Activity
001;Lapsed;L. Prins;500000;EUR;2026-11-10;2026-11-20
002;Unknown;L. Prins;;;;
003;Fine;L. Prins;90000;EUR;2027-09-01;2026-11-20
004;Told;L. Prins;200000;EUR;2027-08-01;2026-11-20
005;Elsewhere;B. Other;7;EUR;2027-08-01;2026-11-20
;;L. Prins;1;EUR;;
"""
DAY = ("--date", "2026-11-26", "--last-day", "2026-12-08")
BOTH = (*DAY, "--leaver", "l.  prins", "--arriver", "A. Kaya")


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "accounts.csv").write_bytes(ACCOUNTS.encode("utf-8-sig"))
    (tmp_path / "interviews").mkdir()
    return runner(capsys, monkeypatch, tmp_path)


def hold(
    folder: Path, id_: str, account: str, *, group: str = "leaver", consent: str = "named", **more
) -> None:
    interview = {
        "format": "cfdiag/interview@1",
        "id": id_,
        "questionnaire": {"id": more.pop("questionnaire", "territory-handover")},
        "respondent": {"group": group, "name": "Lea", "account": account, "consent": consent},
        "started": "2026-11-24",
        "finished": "2026-11-24",
        "items": more.pop("items", {}),
        "answers": {key: {"status": "answered", "value": value} for key, value in more.items()},
    }
    (folder / "interviews" / f"{id_}.json").write_text(json.dumps(interview), encoding="utf-8")


def told(folder: Path) -> None:
    hold(
        folder,
        "t1",
        "told",
        items={"contacts": {"i1": "Eva"}, "promises": {"i1": "Free swap of the pumps"}},
        **{
            "contacts/i1/contact_role": ["buyer"],
            "contacts/i1/contact_knows": "only_me",
            "promises/i1/promise_due": "2026-11-01",
            "promises/i1/promise_state": "on_time",
            "three_things": "They plan in March.",
            "advice": "Walk the site.",
        },
    )


def handed(folder: Path) -> dict:
    return json.loads((folder / "handover" / "handover.json").read_bytes())


def test_nobody_is_called_or_visited_on_a_public_holiday(cfdiag: Command, tmp_path: Path) -> None:
    rows = (f"{n:03};Account {n};L. Prins;{n};EUR;2027-09-01;2026-11-20" for n in range(100, 120))
    (tmp_path / "accounts.csv").write_text("\n".join([ACCOUNTS.splitlines()[0], *rows]), encoding="utf-8")
    line = ("--date", "2026-12-23", "--last-day", "2027-01-04", "--leaver", "l.  prins")
    assert cfdiag("handover", "accounts.csv", *line).code == 0
    made = handed(tmp_path)
    table = made["timetable"]
    planned = {each["day"] for kind in ("talks", "visits") for each in table.get(kind, ()) if each.get("day")}
    # Wednesday and Thursday, Monday to Thursday, Monday: neither Christmas nor New Year's Day.
    assert table["days"] == 7
    assert planned
    assert planned.isdisjoint({"2026-12-25", "2026-12-26", "2027-01-01"})


def test_one_command_makes_the_folder_and_says_whom_to_call_first(cfdiag: Command, tmp_path: Path) -> None:
    told(tmp_path)
    done = cfdiag("handover", "accounts.csv", *BOTH)
    assert done.code == 0, done.err
    made = handed(tmp_path)
    assert [(each["account"], each["state"]) for each in made["accounts"]] == [
        ("Lapsed", "at_risk"),
        ("Told", "at_risk"),
        ("Unknown", "not_known"),
        ("Fine", "nothing_seen"),
    ]
    lapsed, told_ = made["accounts"][:2]
    assert lapsed["reasons"] == [
        {
            "kind": "renewal_passed",
            "text": "renewal passed 16 days ago, on 10 November 2026",
            "date": "2026-11-10",
            "source": "accounts.csv:2",
        }
    ]
    assert (lapsed["id"], lapsed["row"], lapsed["value"]) == (
        "001",
        2,
        {"amount": 500000.0, "currency": "EUR"},
    )
    assert [each["kind"] for each in told_["reasons"]] == ["knows_only_leaver", "promise_overdue"]
    assert told_["reasons"][0]["source"] == "interview t1"
    assert made["accounts"][2]["unknown"] == ["value", "renewal", "last_contact"]
    (total,) = made["totals"]
    parts = [total[key] for key in ("at_risk", "not_known", "nothing_seen")]
    assert [part["amount"] for part in parts] == [700000, 0, 90000]
    assert total["all"] == {"accounts": 3, "amount": 790000, "value_unknown": 1}
    assert [(each["line"], each["code"]) for each in made["left_out"]] == [(7, "no-name"), (6, "other-owner")]
    assert made["visits"] == [
        {"account": "Told", "day": "2026-11-27", "why": "knows_only_leaver"},
        {"account": "Lapsed", "day": "2026-11-27", "why": "renewal_passed"},
    ]
    assert (made["leaver"], made["arriver"], made["last_day"]) == ("l.  prins", "A. Kaya", "2026-12-08")
    assert "1. Lapsed: renewal passed 16 days ago, on 10 November 2026\n" in done.out
    assert "EUR: At risk 700" in done.out
    for name in ("plan.html", "promises.html", "ask.html", "leaver.xlsx", "tasks.csv", "handover.ics"):
        assert (tmp_path / "handover" / name).is_file()
    for each in made["accounts"]:
        assert all((tmp_path / "handover" / file).is_file() for file in each["files"].values())


def test_the_plan_links_to_each_brief_and_names_day_and_source(cfdiag: Command, tmp_path: Path) -> None:
    told(tmp_path)
    assert cfdiag("handover", "accounts.csv", *BOTH).code == 0
    page = (tmp_path / "handover" / "plan.html").read_text(encoding="utf-8")
    assert '<a href="accounts/lapsed.html">' in page
    assert "accounts.csv, line 2" in page
    assert "Lea, 24 November 2026" in page
    assert "Accounts without a talk with the leaver yet: 3 of 4." in page
    assert "Successor: A. Kaya" in page
    brief = (tmp_path / "handover" / "accounts" / "told.html").read_text(encoding="utf-8")
    assert "They plan in March." in brief
    assert "How much does this customer buy from us in a year?" not in brief


def test_what_a_customer_may_see_names_no_other_and_gives_no_figure(cfdiag: Command, tmp_path: Path) -> None:
    told(tmp_path)
    assert cfdiag("handover", "accounts.csv", *BOTH).code == 0
    names = {"Lapsed", "Unknown", "Fine", "Told"}
    for each in handed(tmp_path)["accounts"]:
        for file in (each["files"]["visit"], each["files"]["intro"]):
            page = (tmp_path / "handover" / file).read_text(encoding="utf-8").rpartition("</style>")[2]
            assert each["account"] in page
            assert not [name for name in names - {each["account"]} if name in page]
            for secret in (
                "500",
                "200",
                "renewal",
                "overdue",
                "Eva",
                "swap",
                "critical",
                "internal",
                "Confid",
            ):
                assert secret not in page.replace("2026", "")
    intro = (tmp_path / "handover" / "intros" / "told.md").read_text(encoding="utf-8")
    assert "After that A. Kaya looks after you." in intro
    assert "on 27 November 2026?" in intro


def test_promises_are_listed_by_due_date_with_their_source(cfdiag: Command, tmp_path: Path) -> None:
    told(tmp_path)
    hold(
        tmp_path,
        "t2",
        "Fine",
        items={"promises": {"i1": "=cmd()"}},
        **{"promises/i1/promise_due": "2026-10-01"},
    )
    assert cfdiag("handover", "accounts.csv", *BOTH).code == 0
    with (tmp_path / "handover" / "promises.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["Account"], row["Promise"], row["Due date"]) for row in rows] == [
        ("Fine", "'=cmd()", "2026-10-01"),
        ("Told", "Free swap of the pumps", "2026-11-01"),
    ]
    assert rows[1]["Account ID"] == "004"
    tasks = (tmp_path / "handover" / "tasks.csv").read_text(encoding="utf-8-sig")
    assert tasks.splitlines()[0] == "Account ID,Account,Subject,Due date,Owner,Status,Description"
    assert "004,Told,Promise: Free swap of the pumps,2026-11-01,A. Kaya,Not started," in tasks


@pytest.mark.parametrize("format_", ["markdown", "pdf"])
def test_other_formats(cfdiag: Command, tmp_path: Path, format_: str) -> None:
    if format_ == "pdf":
        pytest.importorskip("weasyprint")
    assert cfdiag("handover", "accounts.csv", *DAY, "--format", format_, "--language", "nl").code == 0
    ending = {"markdown": ".md", "pdf": ".pdf"}[format_]
    made = (tmp_path / "handover" / f"plan{ending}").read_bytes()
    assert made.startswith(b"%PDF" if format_ == "pdf" else b"# Rayonplan")
    assert len(list((tmp_path / "handover" / "visits").glob(f"*{ending}"))) == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_forty_accounts_every_page_is_two_sheets_at_most(
    cfdiag: Command, tmp_path: Path, language: str
) -> None:
    weasyprint = pytest.importorskip("weasyprint")
    rows = [
        f"{n:03};Harbour and Vale Hospitals {n};L. Prins;{'' if n % 9 == 4 else n * 1000};EUR;"
        f"{'' if n % 7 == 0 else f'2026-12-{1 + n % 27:02}'};{'' if n % 6 == 0 else f'2026-0{6 + n % 4}-14'}"
        for n in range(1, 41)
    ]
    head = ACCOUNTS.splitlines()[0]
    (tmp_path / "accounts.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    for n in (3, 4, 5):
        items = {"contacts": {"i1": "Eva", "i2": "Ron"}, "promises": {"i1": "Free swap", "i2": "A new lift"}}
        hold(tmp_path, f"t{n}", f"Harbour and Vale Hospitals {n}", items=items, could_end="Another price.")
    assert cfdiag("handover", "accounts.csv", *BOTH, "--language", language).code == 0
    folder = tmp_path / "handover"
    briefs = sorted(folder.glob("accounts/*.html"), key=lambda page: -page.stat().st_size)
    assert len(briefs) == 40
    for page in (*folder.glob("*.html"), briefs[0], *sorted(folder.glob("visits/*.html"))[:1]):
        assert len(weasyprint.HTML(page).render().pages) <= 2, page.name
    asked = (folder / "ask.html").read_text(encoding="utf-8")
    # Said once, and every account is there with what is asked about it alone.
    assert asked.count(next(iter(re.findall(r'<ol class="once"><li>(.*?)</li>', asked)))) == 1
    assert all(f"Harbour and Vale Hospitals {n}<" in asked for n in range(1, 41))


def test_a_leaver_who_owns_nothing_is_asked_back(cfdiag: Command) -> None:
    done = cfdiag("handover", "accounts.csv", *DAY, "--leaver", "L. Prinz")
    assert (done.code, "did you mean 'L. Prins'?" in done.err) == (2, True)
    done = cfdiag("handover", "accounts.csv", *DAY, "--leaver", "Zoë")
    assert (done.code, "B. Other, L. Prins" in done.err) == (2, True)


def test_a_list_without_owner_value_and_renewal_goes_on(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text("Klant\nAlfa\nBeta\n", encoding="utf-8")
    done = cfdiag("handover", "accounts.csv", *DAY, "--leaver", "Lea")
    assert done.code == 0
    assert "no-owner" in done.err
    assert {each["state"] for each in handed(tmp_path)["accounts"]} == {"not_known"}


def test_words_of_who_is_counted_only_stay_out_and_an_interview_without_account_is_told(
    cfdiag: Command, tmp_path: Path
) -> None:
    hold(tmp_path, "t1", "Fine", consent="counted", could_end="Secret", account_value=1)
    hold(tmp_path, "t2", "", advice="Lost words")
    done = cfdiag("handover", "accounts.csv", *BOTH)
    assert done.code == 0
    written = "".join(
        path.read_text(encoding="utf-8")
        for path in (tmp_path / "handover").rglob("*")
        if path.suffix in (".html", ".md", ".csv", ".json")
    )
    assert "Secret" not in written
    assert "Lost words" not in written
    assert "which one it is about: it is left out" in done.err


def test_hostile_names_reach_no_path_and_no_formula(cfdiag: Command, tmp_path: Path) -> None:
    names = [
        "../x",
        "CON",
        "=cmd()",
        "a" * 10_000,
        "<script>alert(1)</script>",
        "\u202eevil",
        "日本",
        "日本 2",
        "Acme",
        "acme!",
    ]
    rows = "".join(f'"{name}",1\n' for name in names)
    (tmp_path / "accounts.csv").write_text("Account,ARR\n" + rows, encoding="utf-8")
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    folder = tmp_path / "handover"
    briefs = sorted(path.name for path in (folder / "accounts").iterdir())
    assert len(briefs) == len(names)
    assert {"x.html", "acme.html", "acme-2.html", "cmd.html"} <= set(briefs)
    assert "con.html" not in briefs
    assert max(map(len, briefs)) < 80
    assert sorted(path.name for path in tmp_path.iterdir()) == ["accounts.csv", "handover", "interviews"]
    assert all("<script" not in path.read_text(encoding="utf-8") for path in folder.rglob("*.html"))
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert not [cell for row in csv.reader(file) for cell in row if cell[:1] in "=+-@" and cell]


def test_a_second_time_rewrites_all_but_what_somebody_filled_in(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet = tmp_path / "handover" / "leaver.xlsx"
    first = hashlib.sha256(sheet.read_bytes()).hexdigest()
    assert handed(tmp_path)["written"]["leaver.xlsx"] == first
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    assert not (tmp_path / "handover" / "leaver-2.xlsx").exists()
    sheet.write_bytes(sheet.read_bytes() + b"filled in")
    done = cfdiag("handover", "accounts.csv", *DAY)
    assert sheet.read_bytes().endswith(b"filled in")
    assert (tmp_path / "handover" / "leaver-2.xlsx").is_file()
    assert "left as it was filled in" in done.out
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    assert not (tmp_path / "handover" / "leaver-3.xlsx").exists()
    assert cfdiag("handover", "accounts.csv", *DAY, "--force").code == 0
    assert not sheet.read_bytes().endswith(b"filled in")


def test_another_language_takes_the_place_of_the_first(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY, "--language", "nl").code == 0
    done = cfdiag("handover", "accounts.csv", *DAY, "--language", "en")
    assert done.code == 0, done.err
    intro = (tmp_path / "handover" / "intros" / "fine.md").read_text(encoding="utf-8")
    assert intro.startswith("# Somebody new looks after you")


def test_a_folder_with_something_else_is_left_alone(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "handover").mkdir()
    mine = tmp_path / "handover" / "tasks.csv"
    mine.write_text("my,own\n1,2\n", encoding="utf-8")
    done = cfdiag("handover", "accounts.csv", *DAY)
    assert (done.code, mine.read_text(encoding="utf-8")) == (2, "my,own\n1,2\n")


def test_a_baseline_says_what_was_settled_and_what_is_new(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    (tmp_path / "handover" / "handover.json").rename(tmp_path / "before.json")
    text = ACCOUNTS.replace("500000;EUR;2026-11-10", "500000;EUR;2027-11-10").replace(
        "003;Fine", "003;Newcomer"
    )
    (tmp_path / "accounts.csv").write_text(text, encoding="utf-8")
    assert cfdiag("handover", "accounts.csv", *DAY, "--baseline", "before.json").code == 0
    page = (tmp_path / "handover" / "plan.html").read_text(encoding="utf-8")
    assert "No longer there: Fine." in page
    assert "New: Newcomer." in page
    assert "Lapsed, settled: renewal passed 16 days ago, on 10 November 2026." in page
    assert cfdiag("handover", "accounts.csv", *DAY, "--baseline", "accounts.csv").code == 2


def test_a_renewal_that_passed_since_is_settled_by_nobody(cfdiag: Command, tmp_path: Path) -> None:
    text = ACCOUNTS.replace("500000;EUR;2026-11-10", "500000;EUR;2026-12-01")
    (tmp_path / "accounts.csv").write_text(text, encoding="utf-8")
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    (tmp_path / "handover" / "handover.json").rename(tmp_path / "before.json")
    later = ("--date", "2026-12-02", "--last-day", "2026-12-08", "--baseline", "before.json")
    assert cfdiag("handover", "accounts.csv", *later).code == 0
    page = (tmp_path / "handover" / "plan.html").read_text(encoding="utf-8")
    assert "Lapsed, new: renewal passed 1 day ago, on 1 December 2026." in page
    assert "Lapsed, settled" not in page


@pytest.mark.parametrize("before", ["2026-11-01", "2026-11-30"])
def test_a_renewal_that_was_never_updated_since_is_settled_by_nobody(
    cfdiag: Command, tmp_path: Path, before: str
) -> None:
    assert cfdiag("handover", "accounts.csv", "--date", before).code == 0
    (tmp_path / "handover" / "handover.json").rename(tmp_path / "before.json")
    assert cfdiag("handover", "accounts.csv", "--date", "2028-01-10", "--baseline", "before.json").code == 0
    page = (tmp_path / "handover" / "plan.html").read_text(encoding="utf-8")
    since = page.partition("Since last time")[2].partition("</ul>")[0]
    assert "Lapsed, new: " in since
    assert "renewal of 10 November 2026 never updated" in since
    assert "Lapsed, settled" not in since


def test_nothing_to_hand_over_is_said(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").unlink()
    done = cfdiag("handover", *DAY)
    assert (done.code, "no-accounts" in done.err) == (2, True)
    told(tmp_path)
    assert cfdiag("handover", *DAY).code == 0
    assert [each["account"] for each in handed(tmp_path)["accounts"]] == ["told"]


def test_check_reads_a_handover_and_names_what_is_wrong(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    file = tmp_path / "handover" / "handover.json"
    assert cfdiag("check", str(file)).code == 0
    data = json.loads(file.read_bytes())
    for changed, said in (
        ({"format": "cfdiag/handover@9"}, "newer-format"),
        ({"accounts": [{"account": 7}]}, "damaged at $.accounts[0].account"),
    ):
        file.write_text(json.dumps(data | changed), encoding="utf-8")
        done = cfdiag("check", str(file))
        assert (done.code, said in done.out + done.err) == (1, True)


def test_the_sheets_of_a_handover_are_no_answers_that_were_not_read(cfdiag: Command, tmp_path: Path) -> None:
    told(tmp_path)
    assert cfdiag("handover", "accounts.csv", *BOTH, "--output", "interviews/handover").code == 0
    assert {"leaver.xlsx", "promises.csv"} <= {file.name for file in tmp_path.glob("interviews/handover/*")}
    done = cfdiag("score", "interviews", "--format", "json")
    assert (done.code, json.loads(done.out)["inputs"]["warnings"]) == (0, [])
    (tmp_path / "interviews" / "more.csv").write_text("a\n1\n", encoding="utf-8")
    (said,) = json.loads(cfdiag("score", "interviews", "--format", "json").out)["inputs"]["warnings"]
    assert said.endswith("1 file that may hold answers is not read: interviews/more.csv")


def test_what_is_said_in_the_terminal_is_broken_between_words(cfdiag: Command, tmp_path: Path) -> None:
    told(tmp_path)
    done = cfdiag("handover", "accounts.csv", *BOTH)
    reasons = (
        "2. Told: Eva knows only the leaver, and has not met the successor; promise overdue for 25 days:"
    )
    lines = done.out.splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert reasons in " ".join(" ".join(lines).split())


def read_back(folder: Path, id_: str, account: str, visit: str = "", **more: str) -> None:
    dates = {"first_visit_date": visit} if visit else {}
    hold(folder, id_, account, group="arriver", **dates, **more)


def days_of(folder: Path, account: str) -> dict[str, set[str]]:
    """The ISO days that the tasks, the plan of visits and the pages for a customer name."""
    slug, made = account.lower(), handed(folder)
    with (folder / "handover" / "tasks.csv").open(encoding="utf-8-sig", newline="") as file:
        tasks = [row for row in csv.DictReader(file) if row["Subject"] == "Visit or call together"]
    pages = {
        "letter": f"intros/{slug}.md",
        "visit": f"visits/{slug}.md",
        "brief": f"accounts/{slug}.md",
    }
    found = {name: (folder / "handover" / path).read_text(encoding="utf-8") for name, path in pages.items()}
    asked = {
        "letter": r"introduce .* on (\d+ \w+ 2026)\?",
        "visit": r"^## .*\n\n(\d+ \w+ 2026)$",
        "brief": r"First visit: (\d+ \w+ 2026)",
    }
    read = {
        name: {
            datetime.strptime(day, "%d %B %Y").date().isoformat()  # noqa: DTZ007  a day
            for day in re.findall(pattern, found[name], re.MULTILINE)
        }
        for name, pattern in asked.items()
    }
    return read | {
        "tasks": {row["Due date"] for row in tasks if row["Account"] == account},
        "plan": {v["day"] for v in made["visits"] if v["account"] == account and v.get("day")},
    }


@pytest.mark.parametrize(
    ("visit", "day"),
    [("2026-12-03", "2026-12-03"), ("2026-11-25", "2026-11-27"), ("", "2026-11-27")],
    ids=["set", "past", "not set"],
)
def test_a_customer_is_told_one_day_everywhere_and_none_that_is_past(
    cfdiag: Command, tmp_path: Path, visit: str, day: str
) -> None:
    read_back(tmp_path, "r1", "Lapsed", visit)
    assert cfdiag("handover", "accounts.csv", *BOTH, "--format", "markdown").code == 0
    assert days_of(tmp_path, "Lapsed") == {
        each: {day} for each in ("letter", "visit", "brief", "tasks", "plan")
    }


def test_where_no_day_is_left_for_both_the_letter_names_none(cfdiag: Command, tmp_path: Path) -> None:
    told(tmp_path)
    read_back(tmp_path, "r1", "Told", "2026-12-20")
    line = (
        "--date",
        "2026-12-12",
        "--last-day",
        "2026-12-10",
        "--leaver",
        "L. Prins",
        "--arriver",
        "A. Kaya",
    )
    assert cfdiag("handover", "accounts.csv", *line, "--format", "markdown").code == 0
    none: set[str] = set()
    assert days_of(tmp_path, "Told") == {
        "letter": none,
        "visit": {"2026-12-20"},
        "brief": {"2026-12-20"},
        "tasks": none,
        "plan": none,
    }
    letter = (tmp_path / "handover" / "intros" / "told.md").read_text(encoding="utf-8")
    assert "A. Kaya calls you to get acquainted." in letter
    assert "May we come" not in letter


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_does_not_introduce_in_person_is_planned_no_visit_together(
    cfdiag: Command, tmp_path: Path, language: str
) -> None:
    hold(
        tmp_path,
        "t1",
        "Told",
        items={"contacts": {"i1": "Eva"}},
        visit_together="no",
        **{"contacts/i1/contact_role": ["buyer"], "contacts/i1/contact_knows": "only_me"},
    )
    assert cfdiag("handover", "accounts.csv", *BOTH, "--language", language).code == 0
    visits = {each["account"]: each for each in handed(tmp_path)["visits"]}
    assert visits["Told"] == {"account": "Told", "day": None, "why": "knows_only_leaver"}
    # The day that it would have had is the next one's.
    assert visits["Lapsed"]["day"] == "2026-11-27"
    plan = (tmp_path / "handover" / "plan.html").read_text(encoding="utf-8")
    said = {
        "en": "The leaver does not come along, and writes the introduction: Told",
        "nl": "De vertrekker gaat niet mee en schrijft de introductie: Told",
    }
    assert said[language] in plan
    step = next(e["next_step"] for e in handed(tmp_path)["accounts"] if e["account"] == "Told")
    assert (
        step
        == {
            "en": "Write to Eva who takes over, and call.",
            "nl": "Schrijf Eva wie het overneemt, en bel.",
        }[language]
    )
    letter = (tmp_path / "handover" / "intros" / "told.md").read_text(encoding="utf-8")
    assert ("…………?" in letter, "2026?" in letter) == (False, False)


def test_a_promise_is_overdue_in_every_file_once_its_day_is_past(cfdiag: Command, tmp_path: Path) -> None:
    told(tmp_path)
    assert cfdiag("handover", "accounts.csv", *BOTH, "--format", "markdown").code == 0
    with (tmp_path / "handover" / "promises.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["State"] for row in csv.DictReader(file)] == ["overdue"]
    for page in ("promises.md", "accounts/told.md"):
        text = (tmp_path / "handover" / page).read_text(encoding="utf-8")
        assert ("| Overdue |" in text, "Open, not due yet" in text) == (True, False), page


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_told_and_read_back_since_last_time_is_said(
    cfdiag: Command, tmp_path: Path, language: str
) -> None:
    hold(tmp_path, "t1", "Fine", advice="Walk the site.")
    assert cfdiag("handover", "accounts.csv", *BOTH).code == 0
    (tmp_path / "before.json").write_bytes((tmp_path / "handover" / "handover.json").read_bytes())
    again = (*BOTH, "--baseline", "before.json", "--language", language)
    nothing = {"en": "Nothing changed since", "nl": "is er niets veranderd"}[language]
    assert cfdiag("handover", "accounts.csv", *again).code == 0
    assert nothing in (tmp_path / "handover" / "plan.html").read_text(encoding="utf-8")
    read_back(tmp_path, "r1", "Fine", ask_before_leaving="Who decides there?")
    assert cfdiag("handover", "accounts.csv", *again).code == 0
    page = (tmp_path / "handover" / "plan.html").read_text(encoding="utf-8")
    assert nothing not in page
    said = {
        "en": ("The successor has read back since: Fine.", "Open questions: "),
        "nl": ("Sindsdien heeft de opvolger teruggelezen: Fine.", "Openstaande vragen: toen "),
    }[language]
    assert all(each in page for each in said)


def test_what_a_handover_knows_of_an_account_s_worth_status_knows(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "engagement.yaml").write_text(
        "cfdiag: 1\nclient: Vale\naccounts: accounts.csv\n", encoding="utf-8"
    )
    before = json.loads(cfdiag("status", "--format", "json").out)
    assert before["accounts_of_unknown_value"] == 1
    hold(tmp_path, "t1", "Unknown", account_value=1000)
    hold(tmp_path, "t2", "Fine", consent="counted", account_value=1)
    now = json.loads(cfdiag("status", "--format", "json").out)
    assert now.get("accounts_of_unknown_value", 0) == 0
    (was,), (worth,) = before["account_totals"], now["account_totals"]
    assert (worth["accounts"], worth["high"]) == (was["accounts"] + 1, was["high"] + 1000)


SEVERAL_ROWS = """\
Account ID,Account,Owner,Yearly value,Currency,Renewal date,Last contact
1,Acme,Lea,100,EUR,2026-12-05,2026-11-20
1,Acme,Lea,-,EUR,,
2,Borax,Lea,50,EUR,,2026-11-20
2,Borax,Lea,,EUR,2026-12-09,
"""


def test_where_several_rows_are_one_account_each_fact_has_the_line_that_it_stands_in(
    cfdiag: Command, tmp_path: Path
) -> None:
    (tmp_path / "several.csv").write_text(SEVERAL_ROWS, encoding="utf-8")
    deals = "Account,Stage,Amount,Close date\nCrane,Lost,9,2026-11-20\nCrane,Won,70,2026-11-01\n"
    (tmp_path / "deals.csv").write_text(deals, encoding="utf-8")
    done = cfdiag("handover", "several.csv", "deals.csv", "--date", "2026-11-26", "--last-day", "2026-12-08")
    assert done.code == 0, done.err
    made = json.loads((tmp_path / "handover" / "handover.json").read_bytes())
    sources = {each["account"]: each["reasons"][0]["source"] for each in made["accounts"]}
    assert sources["Acme"] == "several.csv:2"
    assert sources["Borax"] == "several.csv:5"
    briefs = {
        name: (tmp_path / "handover" / "accounts" / f"{name}.html").read_text(encoding="utf-8")
        for name in ("acme", "borax", "crane")
    }
    assert "several.csv, line 3" not in briefs["acme"]
    assert {f"several.csv, line {n}" in briefs["borax"] for n in (4, 5)} == {True}
    assert "70 (deals.csv, line 3)" in briefs["crane"]
