"""Compressed files, arrays and other names of lines: read as what they hold, or told that they are not."""

from __future__ import annotations

import gzip
import json
import tracemalloc

import pytest
from kits.batch import interview
from kits.command import here
from kits.small import score, small_folder

from cfdiag.batch import streams
from cfdiag.batch.inputs import InputSource

zstandard = pytest.importorskip("zstandard")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    return small_folder(tmp_path, monkeypatch)


def figures(found):
    return found["inputs"]["interviews"], found["questionnaires"][0]["overall"]


def lines(numbers, **changes):
    return b"".join(
        json.dumps(interview(n, (1 + n % 5, 3, 4, 2), **changes)).encode() + b"\n" for n in numbers
    )


WAYS = {
    "a.jsonl": lambda data: data,
    "a.ndjson": lambda data: data,
    "a.jsonl.gz": gzip.compress,
    "a.ndjson.gz": lambda data: gzip.compress(data[:400]) + gzip.compress(data[400:]),
    "a.jsonl.zst": zstandard.compress,
    "a.json": lambda data: b"[" + b",\n".join(data.splitlines()) + b"]",
    "a.json.gz": lambda data: gzip.compress(b"[\n" + b",".join(data.splitlines()) + b"\n]"),
    "a.json.zst": lambda data: zstandard.compress(b" [" + b",".join(data.splitlines()) + b"]"),
}


@pytest.mark.parametrize("name", WAYS)
def test_the_same_interviews_in_every_way_are_the_same_figures(folder, name):
    (folder / "in" / name).write_bytes(WAYS[name](lines(range(12))))
    (folder / "all.jsonl").write_bytes(lines(range(12)))
    wanted = figures(score("all.jsonl")[0])
    assert wanted[0] == 12
    for words in (["in"], [f"in/{name}"], ["in", "--jobs", "2"]):
        found, said = score(*words)
        assert (figures(found), said) == (wanted, "")


def test_one_interview_compressed_is_one(folder):
    (folder / "in" / "a.json.gz").write_bytes(gzip.compress(json.dumps(interview(1), indent=1).encode()))
    assert score("in")[0]["inputs"]["interviews"] == 1


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.ndjson", "a.json"])
def test_a_bad_one_is_named_by_its_line_and_the_rest_is_scored(folder, name):
    bad = lines([4]).replace(b'"value": 5', b'"value": 9')
    (folder / "in" / name).write_bytes(WAYS[name](lines(range(4)) + bad + lines(range(5, 9))))
    found, _ = score("in", code=2)
    assert found["inputs"]["interviews"] == 8
    assert [(each["file"], each["line"]) for each in found["inputs"]["rejected"]] == [(f"in/{name}", 5)]


def test_duplicates_across_compressed_files_count_once(folder):
    (folder / "in" / "a.jsonl.gz").write_bytes(gzip.compress(lines(range(6))))
    (folder / "in" / "b.jsonl").write_bytes(lines(range(3, 9)))
    found, said = score("in")
    assert found["inputs"]["interviews"] == 9
    assert said.count("duplicate-interview") == 3


@pytest.mark.parametrize("cut", [30, 60])
def test_a_damaged_file_is_a_fault_and_what_came_before_counts(folder, cut):
    (folder / "in" / "good.json").write_text(json.dumps(interview(99)), encoding="utf-8")
    data = gzip.compress(lines(range(500)))
    (folder / "in" / "a.jsonl.gz").write_bytes(data[: len(data) * cut // 100])
    found, said = score("in", code=2)
    assert found["inputs"]["interviews"] >= 1
    assert "in/a.jsonl.gz: error: the compressed file is damaged or ends too early" in said
    (folder / "in" / "a.jsonl.gz").write_bytes(b"no gzip at all")
    assert score("in", code=2)[0]["inputs"]["interviews"] == 1


def test_what_may_hold_answers_and_is_not_read_is_told(folder):
    (folder / "in" / "a.json").write_text(json.dumps(interview(1)), encoding="utf-8")
    assert score("in")[1] == ""
    for name in ("b.csv", "c.xlsx", "d.zip", "notes.txt", "e.csv.gz"):
        (folder / "in" / name).write_bytes(b"x")
    found, said = score("in")
    assert said.startswith(
        "in: warning: 4 files that may hold answers are not read: in/b.csv, in/c.xlsx, in/d.zip and 1 more"
        "  [passed-over]\n"
    )
    assert len(found["inputs"]["warnings"]) == 1


def test_beside_an_engagement_tables_are_its_lists(folder):
    (folder / "engagement.yaml").write_text("cfdiag: 1\nclient: Acme\n", encoding="utf-8")
    (folder / "accounts.csv").write_text("id,name\n", encoding="utf-8")
    (folder / "in" / "a.json").write_text(json.dumps(interview(1)), encoding="utf-8")
    assert "passed-over" not in score(".")[1]


def test_a_long_stream_is_not_held(folder):
    """200 MB of lines out of 1 MB of gzip."""
    line = lines([1], extra={"long": "x" * 100_000})
    with gzip.open("in/a.jsonl.gz", "wb", compresslevel=1) as file:
        for _ in range(2000):
            file.write(line)
    tracemalloc.start()
    n = sum(1 for _ in streams.pieces_of(InputSource("in/a.jsonl.gz", kind="stream"), list))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert n == 2000
    assert most < 40_000_000


def test_a_line_without_an_end_is_one_fault(folder, monkeypatch):
    monkeypatch.setattr(streams, "LARGEST_INPUT", 5000)
    monkeypatch.setattr(streams, "BYTES_PER_READ", 1000)
    data = lines(range(2)) + b"y" * 9000 + b"\n" + lines(range(2, 4))
    (folder / "in" / "a.jsonl.gz").write_bytes(gzip.compress(data))
    refused = []
    found = list(streams.pieces_of(InputSource("in/a.jsonl.gz", kind="stream"), refused.append))
    assert [piece.line for piece in found] == [1, 2, 4, 5]
    assert [error.diagnostics[0].location.line for error in refused] == [3]


def test_check_reads_them_too(folder):
    (folder / "in" / "a.jsonl.gz").write_bytes(
        gzip.compress(lines([1]) + lines([2]).replace(b'"value": 3', b'"value": 9'))
    )
    done = here("check", "in", "--questionnaires", "q")
    assert done.code == 1
    assert "in/a.jsonl.gz:2:" in done.out + done.err
