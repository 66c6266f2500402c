"""What answers are made of: scales with their labels, options, sets of options by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cfdiag.documents.fields import Context
from cfdiag.documents.records import Record
from cfdiag.formats.questionnaire.parts import Parts
from cfdiag.ground.codes import Code
from cfdiag.locales.catalogue import BASE, LANGUAGES, locale_for
from cfdiag.model.questionnaire import Option, Scale
from cfdiag.model.text import ANY_GROUP, Text

OTHER_OPTION = "other"
"""The id of the option that `other: true` brings."""


class AnswerParts(Parts):
    """Builds scales and options."""

    def __init__(self, record: Record, context: Context) -> None:
        super().__init__(record, context)
        self.scales: dict[str, Scale] = {}
        self.answer_sets: dict[str, list[Option]] = {}

    def answers(self) -> None:
        """Build the scales and the sets of options that questions name."""
        self.scales = {
            id_: scale for id_, r in self.record.get("scales", {}).items() if (scale := self._scale(id_, r))
        }
        self.answer_sets = {id_: _options_of(r) for id_, r in self.record.get("answer_sets", {}).items()}

    def _scale(self, id_: str, record: Record) -> Scale | None:
        least, most = record.get("min"), record.get("max")
        if least is None or most is None:
            return None
        if least >= most:
            self.faults.add(Code.BAD_VALUE, "the scale's max must be above its min", record.at("max"))
            return None
        step = record.get("step", 1)
        if (most - least) % step:
            message = f"from {least}, steps of {step} never reach {most}"
            self.faults.add(Code.BAD_VALUE, message, record.at("step"), "choose one that divides the scale")
            return None
        scale = Scale(id_, least, most, {}, step)
        labels: dict[int, Text] = {}
        for at, label in record.get("labels", {}).items():
            if int(at) in scale.values:
                labels[int(at)] = label
            else:
                place = record.inner("labels").value[at].key_at
                apart = f" in steps of {step}" if step > 1 else ""
                hint = f"it goes from {least} to {most}{apart}"
                self.faults.add(Code.BAD_VALUE, f"the scale has no step {at}", place, hint)
        written = list(labels)
        downwards = len(written) > 1 and written == sorted(written, reverse=True)
        return Scale(id_, least, most, labels, step, downwards)

    def options(self, record: Record) -> tuple[Option, ...]:
        """The options of a question: its own, those of the set that it names, 'something else'."""
        written = record.get("options", {})
        if isinstance(written, str):
            self.refer(written, record.inner("options"), self.declared("answer_sets"), "set")
        named = self.answer_sets.get(written, []) if isinstance(written, str) else _options_of(written)
        options = list(named)
        if record.get("other", False) and any(option.id == OTHER_OPTION for option in options):
            message, hint = f"there is an option '{OTHER_OPTION}' already", "leave it out, or other: true"
            self.faults.add(Code.DUPLICATE_ID, message, record.at("other"), hint)
        elif record.get("other", False):
            options.append(Option(OTHER_OPTION, tool_text("Something else"), open=True))
        return tuple(options)

    def declared_options(self, record: Record) -> int:
        """How many options a question has in the file, broken ones too."""
        node = record.inner("options") if "options" in record else None
        if node is not None and isinstance(node.value, str):
            return len(self.record.inner("answer_sets").value.get(node.value, node).value or ())
        return len(node.value) if node is not None else 0


def _options_of(entries: Mapping[str, Mapping[str, Any]]) -> list[Option]:
    return [
        Option(option, entry["label"], _float(entry.get("points")), entry.get("exclusive", False))
        for option, entry in entries.items()
        if "label" in entry
    ]


def _float(value: float | None) -> float | None:
    return None if value is None else float(value)


def tool_text(sentence: str) -> Text:
    """A sentence of the tool, in all its languages, where a questionnaire says nothing."""
    return Text({ANY_GROUP: {language: locale_for(language)(sentence) for language in LANGUAGES}}, BASE)
