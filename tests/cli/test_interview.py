"""`cfdiag interview`: flags, files, exit codes; at pipes and at a real pseudo-terminal."""

from __future__ import annotations

import io
import json
import re
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from kits.interview import SOURCE, library_folder
from kits.terminal import Terminal

from cfdiag.cli import run
from cfdiag.formats.interview import read_interview
from cfdiag.interview.journal.replay import read_journal

WHOLE = "yes\n2\nbecause it is\n1,3\n2,5\n2026-11-22\n4\n3\n2\n\nAnother\n\n2\nToo slow\n5\n\nfinish\n"
ANSWERS = 'a: "no"\nr2: 4\nthings/own/t: 3\n'

Ran = tuple[int, str, str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    library_folder(tmp_path / "q")
    monkeypatch.chdir(tmp_path)
    for name in ("ACCESSIBLE", "CFDIAG_LANGUAGE", "CFDIAG_INTERVIEWER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("CFDIAG_QUESTIONNAIRES", "q")
    return tmp_path


@pytest.fixture
def cfdiag(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """Runs the command with lines on stdin; gives exit code, stdout, stderr."""

    def ran(*arguments: str, lines: str | bytes = "") -> Ran:
        data = lines if isinstance(lines, bytes) else lines.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        code = run(["interview", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


WEIGHTS = """\
cfdiag: 1
id: weights
version: 1.0.0
title: Weights
groups: {inside: {title: Inside, side: inside}, outside: {title: Outside, side: customer}}
dimensions: {d: {title: D}}
sections:
  - id: s
    title: S
    questions:
      - {id: light, type: yes_no, dimension: d, ask: Light?}
      - {id: heavy, type: yes_no, dimension: d, weight: 3, ask: Heavy?}
"""


@pytest.fixture
def piped(cfdiag: Callable[..., Ran], here: Path) -> Callable[..., str]:
    """What is said when an interview of two weighted questions was piped in."""
    (here / "q/weights.yaml").write_text(WEIGHTS)

    def ran(group: str, *flags: str) -> str:
        to = ("--output", "i.json")
        lines = "no\nyes\n/finish\n"
        code, said, _ = cfdiag("weights", "--group", group, "--accessible", *to, *flags, lines=lines)
        assert code == 0
        assert "Finished" in said
        return said

    return ran


def test_of_a_pipe_that_no_customer_sees_the_scorecard_comes_last(piped):
    # Weights 1 and 3: the heavy question alone gives 75 of 100.
    assert re.search(r"^D .* 75 ", piped("inside"), re.MULTILINE)


@pytest.mark.parametrize("flags", [("inside", "--quiet"), ("outside",)], ids=["quiet", "customer"])
def test_else_no_score_is_seen(piped, flags):
    assert "75" not in piped(*flags)


def test_no_score_is_seen_at_a_screen(piped, monkeypatch):
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
    assert "75" not in piped("inside")


def test_a_whole_interview_through_a_pipe_ends_with_thanks_and_the_next_command(cfdiag, here):
    code, said, complaints = cfdiag(
        "branches", "--group", "inside", "--accessible", "--output", "one.json", lines=WHOLE
    )
    assert (code, complaints) == (0, "")
    assert said.endswith("Finished: one.json\nNext: cfdiag report one.json --output plan.html\n")
    assert "Thank you. Everything is saved.\nWhat happens next" in said
    assert "Overall" in said
    saved = read_interview(Path("one.json").read_bytes(), "one.json")
    assert saved.finished is not None
    assert len(saved.answers) == 11
    assert stat.S_IMODE(Path("one.json").stat().st_mode) == 0o600
    assert sorted(path.name for path in here.iterdir()) == ["kept", "one.json", "q"]


def test_the_end_of_input_saves_and_says_how_to_go_on(cfdiag, here):
    code, said, _ = cfdiag("branches", "--group", "inside", "--accessible", lines="yes\n1\n")
    journal = only(here, "*.open.jsonl")
    assert code == 3
    assert re.fullmatch(
        r"branches-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\.open\.jsonl",
        journal.name,
    )
    assert said.endswith(
        f"Saved: 2 of 9 questions are done, in {journal.name}\n"
        f"Go on: cfdiag interview --resume {journal.name}\n"
    )
    code, _, _ = cfdiag("--resume", journal.name, "--accessible", lines="\n1\n2026-11-22\n\n\n\n/quit\n")
    assert code == 3
    held = read_journal(journal.read_bytes(), "x")
    assert {"a", "b", "e", "f"} <= set(held.answers)


def test_particulars_come_from_flags(cfdiag, here):
    arguments = (
        "--respondent",
        "Ada",
        "--organisation",
        "Vale",
        "--account",
        "acme",
        "--department",
        "Sales",
    )
    more = ("--interviewer", "Bo", "--consent", "named", "--language", "nl", "--output", "x.json")
    code, said, complaints = cfdiag(
        "branches", "--group", "outside", "--accessible", *arguments, *more, lines="2\n"
    )
    held = read_journal(Path("x.open.jsonl").read_bytes(), "x")
    who = held.respondent
    # The group is anonymous: a name that was given is told not to be kept.
    assert "de naam wordt niet bewaard" in complaints
    assert code == 3
    assert (who.group, who.name, who.organisation, who.account) == ("outside", None, "Vale", "acme")
    assert (who.department, who.consent, held.interviewer, held.language) == (
        "Sales",
        "named",
        "Bo",
        "nl",
    )
    assert "Vraag 1 van 6. Nog 6, ongeveer" in said


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (
            ("branches",),
            "error: there is no terminal to hold the interview at  [no-terminal]",
            "give the answers with --answers FILE, or line by line with --accessible",
        ),
        (
            ("branches", "--no-input"),
            "error: an interview without input has no answers  [no-input]",
            "give them with --answers FILE (JSON or YAML)",
        ),
        (
            ("branchs", "--accessible"),
            "error: there is no questionnaire 'branchs'  [unknown-questionnaire]",
            "did you mean 'branches'?",
        ),
        (
            ("branches", "--accessible", "--group", "insider"),
            "error: the questionnaire branches has no group 'insider'  [unknown-group]",
            "did you mean 'inside'?",
        ),
        (
            ("branches", "--accessible", "--no-input"),
            "error: the respondent's group is not given  [no-group]",
            "add --group with one of: inside, outside",
        ),
        (
            ("branches", "--accessible", "--group", "inside", "--language", "de"),
            "error: the questionnaire branches is not there in 'de'  [unknown-language]",
            "its languages: en, nl",
        ),
        (
            ("branches", "--accessible", "--group", "inside", "--consent", "countd"),
            "error: --consent cannot be 'countd'  [wrong-option]",
            "did you mean 'counted'?",
        ),
        (
            ("branches", "--accessible", "--group", "inside", "--output", "no/x.json"),
            "no/x.json: error: the folder for the interview is not there  [no-folder]",
            "make it first: mkdir no",
        ),
        (
            ("--accessible", "--no-input"),
            "error: no questionnaire is named  [no-questionnaire]",
            "`cfdiag list` shows what is at hand: cfdiag interview ID",
        ),
        (
            ("--accessible", "--resume", "gone.json"),
            "gone.json: error: there is no such interview  [cannot-read]",
            "`cfdiag interview` without an ID lists the unfinished ones here",
        ),
    ],
)
def test_wrong_use_is_told_before_anything_is_made(cfdiag, here, arguments, message, hint):
    assert cfdiag(*arguments) == (2, "", f"{message}\n  = {hint}\n")
    assert [path.name for path in here.iterdir()] == ["q"]


def test_what_is_missing_is_asked_line_by_line(cfdiag, here):
    code, said, _ = cfdiag("branches", "--accessible", "--output", "x.json", lines="2\nno\n")
    assert code == 3
    assert said.startswith(
        "Where does the respondent stand?\n1. Inside\n2. Outside\nEnter a number from 1 to 2: "
    )
    assert read_journal(Path("x.open.jsonl").read_bytes(), "x").respondent.group == "outside"
    assert cfdiag("branches", "--accessible")[0] == 3


def test_without_a_name_it_offers_what_is_unfinished_and_the_questionnaires(cfdiag, here):
    cfdiag(
        "branches",
        "--group",
        "inside",
        "--accessible",
        "--respondent",
        "Ada",
        "--output",
        "x.json",
        lines="no\n",
    )
    code, said, _ = cfdiag("--accessible", lines="1\n")
    assert code == 3
    assert "Which interview?\n1. go on: Inside · " in said
    assert ". branches: Branches\n" in said
    assert "Question 2 of 8. 7 left" in said


@pytest.mark.parametrize("way", [{"ACCESSIBLE": "1"}, {"TERM": "dumb"}])
def test_plain_mode_by_environment(cfdiag, here, monkeypatch, way):
    for name, given in way.items():
        monkeypatch.setenv(name, given)
    assert cfdiag("branches", "--group", "inside")[0] == 3


def test_answers_from_a_file_finish_the_interview(cfdiag, here):
    Path("a.yaml").write_text(ANSWERS)
    code, said, complaints = cfdiag(
        "branches", "--group", "inside", "--answers", "a.yaml", "--output", "x.json", "--quiet"
    )
    assert (code, said, complaints) == (0, "Finished: x.json\n", "")
    assert read_interview(Path("x.json").read_bytes(), "x").answers["r2"].value == 4


def test_answers_through_a_pipe(cfdiag, here):
    flags = ("--group", "inside", "--answers", "-", "--output", "x.json")
    assert cfdiag("branches", *flags, lines='{"a": "no", "r2": 9, "things/own/t": 1}') == (
        2,
        "",
        "<stdin>:1:13: error: r2: the value must be a whole number from 1 to 5  [bad-answer]\n",
    )
    assert cfdiag("branches", *flags, lines=ANSWERS)[0] == 0


def test_answers_with_faults_are_all_told_and_nothing_is_made(cfdiag, here):
    Path("a.yaml").write_text('a: "no"\nr3: 4\nthings/own/t: 9\n')
    code, said, complaints = cfdiag(
        "branches", "--group", "inside", "--answers", "a.yaml", "--output", "x.json"
    )
    assert (code, said) == (2, "")
    assert "a.yaml:2:1: error: r3: there is no such question  [unknown-question]\n" in complaints
    assert (
        "a.yaml:3:1: error: things/own/t: the value must be a whole number from 1 to 5  [bad-answer]\n"
        in complaints
    )
    assert sorted(path.name for path in here.iterdir()) == ["a.yaml", "q"]


def test_what_is_nothing_beside_an_answer_is_named_with_what_there_is(cfdiag, here):
    Path("a.yaml").write_text("r2: {answer: 2, importance: 5}\nthings/own/t: {value: 3, basis: banana}\n")
    code, _, complaints = cfdiag("branches", "--group", "inside", "--answers", "a.yaml", "--output", "x.json")
    assert code == 2
    assert (
        "a.yaml:1:1: error: r2: 'answer' is nothing that stands beside an answer  [bad-answer]\n"
        in complaints
    )
    assert "  = keys: status, value, importance, " in complaints
    assert "things/own/t: the basis is guess, figures, hearsay or first_hand  [bad-answer]\n" in complaints


def test_answers_that_leave_required_ones_open_are_saved(cfdiag, here):
    Path("a.json").write_text('{"a": "no"}')
    code, said, complaints = cfdiag(
        "branches", "--group", "inside", "--answers", "a.json", "--output", "x.json"
    )
    assert code == 3
    assert complaints == "required and not answered: r2, things/own/t\n"
    assert "Go on: cfdiag interview --resume x.open.jsonl" in said
    Path("b.json").write_text('{"r2": 1, "things/own/t": 1}')
    assert cfdiag("--resume", "x.open.jsonl", "--answers", "b.json")[0] == 0


FORM = """{"format": "cfdiag/response@1", "questionnaire": {"id": "branches", "version": "1.0.0"},
 "group": "inside", "language": "en", "code": "K7QX2MWP", "date": "2026-11-26", "consent": "quoted",
 "items": {"things": {"i7": "A form's own"}},
 "answers": {"a": {"status": "answered", "value": "no"}, "r2": {"status": "answered", "value": 4},
             "things/own/t": {"status": "answered", "value": 3},
             "things/i7/t": {"status": "answered", "value": 2}}}"""


def test_what_was_filled_in_alone_goes_into_the_open_interview(cfdiag, here):
    who = ("branches", "--group", "inside", "--output", "x.json")
    cfdiag(*who, "--accessible", lines="yes\n/quit\n")
    Path("form.json").write_text(FORM)
    code, said, complaints = cfdiag("--resume", "x.open.jsonl", "--answers", "form.json")
    assert (code, complaints) == (3, "")
    # What was answered at the table is left alone, and named; the interview goes on from there.
    assert "Left as it was answered already: a\n" in said
    assert "Go on: cfdiag interview --resume x.open.jsonl" in said
    held = read_journal(Path("x.open.jsonl").read_bytes(), "x")
    assert held.answers["a"].value == "yes"
    assert held.answers["r2"].value == 4
    assert held.respondent.consent == "quoted"
    (own,) = (item for item, label in held.items["things"].items() if label == "A form's own")
    assert held.answers[f"things/{own}/t"].value == 2
    code, said, complaints = cfdiag("--resume", "x.open.jsonl", "--answers", "form.json")
    assert "Left as it was answered already: a, r2, things/own/t, " in said


def test_a_form_of_another_questionnaire_or_group_is_refused(cfdiag, here):
    cfdiag("branches", "--group", "inside", "--output", "x.json", "--accessible", lines="yes\n/quit\n")
    before = Path("x.open.jsonl").read_bytes()
    for old, new in (('"branches"', '"other"'), ('"inside"', '"outside"')):
        Path("form.json").write_text(FORM.replace(old, new))
        code, _, complaints = cfdiag("--resume", "x.open.jsonl", "--answers", "form.json")
        assert code == 2
        assert "this is a response to another" in complaints
    taken_up = read_journal(Path("x.open.jsonl").read_bytes(), "x")
    assert taken_up.answers == read_journal(before, "x").answers


def test_answers_by_their_keys_go_into_an_open_interview_where_nothing_is_answered(cfdiag, here):
    cfdiag("branches", "--group", "inside", "--output", "x.json", "--accessible", lines="yes\n/quit\n")
    Path("b.yaml").write_text('a: "no"\nr2: 1\n')
    _, said, _ = cfdiag("--resume", "x.open.jsonl", "--answers", "b.yaml")
    assert "Left as it was answered already: a\n" in said
    assert read_journal(Path("x.open.jsonl").read_bytes(), "x").answers["a"].value == "yes"


def test_the_language_of_the_environment_holds_where_the_questionnaire_has_it(cfdiag, here, monkeypatch):
    monkeypatch.setenv("CFDIAG_LANGUAGE", "nl")
    assert cfdiag("branches", "--group", "inside", "--accessible")[1].startswith("Takken\n")
    assert cfdiag("branches", "--accessible")[1].startswith("Waar staat de geïnterviewde?\n1. Binnen\n")
    monkeypatch.setenv("CFDIAG_LANGUAGE", "de")
    assert cfdiag("branches", "--group", "inside", "--accessible")[1].startswith("Branches\n")


def test_the_next_command_finds_the_same_questionnaires(cfdiag, here, monkeypatch):
    monkeypatch.delenv("CFDIAG_QUESTIONNAIRES")
    flags = ("--questionnaires", "q", "--output", "my own.json")
    _, said, _ = cfdiag("branches", "--group", "inside", "--accessible", *flags, lines="yes\n")
    assert said.endswith("Go on: cfdiag interview --resume 'my own.open.jsonl' --questionnaires q\n")


def test_in_an_engagement_the_client_its_lists_and_its_folders_are_used(cfdiag, here):
    Path("engagement.yaml").write_text(
        "cfdiag: 1\nclient: Vale\nlanguage: nl\naccounts: {acme: Acme Hospitals}\n"
        "lists: {things: {desk: The desk}}\n"
    )
    flags = ("--group", "inside", "--account", "acme", "--accessible")
    code, said, _ = cfdiag("branches", *flags, lines="ja\n")
    assert code == 3
    held = read_journal(only(here / "interviews", "*.open.jsonl").read_bytes(), "x")
    assert held.respondent.organisation == "Vale"
    assert held.items == {"things": {"desk": "The desk"}}
    assert "Is dat zo bij Vale?" in said
    (kept,) = (here / "questionnaires" / "kept").glob("branches-*.yaml")
    assert kept.read_text() == SOURCE
    assert stat.S_IMODE((here / "interviews").stat().st_mode) == 0o700


def test_a_reopened_interview_that_is_left_unchanged_stays_finished(cfdiag, here):
    Path("a.yaml").write_text(ANSWERS)
    cfdiag("branches", "--group", "inside", "--answers", "a.yaml", "--output", "x.json")
    code, said, _ = cfdiag("--resume", "x.json", "--accessible", lines="/quit\n")
    assert code == 0
    assert said.endswith("Nothing was changed: x.json\n")
    assert not Path("x.open.jsonl").exists()
    code, _, _ = cfdiag("--resume", "x.json", "--accessible", lines="/review\n8\nmore to say\nfinish\n")
    assert code == 0


def test_particulars_can_be_set_right_when_it_is_resumed(cfdiag, here):
    cfdiag("branches", "--group", "inside", "--accessible", "--output", "x.json", lines="yes\n\n1\n")
    flags = ("--respondent", "Ada", "--group", "outside", "--language", "nl", "--consent", "counted")
    code, said, _ = cfdiag("--resume", "x.json", "--accessible", *flags)
    held = read_journal(Path("x.open.jsonl").read_bytes(), "x")
    assert code == 3
    assert said.startswith("Takken\n")
    assert (held.respondent.name, held.respondent.group, held.respondent.consent) == (
        "Ada",
        "outside",
        "counted",
    )
    assert set(held.set_aside) == {"d"}  # insiders only
    for wrong, message in (
        (("listening",), "that interview is held with branches, not listening"),
        (("--output", "y.json"), "--output is where a new interview goes"),
        (("--group", "nobody"), "the groups are inside, outside"),
        (("--language", "de"), "the languages are en, nl"),
    ):
        code, _, complaints = cfdiag(*wrong, "--resume", "x.json", "--accessible")
        assert code == 2
        assert complaints.startswith(f"error: {message}  [wrong-option]\n")


def test_an_interview_does_not_go_over_another(cfdiag, here):
    cfdiag("branches", "--group", "inside", "--accessible", "--output", "x.json", lines="yes\n")
    code, _, complaints = cfdiag("branches", "--group", "inside", "--accessible", "--output", "x.json")
    assert code == 2
    assert complaints == (
        "x.open.jsonl: error: there is an unfinished interview of that name  [exists]\n"
        "  = go on with it: cfdiag interview --resume x.open.jsonl\n"
    )


PIPED = ("branches", "--group", "inside", "--accessible", "--output", "x.json")


@pytest.mark.parametrize(
    ("lines", "number", "reason"),
    [
        (b"no\n\xff\xfe\x00\n2\n", 2, ": That line is not UTF-8 text; it was not read."),
        (b"\xef\xbb\xbfno\ncaf\xe9\n", 2, ": That line is not UTF-8 text; it was not read."),
        (b"no\n9\n1\n", 2, " to 'd': Please give numbers from 1 to 3, separated by commas."),
    ],
)
def test_of_a_pipe_the_first_line_that_is_refused_is_the_end(cfdiag, here, lines, number, reason):
    code, said, err = cfdiag(*PIPED, lines=lines)
    assert code == 2
    assert err.startswith(f"<stdin>:{number}:1: error: this line is no answer{reason}  [refused-line]\n")
    assert "Saved: 1 of " in said
    answers = read_journal(Path("x.open.jsonl").read_bytes(), "x").answers
    assert {key: answer.value for key, answer in answers.items()} == {"a": "no"}


def test_where_the_very_first_line_is_refused_there_is_an_interview_to_go_on_with(cfdiag, here):
    code, said, err = cfdiag(*PIPED, lines="perhaps\nyes\n")
    assert code == 2
    assert err.startswith("<stdin>:1:1: error: this line is no answer")
    assert "Saved: 0 of " in said
    assert read_journal(Path("x.open.jsonl").read_bytes(), "x").answers == {}
    assert cfdiag("score", "x.open.jsonl")[0] == 2, "nobody was heard yet"


def test_a_pipe_that_never_ends_is_not_waited_for(cfdiag, here):
    code, _, err = cfdiag(*PIPED, lines="\n" * 1000)
    assert code == 2
    assert err.startswith("<stdin>:9:1: error: this line is no answer: Not understood")


@pytest.mark.parametrize("flag", ["respondent", "organisation", "department", "account", "interviewer"])
def test_a_name_in_another_encoding_is_refused_before_the_first_question(cfdiag, here, flag):
    code, said, err = cfdiag(*PIPED, f"--{flag}", "Jos\udce9", lines="no\n")
    assert (code, said) == (2, "")
    assert err == (
        f"error: --{flag} is not UTF-8 text  [not-text]\n  = set the terminal to UTF-8, and type it again\n"
    )
    assert not Path("x.open.jsonl").exists()


# --- at a real pseudo-terminal


def test_an_interview_typed_at_a_terminal_line_by_line(here):
    at = Terminal("branches", "--group", "inside", "--accessible", "--output", "x.json")
    at.until("Yes or no:")
    for line in (*WHOLE.splitlines(), "2", ""):
        at.send(line + "\r")
    at.until("2. stop").send("2\r")
    assert at.end() == 0
    held = read_interview(Path("x.json").read_bytes(), "x")
    assert len(held.answers) == 11
    assert held.respondent.consent == "counted"


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 143)]
)
@pytest.mark.parametrize("front", ["plain", "screen"])
def test_a_signal_leaves_with_everything_saved_and_the_terminal_as_it_was(here, front, number, code):
    flags = ["--accessible"] if front == "plain" else []
    at = Terminal("branches", "--group", "inside", "--output", "x.json", *flags)
    if front == "plain":
        at.until("Yes or no:").send("no\r").until("Saved: No.")
    else:
        at.until("Branches").send("\r").until("To begin").send("\r").until("Is it so").send("2\r").until(
            "Which of them"
        )
    at.child.kill(number)
    assert at.end() == code
    assert read_journal(Path("x.open.jsonl").read_bytes(), "x").answers["a"].value == "no"
    assert at.raw.count("\x1b[?1049h") == at.raw.count("\x1b[?1049l")
    assert "Go on: cfdiag interview --resume x.open.jsonl" in at.raw or number == signal.SIGHUP


