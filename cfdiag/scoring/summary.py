"""Tallies to a result: figures of every questionnaire, floors applied, findings, actions and the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import get_args

import msgspec
from msgspec import UNSET, UnsetType

from cfdiag import __version__
from cfdiag.ground.alphabet import alphabetical
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
    Inputs,
    NotJudged,
    Privacy,
    QuestionnaireResult,
    QuestionScore,
    Result,
    TextHeld,
)
from cfdiag.rules.fact_lookup import Facts
from cfdiag.rules.facts import Shown
from cfdiag.scoring import reasons
from cfdiag.scoring.clustering import clusterings
from cfdiag.scoring.counts import counted, counts_together
from cfdiag.scoring.findings import findings
from cfdiag.scoring.foresight import more_needed
from cfdiag.scoring.headline import first_gap, headline
from cfdiag.scoring.heard_groups import HeardGroups
from cfdiag.scoring.many.perception import perceptions, rank_agreement, with_findings
from cfdiag.scoring.many.population import pooled
from cfdiag.scoring.many.rollups import rollup_scores
from cfdiag.scoring.many.sums import TallyCell
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.options import Options, Phrasing
from cfdiag.scoring.plan.candidates import candidates
from cfdiag.scoring.plan.firmness import firmness
from cfdiag.scoring.plan.need import Candidate
from cfdiag.scoring.plan.order import answers_to, make_plan, sure_of_a_place
from cfdiag.scoring.plan.priority import action_scores, merged
from cfdiag.scoring.plan.redrawn import Redrawn
from cfdiag.scoring.privacy.again import made_beside
from cfdiag.scoring.privacy.figures import ALL
from cfdiag.scoring.privacy.listed import listed_answers
from cfdiag.scoring.privacy.members import is_only_counted
from cfdiag.scoring.privacy.releases import Known
from cfdiag.scoring.privacy.suppression import MIN_COMMENTS, CellRow, default_floor
from cfdiag.scoring.privacy.withheld import Masks
from cfdiag.scoring.privacy.within import OVERALL
from cfdiag.scoring.regression import expected_rise
from cfdiag.scoring.row_figures import RowFigures
from cfdiag.scoring.text_missing import text_missing
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
    alone = sum(tally.n for tally in tallies.values()) == 1 and not inputs.others_silent
    known = history or {}
    parts = [
        made_beside(
            known.get(name, History((), ())),
            _maker(tallies[name], questionnaires[name], options, words, alone=alone),
            by=list(options.by),
            listed=options.each,
        )
        for name in sorted(tallies)
    ]
    # All comparisons of a run are one family of tests: no finding before every figure is there.
    figures = with_findings([part.figures() for part in parts])
    drafts = list(zip(parts, figures, strict=True))
    judged = [part.judge(draft) for part, draft in drafts]
    by_id = merged(each for _, found, _ in judged for each in found)
    draws = (
        {
            draft.id: Redrawn(part.questionnaire, draft, part.rows.populations, part.rows.top)
            for part, draft in drafts
        }
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
    opens = headline(
        results,
        {part.questionnaire.id: part.questionnaire for part in parts},
        options.opens_with,
        sure_of_a_place(by_id, firm),
    )
    dimensions = {part.questionnaire.id: part.heard.dimensions for part in parts}
    answering = answers_to(first_gap(results, opens), by_id, firm)
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
        headline=opens,
        plan=make_plan(by_id, results, dimensions, answering),
        seed=options.seed,
    )


def _maker(
    tally: Tally, questionnaire: Questionnaire, options: Options, words: Phrasing, *, alone: bool
) -> Callable[[History], Summary]:
    """What sums up a questionnaire beside earlier releases."""
    return lambda past: Summary(tally, questionnaire, options, words, alone=alone, history=past)


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
        self.known = (
            Known(
                history,
                floor,
                self.heard.lead,
                tally.by,
                counted=[q.id for s in questionnaire.sections for q in s.questions if is_only_counted(q)],
                listed=options.each,
            )
            if masked and history is not None and history.past
            else None
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
            (key, dict(answers))
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
        return text_missing(found) if missing == self.tally.n else found

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
        return listed_answers(self.tally, group) if group in self.masks.below else {}

    def is_small(self, group: str) -> bool:
        """Whether nothing of a group may be shown."""
        return ("group", group) in self.masks.small

    def breakdowns(self, scope: str) -> dict[str, dict[str, Cell]]:
        """The cells of every breakdown."""
        return {field: self.breakdown(scope, place) for place, field in enumerate(self.tally.by)}

    def breakdown(self, scope: str, place: int) -> dict[str, Cell]:
        """The cells of one breakdown, 'not stated' last."""
        field = self.tally.by[place]
        members = self.heard.scopes[scope]
        parts: dict[str, list[TallyCell]] = {}
        for (_, profile), cell in self.tally.cells.items():
            if profile[0] in members:
                parts.setdefault(profile[place + 1], []).append(cell)
        found: dict[str, Cell] = {}
        for value in sorted(parts, key=lambda value: (value == NOT_STATED, alphabetical(value))):
            cell = pooled(parts[value])
            row: CellRow = ("by", scope, field, value)
            if row in self.masks.counts:
                found[value] = Cell(n=None, withheld=True, reason=reasons.WITHHELD)
                continue
            asked = {d.id: d for group in members for d in self.heard.asked(group)}
            dimensions = {
                name: self.rows.cell_dimension(d, cell, row, list(parts.values()))
                for name, d in asked.items()
            }
            overall = self.rows.overall(cell, members, row, dimensions)
            found[value] = Cell(n=cell.n, overall=overall, dimensions=dimensions)
        return found
