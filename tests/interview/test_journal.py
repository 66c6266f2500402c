"""The journal: on disk before it counts; damage is refused or set aside, never silently another interview."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kits.interview import OPENED, Clock, events, interview, session, value

from cfdiag.formats.interview import read_interview
from cfdiag.ground.diagnostics import CfdiagError, fault
from cfdiag.ground.writing import create_atomically
from cfdiag.interview.days import in_days
from cfdiag.interview.drafts import drafts_of
from cfdiag.interview.events import (
    Answered,
    Draft,
    Entry,
    Event,
    Finished,
    ItemAdded,
    ItemRemoved,
    Opened,
    Reopened,
)
from cfdiag.interview.journal import finishing, journal
from cfdiag.interview.journal.completing import complete
from cfdiag.interview.journal.finishing import FinishedFile
from cfdiag.interview.journal.journal import Journal
from cfdiag.interview.journal.replay import encode_line, read_journal, replay
from cfdiag.interview.session import Refused, Session
from cfdiag.interview.start import Held
from cfdiag.model.interview import Answer, Interview


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "one.open.jsonl"


@pytest.fixture
def held(path: Path) -> Iterator[Session]:
    begun = session(store=Journal.create(path, interview(), OPENED))
    yield begun
    begun.close()


def small(held: Session) -> None:
    """An interview of a few lines, with something set aside and brought back."""
    held.do(Answered("a", value("yes")))
    held.do(Answered("b", value("two", note="naïve – “quotes”\n応答 🙂")))
    held.do(Draft("c", "half a tho"))
    held.do(Answered("a", value("no")))
    held.do(Answered("a", value("yes")))
    held.do(ItemAdded("things", "i1", "Other"))
    held.do(Answered("things/i1/t", Answer(status="unknown")))
    held.do(ItemRemoved("things", "i1"))


def code(error: pytest.ExceptionInfo[CfdiagError]) -> tuple[str, str]:
    diagnostic = error.value.diagnostics[0]
    return diagnostic.code, diagnostic.message


def test_every_event_is_a_line_of_json_with_its_number_and_checksum(held: Session, path: Path):
    small(held)
    lines = path.read_bytes().splitlines()
    assert len(lines) == 9
    assert all(line.startswith(b'{"crc":"') and f'"n":{n}'.encode() in line for n, line in enumerate(lines))
    assert b'"aside":["b"]' in lines[4]
    assert b'"back":["b"]' in lines[5]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_journal_is_read_without_its_questionnaire(held: Session, path: Path):
    small(held)
    assert read_journal(path.read_bytes(), "one") == held.interview
    assert replay(path.read_bytes(), "one").drafts == {("c", "value"): "half a tho"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(events, max_size=25), st.integers(0, 25))
def test_what_is_read_back_is_what_was_there(tmp_path_factory, sequence: list[Event], cut: int):
    """Over any sequence of events, with the session ended and taken up somewhere in the middle."""
    path = tmp_path_factory.mktemp("j") / "x.open.jsonl"
    held = session(store=Journal.create(path, interview(), OPENED))
    for n, event in enumerate(sequence):
        if n == cut and path.exists():
            drafts = held.drafts
            held.close()
            taken = Journal.take_up(path, OPENED)
            assert (taken.state.interview, taken.state.drafts) == (held.interview, drafts)
            held = Session(
                held.questionnaire, taken.state.interview, clock=Clock(), store=taken, drafts=drafts
            )
        if isinstance(event, (Finished, Reopened)):
            continue
        try:
            held.do(event)
        except Refused:
            continue
        assert read_journal(path.read_bytes(), "x") == held.interview
    held.close()


def test_every_truncation_is_a_state_that_was_there_and_its_torn_bytes_are_kept(held: Session, path: Path):
    states = [held.interview]
    do = held.do

    def noted(event: Event) -> None:
        do(event)
        states.append(held.interview)

    held.do = noted  # type: ignore[method-assign]
    small(held)
    data = path.read_bytes()
    ends = [n + 1 for n, byte in enumerate(data) if byte == 0x0A]
    for length in range(len(data)):
        whole = sum(end <= length for end in ends)
        if not whole:
            with pytest.raises(CfdiagError) as caught:
                replay(data[:length], "x")
            told = "cut off within its first line" if length else "empty"
            assert code(caught) == ("journal-empty", f"the journal is {told}")
            continue
        found = replay(data[:length], "x")
        assert found.interview == states[whole - 1]
        assert data[: found.end] + found.torn == data[:length]


def test_every_single_flipped_bit_is_refused_or_set_aside(held: Session, path: Path):
    small(held)
    data = path.read_bytes()
    last = data.rstrip(b"\n").rfind(b"\n") + 1
    refused = aside = 0
    for place in range(len(data)):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[place] ^= 1 << bit
            try:
                found = replay(bytes(flipped), "x")
            except CfdiagError as error:
                refused += error.diagnostics[0].code == "journal-damaged"
                place_told = error.diagnostics[0].location
                assert place_told is not None
                assert place_told.line in (data[:place].count(b"\n") + 1, data[:place].count(b"\n") + 2)
            else:
                assert place >= last, f"bit {bit} of byte {place} passed unseen"
                assert found.torn == bytes(flipped[last:])
                aside += 1
    assert refused + aside == 8 * len(data)
    assert aside > 0


@pytest.mark.parametrize(
    "spoil", [lambda n: n[:1] + n[2:], lambda n: n[:2] + n[1:], lambda n: [n[0], n[2], n[1], *n[3:]]]
)
def test_lines_left_out_doubled_or_moved_are_refused(held: Session, path: Path, spoil):
    small(held)
    lines = path.read_bytes().splitlines(keepends=True)
    with pytest.raises(CfdiagError) as caught:
        replay(b"".join(spoil(lines)), "x")
    assert code(caught) == (
        "journal-damaged",
        "the journal is damaged here: this line is not as it was written",
    )


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300).filter(lambda data: b"\0" not in data), st.integers(0, 3))
def test_bytes_of_any_kind_are_a_fault_or_torn_and_nothing_else(rubbish: bytes, lines: int):
    crc, data = 0, b""
    entries = [Entry(n=0, start=interview()), *(Entry(n=n, do=Draft("z", "x")) for n in (1, 2))][:lines]
    for entry in entries:
        line, crc = encode_line(entry, crc)
        data += line
    if b"\n" in rubbish or not lines:
        with pytest.raises(CfdiagError) as caught:
            replay(data + rubbish, "x")
        assert caught.value.diagnostics[0].code in ("journal-damaged", "journal-empty")
    else:
        assert replay(data + rubbish, "x").torn == rubbish


def test_a_torn_line_is_set_aside_in_a_file_beside_it(held: Session, path: Path):
    small(held)
    held.close()
    data = path.read_bytes()
    path.write_bytes(data + b'{"crc":"00')
    taken = Journal.take_up(path, OPENED)
    assert (taken.torn, taken.state.interview) == (10, held.interview)
    taken.close()
    torn = path.with_name("one.open.jsonl.torn")
    assert torn.read_bytes() == b'{"crc":"00\n'
    assert stat.S_IMODE(torn.stat().st_mode) == 0o600
    assert path.read_bytes().startswith(data)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_the_place_of_the_torn_line_is_a_fault_and_no_wait(held: Session, path: Path):
    small(held)
    held.close()
    path.write_bytes(path.read_bytes() + b'{"crc":"00')
    os.mkfifo(path.with_name("one.open.jsonl.torn"))
    with pytest.raises(CfdiagError) as caught:
        Journal.take_up(path, OPENED)
    assert [each.code for each in caught.value.diagnostics] == ["cannot-write"]


def test_bytes_that_never_arrived_before_a_power_cut_are_set_aside(held: Session, path: Path):
    small(held)
    data = path.read_bytes()
    assert replay(data + b"\0" * 90, "x").torn == b"\0" * 90
    assert replay(data + b"\0" * 90 + b'"}\n', "x").interview == held.interview


def test_damage_in_the_middle_is_refused_with_its_line_and_nothing_is_changed(held: Session, path: Path):
    small(held)
    held.close()
    data = path.read_bytes().replace(b'"key":"c"', b'"key":"e"')
    path.write_bytes(data)
    with pytest.raises(CfdiagError) as caught:
        Journal.take_up(path, OPENED)
    assert str(caught.value.diagnostics[0].location) == f"{path}:4:1"
    assert caught.value.diagnostics[0].hint == (
        "restore it from a backup, or keep a copy and delete from this line on: the lines before it are whole"
    )
    assert path.read_bytes() == data


def test_a_journal_of_a_newer_cfdiag_is_told_from_a_damaged_one():
    newer = Interview(
        format="cfdiag/interview@2",
        id="x",
        questionnaire=interview().questionnaire,
        respondent=interview().respondent,
        answers={},
    )
    with pytest.raises(CfdiagError) as caught:
        replay(encode_line(Entry(n=0, start=newer), 0)[0], "x")
    assert code(caught) == ("newer-format", "the journal is of a newer format than cfdiag/interview@1")


def test_a_second_session_is_told_who_holds_the_interview(held: Session, path: Path):
    before = path.read_bytes()
    with pytest.raises(CfdiagError) as caught:
        Journal.take_up(path, Opened(at="later", pid=1, host="other"))
    assert code(caught) == (
        "locked",
        "another session has this interview open: process 4711 on desk, since 2026-11-22T09:00:00Z",
    )
    with pytest.raises(CfdiagError) as caught:
        Journal.create(path, interview(), OPENED)
    assert caught.value.diagnostics[0].code == "locked"
    assert path.read_bytes() == before
    held.close()
    Journal.take_up(path, OPENED).close()


def test_links_and_what_is_no_file_are_refused(tmp_path: Path):
    link = tmp_path / "link.open.jsonl"
    link.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CfdiagError) as caught:
        Journal.create(link, interview(), OPENED)
    assert code(caught) == ("cannot-open", "cannot open the file: it is a link")
    assert not (tmp_path / "elsewhere").exists()
    pipe = tmp_path / "pipe.open.jsonl"
    os.mkfifo(pipe)
    for wrong in (pipe, Path("/dev/full")):
        with pytest.raises(CfdiagError) as caught:
            Journal.take_up(wrong, OPENED)
        assert code(caught) == ("cannot-open", "cannot open the file: it is no plain file")
    folder = tmp_path / "folder.open.jsonl"
    folder.mkdir()
    with pytest.raises(CfdiagError) as caught:
        Journal.take_up(folder, OPENED)
    assert code(caught) == ("cannot-open", "cannot open the file: Is a directory")


@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing/x.open.jsonl", "No such file or directory"), ("file/x.open.jsonl", "Not a directory")],
)
def test_a_folder_that_is_not_there_is_a_clear_message(tmp_path: Path, name: str, reason: str):
    (tmp_path / "file").write_text("")
    with pytest.raises(CfdiagError) as caught:
        Journal.create(tmp_path / name, interview(), OPENED)
    assert code(caught) == ("cannot-open", f"cannot open the file: {reason}")


def test_a_journal_is_not_begun_over_another(held: Session, path: Path):
    held.close()
    with pytest.raises(CfdiagError) as caught:
        Journal.create(path, interview(), OPENED)
    assert code(caught) == ("exists", "there is an unfinished interview of that name")


def test_a_beginning_that_died_is_begun_again(path: Path):
    path.write_bytes(b'{"crc":"12')
    Journal.create(path, interview(), OPENED).close()
    assert read_journal(path.read_bytes(), "x") == interview()
    assert path.with_name(path.name + ".torn").read_bytes() == b'{"crc":"12\n'


class Disk:
    """A disk that fails: after so many bytes, or when told to make them durable."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.room: int | None = None
        self.sync_fails = False
        write, sync = os.write, os.fdatasync

        def limited(handle: int, data: bytes) -> int:
            if self.room is None:
                return write(handle, data)
            if self.room == 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            done = write(handle, data[: self.room])
            self.room -= done
            return done

        def failing(handle: int) -> None:
            if self.sync_fails:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            sync(handle)

        monkeypatch.setattr(os, "write", limited)
        monkeypatch.setattr(os, "fdatasync", failing)


