"""The interview as a pure function: what is asked now, and what an event changes.

The state is the `Interview` itself, frozen. Where somebody is in it is the front end's affair. What was
answered is never dropped: an answer whose question is no longer asked (a condition, a removed item, a
changed questionnaire) moves to `set_aside` and comes back when the question does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import msgspec

from cfdiag.expression import UNKNOWN, Value, holds, names
from cfdiag.interview.events import (
    Answered,
    Cleared,
    Draft,
    Event,
    Finished,
    ItemAdded,
    ItemRemoved,
    ItemRenamed,
    ItemsSettled,
    LanguageSet,
    Opened,
    Rebased,
    Reopened,
    RespondentSet,
)
from cfdiag.model.interview import Answer, Interview, QuestionnaireRef, Respondent, answer_key
from cfdiag.model.questionnaire import Question, Questionnaire, Section
from cfdiag.questions import TYPES, check_answer

BLOCK = 8
"""The most rating questions that are shown as one block."""

LABEL_LENGTH = 120
DRAFT_LENGTH = 100_000
_ITEMS_SECONDS = 30
_REMOVED = "removed_items"
_SETTLED = "items_settled"


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is asked: a question, or the list of items of a repeated section."""

    key: str
    """The answer's key; of a list of items `section/`."""
    question: Question | None
    section: Section
    item: str = ""
    label: str = ""
    """The item's label."""
    importance: bool = False
    """Whether this respondent's group also rates importance."""
    basis: bool = False
    """Whether this respondent's group is asked what the answer rests on."""
    required: bool = False


class Progress(msgspec.Struct, frozen=True):
    """How far an interview is, in questions; `seconds_left` by the types' usual time."""

    done: int
    total: int
    left: int
    seconds_left: int


# --- what is asked


def steps(q: Questionnaire, iv: Interview) -> tuple[Step, ...]:
    """Everything that is asked of this respondent now, in order: group, conditions, items."""
    return tuple(_walk(q, iv, iv.answers))


def blocks(asked: tuple[Step, ...]) -> tuple[tuple[Step, ...], ...]:
    """The steps as pages: rating questions that follow each other on one scale together, at most 8.

    A long run is cut into pages of about the same length. A question whose condition asks for one
    above it begins a page, so that a page never changes under the hands that fill it in.
    """
    pages: list[tuple[Step, ...]] = []
    run: list[Step] = []
    for step in asked:
        if run and not _joins(run, step):
            pages.extend(_cut(run))
            run = []
        run.append(step)
    if run:
        pages.extend(_cut(run))
    return tuple(pages)


def find(q: Questionnaire, iv: Interview, key: str) -> Step | None:
    """The step of that key, if it is asked now."""
    return next((step for step in _walk(q, iv, iv.answers) if step.key == key), None)


def first_open(q: Questionnaire, iv: Interview) -> str | None:
    """The key of the first step that nobody has dealt with; None when there is none."""
    return next((step.key for step in steps(q, iv) if not is_done(iv, step)), None)


def open_required(q: Questionnaire, iv: Interview) -> tuple[str, ...]:
    """The keys that stand between this interview and its end.

    A required question is open while it is unanswered or skipped; 'don't know' and 'not applicable'
    are answers. A list of items is open while it is shorter than its `min`.
    """
    return tuple(step.key for step in steps(q, iv) if step.required and _is_open(iv, step))


def progress(q: Questionnaire, iv: Interview) -> Progress:
    """How many questions are done and left, and about how long the rest takes."""
    asked = steps(q, iv)
    left = [step for step in asked if not is_done(iv, step)]
    total = sum(step.question is not None for step in asked)
    open_questions = sum(step.question is not None for step in left)
    return Progress(total - open_questions, total, open_questions, sum(seconds(step) for step in left))


def seconds(step: Step) -> int:
    """How long a step usually takes."""
    if step.question is None:
        return _ITEMS_SECONDS
    return TYPES[step.question.type].seconds * (2 if step.importance else 1)


def is_done(iv: Interview, step: Step) -> bool:
    """Whether somebody has dealt with a step: answered it, skipped it, looked the list through."""
    if step.question is not None:
        return step.key in iv.answers
    settled = iv.extra.get(_SETTLED)
    looked_at = isinstance(settled, dict) and bool(settled.get(step.section.id))
    return (looked_at or any(key.startswith(step.key) for key in iv.answers)) and not _is_open(iv, step)


def languages(q: Questionnaire) -> tuple[str, ...]:
    """The languages an interview can be held in, the base language first."""
    found = dict.fromkeys([q.language])
    for by_language in q.title.wordings.values():
        found.update(dict.fromkeys(by_language))
    return tuple(found)


# --- items of repeated sections


