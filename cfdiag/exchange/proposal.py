"""What is found out about the columns of a table, as a mapping: in force at once, or to be looked through."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Pairs
from typing import NamedTuple

from cfdiag.exchange.asked import keys_asked
from cfdiag.exchange.matching import Matching, match
from cfdiag.exchange.personal import personal_columns
from cfdiag.exchange.question_texts import ColumnMatch
from cfdiag.exchange.response_columns import columns_called
from cfdiag.exchange.response_people import ImportSettings
from cfdiag.exchange.responses import Imported, import_responses
from cfdiag.exchange.survey import Survey, SurveyColumn
from cfdiag.ground.safe import safe
from cfdiag.model.mapping import ColumnName, Mapping, QuestionColumns, RespondentField
from cfdiag.model.questionnaire import Questionnaire

_ENOUGH = (2, 3)
"""A proposal is in force by itself when two thirds of what the group is asked have a column."""
_OPTION = "option:"
_MISSING_CODES = frozenset({"-99", "-9", "-999", "99", "999", "[not completed]", "[not shown]"})
"""What survey programs write for an answer that is not there."""


class Proposal(NamedTuple):
    """A mapping that nobody has confirmed yet."""

    mapping: Mapping
    matching: Matching
    personal: tuple[SurveyColumn, ...]
    beside: tuple[SurveyColumn, ...]
    """What the service notes beside the answers."""
    tried: Imported
    """What would come of it."""
    certain: bool
    """Nothing about it is doubtful: it can be put in force unseen."""


def propose(survey: Survey, questionnaire: Questionnaire, known: ImportSettings) -> Proposal:
    """Find out which columns answer which questions.

    Args:
        survey: the table.
        questionnaire: whose questions they may answer.
        known: what flags and the engagement say.
    """
    own = {column.header for column in survey.columns if _is_question(column, questionnaire)}
    personal = personal_columns(survey, own)
    numbers = {column.number for column in personal}
    beside = tuple(
        c for c in survey.columns if survey.profile.is_beside(c.header) and c.number not in numbers
    )
    open_columns = [c for c in survey.columns if c not in personal and c not in beside]
    found = match(open_columns, questionnaire, group=known.group, language=known.language, items=known.items)
    mapping = Mapping(
        questionnaire=questionnaire.id,
        profile=survey.profile_name,
        language=found.language,
        group=RespondentField(constant=found.group),
        questions=_questions(found.matches, survey),
    )
    tried = import_responses(survey, mapping, questionnaire, known)
    certain = _certain(questionnaire, found, tried, known)
    return Proposal(mapping, found, personal, beside, tried, certain)


def _is_question(column: SurveyColumn, questionnaire: Questionnaire) -> bool:
    """Whether a column has the text of a question, word for word: then it is not personal."""
    return bool(match([column], questionnaire).matches)


def _questions(matches: Iterable[ColumnMatch], survey: Survey) -> dict[str, QuestionColumns]:
    parts: dict[str, dict[str, ColumnName]] = defaultdict(dict)
    for each in matches:
        parts[each.key][each.part] = named(each.column, survey.columns)
    return {
        key: QuestionColumns(
            column=of.get(""),
            columns={
                part.removeprefix(_OPTION): name for part, name in of.items() if part.startswith(_OPTION)
            },
            importance=of.get("importance"),
            basis=of.get("basis"),
            note=of.get("note"),
        )
        for key, of in parts.items()
    }


def named(column: SurveyColumn, columns: Sequence[SurveyColumn]) -> ColumnName:
    """A column as a mapping names it: by its header where no other has it, else by part or number."""
    for name in (ColumnName(column.header), ColumnName(column.header, column.under)):
        text_fits = name.header and (name.under or not column.under or name.header == column.header)
        if text_fits and columns_called(columns, name) == [column]:
            return name
    return ColumnName(number=column.number)


def _certain(questionnaire: Questionnaire, found: Matching, tried: Imported, known: ImportSettings) -> bool:
    """All that is required and two thirds of all have a column, none is ambiguous, each value understood."""
    if found.ambiguous or tried.values or not found.group or any(d.severity == "error" for d in tried.faults):
        return False
    asked = list(keys_asked(questionnaire, found.group, known.items))
    matched = {each.key for each in found.matches if not each.part or each.part.startswith(_OPTION)}
    questions = {each.question.id for each in asked}
    answered = {each.question.id for each in asked if each.key in matched}
    required = {each.question.id for each in asked if each.question.required}
    part, whole = _ENOUGH
    return bool(questions) and required <= answered and len(answered) * whole >= len(questions) * part


# --- as a file


def proposal_text(proposal: Proposal, survey: Survey, questionnaire: Questionnaire, command: str) -> str:
    """The mapping as a file to look through; what is doubtful stands there as a comment.

    Args:
        proposal: what was found out.
        survey: the table.
        questionnaire: whose questions they may answer.
        command: what to run when it is right.
    """
    return "\n".join(_lines(proposal, survey, questionnaire, command)) + "\n"


def _lines(proposal: Proposal, survey: Survey, questionnaire: Questionnaire, command: str) -> Iterator[str]:
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
    yield "# respondent: {department: {column: …, values: {…}}, account: {constant: …},"
    yield "#   consent: {column: …, values: {…}}}"
    if found.unmatched:
        yield "# No question was found for these; what holds no answer goes under ignore:"
        yield from (f"#   {column.number}: {_said(column.name)[:100]}" for column in found.unmatched)
    yield "ignore: []"


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
    for value in proposal.tried.values:
        if value.value:
            unread[value.question].append(f"{_quoted(_said(value.value))} {value.times} ×")
    yield "questions:" if questions else "questions: {}"
    for key, columns in questions.items():
        yield f"  {key}: {_flow(columns)}    # by {by.get(key, 'code')}"
        for what in (key, f"{key}.importance"):
            if unread[what]:
                yield f"    # not understood: {', '.join(unread[what])}; values: {{…}} says what they mean"


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
