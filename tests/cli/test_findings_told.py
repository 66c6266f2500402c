"""`tell` of a finding: how many gave an answer, group by group, with the sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import Command, runner

TOLD = """\
cfdiag: 1
id: told
version: 1.0.0
title: Told
groups:
  internal: {side: inside, title: Insiders, anonymous: false}
  customer: {side: customer, title: Customers, anonymous: false}
sections:
  - id: s
    title: S
    questions:
      - id: want
        type: choice
        ask: {internal: What would they say?, customer: What do you say?}
        options: {more: More often, same: As often, less: Less often}
findings:
  - id: wanted
    when: n.customer >= 1
    because: [want]
    tell: {want: more}
    text: {internal: They want more., customer: You want more.}
"""


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "qs").mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "qs" / "told.yaml").write_text(TOLD, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def held(group: str, *answers: str, consent: str = "named") -> None:
    for n, value in enumerate(answers):
        interview = {
            "format": "cfdiag/interview@1",
            "id": f"{group}-{n}",
            "questionnaire": {"id": "told", "version": "1.0.0", "sha256": ""},
            "respondent": {"group": group, "consent": consent, "account": f"{group} {n}"},
            "finished": "2026-11-22T10:00:00Z",
            "answers": {"want": {"status": "answered", "value": value}},
        }
        Path(f"in/{group}-{n}.json").write_text(json.dumps(interview), encoding="utf-8")


def test_the_numbers_stand_with_the_sentence(cfdiag: Command) -> None:
    held("internal", "more", "same", "less", "same")
    held("customer", "more", "more", "same", "more", "more")
    said = " ".join(cfdiag("score", "in", "--questionnaires", "qs").out.split())
    assert "They want more. (1 of 4 insiders: more often; 4 of 5 customers: more often)" in said
    dutch = " ".join(cfdiag("score", "in", "--questionnaires", "qs", "--language", "nl").out.split())
    assert "(1 van de 4 insiders: more often; 4 van de 5 customers: more often)" in dutch


def test_what_may_not_be_shown_is_not_told(cfdiag: Command) -> None:
    held("internal", "more", "same", "less", "same", consent="counted")
    held("customer", "more", "more", "same", "more", "more", "more", consent="counted")
    said = " ".join(cfdiag("score", "in", "--questionnaires", "qs").out.split())
    assert "They want more." in said
    assert "more often" not in said


def test_customers_are_not_told_what_insiders_said(cfdiag: Command) -> None:
    held("internal", "more", "same", "less", "same")
    held("customer", "more", "more", "same", "more", "more")
    report = ("report", "in", "--questionnaires", "qs", "--format", "markdown", "--audience", "customer")
    shown = cfdiag(*report).out
    assert "You want more. (4 of 5 customers: more often)" in shown
    assert "insiders" not in shown.lower()


@pytest.mark.parametrize(
    ("tell", "fault"),
    [
        ("{wamt: more}", "there is no question 'wamt'"),
        ("{want: mor}", "'want' has no option 'mor'"),
    ],
)
def test_check_finds_what_cannot_be_told(cfdiag: Command, tell: str, fault: str) -> None:
    Path("qs/told.yaml").write_text(TOLD.replace("{want: more}", tell), encoding="utf-8")
    done = cfdiag("check", "qs/told.yaml")
    assert done.code == 1
    assert f"error: {fault}" in done.out
    assert done.out.count("error:") == 1


@pytest.mark.parametrize("group", ["internal", "customer"])
@pytest.mark.parametrize(
    ("when", "said_from"), [("share(want, more) >= 0.5", 5), ("share(want, more) > 0", 1)]
)
def test_of_one_or_two_nothing_is_said_in_shares(
    cfdiag: Command, group: str, when: str, said_from: int
) -> None:
    rule = TOLD.replace("n.customer >= 1", when).replace("    tell: {want: more}\n", "")
    Path("qs/told.yaml").write_text(rule, encoding="utf-8")
    for n in (1, 2, 3, 4, 5):
        held(group, *["more"] * n)
        said = " ".join(cfdiag("score", "in", "--questionnaires", "qs").out.split())
        # Of a single customer nothing is said at all: everybody would know whose word it is.
        assert ("They want more." in said) is (n >= said_from and (group, n) != ("customer", 1)), n


SHARED = TOLD.replace(
    "    when: n.customer >= 1\n    because: [want]\n    tell: {want: more}\n",
    '    when: share(want, "more") > 0\n    because: [want]\n',
) + (
    "actions:\n"
    "  - {id: ask, when: n.internal > 0, because: [want], about: want, title: Ask, "
    'why: "Why: {{ about.figure }}.", first_step: Go., owner: Shop, measure: Asked.}\n'
)


@pytest.mark.parametrize(
    ("answers", "language", "said"),
    [
        (["more"], "en", "(1 of 1 said “more often”)"),
        (["more"], "nl", "(1 van de 1 zei “more often”)"),
        (["more", "less"], "en", "(1 of 2 said “more often”)"),
    ],
)
def test_a_sentence_with_a_share_of_one_or_two_carries_its_numbers(
    cfdiag: Command, answers: list[str], language: str, said: str
) -> None:
    Path("qs/told.yaml").write_text(SHARED, encoding="utf-8")
    held("internal", *answers)
    found = cfdiag("score", "in", "--questionnaires", "qs", "--format", "json", "--language", language)
    texts = [each["text"] for part in json.loads(found.out)["questionnaires"] for each in part["findings"]]
    assert texts == [f"They want more. {said}"]


def test_what_one_said_is_a_sentence_where_it_stands_in_one(cfdiag: Command) -> None:
    Path("qs/told.yaml").write_text(SHARED, encoding="utf-8")
    held("internal", "less")
    done = cfdiag("report", "in", "--questionnaires", "qs", "--format", "markdown")
    assert "Why: 1 of 1 said “less often”." in done.out