def removed_items(iv: Interview, section: str) -> dict[str, str]:
    """The items taken off a section's list, `{id: label}`: they can be added again."""
    lists = iv.extra.get(_REMOVED)
    found = lists.get(section) if isinstance(lists, dict) else None
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def new_item(iv: Interview, section: str, label: str) -> ItemAdded:
    """The event that adds an item: the removed one of that label, else a new id `i1`, `i2`, ….

    An id is never given twice, also not after its item was removed.
    """
    label = label.strip()
    for item, old in removed_items(iv, section).items():
        if old.casefold() == label.casefold():
            return ItemAdded(section, item, label)
    used = {*iv.items.get(section, {}), *removed_items(iv, section)}
    used.update(k.split("/")[1] for k in (*iv.answers, *iv.set_aside) if k.startswith(f"{section}/"))
    highest = max((int(i[1:]) for i in used if i[:1] == "i" and i[1:].isdecimal()), default=0)
    return ItemAdded(section, f"i{highest + 1}", label)


def label_of(iv: Interview, section: Section, item: str) -> str:
    """An item's label: a default one that nobody renamed is shown in the interview's language."""
    label = iv.items.get(section.id, {}).get(item, "")
    default = section.repeat.items.get(item) if section.repeat else None
    if default is None or not any(label in by_language.values() for by_language in default.wordings.values()):
        return label
    return default.pick(iv.language, iv.respondent.group)


# --- beginning


def begin(
    q: Questionnaire,
    *,
    id: str,  # noqa: A002  the field's name
    respondent: Respondent,
    started: str,
    language: str = "",
    interviewer: str | None = None,
    tool: str = "",
    lists: Mapping[str, Mapping[str, str]] | None = None,
) -> Interview:
    """A new interview. A repeated section starts with the engagement's items, else with its own.

    Args:
        q: the questionnaire.
        id: the interview's id.
        respondent: who answers.
        started: now.
        language: the language it is held in; the questionnaire's where empty.
        interviewer: who asks.
        tool: cfdiag's version.
        lists: the engagement's lists of items, by the name a section asks for with `from:`.
    """
    spoken = language or q.language
    items: dict[str, dict[str, str]] = {}
    for section in q.sections:
        if section.repeat is None:
            continue
        own = {i: text.pick(spoken, respondent.group) for i, text in section.repeat.items.items()}
        brought = dict((lists or {}).get(section.repeat.source or "", {}))
        items[section.id] = dict(list((brought or own).items())[: section.repeat.max])
    return Interview(
        id=id,
        tool=tool,
        questionnaire=reference(q),
        language=spoken,
        respondent=respondent,
        interviewer=interviewer,
        started=started,
        items=items,
        answers={},
    )


def reference(q: Questionnaire) -> QuestionnaireRef:
    """The questionnaire, to the byte."""
    return QuestionnaireRef(id=q.id, version=q.version, sha256=q.sha256)


# --- what an event changes


def apply(q: Questionnaire, iv: Interview, event: Event) -> Interview:
    """The interview after an event that has no `problem`."""
    return settle(q, fold(iv, event), check=rechecks(event))


def rechecks(event: Event) -> bool:
    """Whether answers that were valid may not be so after this event."""
    return isinstance(event, (RespondentSet, Rebased))


def settle(q: Questionnaire, iv: Interview, *, check: bool = False) -> Interview:
    """Move answers that are no longer asked to `set_aside`, and those that are asked again back.

    Args:
        q: the questionnaire.
        iv: the interview.
        check: also set aside answers that are not valid, as they may be after the questionnaire
            has changed.
    """
    return moved(iv, *moves(q, iv, check=check))


