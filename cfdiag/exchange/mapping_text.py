"""A mapping as a file: with what was found out, to be looked through; or as a form was written with."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Pairs

from cfdiag.exchange.departments import MAP_DEPARTMENT, looks_like_department
from cfdiag.exchange.matching import Matching
from cfdiag.exchange.option_columns import Checkboxes
from cfdiag.exchange.proposal import Proposal
from cfdiag.exchange.survey import Survey
from cfdiag.ground.safe import safe
from cfdiag.model.mapping import ColumnName, Mapping, QuestionColumns, RespondentField
from cfdiag.model.questionnaire import Questionnaire

_MISSING_CODES = frozenset({"-99", "-9", "-999", "99", "999", "[not completed]", "[not shown]"})
"""What survey programs write for an answer that is not there."""


def proposal_text(
    proposal: Proposal,
    survey: Survey,
    questionnaire: Questionnaire,
    command: str,
    departments: Pairs[str, str],
) -> str:
    """The mapping as a file to look through; what is doubtful stands there as a comment.

    Args:
        proposal: what was found out.
        survey: the table.
        questionnaire: whose questions they may answer.
        command: what to run when it is right.
        departments: those of the engagement, by id.
    """
    open_columns = proposal.matching.unmatched
    named = [each.number for each in open_columns if looks_like_department(each, survey, departments)]
    return "\n".join(_lines(proposal, survey, questionnaire, command, named)) + "\n"


def _lines(
    proposal: Proposal,
    survey: Survey,
    questionnaire: Questionnaire,
    command: str,
    departments: Sequence[int],
) -> Iterator[str]:
    found = proposal.matching
    yield f"# A proposal for {_said(survey.table.file)}: look through it, put right what is wrong, then run"
    yield f"# {_said(command)}"
    yield "cfdiag: 1"
    yield f"mapping: {questionnaire.id}"
    yield f"profile: {proposal.mapping.profile}"
    yield from _of_all(proposal, questionnaire)
    yield from _missing(survey, found)
    yield from _of_questions(proposal)
    yield from _doubtful(found)
    yield from _could_be(proposal.boxes)
    which = str(departments[0]) if departments else "…"
    yield f"# respondent: {{department: {{column: {which}, values: {{…}}}}, account: {{constant: …}},"
    yield "#   consent: {column: …, values: {…}}}"
    yield from _without_question(found, proposal.boxes, departments)
    yield "ignore: []"


def _could_be(boxes: Iterable[Checkboxes]) -> Iterator[str]:
    """Columns of options that are a question's by its name; which is which somebody has to say."""
    for each in boxes:
        if each.asked is None:
            continue
        called = ", ".join(_quoted(_said(option)[:40]) for option in each.options)
        if each.ids():
            told = f"{called} in the questionnaire's order; take `# near:` away if it is right"
        else:
            told = f"{called}; options: {', '.join(option.id for option in each.asked.question.options)}"
        yield f"  # near: {each.asked.key}: {_boxed(each)}    # {told}"


def _boxed(each: Checkboxes) -> str:
    ids = each.ids() or ("OPTION",) * len(each.columns)
    pairs = zip(ids, each.columns, strict=True)
    return f"{{columns: {{{', '.join(f'{id_}: {column.number}' for id_, column in pairs)}}}}}"


def _without_question(
    found: Matching, boxes: Iterable[Checkboxes], departments: Sequence[int]
) -> Iterator[str]:
    ticked = {column.number: each for each in boxes for column in each.columns}
    lines = []
    for column in found.unmatched:
        each = ticked.get(column.number)
        if each is None:
            hint = f"    # {MAP_DEPARTMENT}" if column.number in departments else ""
            lines.append(f"#   {column.number}: {_said(column.name)[:100]}{hint}")
        elif each.asked is None and column is each.columns[0]:
            numbers = ", ".join(str(option.number) for option in each.columns)
            called = ", ".join(_quoted(_said(option)[:40]) for option in each.options)
            name = _said(each.name)[:100]
            lines.append(f"#   {numbers}: {name}, a column an option ({called}): QUESTION: {_boxed(each)}")
    if lines:
        yield "# No question was found for these; what holds no answer goes under ignore:"
        yield from lines


def _of_all(proposal: Proposal, questionnaire: Questionnaire) -> Iterator[str]:
    groups = ", ".join(questionnaire.groups)
    if proposal.mapping.language:
        yield f"language: {proposal.mapping.language}"
    if proposal.matching.group:
        yield f"group: {proposal.matching.group}    # or {{column: …, values: {{…}}}}; groups: {groups}"
    else:
        yield f"# group: …    # which of {groups}; or {{column: …, values: {{…}}}}"
    if not proposal.tried.dated:
        yield "# finished: {column: …}    # when a response was sent; empty: it is unfinished"
    if proposal.tried.zoneless:
        yield "# timezone: Europe/Amsterdam    # the table says none: UTC is taken"


