"""Old answers, new questionnaire: what is known of a text counts, nothing is ever rescaled in silence."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from cfdiag.batch.score import score_files
from cfdiag.formats.kept_texts import kept_name
from cfdiag.formats.library import Library
from cfdiag.ground.diagnostics import render_fault
from cfdiag.scoring.options import Options

OLD = """\
cfdiag: 1
id: small
version: 1.0.0
title: Small
groups: {internal: {title: Inside, anonymous: false}}
scales: {five: {min: 1, max: 5}, also: {min: 1, max: 5}}
dimensions: {one: {title: One}, two: {title: Two}}
sections:
  - id: all
    title: All
    questions:
      - {id: a, type: rating, scale: five, dimension: one, ask: A?}
      - {id: b, type: rating, scale: five, dimension: one, ask: B?}
      - {id: c, type: rating, scale: also, dimension: two, ask: C?}
      - {id: d, type: rating, scale: also, dimension: two, ask: D?}
      - {id: pick, type: choice, dimension: two, ask: Which?, options: {
          good: {label: Good, points: 100}, bad: {label: Bad, points: 0}}}
      - {id: words, type: text, ask: And?}
"""
SEVEN = OLD.replace("five: {min: 1, max: 5}", "five: {min: 1, max: 7}")
SCALES = {"a": [1, 5], "b": [1, 5], "c": [1, 5], "d": [1, 5], "pick": ["good", "bad"]}


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def interview(number: int, text: str, value: int = 4, **changes: object) -> dict[str, object]:
    answers = {key: {"status": "answered", "value": value} for key in "abcd"}
    answers["pick"] = {"status": "answered", "value": "good"}  # type: ignore[dict-item]
    version = text.split("version: ")[1].split("\n", maxsplit=1)[0]
    return {
        "format": "cfdiag/interview@1",
        "id": f"r{number}",
        "questionnaire": {"id": "small", "version": version, "sha256": sha(text)},
        "respondent": {"group": "internal"},
        "finished": "2026-11-22T09:20:00Z",
        "answers": answers,
        **changes,
    }


class Desk:
    """A folder of interviews, the newest text in `qs/`, and kept ones beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "qs" / "kept").mkdir(parents=True)

    def at_hand(self, text: str) -> None:
        (self.folder / "qs" / "small.yaml").write_text(text)

    def keep(self, text: str) -> None:
        (self.folder / "qs" / "kept" / kept_name("small", sha(text))).write_text(text)

    def held(self, n: int, text: str, start: int = 0, **changes: object) -> None:
        lines = [json.dumps(interview(start + number, text, **changes)) for number in range(n)]  # type: ignore[arg-type]
        with (self.folder / "held.jsonl").open("a") as file:
            file.write("\n".join(lines) + "\n")

    def scored(self, jobs: int = 1):
        library = Library([self.folder / "qs"])
        return score_files([str(self.folder / "held.jsonl")], library, Options(), jobs=jobs)

    def only(self):
        """The one entry of the result."""
        scored = self.scored()
        (found,) = scored.result.questionnaires
        return found, [render_fault(d) for d in scored.diagnostics]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def texts(found) -> list[tuple[str, int, list[str]]]:
    return [(text.sha256, text.n, text.left_out) for text in found.texts]


def test_the_disaster_of_a_scale_made_longer_without_a_version(desk: Desk) -> None:
    """2,000 interviews with 4 on a scale from 1 to 5 are 75; the scale becomes 1 to 7, and 4 would be 50."""
    desk.held(2000, OLD)
    desk.at_hand(OLD)
    assert desk.only()[0].dimensions["one"].score == 75
    desk.at_hand(SEVEN)
    found, told = desk.only()
    assert (found.overall.score, found.overall.reason) == (None, "text_missing")
    assert {d.reason for d in found.dimensions.values()} == {"text_missing"}
    assert {q.reason for key, q in found.questions.items() if key != "words"} == {"text_missing"}
    assert texts(found) == [(sha(OLD), 2000, ["a", "b", "c", "d", "pick"])]
    assert found.texts[0].reason == "text_missing"
    message = (
        f"warning: 2000 interviews name small 1.0.0 ({sha(OLD)[:12]}), which is not at hand: scored with the"
        " 1.0.0 there is, without everything on a scale, for they do not say what their scales were  "
        "[text-missing]\n"
        "  = name a folder that holds that text: --questionnaires; or keep it: cfdiag check NEW --against OLD"
        " --keep; or, where answers to both mean the same, say so in the newer one: same_as: "
        f"[{sha(OLD)}]"
    )
    assert told == [message]
    desk.keep(OLD)
    found, told = desk.only()
    assert (found.sha256, found.dimensions["one"].score, told) == (sha(OLD), 75, [])


def test_with_its_scales_an_interview_counts_where_they_are_the_same(desk: Desk) -> None:
    desk.held(12, OLD, scales=SCALES)
    desk.at_hand(SEVEN)
    found, told = desk.only()
    assert found.dimensions["one"].score is None
    assert (found.dimensions["two"].score, found.dimensions["two"].coverage) == (pytest.approx(250 / 3), 1.0)
    assert found.questions["a"].n == 0
    assert texts(found) == [(sha(OLD), 12, ["a", "b"])]
    assert told[0].startswith(
        f"warning: 12 interviews name small 1.0.0 ({sha(OLD)[:12]}), which is not at hand: scored with the"
        " 1.0.0 there is, on the questions that both have with the same scale and options; left out: a, b  "
        "[other-version]\n"
    )


