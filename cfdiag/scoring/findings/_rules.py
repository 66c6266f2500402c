"""Headlines of the questionnaire itself: a rule that holds, and its author's sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import UNSET

from cfdiag.model.expression import Call, Few, Value, comparisons, evaluate, holds
from cfdiag.model.questionnaire import FindingRule, Questionnaire
from cfdiag.model.result import AnswerCount, Finding, QuestionnaireResult
from cfdiag.questions import TYPES
from cfdiag.rules.fact_lookup import Facts, Rest, rests_on
from cfdiag.scoring.about import chosen, keys_of
from cfdiag.scoring.about_words import finding_figures, said_of_finding
from cfdiag.scoring.options import Phrasing

_SHARES_FROM = 3
"""Of fewer people nothing is said in shares."""


def holding(
    questionnaire: Questionnaire, facts: Facts, kind: Literal["concern", "strength"]
) -> Iterator[FindingRule]:
    """The rules of a kind that hold."""
    for rule in questionnaire.findings:
        if rule.kind == kind and holds(rule.when, facts):
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
        if not holds(rule.when, _SaidOfFew(facts, result)):
            continue
        about = chosen(rule.about, rule.when, facts.shown) if rule.about else ()
        if rule.about and not about:
            continue
        yield Finding(
            kind=kind,
            id=rule.id,
            about=keys_of(about),
            figures=finding_figures(rule.about, about, questionnaire, result) if rule.about else {},
            questionnaire=questionnaire.id,
            question=rule.because[0] if len(rule.because) == 1 else UNSET,
            counts=[*_counts(rule, _SaidOfFew(facts, result)), *_told(rule, result)] or UNSET,
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
    return all(questionnaire.side(group) == "customer" for group in result.whose(figure))


class _SaidOfFew(Facts):
    """The facts as they can be said: 'at least half' of one or two people is no sentence.

    Of these no more is known than whether there is any; so a rule that holds by something else still does.
    """

    def __init__(self, facts: Facts, result: QuestionnaireResult) -> None:
        super().__init__(facts.shown)
        self._result = result

    def call(self, function: str, arguments: tuple[Value, ...]) -> Value:
        """As of all facts; a share of so few as what is known of it."""
        value = super().call(function, arguments)
        score = self._result.questions.get(str(arguments[0])) if function == "share" else None
        if score is None or isinstance(value, Few) or not isinstance(value, (int, float)):
            return value
        n = score.n or 0
        return Few(round(value * n), n) if n < _SHARES_FROM else value


def _counts(rule: FindingRule, facts: Facts) -> Iterator[AnswerCount]:
    """The numbers behind the shares of few people that make a rule hold."""
    for term in comparisons(rule.when):
        if isinstance(term.left, Call) and holds(term, facts):
            value = evaluate(term.left, facts)
            if isinstance(value, Few) and value.n is not None:
                _, question, option = term.left.key
                yield AnswerCount(question=question, option=option, n=value.n, of=value.of)


def _told(rule: FindingRule, result: QuestionnaireResult) -> Iterator[AnswerCount]:
    """What the author wants told with the sentence, of each group of which the number may be shown."""
    for question, option in rule.tell.items():
        for id_, group in result.groups.items():
            score = group.questions.get(question)
            if score is None or not score.n or not score.distribution:
                continue
            n = score.distribution.get(option, 0)
            if n is not None:
                yield AnswerCount(question=question, option=option, n=n, of=score.n, group=id_)


def said_by_rule(finding: Finding, questionnaire: Questionnaire, words: Phrasing) -> str:
    """The author's sentence; of few people with its numbers: `Nobody went there. (2 of 3: no)`."""
    rule = next((each for each in questionnaire.findings if each.id == finding.id), None)
    if rule is None:
        return finding.text
    known = {"about": said_of_finding(finding, questionnaire, words)} if finding.about is not UNSET else {}
    said = words.text(rule.text, next(iter(questionnaire.groups_of("inside")), ""), **known)
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
    if each.group is UNSET:
        return words.said_by(each.n, each.of, label)
    n, of = words.locale.count(each.n), words.locale.count(each.of)
    answer = words.locale.inline(label)
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
