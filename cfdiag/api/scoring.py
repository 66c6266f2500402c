"""Interviews to a `Result`: from memory or from files, in this process or in many."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO

from cfdiag.api.result import Result
from cfdiag.api.surroundings import Around, around, at_hand, chosen_day, chosen_language, with_roster
from cfdiag.batch import score as batch
from cfdiag.batch.engines import ENGINES, SILENCE
from cfdiag.batch.inputs import INTERVIEW_COLUMN
from cfdiag.batch.listed import ListedInterviews
from cfdiag.batch.worker import MapWork
from cfdiag.ground.sealing import NO_KEYS, Keys
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.release import Past, Release
from cfdiag.model.result import OVERALL_TARGET, RECOMMEND
from cfdiag.render.result import IN_A_FILE, RESULT_FORMATS
from cfdiag.scoring.options import Crosshair, Options

__all__ = [
    "ENGINES",
    "INTERVIEW_COLUMN",
    "IN_A_FILE",
    "OVERALL_TARGET",
    "RECOMMEND",
    "RESULT_FORMATS",
    "SILENCE",
    "Crosshair",
    "MapWork",
    "OnProgress",
    "Options",
    "Result",
    "score",
    "score_in_hand",
    "score_near",
    "score_paths",
]

OnProgress = Callable[[int, int], None]
"""Called with how many pieces of work are done, and of how many."""


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
    near = around((), [at_hand(each) for each in questionnaires])
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
    engine: str | MapWork = "",
    silence: float = SILENCE,
    keep: bool = True,
    recount: bool = True,
    stdin: BinaryIO | bytes | None = None,
    progress: OnProgress | None = None,
    empty: bool = False,
    releases: Sequence[Release] | None = None,
    keys: Keys = NO_KEYS,
    column: str = INTERVIEW_COLUMN,
    listing: ListedInterviews | None = None,
) -> Result:
    """Score interviews in files. Those of an engagement's folder get its targets, floors and language.

    Args:
        paths: files, folders, globs, `.jsonl`, Parquet, addresses in a store, pipes, or `-` for `stdin`.
        questionnaires: as in `score`.
        by: as in `score`.
        each: as in `score`.
        unmasked: as in `score`.
        crosshair: as in `score`.
        seed: as in `score`.
        today: as in `score`.
        language: of the sentences; else the engagement's.
        jobs: how many processes read and score; 0: one a core.
        engine: who does the work, as `--engine` has it (`sc://host:port`), or a function: it is given a
            function of bytes and a list of bytes, and hands back what that makes of each, in any order.
        silence: seconds after which an engine is given up where nothing moves.
        keep: whether the interviews stay in memory, which a report needs.
        recount: whether it is worked out how firm the order of the plan is.
        stdin: standard input, or what it held.
        progress: told how far it is.
        empty: whether a result without interviews will do where every input was rejected.
        releases: where this is to be handed over: what was handed over before (`api.releasing`).
        keys: what opens interviews that are sealed.
        column: of Parquet files: the one that holds interviews.
        listing: takes each interview that may be listed, in place of the result (`api.listing`).

    Raises:
        CfdiagError: as `score`; `unknown-field`: nothing of that name to break down by; `engine-failed`;
            `other-tool`: the engine's workers have another version of cfdiag.
    """
    named = [os.fspath(path) for path in paths]
    near = around(named, [at_hand(each) for each in questionnaires], keys=keys)
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
        engine=engine,
        silence=silence,
        keep=keep,
        stdin=stdin,
        progress=progress,
        empty=empty,
        releases=releases,
        column=column,
        listing=listing,
    )


def score_near(
    paths: Sequence[str],
    near: Around,
    options: Options,
    *,
    jobs: int = 1,
    engine: str | MapWork = "",
    silence: float = SILENCE,
    keep: bool = False,
    stdin: BinaryIO | bytes | None = None,
    progress: OnProgress | None = None,
    empty: bool = False,
    people: bool = False,
    releases: Sequence[Release] | None = None,
    column: str = INTERVIEW_COLUMN,
    listing: ListedInterviews | None = None,
) -> Result:
    """As `score_paths`, where it is known already what stands around the interviews."""
    scored = batch.score_files(
        paths,
        near.library,
        options,
        jobs=jobs,
        engine=engine,
        silence=silence,
        each=options.each,
        keep=keep,
        stdin=stdin,
        progress=progress,
        # How many there are is good to know; a roster that cannot be read keeps nobody from scoring.
        engagement=near.engagement if near.engagement.roster else with_roster(near).engagement,
        empty=empty,
        people=people,
        past=None if releases is None else by_questionnaire(releases),
        keys=near.keys,
        column=column,
        listing=listing,
    )
    return Result(scored, options, near)


def score_in_hand(interview: Interview, near: Around, options: Options) -> Result:
    """One interview that is in memory, as `score_near` would score its file.

    Raises:
        CfdiagError: as `score`.
    """
    scored = batch.score_interviews([interview], near.library, options, near.engagement)
    return Result(scored, options, near)


def by_questionnaire(releases: Iterable[Release]) -> dict[str, list[Past]]:
    """What was released of each questionnaire, the earliest first."""
    found: dict[str, list[Past]] = {}
    for release in releases:
        for each in release.questionnaires:
            found.setdefault(each.shown.id, []).append(Past(release.day, each))
    return found
