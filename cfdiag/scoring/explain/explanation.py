"""One questionnaire's figures, and how each came about: the links behind a score, a finding or an action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import UNSET

from cfdiag.model.expression import Expression, Unknown, evaluate, truth
from cfdiag.model.interview import Answer, Interview, question_of
from cfdiag.model.questionnaire import BASIS_POINTS, About, Action, FindingRule, Question, Questionnaire
from cfdiag.model.result import DimensionScore, Perception, QuestionnaireResult
from cfdiag.questions import TYPES
from cfdiag.rules.about import written
from cfdiag.rules.explain import with_values
from cfdiag.rules.fact_lookup import Facts, Rest, rests_on
from cfdiag.scoring.about_words import titled_by
from cfdiag.scoring.explain.formulas import (
    answer_text,
    distribution_text,
    figure,
    mean_of,
    priority_text,
    weighted,
    written_figure,
)
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.one.essentials import short_of
from cfdiag.scoring.one.score import Scorer
from cfdiag.scoring.one.scored import InterviewScore
from cfdiag.scoring.options import Options, Phrasing
from cfdiag.scoring.plan.need import Candidate
from cfdiag.scoring.plan.priority import worth
from cfdiag.scoring.questionnaire_summary import Summary
from cfdiag.scoring.titles import question_title

OVERALLS = "{sum} / {n} = {mean}, the mean of {n} overall scores"
SCORES = "{sum} / {n} = {mean}, the mean of the scores of {n} respondents"


class Source(msgspec.Struct, frozen=True):
    """An interview and where it is written."""

    interview: Interview
    file: str
    questionnaire: str
    """The name of its questionnaire among those handed in."""
    lines: Mapping[str, int] = {}
    """The line of each answer, by its key."""
    files: Mapping[str, str] = {}
    """The file of each answer that stands in another one: a talk may have been held in two."""
    not_asked: frozenset[str] = frozenset()
    """Questions that its text did not have, or not so."""


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One link of the chain, and what it rests on."""

    kind: str
    """`action`, `finding`, `rule`, `overall`, `dimension`, `question`, `perception`, `group`, `answer`."""
    id: str
    title: str = ""
    text: str = ""
    """The arithmetic, or what was said."""
    value: float | None = None
    reason: str = ""
    """Why there is no value."""
    file: str = ""
    line: int = 0
    parts: list[Link] = []
    questionnaire: str = ""
    """Of the first link."""


