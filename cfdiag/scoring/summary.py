"""Tallies to a result: figures of every questionnaire, floors applied, findings, actions and the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast, get_args

import msgspec
from msgspec import UNSET, UnsetType

from cfdiag import __version__
from cfdiag.model.interview import Mode
from cfdiag.model.questionnaire import DEFAULT_TARGET, Dimension, Question, Questionnaire, version_key
from cfdiag.model.release import History
from cfdiag.model.result import (
    NOT_STATED,
    Cell,
    CrosshairPoint,
    DimensionScore,
    Finding,
    GroupScore,
    Inputs,
    NotJudged,
    Privacy,
    QuestionnaireResult,
    QuestionScore,
    Result,
    Score,
    TextHeld,
)
from cfdiag.questions import TYPES
from cfdiag.rules.facts import Facts, Shown
from cfdiag.scoring import reasons
from cfdiag.scoring.counts import counted, counts_together
from cfdiag.scoring.figures import question_score
from cfdiag.scoring.findings import findings
from cfdiag.scoring.headline import headline
from cfdiag.scoring.many.dimensions import dimension_score, overall_of, reliability, score_of
from cfdiag.scoring.many.perception import perceptions, rank_agreement, with_findings
from cfdiag.scoring.many.population import Population, pooled
from cfdiag.scoring.many.quadrants import with_quadrants
from cfdiag.scoring.many.rollups import rollup_scores
from cfdiag.scoring.many.sums import TallyCell
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.many.worst import may_be_worst
from cfdiag.scoring.one.score import with_overrides
from cfdiag.scoring.options import Options, Phrasing
from cfdiag.scoring.plan.firmness import firmness
from cfdiag.scoring.plan.need import Candidate, action_scores, candidates, merged
from cfdiag.scoring.plan.order import make_plan
from cfdiag.scoring.plan.redrawn import Redrawn
from cfdiag.scoring.privacy.figures import ALL
from cfdiag.scoring.privacy.members import is_only_counted
from cfdiag.scoring.privacy.releases import Known
from cfdiag.scoring.privacy.suppression import MIN_COMMENTS, CellRow, default_floor, floor_of
from cfdiag.scoring.privacy.told import Telling
from cfdiag.scoring.privacy.withheld import Masks, lead_groups
from cfdiag.scoring.privacy.within import OVERALL
from cfdiag.scoring.stats.statistics import MEAN_FROM
from cfdiag.scoring.titles import question_title
from cfdiag.scoring.unanswered import unanswered
from cfdiag.scoring.widest import widest

__all__ = ["Options", "Phrasing", "summarise"]


def summarise(
    tallies: Mapping[str, Tally],
    questionnaires: Mapping[str, Questionnaire],
    options: Options,
    inputs: Inputs,
    words: Phrasing,
    *,
    history: Mapping[str, History] | None = None,
) -> Result:
    """Everything that one run shows.

    Args:
        tallies: by questionnaire; the names are those of `questionnaires`.
        questionnaires: as they were asked.
        options: what the run is asked for.
        inputs: what came in, for the record.
        words: the language of sentences and of texts.
        history: where this is a release: by questionnaire, the earlier ones and who is in this one.
    """
    alone = sum(tally.n for tally in tallies.values()) == 1
    known = history or {}
    parts = [
        Summary(tallies[name], questionnaires[name], options, words, alone=alone, history=known.get(name))
        for name in sorted(tallies)
    ]
    # All comparisons of a run are one family of tests: no finding before every figure is there.
    figures = with_findings([part.figures() for part in parts])
    drafts = list(zip(parts, figures, strict=True))
    judged = [part.judge(draft) for part, draft in drafts]
    by_id = merged(each for _, found, _ in judged for each in found)
    draws = (
        {draft.id: Redrawn(part.questionnaire, draft, part.populations, part.top) for part, draft in drafts}
        if options.recount
        else {}
    )
    firm = firmness(by_id, draws, options.seed)
    results = counted(
        msgspec.structs.replace(
            draft, findings=said, actions=action_scores(by_id, draft.id, firm), not_judged=unknown
        )
        for (_, draft), (said, _, unknown) in zip(drafts, judged, strict=True)
    )
    return Result(
        tool=__version__,
        language=options.language,
        inputs=inputs,
        privacy=Privacy(
            min_group=default_floor(options.min_group),
            min_comments=options.min_comments if options.min_comments is not None else MIN_COMMENTS,
            unmasked=options.unmasked,
            between_runs=UNSET if options.between_runs else "off",
        ),
        questionnaires=results,
        counts=counts_together(results),
        opens_with=options.opens_with,
        headline=headline(
            results, {part.questionnaire.id: part.questionnaire for part in parts}, options.opens_with
        ),
        plan=make_plan(by_id, results, {part.questionnaire.id: part.dimensions for part in parts}),
        seed=options.seed,
    )


class Summary:
    """One questionnaire on its way to a result."""

    def __init__(
        self,
        tally: Tally,
        questionnaire: Questionnaire,
        options: Options,
        words: Phrasing,
        *,
        alone: bool,
        history: History | None = None,
    ) -> None:
        self.tally, self.questionnaire, self.options, self.words = tally, questionnaire, options, words
        self.alone = alone
        self.dimensions = with_overrides(questionnaire, options.overrides.get(questionnaire.id, {}))
        self.floor = floor_of(questionnaire.min_group, options.min_group)
        present = {profile[0] for _, profile in tally.cells}
        self.present = [group for group in questionnaire.groups if group in present]
        self.lead = lead_groups(questionnaire, present)
        self.scopes: dict[str, tuple[str, ...]] = {OVERALL: self.lead}
        if questionnaire.compare is not None:
            self.scopes |= {group: (group,) for group in self.present if group not in self.lead}
        masked = not (alone or options.unmasked)
        self.known = (
            Known(
                history,
                self.floor,
                self.lead,
                tally.by,
                counted=[q.id for s in questionnaire.sections for q in s.questions if is_only_counted(q)],
                listed=options.each,
            )
            if masked and history is not None and history.past
            else None
        )
        self.masks = Masks(
            tally,
            self.scopes,
            self.floor if masked else None,
            dimensions=self.dimensions,
            listed=options.each,
            known=self.known,
        )
        both = self.masks.paired
        self.populations = {
            group: Population(tally, (group,), alone=alone, paired=both, of=self.people((group,)))
            for group in self.present
        }
        self.top = (
            self.populations[self.lead[0]]
            if len(self.lead) == 1
            else Population(tally, self.lead, alone=alone, paired=both, of=self.people(self.lead))
        )
        self._worst: dict[tuple[str, ...], list[str]] = {}
        self.telling = Telling(self.masks, self.populations, self.floor)

    def judge(self, draft: QuestionnaireResult) -> tuple[list[Finding], list[Candidate], list[NotJudged]]:
        """Findings, actions whose rules hold, and those that could not be judged."""
        q = self.questionnaire
        facts = self.facts(draft)
        found, unknown = candidates(q, self.dimensions, draft, facts=facts, words=self.words)
        return findings(q, draft, facts, self.words), found, unknown

    def facts(self, draft: QuestionnaireResult) -> Facts:
        """What the rules may ask."""
        return Facts(Shown(self.questionnaire, draft, self.item_counts(), self.options.today))

    def by_turn(self) -> list[str]:
        """The groups by whose figures speak first: the top level's, the one looking in, the others."""
        return sorted(self.present, key=lambda g: (g not in self.lead, g != self.looking_in()))

    def item_counts(self) -> dict[str, int]:
        """Items per repeated section, where enough people named any, of groups of which anything is shown."""
        found: dict[str, int] = {}
        for group in self.present:
            if not self.is_small(group):
                for (kind, section, n), times in self.populations[group].stratum.extras.items():
                    if kind == "items":
                        found[section] = found.get(section, 0) + n * times
        return {section: n for section, n in found.items() if self.masks.items_of(section)}

    def figures(self) -> QuestionnaireResult:
        """All figures, floors applied; findings and actions come after."""
        q = self.questionnaire
        rho, why = rank_agreement(q, self.populations, self.is_hidden)
        questions, crosshair, resampled = self.questions(self.top, ALL)
        worst = self.worst(questions, self.top)
        dimensions = self.top_dimensions()
        questions |= self.other_questions(questions)
        groups, by = {group: self.group(group) for group in self.present}, self.breakdowns(OVERALL)
        found = QuestionnaireResult(
            id=q.id,
            version=q.version,
            sha256=q.sha256,
            n=self.tally.n,
            texts=self.texts(),
            modes={mode: self.tally.modes[mode] for mode in get_args(Mode) if self.tally.modes[mode]},
            title=self.words.text(q.title, ""),
            min_group=self.floor,
            groups_shown=list(self.lead),
            overall=self.overall(self.top.cell, self.lead, ALL, dimensions),
            dimensions=dimensions,
            questions=questions,
            groups=groups,
            by=by,
            worst_set=worst,
            perception=perceptions(q, self.populations, self.is_hidden),
            rank_agreement=rho,
            resampled=resampled,
            crosshair=crosshair,
            reasons={"rank_agreement": why} if why else UNSET,
        )
        found = self.with_derived(found if self.known is None else self.known.repeated(found))
        # Where nothing tells what any rating meant, every figure would be a guess.
        missing = sum(text.missing for text in self.tally.texts.values())
        return _without_text(found) if missing == self.tally.n else found

    def with_derived(self, found: QuestionnaireResult) -> QuestionnaireResult:
        """With what is made from the figures that are shown, as they are shown."""
        q = self.questionnaire
        return msgspec.structs.replace(
            found,
            rollups=rollup_scores(q.rollups, found.dimensions, lambda text: self.words.text(text, "")),
            widest=widest(found.by) or UNSET,
            unanswered=unanswered(found.questions, found.groups, q),
            groups={
                id_: msgspec.structs.replace(group, widest=widest(group.by) or UNSET)
                if group.by is not UNSET
                else group
                for id_, group in found.groups.items()
            },
        )

    def texts(self) -> list[TextHeld]:
        """The texts that the interviews were held with: the one that they are scored with, then by age."""
        own = self.questionnaire.version, self.questionnaire.sha256
        by_age = sorted(self.tally.texts, key=lambda held: (version_key(held[0]), held[1]), reverse=True)
        found = []
        for version, sha256 in sorted(by_age, key=lambda held: held != own):
            text = self.tally.texts[version, sha256]
            missing = reasons.TEXT_MISSING if text.missing else UNSET
            left_out = sorted(text.left_out)
            found.append(
                TextHeld(version=version, sha256=sha256, n=text.n, left_out=left_out, reason=missing)
            )
        return found

    def is_hidden(self, group: str, key: str) -> bool:
        """Whether a group's answers under a key are withheld."""
        item, _, question = key.rpartition("/")
        rows = self.masks.question(question, "answers", self.items(question))
        row: CellRow = ("group", group)
        return row in rows or bool(item and ("item", *row, item) in rows)

    def items(self, question: str) -> list[str]:
        """The shared items about which a question is asked."""
        return self.telling.items(question)

    def overall(
        self,
        cell: TallyCell,
        groups: Sequence[str],
        row: CellRow,
        shown: Mapping[str, DimensionScore],
    ) -> Score:
        """The overall score of the respondents of a row, held against what their groups are asked.

        Args:
            cell: the respondents.
            groups: theirs.
            row: where it is shown.
            shown: the dimensions of the same row.
        """
        mine = [shown[d.id] for group in groups for d in self.asked(group) if d.id in shown]
        if any(d.reason == reasons.SMALL_COUNT and d.kind == "scored" for d in mine):
            return Score(score=None, n=None, reason=reasons.SMALL_COUNT)
        target = self.overall_target(groups)
        if row in self.masks.dimension(OVERALL):
            made = overall_of(mine, self.coverage(cell), target)
            return made or Score(score=None, n=None, reason=reasons.WITHHELD)
        scored = any(d.kind == "scored" and name in cell.shares for name, d in self.dimensions.items())
        return score_of(
            cell.overall,
            self.coverage(cell),
            empty=reasons.TOO_FEW_DIMENSIONS if scored else reasons.NOT_SCORED,
            target=target,
            alone=self.alone,
            of=None if row[0] == "by" else self.people(groups),
        )

    def people(self, groups: Sequence[str]) -> int | None:
        """How many there are of some groups: never fewer than were heard; None where one is not known."""
        known = self.options.populations.get(self.questionnaire.id, {})
        heard: Counter[str] = Counter()
        for (_, profile), cell in self.tally.cells.items():
            heard[profile[0]] += cell.n
        if not groups or not set(groups) <= known.keys():
            return None
        return sum(max(known[group], heard[group]) for group in groups)

    def coverage(self, cell: TallyCell) -> float | None:
        """Σ valid / Σ applicable, from five respondents, or of the one interview of the run."""
        if not cell.applicable or (cell.n < MEAN_FROM and not self.alone):
            return None
        return cell.valid / cell.applicable

    def overall_target(self, groups: Sequence[str]) -> float:
        """The targets by weight of the dimensions that some groups are asked about."""
        asked = {d.id: d for group in groups for d in self.asked(group) if d.kind == "scored"}
        total = sum(d.weight for d in asked.values())
        return sum(d.target * d.weight for d in asked.values()) / total if total else DEFAULT_TARGET

    def asked(self, group: str) -> list[Dimension]:
        """The dimensions that a group is asked about."""
        plan = {
            name
            for section in self.questionnaire.sections
            for question in section.questions
            if group in question.groups
            for name in self.into(question, group)
        }
        return [dimension for name, dimension in self.dimensions.items() if name in plan]

    def into(self, question: Question, group: str) -> list[str]:
        """The dimensions that a question counts in for a group."""
        found = [question.dimension] if question.dimension else []
        if group in question.basis and self.questionnaire.basis_dimension:
            found.append(self.questionnaire.basis_dimension)
        return found

    def dimension(self, dimension: Dimension, population: Population, row: CellRow) -> DimensionScore:
        """A dimension over a population."""
        withheld = self.withheld(dimension, population, row)
        title = self.words.text(dimension.title, "")
        found = dimension_score(
            dimension, title, population.cell, population, withheld=withheld, alone=self.alone
        )
        if withheld or dimension.kind == "checklist":
            return found
        changes: dict[str, Any] = {}
        importance, _ = reliability(population, "importance", dimension.id)
        if importance is not None:
            changes["alpha_importance"] = importance
        items = self.item_scores(dimension, population, row)
        if items:
            changes["items"] = {item: score for item, (score, _) in items.items()}
            known = found.reasons if found.reasons is not UNSET else {}
            changes["reasons"] = known | {item: why for item, (_, why) in items.items() if why} or UNSET
        return msgspec.structs.replace(found, **changes) if changes else found

    def withheld(self, dimension: Dimension, population: Population, row: CellRow) -> str:
        """Why nothing of a dimension may be shown in a row, or an empty string."""
        if row in self.masks.dimension(dimension.id):
            return reasons.WITHHELD
        asked = (question for section in self.questionnaire.sections for question in section.questions)
        given_away = self.telling.is_given_away(dimension, asked, population)
        return reasons.SMALL_COUNT if given_away else ""

    def item_scores(
        self, dimension: Dimension, population: Population, row: CellRow
    ) -> dict[str, tuple[float | None, str]]:
        """The mean score per shared item of a repeated section, or the reason why there is none."""
        found: dict[str, tuple[float | None, str]] = {}
        for (name, item), figure in sorted(population.stratum.item_scores.items()):
            if name != dimension.id:
                continue
            section = item.partition("/")[0]
            questions = [
                question.id
                for known in self.questionnaire.sections
                if known.id == section
                for question in known.questions
                if question.dimension == name
            ]
            hidden = any(
                ("item", *row, item) in self.masks.question(question, "answers", self.items(question))
                for question in questions
            )
            if hidden or not population.enough(figure.n):
                found[item] = None, reasons.WITHHELD if hidden else reasons.TOO_FEW_RESPONDENTS
            else:
                found[item] = figure.mean, ""
        return found

    def top_dimensions(self) -> dict[str, DimensionScore]:
        """All dimensions: the top level's, then those that only another group is asked about."""
        mine = {dimension.id for group in self.lead for dimension in self.asked(group)}
        found: dict[str, DimensionScore] = {}
        for name, dimension in self.dimensions.items():
            if name in mine:
                found[name] = self.dimension(dimension, self.top, ALL)
                continue
            group = self.first_asked(name)
            if group is None:
                found[name] = self.dimension(dimension, self.top, ALL)
            else:
                score = self.dimension(dimension, self.populations[group], ("group", group))
                found[name] = msgspec.structs.replace(score, group=group)
        return found

    def first_asked(self, dimension: str) -> str | None:
        """The first further group that is asked about a dimension."""
        for group in self.by_turn():
            if group not in self.lead and any(d.id == dimension for d in self.asked(group)):
                return group
        return None

    def looking_in(self) -> str:
        """The group that predicts, or an empty string."""
        return self.questionnaire.compare.looking_in if self.questionnaire.compare else ""

    def questions(
        self, population: Population, row: CellRow
    ) -> tuple[dict[str, QuestionScore], CrosshairPoint | UnsetType, int | UnsetType]:
        """The questions that a population was asked, the crosshair, and how many were resampled at most."""
        found: dict[str, QuestionScore] = {}
        for section in self.questionnaire.sections:
            for question in section.questions:
                if set(population.groups) & set(question.groups):
                    found |= self.question(question, population, row)
        return with_quadrants(found, population, self.questionnaire, self.options.crosshair, self.targets())

    def targets(self) -> dict[str, float]:
        """By dimension, as they hold."""
        return {name: dimension.target for name, dimension in self.dimensions.items()}

    def worst(self, questions: Mapping[str, QuestionScore], population: Population) -> list[str] | UnsetType:
        """The questions of which any may be the worst; not there where that is not known."""
        if population.groups not in self._worst:
            found = may_be_worst(questions, population, self.questionnaire, self.targets())
            self._worst[population.groups] = found
        return self._worst[population.groups] or UNSET

    def question(self, question: Question, population: Population, row: CellRow) -> dict[str, QuestionScore]:
        """A question, and the same per shared item."""
        items = self.items(question.id)
        hidden = {
            kind: self.masks.question(question.id, kind, items) for kind in ("answers", "importance", "gap")
        }
        group = population.groups[0] if len(population.groups) == 1 else ""
        attributed = self.all_attributed(population)
        found: dict[str, QuestionScore] = {}
        for key, at in [(question.id, row), *[(f"{i}/{question.id}", ("item", *row, i)) for i in items]]:
            answers = population.leaf(key)
            if answers is None:
                continue
            kinds = frozenset(kind for kind, rows in hidden.items() if at in rows)
            few = attributed or answers.n >= self.floor
            title = question_title(self.questionnaire, key, self.words, group)
            told = self.telling.told(key, population)
            unit = TYPES[question.type].unit(question, self.words.locale, group)
            found[key] = question_score(
                answers, population, title, hidden=kinds, told=told, lone_floor=few, unit=unit
            )
        return found

    def all_attributed(self, population: Population) -> bool:
        """Whether everybody answers in their own name, or the floor is off."""
        if self.masks.off:
            return True
        return all(known for known, profile in self.tally.cells if profile[0] in population.groups)

    def other_questions(self, mine: Mapping[str, QuestionScore]) -> dict[str, QuestionScore]:
        """Questions that only a further group is asked."""
        found: dict[str, QuestionScore] = {}
        for group in self.by_turn():
            if group in self.lead:
                continue
            for section in self.questionnaire.sections:
                for question in section.questions:
                    known = question.id in mine or question.id in found
                    if known or group not in question.groups or set(question.groups) & set(self.lead):
                        continue
                    scores = self.question(question, self.populations[group], ("group", group))
                    found |= {key: msgspec.structs.replace(s, group=group) for key, s in scores.items()}
        return found

    def group(self, group: str) -> GroupScore:
        """One group. How many interviews it has is never withheld."""
        population, row = self.populations[group], ("group", group)
        title = self.words.text(self.questionnaire.groups[group].title, "")
        anonymous = any(not known for known, profile in self.tally.cells if profile[0] == group)
        by = self.breakdowns(group) if group in self.scopes and self.tally.by else UNSET
        named: int | UnsetType = UNSET
        known = UNSET if population.of is None else population.of
        if not self.questionnaire.groups[group].anonymous:
            cells = self.tally.cells.items()
            named = sum(cell.n for (known, profile), cell in cells if known and profile[0] == group)
        if self.is_small(group):
            return GroupScore(
                n=population.n,
                population=known,
                title=title,
                anonymous=anonymous,
                withheld=True,
                by=by,
                named=named,
                reason=reasons.WITHHELD,
            )
        questions, _, _ = self.questions(population, row)
        dimensions = {d.id: self.dimension(d, population, row) for d in self.asked(group)}
        return GroupScore(
            n=population.n,
            population=known,
            title=title,
            anonymous=anonymous,
            overall=self.overall(population.cell, (group,), row, dimensions),
            dimensions=dimensions,
            questions=questions,
            worst_set=self.worst(questions, population),
            by=by,
            named=named,
        )

    def is_small(self, group: str) -> bool:
        """Whether nothing of a group may be shown."""
        return ("group", group) in self.masks.small

    def breakdowns(self, scope: str) -> dict[str, dict[str, Cell]]:
        """The cells of every breakdown."""
        return {field: self.breakdown(scope, place) for place, field in enumerate(self.tally.by)}

    def breakdown(self, scope: str, place: int) -> dict[str, Cell]:
        """The cells of one breakdown, 'not stated' last."""
        field = self.tally.by[place]
        members = self.scopes[scope]
        parts: dict[str, list[TallyCell]] = {}
        for (_, profile), cell in self.tally.cells.items():
            if profile[0] in members:
                parts.setdefault(profile[place + 1], []).append(cell)
        found: dict[str, Cell] = {}
        for value in sorted(parts, key=lambda value: (value == NOT_STATED, value)):
            cell = pooled(parts[value])
            row: CellRow = ("by", scope, field, value)
            if row in self.masks.counts:
                found[value] = Cell(n=None, withheld=True, reason=reasons.WITHHELD)
                continue
            asked = {d.id: d for group in members for d in self.asked(group)}
            dimensions = {
                name: self.cell_dimension(d, cell, row, list(parts.values())) for name, d in asked.items()
            }
            overall = self.overall(cell, members, row, dimensions)
            found[value] = Cell(n=cell.n, overall=overall, dimensions=dimensions)
        return found

    def cell_dimension(
        self, dimension: Dimension, cell: TallyCell, row: CellRow, cells: Sequence[Sequence[TallyCell]]
    ) -> DimensionScore:
        """A dimension in a cell of a breakdown, which has these cells."""
        population = self.populations.get(row[1], self.top)
        withheld = self.withheld(dimension, population, row)
        asked = (question for section in self.questionnaire.sections for question in section.questions)
        if not withheld and self.telling.is_given_away_in(dimension, asked, population, map(pooled, cells)):
            withheld = reasons.SMALL_COUNT
        title = self.words.text(dimension.title, "")
        return dimension_score(dimension, title, cell, None, withheld=withheld, alone=self.alone)


_Found = TypeVar("_Found")


def _without_text(found: _Found) -> _Found:
    """The figures of interviews whose text is nowhere: that is why nothing on a scale was asked of them."""
    if isinstance(found, dict):
        return cast("_Found", {key: _without_text(value) for key, value in found.items()})
    if not isinstance(found, (Score, DimensionScore, QuestionScore, GroupScore, Cell, QuestionnaireResult)):
        return found
    inner = ("overall", "dimensions", "questions", "groups", "by")
    changes = {name: _without_text(getattr(found, name)) for name in inner if hasattr(found, name)}
    if getattr(found, "reason", UNSET) in (reasons.NOT_SCORED, reasons.NOT_ASKED):
        changes["reason"] = reasons.TEXT_MISSING
    return msgspec.structs.replace(found, **changes)
