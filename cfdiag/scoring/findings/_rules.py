"""Headlines of the questionnaire itself: a rule that holds, and its author's sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import UNSET

from cfdiag.model.expression import Call, Few, comparisons, evaluate, truth
from cfdiag.model.questionnaire import FindingRule, Questionnaire
from cfdiag.model.result import AnswerCount, Finding, QuestionnaireResult
from cfdiag.questions import TYPES
from cfdiag.rules.facts import Facts, Rest, rests_on
from cfdiag.scoring.options import Phrasing


def holding(
    questionnaire: Questionnaire, facts: Facts, kind: Literal["concern", "strength"]
) -> Iterator[FindingRule]:
    """The rules of a kind that hold."""
    for rule in questionnaire.findings:
        if rule.kind == kind and truth(evaluate(rule.when, facts)) is True:
            yield rule


def found_by_rule(
    questionnaire: Questionnaire,
    result: QuestionnaireResult,
    facts: Facts,
    kind: Literal["concern", "strength"],
) -> Iterator[Finding]:
    """A finding for each rule that holds, in the order of the file; nothing of customers from one of them."""
    for rule in holding(questionnaire, facts, kind):
        if any(_is_one_customer(rest, questionnaire, result) for rest in rests_on(rule.when)):
            continue
        yield Finding(
            kind=kind,
            id=rule.id,
            questionnaire=questionnaire.id,
            question=rule.because[0] if len(rule.because) == 1 else UNSET,
            counts=[*_counts(rule, facts), *_told(rule, result)] or UNSET,
            strength=kind == "strength",
            private=True if rule.private else UNSET,
        )


def _is_one_customer(rest: Rest, questionnaire: Questionnaire, result: QuestionnaireResult) -> bool:
    """Whether what a rule asks for is what a single customer said."""
    if rest.subject not in ("question", "dimension"):
        return False
    figure = result.questions.get(rest.id) if rest.subject == "question" else result.dimensions.get(rest.id)
    if figure is None or figure.n != 1:
        return False
    whose = result.groups_shown if figure.group is UNSET else [figure.group]
    return all(questionnaire.side(group) == "customer" for group in whose)


def _counts(rule: FindingRule, facts: Facts) -> Iterator[AnswerCount]:
    """The numbers behind the shares of few people that make a rule hold."""
    for term in comparisons(rule.when):
        if isinstance(term.left, Call) and truth(evaluate(term, facts)) is True:
            value = evaluate(term.left, facts)
            if isinstance(value, Few) and value.n is not None:
                _, question, option = term.left.key
                yield AnswerCount(question=question, option=option, n=value.n, of=value.of)


def _told(rule: FindingRule, result: QuestionnaireResult) -> Iterator[AnswerCount]:
    """What the author wants told with the sentence, of each group of which the number may be shown."""
    for question, option in rule.tell.items():
        for id_, group in result.groups.items():
            score = group.questions.get(question)
            if score is None or not score.of:
                continue
            n = score.distribution.get(option, 0)
            if n is not None:
                yield AnswerCount(question=question, option=option, n=n, of=score.of, group=id_)


def said_by_rule(finding: Finding, questionnaire: Questionnaire, words: Phrasing) -> str:
    """The author's sentence; of few people with its numbers: `Nobody went there. (2 of 3: no)`."""
    rule = next((each for each in questionnaire.findings if each.id == finding.id), None)
    if rule is None:
        return finding.text
    said = words.text(rule.text, next(iter(questionnaire.groups_of("inside")), ""))
    if finding.counts is UNSET:
        return said
    counts = dict.fromkeys(_count(each, questionnaire, words) for each in finding.counts)
    return f"{said} ({'; '.join(counts)})"


def _count(each: AnswerCount, questionnaire: Questionnaire, words: Phrasing) -> str:
    question = questionnaire.question(each.question)
    label = each.option
    if question is not None:
        label = TYPES[question.type].label(
            question, each.option, words.locale, lambda text: words.text(text, "")
        )
    n, of = words.locale.count(each.n), words.locale.count(each.of)
    answer = words.locale.inline(label)
    if each.group is UNSET:
        return words.sentence("{n} of {of}: {answer}", n=n, of=of, answer=answer)
    group = words.locale.inline(words.text(questionnaire.groups[each.group].title, ""))
    return words.sentence("{n} of {of} {group}: {answer}", n=n, of=of, group=group, answer=answer)


def in_question(questionnaire: Questionnaire, facts: Facts) -> frozenset[str]:
    """The dimensions that a concern of the questionnaire's own speaks of: on target is then no strength."""
    asked = (rest for rule in holding(questionnaire, facts, "concern") for rest in rests_on(rule.when))
    return frozenset(rest.id for rest in asked if rest.fact == "score")


def size(finding: Finding) -> float:
    """A rule holds or does not: it has no size."""
    del finding
    return 0.0
