"""Locked interviews on the command line: refused early, read with the key, scored like the same unlocked."""

from __future__ import annotations

import gzip
import json

import pyrage
import pytest
from kits.batch import Desk, interview
from kits.command import at_desk

from cfdiag.api import locking
from cfdiag.batch.inputs import LARGEST_INPUT
from cfdiag.ground.addresses import shown_address
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.sealing import Keys
from cfdiag.ground.writing import write_new
from cfdiag.interview.journal.file import close, open_locked

KEY = pyrage.x25519.Identity.generate()
PUBLIC = str(KEY.to_public())
MARK = "xylophon"


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path):
    run = at_desk(capsys, monkeypatch, tmp_path)
    monkeypatch.delenv("CFDIAG_IDENTITY", raising=False)
    (tmp_path / "key.txt").write_text(f"# mine\n{KEY}\n")
    (tmp_path / "other.txt").write_text(str(pyrage.x25519.Identity.generate()))
    return run


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def clear(tmp_path):
    """The files in which a typed word can be read, the key and questionnaires left out."""
    files = [
        path for path in tmp_path.rglob("*") if path.is_file() and path.parent.name not in ("qs", "kept")
    ]
    return sorted(path.name for path in files if MARK.encode() in path.read_bytes())


def answers(remark="first"):
    return {"share_plans": 2, "share_data": 4, "reply": 5, "region": "north", "remark": f"{MARK} {remark}"}


def hold(cfdiag, name, given, *flags):
    return cfdiag(
        *("interview", "small", "--group", "internal", "--answers", "-", "--output", f"{name}.json", "-q"),
        *flags,
        stdin=json.dumps(given).encode(),
    )


def figures(cfdiag, *arguments):
    """The result without what names its files."""
    done = cfdiag("score", *arguments, "--format", "json", "--comments", "--unmasked", "--date", "2026-11-27")
    assert done.code == 0, done.err
    result = json.loads(done.out)
    for each in result.get("interviews") or []:
        each.pop("file", None)
        each.pop("id", None)
    return result


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("age1nobody", "'age1nobody' is no recipient to lock files for"),
        (str(KEY), "this is a secret key, not a recipient"),
    ],
    ids=["no key", "the secret one"],
)
def test_a_recipient_that_is_none_is_refused_before_the_first_question(cfdiag, desk, tmp_path, key, message):
    done = cfdiag(
        "interview", "small", "--group", "internal", "--accessible", "--encrypt-to", key, stdin=b"4\n"
    )
    assert done.code == 2
    assert done.out == ""
    assert done.err.splitlines()[0] == f"error: {message}  [bad-recipient]"
    assert list(tmp_path.glob("*.jsonl")) == []


def test_without_the_package_nothing_is_asked_either(cfdiag, desk, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyrage", None)
    done = cfdiag(
        "interview", "small", "--group", "internal", "--accessible", "--encrypt-to", PUBLIC, stdin=b"4\n"
    )
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "error: encrypt needs a package that is not installed  [missing-extra]\n"
        "  = install it: pip install 'cfdiag[encrypt]'\n"
    )


def test_recipients_of_the_engagement_lock_what_is_said(cfdiag, desk, tmp_path):
    desk.write("engagement.yaml", f"cfdiag: 1\nclient: Vale\nrecipients: [{PUBLIC}]\n")
    (tmp_path / "interviews").mkdir()
    assert hold(cfdiag, "interviews/a", answers()).code == 0
    assert [path.name for path in (tmp_path / "interviews").iterdir()] == ["a.json.age"]
    assert clear(tmp_path) == []
    desk.write("engagement.yaml", "cfdiag: 1\nclient: Vale\nrecipients: [age1short]\n")
    done = hold(cfdiag, "interviews/b", answers())
    assert done.code == 2
    assert "engagement.yaml:3:14: error: this is not a public key to lock files for" in done.err


