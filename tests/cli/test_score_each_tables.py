"""`--each` as a table: a row an interview or an answer, of those who may be listed, without their words."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from kits.command import runner

FORMATS = ("csv", "jsonl", "parquet", "xlsx")
QUESTIONNAIRE = """\
cfdiag: 1
id: visits
version: 1.2.0
title: Visits
groups:
  customer: {title: Customers, anonymous: false}
  staff: {title: Staff, anonymous: true}
scales: {five: {min: 1, max: 5}}
dimensions: {care: {title: Care}}
sections:
  - id: all
    questions:
      - {id: reply, type: rating, scale: five, dimension: care, importance: true, ask: Do we reply?}
      - {id: slow, type: rating, scale: five, dimension: care, reverse: true, ask: Are we slow?}
      - {id: calls, type: number, ask: How many calls?}
      - {id: met, type: yes_no, ask: Did we meet?}
      - {id: department, type: choice, options: {north: North, south: South}, ask: Which one?}
      - {id: liked, type: choices, options: {price: Price, speed: Speed, care: Care}, ask: What?}
      - {id: since, type: date, ask: Since when?}
      - {id: words, type: text, ask: Anything else?}
      - {id: seen, type: yes_no, off_record: true, ask: Was it quiet?}
  - id: guests
    repeat:
      ask: Who came?
      name: guest
      items: {}
      add: true
      min: 0
      speaker: {named: agreed == "yes"}
    questions:
      - {id: agreed, type: yes_no, ask: May we name them?}
      - {id: mood, type: rating, scale: five, ask: Their mood?}
