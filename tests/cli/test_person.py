"""The rights of one person: shown what is held, forgotten everywhere; interviews handed on without names."""

from __future__ import annotations

import gzip
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from kits.batch import Desk, interview
from kits.command import runner
from kits.marked import EACH, FORM_TARGETS, FORMATS, ID, KEY, NAME, REMARKS, TABLE_FORMATS, marked

from cfdiag.api.person.texts import text_in
from cfdiag.cli.app import app
from cfdiag.formats.tombstones import TOMBSTONES_NAME
from cfdiag.ground.sealing import Keys, is_sealed
from cfdiag.interview.journal.replay import entries_in
from cfdiag.interview.journal.sealed import has_sealed_lines

KEYS = Keys((str(KEY),), "key")


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path):
    return runner(capsys, monkeypatch, tmp_path)


def inside(data, name):
    """A file as it lies there, and everything in it: opened, unpacked, part by part, and as it reads."""
    yield data
    data = KEYS.opened(data, name)
    yield data
    if data.startswith(b"\x1f\x8b"):
        data = gzip.decompress(data)
        yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            yield from (parts.read(part) for part in parts.namelist())
    if data.startswith(b"PAR1"):
        parquet = pytest.importorskip("pyarrow.parquet")
        yield json.dumps(parquet.read_table(io.BytesIO(data)).to_pylist(), default=str).encode()
    if has_sealed_lines(data):
        yield repr(list(entries_in(data, name, KEYS))).encode()
    if data.startswith(b"%PDF") and shutil.which("pdftotext"):
        yield subprocess.run(
            ["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True
        ).stdout
    # Words that stand in several runs of a Word file, or broken over lines, are words all the same.
    yield (text_in(data, name.removesuffix(".age").removesuffix(".gz")) or "").encode()


def leads(folder, marks):
    """The files that hold one of these, whatever they are."""
    found = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        flat = [b" ".join(part.split()) for part in inside(path.read_bytes(), path.name)]
        if any(mark.encode() in part for mark in marks for part in flat):
            found.append(str(path.relative_to(folder)))
    return found


PAGE = Path(__file__).parents[2] / "docs" / "privacy.md"
_ROW = re.compile(r"^\| `([^`|]+)` \| (yes|no) \| (yes|no) \| (yes|no) \|$", re.MULTILINE)


def page_says():
    """What the page claims of each output: whether it holds the name, the words, the id."""
    return {what: tuple(claims) for what, *claims in _ROW.findall(PAGE.read_text(encoding="utf-8"))}


def is_so(files, ids):
    """What each output holds for whoever has it and no key, looked for."""
    found = {}
    for what, paths in files.items():
        several = [path.read_bytes() for path in paths]
        parts = [
            b" ".join(part.split())
            for path, data in zip(paths, several, strict=True)
            for part in ([data] if is_sealed(data) or has_sealed_lines(data) else inside(data, path.name))
        ]
        marks = ([NAME], REMARKS, ids)
        found[what] = tuple(
            "yes" if any(mark.encode() in part for mark in each for part in parts) else "no" for each in marks
        )
    return found


def commands() -> Iterator[tuple[str, set[str]]]:
    """Every command with its flags."""
    group = typer.main.get_command(app)
    for name in group.list_commands(None):
        found = group.get_command(None, name)
        for inner, each in getattr(found, "commands", {"": found}).items():
            yield f"{name} {inner}".strip(), {flag for param in each.params for flag in param.opts}


NOBODY_IN_IT = {"list", "new"}
"""What these write is made of questionnaires alone."""
OF_ONE_FORM = {"interview", "person show", "plan adopt", "form"}
"""What these write has one form, or forms of its own."""


def test_every_command_that_writes_something_stands_on_the_page_in_every_format():
    writing = {name for name, flags in commands() if flags & {"--output", "--format"}}
    assert writing == {*FORMATS, *OF_ONE_FORM, *NOBODY_IN_IT}
    made = {f"{name} {format_}" for name, formats in FORMATS.items() for format_ in formats}
    made |= {f"form {to}" for to in FORM_TARGETS}
    made |= {" ".join(("score --each", *long, format_)) for long in EACH for format_ in TABLE_FORMATS}
    assert made - set(page_says()) == set()


@pytest.mark.timeout(900)
def test_the_page_says_what_each_output_holds_and_after_forgetting_a_search_finds_the_tombstone_only(
    cfdiag, tmp_path
):
    files, ids = marked(cfdiag, tmp_path)
    said, so = page_says(), is_so(files, ids)
    if shutil.which("pdftotext") is None:
        so |= {name: said[name] for name in so if name.endswith(" pdf")}
    assert said == so, "\n".join(f"| `{what}` | {' | '.join(claims)} |" for what, claims in so.items())
    forgotten_everywhere(cfdiag, tmp_path, files, ids)


def forgotten_everywhere(cfdiag, tmp_path, files, ids):
    made = tmp_path / "made"
    mine = files["interview"][0]
    held = json.loads(mine.read_text())
    assert held["id"] in ids
    marks = [NAME, ID, *ids, *REMARKS]
    before = leads(made, marks)
    assert len(before) > 80
    shown = cfdiag("person", "forget", NAME, "made", "--identity", "key")
    assert (shown.code, leads(made, marks)) == (0, before)
    assert "Nothing was changed" in shown.err
    assert "Look yourself" not in shown.out, shown.out
    yes = ("--yes", "--date", "2026-11-27", "--identity", "key")
    done = cfdiag("person", "forget", NAME, "made", *yes)
    assert done.code == 0, done.err
    assert leads(made, marks) == []
    assert not list(made.rglob("*.pdf"))
    stones = [json.loads(line) for line in (made / TOMBSTONES_NAME).read_text().splitlines()]
    assert [set(stone) for stone in stones] == [{"id", "date", "why"}] * len(ids)
    # What others said, the plan and the lists are whole, and what was locked is; a backup that is put back
    # is seen.
    checked = cfdiag("check", "made/interviews", "made/plan.yaml", "made/engagement.yaml", "-q")
    assert checked.code == 0, checked.out
    assert "Ada Vale" in (made / "roster.csv").read_text()
    assert is_sealed((made / "locked/other.json.age").read_bytes())
    assert gzip.decompress((made / "archive/all.jsonl.gz").read_bytes()).count(b"\n") == 1
    mine.write_text(json.dumps(held))
    put_back = cfdiag("check", "made/interviews")
    assert put_back.code == 1
    assert "who said this asked to be forgotten, and was on 2026-11-27: a copy was put back" in put_back.out


def test_show_says_where_and_writes_what_they_may_be_handed(cfdiag, tmp_path):
    desk = Desk(tmp_path)
    who = {"group": "customer", "name": "Ada Vale", "consent": "named"}
    answers = interview(1)["answers"] | {
        "remark": {"status": "answered", "value": "Nobody <b>calls</b> me back."}
    }
    desk.write("in/a.json", interview(1, respondent=who, answers=answers))
    named = {"remark": {"status": "answered", "value": "Ask Ada Vale about the depot."}}
    desk.write("in/b.json", interview(2, answers=named))
    done = cfdiag("person", "show", "ada vale", "in", "--output", "ada.html")
    assert done.code == 0, done.err
    page = (tmp_path / "ada.html").read_text()
    assert "What is held about Ada Vale" in page
    assert "Nobody &lt;b&gt;calls&lt;/b&gt; me back." in page
    told = json.loads((tmp_path / "ada.json").read_text())
    assert [talk["file"] for talk in told["talks"]] == ["in/a.json"]
    assert told["by_others"] == [
        {"file": "in/b.json", "where": "small", "text": "Ask Ada Vale about the depot."}
    ]
    lines = cfdiag("person", "show", "Ada Vale", "in").out.splitlines()
    assert lines[0] == "Ada Vale"
    assert "Nobody" not in "\n".join(lines)
    unknown = cfdiag("person", "show", "Ada Vole", "in")
    assert (unknown.code, unknown.err) == (
        2,
        "in: error: nobody here is called 'Ada Vole'  [unknown-person]\n  = did you mean 'Ada Vale'?\n",
    )


def test_an_anonymous_person_is_forgotten_by_the_id_of_the_interview(cfdiag, tmp_path):
    desk = Desk(tmp_path)
    desk.many(3)
    path = tmp_path / "in" / "001.json"
    id_ = json.loads(path.read_text())["id"]
    assert cfdiag("person", "forget", id_, "in", "--yes").code == 0
    assert not path.exists()
    assert len(list((tmp_path / "in").glob("*.json"))) == 2


def test_redact_gives_the_same_code_to_a_name_in_every_file(cfdiag, tmp_path):
    desk = Desk(tmp_path)
    for number, name in ((1, "Ada Vale"), (2, "Bo Quist")):
        said = {"remark": {"status": "answered", "value": f"ada  vale met {name} and Advale."}}
        who = {"group": "customer", "name": name, "consent": "named"}
        desk.write(f"in/{number}.json", interview(number, respondent=who, answers=said))
    (tmp_path / "words.txt").write_text("Advale\n")
    shown = cfdiag("redact", "in", "--diff", "--words", "words.txt")
    assert shown.code == 0
    assert "- " in shown.out
    assert not list((tmp_path / "in").glob("*.redacted.json"))
    done = cfdiag("redact", "in", "--words", "words.txt")
    assert done.code == 0
    assert "Ada" not in done.out
    assert done.out.splitlines()[-3:] == ["P1: 4", "P2: 2", "P3: 2"]
    first = json.loads((tmp_path / "in/1.redacted.json").read_text())
    assert first["answers"]["remark"]["value"] == "P1 met P1 and P3."
    assert first["respondent"]["name"] == "P1"


def test_status_and_check_of_what_is_locked_and_what_is_kept_too_long(cfdiag, tmp_path, monkeypatch):
    pyrage = pytest.importorskip("pyrage")
    desk = Desk(tmp_path)
    key = pyrage.x25519.Identity.generate()
    (tmp_path / "key").write_text(str(key))
    (tmp_path / "interviews").mkdir()
    desk.write("engagement.yaml", "cfdiag: 1\nclient: Vale\nretention: {interviews: 180d}\n")
    for number in range(2):
        desk.write(f"interviews/{number}.json", interview(number))
    monkeypatch.setenv("CFDIAG_QUESTIONNAIRES", "qs")
    told = cfdiag("status", "--date", "2027-11-27", "--format", "json")
    trouble = json.loads(told.out)["trouble"]
    assert [each["code"] for each in trouble] == ["retention"]
    assert trouble[0]["text"] == "2 interviews are older than the 180 days that interviews are kept"
    assert "trouble" not in json.loads(cfdiag("status", "--date", "2026-12-01", "--format", "json").out)
    assert cfdiag("lock", "interviews", "--encrypt-to", str(key.to_public())).code == 0
    closed = json.loads(cfdiag("status", "--date", "2026-12-01", "--format", "json").out)
    assert (closed["locked"], closed.get("trouble")) == (2, None)
    assert "2 interviews are locked: --identity FILE" in cfdiag("status", "--date", "2026-12-01").out
    opened = json.loads(cfdiag("status", "--date", "2026-12-01", "--format", "json", "--identity", "key").out)
    assert "locked" not in opened
    assert sum(each["finished"] for each in opened["done"]) == 2
