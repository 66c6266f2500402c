"""What was written to a file is written again over it: in another language, and when more is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from kits.batch import Desk, interview
from kits.command import Command, at_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.low("old")
    desk.low("new", better=3, first=50)
    return desk


@pytest.fixture
def cfdiag(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, desk: Desk
) -> Command:
    return at_desk(capsys, monkeypatch, tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        *(f"score new --format {each}" for each in ("text", "markdown", "csv", "json", "junit", "xlsx")),
        *(f"compare old new --format {each}" for each in ("text", "markdown", "json")),
        *(f"comments new --format {each}" for each in ("text", "csv", "json")),
        *(f"report new --format {each}" for each in ("markdown", "html", "json")),
        *(f"plan show --format {each}" for each in ("text", "html", "ics", "json")),
        *(f"plan review new --format {each}" for each in ("text", "html")),
    ],
)  # fmt: skip
def test_a_file_is_made_again(cfdiag: Command, desk: Desk, tmp_path: Path, line: str) -> None:
    assert cfdiag("plan", "adopt", "old", "--date", "2026-11-26").code == 0
    words, file = line.split(), tmp_path / "made.out"
    suffix = {"markdown": "md", "text": "txt", "junit": "xml", "github": "gh"}.get(words[-1], words[-1])
    file = file.with_suffix(f".{suffix}")
    assert cfdiag(*words, "--language", "en", "-o", file.name).code == 0
    english = file.read_bytes()
    customer = interview(60, respondent={"group": "customer", "consent": "named", "name": "Ada"})
    customer["answers"]["remark"] = {"status": "answered", "value": "Call us back."}
    desk.write("new/60.json", customer)
    later = ("--status", "started", "--due", "2027-03-04", "--date", "2026-11-26")
    assert cfdiag("plan", "set", "plan_together", *later).code == 0
    done = cfdiag(*words, "--language", "nl", "-o", file.name)
    assert done.code == 0, done.err
    assert file.read_bytes() != english
    # Byte for byte what is made where nothing was; pictures beside a report are called as it is.
    (tmp_path / "elsewhere").mkdir()
    assert cfdiag(*words, "--language", "nl", "-o", f"elsewhere/{file.name}").code == 0
    assert file.read_bytes() == (tmp_path / "elsewhere" / file.name).read_bytes()
    file.write_text("Notes of ours.\nThe cfdiag of May\nsaid so.\n", encoding="utf-8")
    assert cfdiag(*words, "-o", file.name).code == 2
    assert cfdiag(*words, "-o", file.name, "--force").code == 0
