"""What the shell completes: every value that can be known, and nothing that a shell would run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ENGAGEMENT = """\
cfdiag: 1
departments: {sales: Sales, service: Service}
accounts: {acme: Acme Hospitals, borax: Borax}
questionnaires: [account-view]
"""

PLAN = """\
cfdiag: 1
plan: p
adopted: 2026-11-26
actions:
  - {id: share_plans, kind: own, title: Share them}
  - {id: own-1, kind: own, title: Another}
"""


def completed(folder: Path, *words: str) -> list[str]:
    """What is offered for the last word, as bash asks for it."""
    ran = subprocess.run(
        [sys.executable, "-m", "cfdiag"],
        cwd=folder,
        env={
            **os.environ,
            "_CFDIAG_COMPLETE": "complete_bash",
            "_PYTHON__M_CFDIAG_COMPLETE": "complete_bash",
            "_PYTHON_M_CFDIAG_COMPLETE": "complete_bash",
            "COMP_WORDS": " ".join(["cfdiag", *words]),
            "COMP_CWORD": str(len(words)),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in ran.stderr
    return [word for word in ran.stdout.split("\n") if word]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "engagement.yaml").write_text(ENGAGEMENT)
    (tmp_path / "plan.yaml").write_text(PLAN)
    (tmp_path / "interviews").mkdir()
    for name in (
        "one.json",
        "two.open.jsonl",
        "notes.txt",
        "$(touch bad).json",
        "a b.json",
        "`id`.json",
        ".x.json",
    ):
        (tmp_path / "interviews" / name).write_text("{}")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("interview", "customer-view", "--group", ""), ["customer", "internal"]),
        (("interview", "customer-view", "--group", "c"), ["customer"]),
        (("interview", "--group", ""), ["coworker", "customer", "owner"]),
        (("interview", "--account", "a"), ["acme"]),
        (("interview", "--department", "s"), ["sales", "service"]),
        (("interview", "--consent", ""), ["named", "quoted", "counted"]),
        (("interview", "customer-view", "--language", ""), ["en", "nl"]),
        (("interview", "--resume", "interviews/"), ["interviews/one.json", "interviews/two.open.jsonl"]),
        (("interview", "--resume", "interviews/t"), ["interviews/two.open.jsonl"]),
        (("report", "interviews", "--by", "dep"), ["department"]),
        (("score", "interviews", "--by", "a"), ["account"]),
        (("show", "account-view", "--group", "o"), ["owner"]),
        (("report", "--audience", "cu"), ["customer"]),
        (("import", "x.csv", "--questionnaire", "customer-view", "--group", "c"), ["customer"]),
        (("comments", "interviews", "--question", "our_p"), ["our_promises"]),
        (("plan", "add", "Call", "--because", "our_p"), ["our_promises"]),
        (("plan", "set", "s"), ["share_plans"]),
        (
            ("plan", "adopt", "in", "--actions", "one_story_about_promises,promise_w"),
            ["one_story_about_promises,promise_what_we_keep"],
        ),
        (("check", "--explain", "unanswe"), ["unanswered"]),
        (("check", "questionnaires", "--language", "n"), ["nl"]),
    ],
)
def test_every_value_that_can_be_known_is_offered(folder: Path, words: tuple[str, ...], offered: list[str]):
    assert completed(folder, *words) == offered


def test_what_cannot_be_read_offers_nothing_and_says_nothing(folder: Path):
    (folder / "engagement.yaml").write_text("accounts: [")
    assert completed(folder, "interview", "--account", "") == []
    (folder / "engagement.yaml").write_text('cfdiag: 1\naccounts: {acme: Acme, "x$(touch bad)": Bad}\n')
    assert "x$(touch bad)" not in completed(folder, "interview", "--account", "")
    assert not (folder / "bad").exists()
