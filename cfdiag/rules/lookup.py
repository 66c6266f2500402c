"""What an interview holds for conditions: answers by question, of the same item first, and its items."""

from __future__ import annotations

from collections.abc import Mapping

from cfdiag.model.expression import UNKNOWN, Value
from cfdiag.model.interview import Answer, Interview, answer_key, split_key


class AnswerLookup:
    """What a condition may ask of one interview: answers, of the same item first, and the group.

    Args:
        answers: by their keys; while an interview is walked through they may still grow.
        group: the respondent's group.
        section: the repeated section that the condition stands in; empty elsewhere.
        item: the item of that section that is asked about.
    """

    def __init__(self, answers: Mapping[str, Answer], group: str, section: str = "", item: str = "") -> None:
        self._answers, self._group, self._section, self._item = answers, group, section, item

    def name(self, path: tuple[str, ...]) -> Value:
        """The value of an answer by its question's id; of what is not answered, UNKNOWN."""
        return self.value(path[0]) if len(path) == 1 else UNKNOWN

    def value(self, name: str) -> Value:
        """The same, where the name stands alone."""
        answers = self._answers
        answer = answers.get(answer_key(self._section, self._item, name)) if self._item else None
        # What was asked once holds for every item.
        answer = answer or answers.get(name)
        if answer is not None:
            known = answer.status == "answered" and answer.value is not None
            value = tuple(answer.value) if isinstance(answer.value, list) else answer.value
            return value if known else UNKNOWN
        return self._group if name == "group" else UNKNOWN

    def call(self, function: str, arguments: tuple[Value, ...]) -> Value:
        """Functions belong to rules; in a condition every one is unknown."""
        del function, arguments
        return UNKNOWN


class SpeakerLookup(AnswerLookup):
    """What the conditions of a repeat's speaker may ask about one item.

    What was asked of the same person in another repeated section counts too: an item of the same label there.

    Args:
        interview: which holds the answers.
        section: the repeated section of that person.
        item: the item that stands for them.
    """

    def __init__(self, interview: Interview, section: str, item: str) -> None:
        super().__init__(interview.answers, interview.respondent.group, section, item)
        self._interview = interview

    def name(self, path: tuple[str, ...]) -> Value:
        """The value of an answer: about this item, about the same person elsewhere, else of the interview."""
        section, item, _ = [*self.key(path[0]).split("/"), "", ""][:3] if len(path) == 1 else ("", "", "")
        if not item:
            return super().name(path)
        return AnswerLookup(self._answers, self._group, section, item).name(path)

    def key(self, question: str) -> str:
        """The key of the answer that counts for this person; empty where there is none."""
        interview, here = self._interview, self._interview.items.get(self._section, {}).get(self._item, "")
        same = [
            answer_key(section, item, question)
            for section, items in interview.items.items()
            for item, label in items.items()
            # The same guest is typed twice, by hand: invited on one list, quoted on another.
            if here and label.strip().casefold() == here.strip().casefold()
        ]
        keys = (answer_key(self._section, self._item, question), *same, question)
        return next((key for key in keys if key in interview.answers), "")


def items_of(interview: Interview, section: str) -> list[str]:
    """The items of a repeated section: those that are listed, then those that only answers name."""
    found = dict.fromkeys(interview.items.get(section, ()))
    start = section + "/"
    for key in interview.answers:
        if key.startswith(start) and (item := split_key(key)[1]):
            found.setdefault(item)
    return list(found)


def items_of_interview(interview: Interview) -> dict[str, list[str]]:
    """By repeated section its items: those that are listed, then those that only answers name."""
    found = {section: dict.fromkeys(items) for section, items in interview.items.items()}
    for key in interview.answers:
        if "/" in key:
            section, item, _ = split_key(key)
            if item:
                found.setdefault(section, {}).setdefault(item)
    return {section: list(items) for section, items in found.items()}