@pytest.mark.parametrize("room", [0, 1, 40])
def test_after_a_full_disk_the_journal_is_as_before_and_goes_on(
    held: Session, path: Path, monkeypatch: pytest.MonkeyPatch, room: int
):
    small(held)
    before, earlier = path.read_bytes(), held.interview
    disk = Disk(monkeypatch)
    disk.room = room
    with pytest.raises(CfdiagError) as caught:
        held.do(Answered("z", value("the answer that found no room")))
    assert code(caught) == ("cannot-write", "cannot write the file: No space left on device")
    assert path.read_bytes() == before
    assert held.interview is earlier
    disk.room = None
    held.do(Answered("z", value("again")))
    assert read_journal(path.read_bytes(), "x") == held.interview


def test_an_answer_that_could_not_be_made_durable_is_not_taken(
    held: Session, path: Path, monkeypatch: pytest.MonkeyPatch
):
    before = path.read_bytes()
    disk = Disk(monkeypatch)
    disk.sync_fails = True
    with pytest.raises(CfdiagError):
        held.do(Answered("z", value("x")))
    assert path.read_bytes() == before


def test_what_could_not_be_cut_off_at_once_is_cut_off_before_the_next_line(
    held: Session, path: Path, monkeypatch: pytest.MonkeyPatch
):
    disk = Disk(monkeypatch)
    disk.room = 20
    truncate = os.ftruncate
    monkeypatch.setattr(os, "ftruncate", lambda *_: (_ for _ in ()).throw(OSError(errno.EIO, "x")))
    with pytest.raises(CfdiagError):
        held.do(Answered("z", value("x")))
    monkeypatch.setattr(os, "ftruncate", truncate)
    disk.room = None
    held.do(Answered("z", value("y")))
    assert read_journal(path.read_bytes(), "x") == held.interview


