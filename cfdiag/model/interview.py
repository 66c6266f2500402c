"""An interview: one respondent, one questionnaire. The structs are the JSON file, key for key.

No `from __future__ import annotations` here: whoever decodes these would evaluate a text for every field.
"""

from enum import Enum
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

INTERVIEW_FORMAT = "cfdiag/interview@1"

Status = Literal["answered", "skipped", "unknown", "not_applicable"]
Basis = Literal["guess", "figures", "hearsay", "first_hand"]
HeldMode = Literal["in_person", "phone", "alone"]
"""How an interview is held here."""
Mode = Literal["in_person", "phone", "alone", "imported"]
Form = Literal["full", "essentials"]
AnswerValue = int | float | str | list[str] | None
Moment = Annotated[
    str,
    msgspec.Meta(
        description="RFC 3339: 2026-11-22, or 2026-11-22T09:00:00Z",
        extra_json_schema={"anyOf": [{"format": "date"}, {"format": "date-time"}]},
    ),
]
"""Read by `formats.moments`; a file with another text is read, and `check` says so."""


class Consent(str, Enum):
    """What may become of somebody's words. None, where nobody has asked yet, is none of these.

    Files of 0.1 say `attributed` and `anonymous`; they are read, and never written.
    """

    NAMED = "named"
    """Words with the name."""
    QUOTED = "quoted"
    """Words without the name."""
    COUNTED = "counted"
    """Figures only."""

    @classmethod
    def _missing_(cls, value: object) -> "Consent | None":
        return (
            {"attributed": cls.NAMED, "anonymous": cls.COUNTED}.get(value) if isinstance(value, str) else None
        )

    def __str__(self) -> str:
        return self.value


LETS_WORDS_OUT: tuple[Consent, ...] = (Consent.NAMED, Consent.QUOTED)
"""With these somebody's words may be shown; with no other, and not where nobody has asked."""
_STRICTNESS = {Consent.NAMED: 0, Consent.QUOTED: 1, None: 2, Consent.COUNTED: 3}


def stricter(one: Consent | None, other: Consent | None) -> Consent | None:
    """The one of two consents that lets less out: silence less than a yes, a no less than silence."""
    return max(one, other, key=_STRICTNESS.__getitem__)


class QuestionnaireRef(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which questionnaire, to the byte; who writes a file by hand may leave out all but the id."""

    id: str
    version: str = ""
    sha256: str = ""


class Respondent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who answered. Only the group is required; a name stays in the file."""

    group: str
    id: str | None = None
    name: str | None = None
    organisation: str | None = None
    department: str | None = None
    account: str | None = None
    consent: Consent | None = None
    consent_at: Moment | None = None
    """When they said so."""
    extra: dict[str, Any] = {}


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """One answer. `value` holds option ids and numbers, never labels; null unless answered."""

    status: Status
    value: AnswerValue = None
    importance: int | None = None
    importance_status: Status | None = None
    basis: Basis | None = None
    note: str = ""
    evidence: str = ""
    quotable: bool = False
    """These words may be quoted without the name, whatever was agreed for the rest."""
    # Neither a list nor a dictionary for each of a million answers.
    tags: tuple[str, ...] = ()
    at: str = ""
    extra: dict[str, Any] | UnsetType = UNSET


class LooseRemark(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words caught between two questions; filed to one afterwards (its answer's key), or left loose."""

    text: str
    at: Moment | None = None
    question: str | None = None


class TakenFrom(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a section took from somebody else's interview: shown, never scored, and that person's own."""

    id: str
    """The other interview's id."""
    sha256: str = ""
    """Of its file."""
    answers: dict[str, Answer] = {}


End = int | float | str


class Interview(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"taken_from": "from"}
):
    """The saved file. Keys of `answers`: a question's id, or `section/item/question`."""

    format: str = INTERVIEW_FORMAT
    id: str
    tool: str = ""
    questionnaire: QuestionnaireRef
    language: str = "en"
    respondent: Respondent
    mode: Mode | None = None
    """How it was held."""
    form: Form = "full"
    """Which questions were to be asked: all, or the essentials only."""
    interviewer: str | None = None
    started: Moment | None = None
    finished: Moment | None = None
    continues: str | None = None
    """The id of the interview whose second half this is."""
    scales: dict[str, list[End]] = {}
    """The ends of each rated question's scale, or its options' ids, as they were when it was finished."""
    taken_from: dict[str, TakenFrom] = {}
    """By section: the other's answers that this one began with (`from` in the file)."""
    items: dict[str, dict[str, str]] = {}
    answers: dict[str, Answer]
    remarks: list[LooseRemark] = []
    set_aside: dict[str, Answer] = {}
    extra: dict[str, Any] = {}


REOPENED = "reopened"
"""Under `extra`: how often a finished interview was taken up again; of two copies the later one says more."""


def was_heard(interview: Interview) -> bool:
    """Whether anything was answered, if only with 'don't know': what was all passed by is nobody heard."""
    for answer in interview.answers.values():  # noqa: SIM110  the first one says so: a loop begins sooner
        if answer.status != "skipped":
            return True
    return False


def times_reopened(interview: Interview) -> int:
    """How often a finished interview was taken up again, as far as its file says."""
    found = interview.extra.get(REOPENED)
    return found if isinstance(found, int) and found > 0 else 0


def answer_key(section: str, item: str, question: str) -> str:
    """The key of an answer: the question's id, or `section/item/question` in a repeated section."""
    return f"{section}/{item}/{question}" if item else question


def split_key(key: str) -> tuple[str, str, str]:
    """Section, item and question of an answer's key; asked once, the first two are empty."""
    section, _, rest = key.partition("/")
    item, _, question = rest.partition("/")
    return (section, item, question) if question else ("", "", key)


def question_of(key: str) -> str:
    """The question's id in an answer's key."""
    return key.rsplit("/", 1)[-1]


_LARGEST_EXACT = 2**53


def whole_number(value: object) -> object:
    """A number without a fraction as the whole number that it is: spreadsheets and R write 4 as 4.0."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_EXACT:
        return int(value)
    return value
