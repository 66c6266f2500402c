"""Accounts: who was heard about each, and what the list of them holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from cfdiag.api.handover.talks import talk_of
from cfdiag.api.status.facts import OnFile, StatusFacts
from cfdiag.exchange.account_names import find_account
from cfdiag.handover.known import known_accounts
from cfdiag.model.account import Account
from cfdiag.model.questionnaire import ARRIVER, LEAVER
from cfdiag.model.status import AccountHeard


class HeardByAccount:
    """The interviews that are finished, by the account they are about."""

    def __init__(self, facts: StatusFacts) -> None:
        self.facts = facts
        self.listed = facts.engagement.listed_accounts()
        self.held: dict[str, list[OnFile]] = defaultdict(list)
        """By the account's id, or by the word that was said for one that the list does not have."""
        self._ids: dict[str, str] = {}
        self.also: dict[str, dict[str, None]] = defaultdict(dict)
        """By id: words that were taken for an account because nothing else is alike."""
        for each in facts.finished():
            word = each.interview.respondent.account
            if word:
                if word not in self._ids:
                    self._ids[word] = self._id(word)
                self.held[self._ids[word]].append(each)

    def accounts(self) -> Iterator[AccountHeard]:
        """Every account of the list, then those that only an interview knows."""
        for account in self.listed:
            also = list(self.also.get(account.id, ()))
            yield self._heard(account.name, self.held.get(account.id, ()), also=also)
        known = {account.id for account in self.listed}
        for word, several in self.held.items():
            if word not in known:
                yield self._heard(word, several, listed=False)

    def without_customer(self) -> int:
        """How many accounts of the list no customer spoke for."""
        return sum(not each.customer for each in self.accounts() if each.listed)

    def _id(self, word: str) -> str:
        match = find_account(word, self.listed)
        if match.account is None:
            return word
        if match.by == "likeness":
            self.also[match.account.id][word] = None
        return match.account.id

    def _heard(
        self, name: str, several: Sequence[OnFile], *, also: Sequence[str] = (), listed: bool = True
    ) -> AccountHeard:
        groups = [each.interview.respondent.group for each in several if not self.facts.is_outside(each.cell)]
        return AccountHeard(
            account=name,
            leaver=LEAVER in groups,
            arriver=ARRIVER in groups,
            colleagues=sum(group not in (LEAVER, ARRIVER) for group in groups),
            customer=len(groups) < len(several),
            also=list(also),
            listed=listed,
        )


def with_told_values(accounts: Sequence[Account], facts: StatusFacts) -> tuple[Account, ...]:
    """The accounts of the list, each with what it is worth: as the leaver told it, else as listed."""
    held = ((each.interview, facts.known.get(each.interview.questionnaire.id)) for each in facts.finished())
    # Whoever agreed to be counted only tells no figure of their own.
    talks = [talk_of(interview, questionnaire) for interview, questionnaire in held if questionnaire]
    values = {each.key: each.value for each in known_accounts(accounts, talks)}
    return tuple(msgspec.structs.replace(each, value=values[each.id]) for each in accounts)