class Chain:
    """One questionnaire's figures, and how each came about."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        sources: Sequence[Source],
        options: Options,
        words: Phrasing,
        *,
        alone: bool,
    ) -> None:
        self.questionnaire, self.sources, self.words = questionnaire, sources, words
        overrides = options.overrides.get(questionnaire.id, {})
        scorers: dict[frozenset[str], Scorer] = {frozenset(): Scorer(questionnaire, overrides)}
        tally = Tally(questionnaire, (), options.seed)
        self.scores: list[InterviewScore] = []
        for source in sources:
            not_asked = source.not_asked | short_of(source.interview, questionnaire)
            if not_asked not in scorers:
                scorers[not_asked] = Scorer(questionnaire, overrides, not_asked)
            score = scorers[not_asked].score(source.interview)
            self.scores.append(score)
            tally.add(source.interview, score)
        self.summary = Summary(tally, questionnaire, options, words, alone=alone)
        self.result: QuestionnaireResult = self.summary.figures()
        self.facts: Facts = self.summary.facts(self.result)
        _, self.candidates, _ = self.summary.judge(self.result)
        self.by_id: Mapping[str, Sequence[Candidate]] = {}
        """The actions of all questionnaires together; set when they are all there."""
        population = self.summary.rows.top
        # Of one interview alone it is told answer by answer.
        self.points = scorers[frozenset()].points(sources[0].interview)
        self.single = len(sources) == 1 and self.summary.rows.all_attributed(population)
        self.dimensions = scorers[frozenset()].dimensions

    def targets(self) -> list[str]:
        """Everything that can be asked for."""
        q = self.questionnaire
        # A name may be that of a question and of an action at once: then both are shown.
        rules = [*(a.id for a in q.actions), *(f.id for f in q.findings)]
        return ["overall", *q.dimensions, *self.result.questions, *rules]

    def find(self, name: str) -> list[Link]:
        """The chains of that name."""
        q = self.questionnaire
        kinds: list[tuple[bool, Callable[[], Link]]] = [
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

    def overall(self) -> Link:
        """Dimensions by weight; of many, the mean of the respondents' overalls."""
        score = self.result.overall
        parts = [
            self.dimension(name)
            for name, d in self.result.dimensions.items()
            if d.kind == "scored" and d.group is UNSET
        ]
        text = ""
        if score.score is not None and self.single:
            # Of one interview the sum can be followed to the last digit; of many it is a mean of such sums.
            scored = [(self.dimensions[p.id].weight, p.value) for p in parts if p.value is not None]
            text = weighted(scored, score.score, self.words)
        elif score.score is not None and score.n:
            text = mean_of(score.score, score.n, OVERALLS, self.words)
        return _node(
            "overall",
            self.questionnaire.id,
            self.result.title,
            text,
            score.score,
            reason=score.reason,
            parts=parts,
        )

    def dimension(self, name: str) -> Link:
        """Questions by weight; of many, the mean of the respondents' scores."""
        score = self.result.dimensions[name]
        parts = [
            self.question(key)
            for key, q in self.result.questions.items()
            if (q.dimension == name or self._rests_on(key, name)) and ("/" in key) == self._by_item(key)
        ]
        text = ""
        if score.kind == "checklist" and score.met is not UNSET:
            text = self.words.sentence("{met} of {of} met (from 75 points)", met=score.met, of=score.of)
        elif score.score is not None and self.single:
            text = self._one_dimension(name, score.score)
        elif score.score is not None and score.n:
            text = mean_of(score.score, score.n, SCORES, self.words)
        if name == self.questionnaire.basis_dimension and not self.single and not self._is_withheld(score):
            text = "; ".join(part for part in (text, self._basis_text()) if part)
        return _node("dimension", name, score.title, text, score.score, reason=score.reason, parts=parts)

    @staticmethod
    def _is_withheld(score: DimensionScore) -> bool:
        return score.n is None and score.kind == "scored"

    def _basis_text(self) -> str:
        """How often each answer to what an answer rests on was given: `answers rest on 4 × guess (0), …`."""
        counts: Counter[str] = Counter()
        for population in self.summary.rows.populations.values():
            for (kind, _, basis), n in population.stratum.extras.items():
                # Asked of whole groups alone, as the floor asks them.
                if kind == "basis" and not self.summary.is_small(population.groups[0]):
                    counts[basis] += n
        said = [
            f"{counts[basis]} × {self.words.sentence(basis.replace('_', ' '))} ({points:g})"
            for basis, points in BASIS_POINTS.items()
            if counts[basis]
        ]
        return self.words.sentence("answers rest on {listed}", listed=", ".join(said)) if said else ""

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
        for key, points in self.points.items():
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
        counted = self.words.sentence(
            "{valid} of {applicable} answered, {needed} needed",
            valid=found.valid,
            applicable=found.applicable,
            needed=found.needed,
        )
        return f"{weighted(pairs, score, self.words)}; {counted}"

    def question(self, key: str) -> Link:
        """The answers to one question, and their points."""
        score = self.result.questions.get(key)
        question = self.questionnaire.question(question_of(key))
        if question is None:
            return Link(kind="question", id=key)
        answers = self._answers(key, question)
        if score is None:
            return Link(kind="question", id=key, title=self.words.text(question.name, ""), parts=answers)
        said = [] if self.single else [distribution_text(score, question, self.words)]
        if score.points is not None:
            if self.single:
                said = [self.words.sentence("{points} points", points=figure(score.points, self.words))]
            said.append(
                self.words.sentence("weight {weight}", weight=written_figure(question.weight, self.words))
            )
        text = "; ".join(part for part in said if part)
        reason = score.reason if score.points is None else UNSET
        return _node("question", key, score.title, text, score.points, reason=reason, parts=answers)

    def _answers(self, key: str, question: Question) -> list[Link]:
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
        return all(self.summary.rows.all_attributed(self.summary.rows.populations[group]) for group in groups)

    def _answer(self, source: Source, key: str, answer: Answer, question: Question) -> Link:
        points = TYPES[question.type].points(question, answer.value) if answer.status == "answered" else None
        return Link(
            kind="answer",
            id=key,
            text=answer_text(question, answer, points, self.words),
            value=points,
            file=source.files.get(key, source.file),
            line=source.lines.get(key, 0),
        )

    def perception(self, key: str) -> Link:
        """Both sides of a perception gap."""
        found, compare = self.result.perception[key], self.questionnaire.compare
        question = self.questionnaire.question(question_of(key))
        if compare is None or question is None:
            return Link(kind="perception", id=key)
        listed = found.answers if found.answers is not UNSET else {}
        sides = [
            self._side(group, key, question, listed.get(side, []))
            for group, side in ((compare.looking_in, "internal"), (compare.looked_at, "customer"))
        ]
        title = question_title(self.questionnaire, key, self.words, compare.looked_at)
        reason = found.reason if found.points is None else UNSET
        text = "; ".join(self._gap(found, sides))
        parts = [side for side in sides if side.text]
        return _node("perception", key, title, text, found.points, reason=reason, parts=parts)

    def _side(self, group: str, key: str, question: Question, listed: Sequence[float]) -> Link:
        """What one side said, as a distribution; of three or four, one by one."""
        title = self.words.text(self.questionnaire.groups[group].title, "")
        shown = self.result.groups.get(group)
        score = shown.questions.get(key) if shown else None
        text = distribution_text(score, question, self.words) if score and score.mean is not None else ""
        text = text or ", ".join(written_figure(value, self.words) for value in listed)
        return Link(kind="group", id=group, title=title, text=text)

    def _gap(self, found: Perception, sides: Sequence[Link]) -> Iterator[str]:
        say, words = self.words.sentence, self.words
        if found.difference is not None and found.points is not None:
            yield say(
                "{inside} {expected} (n = {n}) minus {outside} {actual} (n = {m}) = {difference} steps,"
                " {points} points",
                inside=self.words.locale.inline(sides[0].title),
                outside=self.words.locale.inline(sides[1].title),
                expected=figure(found.internal or 0.0, words, 2),
                actual=figure(found.customer or 0.0, words, 2),
                n=found.n_internal,
                m=found.n_customer,
                difference=figure(found.difference, words, 2),
                points=figure(found.points, words),
            )
        if found.interval is not None:
            low, high = (figure(end, words, 2) for end in found.interval)
            yield say("95% interval {low} to {high}", low=low, high=high)
        if found.p is not UNSET:
            yield say("chance alone: {p}", p=figure(found.p, words, 3))
        if found.finding:
            yield say(found.finding.replace("_", " "))
        elif found.leans is not UNSET:
            finding = say(found.leans.replace("_", " "))
            yield say(
                "leans towards {finding}: among all that were compared it may be chance", finding=finding
            )

    def action(self, action: Action) -> Link:
        """Rule, evidence and priority of an action."""
        same = self.by_id.get(action.id, [])
        title = self.words.text(action.title, "")
        rule = self.rule(action.when, action.because, action.line)
        # It may hold in another questionnaire: here it is asked why it does not hold in this one.
        if not any(each.questionnaire == self.questionnaire.id for each in same):
            open_ = isinstance(truth(evaluate(action.when, self.facts)), Unknown)
            text = self.words.sentence(
                "not in the plan, because its rule cannot be judged: answers are missing or withheld"
                if open_
                else "not in the plan, because its rule does not hold"
            )
            return Link(kind="action", id=action.id, title=title, text=text, parts=[rule])
        priority, need, _ = worth(same)
        text = priority_text(same, need, priority, self.words)
        mine = next(each for each in same if each.questionnaire == self.questionnaire.id)
        parts = [self._about(action.about, mine), rule] if action.about is not None else [rule]
        return Link(kind="action", id=action.id, title=mine.title, text=text, value=priority, parts=parts)

    def _about(self, about: About, held: Candidate) -> Link:
        """What an action is about: how that is chosen, and what was."""
        label = titled_by(self.words, self.questionnaire)
        known = [f"{name} ({key})" if (name := label(key)) else key for key in held.about]
        text = f"{written(about)}: {self.words.locale.listing(known)}"
        return Link(kind="about", id=self.questionnaire.id, text=text)

    def finding(self, rule: FindingRule) -> Link:
        """The rule behind a headline."""
        title = self.words.text(rule.text, "")
        return Link(
            kind="finding", id=rule.id, title=title, parts=[self.rule(rule.when, rule.because, rule.line)]
        )

    def rule(self, when: Expression, because: Iterable[str], line: int = 0) -> Link:
        """A rule with what it asked for, then the questions it names as evidence."""
        verdict = truth(evaluate(when, self.facts))
        said = self.words.sentence(
            "unknown" if isinstance(verdict, Unknown) else "holds" if verdict else "does not hold"
        )
        parts = [self._fact(rest) for rest in rests_on(when)]
        # What the rule shows already is not shown again as its evidence.
        known = {part.id for part in parts} | {each.id for part in parts for each in part.parts}
        parts += [self.question(id_) for id_ in because if id_ not in known and id_ in self.result.questions]
        text = f"{with_values(when, self.facts, self.words.locale)}: {said}"
        file = self.questionnaire.file if line else ""
        return Link(kind="rule", id=self.questionnaire.id, text=text, file=file, line=line, parts=parts)

    def _fact(self, rest: Rest) -> Link:
        if rest.subject == "dimension" and rest.id in self.result.dimensions:
            return self.dimension(rest.id)
        if rest.fact == "perception" and rest.id in self.result.perception:
            return self.perception(rest.id)
        if rest.subject == "question" and rest.id in self.result.questions:
            return self.question(rest.id)
        return Link(kind="fact", id=".".join(part for part in (rest.fact, rest.id) if part))


def _node(
    kind: str, id_: str, title: str, text: str, value: float | None, *, reason: object, parts: list[Link]
) -> Link:
    why = reason if isinstance(reason, str) and value is None else ""
    return Link(kind=kind, id=id_, title=title, text=text, value=value, reason=why, parts=parts)
