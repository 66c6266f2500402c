"""Beginning and taking up: names, folders, locks, changed questionnaires, reopening."""

from __future__ import annotations

from pathlib import Path

import pytest
from kits.interview import OPENED, SOURCE, Clock, interview, library_folder, value

from cfdiag.formats.interview import read_interview
from cfdiag.formats.library import Library
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.interview.events import Answered, Finished
from cfdiag.interview.start import Held, start, take_up, target
from cfdiag.interview.unfinished import unfinished
from cfdiag.model.interview import Interview


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library([library_folder(tmp_path / "questionnaires")])


def begun(library: Library, folder: Path) -> Held:
    q = library.get("branches")
    return start(q, interview(q), folder / "one.json", OPENED, Clock())


def answered_and_left(library: Library, folder: Path) -> None:
    held = begun(library, folder)
    held.session.do(Answered("a", value("yes")))
    held.leave()


def again(path: Path, library: Library) -> Held:
    held = take_up(path, library, OPENED, Clock())
    assert isinstance(held, Held)
    return held


def finish(held: Held) -> None:
    for key, given in (("a", "no"), ("r2", 3), ("things/own/t", 4)):
        held.session.do(Answered(key, value(given)))
    held.session.do(Finished())


def told(error: pytest.ExceptionInfo[CfdiagError]) -> tuple[str, str]:
    return error.value.diagnostics[0].message, error.value.diagnostics[0].hint


@pytest.mark.parametrize(
    ("output", "file"),
    [
        ("", "here/n.json"),
        ("mine.json", "mine.json"),
        ("here", "here/n.json"),
        ("here/", "here/n.json"),
        ("x.open.jsonl", "x.json"),
    ],
)
def test_where_an_interview_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str, file: str):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here").mkdir()
    assert target(output, Path("here"), "n") == Path(file)


def test_a_folder_that_is_named_with_a_slash_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert target("trial/", Path(), "n") == Path("trial/n.json")
    assert Path("trial").is_dir()
    Path("file").write_text("")
    with pytest.raises(CfdiagError):
        target("file/", Path(), "n")


def test_where_an_interview_cannot_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.json").write_text("{}")
    for output, message, hint in (
        (
            "nowhere",
            "there is no such folder, and the name of an interview's file ends in .json",
            "--output nowhere.json, or make the folder first",
        ),
        (
            "out.jsonl",
            "there is no such folder, and the name of an interview's file ends in .json",
            "--output out.json, or make the folder first",
        ),
        ("nowhere/x.json", "the folder for the interview is not there", "make it first: mkdir nowhere"),
        (
            "there.json",
            "there is a file of that name already",
            "reopen it with --resume there.json, or choose another --output",
        ),
    ):
        with pytest.raises(CfdiagError) as caught:
            target(output, Path(), "n")
        assert told(caught) == (message, hint)


def test_going_on_with_an_interview_by_either_of_its_names(library: Library, tmp_path: Path):
    held = begun(library, tmp_path)
    held.session.do(Answered("a", value("yes")))
    held.session.keep_draft("z", "half")
    assert held.leave()
    for name in ("one.open.jsonl", "one.json"):
        more = again(tmp_path / name, library)
        assert more.session.interview.answers["a"].value == "yes"
        assert more.session.notices == []
        assert not more.reopened
        assert more.leave()


def test_a_finished_interview_is_reopened_and_finished_again(library: Library, tmp_path: Path):
    held = begun(library, tmp_path)
    finish(held)
    held.leave()
    more = again(tmp_path / "one.json", library)
    assert more.reopened
    assert more.session.interview.finished is None
    more.session.do(Answered("z", value("one thing more")))
    assert (tmp_path / "one.json").exists()
    more.session.do(Finished())
    assert more.leave()
    saved = read_interview((tmp_path / "one.json").read_bytes(), "x")
    assert saved.answers["z"].value == "one thing more"
    assert saved.id == held.session.interview.id
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["one.json"]


