"""What interviews are scored with: a questionnaire and its scorer, looked up once and kept compiled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from cfdiag.formats.library import Library
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.model.engagement import DimensionOverride
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.scoring.one.score import Scorer

if TYPE_CHECKING:
    from cfdiag.rules.sameness import Shared

MOST_SCORERS = 64
"""So many ways of not having been asked are kept compiled; some 50 kB each."""

InterviewKey = tuple[str, str, str]
"""Id, version and hash of the questionnaire that was used."""


class Bench(msgspec.Struct, frozen=True):
    """A questionnaire with its scorer; `exact` where it is the very text that interviews name."""

    key: InterviewKey
    questionnaire: Questionnaire
    scorer: Scorer
    exact: bool


class Benches:
    """Looks questionnaires up, each once, and keeps what becomes of them.

    Args:
        library: the questionnaires at hand.
        overrides: the engagement's targets and weights, by questionnaire.
    """

    def __init__(self, library: Library, overrides: Mapping[str, Mapping[str, DimensionOverride]]) -> None:
        self._library = library
        self._overrides = overrides
        self.found: dict[InterviewKey, Bench | CfdiagError] = {}
        """By what interviews name: its bench, or why there is none. What is not there is looked for once
        and not for every interview."""
        self._by_key: dict[InterviewKey, Bench] = {}
        self._pairs: dict[tuple[InterviewKey, InterviewKey], Shared] = {}
        self._scorers: dict[tuple[InterviewKey, frozenset[str]], Scorer] = {}

    def bench(self, key: InterviewKey) -> Bench:
        """The questionnaire that interviews were taken in with, here or in another process."""
        if key not in self._by_key:
            self.look_up(key)
        return self._by_key[key]

    def shared(self, held: Bench, used: Bench) -> Shared:
        """What means the same in two texts of a questionnaire."""
        found = self._pairs.get((held.key, used.key))
        if found is None:
            from cfdiag.rules.sameness import shared  # noqa: PLC0415  most runs have one text of each

            found = self._pairs[held.key, used.key] = shared(held.questionnaire, used.questionnaire)
        return found

    def scorer(self, bench: Bench, not_asked: frozenset[str]) -> Scorer:
        """The scorer of people who were not asked some of the questions."""
        if not not_asked:
            return bench.scorer
        found = self._scorers.get((bench.key, not_asked))
        if found is None:
            if len(self._scorers) == MOST_SCORERS:  # each interview of the essentials may have its own
                self._scorers.clear()
            overrides = self._overrides.get(bench.key[0], {})
            found = self._scorers[bench.key, not_asked] = Scorer(bench.questionnaire, overrides, not_asked)
        return found

    def look_up(self, wanted: InterviewKey) -> Bench | CfdiagError:
        """The bench of what an interview names: that text, or the one that takes its place; else why not."""
        id_, version, sha256 = wanted
        try:
            text = self._library.get(id_, version, sha256)
        except CfdiagError as error:
            self.found[wanted] = error
            return error
        this = sha256 in ("", text.sha256) and version in ("", text.version)
        scorer = Scorer(text, self._overrides.get(id_, {}))
        exact = this or sha256 in text.same_as
        bench = Bench((text.id, text.version, text.sha256), text, scorer, exact)
        self.found[wanted] = self._by_key[bench.key] = bench
        return bench