def test_an_interview_goes_on_with_the_key_and_counts_like_the_same_unlocked(cfdiag, desk, tmp_path):
    lines = b"2\n4\n"
    for name, flags in (("open", ()), ("locked", ("--encrypt-to", PUBLIC))):
        held = ("interview", "small", "--group", "internal", "--accessible", "--output", f"{name}.json")
        assert cfdiag(*held, *flags, stdin=lines).code == 3
        key = ("--identity", "key.txt") if flags else ()
        resumed = ("interview", "--resume", f"{name}.open.jsonl", *key)
        rest = f"5\n3\nnorth\n{MARK} resumed\n/consent quoted\nfinish\n".encode()
        done = cfdiag(*resumed, "--accessible", stdin=rest)
        assert done.code == 0, done.out + done.err
        # Corrected afterwards: reopened, one answer changed, finished again.
        ending = ".age" if flags else ""
        corrected = ("interview", "--resume", f"{name}.json{ending}", *key, "--answers", "-", "-q")
        done = cfdiag(*corrected, stdin=b'{"share_plans": 5}')
        assert done.code == 0, done.out + done.err
        if flags:
            assert clear(tmp_path) == ["open.json"]
    unlocked = figures(cfdiag, "open.json")
    assert unlocked["questionnaires"][0]["dimensions"]["sharing"]["score"] == pytest.approx(87.5)
    assert figures(cfdiag, "locked.json.age", "--identity", "key.txt") == unlocked


def test_without_the_key_it_goes_on_in_a_second_file_and_both_count_as_one(cfdiag, desk, tmp_path):
    held = ("interview", "small", "--group", "internal", "--accessible", "--output", "in/a.json")
    (tmp_path / "in").mkdir()
    assert cfdiag(*held, "--encrypt-to", PUBLIC, stdin=b"2\n4\n").code == 3
    rest = f"/skip\n/skip\n5\n3\nnorth\n{MARK} second\n/consent quoted\nfinish\n".encode()
    done = cfdiag(
        "interview", "--resume", "in/a.open.jsonl", "--group", "internal", "--accessible", stdin=rest
    )
    assert done.code == 0, done.out + done.err
    assert done.err.splitlines()[0] == (
        "That interview is locked, and your key is not here: it goes on in a second file."
    )
    (second,) = (tmp_path / "in").glob("*.json.age")
    keys = Keys((str(KEY),), "key")
    told = json.loads(keys.opened(second.read_bytes(), "x"))
    assert told["continues"] == json.loads((tmp_path / "in/a.open.jsonl").read_text().splitlines()[0])["id"]
    assert clear(tmp_path) == []
    desk.write("one/a.json", interview(1, (2, 4, 5, 3)))
    locked = cfdiag("score", "in", "--identity", "key.txt", "--format", "json", "--unmasked")
    unlocked = cfdiag("score", "one", "--format", "json", "--unmasked")
    one, other = (json.loads(each.out)["questionnaires"][0] for each in (locked, unlocked))
    assert (one["n"], one["overall"], one["dimensions"]) == (1, other["overall"], other["dimensions"])


