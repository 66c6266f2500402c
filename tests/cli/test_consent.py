"""Consent at the exit: what a report prints of whom, whatever else is open, and whoever holds the pen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import Command, runner

from cfdiag.interview.journal.replay import read_journal

PANEL = """\
cfdiag: 1
id: table
version: 1.0.0
title: Table
groups: {internal: {title: Inside}}
sections:
  - id: invited
    title: Invited
    repeat: {ask: Who?, name: guest, items: {}, from: guests}
    questions:
      - {id: may, type: choice, ask: May we quote?, options: {name: By name, quote: Without, "no": No!}}
      - {id: called, type: text, ask: What is the name?}
  - id: said
    title: Said
    repeat:
      ask: Who came?
      name: guest
      items: {}
      speaker: {name: called, quotable: 'may in ["name", "quote"]', named: may == "name"}
    questions:
      - {id: words, type: text, ask: "What did {{ item }} say?"}
  - id: own
    title: Own
    questions:
      - {id: mine, type: text, ask: And you?}
"""


def answered(value: object, **more: object) -> dict[str, object]:
    return {"status": "answered", "value": value, **more}


def panel(**changes: object) -> dict[str, object]:
    """What a facilitator noted of four guests: one by name, one without, one who said no, one not asked."""
    guests = {"i1": "First", "i2": "Second", "i3": "Third", "i4": "Fourth"}
    answers = {
        "invited/i1/may": answered("name"),
        "invited/i1/called": answered("Ada Vale"),
        "invited/i2/may": answered("quote"),
        "invited/i3/may": answered("no"),
        **{f"said/{i}/words": answered(f"WORDS {label}.") for i, label in guests.items()},
        "mine": answered("MY OWN."),
    }
    return {
        "format": "cfdiag/interview@1",
        "id": "p1",
        "questionnaire": {"id": "table", "version": "1.0.0"},
        "respondent": {"group": "internal", "name": "Bo", "department": "Quality", "consent": "named"},
        "started": "2026-11-22T09:00:00Z",
        "finished": "2026-11-22T09:20:00Z",
        "items": {"invited": guests, "said": dict(guests)},
        "answers": answers,
        **changes,
    }


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "table.yaml").write_text(PANEL, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def quoted(cfdiag: Command, path: str) -> list[str]:
    """The words of a report, each with who is said to have said them: the same wherever they stand."""
    done = cfdiag("report", path, "--format", "markdown", "--questionnaires", ".")
    assert done.code == 0, done.err
    said = done.out.replace("\\", "").replace(
        "\n>\n> — ", " — "
    )  # under an action: words, then whose they are
    lines = [line for line in said.splitlines() if "WORDS" in line or "MY OWN" in line]
    assert all(line.startswith(("- ", "> ")) for line in lines)
    return sorted({line[2:] for line in lines})


@pytest.mark.parametrize("consent", ["named", "counted", None])
def test_words_of_somebody_else_follow_their_own_consent(cfdiag: Command, consent: str | None) -> None:
    who = {"group": "internal", "name": "Bo", "department": "Quality", "consent": consent}
    Path("p.json").write_text(json.dumps(panel(respondent=who)), encoding="utf-8")
    assert cfdiag("check", "table.yaml", "p.json", "--questionnaires", ".").code == 0
    own = {"named": ["MY OWN. — Bo, Quality"], "counted": [], None: ["MY OWN. — Quality"]}[consent]
    assert quoted(cfdiag, "p.json") == [*own, "WORDS First. — Ada Vale", "WORDS Second. — Guest"]


def test_who_is_quoted_in_a_second_copy_takes_it_back(cfdiag: Command) -> None:
    Path("in").mkdir()
    Path("in/p.json").write_text(json.dumps(panel()), encoding="utf-8")
    answers = {**panel()["answers"], "invited/i1/may": answered("quote"), "invited/i2/may": answered("no")}  # type: ignore[dict-item]
    Path("in/q.json").write_text(json.dumps(panel(answers=answers, finished=None)), encoding="utf-8")
    assert quoted(cfdiag, "in") == ["MY OWN. — Bo, Quality", "WORDS First. — Guest"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('named: may == "name"', 'named: maybe == "name"', "unknown-question"),
        ('named: may == "name"', 'named: may == "nam"', "unknown-option"),
        ("name: called", "name: may", "unknown-question"),
        ("""quotable: 'may in ["name", "quote"]', named: may == "name"}""", "}", "missing-key"),
    ],
)
def test_faults_of_a_speaker(cfdiag: Command, old: str, new: str, fault: str) -> None:
    assert old in PANEL
    Path("table.yaml").write_text(PANEL.replace(old, new), encoding="utf-8")
    done = cfdiag("check", "table.yaml")
    assert (done.code, done.out.count("error:")) == (1, 1)
    assert f"[{fault}]" in done.out


def held(cfdiag: Command, tmp_path: Path) -> Path:
    """An engagement with one finished interview, of a customer who may be named."""
    assert cfdiag("init", ".", "-q").code == 0
    text = Path("engagement.yaml").read_text(encoding="utf-8")
    Path("engagement.yaml").write_text(text.replace("Name of the client", "Vale"), encoding="utf-8")
    flags = ("--group", "customer", "--account", "acme", "--respondent", "Ada Vale", "--consent", "named")
    done = cfdiag(
        *("interview", "account-view", *flags, "--answers", "-", "-q"), stdin=b'improve: "WORDS of hers"\n'
    )
    assert done.code == 0, done.err
    (file,) = (tmp_path / "interviews").glob("*.json")
    return file


def test_a_withdrawal_in_a_finished_interview_is_in_force_at_once(cfdiag: Command, tmp_path: Path) -> None:
    file = held(cfdiag, tmp_path)
    day = json.loads(file.read_text(encoding="utf-8"))["finished"][:10]
    assert "WORDS of hers — Ada Vale, acme" in quoted(cfdiag, "interviews")
    flags = ("--consent", "counted", "--accessible")
    done = cfdiag("interview", "--resume", str(file), *flags, stdin=b"/quit\n")
    assert done.code == 3
    assert done.out.splitlines()[-1] == (
        f"Until it is finished again, reports use it as it was finished on {day}. "
        "What may no longer be quoted or named is left out from now on."
    )
    for path in ("interviews", str(file)):  # whoever is handed the finished file alone has it too
        assert quoted(cfdiag, path) == []
    journal = file.with_suffix(".open.jsonl")
    warned = cfdiag("report", "interviews", "--format", "markdown").err
    assert warned == (
        f"interviews/{journal.name}: warning: reopened, not finished: the answers in interviews/{file.name}"
        " count, with the stricter consent of the two  [reopened]\n"
        f"  = finish it and its changes count: cfdiag interview --resume interviews/{journal.name}\n"
    )
    saved = json.loads(file.read_text(encoding="utf-8"))
    assert (saved["respondent"]["consent"], saved["finished"][:10]) == ("counted", day)


def test_a_consent_given_in_a_finished_interview_counts_when_it_is_finished(
    cfdiag: Command, tmp_path: Path
) -> None:
    file = held(cfdiag, tmp_path)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"consent": "named"', '"consent": "quoted"'), encoding="utf-8")
    flags = ("--consent", "named", "--accessible")
    assert cfdiag("interview", "--resume", str(file), *flags, stdin=b"/quit\n").code == 3
    assert read_journal(file.with_suffix(".open.jsonl").read_bytes(), "j").respondent.consent == "named"
    assert quoted(cfdiag, "interviews") == ["WORDS of hers — acme"]


def test_a_sentence_that_may_no_longer_be_quoted(cfdiag: Command) -> None:
    who = {"group": "internal", "consent": "counted"}
    one = panel(answers={"mine": answered("MY OWN.", quotable=True)}, respondent=who)
    Path("a.json").write_text(json.dumps(one), encoding="utf-8")
    # Among the words of a group, which is their heading; to hear more people quotes nobody.
    assert quoted(cfdiag, "a.json") == ["MY OWN."]
    Path("in").mkdir()
    Path("in/a.json").write_text(json.dumps(one), encoding="utf-8")
    other = panel(answers={"mine": answered("MY OWN.")}, respondent=who, finished=None)
    Path("in/b.json").write_text(json.dumps(other), encoding="utf-8")
    assert quoted(cfdiag, "in") == []


@pytest.mark.parametrize(("old", "new"), [("attributed", "named"), ("anonymous", "counted")])
def test_the_words_of_0_1_are_understood(cfdiag: Command, old: str, new: str) -> None:
    flags = ("--group", "internal", "--consent", old, "--answers", "-", "--questionnaires", ".")
    assert cfdiag("interview", "table", *flags, "-o", "a.json", stdin=b"mine: MY OWN.\n").code == 0
    assert json.loads(Path("a.json").read_text(encoding="utf-8"))["respondent"]["consent"] == new
