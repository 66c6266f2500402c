"""What a result opens with, and findings that are worded for customers."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from kits.batch import QUESTIONNAIRE, Desk, interview
from kits.command import Command, runner

FINDINGS = """\
findings:
  - {id: good, kind: strength, when: score.sharing >= 0, text: It is shared.}
  - {id: bad, when: points.reply >= 0, text: {internal: We are slow., customer: You wait too long.}}
"""


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    desk = Desk(tmp_path)
    head, _, _ = QUESTIONNAIRE.partition("actions:")
    (tmp_path / "qs" / "small.yaml").write_text(head + FINDINGS, encoding="utf-8")
    sha256 = hashlib.sha256((head + FINDINGS).encode()).hexdigest()
    for n in range(14):
        inside = {"group": "internal", "department": "Sales"}
        customer = {"group": "customer", "account": ("acme", "borealis")[n % 2], "consent": "named"}
        named = {"id": "small", "version": "1.1.0", "sha256": sha256}
        desk.write(
            f"interviews/{n}.json",
            interview(n, questionnaire=named, respondent=inside if n < 7 else customer),
        )
    return runner(capsys, monkeypatch, tmp_path)


def headline(cfdiag: Command) -> list[str]:
    done = cfdiag("score", "interviews", "--questionnaires", "qs", "--format", "json", "-q")
    assert done.code == 0, done.err
    result: dict[str, Any] = json.loads(done.out)
    parts = {part["id"]: part for part in result["questionnaires"]}
    return [parts[h["questionnaire"]]["findings"][h["finding"]]["text"] for h in result["headline"]]


def test_strengths_first_unless_the_engagement_wants_it_otherwise(cfdiag: Command, tmp_path: Path) -> None:
    first = headline(cfdiag)
    assert first[:2] == ["It is shared.", "We are slow."]
    (tmp_path / "engagement.yaml").write_text("cfdiag: 1\nopens_with: gaps\n", encoding="utf-8")
    turned = headline(cfdiag)
    assert turned == [*first[1:], first[0]]
    report = cfdiag("report", "interviews", "--questionnaires", "qs", "--format", "markdown", "-q").out
    assert report.index("We are slow") < report.index("It is shared")


def test_what_it_opens_with_is_one_of_two_words(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "engagement.yaml").write_text("cfdiag: 1\nopens_with: gap\n", encoding="utf-8")
    done = cfdiag("check", "engagement.yaml")
    assert done.code == 1
    assert "did you mean 'gaps'?" in done.err + done.out


def test_a_finding_is_said_to_customers_in_their_own_words_and_to_insiders_in_theirs(cfdiag: Command) -> None:
    flags = ("report", "interviews", "--questionnaires", "qs", "--format", "markdown", "-q")
    inside, customer = cfdiag(*flags).out, cfdiag(*flags, "--audience", "customer").out
    assert ("We are slow." in inside, "You wait too long." in inside) == (True, False)
    assert ("We are slow." in customer, "You wait too long." in customer) == (False, True)
    assert "It is shared." not in customer