COMMANDS = {
    "score": ("score", "in"),
    "report": ("report", "in", "--format", "markdown"),
    "comments": ("comments", "in"),
    "why": ("why", "in", "overall"),
    "compare": ("compare", "in", "in"),
    "check": ("check", "in"),
    "plan adopt": ("plan", "adopt", "in", "--actions", "plan_together", "--output", "plan.yaml", "--force"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_reads_locked_interviews_with_the_key_and_names_them_without(cfdiag, desk, name):
    for number in range(6):
        desk.write(f"in/{number}.json", interview(number, (1, 2, 3, 4)))
    in_the_clear = cfdiag(*COMMANDS[name])
    assert in_the_clear.code == 0, in_the_clear.err
    assert cfdiag("lock", "in", "--encrypt-to", PUBLIC).code == 0
    with_key = cfdiag(*COMMANDS[name], "--identity", "key.txt")
    assert with_key.code == 0, with_key.err
    if name in ("score", "comments"):
        assert with_key.out == in_the_clear.out
    for flags, code in (((), "sealed"), (("--identity", "other.txt"), "wrong-key")):
        done = cfdiag(*COMMANDS[name], *flags)
        assert done.code == 2
        for number in range(6):
            assert f"in/{number}.json.age: error: " in done.err + done.out
        assert f"[{code}]" in done.err + done.out


def test_the_key_may_come_from_the_environment_and_from_standard_input(cfdiag, desk, monkeypatch):
    desk.write("in/a.json", interview(1))
    assert cfdiag("lock", "in", "--encrypt-to", PUBLIC).code == 0
    assert cfdiag("score", "in", "--identity", "-", stdin=f"{KEY}\n".encode()).code == 0
    monkeypatch.setenv("CFDIAG_IDENTITY", "key.txt")
    assert cfdiag("score", "in").code == 0


def test_many_processes_read_locked_files_too(cfdiag, desk):
    desk.many(6)
    assert cfdiag("lock", "in", "--encrypt-to", PUBLIC).code == 0
    one = cfdiag("score", "in", "--identity", "key.txt", "--format", "json")
    two = cfdiag("score", "in", "--identity", "key.txt", "--format", "json", "--jobs", "2")
    assert (one.code, one.out) == (0, two.out)


def test_lock_and_unlock_give_the_same_bytes_back(cfdiag, desk, tmp_path):
    desk.write("in/a.json", interview(1))
    desk.write("in/many.jsonl", json.dumps(interview(2)) + "\n" + json.dumps(interview(3)) + "\n")
    before = {path.name: path.read_bytes() for path in (tmp_path / "in").iterdir()}
    locked = cfdiag("lock", "in", "--encrypt-to", PUBLIC)
    assert (locked.code, locked.out) == (0, "in/a.json.age\nin/many.jsonl.age\n")
    assert locked.err == "locked: 2\n"
    assert sorted(path.name for path in (tmp_path / "in").iterdir()) == ["a.json.age", "many.jsonl.age"]
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "in").iterdir()} == {0o600}
    assert json.loads(cfdiag("score", "in", "--identity", "key.txt", "--format", "json").out)["inputs"] == {
        "interviews": 3,
        "unfinished": 0,
        "rejected": [],
        "warnings": [],
    }
    again = cfdiag("lock", "in", "--encrypt-to", PUBLIC)
    assert (again.code, again.out, again.err) == (0, "", "locked: 0\n")
    opened = cfdiag("unlock", "in", "--identity", "key.txt")
    assert (opened.code, opened.out) == (0, "in/a.json\nin/many.jsonl\n")
    after = {path.name: path.read_bytes() for path in (tmp_path / "in").iterdir() if path.suffix != ".age"}
    assert after == before
    assert len(list((tmp_path / "in").iterdir())) == 4


def test_lock_keeps_the_unlocked_files_where_that_is_asked_for(cfdiag, desk, tmp_path):
    desk.write("in/a.json", interview(1))
    done = cfdiag("lock", "in/a.json", "--encrypt-to", PUBLIC, "--keep")
    assert (done.code, done.err) == (0, "locked: 1; the unlocked ones are there still\n")
    assert sorted(path.name for path in (tmp_path / "in").iterdir()) == ["a.json", "a.json.age"]


def test_lock_needs_somebody_who_can_open_it_again(cfdiag, desk):
    path = desk.write("in/a.json", interview(1))
    done = cfdiag("lock", path)
    assert done.code == 2
    assert done.err == (
        "error: nobody is named who could open the locked files again  [no-recipient]\n"
        "  = --encrypt-to age1…, the public key; or recipients: [age1…] in engagement.yaml\n"
    )


def test_lock_leaves_a_journal_alone_that_somebody_has_open(cfdiag, desk, tmp_path):
    held = ("interview", "small", "--group", "internal", "--accessible", "--output", "a.json")
    assert cfdiag(*held, stdin=f"2\n4\n5\n3\nnorth\n{MARK}\n".encode()).code == 3
    handle = open_locked(tmp_path / "a.open.jsonl", 0)
    done = cfdiag("lock", "a.open.jsonl", "--encrypt-to", PUBLIC)
    assert done.code == 2
    assert "a.open.jsonl: error: a session has this interview open  [locked]" in done.err
    close(handle)
    assert cfdiag("lock", "a.open.jsonl", "--encrypt-to", PUBLIC).code == 0
    assert clear(tmp_path) == []
    scored = cfdiag("score", "a.open.jsonl.age", "--identity", "key.txt", "--format", "json", "--unmasked")
    assert json.loads(scored.out)["inputs"]["unfinished"] == 1