def moves(q: Questionnaire, iv: Interview, *, check: bool = False) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which answers have to go to `set_aside`, and which come back, as keys."""
    group = iv.respondent.group
    # Grows with the walk: a condition sees only answers that are themselves still asked for.
    answers: dict[str, Answer] = {}
    back: list[str] = []
    for step in _walk(q, iv, answers):
        if step.question is None:
            continue
        answer = iv.answers.get(step.key)
        if answer is not None and (not check or check_answer(step.question, answer, group) is None):
            answers[step.key] = answer
            continue
        waiting = iv.set_aside.get(step.key)
        if answer is None and waiting is not None and check_answer(step.question, waiting, group) is None:
            answers[step.key] = waiting
            back.append(step.key)
    return tuple(key for key in iv.answers if key not in answers), tuple(back)


def moved(iv: Interview, aside: tuple[str, ...], back: tuple[str, ...]) -> Interview:
    """The interview with those answers set aside and those brought back."""
    if not aside and not back:
        return iv
    answers, set_aside = dict(iv.answers), dict(iv.set_aside)
    for key in aside:
        set_aside[key] = answers.pop(key)
    for key in back:
        answers[key] = set_aside.pop(key)
    return msgspec.structs.replace(iv, answers=answers, set_aside=set_aside)


def fold(iv: Interview, event: Event) -> Interview:  # noqa: PLR0911, C901  one a kind
    """The interview after an event, before its dependents are settled; needs no questionnaire."""
    change = msgspec.structs.replace
    match event:
        case Answered(key, answer):
            aside = {k: a for k, a in iv.set_aside.items() if k != key}
            return change(iv, answers={**iv.answers, key: answer}, set_aside=aside)
        case Cleared(key):
            return change(iv, answers={k: a for k, a in iv.answers.items() if k != key})
        case ItemAdded(section, item, label):
            there = _with_item(iv, section, item, label)
            gone = {i: old for i, old in removed_items(iv, section).items() if i != item}
            return _with_extra(there, _REMOVED, section, gone)
        case ItemRenamed(section, item, label):
            return _with_item(iv, section, item, label)
        case ItemRemoved(section, item):
            rest = dict(iv.items.get(section, {}))
            label = rest.pop(item, "")
            without = change(iv, items={**iv.items, section: rest})
            return _with_extra(without, _REMOVED, section, {**removed_items(iv, section), item: label})
        case ItemsSettled(section):
            return _with_extra(iv, _SETTLED, section, True)
        case LanguageSet(language):
            return change(iv, language=language)
        case RespondentSet(respondent):
            return change(iv, respondent=respondent)
        case Finished(at):
            return change(iv, finished=at)
        case Reopened():
            return change(iv, finished=None)
        case Rebased(questionnaire):
            return change(iv, questionnaire=questionnaire)
        case Draft() | Opened():
            return iv


def ordered(q: Questionnaire, iv: Interview) -> Interview:
    """The interview with its answers in the order of the questionnaire, for the finished file."""
    place = {step.key: n for n, step in enumerate(steps(q, iv))}
    by_place = sorted(iv.answers.items(), key=lambda pair: place.get(pair[0], len(place)))
    return msgspec.structs.replace(iv, answers=dict(by_place))


# --- what is wrong with an event


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
    if iv.finished is not None and not isinstance(event, (Reopened, Opened)):
        return Problem("the interview is finished; reopen it to change it")
    match event:
        case Answered(key, answer):
            return _answer_problem(q, iv, key, answer)
        case Cleared(key):
            return None if find(q, iv, key) is not None else _not_asked(q, iv, key)
        case Draft(key, text):
            if len(text) > DRAFT_LENGTH:
                return Problem("the text is longer than {max} characters", max=DRAFT_LENGTH)
            return None if find(q, iv, key) is not None else _not_asked(q, iv, key)
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
            return None if n == 0 else Problem("required questions are open: {n}", n=n)
        case Reopened():
            return None if iv.finished is not None else Problem("the interview is not finished")
        case Opened() | Rebased():
            return None


def _answer_problem(q: Questionnaire, iv: Interview, key: str, answer: Answer) -> Problem | None:
    step = find(q, iv, key)
    if step is None or step.question is None:
        return _not_asked(q, iv, key)
    wrong = check_answer(step.question, answer, iv.respondent.group)
    return None if wrong is None else Problem(wrong)


def _not_asked(q: Questionnaire, iv: Interview, key: str) -> Problem:
    parts = key.split("/")
    question = q.question(parts[-1])
    section = q.section_of(parts[-1])
    if question is None or section is None:
        return Problem("there is no such question")
    if iv.respondent.group not in question.groups:
        return Problem("the group '{group}' is not asked this question", group=iv.respondent.group)
    if section.repeat is None and len(parts) != 1:
        return Problem("this is asked once: the key is '{key}'", key=question.id)
    if section.repeat is not None and (len(parts) != 3 or parts[0] != section.id):  # noqa: PLR2004
        return Problem(
            "this is asked for each item: the key is '{key}'", key=f"{section.id}/ITEM/{question.id}"
        )
    if section.repeat is not None and parts[1] not in iv.items.get(section.id, {}):
        return Problem("there is no such item on the list of '{section}'", section=section.id)
    return Problem("this is not asked, because of an earlier answer")


def _item_problem(
    q: Questionnaire, iv: Interview, event: ItemAdded | ItemRenamed | ItemRemoved | ItemsSettled
) -> Problem | None:
    step = find(q, iv, f"{event.section}/")
    if step is None or step.section.repeat is None:
        return Problem("there is no list here that can be changed")
    repeat = step.section.repeat
    items = iv.items.get(event.section, {})
    if isinstance(event, ItemsSettled):
        return None if len(items) >= repeat.min else Problem("the list needs at least {min}", min=repeat.min)
    if isinstance(event, ItemAdded):
        if len(items) >= repeat.max:
            return Problem("the list holds at most {max}", max=repeat.max)
        if event.item in items or not _is_id(event.item):
            return Problem("the item needs an id of its own: small letters, digits, underscores")
    elif event.item not in items:
        return Problem("there is no such item on the list")
    return None if isinstance(event, ItemRemoved) else _label_problem(items, event.item, event.label)


def _label_problem(items: Mapping[str, str], item: str, label: str) -> Problem | None:
    if not label.strip() or "\n" in label:
        return Problem("the name must be some words on one line")
    if len(label) > LABEL_LENGTH:
        return Problem("the name is longer than {max} characters", max=LABEL_LENGTH)
    taken = {other.casefold() for id_, other in items.items() if id_ != item}
    return Problem("this name is on the list already") if label.strip().casefold() in taken else None


# --- inside


class _Lookup:
    """What a condition may ask: answers, of the same item first, and particulars of the respondent."""

    def __init__(self, answers: Mapping[str, Answer], iv: Interview, section: Section, item: str) -> None:
        self._answers, self._iv, self._section, self._item = answers, iv, section, item

    def name(self, path: tuple[str, ...]) -> Value:
        """The value of an answer by its question's id; of what is not answered, UNKNOWN."""
        if len(path) != 1:
            return UNKNOWN
        answer = None
        if self._item:
            answer = self._answers.get(answer_key(self._section.id, self._item, path[0]))
        answer = answer or self._answers.get(path[0])
        if answer is not None:
            known = answer.status == "answered" and answer.value is not None
            value = tuple(answer.value) if isinstance(answer.value, list) else answer.value
            return value if known else UNKNOWN
        return self._iv.respondent.group if path[0] == "group" else UNKNOWN

    def call(self, function: str, arguments: tuple[Value, ...]) -> Value:
        """Functions belong to rules over many; here every one is unknown."""
        del function, arguments
        return UNKNOWN


