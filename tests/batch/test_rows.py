"""Interviews in a Parquet file: one a row, read group by group."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys

import pytest
from kits.batch import interview
from kits.small import FLAGS, score, small_folder

from cfdiag.api.scoring import score_paths
from cfdiag.batch import pool
from cfdiag.batch.inputs import InputSource
from cfdiag.batch.intake import Intake
from cfdiag.batch.rows import split_rows
from cfdiag.ground.diagnostics import render_fault

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    return small_folder(tmp_path, monkeypatch)


def texts(numbers):
    return [json.dumps(interview(n, (1 + n % 5, 3, 4, 2))) for n in numbers]


def write(name, cells, kind, column="interview", rows=4):
    table = pa.table({"number": list(range(len(cells))), column: pa.array(cells, kind)})
    parquet.write_table(table, name, row_group_size=rows, compression="zstd")


@pytest.mark.parametrize("kind", ["string", "large_string", "binary", "large_binary"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_rows_are_scored_as_lines_are(folder, kind, jobs):
    cells = texts(range(10))
    (folder / "all.jsonl").write_text("\n".join(cells))
    write("in/a.parquet", [cell.encode() for cell in cells] if "binary" in kind else cells, kind)
    wanted = score("all.jsonl")
    assert wanted[0]["inputs"]["interviews"] == 10
    assert score("in", "--jobs", jobs) == wanted
    assert score("in/a.parquet", "--jobs", jobs) == wanted


def test_a_bad_row_is_named_by_its_number_and_the_rest_is_scored(folder):
    cells = texts(range(10))
    cells[6] = cells[6].replace('"value": 2', '"value": 9', 1)
    write("a.parquet", [*cells, None], "string")
    found, said = score("a.parquet", code=2)
    assert found["inputs"]["interviews"] == 9
    assert [(each["file"], each["line"], each["code"]) for each in found["inputs"]["rejected"]] == [
        ("a.parquet", 7, "bad-answer"),
        ("a.parquet", 11, "empty-file"),
    ]
    assert said.startswith("a.parquet:7:")


def test_another_column_is_named(folder):
    write("a.parquet", texts(range(3)), "string", column="doc")
    assert score("a.parquet", "--column", "doc")[0]["inputs"]["interviews"] == 3
    message = "a column of the Parquet file holds the JSON of one interview a row  [unknown-column]"
    for words, what in (
        ((), "there is no column 'interview'"),
        (("--column", "number"), "'number' holds no text"),
    ):
        none, said = score("a.parquet", *words, code=2)
        assert said.startswith(
            f"a.parquet: error: {what}: {message}\n  = name it: --column NAME; there are number, doc\n"
        )
        assert none["inputs"]["interviews"] == 0


@pytest.mark.parametrize("data", [b"", b"PAR1", b"{}"])
def test_what_only_bears_the_name_is_a_fault(folder, data):
    (folder / "a.parquet").write_bytes(data)
    _, said = score("a.parquet", code=2)
    assert said.startswith(
        "a.parquet: error: the Parquet file is damaged  [cannot-read]\n  = write it anew\n"
    )


def test_a_group_of_rows_is_a_piece(folder):
    write("a.parquet", texts(range(10)), "string")
    source = InputSource("a.parquet", kind="rows")
    assert [(piece.start, piece.end, piece.line) for piece in split_rows(source)] == [
        (0, 1, 1), (1, 2, 5), (2, 3, 9),
    ]  # fmt: skip


# From Python 3.12 on a fork warns of the threads that pyarrow starts for its memory; no child waits for one.
forked_beside_arrow = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


@forked_beside_arrow
@pytest.mark.parametrize(("jobs", "processes"), [(1, 1), (2, 2), (9, 3)])
def test_groups_of_rows_are_shared_out_among_processes(folder, monkeypatch, jobs, processes):
    write("a.parquet", texts(range(10)), "string")
    asked, run = [], pool.run_in_pool

    def seen(pieces, order, jobs):
        asked.append(jobs)
        return run(pieces, order, jobs)

    monkeypatch.setattr(pool, "run_in_pool", seen)
    told = []
    scored = score_paths(
        ["a.parquet"], questionnaires=["q"], jobs=jobs, progress=lambda done, of: told.append((done, of))
    )
    assert scored.figures.inputs.interviews == 10
    assert asked == [processes] * (jobs > 1)
    assert told[2] == (3, 3)


@forked_beside_arrow
@pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="the crash is handed on by fork"
)
def test_a_process_that_ends_is_told_by_the_first_row_of_its_group(folder, monkeypatch):
    write("a.parquet", texts(range(10)), "string")
    whole, take = os.getpid(), Intake.take

    def fatal(self, piece):
        if piece.line == 6 and os.getpid() != whole:
            os._exit(11)
        return take(self, piece)

    monkeypatch.setattr(Intake, "take", fatal)
    scored = score_paths(["a.parquet"], questionnaires=["q"], jobs=2)
    assert scored.figures.inputs.interviews == 6
    assert [render_fault(each) for each in scored.faults] == [
        (
            "a.parquet:5:1: error: the process that was scoring this ended without a word; it is left out"
            "  [worker-ended]\n  = was there enough memory? Try the file alone with --jobs 1"
        )
    ]


def test_without_the_extra_it_is_said(folder):
    write("in/a.parquet", texts(range(3)), "string")
    (folder / "in" / "b.json").write_text(texts([1])[0])
    gone = "import sys; sys.modules['pyarrow'] = None; sys.modules['pyarrow.parquet'] = None\n"
    run = f"{gone}from cfdiag.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", run, "score", *FLAGS, "in/a.parquet"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(
        "error: parquet needs a package that is not installed  [missing-extra]\n"
        "  = install it: pip install 'cfdiag[parquet]'\n"
    )


@pytest.mark.parametrize("named", [False, True])
def test_a_result_that_was_written_as_parquet_is_no_interview(folder, named):
    write("in/a.parquet", texts(range(3)), "string")
    assert score("in/a.parquet", "--format", "parquet", "--output", "in/result.parquet")[0] is None
    found, said = score(*(["in/a.parquet", "in/result.parquet"] if named else ["in"]))
    assert found["inputs"]["interviews"] == 3
    assert found["inputs"]["rejected"] == []
    assert "1 file is no interview and was left out: in/result.parquet" in said