def test_control_c_in_plain_mode(here):
    at = Terminal("branches", "--group", "inside", "--accessible", "--output", "x.json")
    at.until("Yes or no:").send("no\r").until("Saved: No.").send("\x03")
    assert at.end() == 130


def test_a_second_session_is_told_who_has_the_interview(here, cfdiag):
    at = Terminal("branches", "--group", "inside", "--accessible", "--output", "x.json")
    at.until("Yes or no:")
    code, _, complaints = cfdiag("--resume", "x.open.jsonl", "--accessible")
    assert code == 2
    assert f"another session has this interview open: process {at.child.pid} on " in complaints
    at.send("/quit\r")
    assert at.end() == 3


def test_a_small_interview_on_the_screen_from_the_first_key_to_the_plan(here):
    library_folder(Path("small"), SMALL)
    (Path("small") / "branches.yaml").rename(Path("small") / "small.yaml")
    at = Terminal("small", "--output", "s.json", CFDIAG_QUESTIONNAIRES="small")
    at.until("Who is here?").send("Ada\r\t")
    at.until("Enter begins").send("\r").until("How good").send("4\r").until("Why").send("It is so\r").until(
        "Review"
    ).send("f")
    at.until("“It is so”").until("What may become").send("1\r").until("Thank you").send("\r")
    at.until("3 stop").send("3")
    assert at.end() == 0
    after_the_screen = at.raw.rpartition("\x1b[?1049l")[2]
    assert "Overall" not in at.raw
    assert "Next: cfdiag report s.json" in after_the_screen
    saved = json.loads(Path("s.json").read_text())
    assert saved["respondent"]["consent"] == "named"
    assert {key: answer["value"] for key, answer in saved["answers"].items()} == {
        "good": 4,
        "why": "It is so",
    }
    assert run(["report", "s.json", "--questionnaires", "small", "--output", "plan.html"]) == 0
    assert "Small" in Path("plan.html").read_text()


