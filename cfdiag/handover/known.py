"""What lists and talks together know of each account of a territory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

import msgspec

from cfdiag.exchange.account_names import find_account, likeness
from cfdiag.handover.leaver_before import FROM_THE_LIST, TO_FACTS
from cfdiag.handover.told import CUSTOMER_SAID, ToldOfAccount, told_by
from cfdiag.handover.values import HANDOVER, KnownAccount, KnownFrom
from cfdiag.model.account import Account, Amount
from cfdiag.model.interview import Interview
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import ARRIVER, LEAVER, Side

FROM_MEMORY = "memory"


class HeardTalk(msgspec.Struct, frozen=True):
    """An interview of the engagement: on which side, and whether its words may be shown."""

    interview: Interview
    side: Side = "inside"
    words: bool = True


class AccountWords:
    """Which account each word of an interview means; words that differ in case and blanks only are one."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self._accounts = accounts
        self._meant: dict[str, str] = {}

    def key(self, word: str) -> str:
        """The id of the account in the list, else the word as it was said first."""
        if same(word) not in self._meant:
            # Each word once: in a territory of hundreds everybody writes the same few names.
            account = find_account(word, self._accounts).account if word else None
            self._meant[same(word)] = account.id if account else word
        return self._meant[same(word)]


def known_accounts(
    accounts: Sequence[Account], talks: Iterable[HeardTalk], customers: Collection[str] | None = None
) -> tuple[KnownAccount, ...]:
    """Every account of the list, then those that only a talk of a handover is about.

    Args:
        accounts: as the list has them.
        talks: all interviews; a handover that names no account is about one without a name.
        customers: where the talks are those of the handover alone, the accounts whose customers were heard,
            an empty one for customers who did not say theirs: how many colleagues were is then not known.
    """
    heard: dict[str, list[HeardTalk]] = defaultdict(list)
    meant = AccountWords(accounts)
    for talk in talks:
        heard[meant.key(talk.interview.respondent.account or "")].append(talk)
    # A leaver says an amount and no currency: it is that of the list, where that has only one.
    currency = _only_currency(accounts)
    found = [
        _known(account.id, account.name, account, heard.get(account.id, ()), currency) for account in accounts
    ]
    listed = {account.id for account in accounts}
    for key, several in heard.items():
        if key not in listed and any(talk.interview.questionnaire.id == HANDOVER for talk in several):
            found.append(_known(key, key, None, several, currency))
    if customers is None:
        return tuple(found)
    voices = {meant.key(word) for word in customers}
    perhaps = None if "" in voices else False
    return tuple(
        msgspec.structs.replace(each, colleagues=None, customer=True if each.key in voices else perhaps)
        for each in found
    )


def _only_currency(accounts: Sequence[Account]) -> str:
    found = {value.currency for account in accounts for value in account.value if value.currency}
    return found.pop() if len(found) == 1 else ""


def _known(
    key: str, name: str, row: Account | None, talks: Sequence[HeardTalk], currency: str
) -> KnownAccount:
    mine = [talk for talk in talks if talk.interview.questionnaire.id == HANDOVER]
    leaver, arriver = (
        told_by([t.interview for t in mine if t.words and t.interview.respondent.group == group])
        for group in (LEAVER, ARRIVER)
    )
    others = [talk for talk in talks if talk.interview.questionnaire.id != HANDOVER]
    account = KnownAccount(
        key=key,
        name=name,
        row=row,
        leaver=leaver.interview,
        arriver=arriver.interview,
        talked=leaver.talked,
        first_visit=arriver.day("first_visit_date"),
        comes_along={"yes": True, "no": False}.get(str(leaver.value("visit_together"))),
        filled_in=leaver.row,
        colleagues=sum(t.side == "inside" and t.interview.finished is not None for t in others),
        customer=any(t.side != "inside" and t.interview.finished is not None for t in others),
        withheld=any(not talk.words for talk in mine),
        differs=leaver.differs,
        contacts=tuple(leaver.contacts(arriver)),
        promises=tuple(leaver.promises(arriver)),
    )
    return _with_facts(account, leaver, currency)


def _with_facts(account: KnownAccount, leaver: ToldOfAccount, currency: str) -> KnownAccount:
    """Value, renewal and last contact: as it was told, else as the list has it; of two contacts the later.

    What the leaver's table takes away is not known, whatever the list has.
    """
    of_value, of_renewal, of_contact = (
        _Listed(leaver, TO_FACTS[field], account.row, field) for field in FROM_THE_LIST
    )
    row = account.row
    worth = leaver.value("account_value")
    own = row.value[0].currency if row and len(row.value) == 1 else currency
    told = isinstance(worth, (int, float)) and not isinstance(worth, bool)
    value = (Amount(float(worth), own),) if isinstance(worth, (int, float)) else of_value.row.value
    renewal = leaver.day("renewal_date")
    spoken = leaver.day("last_contact")
    # Of two contacts the later is the last one; a list is often behind, and so is a memory.
    latest = max((day for day in (spoken, of_contact.row.last_contact) if day is not None), default=None)
    could_end = leaver.answer("could_end")
    return msgspec.structs.replace(
        account,
        value=value,
        value_source=leaver.source("account_value") if told else of_value.source,
        from_memory=told and leaver.value("value_source") == FROM_MEMORY,
        renewal=renewal or of_renewal.row.renewal,
        renewal_source=leaver.source("renewal_date") if renewal else of_renewal.source,
        last_contact=latest,
        last_contact_source=(
            leaver.source("last_contact") if latest and latest == spoken else of_contact.source
        ),
        # Only what the customer said puts an account in danger: a feeling of the leaver is shown as one.
        could_end=str(could_end.value) if could_end and CUSTOMER_SAID in could_end.tags else "",
        could_end_source=leaver.source("could_end"),
    )


class _Listed:
    """What a list says in answer to a question: nothing where there is none, or the leaver took it away."""

    def __init__(self, leaver: ToldOfAccount, question: str, row: Account | None, field: str) -> None:
        gone = leaver.taken_away(question)
        listed = KnownFrom(line=row.source_of(field)) if row else KnownFrom()
        self.row = row if row is not None and not gone else _NOT_LISTED
        self.source = leaver.source(question) if gone else listed


_NOT_LISTED = Account(id="", name="")


def spelled_alike(accounts: Sequence[KnownAccount]) -> tuple[tuple[str, ...], ...]:
    """Names that differ in marks, diacritics or legal form only: all are kept, and told."""
    groups: dict[str, list[str]] = defaultdict(list)
    for account in accounts:
        groups[likeness(account.name)].append(account.name)
    return tuple(tuple(names) for names in groups.values() if len(names) > 1)


def last_day_told(talks: Iterable[HeardTalk], questionnaire: str) -> date | None:
    """The last day of the leaver, by the latest talk about the territory as a whole."""
    told = [
        told_by([t.interview]).day("last_day") for t in talks if t.interview.questionnaire.id == questionnaire
    ]
    return max((day for day in told if day is not None), default=None)
