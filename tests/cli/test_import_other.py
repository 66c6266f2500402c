"""`cfdiag import` of 'something else': the tick, the words beside it, and options that are not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.responses import QUESTIONNAIRE, settle, written

CLOSED = "options: {shop: {en: The shop"
OPEN = "other: true, options: {shop: {en: The shop"


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    settle(tmp_path)
    return runner(capsys, monkeypatch, tmp_path)


def opened(folder: Path) -> None:
    """The question about what was used offers something else."""
    file = folder / "questionnaires" / "tryout.yaml"
    file.write_text(QUESTIONNAIRE.replace(CLOSED, OPEN), encoding="utf-8")


KOBO_HEADER = [
    "again",
    "how",
    "how_other",
    "used",
    "used/shop",
    "used/repair",
    "used/other",
    "used_other",
    "_uuid",
]
KOBO = [
    ["yes", "other", "by boat", "shop other", "1", "0", "1", "tea", "u1"],
    ["no", "phone", "", "repair", "0", "1", "0", "", "u2"],
    ["no", "phone", "", "other", "0", "0", "1", "", "u3"],
]
LIME_HEADER = ["id", "submitdate", "again", "how", "how[other]", "used[shop]", "used[repair]", "used[other]"]
LIME = [
    ["1", "2026-11-23 10:04:05", "Y", "-oth-", "by boat", "Y", "", "tea"],
    ["2", "2026-11-23 10:04:05", "N", "phone", "", "", "Y", ""],
]


def confirmed(cfdiag: Command, folder: Path, rows: list[list[str]], delimiter: str) -> tuple[list[dict], str]:
    """The answers by what the tool proposes, confirmed untouched; and what it said, both times."""
    (folder / "t.csv").write_bytes(written(rows, delimiter, quoted=True))
    first = cfdiag("import", "t.csv", "--questionnaire", "tryout", "--group", "customer")
    assert first.code == 3
    assert cfdiag("check", "t.csv.mapping.yaml").code == 0
    then = cfdiag("import", "t.csv", "--questionnaire", "tryout", "-o", "all.jsonl")
    assert (then.code, then.err) == (0, "")
    held = [json.loads(line) for line in (folder / "all.jsonl").read_text("utf-8").splitlines()]
    held.sort(key=lambda each: each["extra"]["import"]["record"])
    return [each["answers"] for each in held], first.out + "\n--\n" + then.out


@pytest.mark.parametrize("before", ["", "group_a/", "group_a/deep/"])
def test_the_tick_of_something_else_and_its_words_are_one_answer(
    cfdiag: Command, tmp_path: Path, before: str
) -> None:
    opened(tmp_path)
    header = [name if name.startswith("_") else before + name for name in KOBO_HEADER]
    found, said = confirmed(cfdiag, tmp_path, [header, *KOBO], ";")
    assert found[0]["how"] == {"status": "answered", "value": "other", "note": "by boat"}
    assert found[0]["used"] == {"status": "answered", "value": ["shop", "other"], "note": "tea"}
    assert found[1]["used"] == {"status": "answered", "value": ["repair"]}
    assert found[2]["used"] == {"status": "answered", "value": ["other"]}
    assert "no question" not in said
    assert "ambiguous" not in said


def test_in_columns_alone_it_is_the_same(cfdiag: Command, tmp_path: Path) -> None:
    opened(tmp_path)
    rows = [[cell for at, cell in enumerate(row) if at != 3] for row in (KOBO_HEADER, *KOBO)]
    found, _ = confirmed(cfdiag, tmp_path, rows, ";")
    assert found[0]["used"] == {"status": "answered", "value": ["shop", "other"], "note": "tea"}
    assert found[2]["used"] == {"status": "answered", "value": ["other"]}


def test_a_question_that_offers_nothing_else_keeps_the_words_and_says_the_loss(
    cfdiag: Command, tmp_path: Path
) -> None:
    rows = [*KOBO[:2], ["no", "phone", "", "repair other", "0", "1", "1", "", "u3"]]
    found, said = confirmed(cfdiag, tmp_path, [KOBO_HEADER, *rows], ";")
    assert found[0]["used"] == {"status": "answered", "value": ["shop"], "note": "tea"}
    before, _, after = said.partition("--")
    for told in (before, after):
        assert 'values      used: "other" 2 × no such option' in told
    proposal = (tmp_path / "t.csv.mapping.yaml").read_text("utf-8")
    assert '# no such option: "other" 2 × (column 7)' in proposal
    done = cfdiag("import", "t.csv", "--questionnaire", "tryout", "--dry-run", "--format", "json")
    assert json.loads(done.out)["values"] == [{"question": "used", "value": "other", "count": 2, "column": 7}]
    # Whoever has looked at it says so once.
    (tmp_path / "t.csv.mapping.yaml").write_text(proposal.replace("ignore: []", "ignore: [7]"), "utf-8")
    assert "no such option" not in cfdiag("import", "t.csv", "--questionnaire", "tryout", "--dry-run").out


def test_words_in_the_column_of_an_option_are_its_tick_and_its_words(cfdiag: Command, tmp_path: Path) -> None:
    opened(tmp_path)
    found, _ = confirmed(cfdiag, tmp_path, [LIME_HEADER, *LIME], ",")
    assert found[0]["how"] == {"status": "answered", "value": "other", "note": "by boat"}
    assert found[0]["used"] == {"status": "answered", "value": ["shop", "other"], "note": "tea"}
    assert found[1]["used"] == {"status": "answered", "value": ["repair"]}


@pytest.mark.parametrize("head", ["used/", "What have you used? ", "used___"])
def test_an_option_that_the_questionnaire_lacks_is_counted(
    cfdiag: Command, tmp_path: Path, head: str
) -> None:
    """All the rest is certain: the option alone keeps it from being imported unseen."""
    names = ["The shop", "Advice, also by phone", "Repair"] if "?" in head else ["shop", "advice", "repair"]
    header = ["quick", "friendly", "again", "how", "spent", "since", "why", *(head + name for name in names)]
    rows = [
        [*header, f"{head}Rental"],
        ["4", "3", "no", "phone", "10", "2020-11-30", "x", "1", "0", "0", "1"],
    ]
    (tmp_path / "t.csv").write_bytes(written(rows))
    done = cfdiag("import", "t.csv", "--questionnaire", "tryout", "--group", "customer")
    assert done.code == 3
    assert 'values      used: "Rental" 1 × no such option' in done.out


def test_what_is_no_option_is_kept_as_a_note_and_counted(cfdiag: Command, tmp_path: Path) -> None:
    header = ["quick", "friendly", "again", "how", "spent", "since", "why", "used"]
    rows = [header, ["4", "3", "no", "phone", "10", "2020-11-30", "x", "shop, by boat"]]
    (tmp_path / "t.csv").write_bytes(written(rows))
    done = cfdiag("import", "t.csv", "--questionnaire", "tryout", "--group", "customer")
    assert done.code == 3
    assert "values      used: 1 × more than the options, kept as a note" in done.out
    assert "boat" not in done.out + done.err
    done = cfdiag("import", "t.csv", "--questionnaire", "tryout", "--format", "json")
    assert json.loads(done.out)["values"] == [{"question": "used", "value": "", "count": 1, "noted": True}]
    # Who offers something else has asked for it.
    opened(tmp_path)
    (tmp_path / "t.csv.mapping.yaml").unlink()
    done = cfdiag("import", "t.csv", "--questionnaire", "tryout", "--group", "customer", "-o", "o.jsonl")
    assert (done.code, done.err) == (0, "")


def test_words_beside_an_answer_that_is_not_there_are_not_taken_for_read(
    cfdiag: Command, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_bytes(
        written([["again", "how_other", "quick.importance"], ["yes", "boat", "4"]])
    )
    line = ("import", "t.csv", "--questionnaire", "tryout", "--group", "customer")
    done = cfdiag(*line)
    assert done.code == 3
    assert 'no question 2 "how_other" · 3 "quick.importance"' in done.out
    proposal = (tmp_path / "t.csv.mapping.yaml").read_text("utf-8")
    assert "  how" not in proposal
    # Where somebody maps it so, it is told.
    (tmp_path / "t.csv.mapping.yaml").write_text(
        proposal.replace("questions:", "questions:\n  how: {note: {column: how_other}}"), "utf-8"
    )
    done = cfdiag(*line)
    assert done.code == 0
    assert (
        "warning: how: what stands beside the answer is named, and not the answer: nothing of it is read"
        in done.err
    )