def test_unlock_with_the_wrong_key_names_each_file_and_writes_nothing(cfdiag, desk, tmp_path):
    desk.write("in/a.json", interview(1))
    cfdiag("lock", "in", "--encrypt-to", PUBLIC)
    done = cfdiag("unlock", "in", "--identity", "other.txt")
    assert done.code == 2
    assert "in/a.json.age: error: your key does not open this file  [wrong-key]" in done.err
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["a.json.age"]
    none = cfdiag("unlock", "in")
    assert (none.code, none.err) == (
        2,
        "error: unlocking takes your key  [sealed]\n  = name its file: --identity FILE\n",
    )


def test_imports_into_an_engagement_with_recipients_are_locked_and_known_again(cfdiag, desk, tmp_path):
    desk.write("engagement.yaml", f"cfdiag: 1\nclient: Vale\nrecipients: [{PUBLIC}]\n")
    table = f"share_plans,share_data,reply,deliver,region,remark\n4,4,3,2,north,{MARK} one\n"
    desk.write("answers.csv", table)
    into = ("import", "answers.csv", "--questionnaire", "small", "--group", "internal")
    first = cfdiag(*into)
    assert first.code == 0, first.err + first.out
    assert clear(tmp_path) == ["answers.csv"]
    assert len(list((tmp_path / "interviews").glob("*.json.age"))) == 1
    again = cfdiag(*into, "--identity", "key.txt")
    assert again.code == 0, again.err
    assert len(list((tmp_path / "interviews").iterdir())) == 1
    assert cfdiag(*into).code == 2


def test_what_is_locked_and_not_looked_into_is_told_and_with_the_key_nobody_counts_twice(
    cfdiag, desk, tmp_path
):
    desk.write("engagement.yaml", f"cfdiag: 1\nclient: Vale\nrecipients: [{PUBLIC}]\n")
    desk.write("answers.csv", "share_plans,share_data,reply\n4,4,3\n2,5,1\n")
    head = "cfdiag: 1\nmapping: small\ngroup: internal\nquestions:\n  share_plans: {column: 1}\n"
    desk.write("m.yaml", head)
    into = ("import", "answers.csv", "--mapping", "m.yaml")
    assert cfdiag(*into).code == 0
    desk.write("m.yaml", head + "  share_data: {column: 2}\n")
    done = cfdiag(*into, "--dry-run")
    assert "warning: 2 locked interviews of earlier imports were not looked into" in done.err
    assert "  = --identity FILE: whether somebody was imported by another mapping stands in them" in done.err
    known = cfdiag(*into, "--identity", "key.txt")
    assert known.code == 2
    assert "this row was imported before, when other columns were read" in known.err
    assert len(list((tmp_path / "interviews").iterdir())) == 2


def test_what_a_command_is_asked_to_write_is_in_the_clear_and_that_is_said_once(cfdiag, desk, tmp_path):
    desk.write("in/a.json", interview(1, respondent={"group": "customer"}))
    cfdiag("lock", "in", "--encrypt-to", PUBLIC)
    done = cfdiag(
        "score", "in", "--identity", "key.txt", "--output", "r.json", "--format", "json", "--comments"
    )
    assert done.code == 0
    said = "r.json is not locked; to lock it: cfdiag lock r.json"
    assert done.err.splitlines().count(said) == 1


def test_half_lines_beside_a_journal_are_locked_and_unlocked_with_it(cfdiag, desk, tmp_path):
    held = ("interview", "small", "--group", "internal", "--accessible", "--output", "a.json")
    assert cfdiag(*held, stdin=f"2\n4\n5\n3\nnorth\n{MARK}\n".encode()).code == 3
    torn = tmp_path / "a.open.jsonl.torn"
    torn.write_bytes(f'{{"half": "{MARK}'.encode())
    done = cfdiag("lock", "a.open.jsonl", "--encrypt-to", PUBLIC)
    assert (done.code, done.out) == (0, "a.open.jsonl.age\na.open.jsonl.torn.age\n")
    assert clear(tmp_path) == []
    assert not torn.exists()
    opened = cfdiag("unlock", "a.open.jsonl.age", "--identity", "key.txt")
    assert (opened.code, opened.out) == (0, "a.open.jsonl\na.open.jsonl.torn\n")
    assert torn.read_bytes() == f'{{"half": "{MARK}'.encode()


