"""Spark Connect gives the same bytes as this machine, whatever the split, and never hangs; served by Sail."""

from __future__ import annotations

import gzip
import hashlib
import importlib.metadata
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Timer

import pyarrow as pa
import pyrage
import pytest
from kits.batch import QUESTIONNAIRE, interview
from kits.cluster import sail
from kits.command import runner
from pyarrow import parquet

from cfdiag.batch import pieces, spans
from cfdiag.batch.engines import _cluster_call
from cfdiag.demo.cast import demo_interviews
from cfdiag.formats.library import Library
from cfdiag.formats.writing import encode_interview

QUESTIONNAIRES = ("silo-busting", "territory-handover")


@pytest.fixture(scope="session")
def saved():
    """Interviews with importance, repeated sections, departments; test_part_format has all there are."""
    found = (one for one in demo_interviews(Library()) if one.questionnaire.id in QUESTIONNAIRES)
    return [encode_interview(one).decode().replace("\n", "") for one in found]


def poison():
    """What may lie among interviews: each is an outcome of its own."""
    good = json.dumps(interview(1, (5, 4, 3, 2)))
    yield good.replace('"value": 5', '"value": 9', 1)
    yield good[:70]
    yield "{}"
    yield good.replace('"small"', '"nowhere"')
    yield good.replace("internal", "nobody")
    yield json.dumps(interview(2, (5, 4, None, None), finished=None))
    yield json.dumps(interview(2, (1, 2, 3, 4)))  # the same one, finished
    yield json.dumps(interview(3, (2, 2, 2, 2)))
    yield json.dumps(interview(3, (2, 2, 2, 2)))  # the very same
    yield json.dumps(interview(4, (None, None, None, None)))  # nobody was heard
    yield json.dumps(interview(5, (1, 1, None, None), finished=None))
    yield json.dumps(interview(6, (None, None, 5, 5), continues=interview(5)["id"]))
    yield json.dumps(interview(7, (3, 3, 3, 3), questionnaire={"id": "small", "version": "0.9.0"}))
    yield good.replace('"value": 4', '"value": ' + "9" * 40)
    yield "[" * 3000


