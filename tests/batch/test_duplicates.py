"""Two files of one interview: the answers of one count, and the stricter consent of both."""

from __future__ import annotations

import itertools
import json
import sys

import pytest
from kits.batch import QUESTIONNAIRE, interview
from kits.memory import peak

from cfdiag.batch.pieces import PieceWork
from cfdiag.batch.score import score_files
from cfdiag.formats.library import Library
from cfdiag.scoring.options import Options


def kept(desk):
    scored = score_files(["in"], Library([desk.folder / "qs"]), Options(), keep=True)
    ((one, file),) = scored.interviews
    return one, file, scored


CONSENTS = ("named", "quoted", None, "counted")
"""The stricter ones later."""


@pytest.mark.parametrize(("first", "second"), list(itertools.product(CONSENTS, repeat=2)))
def test_the_stricter_consent_wins_and_the_finished_answers(desk, first, second):
    who = {"group": "customer", "name": "Ann"}
    desk.write("in/a.json", interview(1, (1, 1, 1, 1), respondent=who | {"consent": first}))
    desk.write("in/b.json", interview(1, (5, 5, 5, 5), respondent=who | {"consent": second}, finished=None))
    one, file, _ = kept(desk)
    assert (one.answers["reply"].value, file) == (1, "in/a.json")
    assert one.respondent.consent == max(first, second, key=CONSENTS.index)


def test_who_takes_their_name_back_is_attributed_in_no_figure(desk):
    who = {"group": "customer", "name": "Ann"}
    for number in range(3):
        desk.write(
            f"in/{number}.json", interview(number, (5, 5, 5, 5), respondent=who | {"consent": "named"})
        )
    library = Library([desk.folder / "qs"])
    before = score_files(["in"], library, Options()).result.questionnaires[0]
    assert before.questions["reply"].answers == [5, 5, 5]
    desk.write("in/x.json", interview(2, respondent=who | {"consent": "counted"}, finished=None))
    after = score_files(["in"], library, Options()).result.questionnaires[0]
    assert after.groups["customer"].withheld


def test_a_copy_that_is_gone_when_it_is_looked_at_again_is_told(desk, monkeypatch):
    """Copies that are alike are read once more, one of them: what goes wrong then is not lost in silence."""
    lines = [json.dumps(interview(number, (1, 1, 1, 1))) for number in (1, 1, 2)]
    file = desk.folder / "in/all.jsonl"
    file.parent.mkdir(exist_ok=True)
    file.write_text("".join(f"{line}\n" for line in lines))
    does = PieceWork.do

    def gone(work, sources, order, progress=None):
        if order.fetched:
            file.unlink()
        return does(work, sources, order, progress)

    monkeypatch.setattr(PieceWork, "do", gone)
    scored = score_files(["in"], Library([desk.folder / "qs"]), Options())
    assert [each.code for each in scored.diagnostics if each.severity == "error"] == ["cannot-read"]


def test_the_later_finish_is_told_by_the_moment_and_not_by_its_spelling(desk):
    desk.write("in/a.json", interview(1, (1, 1, 1, 1), finished="2026-11-22T09:30:00Z"))
    desk.write("in/b.json", interview(1, (5, 5, 5, 5), finished="2026-11-22T11:00:00+02:00"))
    assert kept(desk)[1] == "in/a.json"
    desk.write("in/c.json", interview(1, (5, 5, 5, 5), finished="2026-11-22T09:30:00.25Z"))
    assert kept(desk)[1] == "in/c.json"


def test_both_ways_of_telling_a_second_copy(desk):
    desk.write("in/a.json", interview(1))
    desk.write("in/b.json", json.dumps(interview(1, finished=None)))
    _, _, scored = kept(desk)
    assert [(d.code, d.message) for d in scored.diagnostics] == [
        ("duplicate-interview", "this is the same interview as in/a.json; that one is finished")
    ]


