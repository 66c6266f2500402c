"""What is found out about the columns of a table, as a mapping: in force at once, or to be looked through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from cfdiag.exchange.asked import keys_asked
from cfdiag.exchange.column_places import columns_called
from cfdiag.exchange.definitions import refuse_definition
from cfdiag.exchange.matching import OPTION, Matching, exact_matches, match
from cfdiag.exchange.option_columns import Checkboxes, checkboxes
from cfdiag.exchange.personal import personal_columns
from cfdiag.exchange.question_texts import ColumnMatch
from cfdiag.exchange.response_people import ImportSettings
from cfdiag.exchange.responses import Imported, import_responses
from cfdiag.exchange.survey import Survey, SurveyColumn
from cfdiag.model.mapping import ColumnName, Mapping, QuestionColumns, RespondentField
from cfdiag.model.questionnaire import Questionnaire

_ENOUGH = (2, 3)
"""A proposal is in force by itself when two thirds of what the group is asked have a column."""


class Proposal(NamedTuple):
    """A mapping that nobody has confirmed yet."""

    mapping: Mapping
    matching: Matching
    personal: tuple[SurveyColumn, ...]
    beside: tuple[SurveyColumn, ...]
    """What the service notes beside the answers."""
    boxes: tuple[Checkboxes, ...]
    """Columns of options without a question."""
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

    Raises:
        CfdiagError: `no-responses`: it is a form and not its answers.
    """
    refuse_definition(survey.table)
    # What has the text of a question, word for word, is not personal.
    asked = exact_matches(survey.columns, questionnaire, known.items)
    own = {column.header for column in survey.columns if column.number in asked}
    personal = personal_columns(survey, own)
    numbers = {column.number for column in personal}
    beside = tuple(
        c for c in survey.columns if survey.profile.is_beside(c.header) and c.number not in numbers
    )
    numbers |= {column.number for column in beside}
    open_columns = [c for c in survey.columns if c.number not in numbers]
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
    boxes = checkboxes(
        found.unmatched, list(keys_asked(questionnaire, found.group, known.items)), mapping.questions
    )
    ticked = {column.number for each in boxes for column in each.columns}
    # An option's column has the text of its question and a word more: that is no question nearly alike.
    near = tuple(each for each in found.near if each.column.number not in ticked)
    found = msgspec.structs.replace(found, near=near)
    return Proposal(mapping, found, personal, beside, boxes, tried, certain)


def _questions(matches: Iterable[ColumnMatch], survey: Survey) -> dict[str, QuestionColumns]:
    parts: dict[str, dict[str, ColumnName]] = defaultdict(dict)
    for each in matches:
        parts[each.key][each.part] = named(each.column, survey.columns)
    return {
        key: QuestionColumns(
            column=of.get(""),
            columns={part.removeprefix(OPTION): name for part, name in of.items() if part.startswith(OPTION)},
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
    matched = {each.key for each in found.matches}
    questions = {each.question.id for each in asked}
    answered = {each.question.id for each in asked if each.key in matched}
    required = {each.question.id for each in asked if each.question.required}
    part, whole = _ENOUGH
    return bool(questions) and required <= answered and len(answered) * whole >= len(questions) * part
