import json
import re
from pathlib import Path

import pytest
from kits.batch import Desk, interview

from cfdiag.cli import run
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.comparison import Moved
from cfdiag.render.sentences import movement_sentence


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CFDIAG_QUESTIONNAIRES", "qs")
    monkeypatch.setenv("COLUMNS", "80")
    desk = Desk(tmp_path)
    for number in range(6):
        desk.write(f"old/{number}.json", interview(number, (2, 3, 4, 4)))
        desk.write(f"new/{number}.json", interview(number, (4, 3, 4, 3)))
    return desk


@pytest.fixture
def compare(capsys):
    def call(*arguments):
        code = run(["compare", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_two_folders(desk, compare):
    code, out, err = compare("old", "new")
    assert (code, err) == (0, "")
    assert out.split("\n") == [
        "Small",
        "before: 6 interviews (version 1.1.0) · after: 6 interviews (version 1.1.0)",
        "4 of 4 questions are the same in both; figures are the weighted mean of their",
        "points.",
        "",
        "                                                             before after change",
        "Overall                                                        56.3  62.5   +6.2",
        "Sharing                                                        37.5  62.5  +25.0",
        "Speed                                                          75.0  62.5  −12.5",
        "– Overall, Sharing, Speed: more than chance does",
        "",
        "Questions that moved most, in points",
        "   +50.0  Do we share plans?",
        "   −25.0  Do we deliver fast?",
        "",
    ]


def test_a_saved_result_stands_for_its_interviews(desk, compare):
    assert run(["score", "old", "--format", "json", "-o", "old.json"]) == 0
    assert compare("old.json", "new") == compare("old", "new")


def test_json_and_markdown(desk, compare):
    document = json.loads(compare("old", "new", "--format", "json")[1])
    assert document["format"] == "cfdiag/comparison@1"
    assert document["questionnaires"][0]["dimensions"]["sharing"]["change"] == 25.0
    markdown = compare("old", "new", "--format", "markdown")[1]
    assert "| Sharing | 37\\.5 | 62\\.5 | \\+25\\.0 |" in markdown
    assert compare("old", "new", "--format", "json", "-o", "c.json") == (0, "", "")
    assert json.loads(Path("c.json").read_text()) == document


def test_what_is_not_the_same_is_listed_and_not_compared(desk, compare):
    text = (desk.folder / "qs" / "small.yaml").read_text()
    text = text.replace("version: 1.1.0", "version: 2.0.0").replace("{id: reply,", "{id: answer_fast,")
    text = text.replace(
        "scales: {five: {min: 1, max: 5}}", "scales: {five: {min: 1, max: 5}, ten: {min: 1, max: 10}}"
    ).replace("id: deliver, type: rating, scale: five", "id: deliver, type: rating, scale: ten")
    desk.write("qs/small2.yaml", text)
    for number in range(6):
        new = interview(100 + number, (4, 3, 1, 7), questionnaire={"id": "small", "version": "2.0.0"})
        new["answers"]["answer_fast"] = new["answers"].pop("reply")
        desk.write(f"newer/{number}.json", new)
    code, out, _ = compare("old", "newer")
    assert code == 0
    # Of what either asked: what is gone is a difference as much as what is new.
    assert "2 of 5 questions are the same in both" in out
    assert "Overall: cannot be told: of the 5 questions behind it 2 are the same" in " ".join(out.split())
    assert "Only in the newer one: answer_fast" in out
    assert "Only in the earlier one: reply" in out
    assert "On another scale now, not compared: deliver" in out


def test_a_few_people_give_no_figures_and_the_reason(desk, compare):
    desk.write("few/1.json", interview(1))
    desk.write("few/2.json", interview(2))
    code, out, _ = compare("few", "new")
    assert code == 0
    assert "– Overall, Sharing, Speed: withheld: so few people joined or left that their" in out


EARLIER = (*[1] * 4, *[2] * 4, *[4] * 4)
LATER = (*[2] * 2, *[3] * 6, *[5] * 4)
"""29.2 points more, where by itself 26.2 would be more than chance does (Welch: p = .031)."""
BY_ITSELF = "may be chance: of so many that are compared, one moves as much by itself"
VANZELF = "kan toeval zijn: bij zo veel vergelijkingen verschuift er altijd wel één zo ver"


@pytest.fixture
def waves(desk):
    """Two waves in which one change would be one by itself, and is none beside the others."""
    for number, (was, now) in enumerate(zip(EARLIER, LATER, strict=True)):
        desk.write(f"was/{number}.json", interview(number, (was, was, 3, 3)))
        desk.write(f"now/{number}.json", interview(50 + number, (now, now, 3, 3)))
    assert run(["score", "was", "--format", "json", "-o", "was.json"]) == 0
    return desk


@pytest.mark.parametrize(
    "line",
    [
        ("compare", "was", "now"),
        ("compare", "was", "now", "--format", "markdown"),
        ("score", "now", "--baseline", "was.json", "-v"),
        ("report", "now", "--baseline", "was.json", "--format", "markdown"),
        ("plan", "review", "now"),
        ("plan", "review", "now", "--format", "html"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize(("language", "why"), [("en", BY_ITSELF), ("nl", VANZELF)])
def test_a_change_that_is_wide_enough_by_itself_is_not_said_to_be_too_small(
    waves, capsys, line, language, why
):
    if line[0] == "plan":
        assert run(["plan", "adopt", "was", "--date", "2026-11-26"]) == 0
        assert run(["plan", "add", "Reply sooner", "--because", "reply"]) == 0
        capsys.readouterr()
    assert run([*line, "--language", language]) == 0
    said = " ".join(capsys.readouterr().out.replace("\\", "").split())
    assert why in said
    # Of what did not move at all it may be said how far it would have had to.
    assert not re.search("it would take [12]|zijn [12].* punten|is [12],.* nodig", said)


@pytest.mark.parametrize(("language", "why"), [("en", BY_ITSELF), ("nl", VANZELF)])
def test_what_did_not_move_at_all_is_judged_alike_in_a_plan_and_in_a_comparison(desk, capsys, language, why):
    """Where everybody says the same twice, nothing moved by chance or otherwise."""
    for folder in ("was", "now"):
        for number in range(6):
            desk.write(f"{folder}/{number}.json", interview(50 * (folder == "now") + number, (1, 2, 2, 3)))
    assert run(["plan", "adopt", "was", "--date", "2026-11-26"]) == 0
    for line in (("plan", "review", "now"), ("compare", "was", "now")):
        capsys.readouterr()
        assert run([*line, "--language", language]) == 0
        assert why not in " ".join(capsys.readouterr().out.split())


def test_a_change_as_large_as_it_would_take_is_not_said_beside_it():
    moved = Moved(before=40, after=49.6, change=9.6, common=4, p=0.06, least=9.8, beyond_noise=False)
    said = movement_sentence(moved, locale_for("en"))
    assert said == "too few answers to say whether it moved"


def test_bad_inputs_give_two(desk, compare):
    desk.write("new/bad.json", "{")
    code, out, err = compare("old", "new")
    assert code == 2
    assert "Sharing" in out
    assert err.startswith("new/bad.json:1:2: error: ")
    assert compare("old", "none")[0] == 2
    assert compare("old", "-") == (
        2,
        "",
        "-: error: compare reads files, not standard input  [wrong-use]\n",
    )