def test_a_reopened_interview_that_nobody_changed_stays_finished(library: Library, tmp_path: Path):
    held = begun(library, tmp_path)
    finish(held)
    held.leave()
    before = (tmp_path / "one.json").read_bytes()
    assert again(tmp_path / "one.json", library).leave() is False
    assert (tmp_path / "one.json").read_bytes() == before
    assert not (tmp_path / "one.open.jsonl").exists()


def test_a_reopened_interview_that_was_changed_and_left_stays_open(library: Library, tmp_path: Path):
    held = begun(library, tmp_path)
    finish(held)
    held.leave()
    more = again(tmp_path / "one.json", library)
    more.session.do(Answered("z", value("later")))
    assert more.leave()
    once_more = again(tmp_path / "one.json", library)
    assert once_more.session.interview.answers["z"].value == "later"
    assert once_more.leave()  # what was changed before is still waiting
    assert (tmp_path / "one.open.jsonl").exists()


def test_drafts_that_were_left_when_it_was_finished_are_there_when_it_is_reopened(
    library: Library, tmp_path: Path
):
    held = begun(library, tmp_path)
    held.session.keep_draft("z", "unsaid")
    finish(held)
    held.leave()
    more = again(tmp_path / "one.json", library)
    assert more.session.draft("z") == "unsaid"
    more.leave()


