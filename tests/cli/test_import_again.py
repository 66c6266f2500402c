"""`cfdiag import` a second time: nobody counts twice, whatever the mapping or the export has become since."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.responses import SERVICES, answers, settle, written

HEADER = ["Speed", "Kind", "Again?", "Spent"]
ROWS = [["4", "3", "yes", "100"], ["4", "3", "yes", "200"], ["4", "3", "yes", "200"], ["2", "5", "no", "300"]]
"""Nothing in it tells people apart: two of them answered alike, and three in the first columns."""
HEAD = "cfdiag: 1\nmapping: tryout\nprofile: plain\ngroup: customer\n"
FEW = HEAD + "questions:\n  quick: {column: Speed}\n  friendly: {column: Kind}\n"
MORE = FEW + "  again: {column: 'Again?'}\n  spent: {column: Spent}\n"
LINE = ("import", "t.csv", "--mapping", "m.yaml")


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    settle(tmp_path)
    return runner(capsys, monkeypatch, tmp_path)


def table(folder: Path, rows: list[list[str]], mapping: str, header: list[str] = HEADER) -> None:
    (folder / "t.csv").write_bytes(written([header, *rows]))
    (folder / "m.yaml").write_text(mapping, encoding="utf-8")


def people(folder: Path) -> list[dict[str, object]]:
    return sorted((answers(file) for file in (folder / "interviews").glob("*.json")), key=str)


def counts(told: str) -> tuple[int, int]:
    report = json.loads(told)
    return report["imported"], report["unchanged"]


@pytest.mark.parametrize("where", ["interviews", "all.jsonl"])
@pytest.mark.parametrize(("first", "then"), [(FEW, MORE), (MORE, FEW)], ids=["more", "fewer"])
def test_another_mapping_of_the_same_table_is_refused_and_forced_counts_nobody_twice(
    cfdiag: Command, tmp_path: Path, first: str, then: str, where: str
) -> None:
    def held() -> int:
        file = tmp_path / where
        return len(file.read_bytes().splitlines()) if file.is_file() else len(list(file.glob("*.json")))

    line = (*LINE, "-o", where)
    table(tmp_path, ROWS, first)
    assert cfdiag(*line).code == 0
    assert held() == 4
    table(tmp_path, ROWS, then)
    done = cfdiag(*line)
    assert done.code == 2
    assert "t.csv:2:1: error: this row was imported before, when other columns were read" in done.err
    assert "--force takes this reading instead; are these other people, another --output" in done.err
    assert "keeps them apart" in done.err
    assert held() == 4
    assert cfdiag(*line, "--force").code == 0
    assert held() == 4
    again = cfdiag(*line, "--format", "json")
    assert (again.code, counts(again.out)) == (0, (0, 4))


def test_forced_the_new_reading_takes_the_place_of_the_old(cfdiag: Command, tmp_path: Path) -> None:
    table(tmp_path, ROWS, FEW)
    cfdiag(*LINE)
    table(tmp_path, ROWS, MORE)
    cfdiag(*LINE, "--force")
    assert [each["spent"] for each in people(tmp_path)] == [300, 100, 200, 200]


def test_a_value_that_was_given_a_meaning_is_the_same_response(cfdiag: Command, tmp_path: Path) -> None:
    table(tmp_path, ROWS, FEW)
    cfdiag(*LINE)
    table(tmp_path, ROWS, FEW.replace("column: Speed", "column: Speed, values: {'4': 5}"))
    done = cfdiag(*LINE)
    assert done.code == 2
    assert "was imported before, with other answers" in done.err
    assert len(people(tmp_path)) == 4


def test_a_key_that_is_named_later_or_no_more_counts_nobody_twice(cfdiag: Command, tmp_path: Path) -> None:
    rows = [[*row, f"R{n}"] for n, row in enumerate(ROWS)]
    table(tmp_path, rows, FEW, [*HEADER, "Nr"])
    assert cfdiag(*LINE).code == 0
    for mapping in (FEW + "key: {column: Nr}\n", FEW):
        table(tmp_path, rows, mapping, [*HEADER, "Nr"])
        again = cfdiag(*LINE, "--format", "json")
        assert (again.code, counts(again.out)) == (0, (0, 4)), mapping
    (tmp_path / "interviews").rename(tmp_path / "before")
    table(tmp_path, rows, FEW + "key: Nr\n", [*HEADER, "Nr"])
    assert cfdiag(*LINE).code == 0
    table(tmp_path, rows, FEW, [*HEADER, "Nr"])
    again = cfdiag(*LINE, "--format", "json")
    assert (again.code, counts(again.out)) == (0, (0, 4))


def test_another_profile_counts_nobody_twice(cfdiag: Command, tmp_path: Path) -> None:
    table(tmp_path, ROWS, FEW)
    cfdiag(*LINE)
    table(tmp_path, ROWS, FEW.replace("profile: plain", "profile: google-forms"))
    again = cfdiag(*LINE, "--format", "json")
    assert (again.code, counts(again.out)) == (0, (0, 4))


def test_an_export_that_grew_or_was_rearranged_keeps_its_people(cfdiag: Command, tmp_path: Path) -> None:
    table(tmp_path, ROWS, MORE)
    cfdiag(*LINE)
    fifth = ["1", "1", "no", "500"]
    table(tmp_path, [fifth, *ROWS, ROWS[0]], MORE)  # newest first, and one who answered as another had
    again = cfdiag(*LINE, "--format", "json")
    assert (again.code, counts(again.out)) == (0, (2, 4))
    # A question that was added to the form, and columns in another order.
    wider = [["new", *reversed(row)] for row in (fifth, *ROWS, ROWS[0])]
    table(tmp_path, wider, MORE, ["Added", *reversed(HEADER)])
    again = cfdiag(*LINE, "--format", "json")
    assert (again.code, counts(again.out)) == (0, (0, 6))


def test_the_same_table_as_a_workbook_keeps_its_people(cfdiag: Command, tmp_path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415  the extra `exchange`

    table(tmp_path, ROWS, MORE)
    cfdiag(*LINE)
    with xlsxwriter.Workbook(str(tmp_path / "t.xlsx")) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([HEADER, *ROWS]):
            sheet.write_row(at, 0, [int(cell) if cell.isdigit() else cell for cell in row])
    again = cfdiag("import", "t.xlsx", "--mapping", "m.yaml", "--format", "json")
    assert (again.code, counts(again.out)) == (0, (0, 4))


def test_what_is_kept_to_know_a_row_again_tells_of_no_cell(cfdiag: Command, tmp_path: Path) -> None:
    """The id is made of what the interview holds anyway: no unread column, and no number to call."""
    rows = [[*row, "secret"] for row in ROWS]
    table(tmp_path, rows, FEW, [*HEADER, "Unread"])
    cfdiag(*LINE)
    first = sorted(file.read_bytes() for file in (tmp_path / "interviews").glob("*.json"))
    table(tmp_path, [[*row[:-1], "other"] for row in rows], FEW, [*HEADER, "Unread"])
    cfdiag(*LINE, "-o", "anew")
    assert sorted(file.read_bytes() for file in (tmp_path / "anew").glob("*.json")) == first


def test_a_number_to_call_is_in_no_id(cfdiag: Command, tmp_path: Path) -> None:
    """Whoever holds an interview without the number could else try all of them against its id."""
    mapping = HEAD + "questions:\n  why: {column: Why}\n"
    ids = []
    for number in ("+31 20 123 45 67", "+31 20 765 43 21"):
        table(tmp_path, [[f"Call me: {number}"]], mapping, ["Why"])
        cfdiag(*LINE, "--drop-contacts", "-o", number[-2:])
        ids.append([file.name for file in (tmp_path / number[-2:]).glob("*.json")])
    assert ids[0] == ids[1]


@pytest.mark.parametrize(
    ("column", "cells", "why"),
    [
        ("E-mail", ["a@example.com", "b@example.com"], "says who answered"),
        ("Employee ID (required)", ["E1001", "E1002"], "says who answered"),
        ("Personeelsnr", ["1001", "1002"], "says who answered"),
        ("Sent at", ["2026-11-23 10:04:05", "2026-11-24 09:00:01"], "the time of day"),
    ],
)
def test_a_key_that_would_let_somebody_be_found_is_refused(
    cfdiag: Command, tmp_path: Path, column: str, cells: list[str], why: str
) -> None:
    rows = [["4", "3", cells[0]], ["2", "5", cells[1]]]
    table(tmp_path, rows, FEW.replace("customer", "internal") + f"key: {column}\n", ["Speed", "Kind", column])
    done = cfdiag(*LINE)
    assert done.code == 2
    assert "m.yaml:" in done.err
    assert why in done.err
    assert not (tmp_path / "interviews").exists()


def test_two_tables_of_different_columns_do_not_hinder_each_other(cfdiag: Command, tmp_path: Path) -> None:
    table(tmp_path, ROWS, FEW)
    cfdiag(*LINE)
    other = HEAD + "questions:\n  again: {column: Back}\n"
    table(tmp_path, [["yes"], ["no"]], other, ["Back"])
    done = cfdiag(*LINE, "--format", "json")
    assert (done.code, counts(done.out)) == (0, (2, 0))


@pytest.mark.parametrize("profile", ["typeform", "kobo"])
def test_a_service_that_lists_the_newest_first_changes_nothing(
    cfdiag: Command, tmp_path: Path, profile: str
) -> None:
    name, make = SERVICES[profile]
    (tmp_path / name).write_bytes(make())
    line = ("import", name, "--questionnaire", "tryout", "--group", "customer", "--format", "json")
    assert cfdiag(*line).code == 0
    head, *rows = make().splitlines(keepends=True)
    (tmp_path / name).write_bytes(b"".join((head, *reversed(rows))))
    again = cfdiag(*line)
    assert (again.code, counts(again.out)) == (0, (0, 3))


@pytest.mark.parametrize("where", ["interviews", "all.jsonl"])
def test_a_dry_run_says_what_would_be_done(cfdiag: Command, tmp_path: Path, where: str) -> None:
    line = (*LINE, "-o", where, "--format", "json")
    table(tmp_path, ROWS, FEW)
    assert counts(cfdiag(*line, "--dry-run").out) == (4, 0)
    assert not (tmp_path / where).exists()
    cfdiag(*line)
    before = sorted((file.name, file.read_bytes()) for file in tmp_path.rglob("*") if file.is_file())
    assert counts(cfdiag(*line, "--dry-run").out) == (0, 4)
    table(tmp_path, ROWS, MORE)
    done = cfdiag(*line, "--dry-run")
    assert (done.code, counts(done.out)) == (2, (0, 0))
    assert counts(cfdiag(*line, "--dry-run", "--force").out) == (4, 0)
    after = sorted((file.name, file.read_bytes()) for file in tmp_path.rglob("*") if file.is_file())
    assert [each for each in after if each[0] != "m.yaml"] == [each for each in before if each[0] != "m.yaml"]


KEYED = "key: {column: Nr}\n"
WITH_NR = [*HEADER, "Nr"]


def test_a_reading_that_was_forced_is_found_the_next_time(cfdiag: Command, tmp_path: Path) -> None:
    rows = [[*row, f"R{n}"] for n, row in enumerate(ROWS)]
    table(tmp_path, rows, FEW, WITH_NR)
    cfdiag(*LINE)
    table(tmp_path, rows, MORE + KEYED, WITH_NR)
    assert cfdiag(*LINE, "--force").code == 0
    again = cfdiag(*LINE, "--format", "json")
    assert (again.code, counts(again.out), len(people(tmp_path))) == (0, (0, 4), 4)


def test_of_rows_that_were_alike_the_one_that_says_the_same_is_the_one(
    cfdiag: Command, tmp_path: Path
) -> None:
    table(tmp_path, [["4", "3", "", ""], ["2", "5", "", ""]], FEW)
    cfdiag(*LINE)
    newcomers = [["4", "3", "yes", "900"], ["2", "5", "no", "800"]]
    table(tmp_path, [*newcomers, ["4", "3", "", ""], ["2", "5", "", ""]], MORE)
    again = cfdiag(*LINE, "--format", "json")
    assert (again.code, counts(again.out)) == (0, (2, 2))
    assert sorted(each.get("spent") or 0 for each in people(tmp_path)) == [0, 0, 800, 900]


def test_rows_without_a_key_are_known_whatever_stands_above_them(cfdiag: Command, tmp_path: Path) -> None:
    without = [["4", "3", "yes", "100", ""], ["4", "3", "yes", "100", ""]]
    keyed = ["4", "3", "yes", "100", "R7"]
    table(tmp_path, [*without, keyed], MORE + KEYED, WITH_NR)
    assert cfdiag(*LINE).code == 0
    table(tmp_path, [keyed, *without], MORE + KEYED, WITH_NR)
    again = cfdiag(*LINE, "--format", "json")
    assert (again.code, counts(again.out), len(people(tmp_path))) == (0, (0, 3), 3)


def test_whom_a_wrong_key_swallowed_comes_in_when_it_is_gone(cfdiag: Command, tmp_path: Path) -> None:
    rows = [[*row, team] for row, team in zip(ROWS, ["A", "A", "B", "C"], strict=True)]
    table(tmp_path, rows, MORE + KEYED, WITH_NR)
    assert cfdiag(*LINE).code == 2
    assert len(people(tmp_path)) == 3
    table(tmp_path, rows, MORE, WITH_NR)
    again = cfdiag(*LINE, "--format", "json")
    assert (again.code, counts(again.out), len(people(tmp_path))) == (0, (1, 3), 4)
    assert [each["spent"] for each in people(tmp_path)] == [300, 100, 200, 200]


def test_other_people_who_answered_alike_are_told_and_kept_apart_elsewhere(
    cfdiag: Command, tmp_path: Path
) -> None:
    table(tmp_path, [[*row, f"R{n}"] for n, row in enumerate(ROWS)], FEW, WITH_NR)
    cfdiag(*LINE)
    others = [[*row[:2], "no", "900", f"S{n}"] for n, row in enumerate(ROWS)]
    table(tmp_path, others, MORE + KEYED, WITH_NR)
    done = cfdiag(*LINE)
    assert done.code == 2
    assert "are these other people, another --output keeps them apart" in done.err
    assert cfdiag(*LINE, "-o", "others").code == 0
    assert len(list((tmp_path / "others").glob("*.json"))) == 4


def test_thousands_who_answered_alike_are_found_again_in_no_time(cfdiag: Command, tmp_path: Path) -> None:
    rows = [["4", "3", "yes", str(n)] for n in range(3_000)]
    table(tmp_path, rows, FEW)
    assert cfdiag(*LINE, "-o", "all.jsonl").code == 0
    table(tmp_path, rows[::-1], FEW + "  again: {column: 'Again?'}\n")
    done = cfdiag(*LINE, "-o", "all.jsonl", "--force", "--format", "json")
    assert (done.code, counts(done.out)[0]) == (0, 3_000)
    assert len((tmp_path / "all.jsonl").read_bytes().splitlines()) == 3_000


def test_what_a_later_mapping_adds_is_told_and_forced_is_taken_in(cfdiag: Command, tmp_path: Path) -> None:
    table(tmp_path, ROWS, MORE)
    cfdiag(*LINE)
    beside = MORE.replace("quick: {column: Speed}", "quick: {column: Speed, note: {column: Said}}")
    wider = beside + "respondent: {department: {column: Team}}\n"
    rows = [[*row, f"note {n}", "Sales"] for n, row in enumerate(ROWS)]
    table(tmp_path, rows, wider.replace("  spent: {column: Spent}\n", ""), [*HEADER, "Said", "Team"])
    done = cfdiag(*LINE)
    assert done.code == 2
    assert "was imported before, when other columns were read" in done.err
    assert cfdiag(*LINE, "--force").code == 0
    held = [json.loads(file.read_bytes()) for file in (tmp_path / "interviews").glob("*.json")]
    assert sorted(each["answers"]["quick"]["note"] for each in held) == [f"note {n}" for n in range(4)]
    assert {each["respondent"]["department"] for each in held} == {"sales"}


ENDED = "2026-11-23 10:04:05"
LIME = '"id","submitdate","lastpage","startlanguage","seed","quick","quick[importance]","friendly","again"\n'


def ends(*days: str) -> bytes:
    return (LIME + "".join(f'"r1","{day}","3","en","1","4","5","3","Y"\n' for day in days)).encode()


def test_a_response_that_was_finished_since_is_not_left_unfinished_unsaid(
    cfdiag: Command, tmp_path: Path
) -> None:
    flags = ("--questionnaire", "tryout", "--group", "customer", "-o", "held")
    (tmp_path / "r.csv").write_bytes(ends("", ENDED))
    assert cfdiag("import", "r.csv", *flags).code == 3  # the mapping is proposed
    done = cfdiag("import", "r.csv", *flags)
    assert done.code == 2
    same = "the same response as at r.csv:2:1, with an end that the earlier one lacks; the first one counts"
    assert f"r.csv:3:1: error: {same}" in done.err
    (tmp_path / "r.csv").write_bytes(ends(ENDED))
    assert "with an end that the earlier one lacks" in cfdiag("import", "r.csv", *flags).err
    assert cfdiag("import", "r.csv", *flags, "--force").code == 0
    (held,) = (json.loads(file.read_bytes()) for file in (tmp_path / "held").glob("*.json"))
    assert held["finished"].startswith("2026-11-23")


def test_what_was_finished_stays_so_whatever_comes_unfinished_after_it(
    cfdiag: Command, tmp_path: Path
) -> None:
    flags = ("--questionnaire", "tryout", "--group", "customer", "-o", "held", "--format", "json")
    (tmp_path / "r.csv").write_bytes(ends(ENDED, ""))
    assert cfdiag("import", "r.csv", *flags).code == 3
    done = cfdiag("import", "r.csv", *flags)
    assert "r.csv:3:1: note: the same response as at r.csv:2:1; it counts once" in done.err
    (tmp_path / "r.csv").write_bytes(ends(""))
    assert json.loads(cfdiag("import", "r.csv", *flags).out)["unchanged"] == 1
