"""`cfdiag import` of responses that the one-file form saved, alone, mailed as text, or a folder of them."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.responses import QUESTIONNAIRE, form_response

from cfdiag.formats.response import encode_block

MARK = "-----BEGIN CFDIAG RESPONSE-----"


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "tryout.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (tmp_path / "engagement.yaml").write_text("cfdiag: 1\nclient: Acme\n", encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def interviews(folder: Path) -> list[dict[str, object]]:
    """What was written."""
    return [json.loads(file.read_bytes()) for file in sorted((folder / "interviews").glob("*.json"))]


def test_a_folder_of_responses_becomes_interviews_that_pass_check(cfdiag: Command, tmp_path: Path) -> None:
    folder = tmp_path / "back"
    folder.mkdir()
    (folder / "one.json").write_bytes(form_response())
    (folder / "two.json").write_bytes(form_response("ABCDEFGH", session="AUTUMN", name="Ada Vale"))
    mailed = (
        "Hello,\n\n> "
        + encode_block(form_response("23456789", session="AUTUMN")).replace("\n", " \r\n> ")
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


@pytest.mark.parametrize("name", ["m.txt", "m.eml", "m", "mail.yaml", "mail.json"])
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, ""),
        ({"department": "sales"}, "[unknown-department]"),
        ({"answers": {"quick": {"status": "answered", "value": 9}}}, "[bad-answer]"),
        ({"group": "nobody"}, "[unknown-group]"),
        ({"code": "zz"}, "[bad-value]"),
        ({"date": "2026-02-30"}, "[bad-time]"),
    ],
)
def test_check_judges_a_mailed_response_as_import_does(
    cfdiag: Command, tmp_path: Path, name: str, changes: dict[str, object], told: str
) -> None:
    block = encode_block(form_response(**changes))  # type: ignore[arg-type]
    mailed = "quick: 4\n\n> " + block.replace("\n", " \r\n> ") + "\nBye: now\n"
    (tmp_path / name).write_text(f"format: none\n{mailed}", encoding="utf-8", newline="")
    checked = cfdiag("check", name, "-v")
    assert f"{name}: response" in checked.err
    imported = cfdiag("import", name, "--dry-run", "-o", "x.jsonl")
    said = [line for line in checked.out.splitlines() if line.startswith(name)]
    assert said == [line for line in imported.err.splitlines() if line.startswith(name)]
    assert [line.endswith(told) for line in said] == [True] * bool(told)
    errors = any(": error: " in line for line in said)
    assert (checked.code, imported.code) == (int(errors), 2 * errors)


def test_a_mailed_response_that_was_changed_is_a_fault_of_it(cfdiag: Command, tmp_path: Path) -> None:
    block = encode_block(form_response())
    (tmp_path / "m.txt").write_text(block[: len(block) // 2])
    done = cfdiag("check", "m.txt")
    assert done.code == 1
    assert done.out.startswith("m.txt: error: the response is cut off: its last line is missing")


@pytest.mark.parametrize("name", ["back.json", "back.txt"])
def test_a_response_is_never_written_over(cfdiag: Command, tmp_path: Path, name: str) -> None:
    data = form_response() if name.endswith("json") else encode_block(form_response()).encode()
    (tmp_path / name).write_bytes(data)
    assert cfdiag("import", name).code == 0
    done = cfdiag("score", "interviews", "--format", "json", "-o", name, "--force")
    assert (done.code, (tmp_path / name).read_bytes()) == (2, data)
    assert "[exists]" in done.err


def test_a_text_that_was_changed_on_its_way_is_refused(cfdiag: Command, tmp_path: Path) -> None:
    block = encode_block(form_response())
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
    (folder / "a.json").write_bytes(form_response("22222222", answers=secret))
    (folder / "b.json").write_bytes(form_response("33333333", extra_key=1))
    (folder / "c.json").write_bytes(form_response("44444444"))
    (folder / "d.json").write_bytes(form_response("zz"))
    (folder / "e.json").write_bytes(form_response("66666666", answers={}))
    done = cfdiag("import", "back")
    assert done.code == 2
    assert "back/a.json:1:" in done.err
    assert "quick: the value must be a whole number from 1 to 5" in done.err
    assert "there is no key 'extra_key' here" in done.err
    assert "this is no code of a response" in done.err
    assert "secret" not in done.err + done.out
    # Of the first one answer is left out, the second and the fourth are left out whole.
    assert len(interviews(tmp_path)) == 2
    assert "imported    2, " in done.out
    assert "without any answer 1, with cells that were left out 1, left out whole 2" in done.out


def test_the_same_code_with_other_answers_is_refused(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(form_response())
    assert cfdiag("import", "a.json").code == 0
    other = {"quick": {"status": "answered", "value": 1}}
    (tmp_path / "b.json").write_bytes(form_response(answers=other))
    done = cfdiag("import", "b.json")
    assert done.code == 2
    assert "b.json: error: this response was imported before, with other answers" in done.err
    assert "imported    0, " in done.out
    assert "left out whole 1" in done.out
    assert [each["answers"]["quick"]["value"] for each in interviews(tmp_path)] == [4]


CONTACTS = "write to me at ada@example.com or +31 20 123 45 67"


def test_contacts_in_a_form_are_counted_and_dropped_as_in_a_table(cfdiag: Command, tmp_path: Path) -> None:
    told = {
        "quick": {"status": "answered", "value": 4, "note": "call +31 20 123 45 67"},
        "again": {"status": "answered", "value": "no", "evidence": "ask ada@example.com"},
        "why": {"status": "answered", "value": CONTACTS},
    }
    (tmp_path / "a.json").write_bytes(form_response(answers=told))
    counted = cfdiag("import", "a.json", "--dry-run", "--format", "json")
    assert json.loads(counted.out)["texts_with_contact"] == 3
    assert cfdiag("import", "a.json", "--drop-contacts").code == 0
    (held,) = interviews(tmp_path)
    assert held["answers"]["why"]["value"] == "write to me at [e-mail] or [phone]"
    assert held["answers"]["quick"]["note"] == "call [phone]"
    assert held["answers"]["again"]["evidence"] == "ask [e-mail]"


def test_one_bad_answer_costs_itself_and_not_the_others(cfdiag: Command, tmp_path: Path) -> None:
    folder = tmp_path / "back"
    folder.mkdir()
    bad = {
        "quick": {"status": "answered", "value": 9},
        "friendly": {"status": "answered", "value": 3, "importance": 4},
        "again": {"status": "answered", "value": "yes"},
        "how": {"status": "answerd", "value": "phone"},
        "gone": {"status": "answered", "value": 1},
    }
    (folder / "a.json").write_bytes(form_response("22222222", answers=bad))
    (folder / "b.json").write_bytes(form_response("33333333"))
    strict = cfdiag("import", "back", "--strict", "--dry-run", "--format", "json")
    report = json.loads(strict.out)
    assert (strict.code, report["imported"], report["faulty"], report["left_out"]) == (2, 1, 0, 1)
    done = cfdiag("import", "back")
    assert done.code == 2
    assert "imported    2, " in done.out
    assert "with cells that were left out 1, left out whole 0" in done.out
    for key in ("quick", "friendly", "answerd", "gone"):
        assert f"back/a.json:1:{json_place(folder / 'a.json', key)}: error: " in done.err
    first, _ = sorted((each["answers"] for each in interviews(tmp_path)), key=lambda held: "quick" in held)
    # Of a second rating that cannot be the first is kept, as in a table.
    assert first == {
        "friendly": {"status": "answered", "value": 3}, "again": {"status": "answered", "value": "yes"},
    }  # fmt: skip
    assert cfdiag("check", "interviews").code == 0


def json_place(file: Path, key: str) -> int:
    """The column, from 1, of a key in JSON on one line."""
    return file.read_text().rindex(f'"{key}"') + 1


def test_what_cannot_be_read_at_all_is_left_out_whole_and_counted_so(cfdiag: Command, tmp_path: Path) -> None:
    folder = tmp_path / "back"
    folder.mkdir()
    block = encode_block(form_response("22222222"))
    (folder / "a.txt").write_text(block[:40] + ("A" if block[40] != "A" else "B") + block[41:])
    (folder / "b.json").write_bytes(form_response("33333333", group="nobody"))
    (folder / "c.json").write_bytes(form_response("44444444"))
    done = cfdiag("import", "back")
    assert done.code == 2
    assert "imported    1, " in done.out
    assert "with cells that were left out 0, left out whole 2" in done.out
    report = json.loads(cfdiag("import", "back", "--dry-run", "--format", "json").out)
    assert (report["responses"], report["faulty"], report["left_out"]) == (3, 0, 2)


@pytest.mark.parametrize("place", ["back", "back/a.json", "back/a.txt"])
def test_a_response_that_is_too_large_is_told_with_what_to_do(
    cfdiag: Command, tmp_path: Path, place: str
) -> None:
    folder = tmp_path / "back"
    folder.mkdir()
    long = form_response(answers={"why": {"status": "answered", "value": "so " * 400_000}})
    (folder / "a.json").write_bytes(long)
    (folder / "a.txt").write_text("Hello\n" + encode_block(long))
    # Of what is no response nothing is said, however large it is.
    (folder / "other.json").write_bytes(b'{"format": "other", "text": "' + b"x" * 1_200_000 + b'"}')
    done = cfdiag("import", place)
    assert done.code == 2
    for name in ("a.json", "a.txt") if place == "back" else (place[5:],):
        assert f"back/{name}: error: a response has at most 1 MB, and this one has 1." in done.err
    assert "have it filled in again with shorter texts" in done.err
    assert "no responses of a form here" not in done.err
    assert "other.json" not in done.err


def test_flags_that_say_nothing_of_a_form_are_told(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(form_response())
    (tmp_path / "m.yaml").write_text("cfdiag: 1\nmapping: tryout\n")
    flags = ("--mapping", "m.yaml", "--language", "en", "--profile", "plain", "--encoding", "cp1252",
             "--delimiter", ";", "--sheet", "One", "--timezone", "Europe/Amsterdam")  # fmt: skip
    done = cfdiag("import", "a.json", *flags)
    assert done.code == 0
    for flag in flags[::2]:
        assert f"a.json: warning: {flag} says nothing of a response of the form" in done.err
    assert cfdiag("import", "a.json", "--profile", "cfdiag").err == ""


def test_the_flags_of_group_and_account_hold_for_a_form_too(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "engagement.yaml").write_text(
        "cfdiag: 1\nclient: Acme\naccounts: {over-day: Over its day, other: Other}\n", encoding="utf-8"
    )
    (tmp_path / "a.json").write_bytes(form_response())
    (tmp_path / "b.json").write_bytes(form_response("22222222", account="other"))
    refused = cfdiag("import", "a.json", "--group", "customer")
    assert refused.code == 2
    assert "a.json: error: this is a response of internal, not of customer" in refused.err
    assert not (tmp_path / "interviews").exists()
    assert cfdiag("import", "a.json", "--group", "internal", "--account", "over its DAY").code == 0
    another = cfdiag("import", "b.json", "--account", "over-day")
    told = "b.json: warning: --account over-day holds only for a response that names no account"
    assert (another.code, told in another.err) == (0, True)
    assert cfdiag("import", "b.json", "--account", "Other").err == ""
    assert sorted(str(each["respondent"]["account"]) for each in interviews(tmp_path)) == [
        "other",
        "over-day",
    ]
    nobody = cfdiag("import", "a.json", "--account", "nowhere", "--dry-run")
    assert (nobody.code, "there is no account 'nowhere' in this engagement" in nobody.err) == (2, True)


def test_a_day_that_is_none_is_told_and_no_time_of_day_is_kept(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(form_response(date="2026-02-31"))
    refused = cfdiag("import", "a.json")
    assert (refused.code, "left out whole 1" in refused.out) == (2, True)
    assert "a.json:1:" in refused.err
    assert "'date' is no date and no time of the calendar  [bad-time]" in refused.err
    assert "'date' is no date" in cfdiag("check", "a.json").out
    timed = {"quick": {"status": "answered", "value": 4, "at": "2026-11-26T09:08:07Z"}}
    (tmp_path / "a.json").write_bytes(form_response(answers=timed, date="2026-11-26T09:10:00Z"))
    assert cfdiag("import", "a.json").code == 0
    assert "T09" not in json.dumps(interviews(tmp_path))


@pytest.mark.parametrize("target", ["interviews", "lines.jsonl"])
def test_forced_the_later_of_two_files_with_one_code_counts(
    cfdiag: Command, tmp_path: Path, target: str
) -> None:
    folder = tmp_path / "back"
    folder.mkdir()
    (folder / "a.json").write_bytes(form_response())
    (folder / "b.json").write_bytes(form_response(answers={"quick": {"status": "answered", "value": 1}}))
    first = cfdiag("import", "back", "-o", target)
    assert first.code == 2
    assert "the same response as at back/a.json, with other answers; the first one counts" in first.err
    assert "--force takes the later one" in first.err
    assert "imported    1, " in first.out
    assert "left out whole 1" in first.out
    forced = cfdiag("import", "back", "-o", target, "--force")
    assert forced.code == 0
    assert (
        "back/b.json: note: the same response as at back/a.json, with other answers; this one" in forced.err
    )
    (written,) = (tmp_path / "interviews").glob("*.json") if target == "interviews" else [tmp_path / target]
    assert json.loads(written.read_bytes())["answers"]["quick"]["value"] == 1
    again = cfdiag("import", "back", "-o", target, "--force")
    assert (again.code, "unchanged 1" in again.out) == (0, True)


ELSE = {
    "another account": ([], ["--account", "borax"]),
    "another group and another organisation": ([{"group": "customer"}], []),
    "another language": ([{"language": "en"}], []),
    "another consent": ([{"consent": "quoted"}], []),
    "another day": ([{"date": "2026-11-27"}], []),
    "other answers and another consent": ([{"answers": {}, "consent": "quoted"}], []),
}


@pytest.mark.parametrize("target", ["interviews", "lines.jsonl"])
@pytest.mark.parametrize("differs", ELSE)
def test_of_a_response_that_comes_again_it_is_said_what_differs(
    cfdiag: Command, tmp_path: Path, differs: str, target: str
) -> None:
    (tmp_path / "engagement.yaml").write_text(
        "cfdiag: 1\nclient: Acme\naccounts: {acme: Acme, borax: Borax}\n", encoding="utf-8"
    )
    (changes, flags), one = ELSE[differs], {"quick": {"status": "answered", "value": 1}}
    changed = {k: one if k == "answers" else v for each in changes for k, v in each.items()}
    (tmp_path / "r.json").write_bytes(form_response())
    assert cfdiag("import", "r.json", "-o", target, "--account", "acme").code == 0
    (tmp_path / "r.json").write_bytes(form_response(**changed))
    done = cfdiag("import", "r.json", "-o", target, *(flags or ["--account", "acme"]))
    assert done.code == 2
    assert f"r.json: error: this response was imported before, with {differs} (interview " in done.err
    assert "borax" not in done.err
    forced = cfdiag("import", "r.json", "-o", target, *(flags or ["--account", "acme"]), "--force")
    assert (forced.code, forced.err) == (0, "")


def test_of_two_files_with_one_code_it_is_said_what_differs(cfdiag: Command, tmp_path: Path) -> None:
    folder = tmp_path / "back"
    folder.mkdir()
    (folder / "a.json").write_bytes(form_response())
    (folder / "b.json").write_bytes(form_response(consent="quoted"))
    (folder / "c.json").write_bytes(form_response(date="2026-11-27"))
    done = cfdiag("import", "back")
    assert done.code == 2
    first = "the same response as at back/a.json"
    assert f"back/b.json: error: {first}, with another consent; the first one counts" in done.err
    assert f"back/c.json: note: {first}; it counts once" in done.err


def test_what_is_counted_of_responses_is_what_is_stored_of_them(cfdiag: Command, tmp_path: Path) -> None:
    """Of two files with one code one counts: its address, its word, and no cell of the other."""
    folder = tmp_path / "back"
    folder.mkdir()
    told = {"again": {"status": "answered", "value": "no"}}
    told["why"] = {"status": "answered", "value": "ada@example.com"}
    off = told | {key: {"status": "answered", "value": n} for key, n in {"quick": 9, "friendly": 3}.items()}
    (folder / "a.json").write_bytes(form_response(answers=told, session="AUTUMN"))
    (folder / "b.json").write_bytes(form_response(answers=off, session="AUTUMN"))
    for flags, faulty in (((), 0), (("--force",), 1)):
        for _ in range(2):
            report = json.loads(cfdiag("import", "back", "--format", "json", *flags).out)
            assert (report["imported"] + report["unchanged"], report["faulty"]) == (1, faulty)
            assert (report["texts_with_contact"], report["sessions"]) == (1, {"AUTUMN": 1})


def test_a_mailed_response_may_be_longer_than_the_response(cfdiag: Command, tmp_path: Path) -> None:
    told = {
        key: {"status": "unknown", "note": "so " * 66_000} for key in ("quick", "friendly", "again", "how")
    }
    data = form_response(answers=told)
    block = encode_block(data)
    assert len(data) < 1_000_000 < len(block)
    (tmp_path / "m.txt").write_text(f"Hello\n{block}\nBye")
    done = cfdiag("import", "m.txt")
    assert (done.code, done.err) == (0, "")


def test_of_several_responses_in_one_text_none_is_lost_in_silence(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "interviews").mkdir()
    one, two = encode_block(form_response()), encode_block(form_response("22222222"))
    told = "more than one response is in this text"
    for name, text in (("two.txt", f"{one}\nand\n{two}\n"), ("cut.txt", f"{one}\n{two[:200]}")):
        (tmp_path / name).write_text(text)
        done = cfdiag("import", name)
        assert (done.code, "left out whole 1" in done.out) == (2, True)
        assert f"{name}: error: {told}" in done.err
        assert "save each in a file of its own" in done.err
        assert told in cfdiag("check", name, "--questionnaires", "questionnaires").out
    assert not interviews(tmp_path)


def test_a_response_that_is_quoted_beneath_itself_is_one(cfdiag: Command, tmp_path: Path) -> None:
    block = encode_block(form_response())
    quoted = "> " + block.replace("\n", "\r\n> ")
    page = "<p>" + block.replace("\n", "<br>\r\n") + "</p>"
    (tmp_path / "mail.eml").write_text(f"{block}\n\nOn Monday somebody wrote:\n{quoted}\n<html>{page}")
    done = cfdiag("import", "mail.eml", "--format", "json")
    assert (done.code, done.err) == (0, "")
    assert (json.loads(done.out)["responses"], len(interviews(tmp_path))) == (1, 1)


def test_many_beginnings_without_an_end_cost_no_time(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "m.txt").write_text(f"{MARK}\n" * 30_000)
    before = time.process_time()
    assert "the response is cut off: its last line is missing" in cfdiag("import", "m.txt").err
    assert time.process_time() - before < 5


@pytest.mark.parametrize("cell", [MARK, f'"so\n{MARK}\nit says"', f'"{MARK}"'])
def test_a_table_with_such_a_line_in_a_cell_is_a_table(cfdiag: Command, tmp_path: Path, cell: str) -> None:
    (tmp_path / "t.csv").write_text(f"why,again\n{cell},no\n", encoding="utf-8")
    done = cfdiag("import", "t.csv", "--questionnaire", "tryout", "--group", "internal", "-o", "x.jsonl")
    assert "t.csv: plain, utf-8, comma, 1 header row, 1 response" in done.out
    assert "[damaged-response]" not in done.err


def test_a_questionnaire_that_tells_of_such_a_line_is_listed(cfdiag: Command, tmp_path: Path) -> None:
    file = tmp_path / "questionnaires" / "tryout.yaml"
    file.write_text(f"# sent as {MARK}\n{QUESTIONNAIRE}", encoding="utf-8")
    assert "\ntryout  " in cfdiag("list", "--questionnaires", "questionnaires").out


def test_a_response_is_found_wherever_it_begins(cfdiag: Command, tmp_path: Path) -> None:
    said = f"Put all from {MARK} on into a file.\n"
    (tmp_path / "m.txt").write_text(f"{said}{'so ' * 1_500_000}\n{encode_block(form_response())}\n{said}")
    (tmp_path / "m.json").write_bytes(form_response("22222222").replace(b'"format":', b'"format":\n'))
    (tmp_path / "told.json").write_bytes(form_response("33333333", items={"one": {"i1": MARK}}))
    for name in ("m.txt", "m.json", "told.json"):
        done = cfdiag("import", name)
        assert (done.code, "imported    1," in done.out) == (0, True), done.err