def _walk(q: Questionnaire, iv: Interview, answers: Mapping[str, Answer]) -> Iterator[Step]:
    """The steps, each made when it is asked for: `answers` may grow while the walk goes on."""
    group = iv.respondent.group
    for section in q.sections:
        mine = [question for question in section.questions if group in question.groups]
        if not mine:
            continue
        entries: list[tuple[str, str]] = [("", "")]
        if section.repeat is not None:
            if section.repeat.add:
                yield Step(
                    key=f"{section.id}/",
                    question=None,
                    section=section,
                    required=section.repeat.min > 0,
                )
            entries = [(item, label_of(iv, section, item)) for item in iv.items.get(section.id, {})]
        for item, label in entries:
            lookup = _Lookup(answers, iv, section, item)
            for question in mine:
                if question.when is None or holds(question.when, lookup):
                    yield Step(
                        key=answer_key(section.id, item, question.id),
                        question=question,
                        section=section,
                        item=item,
                        label=label,
                        importance=group in question.importance,
                        basis=group in question.basis,
                        required=question.required,
                    )


def _is_open(iv: Interview, step: Step) -> bool:
    if step.question is None:
        least = step.section.repeat.min if step.section.repeat else 0
        return len(iv.items.get(step.section.id, {})) < least
    answer = iv.answers.get(step.key)
    return answer is None or answer.status == "skipped"


def _joins(run: list[Step], step: Step) -> bool:
    """Whether a step can stand on one page with those of the run."""
    last, question = run[-1], step.question
    if question is None or last.question is None:
        return False
    if question.type != "rating" or last.question.type != "rating":
        return False
    if (last.section.id, last.item, last.importance, last.basis) != (
        step.section.id,
        step.item,
        step.importance,
        step.basis,
    ):
        return False
    if question.scale != last.question.scale:
        return False
    above = {other.question.id for other in run if other.question is not None}
    return question.when is None or not any(above.intersection(path) for path in names(question.when))


def _cut(run: list[Step]) -> Iterator[tuple[Step, ...]]:
    pages = math.ceil(len(run) / BLOCK)
    start = 0
    for page in range(pages):
        end = start + math.ceil((len(run) - start) / (pages - page))
        yield tuple(run[start:end])
        start = end


def _with_item(iv: Interview, section: str, item: str, label: str) -> Interview:
    of_section = {**iv.items.get(section, {}), item: label.strip()}
    return msgspec.structs.replace(iv, items={**iv.items, section: of_section})


def _with_extra(iv: Interview, name: str, section: str, value: object) -> Interview:
    old = iv.extra.get(name)
    by_section = dict(old) if isinstance(old, dict) else {}
    by_section[section] = value
    if not value:
        del by_section[section]
    extra = {**iv.extra, name: by_section}
    if not by_section:
        del extra[name]
    return msgspec.structs.replace(iv, extra=extra)


def _is_id(item: str) -> bool:
    allowed = "abcdefghijklmnopqrstuvwxyz0123456789_"
    return 0 < len(item) <= 64 and all(c in allowed for c in item) and item[0] != "_"  # noqa: PLR2004
