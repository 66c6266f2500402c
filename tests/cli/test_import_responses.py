"""`cfdiag import` of responses that the one-file form saved, alone, mailed as text, or a folder of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.responses import QUESTIONNAIRE

from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.formats.response import encode_block


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "tryout.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (tmp_path / "engagement.yaml").write_text("cfdiag: 1\nclient: Acme\n", encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def response(code: str = "K7QX2MWP", **changes: object) -> bytes:
    """A response to the questionnaire as it stands."""
    text = QUESTIONNAIRE.encode()
    held = {
        "format": "cfdiag/response@1",
        "questionnaire": {
            "id": "tryout", "version": "1.0.0", "sha256": read_questionnaire(text, "tryout.yaml").sha256,
        },
        "group": "internal", "language": "nl", "organisation": "Acme", "account": None, "code": code,
        "date": "2026-11-26", "consent": "counted", "name": None, "session": None, "items": {},
        "answers": {
            "quick": {"status": "answered", "value": 4}, "again": {"status": "answered", "value": "yes"},
        },
    }  # fmt: skip
    return json.dumps({**held, **changes}).encode()


def interviews(folder: Path) -> list[dict[str, object]]:
    """What was written."""
    return [json.loads(file.read_bytes()) for file in sorted((folder / "interviews").glob("*.json"))]


def test_a_folder_of_responses_becomes_interviews_that_pass_check(cfdiag: Command, tmp_path: Path) -> None:
    folder = tmp_path / "back"
    folder.mkdir()
    (folder / "one.json").write_bytes(response())
    (folder / "two.json").write_bytes(response("ABCDEFGH", session="AUTUMN", name="Ada Vale"))
    mailed = (
        "Hello,\n\n> "
        + encode_block(response("23456789", session="AUTUMN")).replace("\n", " \r\n> ")
        + "\nBye"
    )
    (folder / "mail.txt").write_text(mailed, encoding="utf-8")
    (folder / "notes.txt").write_text("nothing to do with it", encoding="utf-8")
    done = cfdiag("import", "back", "--questionnaire", "tryout", "--format", "json")
    assert (done.code, done.err) == (0, "")
    report = json.loads(done.out)
    assert (report["profile"], report["responses"], report["imported"], report["sessions"]) == (
        "cfdiag", 3, 3, {"AUTUMN": 2},
    )  # fmt: skip
    held = interviews(tmp_path)
    assert {(each["mode"], each["finished"]) for each in held} == {("alone", "2026-11-26")}
    everything = json.dumps(held)
    assert "Ada Vale" not in everything
    assert "AUTUMN" not in everything
    assert cfdiag("check", "interviews").code == 0
    assert cfdiag("check", "back/one.json", "--questionnaires", "questionnaires").code == 0
    again = cfdiag("import", "back", "--format", "json")
    assert (json.loads(again.out)["unchanged"], json.loads(again.out)["imported"]) == (3, 0)


def test_a_text_that_was_changed_on_its_way_is_refused(cfdiag: Command, tmp_path: Path) -> None:
    block = encode_block(response())
    place = block.index("\n") + 10
    (tmp_path / "m.txt").write_text(
        block[:place] + ("A" if block[place] != "A" else "B") + block[place + 1 :]
    )
    done = cfdiag("import", "m.txt")
    assert done.code == 2
    assert done.err.splitlines()[0] == (
        "m.txt: error: the response was changed on its way: its check sum does not fit  [damaged-response]"
    )
    (tmp_path / "m.txt").write_text(block[: len(block) // 2])
    assert "the response is cut off: its last line is missing" in cfdiag("import", "m.txt").err
    assert not (tmp_path / "interviews").exists()


def test_what_does_not_fit_is_told_as_check_tells_it_and_the_others_are_imported(
    cfdiag: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "back"
    folder.mkdir()
    secret = {"quick": {"status": "answered", "value": 9}, "why": {"status": "answered", "value": "a secret"}}
    (folder / "a.json").write_bytes(response("22222222", answers=secret))
    (folder / "b.json").write_bytes(response("33333333", extra_key=1))
    (folder / "c.json").write_bytes(response("44444444"))
    (folder / "d.json").write_bytes(response("zz"))
    (folder / "e.json").write_bytes(response("66666666", answers={}))
    done = cfdiag("import", "back")
    assert done.code == 2
    assert "back/a.json:1:" in done.err
    assert "quick: the value must be a whole number from 1 to 5" in done.err
    assert "there is no key 'extra_key' here" in done.err
    assert "this is no code of a response" in done.err
    assert "secret" not in done.err + done.out
    assert len(interviews(tmp_path)) == 1
    assert "without any answer 1" in done.out


def test_the_same_code_with_other_answers_is_refused(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(response())
    assert cfdiag("import", "a.json").code == 0
    other = {"quick": {"status": "answered", "value": 1}}
    (tmp_path / "b.json").write_bytes(response(answers=other))
    done = cfdiag("import", "b.json")
    assert done.code == 2
    assert "b.json: error: this response was imported before, with other answers" in done.err
    assert [each["answers"]["quick"]["value"] for each in interviews(tmp_path)] == [4]
