"""The wordings of what is asked, for comparison with the headers of columns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

import msgspec

from cfdiag.exchange.asked import AskedAbout
from cfdiag.exchange.cell_options import other_option
from cfdiag.exchange.cell_texts import normal, wordings
from cfdiag.exchange.survey import SurveyColumn
from cfdiag.questions import TYPES

NEAR = 0.80


AHEAD = 0.10
"""How alike a text has to be, and how far ahead of the next, to be proposed."""


SECOND_WORDS = frozenset({"importance", "belang", "how important", "importance rating"})


BASIS_WORDS = frozenset({"basis"})


NOTE_WORDS = frozenset({"note", "comment"})


ELSE_WORDS = frozenset({"other", "other please specify", "anders", "anders namelijk"})
"""What services put behind a question for the words that say what else it is."""


# A wording may hold a name that only the service filled in: in a header anything may stand there.
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}")


class ColumnMatch(msgspec.Struct, frozen=True):
    """A column and what it is about."""

    column: SurveyColumn
    key: str
    part: str = ""
    """`importance`, `basis`, `note`, or `option:ID`; empty: the answer itself."""
    by: str = ""
    """`code` or `text`."""
    languages: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    """Of a match by its text: where that wording stands."""


class Near(msgspec.Struct, frozen=True):
    """A column whose text is nearly that of a question."""

    column: SurveyColumn
    key: str
    alike: float


class QuestionTexts:
    """The wordings of what is asked, for comparison."""

    def __init__(self, asked: Sequence[AskedAbout]) -> None:
        self.asked = asked
        self.exact: dict[str, list[ColumnMatch]] = defaultdict(list)
        self.open: list[tuple[re.Pattern[str], ColumnMatch]] = []
        self.said: dict[str, set[str]] = {each.key: set() for each in asked}
        nobody = SurveyColumn(0, "")
        for each in asked:
            for part, text in (("", each.question.ask), ("importance", each.question.importance_ask)):
                if text is None or (part and not each.question.importance):
                    continue
                for group, by_language in text.wordings.items():
                    for language, wording in by_language.items():
                        groups = frozenset((group,) if group else each.question.groups)
                        entry = ColumnMatch(nobody, each.key, part, "text", frozenset((language,)), groups)
                        self._enter(wording, entry, each)

    def _enter(self, wording: str, entry: ColumnMatch, each: AskedAbout) -> None:
        # Near texts are sought for answers alone: a second rating differs from its question in a word.
        if not entry.part:
            self.said[entry.key].add(normal(_PLACEHOLDER.sub(" ", wording)))
        for said, part in _endings(wording, each, entry.part):
            made = msgspec.structs.replace(entry, part=part)
            if _PLACEHOLDER.search(said):
                pattern = r"\b.*?\b".join(re.escape(normal(piece)) for piece in _PLACEHOLDER.split(said))
                self.open.append((re.compile(rf"(?:{pattern})"), made))
            else:
                self.exact[normal(said)].append(made)

    def exactly(self, column: SurveyColumn) -> ColumnMatch | None:
        """The one answer whose text a column has; several answers with one text are no match here."""
        hits = self.hits(column)
        places = {(hit.key, hit.part) for hit in hits}
        if len(places) != 1:
            return None
        return msgspec.structs.replace(
            hits[0],
            column=column,
            languages=frozenset().union(*(hit.languages for hit in hits)),
            groups=frozenset().union(*(hit.groups for hit in hits)),
        )

    def hits(self, column: SurveyColumn) -> list[ColumnMatch]:
        """Everything that has the text of a column, under the most exact of its names."""
        for name in column.names:
            said = normal(name)
            if not said:
                continue
            found = self.exact.get(said) or self._open(said)
            if found:
                return _as_filled(found, column)
        return []

    def _open(self, said: str) -> list[ColumnMatch]:
        """Of wordings with a gap the ones that say most: a gap may swallow the word 'importance'."""
        fitting = [(len(pattern.pattern), entry) for pattern, entry in self.open if pattern.fullmatch(said)]
        most = max((length for length, _ in fitting), default=0)
        return [entry for length, entry in fitting if length == most]

    def nearly(self, columns: Iterable[SurveyColumn], keys: set[str]) -> Iterator[Near]:
        """Columns whose text is nearly that of one question that has none yet."""
        open_keys = [key for key in keys if self.said[key]]
        wordings_ = [_Wording(wording) for wording in set().union(*(self.said[key] for key in open_keys))]
        for column in columns:
            said = [text for name in column.names if len(text := normal(name)) > 7]  # noqa: PLR2004  a word or two tell nothing
            likeness = {each.text: ratio for each in wordings_ if (ratio := each.alike(said))}
            if not likeness:
                continue
            alike = sorted(
                ((max(likeness.get(wording, 0.0) for wording in self.said[key]), key) for key in open_keys),
                reverse=True,
            )
            if alike[0][0] >= NEAR and (len(alike) == 1 or alike[0][0] - alike[1][0] >= AHEAD):
                yield Near(column, alike[0][1], alike[0][0])


def _as_filled(found: list[ColumnMatch], column: SurveyColumn) -> list[ColumnMatch]:
    """Of 'something else' the tick or the words: which of the two a column is, its cells say."""
    options = {hit.key for hit in found if hit.part.startswith("option:")}
    return [hit for hit in found if hit.part != "note" or not (column.ticked or hit.key in options)]


class _Wording:
    """A wording, ready to be compared with thousands of headers."""

    def __init__(self, text: str) -> None:
        self.text, self._letters = text, _letters(text)
        # `autojunk` would drop frequent letters from 200 characters on, and with them the likeness.
        self._matcher = SequenceMatcher(None, "", text, autojunk=False)

    def alike(self, texts: Iterable[str]) -> float:
        """How alike the most alike of some texts is; 0 below what counts as near."""
        return max(map(self._alike, texts), default=0.0)

    def _alike(self, text: str) -> float:
        # The ratio takes the square of the length; bounds by lengths and by letters spare it for nearly all.
        both = len(text) + len(self.text)
        if 2 * min(len(text), len(self.text)) < NEAR * both:
            return 0.0
        if 2 * sum(map(min, self._letters, _letters(text))) < NEAR * both:
            return 0.0
        self._matcher.set_seq1(text)
        return self._matcher.ratio() if self._matcher.quick_ratio() >= NEAR else 0.0


@lru_cache(maxsize=8_192)
def _letters(text: str) -> tuple[int, ...]:
    """How often letters stand in a text, several in one place: two texts share no more than this says."""
    counts = [0] * 32
    for letter in text:
        counts[ord(letter) % 32] += 1
    return tuple(counts)


def _endings(wording: str, each: AskedAbout, part: str) -> Iterator[tuple[str, str]]:
    """A wording as headers have it: alone, with an item's label, with an option's, with 'importance'."""
    names = each.labels if each.item else ("",)
    for label in names:
        said = f"{wording} {label}".strip()
        yield said, part
        if part:
            continue
        if label:
            yield f"{label} {wording}", part
        if each.question.importance:
            yield from ((f"{said} {suffix}", "importance") for suffix in SECOND_WORDS)
        if each.question.basis:
            yield from ((f"{said} {suffix}", "basis") for suffix in BASIS_WORDS)
        if TYPES[each.question.type].has_option_columns:
            for option in each.question.options:
                yield from ((f"{said} {text}", f"option:{option.id}") for text in wordings(option.label))
        if each.question.options:
            yield from ((f"{said} {suffix}", "note") for suffix in NOTE_WORDS)
            other = other_option(each.question)
            several = TYPES[each.question.type].has_option_columns
            # Where several are picked, whoever wrote into that column picked it.
            else_part = f"option:{other.id}" if several and other is not None else "note"
            yield from ((f"{said} {suffix}", else_part) for suffix in ELSE_WORDS)