SMALL = """\
cfdiag: 1
id: small
version: 1.0.0
title: Small
groups: {all: {title: All, anonymous: false}}
scales: {five: {min: 1, max: 5}}
dimensions: {d: {title: Everything}}
sections:
  - id: s
    title: Section
    questions:
      - {id: good, type: rating, scale: five, dimension: d, required: true, ask: How good is it?}
      - {id: why, type: text, ask: Why?}
"""


def test_in_lines_help_and_leaving_are_had_before_the_first_question_too(cfdiag, here):
    code, said, _ = cfdiag("--accessible", lines="/help\n/quit\n")
    assert code == 3
    assert "/quit leaves" in said
    assert [path.name for path in here.iterdir()] == ["q"]
    code, said, _ = cfdiag("branches", "--accessible", lines="/quit\n")
    assert code == 3
    assert "Where does the respondent stand?" in said


def test_a_journal_that_was_cut_off_is_said_to_be(cfdiag, here, capsys):
    cfdiag("branches", "--group", "inside", "--accessible", "--output", "x.json", lines="yes\n2\n")
    whole = Path("x.open.jsonl").read_bytes()
    Path("x.open.jsonl").write_bytes(whole[:-5])
    for command in (["check"], ["score"]):
        assert run([*command, "x.open.jsonl"]) == 0
        said = capsys.readouterr()
        assert "x.open.jsonl:3:1: warning: the journal is cut off: its last line is not whole" in (
            said.out + said.err
        )
    Path("x.open.jsonl").write_bytes(whole[:40])
    for command in (["check"], ["score"], ["interview", "--accessible", "--resume"]):
        assert run([*command, "x.open.jsonl"]) == (2 if command != ["check"] else 1)
        said = capsys.readouterr()
        assert "the journal is cut off within its first line" in said.out + said.err