def test_nobody_can_go_on_with_a_journal_while_it_is_being_locked(cfdiag, desk, tmp_path, monkeypatch):
    held = ("interview", "small", "--group", "internal", "--accessible", "--output", "a.json")
    assert cfdiag(*held, stdin=b"2\n").code == 3
    tried = []

    def meanwhile(path, data, **more):
        with pytest.raises(CfdiagError) as error:
            open_locked(tmp_path / "a.open.jsonl", 0)
        tried.append(error.value.diagnostics[0].code.value)
        return write_new(path, data, **more)

    monkeypatch.setattr(locking, "write_new", meanwhile)
    assert cfdiag("lock", "a.open.jsonl", "--encrypt-to", PUBLIC).code == 0
    assert tried == ["locked"]


def test_of_a_folder_everything_that_was_scored_is_scored_when_it_is_locked(cfdiag, desk, tmp_path):
    desk.write("in/a.json", interview(1))
    desk.write("in/b.yaml", json.dumps(interview(2), indent=1))
    desk.write("in/c.yml", "questions: []\n")
    (tmp_path / "in/d.jsonl.gz").write_bytes(gzip.compress(json.dumps(interview(3)).encode()))
    done = cfdiag("lock", "in", "--encrypt-to", PUBLIC)
    assert (done.code, done.out) == (2, "in/a.json.age\nin/b.yaml.age\n")
    assert done.err == (
        "in/d.jsonl.gz: error: a compressed file was not locked: locked it could not be scored"
        "  [passed-over]\n"
        "  = unpack it first and lock the interviews; or name the file to lock it all the same\n"
        "not locked: 1 file that is no interview, in/c.yml; name a file to lock it\n"
        "locked: 2\n"
    )
    scored = json.loads(cfdiag("score", "in", "--identity", "key.txt", "--format", "json").out)
    assert scored["inputs"] == {"interviews": 3, "unfinished": 0, "rejected": [], "warnings": []}
    assert cfdiag("unlock", "in", "--identity", "key.txt").out == "in/a.json\nin/b.yaml\n"


def test_many_interviews_in_one_locked_file_may_be_larger_than_one(cfdiag, desk, tmp_path, monkeypatch):
    line = json.dumps(interview(1)) + " " * (1 << 23) + "\n"
    desk.write(
        "in/many.jsonl",
        line + line.replace("000000001", "000000002") + line.replace("000000001", "000000003"),
    )
    assert (tmp_path / "in/many.jsonl").stat().st_size > LARGEST_INPUT
    assert cfdiag("lock", "in", "--encrypt-to", PUBLIC).code == 0
    scored = cfdiag("score", "in", "--identity", "key.txt", "--format", "json")
    assert json.loads(scored.out)["inputs"]["interviews"] == 3


def test_of_a_folder_the_interviews_are_locked_and_what_stays_is_said(cfdiag, desk, tmp_path):
    desk.write("in/interviews/a.json", interview(1))
    desk.write("in/interviews/array.json", json.dumps([interview(2), interview(3)]))
    desk.write("in/interviews/broken.json", '{"format": "cfdiag/interview@1", "answers')
    (tmp_path / "in/results").mkdir()
    cfdiag("score", "in/interviews/a.json", "--format", "json", "--output", "in/results/r.json")
    desk.write("in/handover/handover.json", {"format": "cfdiag/handover@1"})
    desk.write("in/handover/visits/quay.html", "<p>Quay</p>")
    desk.write("in/plan.yaml", "cfdiag: 1\nplan: vale\n")
    desk.write("in/kept/small.yaml", (tmp_path / "qs/small.yaml").read_text())
    done = cfdiag("lock", "in", "--encrypt-to", PUBLIC)
    assert (done.code, done.out) == (
        0,
        "in/interviews/a.json.age\nin/interviews/array.json.age\nin/interviews/broken.json.age\n",
    )
    assert done.err == (
        "not locked: 4 files that are no interviews, in/handover/handover.json, "
        "in/handover/visits/quay.html, in/plan.yaml and 1 more; name a file to lock it\n"
        "locked: 3\n"
    )
    named = cfdiag("lock", "in/handover/**", "in/results/r.json", "--encrypt-to", PUBLIC)
    assert (
        named.out
        == "in/handover/handover.json.age\nin/handover/visits/quay.html.age\nin/results/r.json.age\n"
    )
    opened = cfdiag("unlock", "in/handover", "--identity", "key.txt")
    assert opened.out == "in/handover/handover.json\nin/handover/visits/quay.html\n"