def test_the_limit_on_the_size_of_files_is_a_clear_message(tmp_path: Path):
    """In a process of its own, since the limit holds for all of it."""
    program = f"""
import resource, sys
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
from pathlib import Path
from kits.interview import OPENED, interview, session, value
from cfdiag.ground.diagnostics import CfdiagError, fault
from cfdiag.interview.events import Answered
from cfdiag.interview.journal.journal import Journal
from cfdiag.interview.journal.replay import read_journal
path = Path({str(tmp_path / "x.open.jsonl")!r})
held = session(store=Journal.create(path, interview(), OPENED))
resource.setrlimit(resource.RLIMIT_FSIZE, (1500, resource.RLIM_INFINITY))
done = 0
try:
    for n in range(100):
        held.do(Answered("z", value("word " * n + ".")))
        done += 1
except CfdiagError as error:
    print(error.diagnostics[0].message, "|", error.diagnostics[0].hint)
assert done > 3
assert read_journal(path.read_bytes(), "x") == held.interview
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr) == (
        (
            "cannot write the file: File too large | the file-size limit is reached (ulimit -f);"
            " what was saved before is still there\n"
        ),
        "",
    )
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


def finishable(held: Session) -> None:
    for key, given_ in (("r2", 3), ("a", "no"), ("things/own/t", 4)):
        held.do(Answered(key, value(given_)))


def test_finishing_writes_the_file_in_order_and_takes_the_journal_away(
    held: Session, path: Path, tmp_path: Path
):
    finishable(held)
    held.do(Draft("z", "not accepted"))
    held.do(Finished())
    file = tmp_path / "one.json"
    assert [entry.name for entry in tmp_path.iterdir()] == ["one.json"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    saved = read_interview(file.read_bytes(), "one.json")
    assert list(saved.answers) == ["a", "r2", "things/own/t"]
    assert saved.answers == in_days(held.interview).answers
    assert drafts_of(saved) == {("z", "value"): "not accepted"}


def test_a_file_that_cannot_be_written_leaves_the_interview_open(
    held: Session, path: Path, monkeypatch: pytest.MonkeyPatch
):
    finishable(held)
    before = path.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise fault("cannot-write", "cannot write the file: No space left on device")

    monkeypatch.setattr(finishing, "create_atomically", full)
    with pytest.raises(CfdiagError):
        held.do(Finished())
    assert held.interview.finished is None
    assert path.read_bytes() == before
    monkeypatch.setattr(finishing, "create_atomically", create_atomically)
    held.do(Answered("z", value("later")))
    held.do(Finished())
    assert not path.exists()


def test_a_finished_interview_is_not_written_over_another(held: Session, path: Path, tmp_path: Path):
    finishable(held)
    (tmp_path / "one.json").write_text('{"id": "somebody else"}')
    with pytest.raises(CfdiagError) as caught:
        held.do(Finished())
    assert code(caught) == ("exists", "there is another file of the name that the finished interview gets")
    assert (tmp_path / "one.json").read_text() == '{"id": "somebody else"}'
    assert held.interview.finished is None


@pytest.mark.parametrize("written", [False, True])
def test_a_crash_between_the_last_line_and_the_end_is_made_good(
    held: Session, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, written: bool
):
    finishable(held)

    class Crash(BaseException):
        pass

    def crash(*_: object) -> None:
        raise Crash

    monkeypatch.setattr(Journal, "remove" if written else "finish", crash)
    with pytest.raises(Crash):
        held.do(Finished())
    monkeypatch.undo()
    held.close()
    assert path.exists()
    assert (tmp_path / "one.json").exists() is written
    taken = Journal.take_up(path, OPENED)
    finished = complete(taken, held.questionnaire if written else None)
    assert finished is not None
    assert [entry.name for entry in tmp_path.iterdir()] == ["one.json"]
    assert read_interview((tmp_path / "one.json").read_bytes(), "x") == finished


def test_an_unfinished_journal_has_nothing_to_complete(held: Session, path: Path):
    held.close()
    taken = Journal.take_up(path, OPENED)
    assert complete(taken, held.questionnaire) is None
    assert path.exists()
    taken.close()


def test_a_signal_between_the_bytes_of_a_line_leaves_a_journal_that_can_be_read(
    held: Session, path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Interrupted before, in the middle of, and after the write: the line counts when it is whole."""
    write = os.write
    for share in (0.0, 0.5, 1.0):

        def stopped(handle: int, data: bytes, share: float = share) -> int:
            write(handle, data[: int(len(data) * share)])
            raise KeyboardInterrupt

        monkeypatch.setattr(os, "write", stopped)
        with pytest.raises(KeyboardInterrupt):
            held.do(Answered("z", value(f"words {share}")))
        monkeypatch.setattr(os, "write", write)
        held.do(Answered("e", value(3)))
        found = read_journal(path.read_bytes(), "x")
        assert found.answers["e"].value == 3
        assert ("z" in found.answers) is (share == 1.0)