@pytest.mark.parametrize("mode", ["in_person", "phone", "alone"])
def test_how_an_interview_is_held_is_kept(piped: Callable[..., str], here: Path, mode: str) -> None:
    piped("inside", "--mode", mode)
    assert read_interview((here / "i.json").read_bytes(), "i.json").mode == mode


def test_a_way_of_holding_that_there_is_not_is_refused(cfdiag: Callable[..., Ran]) -> None:
    code, _, said = cfdiag("weights", "--mode", "fax")
    assert code == 2
    assert "'fax' is not one of 'in_person', 'phone', 'alone'" in said


@pytest.mark.parametrize("lines", ["/finish\n", "\n\nfinish\n"])
def test_in_lines_nothing_answered_is_not_finished(
    cfdiag: Callable[..., Ran], here: Path, lines: str
) -> None:
    (here / "q/weights.yaml").write_text(WEIGHTS)
    code, _, told = cfdiag("weights", "--group", "inside", "--accessible", lines=lines)
    assert code == 2
    assert "nothing is answered yet" in told
    assert list(here.glob("*.json")) == []


PROMISES = """\
cfdiag: 1
id: promises
version: 1.0.0
title: Promises
groups: {inside: {title: Inside, side: inside}}
sections:
  - id: p
    title: Promises
    repeat: {ask: Which?, name: promise, items: {a: Apples, b: Books}}
    questions:
      - {id: kept, type: yes_no, ask: Was it kept?}
"""


def test_what_is_found_says_what_it_is_about(cfdiag: Callable[..., Ran], here: Path) -> None:
    (here / "q/promises.yaml").write_text(PROMISES)
    _, said, _ = cfdiag("promises", "--group", "inside", "--accessible", lines="\n/find kept\n")
    assert "Apples: Was it kept?" in said
    assert "Books: Was it kept?" in said


def test_what_was_said_in_passing_is_found_in_the_review_or_at_its_question(
    cfdiag: Callable[..., Ran], here: Path
) -> None:
    (here / "q/promises.yaml").write_text(PROMISES)
    noted = "/note The depot moves in May\n/find may DEPOT\n"  # at the list of items: of no question
    _, said, _ = cfdiag("promises", "--group", "inside", "--accessible", lines=noted)
    assert said.split("Saved: The depot")[1].splitlines()[2] == "Review"
    _, said, refused = cfdiag(
        "promises", "--group", "inside", "--accessible", lines=f"{noted}/file 1 1\n/find depot\n/find coast\n"
    )
    assert said.split("Saved: Was it kept?.")[1].splitlines()[5] == "Was it kept? Optional."
    assert "Nothing has these words." in refused
