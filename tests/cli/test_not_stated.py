"""Who does not state the field of a breakdown has a row of their own: the last one, in the reader's words."""

from __future__ import annotations

import json

import pytest
from kits.batch import Desk, interview
from kits.command import runner

WHO = {"group": "customer", "consent": "named"}


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path):
    desk = Desk(tmp_path)
    for n in range(18):
        department = ({}, {"department": "sales"}, {"department": "zorg"})[n % 3]
        desk.write(f"in/{n}.json", interview(n, respondent={**WHO, "name": f"P{n}", **department}))
    return runner(capsys, monkeypatch, tmp_path)


FLAGS = ("in", "--questionnaires", "qs", "--by", "department", "-q")


def test_it_comes_last(cfdiag):
    result = json.loads(cfdiag("score", *FLAGS, "--format", "json").out)
    assert list(result["questionnaires"][0]["by"]["department"]) == ["sales", "zorg", "not stated"]


@pytest.mark.parametrize(
    "command", [("score",), ("score", "--format", "markdown"), ("report", "--format", "markdown")]
)
@pytest.mark.parametrize(("language", "said"), [("nl", "niet opgegeven"), ("en", "not stated")])
def test_it_is_said_in_the_language_of_the_output(cfdiag, command, language, said):
    out = cfdiag(*command, *FLAGS, "--language", language).out
    assert said in out
    assert ("not stated" in out) is (language == "en")