@pytest.fixture
def cells(saved):
    """Documents in an order of their own, poison among them."""
    found = [*saved, *poison(), *(json.dumps(interview(n, (1 + n % 5, 3, 4, 2))) for n in range(20, 60))]
    return sorted(found, key=lambda cell: hashlib.sha256(cell.encode()).digest())


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(_cluster_call, "_LEAVE", 0.3)
    (tmp_path / "q").mkdir()
    (tmp_path / "q" / "small.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def scored(cfdiag, *words):
    done = cfdiag("score", *words, "--questionnaires", "q", "--format", "json", "--date", "2026-11-27")
    return done.code, done.out, done.err


def write_lines(folder, cells, files):
    """So many files of lines, with blank lines, bytes that are no text, and one line without an end."""
    for number in range(files):
        lines = [cell.encode() for cell in cells[number::files]]
        lines[2:2] = [b"", b"\xff\xfe no text", b"  "]
        folder.joinpath(f"{number}.jsonl").write_bytes(b"\n".join(lines))


def write_rows(folder, cells, files):
    for number in range(files):
        table = pa.table({"interview": [*cells[number::files], None]})
        parquet.write_table(table, folder / f"{number}.parquet", row_group_size=len(cells) // (files * 3))


@pytest.mark.parametrize("by", [(), ("--by", "department")], ids=["whole", "by"])
@pytest.mark.parametrize("write", [write_lines, write_rows])
@pytest.mark.parametrize(
    ("files", "size"), [(1, 1 << 30), (1, 40_000), (3, 9_000)], ids=["one", "cut", "files"]
)
def test_any_split_gives_the_same_bytes(cfdiag, cluster, cells, monkeypatch, *, files, size, write, by):
    monkeypatch.setattr(spans, "BYTES_PER_SPAN", size)
    Path("in").mkdir()
    write(Path("in"), cells, files)
    here = scored(cfdiag, "in", *by)
    assert here[0] == 2
    found = json.loads(here[1])
    assert found["inputs"]["interviews"] > 70
    assert len(found["inputs"]["rejected"]) > 6
    assert "withheld" in here[1]
    assert scored(cfdiag, "in", "--engine", cluster, *by) == here


def test_parts_that_are_merged_on_the_cluster_in_groups_find_the_same_copies(
    cfdiag, cluster, cells, monkeypatch
):
    """With more groups than one, marks travel by themselves."""
    monkeypatch.setattr("cfdiag.batch.engines.sc.PARTS_PER_MERGE", 3)
    monkeypatch.setattr(spans, "BYTES_PER_SPAN", 60_000)
    Path("in").mkdir()
    write_lines(Path("in"), cells, 2)
    here = scored(cfdiag, "in", "--comments", "--by", "account")
    assert "duplicate-interview" in here[2]
    assert scored(cfdiag, "in", "--engine", cluster, "--comments", "--by", "account") == here


def test_files_of_every_kind_and_standard_input_are_one_run(cfdiag, cluster, cells, monkeypatch):
    """What only this machine can read is read here, and copies of it are found there."""
    monkeypatch.setattr(pieces, "FILES_PER_PIECE", 7)
    Path("in").mkdir()
    whole = [cell for cell in cells if cell.startswith('{"')]
    for number, cell in enumerate(whole[:20]):
        Path("in", f"{number}.json").write_text(cell, encoding="utf-8")
    Path("in/more.jsonl.gz").write_bytes(gzip.compress("\n".join(whole[20:60]).encode()))
    Path("in/array.json").write_text(f"[{','.join(whole[60:70])}]", encoding="utf-8")
    sent = "\n".join(whole[65:90]).encode()

    def both(*engine):
        words = ("score", "in", "-", "--questionnaires", "q", "--format", "json", "--each", "--unmasked")
        done = cfdiag(*words, "--date", "2026-11-27", *engine, stdin=sent)
        return done.code, done.out, done.err

    here = both()
    assert "duplicate-interview" in here[2]
    assert both("--engine", cluster) == here


def test_what_is_locked_is_opened_here_and_its_copies_are_found_there(cfdiag, cluster):
    """No key leaves this machine."""
    identity = pyrage.x25519.Identity.generate()
    Path("key.txt").write_text(f"{identity}\n")
    Path("in").mkdir()
    for number in range(6):
        data = json.dumps(interview(number, (1 + number % 5, 3, 4, 2))).encode()
        Path(f"in/{number}.json.age").write_bytes(pyrage.encrypt(data, [identity.to_public()]))
    Path("in/more.jsonl").write_text("\n".join(json.dumps(interview(n, (2, 2, 2, 2))) for n in range(4, 9)))
    here = scored(cfdiag, "in", "--identity", "key.txt")
    assert here[0] == 0
    assert here[2].count("duplicate-interview") == 2
    assert scored(cfdiag, "in", "--identity", "key.txt", "--engine", cluster) == here
    assert scored(cfdiag, "in", "--engine", cluster) == scored(cfdiag, "in")


def test_nothing_is_said_beside_the_result(cfdiag, cluster):
    Path("a.json").write_text(json.dumps(interview(1)))
    code, out, err = scored(cfdiag, "a.json", "--engine", cluster)
    assert (code, err) == (0, "")
    assert json.loads(out)["inputs"]["interviews"] == 1


def test_a_table_of_interviews_is_written_here_alone(cfdiag, cluster):
    Path("a.json").write_text(json.dumps(interview(1)))
    done = cfdiag(
        "score", "a.json", "--questionnaires", "q", "--each", "--format", "csv", "--engine", cluster
    )
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "error: a table of interviews is written where they are read, and that is on this machine only"
        "  [wrong-use]\n  = list them with --engine local[N]; the figures come from any engine\n"
    )


def test_workers_of_another_version_are_refused(cfdiag, tmp_path):
    (tmp_path / "other/cfdiag").mkdir(parents=True)
    (tmp_path / "other/cfdiag/__init__.py").write_text('__version__ = "0.1.7"\n')
    Path("a.json").write_text(json.dumps(interview(1)))
    with sail(PYTHONPATH=str(tmp_path / "other")) as (address, served):
        assert scored(cfdiag, "a.json", "--engine", address) == (
            2,
            "",
            (
                "error: the workers of the engine have cfdiag 0.1.7, and this is 0.2.0  [other-tool]\n"
                "  = install the same on both: pip install cfdiag==0.2.0\n"
            ),
        )
        # Stopped, it takes connections and says nothing.
        os.kill(served.pid, signal.SIGSTOP)
        began = time.monotonic()
        assert scored(cfdiag, "a.json", "--engine", address, "--engine-timeout", "1") == (
            2,
            "",
            (
                "error: the engine has not moved for 1 seconds, and was given up  [engine-failed]\n"
                "  = has it enough workers, and can they read the files? --engine-timeout waits longer\n"
            ),
        )
        assert time.monotonic() - began < 20


def test_a_cluster_that_ends_is_told_and_not_waited_for(cfdiag, monkeypatch):
    """Spark's own client would try for ten minutes."""
    monkeypatch.setattr(_cluster_call, "_LOOK", 0.1)
    Path("a.json").write_text(json.dumps(interview(1)))
    with sail() as (address, served):
        os.kill(served.pid, signal.SIGSTOP)
        Timer(2, served.kill).start()
        code, out, err = scored(cfdiag, "a.json", "--engine", address)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: nobody answers at {address}: Connection refused  [engine-failed]\n")


def test_nobody_there_is_told_at_once(cfdiag):
    Path("a.json").write_text(json.dumps(interview(1)))
    code, out, err = scored(cfdiag, "a.json", "--engine", "sc://127.0.0.1:1")
    assert (code, out) == (2, "")
    assert err == (
        "error: nobody answers at sc://127.0.0.1:1: Connection refused  [engine-failed]\n"
        "  = is Spark Connect running there? docs/scale.md brings one up for a trial\n"
    )


def test_a_program_that_is_no_file_is_not_ended_by_sparks_client(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(interview(1)))
    code = "import cfdiag; cfdiag.score_paths(['a.json'], engine='sc://127.0.0.1:1')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert "nobody answers at sc://127.0.0.1:1" in done.stderr


def test_without_the_extra_it_is_said(cfdiag, monkeypatch):
    monkeypatch.setitem(sys.modules, "grpc", None)
    Path("a.json").write_text(json.dumps(interview(1)))
    assert scored(cfdiag, "a.json", "--engine", "sc://127.0.0.1:1")[2] == (
        "error: spark needs a package that is not installed  [missing-extra]\n"
        "  = install it: pip install 'cfdiag[spark]'\n"
    )


def test_two_packages_that_write_over_each_other_are_told(cfdiag, monkeypatch):
    there = {"pyspark": "4.3.0", "pyspark-client": "4.2.0"}
    monkeypatch.setattr(importlib.metadata, "version", there.__getitem__)
    Path("a.json").write_text(json.dumps(interview(1)))
    assert scored(cfdiag, "a.json", "--engine", "sc://127.0.0.1:1")[2] == (
        "error: pyspark 4.3.0 and pyspark-client 4.2.0 are both installed, and each writes over the other"
        "  [missing-extra]\n"
        "  = keep one: pip uninstall -y pyspark pyspark-client, then pip install 'cfdiag[spark]'\n"
    )


@pytest.mark.parametrize("name", ["sc://", "sc://host:port", "sc"])
def test_an_address_without_a_port_is_told(cfdiag, name):
    Path("a.json").write_text(json.dumps(interview(1)))
    err = scored(cfdiag, "a.json", "--engine", name)[2]
    assert "name host and port: sc://localhost:15002" in err
