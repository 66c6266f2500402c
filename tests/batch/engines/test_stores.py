"""Interviews in an object store: listed, cut and read through `pyarrow.fs`, as files of this machine are."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pytest
from kits.batch import QUESTIONNAIRE, interview
from kits.command import runner
from kits.store import WHO
from pyarrow import fs, parquet

from cfdiag.batch import spans
from cfdiag.ground.stores import shown_address

BUCKET = "of-interviews"


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path):
    for name, value in WHO.items():
        monkeypatch.setenv(name, value)
    return runner(capsys, monkeypatch, tmp_path)


@pytest.fixture
def bucket(port, cfdiag):
    """Everything of this folder in a bucket: what gives the address of a key there."""
    query = f"?endpoint_override=127.0.0.1%3A{port}&scheme=http&region=us-east-1"
    s3, _ = fs.FileSystem.from_uri(
        f"s3://{BUCKET}/{query}&allow_bucket_creation=true&allow_bucket_deletion=true"
    )
    s3.create_dir(BUCKET)
    # One by one: pyarrow's own copying of folders hung in its release 17.
    for path in Path().rglob("*"):
        if path.is_file():
            with s3.open_output_stream(f"{BUCKET}/{path.as_posix()}", compression=None) as stream:
                stream.write(path.read_bytes())
    yield lambda key: f"s3://{BUCKET}/{key}{query}"
    s3.delete_dir(BUCKET)


@pytest.fixture
def local(cfdiag, tmp_path):
    """Interviews of every kind, a bad one among them, and their questionnaire."""
    for name in ("q", "in/deep", "in/.hidden"):
        Path(name).mkdir(parents=True)
    Path("q/small.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    cells = [json.dumps(interview(n, (1 + n % 5, 3, 4, 2))) for n in range(60)]
    cells[13] = cells[13].replace('"value": 4', '"value": 9', 1)
    Path("in/a.jsonl").write_text("\n".join(cells[:30]))
    Path("in/deep/b b+c%20.jsonl.gz").write_bytes(gzip.compress("\n".join(cells[30:40]).encode()))
    parquet.write_table(pa.table({"interview": cells[40:50]}), "in/c.parquet", row_group_size=4)
    for n in range(50, 60):
        Path(f"in/deep/{n}.json").write_text(cells[n])
    Path("in/.hidden/x.json").write_text("{")
    Path("in/notes.txt").write_text("nothing of ours")
    Path("in/beside.yaml").write_text(QUESTIONNAIRE.replace("id: small", "id: beside"), encoding="utf-8")


def scored(cfdiag, *words):
    done = cfdiag("score", *words, "--format", "json", "--date", "2026-11-27", "--by", "department")
    return done.code, done.out, done.err


@pytest.mark.parametrize("engine", [(), ("--jobs", "2"), ("--engine", "cluster")], ids=["here", "jobs", "sc"])
@pytest.mark.usefixtures("local")
def test_a_bucket_is_scored_as_the_folder_is(cfdiag, bucket, cluster, monkeypatch, engine):
    monkeypatch.setattr(spans, "BYTES_PER_SPAN", 2_000)
    code, out, err = scored(cfdiag, "in", "--questionnaires", "q")
    assert code == 2
    assert json.loads(out)["inputs"]["interviews"] == 59
    assert '"line": 14' in out
    engine = [cluster if word == "cluster" else word for word in engine]
    found = scored(cfdiag, bucket("in"), "--questionnaires", bucket("q"), *engine)
    # The same names but for where they are; nothing of how the store is reached.
    assert found == (
        code,
        out.replace('"in/', f'"s3://{BUCKET}/in/'),
        err.replace("in/", f"s3://{BUCKET}/in/"),
    )


@pytest.mark.usefixtures("local")
def test_patterns_and_single_files_of_a_store(cfdiag, bucket):
    def interviews(key):
        code, out, _ = scored(cfdiag, bucket(key), "--questionnaires", "q")
        return json.loads(out)["inputs"]["interviews"] if code == 0 else code

    assert interviews("in/deep/5?.json") == 10
    assert interviews("in/**/*.json") == 10
    assert interviews("in/*.parquet") == 10
    assert interviews("in/deep/b b+c%20.jsonl.gz") == 10


@pytest.mark.usefixtures("local")
def test_what_a_store_does_not_have_is_told(cfdiag, bucket):
    done = cfdiag("score", bucket("in/*.ndjson"), bucket("nothing"), "--questionnaires", "q")
    assert done.code == 2
    assert f"s3://{BUCKET}/in/*.ndjson: error: no file matches the pattern  [no-match]\n" in done.err
    assert f"s3://{BUCKET}/nothing: error: the store does not give it: " in done.err
    assert "endpoint" not in done.err


@pytest.mark.usefixtures("local")
def test_a_folder_of_this_machine_by_its_address(cfdiag, tmp_path):
    """What every store does, without one."""
    wanted = scored(cfdiag, "in/a.jsonl", "--questionnaires", "q")
    found = scored(cfdiag, f"file://{tmp_path}/in/a.jsonl", "--questionnaires", f"file://{tmp_path}/q")
    assert found == (2, wanted[1].replace('"in/', f'"file://{tmp_path}/in/'),
                     wanted[2].replace("in/a", f"file://{tmp_path}/in/a"))  # fmt: skip


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize("key", ["in/deep/50.json", "in/deep/b b+c%20.jsonl.gz"])
def test_the_chain_behind_a_figure_of_a_store(cfdiag, bucket, key):
    done = cfdiag("why", bucket(key), "sharing", "--questionnaires", "q", "--unmasked")
    assert done.code == 0, done.err
    assert f"s3://{BUCKET}/{key}" in done.out


def test_an_address_of_no_store_is_told(cfdiag):
    done = cfdiag("score", "https://host/a.jsonl")
    assert done.code == 2
    assert done.err.startswith(
        "https://host/a.jsonl: error: nothing is read from such an address; it is from abfs://, abfss://, "
        "file://, gcs://, gs://, hdfs://, s3://, viewfs://  [cannot-read]\n"
        "  = fetch it first, or hand it on: its own tool | cfdiag score -\n"
    )


@pytest.mark.usefixtures("local")
def test_what_is_handed_over_from_a_store_needs_a_file_that_remembers_it(cfdiag, tmp_path):
    done = cfdiag("score", f"file://{tmp_path}/in", "--final", "-o", "x.json", "--format", "json")
    assert (done.code, done.err) == (2, (
        "error: what is handed over is remembered beside the interviews, and nothing is written to a store"
        "  [wrong-use]\n  = name a file for it: --releases FILE, the same every time\n"
    ))  # fmt: skip


SIGNED = "https://nobody:SECRET@host/a.jsonl?X-Amz-Signature=SECRET"


@pytest.mark.parametrize("command", ["score", "check", "report"])
def test_no_fault_holds_what_an_address_says_of_who_reads(cfdiag, tmp_path, command):
    (tmp_path / "empty").mkdir()
    empty = f"file://{tmp_path}/empty"
    for address, shown in ((f"{empty}?key=SECRET", empty), (SIGNED, "https://host/a.jsonl")):
        done = cfdiag(command, address)
        assert f"{shown}: " in done.err + done.out
        assert "SECRET" not in done.err + done.out


@pytest.mark.usefixtures("local")
def test_an_address_of_questionnaires_that_is_of_no_store_is_told_once(cfdiag):
    done = cfdiag("score", "in/deep/50.json", "--questionnaires", SIGNED)
    assert done.code == 2
    assert done.err.startswith("https://host/a.jsonl: error: nothing is read from such an address; ")
    assert done.err.count("error: ") == 1
    assert "SECRET" not in done.err


def test_of_azure_the_container_is_shown_and_no_password():
    assert shown_address("abfss://in:SECRET@some.dfs.core.windows.net/a") == (
        "abfss://in@some.dfs.core.windows.net/a"
    )
    assert shown_address("abfss://:SECRET@some.blob.core.windows.net/in/a") == (
        "abfss://some.blob.core.windows.net/in/a"
    )


@pytest.mark.usefixtures("local")
def test_a_pattern_leaves_out_what_it_says(cfdiag, tmp_path):
    def interviews(pattern):
        code, out, _ = scored(cfdiag, pattern, "--questionnaires", "q")
        return json.loads(out)["inputs"]["interviews"] if code == 0 else code

    for pattern in ("in/deep/5[!01].json", "in/deep/5[0-3].json", "in/deep/5[3-1].json", "in[!x]deep/*.json"):
        assert interviews(f"file://{tmp_path}/{pattern}") == interviews(f"{tmp_path}/{pattern}")
    assert interviews(f"file://{tmp_path}/in/deep/5[!01].json") == 8


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize("pattern", ["in/odd", "in/odd/*.json", "in/odd/a[?]v=1.json"])
def test_a_question_mark_in_a_name_is_part_of_it(cfdiag, tmp_path, pattern):
    (tmp_path / "in/odd").mkdir()
    Path("in/deep/50.json").rename("in/odd/a?v=1.json")
    code, out, err = scored(cfdiag, f"file://{tmp_path}/{pattern}", "--questionnaires", "q")
    assert (code, json.loads(out or "{}").get("inputs", {}).get("interviews")) == (0, 1), err