"""
SECRETS = (
    "Quilla Zwartveld",
    "a word of hers",
    "a note of hers",
    "what she showed",
    "a loose remark",
    "Kim Guest",
)
WHOSE = ["questionnaire", "version", "interview", "group", "department", "account"]


def answered(value, **more):
    return {"status": "answered", "value": value, **more}


def held(number, group="customer", consent="named", guest="yes", **changes):
    """An interview with something in it that no table may hold."""
    return {
        "format": "cfdiag/interview@1",
        "id": f"01970000-0000-7000-8000-{number:012d}",
        "questionnaire": {"id": "visits", "version": "1.2.0"},
        "respondent": {
            "group": group,
            "name": SECRETS[0],
            "department": f"dep{number % 2}",
            "account": "acme",
            "consent": consent,
        },
        "started": "2026-11-22",
        "finished": "2026-11-22",
        "items": {"guests": {"i1": SECRETS[5], "i10": SECRETS[5]}},
        "answers": {
            "reply": answered(1 + number % 5, importance=4, note=SECRETS[2], evidence=SECRETS[3]),
            "slow": answered(2),
            "calls": answered(2.5),
            "met": answered("yes"),
            "department": answered("north"),
            "liked": answered(["price", "care"]),
            "since": answered("2026-01-02"),
            "words": answered(SECRETS[1]),
            "seen": answered("no"),
            "guests/i1/agreed": answered(guest),
            "guests/i1/mood": answered(3),
            "guests/i10/agreed": answered("yes"),
            "guests/i10/mood": {"status": "unknown"},
        },
        "remarks": [{"text": SECRETS[4]}],
        **changes,
    }


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path):
    Path(tmp_path, "visits.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    Path(tmp_path, "in").mkdir()
    command = runner(capsys, monkeypatch, tmp_path)

    def call(*words, code=0):
        done = command(words[0], *words[1:], "--questionnaires", ".", "-q")
        assert done.code == code, done.err
        return done

    return call


def write(name, *interviews):
    lines = "".join(json.dumps(each) + "\n" for each in interviews)
    Path(name).write_text(lines, encoding="utf-8")


def read(name):
    """The rows of a table, each by its columns; what is empty is None, numbers are numbers."""
    path = Path(name)
    if path.suffix == ".parquet":
        return pytest.importorskip("pyarrow.parquet").read_table(name).to_pylist()
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        assert {row.pop("format") for row in rows} <= {"cfdiag/row@1", "cfdiag/score@1"}
        return rows
    if path.suffix == ".csv":
        cells = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8")), strict=True))
    else:
        book = pytest.importorskip("python_calamine").CalamineWorkbook.from_path(name)
        cells = [row for sheet in book.sheet_names for row in book.get_sheet_by_name(sheet).to_python()]
    head, *body = cells
    return [dict(zip(head, map(typed, row), strict=True)) for row in body]


def typed(cell):
    if cell in ("", None):
        return None
    if cell in ("true", "false"):
        return cell == "true"
    try:
        return float(cell) if not isinstance(cell, bool) else cell
    except ValueError:
        return cell


def each(cfdiag, format_, *more, code=0):
    done = cfdiag("score", "in", "--each", "--format", format_, *more, "-o", f"out.{format_}", code=code)
    return done if code else read(f"out.{format_}")


@pytest.mark.parametrize("format_", [name for name in FORMATS if name != "jsonl"])
def test_a_row_an_interview_has_a_column_a_question(cfdiag, format_):
    write("in/a.jsonl", *(held(number) for number in range(3)))
    rows = each(cfdiag, format_)
    assert [row["interview"] for row in rows] == [held(number)["id"] for number in range(3)]
    assert list(rows[0]) == [
        *WHOSE, "finished", "overall", "reply", "slow", "calls", "met", "visits/department", "liked", "since",
        "guests/i1/agreed", "guests/i1/mood", "guests/i10/agreed", "guests/i10/mood",
    ]  # fmt: skip
    assert rows[1] == {
        "questionnaire": "visits", "version": "1.2.0", "interview": held(1)["id"], "group": "customer",
        "department": "dep1", "account": "acme", "finished": True, "overall": 50.0, "reply": 2, "slow": 2,
        "calls": 2.5, "met": "yes", "visits/department": "north", "liked": "price;care",
        "since": "2026-01-02", "guests/i1/agreed": "yes", "guests/i1/mood": 3, "guests/i10/agreed": "yes",
        "guests/i10/mood": None,
    }  # fmt: skip


@pytest.mark.parametrize("format_", FORMATS)
def test_long_has_a_row_an_answer(cfdiag, format_):
    write("in/a.jsonl", *(held(number) for number in range(3)))
    rows = each(cfdiag, format_, "--long")
    assert list(rows[0]) == [
        *WHOSE, "question", "item", "status", "value", "option", "points", "importance"
    ]  # fmt: skip
    mine = [list(row.values())[6:] for row in rows if row["interview"] == held(1)["id"]]
    assert mine == [
        ["reply", None, "answered", 2, None, 25.0, 4],
        ["slow", None, "answered", 2, None, 75.0, None],
        ["calls", None, "answered", 2.5, None, None, None],
        ["met", None, "answered", None, "yes", 100.0, None],
        ["department", None, "answered", None, "north", None, None],
        ["liked", None, "answered", None, "price;care", None, None],
        ["since", None, "answered", None, "2026-01-02", None, None],
        ["words", None, "answered", None, None, None, None],
        ["agreed", "i1", "answered", None, "yes", 100.0, None],
        ["mood", "i1", "answered", 3, None, 50.0, None],
        ["agreed", "i10", "answered", None, "yes", 100.0, None],
        ["mood", "i10", "unknown", None, None, None, None],
    ]


def test_a_line_of_jsonl_is_the_interview_as_the_json_has_it(cfdiag):
    write("in/a.jsonl", *(held(number) for number in range(3)))
    cfdiag("score", "in", "--each", "--format", "json", "-o", "out.json")
    assert each(cfdiag, "jsonl") == json.loads(Path("out.json").read_text())["interviews"]


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("long", [(), ("--long",)])
def test_nobody_is_in_it_by_name_or_with_their_words(cfdiag, format_, long):
    write("in/a.jsonl", *(held(number) for number in range(3)))
    said = json.dumps(each(cfdiag, format_, *long, "--unmasked"))
    assert held(1)["id"] in said
    assert [secret for secret in SECRETS if secret in said] == []
    assert "seen" not in said
    for part in parts(Path(f"out.{format_}")):
        assert [secret for secret in SECRETS if secret.encode() in part] == []


def parts(path):
    """The bytes of a file, of a workbook those of each part: with what no reader of tables shows."""
    if path.suffix != ".xlsx":
        return [path.read_bytes()]
    with zipfile.ZipFile(path) as book:
        return [book.read(name) for name in book.namelist()]


@pytest.mark.parametrize("people", [2, 3, 5])
def test_what_does_not_fit_on_a_sheet_goes_on_on_the_next(cfdiag, monkeypatch, people):
    calamine = pytest.importorskip("python_calamine")
    monkeypatch.setattr("cfdiag.render.tables.xlsx._ROWS", 3)
    write("in/a.jsonl", *(held(number) for number in range(people)))
    cfdiag("score", "in", "--each", "--format", "xlsx", "--unmasked", "-o", "out.xlsx")
    book = calamine.CalamineWorkbook.from_path("out.xlsx")
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    assert [len(sheet) for sheet in sheets] == [3] * (people // 2) + [2] * (people % 2)
    assert all(sheet[0] == sheets[0][0] for sheet in sheets)
    column = sheets[0][0].index("interview")
    told = [row[column] for sheet in sheets for row in sheet[1:]]
    assert told == [held(number)["id"] for number in range(people)]


@pytest.mark.parametrize("format_", FORMATS)
def test_only_those_who_agreed_to_be_named_unless_unmasked(cfdiag, format_):
    people = [held(n, consent="named" if n < 3 else "counted") for n in range(8)]
    write("in/a.jsonl", *people, *(held(n, group="staff") for n in range(8, 14)))
    done = cfdiag("score", "in", "--each", "--format", format_, "-o", f"out.{format_}")
    mine = "id" if format_ == "jsonl" else "interview"
    assert [row[mine] for row in read(f"out.{format_}")] == [each_["id"] for each_ in people[:3]]
    assert done.err == ""
    assert len(each(cfdiag, format_, "--unmasked")) == 14


def test_where_few_would_be_left_over_nobody_of_the_group_is_listed(cfdiag):
    write("in/a.jsonl", *(held(n, consent="counted" if n == 5 else "named", guest="yes") for n in range(6)))
    assert each(cfdiag, "csv") == []
    # What only they were asked about makes no column either.
    assert b"i10" not in Path("out.csv").read_bytes()


def test_a_guest_who_did_not_agree_is_left_out(cfdiag):
    write("in/a.jsonl", held(1, guest="no"))
    items = {row["item"] for row in each(cfdiag, "csv", "--long")}
    assert items == {None, "i10"}
    assert "guests/i1/mood" not in each(cfdiag, "csv")[0]
    assert {row["item"] for row in each(cfdiag, "csv", "--long", "--unmasked")} == {None, "i1", "i10"}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("long", [(), ("--long",)])
def test_the_same_bytes_by_any_number_of_processes(cfdiag, format_, long, monkeypatch):
    monkeypatch.setattr("cfdiag.batch.spans.BYTES_PER_SPAN_HERE", 3000)
    monkeypatch.setattr("cfdiag.batch.pieces.FILES_PER_PIECE", 3)
    write("in/a.jsonl", *(held(number) for number in range(12)))
    assert Path("in/a.jsonl").stat().st_size > 3 * 3000
    for number in range(20, 31):
        write(f"in/f{number}.json", held(number))
    # A copy that differs, and one that does not: each counts once, wherever it stands.
    write("in/z.jsonl", held(3), held(4, finished=None))
    made = []
    for jobs in ("1", "2", "3"):
        each(cfdiag, format_, *long, "--jobs", jobs)
        made.append(Path(f"out.{format_}").read_bytes())
    assert made[0] == made[1] == made[2]
    mine = "id" if format_ == "jsonl" and not long else "interview"
    assert len({row[mine] for row in read(f"out.{format_}")}) == 23


def test_several_questionnaires_have_columns_of_their_own(cfdiag):
    Path("other.yaml").write_text(QUESTIONNAIRE.replace("id: visits", "id: other"), encoding="utf-8")
    other = {"questionnaire": {"id": "other", "version": "1.2.0"}}
    write("in/a.jsonl", held(1), held(2, **other))
    first, second = each(cfdiag, "csv")
    assert (first["visits/reply"], first["other/reply"]) == (2, None)
    assert (second["visits/reply"], second["other/reply"]) == (None, 3)


def test_the_file_says_how_it_was_made(cfdiag):
    parquet = pytest.importorskip("pyarrow.parquet")
    write("in/a.jsonl", held(1))
    for words, unmasked in (((), False), (("--unmasked",), True)):
        each(cfdiag, "parquet", *words)
        about = json.loads(parquet.read_metadata("out.parquet").metadata[b"cfdiag"])
        assert (about["unmasked"], about["min_group"]) == (unmasked, 5)
        assert about["tool"].startswith("cfdiag ")


def test_it_goes_to_standard_output_too(cfdiag, capsys):
    write("in/a.jsonl", held(1))
    each(cfdiag, "csv", "--long")
    done = cfdiag("score", "in", "--each", "--long", "--format", "csv")
    assert done.out == Path("out.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "jsonl"), "--format jsonl lists interviews one by one"),
        (("--long", "--format", "csv"), "--long is about a table of interviews"),
        (("--each", "--long"), "--long is about a table of interviews"),
        (("--each", "--final", "--format", "csv", "-o", "out.csv"), "--final hands over a result, no list"),
    ],
)
def test_what_does_not_go_together(cfdiag, words, said):
    write("in/a.jsonl", held(1))
    assert said in cfdiag("score", "in", *words, code=2).err


@pytest.mark.parametrize("needed", [("parquet", "pyarrow", "parquet"), ("xlsx", "xlsxwriter", "exchange")])
@pytest.mark.parametrize("listed", [(), ("--each",)])
def test_a_missing_extra_is_told_before_anything_is_read(cfdiag, monkeypatch, needed, listed):
    format_, gone, extra = needed
    monkeypatch.setitem(sys.modules, gone, None)
    done = cfdiag("score", "nowhere", *listed, "--format", format_, "-o", "out", code=2)
    assert done.err.splitlines() == [
        f"error: {extra} needs a package that is not installed  [missing-extra]",
        f"  = install it: pip install 'cfdiag[{extra}]'",
    ]


def test_it_may_be_written_again_and_never_over_interviews(cfdiag):
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    write("in/a.jsonl", held(1))
    for format_ in FORMATS:
        each(cfdiag, format_)
        each(cfdiag, format_, "--long")
    parquet.write_table(pa.table({"interview": [json.dumps(held(1))]}), "out.parquet")
    assert "cfdiag did not make the file there" in each(cfdiag, "parquet", code=2).err
    write("out.jsonl", held(1))
    assert "the file there is an interview" in each(cfdiag, "jsonl", "--force", code=2).err


def test_a_larger_file_of_ours_may_be_written_again_too(cfdiag, monkeypatch):
    monkeypatch.setattr("cfdiag.api.writing._BEGINNING", 500)
    write("in/a.jsonl", *(held(number) for number in range(20)))
    for format_ in FORMATS:
        each(cfdiag, format_)
        before = Path(f"out.{format_}").read_bytes()
        assert len(before) > 500
        each(cfdiag, format_)
        assert Path(f"out.{format_}").read_bytes() == before


def test_a_table_of_many_columns_may_be_written_again_too(cfdiag, monkeypatch):
    pytest.importorskip("pyarrow")
    monkeypatch.setattr("cfdiag.api.writing._BEGINNING", 500)
    many = "".join(
        f"      - {{id: counted_by_whoever_was_there_{n}, type: number, ask: How many of {n}?}}\n"
        for n in range(1_000)
    )
    Path("visits.yaml").write_text(QUESTIONNAIRE.replace("  - id: guests\n", many + "  - id: guests\n"))
    answers = {
        **held(1)["answers"],
        **{f"counted_by_whoever_was_there_{n}": answered(n) for n in range(1_000)},
    }
    write("in/a.jsonl", held(1, answers=answers))
    for _ in range(2):
        each(cfdiag, "parquet")
    footer = int.from_bytes(Path("out.parquet").read_bytes()[-8:-4], "little")
    assert footer > 200_000
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(parquet.read_table("out.parquet").replace_schema_metadata(None), "out.parquet")
    assert "cfdiag did not make the file there" in each(cfdiag, "parquet", code=2).err


def test_a_folder_with_such_a_table_in_it_is_scored_without_it(cfdiag):
    write("in/a.jsonl", held(1))
    for format_ in ("jsonl", "parquet"):
        cfdiag("score", "in", "--each", "--format", format_, "-o", f"in/out.{format_}")
    assert len(each(cfdiag, "jsonl")) == 1


def test_no_temporary_file_is_left_whether_it_could_be_written_or_not(cfdiag, tmp_path):
    write("in/a.jsonl", held(1))
    Path("tmp").mkdir()
    words = ["score", "in", "--questionnaires", ".", "--each", "--format", "xlsx", "-o"]
    for output, code in (("out.xlsx", 0), ("nowhere/out.xlsx", 2)):
        done = subprocess.run(
            [sys.executable, "-m", "cfdiag", *words, output],
            env={"TMPDIR": "tmp", "PATH": "", "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
        assert list(Path("tmp").iterdir()) == []
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".out")]
