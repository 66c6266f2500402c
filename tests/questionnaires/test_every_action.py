"""Every action there is, on answers that call for it: it says what it is about, with a figure and an n."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from questionnaires.rules import People, interviews, questionnaire

import cfdiag
from cfdiag.ground.files import shipped
from cfdiag.locales.catalogue import locale_for

IDS = sorted(path.stem for path in shipped("questionnaires").glob("*.yaml"))
LANGUAGES = ("en", "nl")
_MONDAY = {"en": "monday", "nl": "maandag"}
_LOOSE = {"en": ("This", "It", "That"), "nl": ("Dit", "Dat", "Het")}
_N = {"en": r"\bn = \d|\b\d+ of \d", "nl": r"\bn = \d|\b\d+ van (?:de )?\d"}


def _holding() -> Iterator[tuple[str, str, tuple[People, ...]]]:
    for id_ in IDS:
        module = importlib.import_module(f"questionnaires.test_{id_.replace('-', '_')}")
        for action, (holds, _) in module.ACTIONS.items():
            # A tuple are people who are heard together, a list are cases.
            for case in holds if isinstance(holds, list) else [holds]:
                yield id_, action, case if isinstance(case, tuple) else (case,)


CASES = list(_holding())
_EMPTY = ("“”", "()", ": .", "n = )", "n = 0", " of 0", " van de 0", "{{")


def _card(id_: str, action: str, groups: tuple[People, ...], language: str) -> dict[str, Any]:
    """The action as the report shows it, with nothing else in the plan."""
    q = questionnaire(id_)
    everybody: list[cfdiag.Interview] = []
    for people in groups:
        everybody.extend(interviews(q, people, len(everybody)))
    result = cfdiag.score(everybody, today="2026-11-22", language=language)
    part = result.questionnaires[0]
    mine = [each for each in part.actions if each.id == action]
    assert mine, f"{action} is not in the plan"
    plan = replace(result.figures.plan, build=[], mend=[])
    plan = replace(plan, **{mine[0].kind: [action]})
    alone = replace(result.figures, questionnaires=[replace(part, actions=mine)], plan=plan)
    view = json.loads(cfdiag.report(result.with_figures(alone), format="json"))
    sections = {section["id"]: section for section in view["sections"]}
    cards = [card for block in sections["actions"]["blocks"] for card in block.get("cards", ())]
    assert [card["id"] for card in cards] == [action]
    found: dict[str, Any] = cards[0]
    return found


def _need_from(id_: str, action: str, groups: tuple[People, ...]) -> str:
    q = questionnaire(id_)
    everybody: list[cfdiag.Interview] = []
    for people in groups:
        everybody.extend(interviews(q, people, len(everybody)))
    found = cfdiag.score(everybody, today="2026-11-22").questionnaires[0].actions
    return next(each.need_from for each in found if each.id == action)


def _missing(card: dict[str, Any], q: cfdiag.Questionnaire, language: str) -> list[str]:
    """What the reader of an action would ask: which one, how much, of how many, what on Monday, and then."""
    action = next(each for each in q.actions if each.id == card["id"])
    lines = {line["id"]: line for line in card["lines"]}
    why, title = card["text"], card["title"]
    missing = [
        what for what, pattern in (("a figure", r"\d"), ("an n", _N[language])) if not re.search(pattern, why)
    ]
    if (
        action.about is None
        or "about.label" not in f"{action.title.pick(language)} {action.why.pick(language)}"
    ):
        missing.append("a name")
    pointing = re.search(locale_for(language).advice.pointing, title.lower())
    if pointing and action.about is None:
        missing.append(f"what '{pointing[0]}' is")
    missing += [f"{word} without what it stands for" for word in _LOOSE[language] if word in why.split()[0:1]]
    missing += [f"empty {mark}" for mark in _EMPTY if mark in f"{title} {why}"]
    if _MONDAY[language] not in lines["first_step"]["text"].lower():
        missing.append("when it begins")
    return missing + [
        f"no {line}" for line in ("measure", "then") if not lines.get(line, {"text": ""})["text"]
    ]


@pytest.mark.parametrize(("id_", "action", "groups"), CASES, ids=[f"{i}-{a}" for i, a, _ in CASES])
def test_it_says_what_it_is_about_with_a_figure_and_of_how_many(
    id_: str, action: str, groups: tuple[People, ...]
) -> None:
    q = questionnaire(id_)
    missing = [
        f"{language}: {each}"
        for language in LANGUAGES
        for each in _missing(_card(id_, action, groups, language), q, language)
    ]
    assert missing == []


def test_a_card_that_says_none_of_it_is_found() -> None:
    lines = [{"id": "first_step", "text": "Some day, talk about it."}]
    card = {
        "id": "repair_together",
        "title": "Repair this",
        "text": "It is rated low (n = 0).",
        "lines": lines,
    }
    assert _missing(card, questionnaire("customer-view"), "en") == [
        "It without what it stands for",
        "empty n = 0",
        "when it begins",
        "no measure",
        "no then",
    ]


@pytest.mark.parametrize("id_", IDS)
def test_every_action_says_how_one_will_see_that_it_worked_and_where_it_goes_then(id_: str) -> None:
    for action in questionnaire(id_).actions:
        assert action.about is not None, action.id
        assert action.done_when is not None, action.id
        assert action.then is not None, action.id


def test_few_needs_are_what_their_author_typed_in() -> None:
    stated = [action.id for id_ in IDS for action in questionnaire(id_).actions if action.need is not None]
    assert len(stated) <= 12
    typed = [
        f"{id_} {action}" for id_, action, groups in CASES if _need_from(id_, action, groups) == "author"
    ]
    assert {each.split()[1] for each in typed} <= set(stated)


def test_effort_and_impact_use_the_whole_scale() -> None:
    actions = [action for id_ in IDS for action in questionnaire(id_).actions]
    for steps in ([action.effort for action in actions], [action.impact for action in actions]):
        assert all(steps.count(step) >= len(actions) / 10 for step in (1, 2, 3))
    used = {(action.effort, action.impact) for action in actions}
    assert len(used) >= 7


@pytest.mark.parametrize("id_", IDS)
def test_the_answers_of_these_tests_call_for_every_action_there_is(id_: str) -> None:
    assert {a for i, a, _ in CASES if i == id_} == {action.id for action in questionnaire(id_).actions}
