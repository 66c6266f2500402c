"""A sealed journal: the same interview to the holder of the key, nothing to anybody else, damage refused."""

from __future__ import annotations

import base64
import zlib
from pathlib import Path

import msgspec
import pyrage
import pytest
from kits.interview import OPENED, Clock, branches, interview, session, value

from cfdiag.formats.interview import read_interview
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.sealing import Keys, Seal
from cfdiag.interview.events import Answered, Draft
from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.entry import PageEntry
from cfdiag.interview.face.presenter import Presenter
from cfdiag.interview.flow import progress, steps
from cfdiag.interview.journal.journal import Journal
from cfdiag.interview.journal.replay import cut_off, read_journal, replay
from cfdiag.interview.journal.sealed import decode_sealed_line
from cfdiag.interview.session import Session

KEY = pyrage.x25519.Identity.generate()
SEAL = Seal([str(KEY.to_public())])
KEYS = Keys((str(KEY),), "key")
TYPED = ("xylophone", "Zanzibar", "half a thought")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "one.open.jsonl"


def begun(path: Path) -> Session:
    held = session(store=Journal.create(path, interview(), OPENED, SEAL))
    held.do(Answered("a", value("yes")))
    held.do(Answered("b", value("two", note=TYPED[0])))
    held.do(Draft("c", TYPED[2]))
    return held


def test_who_has_the_key_reads_what_was_said_and_what_was_typed(path):
    held = begun(path)
    found = replay(path.read_bytes(), "x", KEYS)
    assert found.interview == held.interview
    assert found.drafts == held.drafts
    assert found.to == SEAL.words
    held.close()


def test_nothing_that_was_said_is_in_the_file_and_no_line_tells_its_length(path):
    held = begun(path)
    data = path.read_bytes()
    assert [word for word in TYPED if word.encode() in data] == []
    head, *lines = data.splitlines()
    assert msgspec.json.decode(head) == {
        "format": "cfdiag/sealed@1",
        "to": list(SEAL.words),
        "questionnaire": "branches",
        "id": held.interview.id,
    }
    assert [sorted(msgspec.json.decode(line)) for line in lines] == [["age", "crc", "n"]] * 4
    # age adds a random length of its own; what is sealed is of whole blocks.
    inner = [KEYS.opened(base64.b64decode(msgspec.json.decode(line)["age"]), "x") for line in lines]
    assert {len(each) % 256 for each in inner} == {0}
    assert len(inner[1]) == len(inner[2])
    held.close()


@pytest.mark.parametrize("keys", [Keys(), Keys((str(pyrage.x25519.Identity.generate()),), "other")])
def test_nobody_else_reads_it(path, keys):
    begun(path).close()
    with pytest.raises(CfdiagError) as error:
        read_journal(path.read_bytes(), "one", keys)
    assert [d.code.value for d in error.value.diagnostics] == ["wrong-key" if keys.words else "sealed"]


def test_a_line_is_as_it_was_written_to_the_last_bit():
    sealed = b"x\r"  # of two bytes: the last two bits of the third sign stand for nothing
    line = b'{"n":1,"crc":"%08x","age":"%s"}\n' % (zlib.crc32(sealed), base64.b64encode(sealed))
    assert decode_sealed_line(line, 1, 0) is not None
    at = line.index(b'0="')
    assert decode_sealed_line(line[:at] + bytes((line[at] ^ 1,)) + line[at + 1 :], 1, 0) is None


def test_every_cut_and_every_changed_byte_is_refused_or_leaves_whole_lines(path):
    held = begun(path)
    data = path.read_bytes()
    whole = [0, *(n + 1 for n, byte in enumerate(data) if byte == 10)]
    states = [replay(data[:end], "x", KEYS).interview for end in whole[2:]]
    for end in range(0, len(data), 7):
        found = read(data[:end])
        assert (found is None) == (end < whole[2])
        if found is not None:
            assert found.interview in states
            assert (cut_off(found, "x") is not None) == (end not in whole)
    for at in range(0, len(data), 11):
        found = read(data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :])
        # Only where its end is gone can the last line look like one that was never written whole.
        assert found is None or (found.torn and found.interview in states[:-1])
    held.close()


def read(data):
    try:
        return replay(data, "x", KEYS)
    except CfdiagError:
        return None


def test_a_torn_line_is_cut_off_and_kept_nowhere(path, tmp_path):
    begun(path).close()
    with path.open("ab") as file:
        file.write(b'{"n":4,"crc":"0000')
    journal = Journal.take_up(path, OPENED, KEYS)
    assert journal.torn
    journal.close()
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_head_alone_was_never_an_interview_and_is_begun_over(path):
    begun(path).close()
    head = path.read_bytes().split(b"\n")[0] + b"\n"
    path.write_bytes(head)
    begun(path).close()
    assert replay(path.read_bytes(), "x", KEYS).lines == 4


def test_finished_it_is_one_sealed_file_and_reopened_it_stays_one(path, tmp_path):
    held = begun(path)
    held.close()
    journal = Journal.take_up(path, OPENED, KEYS)
    journal.finish(held.interview, {})
    assert [each.name for each in tmp_path.iterdir()] == ["one.json.age"]
    data = (tmp_path / "one.json.age").read_bytes()
    assert read_interview(KEYS.opened(data, "x"), "x").answers["b"].note == TYPED[0]


def test_a_file_in_the_clear_that_is_reopened_locked_does_not_stay_beside_it(path, tmp_path):
    clear = session(store=Journal.create(path, interview(), OPENED))
    clear.do(Answered("a", value("yes")))
    clear.close()
    Journal.take_up(path, OPENED).finish(clear.interview, {})
    assert [each.name for each in tmp_path.iterdir()] == ["one.json"]
    saved = read_interview((tmp_path / "one.json").read_bytes(), "x")
    Journal.create(path, saved, OPENED, SEAL).finish(saved, {})
    assert [each.name for each in tmp_path.iterdir()] == ["one.json.age"]


def test_another_interview_of_that_name_is_never_written_over(path, tmp_path):
    other = msgspec.structs.replace(interview(), id="0197a000-0000-7000-8000-000000000009")
    (tmp_path / "one.json.age").write_bytes(SEAL.sealed(msgspec.json.encode(other)))
    held = begun(path)
    held.close()
    journal = Journal.take_up(path, OPENED, KEYS)
    with pytest.raises(CfdiagError) as error:
        journal.finish(held.interview, {})
    assert error.value.diagnostics[0].code.value == "exists"
    journal.close()
    assert path.exists()


def test_no_editor_is_offered_where_it_would_keep_the_text_in_a_file():
    q = branches()
    iv = interview(q)
    step = next(each for each in steps(q, iv) if each.question is not None and each.question.type == "text")
    known = (q, iv, progress(q, iv), {})
    entries = [PageEntry.of(step, None, {})]
    open_, locked = (
        Presenter(*known, today=Clock()().date(), without=without).question(entries)
        for without in (frozenset(), frozenset({Act.EDITOR}))
    )
    assert open_.actions - locked.actions == {Act.EDITOR}
