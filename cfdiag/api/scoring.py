"""Interviews to a `Result`: from memory or from files, in this process or in many."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from cfdiag.api.surroundings import Around, around, chosen_day, chosen_language, with_roster
from cfdiag.batch import score as batch
from cfdiag.ground.choices import choose, known_one
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.release import History, Participant, Past, Release
from cfdiag.model.result import QuestionnaireResult
from cfdiag.model.result import Result as Figures
from cfdiag.render.context import OutputContext
from cfdiag.render.figure_keys import figure_data as keys_of
from cfdiag.render.result import RESULT_FORMATS
from cfdiag.scoring.compare import OVERALL_TARGET, as_data, compare, comparison_as_shown, few_changed
from cfdiag.scoring.gates import (
    RECOMMEND,
    Limits,
    gates,
    gates_as_shown,
    least,
    targets,
)
from cfdiag.scoring.options import Crosshair, Options

__all__ = [
    "OVERALL_TARGET",
    "RECOMMEND",
    "RESULT_FORMATS",
    "Crosshair",
    "OnProgress",
    "Options",
    "Result",
    "score",
    "score_near",
    "score_paths",
]

OnProgress = Callable[[int, int], None]
"""Called with how many pieces of work are done, and of how many."""


class Result:
    """The scores of some interviews, what was wrong with the others, and what a report is made from.

    Made by `score` and `score_paths`.
    """

    def __init__(self, scored: batch.Scored, options: Options, near: Around) -> None:
        self._scored = scored
        self.options, self.near = options, near

    @property
    def figures(self) -> Figures:
        """Every figure, as `score --format json` has it: scores from 0 to 100, None where there is none."""
        return self._scored.result

    @property
    def questionnaires(self) -> list[QuestionnaireResult]:
        """The figures of each questionnaire."""
        return self.figures.questionnaires

    @property
    def faults(self) -> list[Diagnostic]:
        """What there is to say about the inputs: errors (rejected ones), then warnings, then notes."""
        order = ("error", "warning", "note")
        return sorted(
            [*self.near.faults, *self._scored.diagnostics], key=lambda each: order.index(each.severity)
        )

    @property
    def rejected(self) -> bool:
        """Whether there was an input that could not be used; the others are scored."""
        return self._scored.rejected

    @property
    def passed(self) -> bool:
        """Whether every gate held; without gates it does."""
        return all(gate.passed for gate in self.figures.gates)

    @property
    def held_with(self) -> dict[str, Questionnaire]:
        """The questionnaires that the interviews were held with, by their names in the figures."""
        return self._scored.questionnaires

    @property
    def interviews(self) -> list[tuple[Interview, Questionnaire]]:
        """The interviews that were scored, each with its questionnaire, where they were kept."""
        return [
            (interview, self.held_with[interview.questionnaire.id])
            for interview, _ in self._scored.interviews
            if interview.questionnaire.id in self.held_with
        ]

    @property
    def files(self) -> list[tuple[Interview, str]]:
        """The interviews that were scored, each with its file, where they were kept."""
        return self._scored.interviews

    @property
    def halves(self) -> dict[str, tuple[tuple[Interview, str], ...]]:
        """By the id of an interview that was held in several files: its parts, where they were kept."""
        return self._scored.halves

    @property
    def people(self) -> dict[str, list[Participant]]:
        """By questionnaire who is in it, where that was noted: for releases and comparisons."""
        return self._scored.people

    @property
    def history(self) -> dict[str, History]:
        """Where this is a release: by questionnaire the earlier ones, and who is in this one."""
        return self._scored.history

    def to_dict(self) -> dict[str, Any]:
        """The figures as plain values, key for key those of `score --format json`."""
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(keys_of(self.figures)))
        return plain

    def render(self, format: str = "json", context: OutputContext | None = None) -> str:  # noqa: A002  the flag's name
        """The figures in one of the formats of `score --format`.

        Args:
            format: `json`, `csv`, `text`, …
            context: how wide, with which characters; else 80 columns in the result's own language.
        """
        choose("the format", format, RESULT_FORMATS)
        return RESULT_FORMATS[format](self.figures, context or OutputContext(language=self.options.language))

    def judged(
        self,
        *,
        fail_under: Iterable[tuple[str, float]] = (),
        min_n: int | None = None,
        baseline: Figures | None = None,
        max_drop: float | None = None,
        beyond_noise: bool = False,
    ) -> Result:
        """The same with its gates, and with what moved since an earlier result.

        Args:
            fail_under: `overall`, a dimension or `recommend`, or `FIELD:` before one of the first two for
                every cell of a breakdown, each with the least score.
            min_n: the least number of interviews of each questionnaire.
            baseline: an earlier result, as `load_result` reads it.
            max_drop: by how many points a score may be lower than in the baseline.
            beyond_noise: whether such a drop counts only where it is more than chance does.

        Raises:
            CfdiagError: `unknown-dimension`.
        """
        known = targets(self.figures)
        wanted = tuple(least(target, limit) for target, limit in fail_under)
        for each in wanted:
            if self.questionnaires:
                message = f"--fail-under: there is no dimension '{each.target}'"
                known_one(
                    each.target, known, Code.UNKNOWN_DIMENSION, message, f"known here: {', '.join(known)}"
                )
        limits = Limits(fail_under=wanted, min_n=min_n, max_drop=max_drop, beyond_noise=beyond_noise)
        comparison = shown = None
        few: frozenset[str] = frozenset()
        if baseline is not None:
            comparison, few = compare(baseline, self.figures), few_changed(baseline, self.figures)
            shown = comparison_as_shown(comparison, baseline, self.figures)
        return self.with_figures(
            msgspec.structs.replace(
                self.figures,
                gates=gates_as_shown(gates(self.figures, limits, comparison), self.figures, few),
                baseline=as_data(shown) if shown is not None else msgspec.UNSET,
            )
        )

    def with_figures(self, changed: Figures) -> Result:
        """The same with other figures: those that something was added to."""
        return Result(msgspec.structs.replace(self._scored, result=changed), self.options, self.near)


def score(
    interviews: Sequence[Interview],
    *,
    questionnaires: Sequence[Questionnaire | str | os.PathLike[str]] = (),
    by: Sequence[str] = (),
    each: bool = False,
    unmasked: bool = False,
    crosshair: Crosshair = "lines",
    seed: int = 0,
    today: dt.date | str | None = None,
    language: str = "en",
) -> Result:
    """Score interviews that are in memory.

    Args:
        interviews: as `load_interview` reads them; a bad one is a fault of the result, named
            `interviews[0]` and so on, and the others are scored.
        questionnaires: those they were held with, or folders with such; the shipped ones are at hand.
        by: fields to break down by: department, account, organisation, group, or a choice.
        each: whether every interview that may be listed is listed.
        unmasked: withhold nothing to protect respondents; stamps the result.
        crosshair: where the quadrants of importance and performance meet.
        seed: of the resampling.
        today: the day that ages are counted from; else today.
        language: of the sentences in the result.

    Raises:
        CfdiagError: `nothing-to-score`, with whatever is wrong, where not one interview is left.
    """
    near = around((), [_at_hand(each) for each in questionnaires])
    options = Options(
        by=tuple(dict.fromkeys(by)),
        each=each,
        unmasked=unmasked,
        crosshair=crosshair,
        seed=seed,
        today=chosen_day(today),
        language=language,
    )
    return Result(batch.score_interviews(interviews, near.library, options), options, near)


def score_paths(
    paths: Sequence[str | os.PathLike[str]],
    *,
    questionnaires: Sequence[Questionnaire | str | os.PathLike[str]] = (),
    by: Sequence[str] = (),
    each: bool = False,
    unmasked: bool = False,
    crosshair: Crosshair = "lines",
    seed: int = 0,
    today: dt.date | str | None = None,
    language: str = "",
    jobs: int = 1,
    keep: bool = True,
    recount: bool = True,
    stdin: bytes | None = None,
    progress: OnProgress | None = None,
    empty: bool = False,
    releases: Sequence[Release] | None = None,
) -> Result:
    """Score interviews in files. Those of an engagement's folder get its targets, floors and language.

    Args:
        paths: files, folders, globs, `.jsonl`, or `-` for `stdin`.
        questionnaires: as in `score`.
        by: as in `score`.
        each: as in `score`.
        unmasked: as in `score`.
        crosshair: as in `score`.
        seed: as in `score`.
        today: as in `score`.
        language: of the sentences; else the engagement's.
        jobs: how many processes read and score; 0: one a core.
        keep: whether the interviews stay in memory, which a report needs.
        recount: whether it is worked out how firm the order of the plan is.
        stdin: what standard input held.
        progress: told how far it is.
        empty: whether a result without interviews will do where every input was rejected.
        releases: where this is to be handed over: what was handed over before (`api.releasing`).

    Raises:
        CfdiagError: as `score`; `unknown-field`: nothing of that name to break down by.
    """
    named = [os.fspath(path) for path in paths]
    near = around(named, [_at_hand(each) for each in questionnaires])
    options = Options(
        recount=recount,
        by=tuple(dict.fromkeys(by)),
        each=each,
        unmasked=unmasked,
        crosshair=crosshair,
        seed=seed,
        today=chosen_day(today),
        language=chosen_language(language, near.engagement),
    )
    return score_near(
        named,
        near,
        options,
        jobs=jobs,
        keep=keep,
        stdin=stdin,
        progress=progress,
        empty=empty,
        releases=releases,
    )


def score_near(
    paths: Sequence[str],
    near: Around,
    options: Options,
    *,
    jobs: int = 1,
    keep: bool = False,
    stdin: bytes | None = None,
    progress: OnProgress | None = None,
    empty: bool = False,
    people: bool = False,
    releases: Sequence[Release] | None = None,
) -> Result:
    """As `score_paths`, where it is known already what stands around the interviews."""
    scored = batch.score_files(
        paths,
        near.library,
        options,
        jobs=jobs,
        each=options.each,
        keep=keep,
        stdin=stdin,
        progress=progress,
        # How many there are is good to know; a roster that cannot be read keeps nobody from scoring.
        engagement=near.engagement if near.engagement.roster else with_roster(near).engagement,
        empty=empty,
        people=people,
        past=None if releases is None else by_questionnaire(releases),
    )
    return Result(scored, options, near)


def by_questionnaire(releases: Iterable[Release]) -> dict[str, list[Past]]:
    """What was released of each questionnaire, the earliest first."""
    found: dict[str, list[Past]] = {}
    for release in releases:
        for each in release.questionnaires:
            found.setdefault(each.shown.id, []).append(Past(release.day, each))
    return found


def _at_hand(given: Questionnaire | str | os.PathLike[str]) -> Questionnaire | Path:
    return given if isinstance(given, Questionnaire) else Path(given)