def test_a_crash_while_finishing_is_made_good_when_it_is_taken_up(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    held = begun(library, tmp_path)
    monkeypatch.setattr(held.journal, "finish", lambda *_: None)
    finish(held)
    held.session.close()
    done = take_up(tmp_path / "one.json", library, OPENED, Clock())
    assert isinstance(done, Interview)
    assert read_interview((tmp_path / "one.json").read_bytes(), "x").finished == done.finished
    assert not (tmp_path / "one.open.jsonl").exists()


def test_a_questionnaire_that_has_changed_is_told_and_answers_go_by_id(library: Library, tmp_path: Path):
    held = begun(library, tmp_path)
    for key, given in (("a", "yes"), ("b", "two"), ("c", "why"), ("e", 9)):
        held.session.do(Answered(key, value(given)))
    held.leave()
    changed = (
        SOURCE.replace("version: 1.0.0", "version: 1.1.0")
        .replace("max: 10, ask", "max: 5, ask")
        .replace("two: Two}", "three: Three}")
        .replace('when: b == "two"', 'when: b == "three"')
    )
    newer = Library([library_folder(tmp_path / "questionnaires", changed)])
    more = again(tmp_path / "one.json", newer)
    assert more.session.notices == [
        "The questionnaire has changed since this interview began (version 1.0.0, now 1.1.0).",
        "Answers that no longer fit: 3. They are kept aside, and come back if their questions do.",
    ]
    assert set(more.session.interview.answers) == {"a"}
    assert set(more.session.interview.set_aside) == {"b", "c", "e"}
    assert more.session.interview.questionnaire.version == "1.1.0"
    more.leave()
    back = again(tmp_path / "one.json", library)
    assert set(back.session.interview.answers) == {"a", "b", "c", "e"}
    back.leave()


def test_a_torn_line_is_told(library: Library, tmp_path: Path):
    answered_and_left(library, tmp_path)
    path = tmp_path / "one.open.jsonl"
    path.write_bytes(path.read_bytes() + b'{"crc":"abc')
    held = again(path, library)
    assert held.session.notices == [
        "The last line was never written whole; it is kept in one.open.jsonl.torn."
    ]
    held.leave()


def test_what_cannot_be_taken_up(library: Library, tmp_path: Path):
    answered_and_left(library, tmp_path)
    (tmp_path / "one.yaml").write_text("format: cfdiag/interview@1\n")
    for name, message, hint in (
        ("onne.open.jsonl", "there is no such interview", "did you mean 'one.open.jsonl'?"),
        ("one.yaml", "an interview in YAML can be scored, not gone on with", "save it as JSON"),
    ):
        with pytest.raises(CfdiagError) as caught:
            take_up(tmp_path / name, library, OPENED, Clock())
        assert told(caught) == (message, hint)


def test_a_questionnaire_that_is_not_at_hand_makes_nothing(library: Library, tmp_path: Path):
    held = begun(library, tmp_path)
    finish(held)
    held.leave()
    with pytest.raises(CfdiagError) as caught:
        take_up(tmp_path / "one.json", Library(), OPENED, Clock())
    assert caught.value.diagnostics[0].code == "unknown-questionnaire"
    assert not (tmp_path / "one.open.jsonl").exists()


def test_a_group_that_is_gone_is_told(library: Library, tmp_path: Path):
    answered_and_left(library, tmp_path)
    gone = Library([library_folder(tmp_path / "other", SOURCE.replace("inside", "insider"))])
    with pytest.raises(CfdiagError) as caught:
        take_up(tmp_path / "one.json", gone, OPENED, Clock())
    assert told(caught) == (
        "the questionnaire branches has no group 'inside' any more",
        "did you mean 'insider'?",
    )
    again(tmp_path / "one.json", library).leave()  # the lock was let go


def test_unfinished_interviews_are_listed_and_broken_ones_left_out(library: Library, tmp_path: Path):
    answered_and_left(library, tmp_path)
    (tmp_path / "broken.open.jsonl").write_text("nothing\n")
    assert [entry.path.name for entry in unfinished(tmp_path)] == ["one.open.jsonl"]
    assert unfinished(tmp_path / "nowhere") == []


def test_the_text_is_kept_by_its_hash_before_there_is_a_journal(library: Library, tmp_path: Path):
    kept = tmp_path / "kept"
    q = library.get("branches")
    for name in ("a", "b"):
        held = start(q, interview(q), tmp_path / f"{name}.json", OPENED, Clock(), kept=kept)
        held.session.do(Answered("a", value("yes")))
        held.leave()
    (copy,) = kept.iterdir()
    assert copy.name == f"branches-{q.sha256[:12]}.yaml"
    assert copy.read_bytes() == Path(q.file).read_bytes()
    newer = Library([library_folder(tmp_path / "newer", SOURCE.replace("1.0.0", "1.1.0"))], kept=[kept])
    assert newer.get("branches").version == "1.1.0"
    assert newer.get("branches", "1.0.0", q.sha256).sha256 == q.sha256
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(CfdiagError):
        start(q, interview(q), tmp_path / "c.json", OPENED, Clock(), kept=blocked)
    assert not (tmp_path / "c.open.jsonl").exists()


def test_an_interview_without_an_answer_is_not_kept_and_leaves_nothing(library: Library, tmp_path: Path):
    q, folder = library.get("branches"), tmp_path / "in"
    folder.mkdir()
    held = start(q, interview(q), folder / "one.json", OPENED, Clock(), kept=folder / "kept")
    assert held.leave() is False
    assert list(folder.iterdir()) == []


def test_what_was_only_typed_is_kept_and_so_is_a_line_that_was_torn(library: Library, tmp_path: Path):
    held = begun(library, tmp_path)
    held.session.keep_draft("z", "half a sen")
    assert held.leave()
    path = tmp_path / "one.open.jsonl"
    assert again(path, library).leave()
    (tmp_path / "two").mkdir()
    begun(library, tmp_path / "two").session.close()  # killed: what it says of itself stays
    torn = tmp_path / "two" / "one.open.jsonl"
    torn.write_bytes(torn.read_bytes() + b'{"crc":"abc')
    assert again(torn, library).leave()
    assert torn.exists()


def test_a_text_that_another_interview_rests_on_by_now_is_kept(library: Library, tmp_path: Path):
    q, folder = library.get("branches"), tmp_path / "in"
    folder.mkdir()
    first = start(q, interview(q), folder / "one.json", OPENED, Clock(), kept=folder / "kept")
    second = start(q, interview(q), folder / "two.json", OPENED, Clock(), kept=folder / "kept")
    assert first.leave() is False
    assert len(list((folder / "kept").iterdir())) == 1
    second.session.do(Answered("a", value("yes")))
    assert second.leave()
