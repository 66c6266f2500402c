"""What a questionnaire says as a whole: every name it uses exists, and every rule can come true."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import msgspec

from cfdiag.documents.faults import suggest, within
from cfdiag.documents.nodes import Node
from cfdiag.documents.records import Record
from cfdiag.formats.questionnaire.build import Builder
from cfdiag.formats.questionnaire.templates import template_faults
from cfdiag.ground.codes import Code
from cfdiag.model.expression import Call, Expression
from cfdiag.model.questionnaire import Questionnaire, Section, Speaker
from cfdiag.questions import TYPES
from cfdiag.rules.about import SAID_OF
from cfdiag.rules.about_text import check_about, check_done_when
from cfdiag.rules.check import Note, check_condition, check_consent, check_rule, check_together
from cfdiag.rules.domains import NameFault, Names
from cfdiag.rules.facts import domain
from cfdiag.rules.say import NAMED_IN_TEXTS


def check_meaning(questionnaire: Questionnaire, builder: Builder) -> None:
    """Note what is wrong between the parts of a questionnaire.

    Works on what could be read: a part with a fault of its own gives rise to no second one.
    """
    whole = not builder.faults.errors()
    names = Names(questionnaire, _Everything() if builder.nameless else builder.broken(questionnaire))
    if whole:
        _check_dimensions(questionnaire, builder)
        _check_groups(questionnaire, builder)
    for section in questionnaire.sections:
        if section.when is not None and section.questions:
            _check_section(builder, names, section, section.when)
        for question in section.questions:
            own = builder.questions[question.id].get("when")
            if own is not None:
                note = _note(builder, builder.questions[question.id])
                sound = check_condition(own, names, section, question, note)
                if sound and section.when is not None:
                    check_together(question.when, names, note)
        if section.repeat is not None and section.repeat.speaker is not None:
            _check_speaker(builder, names, section.repeat.speaker, builder.sections[section.id]["repeat"])
    _check_rules(builder, names)
    _check_texts(builder, names)


def _check_rules(builder: Builder, names: Names) -> None:
    for record in builder.rules.values():
        if "when" in record:
            check_rule(record["when"], names, _note(builder, record))
        if "about" in record:
            check_about(record["about"], names, _note(builder, record, "about"))
        done = record.get("done_when", {})
        if "figure" in done:
            note = _note(builder, done, "figure")
            check_done_when(done["figure"], record.get("about"), names, note)
        for question, option in record.get("tell", {}).items():
            _check_told(Call("share", (question, option)), names, _note(builder, record, "tell"))


def _check_told(answer: Call, names: Names, note: Note) -> None:
    """Note where a finding tells of an answer that nobody can give."""
    try:
        domain(names, answer)
    except NameFault as fault:
        if fault.code is not None:
            note(fault.code, fault.message, fault.word, fault.hint)


def _check_section(builder: Builder, names: Names, section: Section, when: Expression) -> None:
    """Note what is wrong with the condition of a section: it rests on what was asked before it."""
    asked = {group for question in section.questions for group in question.groups}
    groups = tuple(group for group in names.questionnaire.groups if group in asked)
    first = msgspec.structs.replace(section.questions[0], groups=groups)
    check_condition(when, names, section, first, _note(builder, builder.sections[section.id]))


def _check_speaker(builder: Builder, names: Names, speaker: Speaker, repeat: Record) -> None:
    """Note what is wrong with whose words a section holds: the question of the name, and both conditions."""
    record: Record = repeat["speaker"]
    for key, condition in (("quotable", speaker.quotable), ("named", speaker.named)):
        if condition is not None:
            check_consent(condition, names, _note(builder, record, key))
    if not {"quotable", "named"} & set(record.node.value):
        hint = 'such as quotable: may_be_quoted == "yes"'
        message = "nobody's words could ever be quoted: neither 'quotable' nor 'named' says when"
        builder.faults.add(Code.MISSING_KEY, message, record.node.at, hint)
    texts = [question.id for question in names.questions.values() if TYPES[question.type].in_words]
    unsure = builder.nameless or speaker.name is None or speaker.name in names.broken
    if speaker.name not in texts and not unsure:
        hint = suggest(str(speaker.name), texts, "text questions")
        message = f"there is no text question '{speaker.name}' to hold a name"
        builder.faults.add(Code.UNKNOWN_QUESTION, message, record.at("name"), hint)


def _note(builder: Builder, record: Record, key: str = "when") -> Note:
    """Takes down what is wrong with a condition of a record, at the word that it is about."""
    faults, node = builder.faults, record.inner(key)

    def note(code: Code, message: str, word: str, hint: str) -> None:
        at = within(faults, node, word) if word else node.at
        if code is Code.NEVER_ASKED:
            builder.never_asked.append((message, at, hint, record))
        else:
            faults.add(code, message, at, hint)

    return note


class _Everything:
    """Where an id could not be read, any name may be its."""

    def __contains__(self, name: object) -> bool:
        return True


def _check_dimensions(questionnaire: Questionnaire, builder: Builder) -> None:
    questions = [q for section in questionnaire.sections for q in section.questions]
    for question in questions:
        if question.dimension and not TYPES[question.type].can_score(question):
            hint = "give its options points" if question.options else "name a scale that it counts on"
            hint += ", or leave the dimension out"
            message = f"a {question.type} without points cannot count in a dimension"
            builder.faults.add(Code.NO_POINTS, message, builder.questions[question.id].at("dimension"), hint)
    for id_ in questionnaire.dimensions:
        counting = [q for q in questions if q.dimension == id_]
        if id_ == questionnaire.basis_dimension:
            counting += [q for q in questions if q.basis]
        at = builder.record.inner("dimensions").value[id_].key_at
        if not counting:
            hint = f"give questions dimension: {id_}, or remove it"
            builder.faults.add(
                Code.UNUSED_DIMENSION, f"no question counts in the dimension '{id_}'", at, hint
            )


def _check_groups(questionnaire: Questionnaire, builder: Builder) -> None:
    for id_ in questionnaire.groups:
        if not any(id_ in q.groups for section in questionnaire.sections for q in section.questions):
            at = builder.record.inner("groups").value[id_].key_at
            hint = "add it to the 'for' of questions, or remove it"
            builder.faults.add(Code.EMPTY_GROUP, f"the group '{id_}' is asked nothing", at, hint)


def _check_texts(builder: Builder, names: Names) -> None:
    if builder.nameless:
        return
    known = (*NAMED_IN_TEXTS, *names.questions, *builder.questions)
    bound = {
        id(node) for record in builder.rules.values() if "about" in record for node in _below(record.node)
    }
    for wording, node in builder.context.texts:
        mine = (*known, *(f"about.{name}" for name in SAID_OF)) if id(node) in bound else known
        for message, hint, word, before in template_faults(wording, mine, partial(_is_list, names)):
            at = within(builder.faults, node, word, before)
            builder.faults.add(Code.BAD_TEMPLATE, message, at, hint)


def _below(node: Node) -> Iterator[Node]:
    """A node and everything in it."""
    yield node
    inner = node.value.values() if isinstance(node.value, dict) else node.value
    for each in inner if isinstance(node.value, (dict, list)) else ():
        yield from _below(each)


def _is_list(names: Names, id_: str) -> bool:
    return id_ in names.questions and names.answer(id_).many
