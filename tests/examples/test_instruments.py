"""Instruments of the kinds that others write: each can be held, scored and reported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from kits.command import Command, runner

FOLDER = Path(__file__).parents[2] / "examples" / "instruments"
FILES = sorted(FOLDER.glob("*.yaml"))


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "in").mkdir()
    return runner(capsys, monkeypatch, tmp_path)


def hold(cfdiag: Command, id_: str, group: str, *answers: dict[str, Any]) -> None:
    """One interview for each set of answers; each must be finished."""
    for n, given in enumerate(answers):
        done = cfdiag(
            *("interview", id_, "--group", group, "--consent", "named", "--respondent", f"Ann {n}"),
            *("--questionnaires", str(FOLDER), "--answers", "-", "-o", f"in/{group}-{n}.json", "-q"),
            stdin=json.dumps(given).encode(),
        )
        assert done.code == 0, done.err


def result(cfdiag: Command) -> dict[str, Any]:
    """The first entry of the result; the report is made too."""
    done = cfdiag("score", "in", "--questionnaires", str(FOLDER), "--format", "json", "-q")
    assert done.code == 0, done.err
    assert cfdiag("report", "in", "--questionnaires", str(FOLDER), "--format", "markdown", "-q").code == 0
    found: dict[str, Any] = json.loads(done.out)["questionnaires"][0]
    return found


def test_there_are_five() -> None:
    assert [path.stem for path in FILES] == [
        "expected-and-received",
        "maturity-levels",
        "opposite-pairs",
        "product-and-price",
        "recommend-and-why",
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_check_has_nothing_to_say(cfdiag: Command, path: Path) -> None:
    done = cfdiag("check", str(path))
    assert (done.code, done.out + done.err) == (0, "1 file checked: no faults\n")
    assert '\nsource: "' in path.read_text(encoding="utf-8")


def ten(cfdiag: Command, id_: str) -> dict[str, Any]:
    """The result of the ten made-up interviews that lie beside a questionnaire; they are checked along."""
    lines = FOLDER / f"{id_}.jsonl"
    assert len(lines.read_text(encoding="utf-8").splitlines()) == 10
    done = cfdiag("check", str(lines), str(FOLDER / f"{id_}.yaml"))
    assert (done.code, done.out + done.err) == (0, "2 files checked: no faults\n")
    done = cfdiag("score", str(lines), "--questionnaires", str(FOLDER), "--format", "json", "-q")
    assert (done.code, done.err) == (0, "")
    found: dict[str, Any] = json.loads(done.out)["questionnaires"][0]
    assert found["n"] == 10
    return found


def test_ten_who_would_or_would_not_recommend(cfdiag: Command) -> None:
    # 10 9 9 10 | 8 7 7 | 6 3 0: 69 together; the middle two are 7 and 8.
    found = ten(cfdiag, "recommend-and-why")["questions"]["would_recommend"]
    recommend = found["recommend"]
    assert (recommend["promoters"], recommend["passives"], recommend["detractors"]) == (4, 3, 3)
    assert (found["mean"], found["median"]) == (6.9, 7.5)
    # From fifteen on it would be (4 − 3) / 10.
    assert (recommend["score"], recommend["reason"]) == (None, "too_few_respondents")


def test_ten_who_say_what_they_expect_and_receive(cfdiag: Command) -> None:
    found = ten(cfdiag, "expected-and-received")
    promised = found["questions"]["as_promised"]
    # 4 5 4 3 5 4 4 3 4 4 on 1–7: mean 4, (4 − 1) / 6 of 100; expected 8 × 90 and 2 × 80: 88.
    assert (promised["mean"], promised["points"]) == (4, 50)
    assert promised["importance"]["mean"] == 88
    assert promised["gap"]["mean"] == pytest.approx(50 - 88)
    # With 'right at once' at 5 of 7 by all, (5 − 1) / 6 of 100.
    assert found["dimensions"]["reliability"]["score"] == pytest.approx((50 + 400 / 6) / 2)
    assert found["questions"]["points_reliability"]["mean"] == (5 * 30 + 5 * 40) / 10


def test_ten_who_say_how_far_they_are(cfdiag: Command) -> None:
    found = ten(cfdiag, "maturity-levels")
    # Three at 25, four at 50, three at 100; five at 25, five at 100.
    known, held = (3 * 25 + 4 * 50 + 3 * 100) / 10, (5 * 25 + 5 * 100) / 10
    assert found["questions"]["risks_known"]["points"] == known == 57.5
    assert found["questions"]["talks_held"]["points"] == held == 62.5
    assert found["dimensions"]["knowing"]["score"] == pytest.approx((known + held) / 2)
    # Five at 50, five at 100; four at 25, six at 50.
    assert found["dimensions"]["acting"]["score"] == pytest.approx((75 + 40) / 2)


def test_ten_who_stand_between_opposites(cfdiag: Command) -> None:
    # Inside 3 2 2 1 2: mean 2; customers 1 0 −1 0 0: mean 0; of six steps from −3 to +3 two are a third.
    warm = ten(cfdiag, "opposite-pairs")["perception"]["warm"]
    assert (warm["internal"], warm["customer"], warm["difference"]) == (2, 0, 2)
    assert warm["points"] == pytest.approx(100 / 3)


def test_ten_who_rate_products_and_name_prices(cfdiag: Command) -> None:
    found = ten(cfdiag, "product-and-price")["questions"]
    # The pump 2 3 2 3 2 4 3 2 2 2, by all; the valve 4 4 5 4 3 by five, the contract 5 4 5 4 5 by the others.
    assert found["matrix/pump/does_its_work"]["mean"] == 2.5
    assert found["matrix/valve/does_its_work"]["mean"] == 4
    assert found["matrix/service/does_its_work"]["mean"] == 4.6
    # 1000 1100 1200 1200 1200 | 1300 1300 1400 1500 1800.
    assert (found["cheap"]["median"], found["cheap"]["mean"]) == (1250, 1300)
    assert (found["too_cheap"]["median"], found["too_dear"]["median"]) == (625, 3750)


def test_recommending_branches(cfdiag: Command) -> None:
    critic = {"would_recommend": 3, "what_keeps_you": "The wait", "call_back": "yes"}
    fan = {"would_recommend": 10, "what_to_keep": "The people"}
    hold(cfdiag, "recommend-and-why", "customer", *[critic] * 5, *[fan] * 10)
    found = result(cfdiag)["questions"]
    recommend = found["would_recommend"]["recommend"]
    assert (recommend["promoters"], recommend["detractors"], round(recommend["score"])) == (10, 5, 33)
    assert found["call_back"]["distribution"] == {"yes": 5}
    refused = cfdiag(
        *("interview", "recommend-and-why", "--group", "customer", "--questionnaires", str(FOLDER)),
        *("--answers", "-", "-o", "x.json", "-q"),
        stdin=b'{"would_recommend": 10, "what_keeps_you": "x"}',
    )
    assert "because of an earlier answer" in refused.err


def test_what_is_expected_and_received_meets_in_points(cfdiag: Command) -> None:
    rated = {"value": 4, "importance": 90}
    sentences = ["looks_cared_for", "as_promised", "prompt", "knows_the_trade", "knows_me"]
    names = ("tangibles", "reliability", "prompt", "assurance", "empathy")
    points = dict(zip(names, (10, 30, 20, 20, 20), strict=True))
    given = dict.fromkeys(sentences, rated) | {f"points_{name}": n for name, n in points.items()}
    hold(cfdiag, "expected-and-received", "customer", *[given] * 5)
    found = result(cfdiag)["questions"]
    assert found["prompt"]["gap"]["unit"] == "points"
    assert found["prompt"]["gap"]["mean"] == -40  # 4 of 1–7 is 50 points, and 90 are expected
    assert found["prompt"]["quadrant"] == "concentrate"
    assert found["points_reliability"]["unit"] == "points"
    said = cfdiag("score", "in", "--questionnaires", str(FOLDER), "-q").out
    assert "40.0 points below its importance." in " ".join(said.split())
    assert found["sum_is_meant"]["reason"] == "not_asked"


def test_a_hundred_points_that_are_not_are_asked_about(cfdiag: Command) -> None:
    names = ("tangibles", "reliability", "prompt", "assurance", "empathy")
    given = {f"points_{name}": 30 for name in names} | {"sum_is_meant": "as_shares"}
    hold(cfdiag, "expected-and-received", "customer", given)
    assert result(cfdiag)["questions"]["sum_is_meant"]["distribution"]["as_shares"] == 1


def test_levels_of_maturity(cfdiag: Command) -> None:
    given = {"risks_known": "some", "talks_held": "always", "owner_named": "half", "plans_renewed": "yearly"}
    hold(cfdiag, "maturity-levels", "internal", *[given] * 6)
    scores = {name: part["score"] for name, part in result(cfdiag)["dimensions"].items()}
    assert scores == {"knowing": 62.5, "acting": 50.0}


def test_opposites_of_both_sides(cfdiag: Command) -> None:
    names = ("warm", "open", "listens", "quick", "steady")
    hold(cfdiag, "opposite-pairs", "internal", *[dict.fromkeys(names, 2)] * 6)
    hold(cfdiag, "opposite-pairs", "customer", *[dict.fromkeys(names, -1)] * 6)
    found = result(cfdiag)
    assert found["perception"]["warm"]["difference"] == 3
    assert found["perception"]["warm"]["points"] == 50


def test_products_and_prices(cfdiag: Command) -> None:
    given = {
        "since": "2019",
        "bought_for": {"value": ["own_use", "other"], "note": "Spare parts"},
        "matrix/pump/does_its_work": 2,
        "matrix/valve/does_its_work": 4,
        "too_cheap": "€ 50",
        "cheap": "€ 1,200",
        "dear": "2k",
        "too_dear": 3500.5,
    }
    hold(cfdiag, "product-and-price", "customer", *[given] * 5)
    found = result(cfdiag)["questions"]
    assert found["matrix/pump/does_its_work"]["mean"] == 2
    assert (found["cheap"]["median"], found["cheap"]["unit"]) == (1200, "EUR")
    assert found["order_wrong"]["reason"] == "not_asked"
    report = cfdiag("report", "in", "--questionnaires", str(FOLDER), "--format", "markdown", "-q").out
    assert "Spare parts" in report
    assert "Dear: everybody gave 2" in report