# --- accidents to a journal that is open: what a sync service, a tidy colleague or `git stash -u` do


def _edited(path: Path) -> None:
    """Saved by an editor, in the same length: another file of that name."""
    data = path.read_bytes().replace(b"two", b"one")
    path.unlink()
    path.write_bytes(data)


ACCIDENTS = {
    "deleted": lambda path: path.unlink(),
    "renamed": lambda path: path.rename(path.with_name("b.open.jsonl")),
    "replaced": _edited,
    "an older copy back": lambda path: (
        path.with_name("c").write_bytes(path.read_bytes()[:200]),
        path.with_name("c").replace(path),
    ),
    "truncated": lambda path: os.truncate(path, 100),
    "emptied": lambda path: os.truncate(path, 0),
    "a link in its place": lambda path: (path.rename(path.with_name("d")), path.symlink_to("d")),
}


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_a_journal_whose_file_is_gone_goes_on_in_a_new_one(held: Session, path: Path, accident: str):
    small(held)
    ACCIDENTS[accident](path)
    held.do(Answered("b", value("one")))
    new = path.with_name("one.2.open.jsonl")
    assert held.moved_to == new
    assert read_journal(new.read_bytes(), "new") == held.interview
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    held.do(Answered("b", value("two")))
    assert held.moved_to is None
    assert read_journal(new.read_bytes(), "new") == held.interview


