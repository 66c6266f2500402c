"""Forgetting somebody: what others wrote stays, what does not open is named, what was locked stays locked."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import zipfile

import msgspec
import pyrage
import pytest
from kits.batch import Desk, interview
from kits.command import runner
from kits.interview import OPENED
from kits.interview import interview as begun

from cfdiag.formats.interview import read_interview
from cfdiag.ground.sealing import Keys, Seal, is_sealed
from cfdiag.interview.events import InterviewerSet
from cfdiag.interview.journal.journal import Journal
from cfdiag.interview.journal.replay import read_journal
from cfdiag.model.interview import Answer, TakenFrom

KEY = pyrage.x25519.Identity.generate()
SEAL = Seal([str(KEY.to_public())])
KEYS = Keys((str(KEY),), "key")
NAME = "Ada Vale"
ADA = {"group": "customer", "name": NAME, "consent": "named"}
NOTES = "Phone Ada Vale after the summer.\nThe cfdiag report is due in May, and the boiler in June.\n"


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path):
    return runner(capsys, monkeypatch, tmp_path)


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.write("in/a.json", interview(1, respondent=ADA))
    (tmp_path / "key").write_text(str(KEY))
    return desk


def forgets(cfdiag, *flags):
    return cfdiag("person", "forget", NAME, "in", "--yes", *flags)


def test_notes_that_speak_of_cfdiag_lose_the_name_and_nothing_else(cfdiag, desk, tmp_path):
    desk.write("in/notes.txt", NOTES)
    desk.write("in/notes.md", NOTES)
    with zipfile.ZipFile(tmp_path / "in/notes.docx", "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("docProps/core.xml", "<dc:title>my cfdiag notes</dc:title>")
        parts.writestr("word/document.xml", f"<w:t>{NAME}</w:t>")
    done = forgets(cfdiag)
    assert done.code == 1
    assert done.out.splitlines()[-2:] == [
        "Look yourself",
        "  in/notes.docx: leads to them, and cfdiag did not make it",
    ]
    for name in ("notes.txt", "notes.md"):
        assert (tmp_path / "in" / name).read_text() == NOTES.replace(NAME, "(forgotten)")
    assert (tmp_path / "in/notes.docx").is_file()


def test_what_cfdiag_made_goes_by_what_it_says_of_itself(cfdiag, desk, tmp_path):
    pages = {
        "page.html": f'<html><meta name="generator" content="cfdiag"><p>{NAME}</p></html>',
        "words.json": json.dumps({"format": "cfdiag/comments@1", "who": NAME}, indent=1),
        "plan.ics": f"BEGIN:VCALENDAR\r\nPRODID:-//cfdiag//plan//EN\r\nSUMMARY:{NAME}\r\n",
        "r.md": f"# Plan\n\n{NAME}\n\ncfdiag 0.2.0, seed 0\n",
    }
    for name, text in pages.items():
        desk.write(f"in/{name}", text)
    done = forgets(cfdiag)
    assert done.code == 0, done.err
    assert [path.name for path in (tmp_path / "in").iterdir()] == [".cfdiag-forgotten.jsonl"]


def zstandard():
    return pytest.importorskip("zstandard")


def zipped(data):
    return zstandard().ZstdCompressor().compress(data)


def rows(data, folder):
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    parquet.write_table(arrow.table({"interview": data.decode().splitlines()}), folder / "rows")
    return (folder / "rows").read_bytes()


PACKED = {"jsonl.gz": gzip.compress, "json.gz": gzip.compress, "jsonl.zst": zipped, "txt.gz": gzip.compress}
UNPACKED = {"gz": gzip.decompress, "zst": lambda data: zstandard().ZstdDecompressor().decompress(data)}


def lines_of(ending, *interviews):
    """Interviews as the file of that ending holds them."""
    encoded = [json.dumps(each).encode() for each in interviews]
    if ending == "txt.gz":
        return NOTES.encode() + b"\n".join(encoded)
    return b"[" + b", ".join(encoded) + b"]" if ending == "json.gz" else b"\n".join(encoded) + b"\n"


@pytest.mark.parametrize("locked", [False, True], ids=["clear", "locked"])
@pytest.mark.parametrize("ending", PACKED)
def test_what_is_compressed_loses_them_and_stays_compressed(cfdiag, desk, tmp_path, ending, locked):
    told = {"remark": {"status": "answered", "value": f"Ask {NAME} about it."}}
    mixed = lines_of(ending, interview(2, respondent=ADA), interview(4, answers=told))
    suffix = ".age" if locked else ""
    for name, held in (("mixed", mixed), ("others", lines_of(ending, interview(5)))):
        data = PACKED[ending](held.replace(NAME.encode(), b"Bo Quist") if name == "others" else held)
        path = tmp_path / f"in/{name}.{ending}{suffix}"
        path.write_bytes(SEAL.sealed(data) if locked else data)
    others = (tmp_path / f"in/others.{ending}{suffix}").read_bytes()
    done = forgets(cfdiag, "--identity", "key")
    assert (done.code, "Forgotten." in done.err) == (0, True), done.out + done.err
    assert (tmp_path / f"in/others.{ending}{suffix}").read_bytes() == others
    after = (tmp_path / f"in/mixed.{ending}{suffix}").read_bytes()
    assert is_sealed(after) is locked
    left = UNPACKED[ending.rpartition(".")[2]](KEYS.opened(after, "x"))
    assert NAME.encode() not in left
    assert b"000000000004" in left
    if ending != "txt.gz":
        assert b"000000000002" not in left


def test_a_file_that_is_called_by_their_name_is_told(cfdiag, desk, tmp_path):
    desk.write("in/theirs/ada-vale.json", interview(3, respondent=ADA))
    desk.write("in/Ada Vale/minutes.txt", "The lift was late.\n")
    (tmp_path / "in/ADA_VALE.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    desk.write("in/canada-valeria.txt", "Oranges.\n")
    done = forgets(cfdiag)
    assert done.code == 1
    why = "its name names them: call it something else"
    assert done.out.partition("Look yourself\n")[2].splitlines() == [
        f"  in/ADA_VALE.png: {why}",
        f"  in/Ada Vale/minutes.txt: {why}",
    ]
    assert not (tmp_path / "in/theirs/ada-vale.json").exists()
    assert "canada" not in done.err


def test_what_is_compressed_and_damaged_is_named(cfdiag, desk, tmp_path):
    (tmp_path / "in/cut.jsonl.gz").write_bytes(gzip.compress(NAME.encode() * 99)[:-9])
    done = forgets(cfdiag)
    assert done.code == 1
    assert "  in/cut.jsonl.gz: cannot be searched, and may hold what they said\n" in done.out


def test_rows_are_looked_into_and_left_to_a_hand(cfdiag, desk, tmp_path):
    theirs, others = (
        b"".join(json.dumps(interview(n, **more)).encode() + b"\n" for n in numbers)
        for numbers, more in (((2, 3), {"respondent": ADA}), ((4, 5), {}))
    )
    (tmp_path / "in/theirs.parquet").write_bytes(rows(theirs, tmp_path))
    (tmp_path / "in/others.parquet").write_bytes(rows(others, tmp_path))
    done = forgets(cfdiag)
    assert done.code == 1
    assert "  in/theirs.parquet: leads to them: take them out, and write it anew\n" in done.out
    assert "others.parquet" not in done.out + done.err
    assert "in/theirs.parquet: still leads to them; look yourself" in done.err
    assert "Forgotten." not in done.err


def test_an_archive_and_whatever_else_is_no_text_are_named(cfdiag, desk, tmp_path):
    with zipfile.ZipFile(tmp_path / "in/all.zip", "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("a.json", json.dumps(interview(1, respondent=ADA)))
    (tmp_path / "in/old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NAME.encode("utf-16-le"))
    (tmp_path / "in/base.db").write_bytes(b"SQLite\0" + NAME.encode("utf-16-le"))
    (tmp_path / "in/logo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    done = forgets(cfdiag)
    assert done.code == 1
    named = done.out.partition("Look yourself\n")[2].splitlines()
    assert [line.partition(":")[0].strip() for line in named] == [
        "in/all.zip",
        "in/base.db",
        "in/old.doc",
    ]


@pytest.mark.parametrize("seal", [None, SEAL], ids=["clear", "locked"])
def test_another_s_journal_loses_what_it_took_over_and_the_name(cfdiag, desk, tmp_path, seal):
    first = interview(1, respondent=ADA, items={"accounts": {"x1": "Weir & Sons, the mill"}})
    desk.write("in/a.json", first)
    taken = TakenFrom(id=first["id"], answers={"a": Answer(status="answered", value=3)})
    other = msgspec.structs.replace(begun(), items=first["items"], taken_from={"accounts": taken})
    path = tmp_path / "in/b.open.jsonl"
    journal = Journal.create(path, other, OPENED, seal)
    journal.append(InterviewerSet(f"{NAME} herself"), (), ())
    journal.close()
    done = forgets(cfdiag, "--identity", "key")
    assert done.code == 0, done.err + done.out
    after = read_journal(path.read_bytes(), "b", KEYS)
    assert after.taken_from == {}
    assert after.items == {"accounts": {"x1": "(forgotten)"}}
    assert after.interviewer == "(forgotten) herself"


def test_a_locked_journal_that_only_names_them_is_found(cfdiag, desk, tmp_path):
    path = tmp_path / "in/b.open.jsonl"
    journal = Journal.create(path, begun(), OPENED, SEAL)
    journal.append(InterviewerSet(NAME), (), ())
    journal.append(InterviewerSet("Bo Quist"), (), ())
    journal.close()
    assert forgets(cfdiag, "--identity", "key").code == 0
    opened = read_journal(path.read_bytes(), "b", KEYS)
    assert opened.interviewer == "Bo Quist"
    again = cfdiag("person", "forget", NAME, "in", "--identity", "key")
    assert (again.code, "unknown-person" in again.err) == (2, True)


def test_what_was_locked_whole_under_any_name_is_locked_again(cfdiag, desk, tmp_path):
    told = {"remark": {"status": "answered", "value": f"Ask {NAME}."}}
    path = tmp_path / "in/b.json"
    path.write_bytes(SEAL.sealed(json.dumps(interview(2, answers=told)).encode()))
    assert forgets(cfdiag, "--identity", "key").code == 0
    assert is_sealed(path.read_bytes())
    after = read_interview(KEYS.opened(path.read_bytes(), "b"), "b")
    assert after.answers["remark"].value in ("Ask (forgotten).", "(forgotten)")


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no ssh-keygen here")
def test_a_key_that_nothing_can_be_locked_for_again_changes_nothing(cfdiag, desk, tmp_path):
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "ssh")],
        check=True,
    )
    seal = Seal([(tmp_path / "ssh.pub").read_text().strip()])
    told = {"remark": {"status": "answered", "value": f"Ask {NAME}."}}
    path = tmp_path / "in/b.json.age"
    path.write_bytes(seal.sealed(json.dumps(interview(2, answers=told)).encode()))
    before = path.read_bytes()
    said = (
        "error: nobody is named who could open the locked files again  [no-recipient]\n"
        "  = --encrypt-to age1…, the public key; or recipients: [age1…] in engagement.yaml\n"
    )
    done = forgets(cfdiag, "--identity", "ssh")
    assert (done.code, done.err) == (2, said)
    assert sorted(each.name for each in (tmp_path / "in").iterdir()) == ["a.json", "b.json.age"]
    again = cfdiag(
        *("interview", "--resume", "in/b.json.age", "--identity", "ssh", "--accessible"),
        *("--questionnaires", "qs"),
        stdin=b"",
    )
    assert (again.code, again.err) == (2, said)
    assert path.read_bytes() == before
    assert sorted(each.name for each in (tmp_path / "in").iterdir()) == ["a.json", "b.json.age"]
