"""`check NEW --against OLD`: what a new text changes for old answers, and what its version owes them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from kits.command import Command, Done, runner
from kits.formats import BASE

SHA = hashlib.sha256(BASE.encode()).hexdigest()


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "old.yaml").write_text(BASE, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def against(
    cfdiag: Command, *changes: tuple[str, str], version: str = "1.1.0", flags: tuple[str, ...] = ()
) -> Done:
    text = BASE.replace("version: 1.0.0", f"version: {version}")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    Path("sample.yaml").write_text(text, encoding="utf-8")
    return cfdiag("check", "sample.yaml", "--against", "old.yaml", *flags)


LONGER = ("min: 1, max: 5", "min: 1, max: 7")
WORDS = ("How was the service?", "What was the service like?")


def test_a_scale_made_longer_without_a_version(cfdiag: Command) -> None:
    done = against(cfdiag, LONGER, version="1.0.0")
    assert done.code == 1
    assert "sample.yaml: error: the text changed and is still called 1.0.0  [needs-version]\n" in done.out
    assert "'level' has another scale: answers to the older text do not count  [not-comparable]" in done.out
    assert "same_as" not in Path("sample.yaml").read_text(encoding="utf-8")


def test_what_became_incomparable_needs_a_new_first_number(cfdiag: Command) -> None:
    done = against(cfdiag, LONGER)
    assert done.code == 1
    assert "error: answers to 1.0.0 do not count in 1.1.0: level, touch  [needs-first-number]\n" in done.out
    done = against(cfdiag, LONGER, version="2.0.0")
    assert (done.code, done.out.count("[not-comparable]")) == (0, 2)


@pytest.mark.parametrize(
    ("old", "new", "how"),
    [
        ("type: rating, scale: five", "type: rating, reverse: true, scale: five", "direction"),
        ("points: 80", "points: 70", "points"),
        ("{buyer: Buyer", "{other: Other, buyer: Buyer", "options"),
    ],
)
def test_what_makes_answers_incomparable(cfdiag: Command, old: str, new: str, how: str) -> None:
    assert f"has another {how}: answers" in against(cfdiag, (old, new), version="2.0.0").out


def test_other_words_alone_are_told_and_the_text_says_that_it_means_the_same(cfdiag: Command) -> None:
    done = against(cfdiag, WORDS)
    assert done.code == 0
    assert done.out == (
        "sample.yaml: note: other words only, answers count: level  [words-changed]\n"
        "sample.yaml: note: answers to the older text mean the same; written beneath its version: "
        f"same_as: ['{SHA}']  [same-meaning]\n"
    )
    lines = Path("sample.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[lines.index("version: 1.1.0") + 1] == f"same_as: ['{SHA}']"
    again = cfdiag("check", "sample.yaml", "--against", "old.yaml")
    assert (again.code, again.out) == (
        0,
        "sample.yaml: note: other words only, answers count: level  [words-changed]\n",
    )
    assert cfdiag("check", "sample.yaml").out == ""


def test_other_words_without_a_version_are_a_fault(cfdiag: Command) -> None:
    done = against(cfdiag, WORDS, version="1.0.0")
    assert done.code == 1
    assert "[needs-version]" in done.out
    assert "same_as:" not in Path("sample.yaml").read_text(encoding="utf-8")


def test_a_comment_alone_changes_nothing(cfdiag: Command) -> None:
    done = against(cfdiag, ("version: 1.0.0", "version: 1.0.0  # as before"), version="1.0.0")
    assert (done.code, done.out.count("\n")) == (0, 1)
    assert "[same-meaning]" in done.out


def test_what_is_gone_and_what_is_new(cfdiag: Command) -> None:
    done = against(cfdiag, ("id: dream", "id: wish"))
    assert done.code == 0
    assert "note: gone: dream; what was said to them does not count  [answers-gone]" in done.out
    assert "note: new, asked of nobody who answered the older text: wish  [new-question]" in done.out
    assert "same-meaning" not in done.out


def test_the_older_text_is_kept(cfdiag: Command) -> None:
    done = against(cfdiag, LONGER, version="2.0.0", flags=("--keep",))
    name = f"kept/sample-{SHA[:12]}.yaml"
    assert f"note: the older text is kept: {name}  [kept-text]" in done.out
    assert Path(name).read_text(encoding="utf-8") == BASE
    assert cfdiag("check", name) == (0, "", "1 file checked: no faults\n")
    Path(name).write_text(BASE + "# touched\n", encoding="utf-8")
    assert "this text was changed since it was kept" in cfdiag("check", name).out


def test_wrong_use(cfdiag: Command) -> None:
    Path("simple.yaml").write_text(BASE.replace("id: sample", "id: simple"), encoding="utf-8")
    done = cfdiag("check", "simple.yaml", "--against", "old.yaml")
    assert (done.code, "'sample' and 'simple' are two questionnaires" in done.err) == (2, True)
    assert cfdiag("check", "old.yaml", "sample.yaml", "--against", "old.yaml").code == 2
    assert cfdiag("check", "old.yaml", "--keep").code == 2
    assert cfdiag("check", "sample.yaml", "--against", "nowhere.yaml").code == 2


def test_as_json(cfdiag: Command) -> None:
    found = json.loads(against(cfdiag, LONGER, flags=("--format", "json")).out)
    assert {each["code"] for each in found} == {"needs-first-number", "not-comparable", "scale-labels"}


def test_every_text_that_was_ever_shipped_is_still_there() -> None:
    folder = Path(__file__).parents[2] / "questionnaires"
    of_0_1 = sorted((folder / "shipped").glob("*.yaml"))
    assert len(of_0_1) >= 7
    for path in of_0_1:
        data = path.read_bytes()
        assert path.stem.endswith(hashlib.sha256(data).hexdigest()[:12])