def test_several_texts_make_one_entry_of_the_newest(desk: Desk) -> None:
    newer = SEVEN.replace("version: 1.0.0", "version: 2.0.0").replace("id: words", "id: said")
    desk.keep(OLD)
    desk.at_hand(newer)
    desk.held(10, OLD)
    desk.held(5, newer, start=10, value=7)
    document = [json.loads(line) for line in (desk.folder / "held.jsonl").read_text().splitlines()]
    for one in document[10:]:
        one["answers"]["c"]["value"] = one["answers"]["d"]["value"] = 2
    (desk.folder / "held.jsonl").write_text("\n".join(map(json.dumps, document)))
    found, told = desk.only()
    assert told == []
    assert (found.version, found.n) == ("2.0.0", 15)
    assert texts(found) == [(sha(newer), 5, []), (sha(OLD), 10, ["a", "b", "words"])]
    assert (found.dimensions["one"].n, found.dimensions["one"].score) == (5, 100)
    assert found.questions["a"].n == 5
    assert found.questions["a"].distribution["7"] == 5
    assert (found.questions["c"].n, found.questions["c"].mean) == (15, pytest.approx((10 * 4 + 5 * 2) / 15))
    assert found.dimensions["two"].coverage == found.dimensions["one"].coverage == 1.0
    assert desk.scored(jobs=2).result == desk.scored().result


def test_a_text_that_says_it_means_the_same(desk: Desk) -> None:
    same = OLD.replace("ask: A?", "ask: How is A?") + f"same_as: ['{sha(OLD)}']\n"
    desk.at_hand(same)
    desk.held(10, OLD)
    found, told = desk.only()
    assert (found.dimensions["one"].score, told) == (75, [])
    assert texts(found) == [(sha(OLD), 10, [])]


@pytest.mark.parametrize(
    ("old", "new", "left_out"),
    [
        ("ask: A?", "ask: How is A?", []),
        ("dimension: one, ask: A?", "dimension: two, ask: A?", []),
        ("dimension: one, ask: A?", "reverse: true, dimension: one, ask: A?", ["a"]),
        ("bad: {label: Bad, points: 0}", "bad: {label: Bad, points: 10}", ["pick"]),
        ("bad: {label: Bad, points: 0}", "bad: {label: Bad, points: 0}, so: So", ["pick"]),
        ("good: {label: Good, points: 100}, bad: {label: Bad, points: 0}",
         "bad: {label: Bad, points: 0}, good: {label: Good, points: 100}", []),
        ("id: words, type: text", "id: words, type: date", ["words"]),
    ],
)  # fmt: skip
def test_what_counts_under_another_text(desk: Desk, old: str, new: str, left_out: list[str]) -> None:
    assert old in OLD
    newer = OLD.replace(old, new).replace("version: 1.0.0", "version: 1.1.0")
    desk.keep(OLD)
    desk.at_hand(newer)
    desk.held(5, OLD)
    desk.held(5, newer, start=5)
    found, _ = desk.only()
    assert texts(found) == [(sha(newer), 5, []), (sha(OLD), 5, left_out)]


def test_the_direction_is_in_the_scales_too(desk: Desk) -> None:
    turned = OLD.replace("five, dimension: one, ask: A?", "five, reverse: true, dimension: one, ask: A?")
    desk.held(6, turned, scales={**SCALES, "a": [5, 1]})
    desk.at_hand(OLD)
    assert texts(desk.only()[0]) == [(sha(turned), 6, ["a"])]


def test_a_copy_of_a_shipped_text_is_nobodys_own(tmp_path: Path) -> None:
    shipped = Library()
    old = next(path for path in (shipped.folders[-1] / "shipped").iterdir() if "customer-view" in path.name)
    (tmp_path / "customer-view.yaml").write_bytes(old.read_bytes())
    at_hand = Library([tmp_path])
    assert at_hand.get("customer-view").sha256 == shipped.get("customer-view").sha256
    named = at_hand.get("customer-view", "1.0.0", sha(old.read_text()))
    assert named.sha256 == sha(old.read_text())
    own = old.read_text().replace("\ntitle:", "\n# mine\ntitle:", 1)
    (tmp_path / "customer-view.yaml").write_text(own)
    assert Library([tmp_path]).get("customer-view").sha256 == sha(own)


def test_an_earlier_text_quotes_nobody_whom_the_text_of_today_would_not(desk: Desk) -> None:
    library = Library()
    old = next(path for path in (library.folders[-1] / "shipped").iterdir() if "customer-panel" in path.name)
    q = library.get("customer-panel", "1.0.0", sha(old.read_text()))
    assert q.sha256 == sha(old.read_text())
    speakers = {s.id: s.repeat.speaker for s in q.sections if s.repeat}
    assert speakers["panellists"] is not None
    assert speakers["invitees"] is None


def test_a_copy_that_does_not_count_has_no_say_in_the_text(desk: Desk) -> None:
    newer = SEVEN.replace("version: 1.0.0", "version: 2.0.0")
    desk.keep(OLD)
    desk.at_hand(newer)
    desk.held(6, OLD)
    assert desk.only()[0].dimensions["one"].score == 75
    desk.held(1, newer, start=5, finished=None)  # begun anew with the newer text, and not finished
    found, told = desk.only()
    assert (found.version, found.n, found.dimensions["one"].score) == ("1.0.0", 6, 75)
    assert texts(found) == [(sha(OLD), 6, [])]
    assert len(told) == 1
    assert "duplicate-interview" in told[0]
