"""silo-busting: 26 statements rated twice, and which answers lead to which action."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from questionnaires.rules import People, judge, question_texts, questionnaire, rule_tests

import cfdiag
from cfdiag.ground.files import shipped

ID = "silo-busting"
SIZES = {
    "meaningful_collaboration": 5,
    "sharing": 3,
    "silo_busting": 4,
    "customer_knowledge": 6,
    "structure_governance": 5,
    "change_readiness": 3,
}


def everybody(**ratings: int) -> People:
    """Five people; a dimension's name rates all its statements, `other` what is not named. 5 is good."""
    answers: dict[str, Any] = {}
    other = ratings.pop("other", 3)
    for question in statements():
        value = ratings.get(question.id, ratings.get(str(question.dimension), other))
        said = 6 - value if question.reverse else value
        answers[question.id] = {"value": said, "importance": 4 if value < 4 else 5}
    return People("internal", answers=answers)


def statements():
    return [q for s in questionnaire(ID).sections for q in s.questions if q.type == "rating"]


def programmes(stage: str) -> People:
    items = {"programmes": {"i1": "A programme", "i2": "Another"}}
    return People("internal", items=items, answers={"programme_stage": stage})


WEAK, GOOD = everybody(other=2), everybody(other=5)
INWARD = everybody(sharing=5, silo_busting=5, meaningful_collaboration=2)
ACTIONS = {
    "turn_one_meeting": (INWARD, GOOD),
    "one_shared_goal": (everybody(joint_goals=2), GOOD),
    "decide_growth_first": (everybody(pilots_spread=2, other=5), GOOD),
    "learn_from_what_stopped": (programmes("stopped"), programmes("spread")),
    "settle_who_waits_for_whom": (everybody(rely_on_others=2, other=5), GOOD),
    "visit_with_nothing_to_sell": (everybody(latent_needs=2, other=5), GOOD),
    "pass_it_on": (everybody(reaches_users=2, other=5), GOOD),
    "keep_what_people_know": (everybody(knowledge_stays=2, other=5), GOOD),
    "honour_creators": (everybody(appraisal_counts=2, other=5), GOOD),
    "walk_one_request": (everybody(same_weak_spots=2, other=5), GOOD),
    "say_what_is_given_up": (everybody(change_readiness=2, other=5), GOOD),
    "free_time": (everybody(beyond_firefighting=1, other=5), GOOD),
    "same_words": (everybody(same_meaning=2, other=5), GOOD),
    "bring_in_the_open_ones": (everybody(mixed_groups=2, other=5), GOOD),
    "show_a_good_meeting": (GOOD, INWARD),
    "tell_what_customers_said": (GOOD, WEAK),
    "use_the_trust": (GOOD, INWARD),
    "follow_the_brave": (GOOD, WEAK),
}
FINDINGS = {
    "busy_with_ourselves": (INWARD, GOOD),
    "meaning_and_means": (GOOD, INWARD),
    "knowing_before_sharing": (everybody(customer_knowledge=2, other=5), GOOD),
    "sharing_before_systems": (everybody(customer_knowledge=5, other=2), GOOD),
    "stalled_before": (programmes("stopped"), programmes("announced")),
    "courage": (GOOD, WEAK),
}


def test_there_are_26_statements_in_six_dimensions_each_rated_twice():
    found = [q.dimension for q in statements()]
    assert {dimension: found.count(dimension) for dimension in found} == SIZES
    assert len(found) == 26
    assert all(q.importance == {"internal"} for q in statements())


def test_whoever_agrees_with_everything_is_not_all_praise():
    """In every dimension some statements say what does not go well, and never more than half of them."""
    for dimension, size in SIZES.items():
        against = [q for q in statements() if q.dimension == dimension and q.reverse]
        assert 1 <= len(against) <= size / 2, dimension


def test_the_three_lateral_processes_share_out_the_six_dimensions():
    rollups = questionnaire(ID).rollups
    assert list(rollups) == ["insight", "systems_and_structures", "mindset"]
    assert sorted(d for r in rollups.values() for d in r.dimensions) == sorted(SIZES)


test_every_rule, test_actions, test_findings = rule_tests(ID, ACTIONS, FINDINGS)


def test_being_busy_with_ourselves_is_never_praised():
    found = judge(ID, INWARD)
    q = questionnaire(ID)
    strengths = {f.id for f in q.findings if f.kind == "strength"}
    building = {a.id for a in q.actions if a.kind == "build"}
    assert found.findings & strengths == set()
    assert found.actions & building == set()
    assert {"sharing", "silo_busting"} & found.praised == set()
    assert {"sharing", "silo_busting"} <= judge(ID, GOOD).praised


def test_the_breakdown_is_the_role_and_nothing_that_all_have_in_common():
    q = questionnaire(ID)
    assert q.question("role").type == "choice"
    assert q.question("industry") is None


def test_the_source_is_background_and_the_statements_are_our_own():
    notes = questionnaire(ID).notes
    assert set(notes) == {"own_statements", "no_recipe", "background"}
    assert "never a benchmark" in notes["background"].pick("en")


def test_what_good_people_do_is_asked_and_not_who_they_are():
    asked = questionnaire(ID).question("best_with_customers")
    assert [tag.id for tag in asked.tags] == ["open", "creative", "good_with_people", "persistent"]
    assert "No names" in asked.probe.pick("en")
    assert "Geen namen" in asked.probe.pick("nl")


def test_nobody_is_called_hard_to_please():
    for place, text in question_texts(questionnaire(ID), "internal"):
        assert not re.search("difficult|moeilijk|lastig", text, re.IGNORECASE), place


def test_a_statement_that_was_turned_round_counts_in_the_words_it_was_held_in(tmp_path: Path) -> None:
    """Before 2.0.0 'What one department knows, the others know too' was asked; now that it stays there."""
    before = next(
        path
        for path in (shipped("questionnaires") / "shipped").glob("silo-busting-*.yaml")
        if "\nversion: 1.2.0\n" in path.read_text(encoding="utf-8")
    )
    for text, points in ((before, 100), (shipped("questionnaires") / "silo-busting.yaml", 0)):
        folder = tmp_path / str(points)
        folder.mkdir()
        data = text.read_bytes()
        version = re.search(r"^version: (.+)$", data.decode(), re.MULTILINE)[1]
        for n in range(5):
            held = {
                "format": "cfdiag/interview@1",
                "id": f"r{n}",
                "questionnaire": {
                    "id": ID,
                    "version": version,
                    "sha256": hashlib.sha256(data).hexdigest(),
                },
                "respondent": {"group": "internal"},
                "finished": "2026-11-22",
                "answers": {"information_shared": {"status": "answered", "value": 5}},
            }
            (folder / f"{n}.json").write_text(json.dumps(held), encoding="utf-8")
        found = cfdiag.score_paths([folder]).questionnaires[0]
        assert (found.version, found.questions["information_shared"].points) == (version, points)