def test_a_locked_result_is_read_with_the_key_wherever_a_result_is(cfdiag, desk, tmp_path):
    desk.many(6)
    made = cfdiag("score", "in", "--format", "json", "--comments", "--output", "r.json")
    assert made.code == 0
    commands = {
        "report": ("report", "{}", "--format", "markdown"),
        "baseline": ("score", "in", "--baseline", "{}", "--format", "markdown"),
        "report baseline": ("report", "in", "--baseline", "{}", "--format", "markdown"),
        "compare": ("compare", "{}", "in"),
        "adopt": ("plan", "adopt", "{}", "--actions", "plan_together", "--output", "plan.yaml", "--force"),
        "review": ("plan", "review", "{}", "--plan", "plan.yaml"),
    }
    said = {name: cfdiag(*(word.format("r.json") for word in words)) for name, words in commands.items()}
    assert {name: done.code for name, done in said.items()} == dict.fromkeys(commands, 0), said
    assert cfdiag("lock", "r.json", "--encrypt-to", PUBLIC).out == "r.json.age\n"
    for name, words in commands.items():
        named = [word.format("r.json.age") for word in words]
        done = cfdiag(*named, "--identity", "key.txt")
        # What was adopted a moment ago is in the plan already.
        assert (done.code, done.out) == (0, "" if name == "adopt" else said[name].out), name
        for flags, code in (((), "sealed"), (("--identity", "other.txt"), "wrong-key")):
            done = cfdiag(*named, *flags)
            assert (done.code, "r.json.age: error: " in done.err, f"[{code}]" in done.err) == (2, True, True)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("plan.yaml.age", ("plan", "show", "--plan", "plan.yaml")),
        ("plan.yaml.age", ("plan", "show", "--plan", "plan.yaml.age")),
        ("crm.csv.age", ("handover", "crm.csv.age", "--output", "made")),
        ("handover.json.age", ("handover", "crm.csv", "--baseline", "handover.json.age", "-o", "made")),
    ],
    ids=["plan", "locked plan", "list", "handover"],
)
def test_what_can_only_be_read_unlocked_says_so(cfdiag, desk, name, words):
    crm = "Account Name,Account Owner\nAcme Hospitals,L. Prins\n"
    for file, text in (("plan.yaml", "cfdiag: 1\n"), ("crm.csv", crm), ("handover.json", "{}")):
        desk.write(file, text)
        assert cfdiag("lock", file, "--encrypt-to", PUBLIC).code == 0
    desk.write("crm.csv", crm)
    done = cfdiag(*words)
    assert done.code == 2
    assert done.err.startswith(
        f"{name}: error: the file is locked  [sealed]\n"
        f"  = unlock it first: cfdiag unlock {name} --identity FILE\n"
    )


@pytest.mark.parametrize(
    "address",
    ["file://{}/in/2.json", "s3://nobody:SECRET@bucket/in/?key=SECRET", "https://nobody:SECRET@h/?a=SECRET"],
)
@pytest.mark.parametrize("command", ["redact", "lock", "unlock"])
def test_what_writes_beside_takes_no_address(cfdiag, desk, tmp_path, command, address):
    for n in (1, 2):
        desk.write(f"in/{n}.json", interview(n))
    before = sorted(tmp_path.rglob("*"))
    address = address.format(tmp_path)
    words = {"redact": [], "lock": ["--encrypt-to", PUBLIC], "unlock": ["--identity", "key.txt"]}[command]
    done = cfdiag(command, "in/1.json", address, *words)
    told = "this works on files of this machine, and nothing is written to an address"
    hint = "copy it to a folder of this machine first, and name that"
    assert done.code == 2
    assert done.err == f"{shown_address(address)}: error: {told}  [wrong-use]\n  = {hint}\n"
    assert sorted(tmp_path.rglob("*")) == before
