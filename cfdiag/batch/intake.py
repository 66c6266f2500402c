"""One interview taken in: decoded, matched with its questionnaire, scored; or refused with its place."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from cfdiag.batch.benches import Bench, Benches, InterviewKey
from cfdiag.formats.interview import read_interview
from cfdiag.formats.library import Library
from cfdiag.formats.recognise import is_something_else, recognise
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, line_and_column
from cfdiag.ground.sealing import NO_KEYS, Keys
from cfdiag.model.engagement import DimensionOverride
from cfdiag.model.interview import Interview, question_of, was_heard
from cfdiag.scoring.one.essentials import short_of
from cfdiag.scoring.one.scored import InterviewScore, TextAtHand
from cfdiag.scoring.reasons import TEXT_MISSING

if TYPE_CHECKING:
    from cfdiag.rules.sameness import Shared


class Piece(msgspec.Struct, frozen=True):
    """The bytes of one interview and where they stand."""

    file: str
    data: bytes
    line: int = 1
    journal: bool = False
    named: bool = False


class Taken(msgspec.Struct, frozen=True):
    """An interview that counts."""

    key: InterviewKey
    interview: Interview
    score: InterviewScore
    file: str
    line: int
    begun: str = ""
    """When its journal was begun; empty for an interview that is no journal."""
    reopened: bool = False
    """Whether that journal was begun with a finished interview."""
    cut: Diagnostic | None = None
    """That its journal ends in the middle of a line, where it does."""
    not_asked: frozenset[str] = frozenset()
    """The questions that it was scored without, as never asked."""
    heard: bool = True
    """Whether anything was answered, also where the text that it is scored with leaves all of that out."""


class NotOursError(Exception):
    """The file is sound and holds something else than an interview.

    `expected` where that is no surprise: an engagement's own files in its folder.
    """

    def __init__(self, *, expected: bool = False) -> None:
        super().__init__()
        self.expected = expected


class Intake:
    """Takes interviews in, one after the other; each with the questionnaire that it names.

    Args:
        library: the questionnaires at hand.
        overrides: the engagement's targets and weights, by questionnaire.
        into: by id, the one text that all interviews of that questionnaire are scored with; without it each
            is scored with the text that it names, where that is at hand.
        keys: what opens sealed journals.
    """

    def __init__(
        self,
        library: Library,
        overrides: Mapping[str, Mapping[str, DimensionOverride]] | None = None,
        into: Mapping[str, InterviewKey] | None = None,
        keys: Keys = NO_KEYS,
    ) -> None:
        self._keys = keys
        self._into = into or {}
        self._benches = Benches(library, overrides or {})
        # Handed through as it is: it is asked for every interview, and one more call would be felt.
        self.bench = self._benches.bench

    def take(self, piece: Piece) -> Taken:
        """Decode, check and score one interview.

        Raises:
            CfdiagError: it cannot be read, is invalid, or its questionnaire is not at hand.
            NotOursError: it is no interview, and was found rather than named.

        Whatever else happens is `cannot-score`: one file never ends a run.
        """
        try:
            if piece.journal:
                from cfdiag.interview.journal.replay import cut_off, replay  # noqa: PLC0415  most are no journals

                found = replay(piece.data, piece.file, self._keys)
                cut = cut_off(found, piece.file)
                taken = self._scored(found.interview, piece)
                return msgspec.structs.replace(taken, begun=found.begun, reopened=found.reopened, cut=cut)
            return self._scored(self._read(piece), piece)
        except CfdiagError as error:
            raise CfdiagError(*(_moved(d, piece) for d in error.diagnostics)) from error
        except NotOursError:
            raise
        except Exception as error:
            from cfdiag.ground.failures import failed_on  # noqa: PLC0415  nobody foresaw it

            place = Location(piece.file, piece.line if piece.line > 1 else 0, 1 if piece.line > 1 else 0)
            raise failed_on(error, place) from error

    def again(self, taken: Taken, interview: Interview) -> Taken:
        """The same interview with an answer taken back, scored in the way it was before."""
        score = self._benches.scorer(self.bench(taken.key), taken.not_asked).score(interview)
        score = _scored_under(score, taken.score.text, taken.score.left_out)
        return msgspec.structs.replace(taken, interview=interview, score=score)

    def _read(self, piece: Piece) -> Interview:
        if piece.file.lower().endswith((".yaml", ".yml")):
            kind = recognise(piece.data, piece.file)
            if kind != "interview" and (kind or (not piece.named and piece.data.strip())):
                # In a folder lie questionnaires and engagements as well: they are passed over without a
                # word.
                raise NotOursError(expected=bool(kind) and not piece.named)
        try:
            return read_interview(piece.data, piece.file)
        except CfdiagError as error:
            if is_something_else(piece.data, named=piece.named):
                from cfdiag.formats.releases import is_release  # noqa: PLC0415  most files are interviews

                raise NotOursError(expected=is_release(piece.data)) from error
            raise

    def _scored(self, interview: Interview, piece: Piece) -> Taken:
        taken = self._score(interview, piece)
        return taken if was_heard(interview) else msgspec.structs.replace(taken, heard=False)

    def _score(self, interview: Interview, piece: Piece) -> Taken:
        ref = interview.questionnaire
        wanted = (ref.id, ref.version, ref.sha256)
        bench = self._benches.found.get(wanted) or self._benches.look_up(wanted)
        if isinstance(bench, CfdiagError):
            place = _place_of(piece, b'"questionnaire"')
            raise CfdiagError(_because_of(bench.diagnostics, place))
        if interview.respondent.group not in bench.questionnaire.groups:
            self._refuse(piece, bench)
        used = self._into.get(ref.id, bench.key)
        if not bench.exact:
            from cfdiag.rules.sameness import known_of  # noqa: PLC0415  most texts are at hand

            under = self.bench(used)
            known = known_of(interview, under.questionnaire)
            text: TextAtHand = "scales" if interview.scales else "missing"
            return self._under(under, interview, known, piece, text)
        not_asked = short_of(interview, bench.questionnaire)
        score = self._benches.scorer(bench, not_asked).score(interview)
        # The fast way says only that something is wrong; where, the careful reader finds in the file itself.
        if score.invalid or score.unmatched:
            self._refuse(piece, bench)
        if used == bench.key:
            return Taken(bench.key, interview, score, piece.file, piece.line, not_asked=not_asked)
        under = self.bench(used)
        return self._under(under, interview, self._benches.shared(bench, under), piece, "own")

    def _under(
        self, bench: Bench, interview: Interview, known: Shared, piece: Piece, text: TextAtHand
    ) -> Taken:
        """An interview scored with another text than its own: on what means the same in both."""
        if interview.respondent.group not in bench.questionnaire.groups:
            self._refuse(piece, bench)
        interview = _without(interview, known.left_out | known.not_asked)
        not_asked = known.not_asked | short_of(interview, bench.questionnaire)
        scorer = self._benches.scorer(bench, not_asked)
        score = scorer.score(interview)
        left_out = known.left_out
        if score.invalid or score.unmatched:
            keys = {*score.invalid, *score.unmatched}
            left_out |= {question_of(key) for key in keys}
            interview = _without(interview, keys)
            score = scorer.score(interview)
        score = _scored_under(score, text, left_out)
        return Taken(bench.key, interview, score, piece.file, piece.line, not_asked=not_asked)

    @staticmethod
    def _refuse(piece: Piece, bench: Bench) -> None:
        """Find out what is wrong, and where.

        Raises:
            CfdiagError: every error of the interview against its questionnaire.
        """
        from cfdiag.formats.careful import examine_interview  # noqa: PLC0415  most interviews are sound

        _, faults = examine_interview(piece.data, piece.file, bench.questionnaire)
        errors = [fault for fault in faults if fault.severity == "error"]
        if not errors:
            # Both ways of reading should agree; where they do not, the interview is refused rather than
            # half counted.
            message = "answers that its questionnaire does not ask"
            hint = "`cfdiag check` shows every fault of the file"
            errors = [Diagnostic(Code.INVALID_ANSWER, message, Location(piece.file), hint)]
        raise CfdiagError(*errors)


def _scored_under(score: InterviewScore, text: TextAtHand, left_out: frozenset[str]) -> InterviewScore:
    """A score with what is said of the text that it was held with."""
    unknown = text == "missing" and score.overall is None
    reason = TEXT_MISSING if unknown else score.reason
    return msgspec.structs.replace(score, left_out=left_out, text=text, reason=reason)


def _without(interview: Interview, left_out: Collection[str]) -> Interview:
    """The interview without the answers to some questions, or without those of these keys."""
    answers = {
        key: answer
        for key, answer in interview.answers.items()
        if key not in left_out and question_of(key) not in left_out
    }
    return msgspec.structs.replace(interview, answers=answers)


def _because_of(faults: Sequence[Diagnostic], place: Location) -> Diagnostic:
    """Why an interview cannot be scored whose questionnaire cannot be had: once, and where it is mended."""
    first = faults[0]
    if first.location is None:
        return msgspec.structs.replace(first, location=place)
    import shlex  # noqa: PLC0415  few messages quote a command

    message = f"its questionnaire cannot be used: {first.location}: {first.message}"
    hint = f"`cfdiag check {shlex.quote(first.location.file)}` shows every fault of it"
    return Diagnostic(first.code, message, place, hint)


def _place_of(piece: Piece, word: bytes) -> Location:
    at = piece.data.find(word)
    if at < 0:
        return Location(piece.file)
    return Location(piece.file, *line_and_column(piece.data, at))


def _moved(diagnostic: Diagnostic, piece: Piece) -> Diagnostic:
    """The fault at its place in the whole file, when the interview is one line of many."""
    place = diagnostic.location
    if place is None:
        place = Location(piece.file, piece.line if piece.line > 1 else 0, 0)
    elif piece.line > 1:
        # Whoever mends it opens the whole file.
        line = max(place.line, 1) + piece.line - 1
        place = msgspec.structs.replace(place, line=line, column=max(place.column, 1))
    else:
        return diagnostic
    return msgspec.structs.replace(diagnostic, location=place)
