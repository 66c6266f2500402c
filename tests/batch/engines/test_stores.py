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
from cfdiag.ground.addresses import parsed, shown_address

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


@pytest.mark.usefixtures("local")
def test_no_folder_is_named_that_is_gone_when_it_is_read(cfdiag, tmp_path):
    """Questionnaires of a store are fetched to a folder that goes with the process."""
    Path("q/small.yaml").write_text(QUESTIONNAIRE.replace("scale:", "scales:"), encoding="utf-8")
    address = f"file://{tmp_path}/q"
    for more in ((), ("--jobs", "2")):
        done = cfdiag("score", "in/deep", "--questionnaires", address, *more)
        assert f"`cfdiag check {address}/small.yaml` shows every fault of it" in done.err
    done = cfdiag("check", f"{address}/small.yaml")
    assert (done.code, done.out.count("error: ")) == (1, 8)


@pytest.mark.usefixtures("local")
def test_an_engine_names_the_folder_that_the_order_came_from(cfdiag, cluster):
    Path("q/small.yaml").write_text(QUESTIONNAIRE.replace("scale:", "scales:"), encoding="utf-8")
    assert "`cfdiag check q/small.yaml`" in cfdiag(
        "score", "in/deep", "--questionnaires", "q", "--engine", cluster
    ).err  # fmt: skip


HIDDEN = "s3://KEYY:SEC/RETT@bucket/2026/?endpoint_override=INTERNAL"
SAYS = {
    "score": ("score", HIDDEN),
    "score of a key with a blank": ("score", "s3://KEYY:SEC RETT@bucket/2026"),
    "score into": ("score", "in/deep", "--questionnaires", "q", "-o", HIDDEN),
    "files from": ("score", "--files-from", HIDDEN),
    "by": ("score", "in/deep", "--questionnaires", "q", "--by", HIDDEN),
    "engine": ("score", "in/deep", "--engine", "sc://KEYY:SECRETT@localhost:1/;token=INTERNAL"),
    "status": ("status", HIDDEN),
    "import": ("import", HIDDEN),
    "form": ("form", HIDDEN),
    "plan": ("plan", "review", "x.json", "--plan", HIDDEN),
    "handover": ("handover", HIDDEN),
    "person": ("person", "show", "Ada Vale", HIDDEN),
    "notice": ("report", HIDDEN, "--template", "notice"),
    "unlock": ("unlock", HIDDEN),
    "lock": ("lock", HIDDEN),
    "redact": ("redact", HIDDEN),
    "a word too many": ("list", HIDDEN),
}


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize("words", SAYS.values(), ids=SAYS)
def test_no_message_says_who_reads_or_how_a_store_is_reached(cfdiag, words):
    done = cfdiag(*words)
    assert done.code == 2
    assert not [each for each in ("KEYY", "SEC", "RETT", "INTERNAL") if each in done.out + done.err]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("status", "s3://b/x"), "this works on files of this machine, and nothing is written to an address"),
        (("person", "forget", "Ada", "s3://b/x"), "this works on files of this machine, and nothing is "),
        (("report", "s3://b/x", "--template", "notice"), "this works on files of this machine, and nothing "),
        (("lock", "s3://b/x"), "this works on files of this machine, and nothing is written to an address"),
        (("unlock", "s3://b/x"), "this works on files of this machine, and nothing is written to an address"),
        (("import", "s3://b/x"), "only interviews and questionnaires are read from an address"),
        (("handover", "s3://b/x"), "only interviews and questionnaires are read from an address"),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_what_works_on_files_of_this_machine_takes_no_address(cfdiag, words, told):
    done = cfdiag(*words)
    assert done.code == 2
    assert done.err.startswith(f"s3://b/x: error: {told}")
    assert "  = copy it to a folder of this machine first, and name that\n" in done.err


@pytest.mark.usefixtures("local")
def test_nothing_is_written_to_an_address(cfdiag):
    done = cfdiag(
        "score", "in/deep/50.json", "--questionnaires", "q", "--format", "json", "-o", "s3://b/x.json"
    )
    assert (done.code, done.err) == (2, (
        "s3://b/x.json: error: nothing is written to an address  [cannot-write]\n"
        "  = name a file of this machine; the store's own tool takes it there\n"
    ))  # fmt: skip


PATTERNS = (
    "in/*/5[!0].json", "in/deep/5[^01].json", "in/deep/[]5]0.json", "in/deep/[!]]0.json", "in/d*", "in/d*/",
    "in/**/5?.json", "in/**", "in/.h*/*.json", "in/*/.*", "in/deep/5[0.json", "in/.hidden", "in/d**p/50.json",
)  # fmt: skip


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_of_a_store_finds_what_it_finds_here(cfdiag, tmp_path, pattern):
    """But for what is read nowhere: a shell would name that too."""
    Path("in/notes.txt").unlink()
    Path("in/deep/.51.json").write_text("{")

    def found(start):
        given = json.loads(scored(cfdiag, start + pattern, "--questionnaires", "q", "--quiet")[1] or "{}")
        inputs = given.get("inputs", {})
        rejected = {each["file"].removeprefix(start) for each in inputs.get("rejected", ())}
        return inputs.get("interviews"), rejected - {pattern}

    assert found(f"file://{tmp_path}/") == found(f"{tmp_path}/")


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize(
    "key", ["a[1].json", "a*.json", "a%3Fv=1.json", "a%253F.json", "a#b.json", "a+b %41;c=d.json"]
)
def test_a_key_is_taken_to_the_letter(cfdiag, tmp_path, key):
    Path("in/odd").mkdir()
    Path("in/deep/50.json").rename(Path("in/odd", key))
    address = f"file://{tmp_path}/in/odd"
    for given in (address, f"{address}/{key.replace('%3F', '%253F').replace('%253F.', '%25253F.')}"):
        code, out, err = scored(cfdiag, given, "--questionnaires", "q")
        assert (code, json.loads(out or "{}").get("inputs", {}).get("interviews")) == (0, 1), err


def test_a_secret_with_a_stroke_is_part_of_who_reads():
    assert parsed("s3://KEYY:SEC/RE/TT@bucket/a@b").root == "KEYY:SEC%2FRE%2FTT@bucket"
    assert shown_address("s3://KEYY:SEC/RE/TT@bucket/a@b") == "s3://bucket/a@b"
    assert shown_address("hdfs://host:9000/a@b") == "hdfs://host:9000/a@b"


@pytest.mark.usefixtures("local")
def test_the_variable_for_questionnaires_takes_no_address(cfdiag, tmp_path, monkeypatch):
    monkeypatch.setenv("CFDIAG_QUESTIONNAIRES", f"q:file://{tmp_path}/q?key=SECRET")
    done = cfdiag("score", "in/deep/50.json")
    assert (done.code, done.err) == (2, (
        "error: CFDIAG_QUESTIONNAIRES names folders of this machine, and no address: "
        "a colon stands between two of them  [wrong-use]\n"
        "  = give the address with --questionnaires, and unset the variable\n"
    ))  # fmt: skip
    assert cfdiag("score", "in/deep/50.json", "--questionnaires", f"file://{tmp_path}/q").code == 0
