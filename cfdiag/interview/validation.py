"""Why something cannot be in an interview: the checks that every front end and `--answers` share. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from cfdiag.interview.events import (
    LOOSE,
    Answered,
    Cleared,
    Draft,
    Event,
    Finished,
    InterviewerSet,
    ItemAdded,
    ItemRemoved,
    ItemRenamed,
    ItemsSettled,
    LanguageSet,
    ModeSet,
    Opened,
    Rebased,
    Remarked,
    Reopened,
    RespondentSet,
)
from cfdiag.interview.flow import find_step, languages, open_required, steps
from cfdiag.interview.items import listed_items
from cfdiag.model.interview import Answer, Interview, question_of, split_key, was_heard
from cfdiag.model.questionnaire import Questionnaire, Repeat, Section
from cfdiag.questions import check_answer

LABEL_LENGTH = 120
LONGEST_ID = 64


class Problem(str):
    """Why an event cannot be, in English; `template` and `values` are its parts, for a translator."""

    __slots__ = ("template", "values")
    template: str
    values: dict[str, object]

    def __new__(cls, template: str, **values: object) -> Problem:  # noqa: PYI034  no typing.Self in 3.10
        """The sentence with its values filled in."""
        made = super().__new__(cls, template.format(**values) if values else template)
        made.template, made.values = template, values
        return made


def problem(  # noqa: PLR0911, C901  one a kind
    q: Questionnaire, iv: Interview, event: Event
) -> Problem | None:
    """Why an event cannot be, or None. The one place where every front end and `--answers` ask."""
    # A finished interview may be in a report already: changing it has to be meant.
    if iv.finished is not None and not isinstance(event, (Reopened, Opened)):
        return Problem("the interview is finished; reopen it to change it")
    match event:
        case Answered(key, answer):
            return _answer_problem(q, iv, key, answer)
        case Cleared(key):
            return None if find_step(q, iv, key) is not None else _not_asked(q, iv, key)
        case Draft(key):  # of any length: nothing that was typed is dropped
            return None if key == LOOSE or find_step(q, iv, key) is not None else _not_asked(q, iv, key)
        case ItemAdded() | ItemRenamed() | ItemRemoved() | ItemsSettled():
            return _item_problem(q, iv, event)
        case LanguageSet(language):
            known = languages(q)
            return None if language in known else Problem("the languages are {all}", all=", ".join(known))
        case RespondentSet(respondent):
            known = tuple(q.groups)
            return (
                None if respondent.group in known else Problem("the groups are {all}", all=", ".join(known))
            )
        case Finished():
            n = len(open_required(q, iv))
            if n:
                return Problem("required questions are open: {n}", n=n)
            # Nobody was heard where everything was passed by; it would count as one interview.
            asked = any(step.question is not None for step in steps(q, iv))
            return None if was_heard(iv) or not asked else Problem("nothing is answered yet")
        case Reopened():
            return None if iv.finished is not None else Problem("the interview is not finished")
        case Opened() | Rebased() | InterviewerSet() | ModeSet() | Remarked():
            return None


def _answer_problem(q: Questionnaire, iv: Interview, key: str, answer: Answer) -> Problem | None:
    step = find_step(q, iv, key)
    if step is None or step.question is None:
        return _not_asked(q, iv, key)
    wrong = check_answer(step.question, answer, iv.respondent.group)
    return None if wrong is None else Problem(wrong)


def _not_asked(q: Questionnaire, iv: Interview, key: str) -> Problem:
    where, item, _ = split_key(key)
    question, section = q.question(question_of(key)), q.section_of(question_of(key))
    if question is None or section is None:
        return _section_named(q, key, iv.respondent.group) or Problem("there is no such question")
    if iv.respondent.group not in question.groups:
        return Problem("the group '{group}' is not asked this question", group=iv.respondent.group)
    if section.repeat is None and key != question.id:
        return Problem("this is asked once: the key is '{key}'", key=question.id)
    if section.repeat is not None and where != section.id:
        return Problem(
            "this is asked for each item: the key is '{key}'", key=f"{section.id}/ITEM/{question.id}"
        )
    if section.repeat is not None and item not in iv.items.get(section.id, {}):
        return Problem("there is no such item on the list of '{section}'", section=section.id)
    return Problem("this is not asked, because of an earlier answer")


def _section_named(q: Questionnaire, key: str, group: str) -> Problem | None:
    """How to name an answer of a section, where its id stands in the place of a key."""
    section = next((s for s in q.sections if s.id == key), None)
    asked = [each.id for each in section.questions if group in each.groups] if section else []
    if section is None or not asked:
        return None
    if section.repeat is None:
        return Problem("this is asked once: the key is '{key}'", key=asked[0])
    return Problem("this is asked for each item: the key is '{key}'", key=f"{section.id}/ITEM/{asked[0]}")


def _item_problem(
    q: Questionnaire, iv: Interview, event: ItemAdded | ItemRenamed | ItemRemoved | ItemsSettled
) -> Problem | None:
    step = find_step(q, iv, f"{event.section}/")
    if step is None or step.section.repeat is None:
        return Problem("there is no list here that can be changed")
    repeat = step.section.repeat
    items = iv.items.get(event.section, {})
    if isinstance(event, ItemsSettled):
        return _too_few(len(items), repeat, iv.respondent.group)
    if isinstance(event, ItemAdded):
        if wrong := _cannot_add(iv, step.section, event.item):
            return wrong
    elif event.item not in items:
        return Problem("there is no such item on the list")
    return None if isinstance(event, ItemRemoved) else _label_problem(items, event.item, event.label)


def _cannot_add(iv: Interview, section: Section, item: str) -> Problem | None:
    items, repeat = iv.items.get(section.id, {}), section.repeat
    if repeat is not None and len(items) >= (most := repeat.extent(iv.respondent.group)[1]):
        return Problem("the list holds at most {max}", max=most)
    if repeat is not None and not repeat.add and item not in listed_items(iv, section):
        return Problem("nothing can be added to this list")
    if item in items or not _is_id(item):
        return Problem("the item needs an id of its own: small letters, digits, underscores")
    return None


def _too_few(n: int, repeat: Repeat, group: str) -> Problem | None:
    least, most = repeat.extent(group)
    if n >= least:
        return None
    if repeat.pick(group) is None:
        return Problem("the list needs at least {min}", min=least)
    if least == most:
        return Problem("{n} more to choose", n=least - n)
    return Problem("{n} are chosen, and at least {min} are asked for", n=n, min=least)


def _label_problem(items: Mapping[str, str], item: str, label: str) -> Problem | None:
    if not label.strip() or "\n" in label:
        return Problem("the name must be some words on one line")
    if len(label) > LABEL_LENGTH:
        return Problem("the name is longer than {max} characters", max=LABEL_LENGTH)
    taken = {other.casefold() for id_, other in items.items() if id_ != item}
    return Problem("this name is on the list already") if label.strip().casefold() in taken else None


def _is_id(item: str) -> bool:
    # No slash above all: ids stand between slashes in the keys of answers.
    allowed = "abcdefghijklmnopqrstuvwxyz0123456789_"
    return 0 < len(item) <= LONGEST_ID and all(c in allowed for c in item) and item[0] != "_"