def test_words_taken_back_leave_the_figures_of_a_short_form_as_they_were(desk):
    text = QUESTIONNAIRE.replace("id: share_plans,", "id: share_plans, essential: true,")
    desk.write("qs/small.yaml", text)
    short = {"form": "essentials", "questionnaire": {"id": "small", "version": "1.1.0", "sha256": ""}}
    finished = interview(1, (4, None, None, None), **short)
    finished["answers"]["remark"] = {"status": "answered", "value": "Late again", "quotable": True}
    desk.write("in/a.json", finished)
    alone = score_files(["in"], Library([desk.folder / "qs"]), Options()).result.questionnaires[0]
    reopened = {**finished, "finished": None, "answers": {**finished["answers"]}}
    reopened["answers"]["remark"] = {"status": "answered", "value": "Late again"}
    desk.write("in/b.json", reopened)
    _, _, scored = kept(desk)
    both = scored.result.questionnaires[0]
    assert (alone.overall.coverage, both.overall.coverage) == (1.0, 1.0)
    assert both.dimensions == alone.dimensions


def figures(scored):
    return scored.result.questionnaires, scored.result.inputs.interviews


def scored_of(desk, *paths, **how):
    return score_files(
        paths, Library([desk.folder / "qs"]), Options(by=("department",), unmasked=True), **how
    )


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_folder_and_its_lines_are_the_folder_and_say_so_in_a_few_lines(desk, jobs):
    desk.many(40)
    wanted = scored_of(desk, "in")
    lines = [json.dumps(json.loads(path.read_bytes())) for path in sorted((desk.folder / "in").iterdir())]
    desk.write("all.jsonl", "\n".join(lines))
    both = scored_of(desk, "in", "all.jsonl", jobs=jobs, keep=True)
    assert figures(both) == figures(wanted)
    assert [file for _, file in both.interviews] == ["all.jsonl"] * 40
    said = [(each.code, each.message) for each in both.diagnostics]
    assert len(said) == 21
    assert said[0] == (
        "duplicate-interview",
        "20 more copies of interviews are not counted either",
    )
    assert said[1] == (
        "duplicate-interview",
        "this is the same interview as all.jsonl; it is counted once",
    )
    assert said[2][1] == "this is the same interview as all.jsonl:2; it is counted once"


def test_copies_alike_and_unlike_in_one_line_of_an_array_count_as_they_would_in_files(desk):
    one, other = interview(1, (1, 1, 1, 1)), interview(1, (5, 5, 5, 5), finished=None)
    alike, alone = interview(2, (2, 3, 4, 5)), interview(3)
    broken = {**interview(4), "respondent": {"group": "nobody"}}
    several = [one, alike, other, alike, alike, alone, broken]
    for number, each in enumerate(several):
        desk.write(f"in/{number}.json", each)
    wanted = scored_of(desk, "in")
    desk.write("array.json", json.dumps(several))
    found = scored_of(desk, "array.json", keep=True)
    assert figures(found) == figures(wanted)
    assert found.result.inputs.interviews == 3
    assert sorted(each.answers["reply"].value for each, _ in found.interviews) == [1, 3, 4]
    # What is read once more is not rejected once more.
    assert len(found.result.inputs.rejected) == 1
    assert sum(each.code == "duplicate-interview" for each in found.diagnostics) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="nothing tells how much memory it was")
def test_of_copies_a_note_is_held_and_no_answers(desk):
    lines = "".join(json.dumps(interview(number)) + "\n" for number in range(8_000))
    desk.write("once.jsonl", lines)
    desk.write("twice.jsonl", lines)

    tool = [sys.executable, "-m", "cfdiag", "score", "-q", "--questionnaires", "qs", "--format", "json"]

    # Held as a whole, an interview of four answers takes three times as much, one of forty twenty times.
    assert (peak([*tool, "once.jsonl", "twice.jsonl"]) - peak([*tool, "once.jsonl"])) / 16_000 < 1_500
