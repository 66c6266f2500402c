"""What leaver and arriver told of one account: the last talk, a table filled in, and the read-back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from cfdiag.formats.moments import day_of, in_order
from cfdiag.handover.values import KnownContact, KnownFrom, KnownPromise
from cfdiag.model.interview import Answer, AnswerValue, Interview, answer_key, split_key
from cfdiag.model.listed import same
from cfdiag.questions import TYPES

FILLED_IN = "leaver"
"""Under `extra.import.profile`: a row of the table that a leaver filled in."""
NOT_NAMED = "not_named"
"""Under `extra.import`: the items of promises that the table named before, and not any more."""
CUSTOMER_SAID = "said"
"""The tag of what the customer said; anything else is somebody's own."""
CONTACTS, PROMISES = "contacts", "promises"
KNOWS = "contact_knows"
"""How many of us a contact knows: a table asks it of all of them at once."""


class ToldOfAccount(msgspec.Struct, frozen=True):
    """Interviews with one person about one account, as one; and where each answer comes from."""

    interview: Interview | None
    sources: dict[str, KnownFrom] = {}
    """By the answer's key, and by `section/item` for the items of a list."""
    talked: bool = False
    row: Interview | None = None
    """What stands in the table that was filled in, alone."""
    differs: tuple[str, ...] = ()

    def answer(self, id_: str, section: str = "", item: str = "") -> Answer | None:
        """The answer, or None where the question is open."""
        found = self.interview.answers.get(answer_key(section, item, id_)) if self.interview else None
        return found if found is not None and found.status == "answered" else None

    def value(self, id_: str, section: str = "", item: str = "") -> AnswerValue:
        """The stored value, or None."""
        found = self.answer(id_, section, item)
        return found.value if found else None

    def day(self, id_: str, section: str = "", item: str = "") -> date | None:
        """A date; of a month or a year its last day."""
        value = self.value(id_, section, item)
        try:
            return TYPES["date"].day(value, date.max) if isinstance(value, str) else None
        except (ValueError, OverflowError):
            return None

    def taken_away(self, id_: str) -> bool:
        """Whether the table that was filled in says that nobody knows this, and no talk says more.

        In a talk 'I don't know' is about the leaver: there they need not have seen what a list holds.
        """
        dashed = self.row.answers.get(id_) if self.row is not None else None
        return dashed is not None and dashed.status == "unknown" and self.answer(id_) is None

    def items(self, section: str) -> dict[str, str]:
        """The items of a list, by id."""
        return self.interview.items.get(section, {}) if self.interview else {}

    def source(self, id_: str, section: str = "", item: str = "") -> KnownFrom:
        """Where an answer comes from."""
        return self.sources.get(answer_key(section, item, id_), KnownFrom())

    def contacts(self, arriver: ToldOfAccount) -> Iterator[KnownContact]:
        """The people there, and whether either side says that they met the successor."""
        met = {
            same(label)
            for told in (self, arriver)
            for item, label in told.items(CONTACTS).items()
            if told.value("contact_introduced", CONTACTS, item) == "yes"
        }
        for item, label in self.items(CONTACTS).items():
            roles = self.value("contact_role", CONTACTS, item)
            yield KnownContact(
                name=label,
                roles=tuple(roles) if isinstance(roles, list) else (),
                knows=str(self.value(KNOWS, CONTACTS, item) or ""),
                introduced=same(label) in met,
                source=self.sources.get(f"{CONTACTS}/{item}", KnownFrom()),
            )

    def promises(self, arriver: ToldOfAccount) -> Iterator[KnownPromise]:
        """The promises, each with what the arriver said of it; what the arriver alone names comes last."""
        theirs, left = dict(arriver.items(PROMISES)), not_named(self.row)
        for item, label in self.items(PROMISES).items():
            match = next(
                (i for i, other in theirs.items() if i == item and _taken(arriver, item)),
                next((i for i, other in theirs.items() if same(other) == same(label)), ""),
            )
            theirs.pop(match, None)
            yield KnownPromise(
                what=label,
                item=item,
                due=self.day("promise_due", PROMISES, item),
                state=str(self.value("promise_state", PROMISES, item) or ""),
                read_back=str(arriver.value("promise_read_back", PROMISES, match) or "") if match else "",
                source=self.sources.get(f"{PROMISES}/{item}", KnownFrom()),
                named=same(label) not in left,
            )
        for item, label in theirs.items():
            yield KnownPromise(
                what=label,
                read_back=str(arriver.value("promise_read_back", PROMISES, item) or ""),
                source=arriver.sources.get(f"{PROMISES}/{item}", KnownFrom()),
            )