def test_what_something_else_added_is_cut_off_again(held: Session, path: Path):
    held.do(Answered("a", value("yes")))
    with path.open("ab") as file:
        file.write(b"a line of another program\n")
    held.do(Answered("b", value("one")))
    assert held.moved_to is None
    assert read_journal(path.read_bytes(), "one") == held.interview


@pytest.mark.parametrize("accident", [*ACCIDENTS, "changed in place"])
def test_leaving_opens_the_file_anew_and_says_where_everything_is(path: Path, accident: str):
    journal_ = Journal.create(path, interview(), OPENED)
    begun = session(store=journal_)
    small(begun)
    if accident == "changed in place":
        with path.open("r+b") as file:
            file.seek(-10, os.SEEK_END)
            file.write(b"x")
    else:
        ACCIDENTS[accident](path)
    kept = Held(begun, journal_).leave()
    assert kept
    assert journal_.path == path.with_name("one.2.open.jsonl")
    assert read_journal(journal_.path.read_bytes(), "new") == begun.interview


def test_the_whole_folder_may_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path)
    begun = session(store=Journal.create(tmp_path / "in" / "one.open.jsonl", interview(), OPENED))
    shutil.rmtree(tmp_path / "in")
    begun.do(Answered("a", value("yes")))
    assert begun.moved_to == Path("one.2.open.jsonl")
    assert read_journal(begun.moved_to.read_bytes(), "new") == begun.interview


