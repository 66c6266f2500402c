"""Which column may answer which question: by a code, by the exact text, else nearly. Pure.

Nothing is in force by it, and a near text is never more than a proposal: two different questions of one
questionnaire can be 0.905 alike ('what has worked', 'what has not worked').
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from cfdiag.exchange.asked import AskedAbout, Items, keys_asked
from cfdiag.exchange.cell_options import other_option
from cfdiag.exchange.question_texts import ColumnMatch, Near, QuestionTexts
from cfdiag.exchange.survey import SurveyColumn
from cfdiag.model.questionnaire import Question, Questionnaire
from cfdiag.questions import TYPES

OPTION = "option:"
"""The part of an answer that a column of one option is."""
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_MARKS = re.compile(r"/|-|\.|__+")


class Matching(msgspec.Struct, frozen=True):
    """What could be found out about the columns."""

    matches: tuple[ColumnMatch, ...]
    near: tuple[Near, ...]
    ambiguous: dict[str, tuple[SurveyColumn, ...]]
    """By answer and part: several columns, of which none is taken."""
    unmatched: tuple[SurveyColumn, ...]
    group: str
    """The group whose wordings hit most; empty where two hit alike."""
    language: str


def match(
    columns: Sequence[SurveyColumn],
    questionnaire: Questionnaire,
    *,
    group: str = "",
    language: str = "",
    items: Items | None = None,
) -> Matching:
    """Find what each column is about.

    Args:
        columns: those that may hold answers.
        questionnaire: whose questions they may answer.
        group: where somebody has said it; else the one with most hits.
        language: where somebody has said it; else the one with most hits.
        items: the items of repeated sections that the engagement brings.
    """
    asked = list(keys_asked(questionnaire, group, items))
    texts = QuestionTexts(asked)
    found = _exact(columns, asked, texts)
    by_place: dict[str, list[ColumnMatch]] = defaultdict(list)
    for each in found.values():
        by_place[f"{each.key} {each.part}".strip()].append(each)
    ambiguous = {
        # Which of two columns is the answer is for a person to say: taking the first would be a guess.
        place: tuple(m.column for m in several)
        for place, several in by_place.items()
        if len(several) > 1
    }
    taken = tuple(several[0] for several in by_place.values() if len(several) == 1)
    answered = {
        each.key
        for several in by_place.values()
        for each in several
        if not each.part or each.part.startswith(OPTION)
    }
    alone = {each.column.number for each in taken if each.key not in answered}
    # Words beside an answer that is not there answer nothing.
    taken = tuple(each for each in taken if each.key in answered)
    of_group, of_language = _spoken(taken, questionnaire, group, language)
    open_keys = {each.key for each in asked} - {each.key for each in taken}
    doubtful = {column.number for several in ambiguous.values() for column in several}
    rest = [column for column in columns if column.number not in found or column.number in alone]
    near = tuple(texts.nearly(rest, open_keys))
    return Matching(
        tuple(sorted(taken, key=lambda each: each.column.number)),
        near,
        ambiguous,
        tuple(column for column in rest if column.number not in doubtful),
        of_group,
        of_language,
    )


def exact_matches(
    columns: Sequence[SurveyColumn], questionnaire: Questionnaire, items: Items | None = None
) -> dict[int, ColumnMatch]:
    """The columns that have the code or the text of a question, by their numbers; nearly alike is none.

    Args:
        columns: those that may hold answers.
        questionnaire: whose questions they may answer.
        items: the items of repeated sections that the engagement brings.
    """
    asked = list(keys_asked(questionnaire, "", items))
    return _exact(columns, asked, QuestionTexts(asked))


def _exact(
    columns: Sequence[SurveyColumn], asked: Sequence[AskedAbout], texts: QuestionTexts
) -> dict[int, ColumnMatch]:
    found: dict[int, ColumnMatch] = {}
    for column in columns:
        # A code was put there on purpose; a text may have been mended in the form since.
        hit = _by_code(column, asked) or texts.exactly(column)
        if hit is not None:
            found[column.number] = hit
    return _in_turn(found, columns, asked, texts)


# --- by code


def _by_code(column: SurveyColumn, asked: Sequence[AskedAbout]) -> ColumnMatch | None:
    for path in code_paths(column):
        hit = _coded(column, path, asked)
        if hit is not None:
            return hit
    return None


def code_paths(column: SurveyColumn) -> Iterator[str]:
    """What a column is called, as paths of codes (`used/shop`): whole, and behind each mark in it."""
    for name in column.names:
        for code in _codes(name):
            yield code.replace("___", "/").replace("__", "/").replace("-Comment", "/note")


def _codes(header: str) -> Iterator[str]:
    """A header as a code, and the parts of it that may be one."""
    bare = header.strip()
    if len(bare) > 200 or not bare:  # noqa: PLR2004  no code is so long
        return
    yield bare
    brackets = _BRACKETS.findall(bare)
    if brackets:
        yield f"{bare[: bare.index('[')].strip()}/{brackets[-1]}"
        yield brackets[-1]
    # Services write the groups of a form before the code, one in the other: `group/inner/used/shop`.
    yield from (bare[found.end() :] for found in _MARKS.finditer(bare))


def _coded(column: SurveyColumn, path: str, asked: Sequence[AskedAbout]) -> ColumnMatch | None:
    for each in asked:
        # The id alone does not say which item is meant.
        ids = (each.key, each.question.id) if not each.item else (each.key,)
        for id_ in ids:
            if path == id_:
                return ColumnMatch(column, each.key, "", "code")
            head, mark, tail = path[: len(id_)], path[len(id_) : len(id_) + 1], path[len(id_) + 1 :]
            if head != id_ or mark not in ("/", ".", "_") or not tail:
                continue
            part = _part(tail, mark, column, each.question)
            if part:
                return ColumnMatch(column, each.key, part, "code")
    return None


def _part(tail: str, mark: str, column: SurveyColumn, question: Question) -> str:
    if tail in ("importance", "basis", "note"):
        return tail
    # A column an option exists only where several may be picked; else the tail is somebody's own word.
    several = TYPES[question.type].has_option_columns
    if tail == "other" and question.options:
        return _else(column, question, several=several, of_option=mark == "/")
    return f"option:{tail}" if several and tail in {option.id for option in question.options} else ""


def _else(column: SurveyColumn, question: Question, *, several: bool, of_option: bool) -> str:
    """What a column of 'something else' is: its tick, or the words that say what.

    Some services have a column for each (`used/other`, `used_other`), some one for both.
    """
    option = other_option(question)
    id_ = option.id if option is not None else ""
    named = id_ or ("other" if "other" in {each.id for each in question.options} else "")
    ticks = column.ticked or (column.ticked is None and of_option and several)
    if ticks or (several and of_option and id_):
        return f"option:{named}" if several and named else ""
    return "note"


# --- by text


def _in_turn(
    found: dict[int, ColumnMatch],
    columns: Sequence[SurveyColumn],
    asked: Sequence[AskedAbout],
    texts: QuestionTexts,
) -> dict[int, ColumnMatch]:
    """One text in as many columns as there are questions with it: in the order of the questionnaire."""
    by_places: dict[tuple[tuple[str, str], ...], list[SurveyColumn]] = defaultdict(list)
    order = {each.key: place for place, each in enumerate(asked)}
    for column in columns:
        if column.number not in found:
            places = sorted(
                {(hit.key, hit.part) for hit in texts.hits(column)}, key=lambda p: (order[p[0]], p[1])
            )
            if len(places) > 1:
                by_places[tuple(places)].append(column)
    for turn, several in by_places.items():
        # With one column fewer nobody knows which was left out.
        if len(turn) == len(several):
            for (key, part), column in zip(turn, several, strict=True):
                found[column.number] = ColumnMatch(column, key, part, "text")
    return found


def _spoken(
    matches: Sequence[ColumnMatch], questionnaire: Questionnaire, group: str, language: str
) -> tuple[str, str]:
    """The group and the language with most hits; no group where two have as many."""
    groups = Counter(each for hit in matches for each in (hit.groups or _groups(hit.key, questionnaire)))
    languages = Counter(each for hit in matches for each in hit.languages)
    most = [each for each in questionnaire.groups if groups[each] == max(groups.values(), default=0)]
    only = next(iter(questionnaire.groups)) if len(questionnaire.groups) == 1 else ""
    best = max(languages, key=lambda each: (languages[each], each == questionnaire.language), default="")
    return group or only or (most[0] if len(most) == 1 else ""), language or best


def _groups(key: str, questionnaire: Questionnaire) -> Iterable[str]:
    question = questionnaire.question(key.rsplit("/", 1)[-1])
    return question.groups if question is not None else ()
