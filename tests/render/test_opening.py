"""What is said first when few were heard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import Command, runner

QUESTIONNAIRE = """cfdiag: 1
id: visits
version: 1.0.0
title: {en: Visits, nl: Bezoeken}
purpose: {en: To hear how a visit went., nl: Horen hoe een bezoek ging.}
groups:
  customer: {side: customer, title: {en: Customers, nl: Klanten}}
scales:
  extent: {min: 1, max: 5, labels: {1: {en: Poor, nl: Slecht}, 5: {en: Good, nl: Goed}}}
sections:
  - id: visit
    title: {en: The visit, nl: Het bezoek}
    questions:
"""
QUESTION = "      - {{id: {0}, type: rating, scale: extent, label: {0}, ask: {{en: '{0}?', nl: '{0}?'}}}}\n"


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    return runner(capsys, monkeypatch, tmp_path)


def said(command: Command, folder: Path, language: str, **ratings: int) -> str:
    """The first lines of `score` of one interview with these ratings."""
    (folder / "visits.yaml").write_text(QUESTIONNAIRE + "".join(map(QUESTION.format, ratings)))
    answers = {key: {"status": "answered", "value": value} for key, value in ratings.items()}
    saved = {
        "format": "cfdiag/interview@1",
        "id": "01a21ce4-4eb8-7c85-be26-167bd4b4b41f",
        "questionnaire": {"id": "visits", "version": "1.0.0"},
        "respondent": {"name": "Ada", "group": "customer", "consent": "named"},
        "started": "2026-11-22T09:00:00Z",
        "finished": "2026-11-22T10:00:00Z",
        "answers": answers,
    }
    (folder / "ada.json").write_text(json.dumps(saved))
    done = command("score", "ada.json", "--questionnaires", ".", "--language", language)
    assert done.code == 0, done.err
    return " ".join(done.out.split())


@pytest.mark.parametrize(
    ("ratings", "english", "dutch"),
    [
        (
            {"manner": 3},
            "After 1 interview, “manner” is rated 3 of 5.",
            "Na 1 interview krijgt “manner” 3 van de 5.",
        ),
        (
            {"manner": 3, "speed": 3},
            "After 1 interview, what can be shown is rated alike: “manner” and “speed” (3 of 5).",
            ("Na 1 interview scoort alles wat te tonen is gelijk: “manner” en “speed” (3 van de 5)."),
        ),
        (
            {"manner": 3, "speed": 2},
            "“manner” (3 of 5) is rated highest. “speed” (2 of 5) is rated lowest.",
            ("scoort “manner” (3 van de 5) het hoogst. “speed” (2 van de 5) scoort het laagst."),
        ),
    ],
)
def test_nothing_is_highest_where_nothing_differs(
    command: Command, tmp_path: Path, ratings: dict[str, int], english: str, dutch: str
) -> None:
    assert english in said(command, tmp_path, "en", **ratings)
    assert dutch in said(command, tmp_path, "nl", **ratings)


OF_EACH = """cfdiag: 1
id: visits
version: 1.0.0
title: Visits
purpose: To hear how a visit went.
groups:
  internal: {side: inside, title: Internal, anonymous: false}
  customer: {side: customer, title: Customers}
compare: {looking_in: internal, looked_at: customer}
scales: {extent: {min: 1, max: 5, labels: {1: Poor, 5: Good}}}
dimensions: {habits: {title: Habits}, plans: {title: Plans}}
sections:
  - id: visit
    title: The visit
    questions:
      - {id: speed, type: rating, scale: extent, label: Speed, ask: How fast?}
      - {id: price, type: rating, scale: extent, label: Price, ask: How dear?}
      - {id: advice, type: rating, scale: extent, label: Advice, ask: How good?}
      - {id: notes, type: rating, scale: extent, dimension: habits, for: [internal], label: Notes, ask: How?}
      - {id: shared, type: rating, scale: extent, dimension: plans, for: [internal], label: Shared, ask: How?}
      - {id: came, type: yes_no, label: Came, ask: Did somebody come?}
