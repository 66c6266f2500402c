"""What a questionnaire asks of a group, answer by answer: the keys that a table's columns can stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from cfdiag.model.interview import answer_key
from cfdiag.model.questionnaire import Question, Questionnaire, Section

Items = Mapping[str, Mapping[str, str]]
"""`{section: {item: label}}`: what an engagement brings in the place of the questionnaire's own items."""


class AskedAbout(msgspec.Struct, frozen=True):
    """One question as it is put: once, or about one item."""

    key: str
    question: Question
    section: Section
    item: str = ""
    labels: tuple[str, ...] = ()
    """What the item is called, in every language."""


def keys_asked(
    questionnaire: Questionnaire, group: str = "", items: Items | None = None
) -> Iterator[AskedAbout]:
    """Everything that may be asked of a group, or of anybody, in the questionnaire's order."""
    for section in questionnaire.sections:
        listed: dict[str, tuple[str, ...]] = {"": ()}
        if section.repeat is not None:
            brought = (items or {}).get(section.id)
            own = {item: tuple(text_labels(section, item)) for item in section.repeat.items}
            listed = {item: (label,) for item, label in brought.items()} if brought else own
        for item, labels in listed.items():
            for question in section.questions:
                if not group or group in question.groups:
                    yield AskedAbout(
                        answer_key(section.id, item, question.id), question, section, item, labels
                    )


def text_labels(section: Section, item: str) -> Iterator[str]:
    """What an item of the questionnaire's own list is called, in every language."""
    label = section.repeat.items.get(item) if section.repeat is not None else None
    for by_language in label.wordings.values() if label is not None else ():
        yield from by_language.values()
