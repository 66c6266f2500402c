"""Ratings on a scale, by themselves or several together as a block."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.entry import PageEntry
from cfdiag.interview.face.page_model import CellName, GridBody, GridCell, GridColumn, GridRow
from cfdiag.interview.face.pages._page import QuestionPart
from cfdiag.interview.face.phrases import Phrases
from cfdiag.interview.flow import Step, question_at
from cfdiag.model.interview import AnswerValue
from cfdiag.model.questionnaire import BASES, Question, Scale


def present(words: Phrases, entries: Sequence[PageEntry], entry: PageEntry, draft: str) -> QuestionPart:
    """A row a question, or an item of it; a column for its importance, its rating and what that rests on."""
    del draft
    step = entry.step
    question = question_at(step)
    names: list[CellName] = ["value"]
    if step.importance:
        names.insert(0, "importance")
    if step.basis:
        names.append("basis")
    by_item = entries[0].step.item != entries[-1].step.item
    body = GridBody(
        columns=tuple(_column(words, name, question, step) for name in names),
        rows=tuple(_row(words, each, names, by_item=by_item) for each in entries),
        general=len(entries) > 1 and not step.label and question.importance_ask is None,
    )
    return QuestionPart(
        body=body,
        ask=_grid_ask(words, entries, step, by_item=by_item),
        actions=frozenset({Act.RATE, Act.MOVE, Act.ACROSS, Act.CLEAR}),
        prompts=_prompts(words, step, question) if step.importance else {},
        has_basis=True,
    )


def _prompts(words: Phrases, step: Step, question: Question) -> dict[CellName, str]:
    """One thing after the other: how important it is, then how it is."""
    first, then = (_column(words, name, question, step) for name in ("importance", "value"))
    asked = words.second(step) or first.title
    return {
        "importance": _from_to(words, asked, *_ends(question.second, first)),
        "value": _from_to(words, then.title, *_ends(question, then)),
    }


def _grid_ask(words: Phrases, entries: Sequence[PageEntry], step: Step, *, by_item: bool) -> str:
    say = words.say
    if len(entries) == 1:
        return words.asked(step)
    if by_item:
        return words.asked(msgspec.structs.replace(step, label="…"))
    say_all = _rate_in_order if _is_introduced(words, step) else _rate_each
    told = say_all(words, question_at(step), with_importance=step.importance)
    second = {words.second(each.step) for each in entries} if step.importance else {""}
    if len(second) == 1 and second != {""}:
        told = f"{second.pop()} {say('And how is it?')}"
    return f"{step.label}: {told}" if step.label else told


def _is_introduced(words: Phrases, step: Step) -> bool:
    """Whether the words of this section, or of one before it on the same scale, have said what is asked.

    Then only the order and the scales are said with each block.
    """
    scale = question_at(step).scale
    for section in words.questionnaire.sections:
        alike = any(each.scale == scale and words.group in each.groups for each in section.questions)
        if alike and section.intro is not None and words.worded(section.intro):
            return True
        if section.id == step.section.id:
            break
    return False


def _rate_in_order(words: Phrases, question: Question, *, with_importance: bool) -> str:
    del question
    if with_importance:
        return words.say("For each of these: its importance first, then the rating.")
    return words.say("Please rate each of these.")


def _rate_each(words: Phrases, question: Question, *, with_importance: bool) -> str:
    """What is asked of a block, in the words of its scale: they are not the same for every block."""
    column = _column(words, "value", question, None)
    low, high = (end.partition(" ")[2] for end in _ends(question, column))
    say = words.say
    if low and high and with_importance:
        both = "How much does each of these matter, and where does it lie between “{low}” and “{high}”?"
        return say(both, low=low, high=high)
    if low and high:
        return say("Where does each of these lie, between “{low}” and “{high}”?", low=low, high=high)
    if with_importance:
        return say("How much does each of these matter, and how do you rate it?")
    return say("Please rate each of these.")


def _column(words: Phrases, name: CellName, question: Question, at: Step | None) -> GridColumn:
    say = words.say
    rated = question.second if name == "importance" else question
    scale = scale_of(rated)
    numbers: tuple[tuple[AnswerValue, str], ...] = tuple((step, str(step)) for step in scale.shown)
    if name == "basis":
        known = [(basis, f"{n} {words.basis(basis)}") for n, basis in enumerate(BASES, 1)]
        return GridColumn(name, say("Rests on"), tuple(known), tuple(shown for _, shown in known))
    own = question.importance_ask is not None
    if name == "importance" and question.plainly_important:
        ends = (f"{scale.min} {say('not important')}", f"{scale.max} {say('very important')}")
        return GridColumn(name, say("Importance"), numbers, ends)
    meant = rated.step_labels
    labels = ((step, words.label(meant[step])) for step in scale.shown if step in meant)
    legend = tuple(f"{step} {label}" for step, label in labels if label)
    if name == "importance":
        return GridColumn(name, say("First") if own else say("Importance"), numbers, legend)
    then = own and at is not None and at.importance
    return GridColumn(name, say("Then") if then else say("Rating"), numbers, legend)


def _row(words: Phrases, entry: PageEntry, names: Sequence[CellName], *, by_item: bool) -> GridRow:
    cells: list[GridCell] = []
    for name in names:
        if name == "basis":
            rests_on = words.basis(entry.basis) if entry.basis is not None else ""
            cells.append(GridCell(name, entry.basis, None, rests_on))
            continue
        importance = name == "importance"
        value = entry.importance if importance else entry.value
        status = entry.importance_status if importance else entry.status
        said = str(value) if isinstance(value, int) else ""
        if not said and status is not None and status != "answered":
            said = words.status(status)
        cells.append(GridCell(name, value, status, said))
    label = entry.step.label if by_item else _statement(words, entry.step)
    return GridRow(entry.step.key, label, entry.step.required, tuple(cells))


def _statement(words: Phrases, step: Step) -> str:
    """What a row of a block asks: the question, its own ends, a second rating of its own."""
    question = question_at(step)
    said = [words.asked(step)]
    if question.low is not None and question.high is not None:
        ends = [question.low, question.high]
        low, high = (words.label(end) for end in (ends[::-1] if scale_of(question).downwards else ends))
        said.append(f"({low} … {high})")
    return " ".join(said)


def _from_to(words: Phrases, name: str, low: str, high: str) -> str:
    comma = "" if name.endswith(("?", ".", ":")) else ","
    return f"{name}{comma} {words.say('{min} to {max}', min=low, max=high)}: "


def _ends(question: Question, column: GridColumn) -> tuple[str, str]:
    """The first and the last step, each with what it means."""
    shown = scale_of(question).shown
    told = {part.partition(" ")[0]: part for part in column.legend}
    return told.get(str(shown[0]), str(shown[0])), told.get(str(shown[-1]), str(shown[-1]))


def scale_of(question: Question) -> Scale:
    """The scale of a rating."""
    if question.scale is None:
        raise TypeError(f"rating {question.id} without a scale")
    return question.scale
