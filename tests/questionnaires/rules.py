"""Which actions and findings answers lead to, by the public scoring: what the tests of content share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest
from kits.scoring import ENGLISH

from cfdiag.formats.questionnaire.reader import examine_questionnaire
from cfdiag.ground.files import shipped
from cfdiag.model.interview import Answer, Interview, QuestionnaireRef, Respondent, question_of
from cfdiag.model.questionnaire import Question, Questionnaire
from cfdiag.model.result import Inputs
from cfdiag.questions import check_answer
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.one.score import Scorer
from cfdiag.scoring.summary import Options, summarise


@cache
def questionnaire(id_: str) -> Questionnaire:
    """A shipped questionnaire, in which nothing may be wrong, Dutch included."""
    path = shipped("questionnaires") / f"{id_}.yaml"
    found, diagnostics = examine_questionnaire(path.read_bytes(), path.name, ("nl",))
    assert found is not None, diagnostics
    return found


def diagnostics(id_: str) -> list[str]:
    """What `check --language nl` has to say about a shipped questionnaire."""
    path = shipped("questionnaires") / f"{id_}.yaml"
    _, found = examine_questionnaire(path.read_bytes(), path.name, ("nl",))
    return [f"{d.location}: {d.message}" for d in found]


@dataclass(frozen=True)
class Judged:
    """What a run of scoring came to."""

    actions: frozenset[str]
    findings: frozenset[str]
    not_judged: frozenset[str]
    praised: frozenset[str]
    """Dimensions that are found to be a strength."""


@dataclass(frozen=True)
class People:
    """Some respondents of one group who all answer alike.

    `answers` holds values by question id or `section/item/question`; a dict stands for a whole answer.
    `rate` is the answer to every other rating, `importance` what goes with every rating that asks for it.
    """

    group: str
    n: int = 5
    answers: Mapping[str, Any] | None = None
    rate: int | None = None
    importance: int | None = None
    basis: str | None = None
    items: Mapping[str, Mapping[str, str]] | None = None

    def but(self, **answers: Any) -> People:
        """The same people with some answers changed."""
        return replace(self, answers={**(self.answers or {}), **answers})


Heard = People | tuple[People, ...] | list[People]
Cases = tuple[Heard, Heard]
"""For whom a rule holds, and for whom not."""


def interviews(q: Questionnaire, people: People, start: int = 0) -> list[Interview]:
    """The interviews of some people, each answer checked against its question."""
    items = {section: dict(of) for section, of in (people.items or {}).items()}
    answers: dict[str, Answer] = {}
    for key, question in _keys(q, people, items):
        given = (people.answers or {}).get(key, (people.answers or {}).get(question.id))
        if given is None and question.type == "rating":
            given = people.rate
        if given is None:
            continue
        answers[key] = _answer(question, given, people)
        wrong = check_answer(question, answers[key], people.group)
        assert wrong is None, f"{key}: {wrong}"
    meant = {question_of(key) for key, value in (people.answers or {}).items() if value is not None}
    unused = meant - {question_of(key) for key in answers}
    assert not unused, f"not asked of '{people.group}': {sorted(unused)}"
    return [
        Interview(
            id=f"019a0000-0000-7000-8000-{start + number:012x}",
            questionnaire=QuestionnaireRef(id=q.id, version=q.version),
            respondent=Respondent(group=people.group, consent="named"),
            finished="2026-11-22T10:00:00Z",
            items=items,
            answers=answers,
        )
        for number in range(people.n)
    ]


def judge(id_: str, *groups: People) -> Judged:
    """The actions and findings that these respondents lead to."""
    q = questionnaire(id_)
    everybody: list[Interview] = []
    for people in groups:
        everybody.extend(interviews(q, people, len(everybody)))
    scorer, tally = Scorer(q), Tally(q)
    for interview in everybody:
        tally.add(interview, scorer.score(interview))
    result = summarise(
        {id_: tally},
        {id_: q},
        Options(today="2026-11-22"),
        Inputs(interviews=len(everybody), unfinished=0),
        ENGLISH,
    )
    found = result.questionnaires[0]
    return Judged(
        actions=frozenset(action.id for action in found.actions),
        findings=frozenset(finding.id for finding in found.findings if isinstance(finding.id, str)),
        not_judged=frozenset(entry.id for entry in found.not_judged),
        praised=frozenset(str(f.dimension) for f in found.findings if f.kind == "high_dimension"),
    )


def rule_tests(
    id_: str, actions: Mapping[str, Cases], findings: Mapping[str, Cases]
) -> tuple[Callable[[], None], Callable[[str], None], Callable[[str], None]]:
    """The tests that every set of rules needs: none is without cases, each holds for some and not for others.

    Args:
        id_: the questionnaire.
        actions: by rule for whom it holds and for whom not: some people, a tuple of those who are heard
            together, or a list of those who are each enough.
        findings: the same.
    """

    def test_every_rule_has_its_cases() -> None:
        q = questionnaire(id_)
        assert {action.id for action in q.actions} == set(actions)
        assert {finding.id for finding in q.findings} == set(findings)

    @pytest.mark.parametrize("rule", actions)
    def test_an_action_is_called_for_by_some_and_not_by_others(rule: str) -> None:
        yes, no = ([rule in judge(id_, *heard).actions for heard in _heard(case)] for case in actions[rule])
        assert (set(yes), set(no)) == ({True}, {False})

    @pytest.mark.parametrize("rule", findings)
    def test_a_finding_holds_for_some_and_not_for_others(rule: str) -> None:
        yes, no = ([rule in judge(id_, *heard).findings for heard in _heard(case)] for case in findings[rule])
        assert (set(yes), set(no)) == ({True}, {False})

    return (
        test_every_rule_has_its_cases,
        test_an_action_is_called_for_by_some_and_not_by_others,
        test_a_finding_holds_for_some_and_not_for_others,
    )


def _heard(case: Heard) -> list[tuple[People, ...]]:
    if isinstance(case, People):
        return [(case,)]
    return [(people,) for people in case] if isinstance(case, list) else [case]


def question_texts(q: Questionnaire, group: str) -> Iterable[tuple[str, str]]:
    """Every wording that people of a group can see or hear, with where it stands."""
    texts = [("title", q.title), ("purpose", q.purpose), ("for_whom", q.audience)]
    texts.append((f"groups.{group}", q.groups[group].title))
    for section in q.sections:
        mine = [question for question in section.questions if group in question.groups]
        if not mine:
            continue
        texts += [(section.id, section.title), (f"{section.id}.intro", section.intro)]
        if section.repeat:
            texts += [
                (f"{section.id}.repeat", section.repeat.ask),
                (f"{section.id}.name", section.repeat.name),
            ]
            texts += [(f"{section.id}.{item}", text) for item, text in section.repeat.items.items()]
        for question in mine:
            texts += [(question.id, question.ask), (f"{question.id}.probe", question.probe)]
            texts += [
                (f"{question.id}.{option.id}", option.label) for option in (*question.options, *question.tags)
            ]
            texts += [
                (f"{question.id}.scale", text)
                for text in (question.scale.labels if question.scale else {}).values()
            ]
    for place, text in texts:
        for language in ("en", "nl") if text else ():
            yield f"{place} ({language})", text.pick(language, group)


def _keys(
    q: Questionnaire, people: People, items: Mapping[str, Mapping[str, str]]
) -> Iterable[tuple[str, Question]]:
    for section in q.sections:
        for question in section.questions:
            if people.group not in question.groups:
                continue
            if section.repeat is None:
                yield question.id, question
            for item in items.get(section.id, {}) if section.repeat else ():
                yield f"{section.id}/{item}/{question.id}", question


def _answer(question: Question, given: Any, people: People) -> Answer:
    if isinstance(given, dict):
        return Answer(**{"status": "answered", **given})
    importance = people.importance if people.group in question.importance else None
    basis = people.basis if people.group in question.basis else None
    return Answer(status="answered", value=given, importance=importance, basis=basis)
