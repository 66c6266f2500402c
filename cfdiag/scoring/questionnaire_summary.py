"""One questionnaire summed up: its figures over everybody, each group and each breakdown, floors applied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, get_args

import msgspec
from msgspec import UNSET, UnsetType

from cfdiag.model.interview import Mode
from cfdiag.model.questionnaire import Questionnaire, version_key
from cfdiag.model.release import History
from cfdiag.model.result import (
    NOT_STATED,
    AnswersListed,
    Cell,
    DimensionScore,
    Finding,
    GroupScore,
    NotJudged,
    QuestionnaireResult,
    QuestionScore,
    TextHeld,
)
from cfdiag.rules.fact_lookup import Facts
from cfdiag.rules.facts import Shown
from cfdiag.scoring import reasons
from cfdiag.scoring.clustering import clusterings
from cfdiag.scoring.findings import findings
from cfdiag.scoring.foresight import more_needed
from cfdiag.scoring.heard_groups import HeardGroups
from cfdiag.scoring.many.perception import perceptions, rank_agreement
from cfdiag.scoring.many.population import pooled
from cfdiag.scoring.many.rollups import rollup_scores
from cfdiag.scoring.many.sums import TallyCell
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.options import Options, Phrasing
from cfdiag.scoring.plan.candidates import candidates
from cfdiag.scoring.plan.need import Candidate
from cfdiag.scoring.privacy.equations import OVERALL
from cfdiag.scoring.privacy.members import is_only_counted
from cfdiag.scoring.privacy.suppression import ALL, CellRow
from cfdiag.scoring.privacy.withheld import Masks
from cfdiag.scoring.regression import expected_rise
from cfdiag.scoring.row_figures import RowFigures
from cfdiag.scoring.unanswered import unanswered
from cfdiag.scoring.widest import widest

if TYPE_CHECKING:
    from cfdiag.scoring.privacy.releases import Known


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
        self.heard = HeardGroups(tally, questionnaire, options)
        floor = self.heard.floor
        masked = not (alone or options.unmasked)
        self.known: Known | None = None
        if masked and history is not None and history.past:
            from cfdiag.scoring.privacy.releases import Known  # noqa: PLC0415  most results are drafts

            self.known = Known(
                history,
                floor,
                self.heard.lead,
                tally.by,
                counted=[q.id for s in questionnaire.sections for q in s.questions if is_only_counted(q)],
                listed=options.each,
            )
        self.masks = Masks(
            tally,
            self.heard.scopes,
            floor if masked else None,
            dimensions=self.heard.dimensions,
            listed=options.each,
            known=self.known,
        )
        self.rows = RowFigures(self.heard, self.masks, options, words, alone=alone)

    def judge(self, draft: QuestionnaireResult) -> tuple[list[Finding], list[Candidate], list[NotJudged]]:
        """Findings, actions whose rules hold, and those that could not be judged."""
        q = self.questionnaire
        facts = self.facts(draft)
        found, unknown = candidates(q, self.heard.dimensions, draft, facts=facts, words=self.words)
        return findings(q, draft, facts, self.words), found, unknown

    def facts(self, draft: QuestionnaireResult) -> Facts:
        """What the rules may ask."""
        return Facts(self.shown(draft))

    def shown(self, draft: QuestionnaireResult) -> Shown:
        """What facts are read from."""
        own = [
            (key, answers)
            for (_, attributed), stratum in sorted(self.tally.strata.items())
            if attributed or self.masks.off
            for (_, key), answers in sorted(stratum.own_items.items())
        ]
        return Shown(self.questionnaire, draft, self.item_counts(), self.options.today, own)

    def item_counts(self) -> dict[str, int]:
        """Items per repeated section, where enough people named any, of groups of which anything is shown."""
        found: dict[str, int] = {}
        for group in self.heard.present:
            if not self.is_small(group):
                for (kind, section, n), times in self.rows.populations[group].stratum.extras.items():
                    if kind == "items":
                        found[section] = found.get(section, 0) + n * times
        return {section: n for section, n in found.items() if self.masks.items_of(section)}

    def figures(self) -> QuestionnaireResult:
        """All figures, floors applied; findings and actions come after."""
        q = self.questionnaire
        rho, why = rank_agreement(q, self.rows.populations, self.rows.is_hidden)
        questions, crosshair, resampled = self.rows.questions(self.rows.top, ALL)
        worst = self.rows.worst(questions, self.rows.top)
        dimensions = self.top_dimensions()
        questions |= self.other_questions(questions)
        groups, by = {group: self.group(group) for group in self.heard.present}, self.breakdowns(OVERALL)
        found = QuestionnaireResult(
            id=q.id,
            version=q.version,
            sha256=q.sha256,
            n=self.tally.n,
            texts=self.texts(),
            modes={mode: self.tally.modes[mode] for mode in get_args(Mode) if self.tally.modes[mode]},
            title=self.words.text(q.title, ""),
            min_group=self.heard.floor,
            groups_shown=list(self.heard.lead),
            overall=self.rows.overall(self.rows.top.cell, self.heard.lead, ALL, dimensions),
            dimensions=dimensions,
            questions=questions,
            groups=groups,
            by=by,
            worst_set=worst,
            perception=perceptions(q, self.rows.populations, self.rows.is_hidden),
            rank_agreement=rho,
            resampled=resampled,
            crosshair=crosshair,
            reasons={"rank_agreement": why} if why else UNSET,
        )
        found = self.with_derived(found if self.known is None else self.known.repeated(found))
        # Where nothing tells what any rating meant, every figure would be a guess.
        missing = sum(text.missing for text in self.tally.texts.values())
        if missing != self.tally.n:
            return found
        from cfdiag.scoring.text_missing import text_missing  # noqa: PLC0415  most texts are at hand

        return text_missing(found)

    def with_derived(self, found: QuestionnaireResult) -> QuestionnaireResult:
        """With what is made from the figures that are shown, as they are shown."""
        q = self.questionnaire
        return msgspec.structs.replace(
            found,
            rollups=rollup_scores(q.rollups, found.dimensions, lambda text: self.words.text(text, "")),
            widest=widest(found.by) or UNSET,
            clustering=clusterings(found.by) or UNSET,
            regression=expected_rise(found) or UNSET,
            more_for_precision=more_needed(found.overall, self.heard.people(self.heard.lead)),
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

    def top_dimensions(self) -> dict[str, DimensionScore]:
        """All dimensions: the top level's, then those that only another group is asked about."""
        mine = {dimension.id for group in self.heard.lead for dimension in self.heard.asked(group)}
        found: dict[str, DimensionScore] = {}
        for name, dimension in self.heard.dimensions.items():
            if name in mine:
                found[name] = self.rows.dimension(dimension, self.rows.top, ALL)
                continue
            group = self.heard.first_asked(name)
            if group is None:
                found[name] = self.rows.dimension(dimension, self.rows.top, ALL)
            else:
                score = self.rows.dimension(dimension, self.rows.populations[group], ("group", group))
                found[name] = msgspec.structs.replace(score, group=group)
        return found

    def other_questions(self, mine: Mapping[str, QuestionScore]) -> dict[str, QuestionScore]:
        """Questions that only a further group is asked."""
        found: dict[str, QuestionScore] = {}
        for group in self.heard.by_turn():
            if group in self.heard.lead:
                continue
            for section in self.questionnaire.sections:
                for question in section.questions:
                    known = question.id in mine or question.id in found
                    if known or group not in question.groups or set(question.groups) & set(self.heard.lead):
                        continue
                    scores = self.rows.question(question, self.rows.populations[group], ("group", group))
                    found |= {key: msgspec.structs.replace(s, group=group) for key, s in scores.items()}
        return found

    def group(self, group: str) -> GroupScore:
        """One group. How many interviews it has is never withheld."""
        population, row = self.rows.populations[group], ("group", group)
        title = self.words.text(self.questionnaire.groups[group].title, "")
        anonymous = any(not known for known, profile in self.tally.cells if profile[0] == group)
        by = self.breakdowns(group) if group in self.heard.scopes and self.tally.by else UNSET
        named: int | UnsetType = UNSET
        known = UNSET if population.of is None else population.of
        if not self.questionnaire.groups[group].anonymous:
            cells = self.tally.cells.items()
            named = sum(cell.n for (known, profile), cell in cells if known and profile[0] == group)
        if self.is_small(group):
            listed = self.listed(group)
            return GroupScore(
                n=population.n,
                population=known,
                title=title,
                anonymous=anonymous,
                withheld=True,
                by=by,
                named=named,
                listed=listed or UNSET,
                unshown=population.n - (named if listed and named is not UNSET else 0),
                reason=reasons.WITHHELD,
            )
        questions, _, _ = self.rows.questions(population, row)
        dimensions = {d.id: self.rows.dimension(d, population, row) for d in self.heard.asked(group)}
        return GroupScore(
            n=population.n,
            population=known,
            title=title,
            anonymous=anonymous,
            overall=self.rows.overall(population.cell, (group,), row, dimensions),
            dimensions=dimensions,
            questions=questions,
            worst_set=self.rows.worst(questions, population),
            by=by,
            named=named,
        )

    def listed(self, group: str) -> AnswersListed:
        """Answers of those who agreed to be named in a group below the floor."""
        if group not in self.masks.below:
            return {}
        from cfdiag.scoring.privacy.listed import listed_answers  # noqa: PLC0415  few groups are so small

        return listed_answers(self.tally, group)

    def is_small(self, group: str) -> bool:
        """Whether nothing of a group may be shown."""
        return ("group", group) in self.masks.small

    def breakdowns(self, scope: str) -> dict[str, dict[str, Cell]]:
        """The cells of every breakdown."""
        return {field: self.breakdown(scope, place) for place, field in enumerate(self.tally.by)}

    def breakdown(self, scope: str, place: int) -> dict[str, Cell]:
        """The cells of one breakdown, 'not stated' last."""
        from cfdiag.ground.alphabet import alphabetical  # noqa: PLC0415  many results have no breakdown

        field = self.tally.by[place]
        members = self.heard.scopes[scope]
        parts: dict[str, list[TallyCell]] = {}
        for (_, profile), cell in self.tally.cells.items():
            if profile[0] in members:
                parts.setdefault(profile[place + 1], []).append(cell)
        asked = {d.id: d for group in members for d in self.heard.asked(group)}
        tells = {id_: self.rows.tells_in_cells(d, scope, list(parts.values())) for id_, d in asked.items()}
        found: dict[str, Cell] = {}
        for value in sorted(parts, key=lambda value: (value == NOT_STATED, alphabetical(value))):
            cell = pooled(parts[value])
            row: CellRow = ("by", scope, field, value)
            if row in self.masks.counts:
                found[value] = Cell(n=None, withheld=True, reason=reasons.WITHHELD)
                continue
            dimensions = {
                name: self.rows.cell_dimension(d, cell, row, tells=tells[name]) for name, d in asked.items()
            }
            overall = self.rows.overall(cell, members, row, dimensions)
            found[value] = Cell(n=cell.n, overall=overall, dimensions=dimensions)
        return found