"""


def of_each(
    command: Command,
    folder: Path,
    talks: int = 1,
    language: str = "en",
    **groups: tuple[int, dict[str, list[int]]],
) -> str:
    """The first page of so many interviews of each group, `talks` a person, with these ratings by turns.

    A rating of 0 was skipped.
    """
    (folder / "visits.yaml").write_text(OF_EACH)
    for group, (times, ratings) in groups.items():
        for i in range(times):
            given = {"came": "yes", **{key: by_turns[i % len(by_turns)] for key, by_turns in ratings.items()}}
            saved = {
                "format": "cfdiag/interview@1",
                "id": f"{group}-{i}",
                "questionnaire": {"id": "visits", "version": "1.0.0"},
                "respondent": {
                    "id": f"{group} {i // talks}",
                    "name": f"{group} {i}",
                    "group": group,
                    "consent": "named",
                },
                "finished": "2026-11-22T10:00:00Z",
                "answers": {
                    key: {"status": "answered", "value": value} if value else {"status": "skipped"}
                    for key, value in given.items()
                },
            }
            (folder / f"{group}-{i}.json").write_text(json.dumps(saved))
    page = ("--template", "board", "--format", "markdown", "--language", language)
    done = command("report", str(folder), "--questionnaires", ".", *page)
    assert done.code == 0, done.err
    return " ".join(done.out.split())


def test_the_lowest_score_is_said_of_those_who_gave_it(command: Command, tmp_path: Path) -> None:
    page = of_each(
        command,
        tmp_path,
        internal=(6, {"speed": [5, 4], "price": [5, 4], "advice": [2], "notes": [1], "shared": [2]}),
        customer=(8, {"speed": [1, 2], "price": [2], "advice": [5, 4]}),
    )
    assert "The lowest score of all is “Habits”: 0 of 100 (n = 6, your own people)." in page


def test_of_scores_that_were_said_no_other_is_the_lowest(command: Command, tmp_path: Path) -> None:
    page = of_each(
        command,
        tmp_path,
        internal=(6, {"speed": [5, 4], "price": [5, 4], "notes": [1], "shared": [2]}),
        customer=(8, {"speed": [1, 2], "price": [2]}),
    )
    assert "“Habits” scores 0 of 100" in page
    assert "The lowest score of all" not in page


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("en", "After 3 interviews (ratings only from: your own people), “Shared” (3 of 5) is rated"),
        ("nl", "Na 3 interviews (oordelen alleen van: jullie eigen mensen) scoort “Shared” (3 van de 5)"),
    ],
)
def test_ratings_of_a_few_are_said_of_those_who_gave_them(
    command: Command, tmp_path: Path, language: str, first: str
) -> None:
    ratings = {"notes": [2], "shared": [3]}
    assert first in of_each(command, tmp_path, language=language, internal=(1, ratings), customer=(2, {}))


def test_who_was_heard_twice_with_one_questionnaire_had_no_several(command: Command, tmp_path: Path) -> None:
    page = of_each(command, tmp_path, 2, customer=(6, {"speed": [2]}))
    assert "3 people in 6 interviews, some of them in several, with customers." in page
    page = of_each(command, tmp_path, 6, customer=(6, {"speed": [2]}))
    assert "1 person in 6 interviews, with customers." in page


def test_one_topic_is_not_all_of_them(command: Command, tmp_path: Path) -> None:
    page = of_each(command, tmp_path, customer=(2, {"speed": [2]}))
    assert "one topic; scale 1 to 5" in page


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "To no question did more than one in five say that they do not know."),
        ("nl", "Bij geen vraag zei meer dan een op de vijf het niet te weten."),
    ],
)
def test_what_was_skipped_is_not_said_to_be_answered(
    command: Command, tmp_path: Path, language: str, said: str
) -> None:
    page = of_each(command, tmp_path, language=language, customer=(8, {"speed": [0], "price": [0]}))
    assert said in page
