"""What a file is, by what it says of itself: `check` takes it for that, and says what is wrong with one."""

from __future__ import annotations

from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.formats import BASE

QUESTIONNAIRE, ENGAGEMENT, INTERVIEW = "the questionnaire has no", "the engagement has no", "'id' is missing"
NO_FILE, NO_FAULT = "this is no file of cfdiag", "1 file checked: no faults"
MARK, CUT = "-----BEGIN CFDIAG RESPONSE-----", "the response is cut off: its last line is missing"


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    return runner(capsys, monkeypatch, tmp_path)


@pytest.mark.parametrize(
    ("data", "file", "told"),
    [
        (BASE.replace("version: 1.0.0\n", ""), "any.yaml", "the questionnaire has no 'version'"),
        ("cfdiag: 1\n", "q.yaml", QUESTIONNAIRE),
        ("cfdiag: 1\nid: account-plan\ntitle: Plans\n", "account-plan.yaml", QUESTIONNAIRE),
        ("cfdiag: 1\nid: plan\n", "plan.yaml", QUESTIONNAIRE),
        ("cfdiag: 1\ntitle: Ours\n", "our-engagement.yaml", QUESTIONNAIRE),
        ("cfdiag: 1\nid: accounts\n", "accounts.mapping.yaml", QUESTIONNAIRE),
        ("cfdiag: 1\n", "plan.yaml", "the plan has no 'plan'"),
        ("cfdiag: 1\n", "engagement.yaml", NO_FAULT),
        ("cfdiag: 1\nsections: 1\n", "engagement.yaml", QUESTIONNAIRE),
        ("cfdiag: 1\nroster: 1\n", "engagement.yaml", "roster"),
        ("client: A\nroster: []\n", "e.yaml", ENGAGEMENT),
        ('{"client": "Acme"}', "engagement.yaml", ENGAGEMENT),
        ('{"cfdiag": 1, "id": "q", "sections": []}', "q.yaml", QUESTIONNAIRE),
        ('{"format": "cfdiag/interview@1"}', "x", INTERVIEW),
        ('\ufeff {"format" : "cfdiag/interview@2"}', "x.json", "the interview is written in format 2"),
        ("format: cfdiag/interview@1\n", "i.yaml", INTERVIEW),
        ("respondent: {group: a}\nanswers: {}\n", "i.yaml", "the interview has no 'format'"),
        ('{"a": 1}', "i.json", "the interview has no 'format'"),
        ('{"format": "cfdiag/result@1"}', "r.json", "a result is not checked"),
        ("profile: qualtrics\n", "m.yaml", "the mapping has no 'mapping'"),
        (f"# what is mailed holds {MARK}\n{BASE}", "sample.yaml", NO_FAULT),
        (f"# {MARK}\n{BASE}", "sample.yaml", NO_FAULT),
        (BASE.replace("How was it?\n", f"|\n  All from\n  {MARK}\n  on\n"), "sample.yaml", NO_FAULT),
        (f"cfdiag: 1\n# {MARK}\nclient: Acme\n", "engagement.yaml", NO_FAULT),
        (f"Send it with {MARK} and all that follows.\n", "notes.txt", NO_FILE),
        (f"answers: 1\n{MARK}\n", "mail.txt", CUT),
        (f"\ufeff{MARK}\n", "mail.txt", CUT),
        (f"Hello\r\n> >\t{MARK} \r\n> {'A' * 64}\r\n", "mail.txt", CUT),
        (f"<p>Hello<br>{MARK}<br>{'A' * 64}<br>", "mail.eml", CUT),
        (f"Hello\n{MARK} {'A' * 64}", "mail.txt", CUT),
        (f"{'so ' * 1_500_000}\n{MARK}\n", "long.txt", CUT),
        ('{"format":\n  "cfdiag/response@1"}', "x.json", "'questionnaire' is missing"),
        ("hello", "notes.txt", NO_FILE),
        ("a: 1\n", "other.yaml", NO_FILE),
        ("", "x.yaml", "the file is empty"),
    ],
)
def test_each_kind_is_taken_for_what_it_is(cfdiag: Command, data: str, file: str, told: str) -> None:
    Path(file).write_text(data, encoding="utf-8")
    done = cfdiag("check", file)
    assert told in done.out + done.err


def test_a_questionnaire_that_cannot_be_read_is_still_one(cfdiag: Command) -> None:
    Path("q.yml").write_text("cfdiag: 1\nsections:\n\tbroken", encoding="utf-8")
    done = cfdiag("check", "q.yml")
    assert (done.code, "q.yml:3:1: error: a tab where blanks are expected" in done.out) == (1, True)