def _of_questions(proposal: Proposal) -> Iterator[str]:
    questions = proposal.mapping.questions
    by = {each.key: each.by for each in proposal.matching.matches if not each.part}
    unread: dict[str, list[str]] = defaultdict(list)
    off: dict[str, list[str]] = defaultdict(list)
    scales: dict[str, str] = {}
    strays: dict[str, list[str]] = defaultdict(list)
    for value in proposal.tried.values:
        told = f"{_quoted(_said(value.value))} {value.times} ×"
        if value.column:
            strays[value.question].append(f"{told} (column {value.column})")
        elif value.scale is not None:
            off[value.question].append(told)
            scales[value.question] = "–".join(map(str, value.scale))
        elif value.value:
            unread[value.question].append(told)
    doubtful = proposal.matching.ambiguous or proposal.matching.near or any(b.asked for b in proposal.boxes)
    # A key with comments alone under it holds nothing, which no reader takes for a map.
    none = "questions: {}" + ("    # with a question below it, {} goes" if doubtful else "")
    yield "questions:" if questions else none
    for key, columns in questions.items():
        yield f"  {key}: {_flow(columns)}    # by {by.get(key, 'code')}"
        for what in (key, f"{key}.importance"):
            if off[what]:
                there = f"; also there: {', '.join(unread[what])}" if unread[what] else ""
                yield (
                    f"    # not on the scale {scales[what]}: {', '.join(off[what])}{there}; "
                    "values: {…} says what all mean"
                )
            elif unread[what]:
                yield f"    # not understood: {', '.join(unread[what])}; values: {{…}} says what they mean"
        if strays[key]:
            yield f"    # no such option: {', '.join(strays[key])}; under ignore: it is said no more"


def mapping_text(mapping: Mapping) -> str:
    """A mapping that a form was written with, as a file."""
    lines = [
        "# Written with the form: it reads the answers back.",
        "cfdiag: 1",
        f"mapping: {mapping.questionnaire}",
        f"version: {_quoted(mapping.version)}",
        f"sha256: {_quoted(mapping.sha256)}",
    ]
    lines += [f"profile: {mapping.profile}"] if mapping.profile else []
    lines += [f"group: {mapping.group.constant}"] if mapping.group.constant else []
    lines += (
        [f"respondent: {{{', '.join(_told(name, told) for name, told in mapping.respondent.items())}}}"]
        if mapping.respondent
        else []
    )
    if mapping.items:
        lines.append("items:")
        for section, items in mapping.items.items():
            lines.append(
                f"  {section}: {{{', '.join(f'{item}: {_name(name)}' for item, name in items.items())}}}"
            )
    for status, texts in mapping.missing.items():
        lines.append(f"missing: {{{status}: [{', '.join(map(_quoted, texts))}]}}")
    lines.append("questions:")
    lines += [f"  {key}: {_flow(columns)}" for key, columns in mapping.questions.items()]
    return "\n".join(lines) + "\n"


def _told(name: str, told: RespondentField) -> str:
    if told.column is None:
        return f"{name}: {{constant: {_quoted(told.constant)}}}"
    return f"{name}: {{column: {_name(told.column)}{_meant(told.values)}}}"


def _meant(values: Pairs[str, object]) -> str:
    pairs = ", ".join(f"{_quoted(text)}: {json.dumps(value)}" for text, value in values.items())
    return f", values: {{{pairs}}}" if pairs else ""


def _missing(survey: Survey, found: Matching) -> Iterator[str]:
    """Codes that programs write for an answer that is not there: in force only when somebody says so."""
    columns = [each.column for each in found.matches]
    held = {str(cell).strip() for column in columns for cell in survey.counted(column)}
    codes = sorted(held & _MISSING_CODES)
    if codes:
        listed = ", ".join(map(_quoted, codes))
        yield f"# missing: {{unknown: [{listed}]}}    # if that is what they mean"


def _doubtful(found: Matching) -> Iterator[str]:
    for place, columns in found.ambiguous.items():
        numbers = " or ".join(str(column.number) for column in columns)
        yield f"  # ambiguous: {place.split()[0]}: {{column: {numbers}}}    # the same in several columns"
    for near in found.near:
        column = f"{{column: {near.column.number}}}"
        yield (
            f"  # near: {near.key}: {column}    # {near.alike:.2f} alike: "
            f"{_quoted(_said(near.column.name)[:80])}; take `# near:` away if it is right"
        )


def _flow(columns: QuestionColumns) -> str:
    parts = []
    if columns.column is not None:
        parts.append(f"column: {_name(columns.column)}")
    if columns.columns:
        inner = ", ".join(f"{option}: {_name(name)}" for option, name in columns.columns.items())
        parts.append(f"columns: {{{inner}}}")
    if columns.values:
        parts.append(_meant(columns.values).removeprefix(", "))
    if columns.separator:
        parts.append(f"separator: {_quoted(columns.separator)}")
    for part in ("importance", "basis", "note"):
        name = getattr(columns, part)
        if name is not None:
            parts.append(f"{part}: {{column: {_name(name)}}}")
    return f"{{{', '.join(parts)}}}"


def _name(name: ColumnName) -> str:
    if name.number:
        return str(name.number)
    header = _quoted(name.header)
    return f"{{header: {header}, under: {_quoted(name.under)}}}" if name.under else header


def _quoted(text: str) -> str:
    """A text as YAML has it in quotes: JSON's way is one of YAML's."""
    return json.dumps(text, ensure_ascii=False)


def _said(text: str) -> str:
    """A text in a comment: on one line, and nothing that ends it."""
    return safe(" ".join(text.split()), keep_lines=False)
