"""The figures of one row: of everybody at the top level, of a group, of a cell of a breakdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from cfdiag.model.questionnaire import Dimension, Question
from cfdiag.model.result import CrosshairPoint, DimensionScore, QuestionScore, Score
from cfdiag.questions import TYPES
from cfdiag.scoring import reasons
from cfdiag.scoring.figures import question_score
from cfdiag.scoring.heard_groups import HeardGroups
from cfdiag.scoring.many.dimensions import dimension_score, overall_of, reliability, score_of
from cfdiag.scoring.many.population import Population, pooled
from cfdiag.scoring.many.quadrants import with_quadrants
from cfdiag.scoring.many.sums import TallyCell
from cfdiag.scoring.many.worst import may_be_worst
from cfdiag.scoring.options import Options, Phrasing
from cfdiag.scoring.privacy.equations import OVERALL
from cfdiag.scoring.privacy.suppression import CellRow
from cfdiag.scoring.privacy.told import Telling
from cfdiag.scoring.privacy.withheld import Masks
from cfdiag.scoring.stats.statistics import MEAN_FROM
from cfdiag.scoring.titles import question_title

_QuestionRow = tuple[tuple[str, ...], str, frozenset[str]]
"""The groups of a population, a question, and which of its figures are withheld there."""


class RowFigures:
    """Figures of rows, as far as they may be shown.

    Args:
        heard: the groups, and their answers.
        masks: what is withheld.
        options: what the run is asked for.
        words: the language of titles.
        alone: whether the whole run is one interview: its figures are shown as they are.
    """

    def __init__(
        self, heard: HeardGroups, masks: Masks, options: Options, words: Phrasing, *, alone: bool
    ) -> None:
        self._heard, self._masks, self._words, self._alone = heard, masks, words, alone
        self._questionnaire, self._crosshair = heard.questionnaire, options.crosshair
        lead = heard.lead
        self.populations = {group: self._population((group,), alone=alone) for group in heard.present}
        """By group."""
        self.top = self.populations[lead[0]] if len(lead) == 1 else self._population(lead, alone=alone)
        """Whose figures are those of the top level."""
        self._anonymous = {profile[0] for known, profile in heard.tally.cells if not known}
        """The groups in which somebody does not answer in their own name."""
        self._telling = Telling(masks, self.populations, heard.floor)
        self._worst: dict[tuple[str, ...], list[str]] = {}
        # With one group the top level is that group: its figures are made once.
        self._questions: dict[_QuestionRow, QuestionScore] = {}
        self._dimensions: dict[tuple[tuple[str, ...], str, str], DimensionScore] = {}
        self._asked = [q for section in heard.questionnaire.sections for q in section.questions]
        self._given_away: dict[tuple[str, tuple[str, ...]], bool] = {}
        """By dimension and groups: asked once for all cells of a breakdown."""

    def _population(self, groups: tuple[str, ...], *, alone: bool) -> Population:
        return Population(
            self._heard.tally,
            groups,
            alone=alone,
            paired=self._masks.paired,
            answers=self._masks.answers,
            of=self._heard.people(groups),
        )

    def is_hidden(self, group: str, key: str) -> bool:
        """Whether a group's answers under a key are withheld."""
        item, _, question = key.rpartition("/")
        rows = self._masks.question(question, "answers", self._masks.items(question))
        row: CellRow = ("group", group)
        return (("item", *row, item) if item else row) in rows

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
        mine = [shown[d.id] for group in groups for d in self._heard.asked(group) if d.id in shown]
        if any(d.reason == reasons.SMALL_COUNT and d.kind == "scored" for d in mine):
            return Score(score=None, n=None, reason=reasons.SMALL_COUNT)
        target = self._heard.overall_target(groups)
        if row in self._masks.dimension(OVERALL):
            made = overall_of(mine, self.coverage(cell), target)
            return made or Score(score=None, n=None, reason=reasons.WITHHELD)
        scored = any(d.kind == "scored" and name in cell.shares for name, d in self._heard.dimensions.items())
        return score_of(
            cell.overall,
            self.coverage(cell),
            empty=reasons.TOO_FEW_DIMENSIONS if scored else reasons.NOT_SCORED,
            target=target,
            alone=self._alone,
            of=None if row[0] == "by" else self._heard.people(groups),
        )

    def coverage(self, cell: TallyCell) -> float | None:
        """Σ valid / Σ applicable, from five respondents, or of the one interview of the run."""
        if not cell.applicable or (cell.n < MEAN_FROM and not self._alone):
            return None
        return cell.valid / cell.applicable

    def dimension(self, dimension: Dimension, population: Population, row: CellRow) -> DimensionScore:
        """A dimension over a population."""
        withheld = self.withheld(dimension, population, row)
        made = population.groups, dimension.id, withheld
        if made not in self._dimensions:
            self._dimensions[made] = self._over_items(dimension, population, withheld)
        found = self._dimensions[made]
        if withheld or dimension.kind == "checklist":
            return found
        changes: dict[str, Any] = {}
        items = self.item_scores(dimension, population, row)
        if items:
            changes["items"] = {item: score for item, (score, _) in items.items()}
            known = found.reasons if found.reasons is not UNSET else {}
            changes["reasons"] = known | {item: why for item, (_, why) in items.items() if why} or UNSET
        return msgspec.structs.replace(found, **changes) if changes else found

    def _over_items(self, dimension: Dimension, population: Population, withheld: str) -> DimensionScore:
        title = self._words.text(dimension.title, "")
        found = dimension_score(
            dimension, title, population.cell, population, withheld=withheld, alone=self._alone
        )
        if withheld or dimension.kind == "checklist":
            return found
        importance, _ = reliability(population, "importance", dimension.id)
        return found if importance is None else msgspec.structs.replace(found, alpha_importance=importance)

    def withheld(self, dimension: Dimension, population: Population, row: CellRow) -> str:
        """Why nothing of a dimension may be shown in a row, or an empty string."""
        if row in self._masks.dimension(dimension.id):
            return reasons.WITHHELD
        key = dimension.id, population.groups
        if key not in self._given_away:
            self._given_away[key] = self._telling.is_given_away(dimension, self._asked, population)
        return reasons.SMALL_COUNT if self._given_away[key] else ""

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
                for known in self._questionnaire.sections
                if known.id == section
                for question in known.questions
                if question.dimension == name
            ]
            hidden = self._masks.item_score(name, row, item) or any(
                ("item", *row, item) in self._masks.question(question, "answers", self._masks.items(question))
                for question in questions
            )
            if hidden or not population.enough(figure.n):
                found[item] = None, reasons.WITHHELD if hidden else reasons.TOO_FEW_RESPONDENTS
            else:
                found[item] = figure.mean, ""
        return found

    def questions(
        self, population: Population, row: CellRow
    ) -> tuple[dict[str, QuestionScore], CrosshairPoint | UnsetType, int | UnsetType]:
        """The questions that a population was asked, the crosshair, and how many were resampled at most."""
        found: dict[str, QuestionScore] = {}
        for section in self._questionnaire.sections:
            for question in section.questions:
                if set(population.groups) & set(question.groups):
                    found |= self.question(question, population, row)
        return with_quadrants(found, population, self._questionnaire, self._crosshair, self._heard.targets())

    def worst(self, questions: Mapping[str, QuestionScore], population: Population) -> list[str] | UnsetType:
        """The questions of which any may be the worst; not there where that is not known."""
        if population.groups not in self._worst:
            found = may_be_worst(questions, population, self._questionnaire, self._heard.targets())
            self._worst[population.groups] = found
        return self._worst[population.groups] or UNSET

    def question(self, question: Question, population: Population, row: CellRow) -> dict[str, QuestionScore]:
        """A question, and the same per shared item."""
        items = self._masks.items(question.id)
        twice = ("importance", "gap") if question.importance else ()
        hidden = {
            kind: self._masks.question(question.id, kind, items) for kind in ("answers", *twice, "counts")
        }
        group = population.groups[0] if len(population.groups) == 1 else ""
        attributed = self.all_attributed(population)
        found: dict[str, QuestionScore] = {}
        for key, at in [(question.id, row), *[(f"{i}/{question.id}", ("item", *row, i)) for i in items]]:
            answers = population.leaf(key)
            if answers is None:
                continue
            kinds = frozenset(kind for kind, rows in hidden.items() if at in rows)
            few = attributed or answers.n >= self._heard.floor
            made = population.groups, key, kinds
            if made not in self._questions:
                title = question_title(self._questionnaire, key, self._words, group)
                told = self._telling.told(key, population)
                unit = TYPES[question.type].unit(question, self._words.locale, group)
                self._questions[made] = question_score(
                    answers, population, title, hidden=kinds, told=told, lone_floor=few, unit=unit
                )
            found[key] = self._questions[made]
        return found

    def all_attributed(self, population: Population) -> bool:
        """Whether everybody answers in their own name, or the floor is off."""
        return self._masks.off or self._anonymous.isdisjoint(population.groups)

    def tells_in_cells(self, dimension: Dimension, scope: str, cells: Sequence[Sequence[TallyCell]]) -> bool:
        """Whether in the cells of a breakdown a score of a dimension says how many chose what is not told."""
        population = self.populations.get(scope, self.top)
        return self._telling.is_given_away_in(dimension, self._asked, population, map(pooled, cells))

    def cell_dimension(
        self, dimension: Dimension, cell: TallyCell, row: CellRow, *, tells: bool
    ) -> DimensionScore:
        """A dimension in a cell of a breakdown, in which it tells too much or not (`tells_in_cells`)."""
        population = self.populations.get(row[1], self.top)
        withheld = self.withheld(dimension, population, row)
        if not withheld and tells:
            withheld = reasons.SMALL_COUNT
        title = self._words.text(dimension.title, "")
        return dimension_score(dimension, title, cell, None, withheld=withheld, alone=self._alone)