def _taken(arriver: ToldOfAccount, item: str) -> bool:
    """Whether an item of the arriver's list came from the leaver's: then it is the same by its id."""
    taken = arriver.interview.taken_from.get(PROMISES) if arriver.interview else None
    return taken is not None and any(split_key(key)[1] == item for key in taken.answers)


def is_filled_in(interview: Interview) -> bool:
    """Whether it is a row of the table that a leaver filled in, and no talk."""
    made = interview.extra.get("import")
    return isinstance(made, dict) and made.get("profile") == FILLED_IN


def not_named(row: Interview | None) -> frozenset[str]:
    """The promises that a table named before and not any more, by their words as `same` has them."""
    made = row.extra.get("import") if row is not None else None
    ids = made.get(NOT_NAMED) if isinstance(made, dict) else None
    told = row.items.get(PROMISES, {}) if row is not None else {}
    return frozenset(same(what) for item, what in told.items() if isinstance(ids, list) and item in ids)


def told_by(interviews: Sequence[Interview]) -> ToldOfAccount:
    """What several interviews with one person about one account come to.

    The talk that was finished last counts, and before one that was not; where two differ it is noted. What a
    table holds lies beneath it, question by question; of its lists what the talk does not name is kept.
    """
    talks = sorted((i for i in interviews if not is_filled_in(i)), key=_claim)
    rows = sorted((i for i in interviews if is_filled_in(i)), key=_claim)
    layers = [*rows[-1:], *talks[-1:]]
    if not layers:
        return ToldOfAccount(None)
    made, sources = layers[0], dict(_sources(layers[0]))
    for upper in layers[1:]:
        made, sources = _laid_over(made, sources, upper)
    row = rows[-1] if rows else None
    return ToldOfAccount(made, sources, bool(talks), row, tuple(_differences(talks)))


def _claim(interview: Interview) -> tuple[bool, str]:
    return interview.finished is not None, in_order(interview.finished or interview.started)


def _sources(interview: Interview) -> Iterator[tuple[str, KnownFrom]]:
    who = interview.respondent.name or ""
    day = day_of(interview.finished or interview.started)
    own = KnownFrom(interview=interview.id, who=who, day=day)
    for section, items in interview.items.items():
        for item in items:
            yield f"{section}/{item}", own
    for key, answer in interview.answers.items():
        line = answer.evidence if is_filled_in(interview) else ""
        source = KnownFrom(line=line, interview=interview.id, who=who, day=day)
        yield key, source
        section, item, _ = split_key(key)
        if section and line:
            yield f"{section}/{item}", source


def _laid_over(
    lower: Interview, sources: dict[str, KnownFrom], upper: Interview
) -> tuple[Interview, dict[str, KnownFrom]]:
    """A talk over a table: its answers count, and of the table's lists stays what it does not name."""
    items = {section: dict(several) for section, several in upper.items.items()}
    answers = {
        key: answer
        for key, answer in lower.answers.items()
        if not split_key(key)[0] and _is_open(upper.answers.get(key))
    }
    kept = {key: source for key, source in sources.items() if key in answers}
    for section, several in lower.items.items():
        mine = items.setdefault(section, {})
        named = {same(label) for label in mine.values()}
        for item, label in several.items():
            if same(label) in named:
                continue
            new = item if item not in mine else _free(mine)
            mine[new] = label
            kept[f"{section}/{new}"] = sources.get(f"{section}/{item}", KnownFrom())
            for key, answer in lower.answers.items():
                if split_key(key)[:2] == (section, item):
                    moved = answer_key(section, new, split_key(key)[2])
                    answers[moved] = answer
                    kept[moved] = sources.get(key, KnownFrom())
    over = {key: answer for key, answer in upper.answers.items() if key not in answers}
    return (
        msgspec.structs.replace(upper, items=items, answers={**answers, **over}),
        {**dict(_sources(upper)), **kept},
    )


def _is_open(answer: Answer | None) -> bool:
    return answer is None or answer.status != "answered"


def _free(taken: Iterable[str]) -> str:
    """An id for an item that no other one has."""
    used = set(taken)
    return next(f"i{n}" for n in range(1, len(used) + 2) if f"i{n}" not in used)


def _differences(talks: Sequence[Interview]) -> Iterator[str]:
    """The questions that the last two talks answer differently."""
    if len(talks) < 2:  # noqa: PLR2004  two talks
        return
    earlier, later = talks[-2].answers, talks[-1].answers
    for key, answer in later.items():
        before = earlier.get(key)
        if before is None or split_key(key)[0] or not before.status == answer.status == "answered":
            continue
        if before.value != answer.value:
            yield key
