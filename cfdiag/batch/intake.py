"""One interview taken in: decoded, matched with its questionnaire, scored; or refused with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from cfdiag.formats.interview import examine_interview, read_interview
from cfdiag.formats.library import Library
from cfdiag.formats.recognise import is_something_else, recognise
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location
from cfdiag.ground.failures import failed_on
from cfdiag.interview.journal.replay import replay
from cfdiag.model.engagement import DimensionOverride
from cfdiag.model.interview import Answer, Interview, QuestionnaireRef, answer_key
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.rules.lookup import items_of
from cfdiag.scoring.one.score import Scorer
from cfdiag.scoring.one.scored import InterviewScore

Key = tuple[str, str, str]
"""Id, version and hash of the questionnaire that was used."""


class Piece(NamedTuple):
    """The bytes of one interview and where they stand."""

    file: str
    data: bytes
    line: int = 1
    journal: bool = False
    named: bool = False


class Taken(NamedTuple):
    """An interview that counts."""

    key: Key
    interview: Interview
    score: InterviewScore
    file: str
    line: int
    begun: str = ""
    """When its journal was begun; empty for an interview that is no journal."""
    reopened: bool = False
    """Whether that journal was begun with a finished interview."""


class NotOursError(Exception):
    """The file is sound and holds something else than an interview.

    `expected` where that is no surprise: an engagement's own files in its folder.
    """

    def __init__(self, *, expected: bool = False) -> None:
        super().__init__()
        self.expected = expected


class Bench(NamedTuple):
    """A questionnaire with its scorer; `exact` where it is the very version that interviews name."""

    key: Key
    questionnaire: Questionnaire
    scorer: Scorer
    exact: bool


class Intake:
    """Takes interviews in, one after the other; questionnaires are looked up once.

    Args:
        library: the questionnaires at hand.
        overrides: the engagement's targets and weights, by questionnaire.
    """

    def __init__(
        self, library: Library, overrides: Mapping[str, Mapping[str, DimensionOverride]] | None = None
    ) -> None:
        self._library = library
        self._overrides = overrides or {}
        self._benches: dict[Key, Bench | CfdiagError] = {}
        self._by_key: dict[Key, Bench] = {}
        self.substituted: Counter[tuple[Key, Key]] = Counter()
        """How many interviews name one version and were scored with another."""

    def bench(self, key: Key) -> Bench:
        """The questionnaire that interviews were taken in with, here or in another process."""
        if key not in self._by_key:
            self._look_up(QuestionnaireRef(id=key[0], version=key[1], sha256=key[2]))
        return self._by_key[key]

    def take(self, piece: Piece) -> Taken:
        """Decode, check and score one interview.

        Raises:
            CfdiagError: it cannot be read, is invalid, or its questionnaire is not at hand.
            NotOursError: it is no interview, and was found rather than named.

        Whatever else happens is `cannot-score`: one file never ends a run.
        """
        try:
            if piece.journal:
                found = replay(piece.data, piece.file)
                taken = self._score(found.interview, piece)
                return taken._replace(begun=found.begun, reopened=found.reopened)
            return self._score(self._read(piece), piece)
        except CfdiagError as error:
            raise CfdiagError(*(_moved(d, piece) for d in error.diagnostics)) from error
        except NotOursError:
            raise
        except Exception as error:
            place = Location(piece.file, piece.line if piece.line > 1 else 0, 1 if piece.line > 1 else 0)
            raise failed_on(error, place) from error

    def _read(self, piece: Piece) -> Interview:
        if piece.file.endswith((".yaml", ".yml")):
            kind = recognise(piece.data, piece.file)
            if kind != "interview" and (kind or not piece.named):
                raise NotOursError(expected=bool(kind) and not piece.named)
        try:
            return read_interview(piece.data, piece.file)
        except CfdiagError as error:
            if is_something_else(piece.data, named=piece.named):
                raise NotOursError from error
            raise

    def _score(self, interview: Interview, piece: Piece) -> Taken:
        ref = interview.questionnaire
        wanted = (ref.id, ref.version, ref.sha256)
        bench = self._benches.get(wanted)
        if bench is None:
            bench = self._benches[wanted] = self._look_up(ref)
        if isinstance(bench, CfdiagError):
            place = _place_of(piece, b'"questionnaire"')
            raise CfdiagError(*(msgspec.structs.replace(d, location=place) for d in bench.diagnostics))
        if interview.respondent.group not in bench.questionnaire.groups:
            self._refuse(piece, bench)
        score = bench.scorer.score(interview)
        if not bench.exact:
            interview = _shared(interview, score, bench.questionnaire)
            score = bench.scorer.score(interview)
            self.substituted[wanted, bench.key] += 1
        elif score.invalid or score.unmatched:
            self._refuse(piece, bench)
        return Taken(bench.key, interview, score, piece.file, piece.line)

    def _look_up(self, ref: QuestionnaireRef) -> Bench | CfdiagError:
        try:
            found = self._library.get(ref.id, ref.version, ref.sha256)
        except CfdiagError as error:
            return error
        exact = ref.version in ("", found.version) and ref.sha256 in ("", found.sha256)
        scorer = Scorer(found, self._overrides.get(ref.id, {}))
        bench = Bench((found.id, found.version, found.sha256), found, scorer, exact)
        self._by_key[bench.key] = bench
        return bench

    @staticmethod
    def _refuse(piece: Piece, bench: Bench) -> None:
        """Find out what is wrong, and where.

        Raises:
            CfdiagError: every error of the interview against its questionnaire.
        """
        _, faults = examine_interview(piece.data, piece.file, bench.questionnaire)
        errors = [fault for fault in faults if fault.severity == "error"]
        if not errors:
            message = "answers that its questionnaire does not ask"
            hint = "`cfdiag check` shows every fault of the file"
            errors = [Diagnostic(Code.INVALID_ANSWER, message, Location(piece.file), hint)]
        raise CfdiagError(*errors)


def _shared(interview: Interview, score: InterviewScore, questionnaire: Questionnaire) -> Interview:
    """The interview with the questions only that its own and this questionnaire both have.

    Which those are, the interview tells: an answer this questionnaire has no place for goes; a question
    that a finished interview does not mention was not in its version, and does not apply.
    """
    gone = {*score.invalid, *score.unmatched}
    answers = {key: answer for key, answer in interview.answers.items() if key not in gone}
    if interview.finished is not None:
        for key in _keys(interview, questionnaire):
            answers.setdefault(key, Answer(status="not_applicable"))
    return msgspec.structs.replace(interview, answers=answers)


def _keys(interview: Interview, questionnaire: Questionnaire) -> list[str]:
    group = interview.respondent.group
    return [
        answer_key(section.id, item, question.id)
        for section in questionnaire.sections
        for item in (items_of(interview, section.id) if section.repeat else [""])
        for question in section.questions
        if group in question.groups
    ]


def _place_of(piece: Piece, word: bytes) -> Location:
    at = piece.data.find(word)
    if at < 0:
        return Location(piece.file)
    before = piece.data[:at]
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    return Location(piece.file, before.count(b"\n") + 1, column)


def _moved(diagnostic: Diagnostic, piece: Piece) -> Diagnostic:
    """The fault at its place in the whole file, when the interview is one line of many."""
    place = diagnostic.location
    if place is None:
        place = Location(piece.file, piece.line if piece.line > 1 else 0, 0)
    elif piece.line > 1:
        line = max(place.line, 1) + piece.line - 1
        place = msgspec.structs.replace(place, line=line, column=max(place.column, 1))
    else:
        return diagnostic
    return msgspec.structs.replace(diagnostic, location=place)