def test_where_no_new_file_can_be_made_the_answer_is_not_taken(
    held: Session, path: Path, monkeypatch: pytest.MonkeyPatch
):
    held.do(Answered("a", value("yes")))
    path.unlink()
    with monkeypatch.context() as patched:
        patched.setattr(
            journal, "open_locked", lambda *_: (_ for _ in ()).throw(fault("cannot-open", "full"))
        )
        with pytest.raises(CfdiagError, match="full"):
            held.do(Answered("b", value("one")))
    assert "b" not in held.interview.answers
    held.do(Answered("b", value("two")))
    assert held.moved_to == path.with_name("one.2.open.jsonl")
    assert read_journal(held.moved_to.read_bytes(), "new") == held.interview


def test_what_took_the_journals_name_is_not_removed_with_it(held: Session, path: Path):
    path.rename(path.with_name("moved"))
    path.write_text("somebody else's")
    journal_ = held._store
    assert isinstance(journal_, Journal)
    journal_.remove()
    assert path.read_text() == "somebody else's"


def test_a_name_that_is_taken_at_the_last_moment_is_not_written_over(path: Path, tmp_path: Path):
    file = tmp_path / "one.json"
    file.write_text("{}")
    with pytest.raises(CfdiagError, match="another file of the name"):
        FinishedFile(file).write(interview())
    assert file.read_text() == "{}"
