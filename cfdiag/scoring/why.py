"""The chain behind a figure: answers (file and line) → points → weight → dimension → rule → action.

For one interview the arithmetic is exact to the answer; for many it is the sums. Answers of single people
are listed only where they may be: one interview, everybody attributed by consent, or `unmasked`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec
from msgspec import UNSET

from cfdiag.diagnostics import closest, fault
from cfdiag.expression import Expression, Unknown, evaluate, truth
from cfdiag.model.interview import Answer, Interview, question_of
from cfdiag.model.questionnaire import BASIS_POINTS, Action, FindingRule, Question, Questionnaire
from cfdiag.model.result import DimensionScore, QuestionnaireResult
from cfdiag.questions import TYPES
from cfdiag.scoring.arithmetic import (
    answer_text,
    asked,
    distribution_text,
    mean_of,
    priority_text,
    rule_text,
    weighted,
)
from cfdiag.scoring.facts import Facts
from cfdiag.scoring.options import Options, Words
from cfdiag.scoring.plan import Candidate, merged, worth
from cfdiag.scoring.score import InterviewScore, Scorer
from cfdiag.scoring.summary import Summary
from cfdiag.scoring.tally import Tally
from cfdiag.text import number

_KNOWN = 12
"""How many targets a hint lists."""


class Source(msgspec.Struct, frozen=True):
    """An interview and where it is written."""

    interview: Interview
    file: str
    questionnaire: str
    """The name of its questionnaire among those handed in."""
    lines: Mapping[str, int] = {}
    """The line of each answer, by its key."""


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """One link of the chain, and what it rests on."""

    kind: str
    """`action`, `finding`, `rule`, `overall`, `dimension`, `question`, `perception`, `answer`."""
    id: str
    title: str = ""
    text: str = ""
    """The arithmetic, or what was said."""
    value: float | None = None
    reason: str = ""
    """Why there is no value."""
    file: str = ""
    line: int = 0
    parts: list[Node] = []


def explain(
    target: str,
    sources: Sequence[Source],
    questionnaires: Mapping[str, Questionnaire],
    options: Options,
    words: Words | None = None,
) -> list[Node]:
    """The chains behind a target, one per questionnaire that has it.

    Args:
        target: `overall`, a dimension, a question (or `section/item/question`), a finding or an action, all
            by id; with `questionnaire:` before it for one questionnaire only.
        sources: the interviews.
        questionnaires: by name.
        options: of the run.
        words: the language of titles.

    Raises:
        CfdiagError: `unknown-target`.
    """
    only, _, name = target.rpartition(":")
    words = words or Words()
    alone = len(sources) == 1
    chains = []
    for key in sorted({source.questionnaire for source in sources}):
        if not only or questionnaires[key].id == only or key == only:
            mine = [source for source in sources if source.questionnaire == key]
            chains.append(_Chain(questionnaires[key], mine, options, words, alone=alone))
    by_id = merged(candidate for chain in chains for candidate in chain.candidates)
    for chain in chains:
        chain.by_id = by_id
    found = [node for chain in chains for node in chain.find(name)]
    if not found:
        known = sorted({each for chain in chains for each in chain.targets()})
        hint = closest(name, known) or f"known here: {', '.join(known[:_KNOWN])}"
        raise fault("unknown-target", f"there is no score, finding or action '{target}' here", hint)
    return found


def to_lines(node: Node, depth: int = 0) -> list[str]:
    """A chain as indented lines of plain text, answers with `file:line`."""
    parts = [node.id if not node.title else f"{node.title} [{node.id}]"]
    if node.text:
        parts.append(node.text)
    if node.reason:
        parts.append(f"– ({node.reason})")
    place = f"  {node.file}:{node.line}" if node.line else f"  {node.file}" if node.file else ""
    lines = ["  " * depth + f"{node.kind} " + ": ".join(parts) + place]
    for part in node.parts:
        lines += to_lines(part, depth + 1)
    return lines


class _Chain:
    """One questionnaire's figures, and how each came about."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        sources: Sequence[Source],
        options: Options,
        words: Words,
        *,
        alone: bool,
    ) -> None:
        self.questionnaire, self.sources, self.words = questionnaire, sources, words
        scorer = Scorer(questionnaire, options.overrides.get(questionnaire.id, {}))
        tally = Tally(questionnaire, (), options.seed)
        self.scores: list[InterviewScore] = []
        for source in sources:
            score = scorer.score(source.interview)
            self.scores.append(score)
            tally.add(source.interview, score)
        self.summary = Summary(tally, questionnaire, options, words, alone=alone)
        self.result: QuestionnaireResult = self.summary.figures()
        self.facts: Facts = self.summary.facts(self.result)
        _, self.candidates, _ = self.summary.judge(self.result)
        self.by_id: Mapping[str, Sequence[Candidate]] = {}
        """The actions of all questionnaires together; set when they are all there."""
        population = self.summary.top
        self.single = len(sources) == 1 and self.summary.all_attributed(population)
        self.dimensions = scorer.dimensions

    def targets(self) -> list[str]:
        """Everything that can be asked for."""
        q = self.questionnaire
        rules = [*(a.id for a in q.actions), *(f.id for f in q.findings)]
        return ["overall", *q.dimensions, *self.result.questions, *rules]

    def find(self, name: str) -> list[Node]:
        """The chains of that name."""
        q = self.questionnaire
        kinds: list[tuple[bool, Callable[[], Node]]] = [
            (name == "overall", self.overall),
            (name in q.dimensions, lambda: self.dimension(name)),
            (name in self.result.questions, lambda: self.question(name)),
        ]
        found = [make() for known, make in kinds if known]
        found += [self.action(action) for action in q.actions if action.id == name]
        found += [self.finding(rule) for rule in q.findings if rule.id == name]
        if name in self.result.perception and not any(n.kind == "perception" for n in found):
            found.append(self.perception(name))
        return found

    def overall(self) -> Node:
        """Dimensions by weight; of many, the mean of the respondents' overalls."""
        score = self.result.overall
        parts = [
            self.dimension(name)
            for name, d in self.result.dimensions.items()
            if d.kind == "scored" and d.group is UNSET
        ]
        text = ""
        if score.score is not None and self.single:
            scored = [(self.dimensions[p.id].weight, p.value) for p in parts if p.value is not None]
            text = weighted(scored, score.score)
        elif score.score is not None and score.n:
            text = mean_of(score.score, score.n, "respondents' overall scores")
        return _node(
            "overall",
            self.questionnaire.id,
            self.result.title,
            text,
            score.score,
            reason=score.reason,
            parts=parts,
        )

    def dimension(self, name: str) -> Node:
        """Questions by weight; of many, the mean of the respondents' scores."""
        score = self.result.dimensions[name]
        parts = [
            self.question(key)
            for key, q in self.result.questions.items()
            if (q.dimension == name or self._rests_on(key, name)) and ("/" in key) == self._by_item(key)
        ]
        text = ""
        if score.kind == "checklist" and score.met is not UNSET:
            text = f"{score.met:g} of {score.of:g} met (from 75 points)"
        elif score.score is not None and self.single:
            text = self._one_dimension(name, score.score)
        elif score.score is not None and score.n:
            text = mean_of(score.score, score.n, "respondents' scores")
        if name == self.questionnaire.basis_dimension and not self.single and not self._is_withheld(score):
            text = "; ".join(part for part in (text, self._basis_text()) if part)
        return _node("dimension", name, score.title, text, score.score, reason=score.reason, parts=parts)

    @staticmethod
    def _is_withheld(score: DimensionScore) -> bool:
        return score.n is None and score.kind == "scored"

    def _basis_text(self) -> str:
        """How often each answer to what an answer rests on was given: `answers rest on 4 × guess (0), …`."""
        counts: Counter[str] = Counter()
        for population in self.summary.populations.values():
            for (kind, _, basis), n in population.stratum.extras.items():
                if kind == "basis" and not self.summary.is_small(population.groups[0]):
                    counts[basis] += n
        said = [
            f"{counts[basis]} × {basis.replace('_', ' ')} ({points:g})"
            for basis, points in BASIS_POINTS.items()
            if counts[basis]
        ]
        return f"answers rest on {', '.join(said)}" if said else ""

    def _by_item(self, key: str) -> bool:
        """Of one interview, questions of repeated sections are shown per item; of many, over all items."""
        section = self.questionnaire.section_of(question_of(key))
        return self.single and section is not None and section.repeat is not None

    def _rests_on(self, key: str, dimension: str) -> bool:
        question = self.questionnaire.question(question_of(key))
        return (
            dimension == self.questionnaire.basis_dimension and question is not None and bool(question.basis)
        )

    def _one_dimension(self, name: str, score: float) -> str:
        pairs: list[tuple[float, float]] = []
        interview = self.sources[0].interview
        for key, points in self.scores[0].points.items():
            question = self.questionnaire.question(question_of(key))
            if question is not None and question.dimension == name:
                pairs.append((question.weight, points))
        if name == self.questionnaire.basis_dimension:
            for key, answer in interview.answers.items():
                question = self.questionnaire.question(question_of(key))
                if (
                    question is not None
                    and answer.basis is not None
                    and interview.respondent.group in question.basis
                ):
                    pairs.append((question.weight, BASIS_POINTS[answer.basis]))
        found = self.scores[0].dimensions[name]
        return (
            f"{weighted(pairs, score)}; {found.valid} of {found.applicable} answered, {found.needed} needed"
        )

    def question(self, key: str) -> Node:
        """The answers to one question, and their points."""
        score = self.result.questions.get(key)
        question = self.questionnaire.question(question_of(key))
        title = self.words.text(question.ask, "") if question else ""
        if question is None:
            return Node(kind="question", id=key)
        answers = self._answers(key, question)
        if score is None:
            return Node(kind="question", id=key, title=title, parts=answers)
        text = (
            distribution_text(score.distribution, score.mean, score.points, question)
            if not self.single
            else ""
        )
        if score.points is not None:
            text = f"{text}; weight {question.weight:g}" if text else f"weight {question.weight:g}"
        reason = score.reason if score.points is None else UNSET
        return _node("question", key, title, text, score.points, reason=reason, parts=answers)

    def _answers(self, key: str, question: Question) -> list[Node]:
        if not self._may_list(question):
            return []
        found = []
        for source in self.sources:
            for at, answer in source.interview.answers.items():
                # Of many, a question of a repeated section gathers the answers about every item.
                if at == key or ("/" in at and "/" not in key and question_of(at) == key):
                    found.append(self._answer(source, at, answer, question))
        return found

    def _may_list(self, question: Question) -> bool:
        groups = {source.interview.respondent.group for source in self.sources} & set(question.groups)
        if self.single or self.summary.masks.off:
            return True
        return all(self.summary.all_attributed(self.summary.populations[group]) for group in groups)

    def _answer(self, source: Source, key: str, answer: Answer, question: Question) -> Node:
        points = TYPES[question.type].points(question, answer.value) if answer.status == "answered" else None
        return Node(
            kind="answer",
            id=key,
            text=answer_text(question, answer, points, self.words.language),
            value=points,
            file=source.file,
            line=source.lines.get(key, 0),
        )

    def perception(self, key: str) -> Node:
        """Both sides of a perception gap."""
        found = self.result.perception[key]
        text = ""
        if found.difference is not None and found.points is not None:
            text = (
                f"{number(found.internal or 0.0, decimals=2)} (n = {found.n_internal}) minus "
                f"{number(found.customer or 0.0, decimals=2)} (n = {found.n_customer}) = "
                f"{number(found.difference, decimals=2)} steps, {number(found.points)} points"
            )
            if found.interval is not None:
                low, high = found.interval
                text += f"; 95 % interval {number(low, decimals=2)} to {number(high, decimals=2)}"
        if found.finding:
            text += f"; {found.finding.replace('_', ' ')}"
        reason = found.reason if found.points is None else UNSET
        return _node("perception", key, "", text, found.points, reason=reason, parts=[])

    def action(self, action: Action) -> Node:
        """Rule, evidence and priority of an action."""
        same = self.by_id.get(action.id, [])
        title = self.words.text(action.title, "")
        rule = self.rule(action.when, action.because, action.line)
        if not any(each.questionnaire == self.questionnaire.id for each in same):
            text = "not in the plan, because its rule does not hold"
            return Node(kind="action", id=action.id, title=title, text=text, parts=[rule])
        priority, need, first = worth(same)
        text = priority_text(action, first, need, priority)
        return Node(kind="action", id=action.id, title=title, text=text, value=priority, parts=[rule])

    def finding(self, rule: FindingRule) -> Node:
        """The rule behind a headline."""
        title = self.words.text(rule.text, "")
        return Node(
            kind="finding", id=rule.id, title=title, parts=[self.rule(rule.when, rule.because, rule.line)]
        )

    def rule(self, when: Expression, because: Iterable[str], line: int = 0) -> Node:
        """A rule with what it asked for, then the questions it names as evidence."""
        verdict = truth(evaluate(when, self.facts))
        said = "unknown" if isinstance(verdict, Unknown) else "holds" if verdict else "does not hold"
        parts = [self._fact(name) for name in dict.fromkeys(asked(when))]
        known = {part.id for part in parts} | {each.id for part in parts for each in part.parts}
        parts += [self.question(id_) for id_ in because if id_ not in known and id_ in self.result.questions]
        text = f"{rule_text(when, self.facts)}: {said}"
        file = self.questionnaire.file if line else ""
        return Node(kind="rule", id=self.questionnaire.id, text=text, file=file, line=line, parts=parts)

    def _fact(self, name: tuple[str, ...]) -> Node:
        kind, id_ = name[0], name[1] if len(name) > 1 else name[0]
        if kind in ("score", "coverage", "met") and id_ in self.result.dimensions:
            return self.dimension(id_)
        if kind == "perception" and id_ in self.result.perception:
            return self.perception(id_)
        if id_ in self.result.questions:
            return self.question(id_)
        return Node(kind="fact", id=".".join(name))


def _node(
    kind: str, id_: str, title: str, text: str, value: float | None, *, reason: object, parts: list[Node]
) -> Node:
    shown = number(value) if value is not None else ""
    if kind == "question":
        said = "; ".join(part for part in (f"{shown} points" if shown else "", text) if part)
    else:
        said = " = ".join(part for part in (shown, text) if part)
    why = reason if isinstance(reason, str) and value is None else ""
    return Node(kind=kind, id=id_, title=title, text=said, value=value, reason=why, parts=parts)
