"""Advice on content: how questions are worded, what cannot be compared, what can hardly be reached.

Warnings only. Each has a code; `accept: [code]` on the question, scale or action says that it is
meant, at the top of the file that it is meant everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cfdiag.documents.faults import Faults, suggest, within
from cfdiag.documents.fields import Record
from cfdiag.formats.questionnaire.build import ACTION_TEXTS, USUAL_SIDES, Builder, accepted
from cfdiag.formats.questionnaire.open_answers import open_answers
from cfdiag.ground.codes import Code
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Advice
from cfdiag.model.questionnaire import Question, Questionnaire
from cfdiag.questions import TYPES
from cfdiag.rules.domains import Names
from cfdiag.rules.duration import named_minutes, usual_minutes
from cfdiag.rules.facts import attainable
from cfdiag.rules.satisfiable import can_hold

CODES = {
    str(code): code.help
    for code in (
        Code.LONG_QUESTION,
        Code.TWO_QUESTIONS,
        Code.DOUBLE_NEGATIVE,
        Code.LEADING_QUESTION,
        Code.NEGATED_REVERSE,
        Code.SCALE_LABELS,
        Code.OPTION_POINTS,
        Code.NOTHING_TO_COMPARE,
        Code.UNREACHABLE_ACTION,
        Code.BARE_ACTION,
        Code.NEVER_ASKED,
        Code.FEW_ESSENTIALS,
        Code.FEW_MINUTES,
        Code.NO_LABEL,
        Code.OPEN_ANSWER,
    )
}
"""The codes that can be accepted, and what each is about."""

MAX_WORDS = 25
LEAST_ESSENTIALS = 2
MOST_POINTS = 100

_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_CLAUSES = re.compile(r"[.?!;:,–—()…]|\s-\s")


def check_content(questionnaire: Questionnaire, builder: Builder) -> None:
    """Note advice on a questionnaire without errors."""
    top = builder.record
    _check_codes(builder)
    for section in questionnaire.sections:
        for question in section.questions:
            record = builder.questions[question.id]
            for code, message, hint in _question_advice(question):
                warn(builder.faults, code, message, record.at("ask"), hint, record, top)
    _check_labels(questionnaire, builder)
    _check_open_answers(questionnaire, builder)
    _check_sides(questionnaire, builder)
    _check_scales(questionnaire, builder)
    _check_points(questionnaire, builder)
    _check_comparison(questionnaire, builder)
    _check_actions(questionnaire, builder)
    _check_essentials(questionnaire, builder)
    _check_minutes(questionnaire, builder)


def _check_labels(questionnaire: Questionnaire, builder: Builder) -> None:
    """A rating is named in charts and tables, where its wording is too long."""
    for section in questionnaire.sections:
        rated = [q for q in section.questions if TYPES[q.type].rated]
        if section.repeat is not None and len(rated) == 1:
            continue  # its items are its names
        for question in rated:
            if question.label is None:
                record = builder.questions[question.id]
                message, hint = f"the rating '{question.id}' has no short name", "give it a label: two words"
                warn(builder.faults, Code.NO_LABEL, message, record.at("id"), hint, record, builder.record)


def _check_open_answers(questionnaire: Questionnaire, builder: Builder) -> None:
    """A text that repeats an answer that may be missing."""
    for found in open_answers(questionnaire):
        record = builder.questions[found.question] if found.question else builder.sections[found.section]
        at = within(builder.faults, record.inner(found.key), found.name)
        message = f"the answer to '{found.name}' may be missing here"
        hint = f'{{{{ {found.name} | default("…") }}}}, or ask it only when: {found.name} is answered'
        records = (record, builder.record) if found.question else (builder.record,)
        warn(builder.faults, Code.OPEN_ANSWER, message, at, hint, *records)


def _check_minutes(questionnaire: Questionnaire, builder: Builder) -> None:
    """A group that sits longer than it was told."""
    groups = builder.record.inner("groups").value
    for id_ in questionnaire.groups:
        for short in (False, True) if questionnaire.essentials() else (False,):
            named = named_minutes(questionnaire, id_, short=short)
            usual = round(usual_minutes(questionnaire, id_, short=short))
            if named is not None and usual > named:
                what = "the essentials take" if short else "the questions take"
                message = f"{what} '{id_}' about {usual} minutes, and {named} are named"
                hint = "name as many, or ask less"
                at = groups[id_].key_at
                warn(builder.faults, Code.FEW_MINUTES, message, at, hint, builder.record)


def _check_essentials(questionnaire: Questionnaire, builder: Builder) -> None:
    """A dimension that has no two questions left in the essentials has no score there."""
    if not questionnaire.essentials():
        return
    for id_, dimension in questionnaire.dimensions.items():
        mine = [q for s in questionnaire.sections for q in s.questions if q.dimension == id_]
        kept = sum(q.essential for q in mine)
        if dimension.kind == "scored" and len(mine) >= LEAST_ESSENTIALS > kept:
            message = f"the essentials keep {kept} of the {len(mine)} questions of the dimension '{id_}'"
            at = builder.record.inner("dimensions").value[id_].at
            hint = "a score needs two: write essential: true at more of them"
            warn(builder.faults, Code.FEW_ESSENTIALS, message, at, hint, builder.record)


def warn(faults: Faults, code: Code, message: str, at: tuple[int, int], hint: str, *records: Record) -> None:
    """Note a warning, unless one of the records that it stands in accepts its code."""
    if not any(code in accepted(record) for record in records):
        faults.add(code, message, at, f"{hint}; or accept: [{code}]", "warning")


def _check_codes(builder: Builder) -> None:
    scales = builder.record.get("scales", {}).values()
    for record in (builder.record, *scales, *builder.questions.values(), *builder.rules.values()):
        for node, code in record.get("accept", []):
            if code not in CODES:
                hint = suggest(code, CODES, "codes")
                builder.faults.add(Code.UNKNOWN_CODE, f"there is no content warning '{code}'", node.at, hint)


def _question_advice(question: Question) -> Iterator[tuple[Code, str, str]]:
    """At most one piece of advice a code, whatever the number of wordings that deserve it."""
    seen: set[str] = set()
    for group, by_language in question.ask.wordings.items():
        for language, wording in by_language.items():
            where = " / ".join(part for part in (group, language) if part)
            for code, message, hint in _wording_advice(question, wording, language):
                if code not in seen:
                    seen.add(code)
                    yield code, f"{message} ({where})", hint


def _wording_advice(question: Question, wording: str, language: str) -> Iterator[tuple[Code, str, str]]:
    spoken = _PLACEHOLDER.sub("X", wording)
    lower = " ".join(spoken.lower().replace("’", "'").split())
    advice = locale_for(language).advice
    words = len(spoken.split())
    if words > MAX_WORDS:
        yield Code.LONG_QUESTION, f"the question has {words} words", f"say it in {MAX_WORDS}"
    if _is_double(question, lower, advice):
        yield (
            Code.TWO_QUESTIONS,
            "two questions in one",
            "ask one thing; put the other into 'probe' or a question",
        )
    harmless = re.sub(advice.harmless, " ", lower) if advice.harmless else lower
    if any(_negations(clause, advice) > 1 for clause in _CLAUSES.split(harmless)):
        yield Code.DOUBLE_NEGATIVE, "two negations in one clause", "say it positively"
    if _finds(advice.leading, lower):
        yield Code.LEADING_QUESTION, "the question asks for agreement", "ask it openly"
    if question.reverse and _negations(harmless, advice):
        yield Code.NEGATED_REVERSE, "the reversed item is a negation", "word it as an opposite"


def _is_double(question: Question, lower: str, advice: Advice) -> bool:
    """More than one question mark, 'and why', or (in a rating) a second statement.

    An open question may be followed by one more that leads on: 'When was that? What happened?'
    """
    type_ = TYPES[question.type]
    closed = type_.rated or type_.ticked
    marks = lower.count("?")
    if marks > (1 if closed else 2):
        return True
    if not closed:
        return False
    return (bool(marks) and _finds(advice.second_question, lower)) or (
        type_.rated and not marks and _finds(advice.second_statement, lower)
    )


def _finds(pattern: str, lower: str) -> bool:
    """Whether the text has it; a pattern that the language does not have is nowhere."""
    return bool(pattern and re.search(pattern, lower))


def _negations(clause: str, advice: Advice) -> int:
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]*)*", clause)
    return sum(bool(re.fullmatch(advice.negations, word)) for word in words)


def _check_sides(questionnaire: Questionnaire, builder: Builder) -> None:
    """A group that does not say where it stands is read with care, and its author is told."""
    groups = builder.record.inner("groups").value
    for id_, group in questionnaire.groups.items():
        record: Record = builder.record["groups"][id_]
        if "side" not in record and id_ not in USUAL_SIDES:
            taken = "inside and anonymous" if group.anonymous else "inside"
            message = f"the group '{id_}' does not say where it stands: it is taken as {taken}"
            hint = "write side: inside, or side: customer"
            builder.faults.add(Code.NO_SIDE, message, groups[id_].key_at, hint, "warning")


def _check_scales(questionnaire: Questionnaire, builder: Builder) -> None:
    questions = [q for section in questionnaire.sections for q in section.questions]
    for id_, scale in questionnaire.scales.items():
        using = [q for q in questions if q.scale == scale]
        if using and all(q.low is not None and q.high is not None for q in using):
            continue  # each of them says itself what its ends mean
        missing = [str(end) for end in (scale.min, scale.max) if end not in scale.labels]
        if missing:
            entry: Record = builder.record["scales"][id_]
            at = builder.record.inner("scales").value[id_].key_at
            message = f"the scale '{id_}' has no label at {' and '.join(missing)}"
            hint = f"labels: {{{scale.min}: …, {scale.max}: …}}"
            warn(builder.faults, Code.SCALE_LABELS, message, at, hint, entry, builder.record)


def _check_points(questionnaire: Questionnaire, builder: Builder) -> None:
    """Points of options that no score can hold, or that no answer can bring to 100; of a set once."""
    told: set[str] = set()
    for section in questionnaire.sections:
        for question in section.questions:
            points = [option.points for option in question.options if option.points is not None]
            record = builder.questions.get(question.id)
            if not points or question.dimension is None or record is None:
                continue
            named = record.get("options")
            if isinstance(named, str):
                if named in told:
                    continue
                told.add(named)
            below = [option.id for option in question.options if (option.points or 0) < 0]
            sums = TYPES[question.type].domain(question).many  # of several picked options the points add up
            best = 100 - max(0, min(points)) if question.reverse and not sums else _most(points, sums=sums)
            said = ""
            if below and not sums:
                said = f"the option '{below[0]}' has points below 0: it counts as 0"
                hint = "points run from 0 (the worst answer) to 100 (the best)"
            elif best < MOST_POINTS:
                said = f"no answer reaches {MOST_POINTS} points: the best has {best:g}"
                hint = "points run from 0 to 100, not from 0 to 1"
            if said:
                at = record.at("options")
                warn(builder.faults, Code.OPTION_POINTS, said, at, hint, record, builder.record)


def _most(points: Sequence[float], *, sums: bool) -> float:
    return sum(p for p in points if p > 0) if sums else max(points)


def _check_comparison(questionnaire: Questionnaire, builder: Builder) -> None:
    compare = questionnaire.compare
    if compare is None:
        return
    both = {compare.looking_in, compare.looked_at}
    questions = [q for section in questionnaire.sections for q in section.questions]
    if not any(both.issubset(q.groups) and TYPES[q.type].can_score(q) for q in questions):
        at = builder.record.inner("compare").key_at
        message = f"'{compare.looking_in}' and '{compare.looked_at}' share no question with points"
        hint = "ask both of them the same rating, each in words that fit"
        warn(builder.faults, Code.NOTHING_TO_COMPARE, message, at, hint, builder.record)


def _check_actions(questionnaire: Questionnaire, builder: Builder) -> None:
    for action in questionnaire.actions:
        record = builder.rules[f"action {action.id}"]
        missing = [f"'{key}'" for key in ACTION_TEXTS if key not in record]
        if missing:
            message = f"the action '{action.id}' has no {' and no '.join(missing)}"
            hint = "a plan that somebody acts on says all four: why, first_step, owner, measure"
            warn(builder.faults, Code.BARE_ACTION, message, record.node.at, hint, record, builder.record)
    names = Names(questionnaire)
    for what, rules in (("action", questionnaire.actions), ("finding", questionnaire.findings)):
        for rule in rules:
            record = builder.rules[f"{what} {rule.id}"]
            if not can_hold(rule.when, lambda asked: attainable(names, asked)):
                message = f"no answers can call for the {what} '{rule.id}'"
                hint = "compare its limits with the points that the questions can give"
                warn(
                    builder.faults,
                    Code.UNREACHABLE_ACTION,
                    message,
                    record.at("when"),
                    hint,
                    record,
                    builder.record,
                )
