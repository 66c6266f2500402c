"""Which columns of responses say who answered: none is read in, unless a mapping asks for it by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache

import msgspec

from cfdiag.exchange.survey import LONGEST_NAME, Survey, SurveyColumn
from cfdiag.exchange.table import TableCell
from cfdiag.exchange.words import words
from cfdiag.model.interview import Answer

# From the beginning of a word alone: a long one would else be read again from each of its signs.
_EMAIL = re.compile(r"(?<![^\s@<>])[^\s@<>]+@[^\s@<>]+\.[^\s@<>]{2,}")
_IP = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}", re.IGNORECASE)
_PHONE = re.compile(r"\+?\(?\d[\d\s()./-]{7,18}\d")
_PLACE = re.compile(r"-?\d{1,3}\.\d{3,}[\s,;]+-?\d{1,3}\.\d{3,}(?:[\s,;]+-?\d+(?:\.\d+)?){0,2}")
_DAY = re.compile(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}.*")
_YOURS = re.compile(
    r"\b(?:your|uw|je|jouw|ihren?|votre|vos|su|seu|sua)\s+([^\[\]]+?)\s*[?:*]?\s*(?:\[|$)", re.IGNORECASE
)
"""'Please enter your address [Street]': what follows is what is asked for."""
_OPTIONAL = re.compile(
    r"\s*\((?:optional|optioneel|niet verplicht|freiwillig|facultatif|opcional|required)\)\s*[*:?]*$",
    re.IGNORECASE,
)
"""'Name (optional)'."""
_LEAST_DIGITS = 9
_SIGNS = frozenset("@.:")
"""One of these stands in every address and every place."""
_CALL = re.compile(r"(?<![\w.])\+?\(?\d[\d\s()/-]{7,18}\d(?![\w])")
_IN_TEXT = ((_EMAIL, "[e-mail]"), (_CALL, "[phone]"))


def personal_columns(survey: Survey, texts: Iterable[str] = ()) -> tuple[SurveyColumn, ...]:
    """The columns that say who answered: by the service, by a header, or by what most cells hold.

    Args:
        survey: the responses.
        texts: headers that are questions of the questionnaire, word for word: such a column is an answer.
    """
    own = frozenset(texts)
    return tuple(column for column in survey.columns if says_who(column, survey, own))


def says_who(column: SurveyColumn, survey: Survey, own: frozenset[str] = frozenset()) -> bool:
    """Whether a column says who answered; `own` are headers that are questions."""
    return _by_header(column, survey, own) or _by_cells(column, survey, _is_contact)


def key_says_who(column: SurveyColumn, survey: Survey) -> bool:
    """Whether a column that tells responses apart says who answered.

    A number of an order or a file may be as long as one to call; what is called begins with + or 0.
    """
    return _by_header(column, survey) or _by_cells(
        column, survey, lambda text: _is_contact(text) and (_is_address(text) or text.lstrip("(")[:1] in "+0")
    )


def _by_header(column: SurveyColumn, survey: Survey, own: frozenset[str] = frozenset()) -> bool:
    return survey.profile.is_personal(column.header) or (
        _asks_who(column, survey) and not own & {column.header, column.under}
    )


def _by_cells(column: SurveyColumn, survey: Survey, tells: Callable[[str], bool]) -> bool:
    """Whether at least half of what is filled in are addresses, numbers or places."""
    return not survey.profile.is_beside(column.header) and _are_most(survey.counted(column), tells)


def _asks_who(column: SurveyColumn, survey: Survey) -> bool:
    """Whether a header asks for what tells people apart; as a part of a question not, where it is rated."""
    header, under = (" ".join(name.split()) for name in (column.header, column.under))
    whole = [header, header.rpartition("/")[2]]
    whole += [_OPTIONAL.sub("", header)] if len(header) <= LONGEST_NAME else []
    short = (name for name in (header, under) if len(name) <= LONGEST_NAME)
    whole += [found[1] for name in short if (found := _YOURS.search(name))]
    # Only a whole header: a question about e-mail is no address.
    if any(_tight(name) in _personal() for name in whole if name):
        return True
    parts = [name for name in (under, _in_brackets(header)) if name and _tight(name) in _personal()]
    return bool(parts) and not is_rated(survey.counted(column))


@lru_cache(maxsize=1)
def _personal() -> frozenset[str]:
    return frozenset(_tight(word) for word in words().survey["personal"])


def is_rated(cells: Iterable[TableCell]) -> bool:
    """Whether a column holds steps of a scale, and nothing else."""
    filled = {str(cell).strip() for cell in cells}
    return bool(filled) and all(len(text) <= 2 and text.isdigit() for text in filled)  # noqa: PLR2004  0 to 10


def _tight(header: str) -> str:
    """A header without blanks and what stands for them: `e_mail`, `E-mail` and `email` are one."""
    return "".join(re.findall(r"[^\W_]+", header.casefold()))


def _in_brackets(header: str) -> str:
    found = re.search(r"\[([^\[\]]*)\]\s*$", header)
    return found[1] if found else ""


def _are_most(filled: Counter[TableCell], fits: Callable[[str], bool]) -> bool:
    total, others = filled.total(), 0
    for cell, n in filled.items():
        others += 0 if fits(str(cell).strip()) else n
        # Half of a column of ids is enough to know that it holds something else.
        if 2 * others > total:
            return False
    return total > 0


def _is_contact(text: str) -> bool:
    if len(text) < _LEAST_DIGITS and not _SIGNS & set(text):
        return False  # most cells: neither an address nor long enough for a number
    if _is_address(text):
        return True
    # A bare row of digits is as likely an amount or a number of an order.
    apart = not text.isdigit() or text.startswith("0")
    if not apart or not _PHONE.fullmatch(text) or _DAY.fullmatch(text):
        return False
    return sum(sign.isdigit() for sign in text) >= _LEAST_DIGITS


def _is_address(text: str) -> bool:
    """Whether a cell is the address of a mail or a machine, or a place on the map."""
    return any(pattern.fullmatch(text) for pattern in (_EMAIL, _IP, _PLACE))


def has_contact(text: str) -> bool:
    """Whether somebody wrote an address or a number into their answer."""
    return any(_enough(found[0], mark) for pattern, mark in _IN_TEXT for found in pattern.finditer(text))


def without_contacts(text: str) -> str:
    """The text with `[e-mail]` and `[phone]` in the place of what they are."""
    for pattern, mark in _IN_TEXT:
        text = _marked(text, pattern, mark)
    return text


def answer_has_contact(answer: Answer) -> bool:
    """Whether somebody wrote an address or a number into an answer or beside it."""
    said = answer.value if isinstance(answer.value, str) else ""
    return any(text and has_contact(text) for text in (said, answer.note, answer.evidence))


def answer_without_contacts(answer: Answer) -> Answer:
    """The answer with its texts, and what stands beside it, as `without_contacts` makes them."""
    value = without_contacts(answer.value) if isinstance(answer.value, str) else answer.value
    note, evidence = without_contacts(answer.note), without_contacts(answer.evidence)
    return msgspec.structs.replace(answer, value=value, note=note, evidence=evidence)


def _marked(text: str, pattern: re.Pattern[str], mark: str) -> str:
    return pattern.sub(lambda found: mark if _enough(found[0], mark) else found[0], text)


def _enough(found: str, mark: str) -> bool:
    """A short row of digits is a figure or a day, not a number to call."""
    return mark != "[phone]" or (
        sum(sign.isdigit() for sign in found) >= _LEAST_DIGITS and not _DAY.fullmatch(found)
    )
