"""What plain mode says: headings, prompts, answers in words, the review. Lines of text, nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cfdiag.ground.cells import clip
from cfdiag.interview import state
from cfdiag.interview.consent import CONSENT_WORDS, concerns
from cfdiag.interview.session import Session
from cfdiag.interview.wording import BASES, worded
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.interview import Answer, Basis
from cfdiag.model.questionnaire import Question
from cfdiag.questions import TYPES

COMMANDS = {
    "back": "the question before; its answer is there and can be changed",
    "next": "go on without answering",
    "skip": "skip this question",
    "dk": "don't know",
    "na": "not applicable",
    "clear": "take the answer back",
    "note": "TEXT: a note beside the answer; - removes it",
    "evidence": "TEXT: what shows that it is so; - removes it",
    "tags": "themes of this answer, by number",
    "basis": "what the answer rests on",
    "probe": "the interviewer's hint for this question",
    "draft": "take what was typed before and not accepted",
    "items": "to the list of this section: add, rename, remove",
    "rename": "NUMBER NAME: another name, on a list",
    "remove": "NUMBER: off the list; its answers are kept aside",
    "language": "go on in another language",
    "consent": "named: quoted with name; quoted: without name; counted: only counted; - not asked",
    "review": "every answer, numbered",
    "finish": "finish the interview",
    "quit": "save and leave",
    "help": "this list",
}
SHORT = {
    "b": "back",
    "s": "skip",
    "d": "dk",
    "a": "na",
    "n": "note",
    "e": "evidence",
    "t": "tags",
    "p": "probe",
    "l": "language",
    "r": "review",
    "q": "quit",
    "?": "help",
}

STATUSES = {"skipped": "skipped", "unknown": "don't know", "not_applicable": "not applicable"}

_PROMPTS = {
    "yes_no": "Yes or no: ",
    "choices": "Enter numbers separated by commas: ",
    "number": "Number: ",
    "date": "Date, year-month-day: ",
    "text": "Answer: ",
}
_ECHO = 60


def headings(
    session: Session, step: state.Step, steps: Sequence[state.Step], section: str, item: str
) -> Iterator[str]:
    """The section's title and intro, and the item's name, where they are not those that were said last."""
    q, iv = session.questionnaire, session.interview
    t = locale_for(iv.language)
    if step.section.id != section:
        ids = list(dict.fromkeys(other.section.id for other in steps))
        title = worded(q, iv, step.section.title)
        yield ""
        yield t("Section {n} of {of}: {title}", n=ids.index(step.section.id) + 1, of=len(ids), title=title)
        if step.section.intro is not None:
            yield worded(q, iv, step.section.intro)
    if step.item and (step.section.id, step.item) != (section, item) and step.section.repeat is not None:
        items = list(iv.items.get(step.section.id, {}))
        name = worded(q, iv, step.section.repeat.name)
        yield ""
        yield t(
            "{name} {n} of {of}: {title}",
            name=name[:1].upper() + name[1:],
            n=items.index(step.item) + 1,
            of=len(items),
            title=step.label,
        )


def introduction(
    session: Session, step: state.Step, question: Question, steps: Sequence[state.Step]
) -> Iterator[str]:
    """Where we are, the question, the answer there is, the options."""
    iv = session.interview
    t = locale_for(iv.language)
    keys = [other.key for other in steps if other.question is not None]
    progress = session.progress()
    yield ""
    where = t("Question {n} of {of}.", n=keys.index(step.key) + 1, of=progress.total)
    if progress.left:
        where += " " + t.plural(
            "{left} left, about {n} minute.",
            "{left} left, about {n} minutes.",
            max(1, round(progress.seconds_left / 60)),
            left=progress.left,
        )
    yield where
    yield f"{asked(session, step)} {t('Required.') if step.required else t('Optional.')}"
    for n, line in enumerate(_options(session, question), 1):
        yield f"{n}. {line}"
    old = iv.answers.get(step.key)
    if old is not None:
        said = answer(session, question, old)
        yield t("Current answer: {answer}. Press Enter to keep it.", answer=said)
        for name, remark in (("Note", old.note), ("Evidence", old.evidence)):
            if remark:
                yield f"{t(name)}: {remark}"
    if draft := session.draft(step.key):
        yield t("Typed before and not accepted: {text}", text=short(draft))
        yield t("/draft takes it.")


def asked(session: Session, step: state.Step) -> str:
    """The question as this respondent is asked it, or what is asked about a list of items."""
    q, iv = session.questionnaire, session.interview
    if step.question is not None:
        return worded(q, iv, step.question.ask, step)
    return worded(q, iv, step.section.repeat.ask if step.section.repeat else None)


def prompt(session: Session, question: Question) -> str:
    """What stands before the cursor."""
    iv = session.interview
    t = locale_for(iv.language)
    if question.type == "rating":
        return f"{t('Rating')}, {_ends(session, question)}: "
    if question.type == "choice":
        return t("Enter a number from {min} to {max}: ", min=1, max=len(question.options))
    if question.type == "choices" and not question.min:
        return t("Enter numbers separated by commas, 0 for none of these: ")
    return t(_PROMPTS[question.type])


def importance_prompt(t: Locale, question: Question) -> str:
    """What stands before the cursor when importance is asked."""
    scale = question.scale
    ends = t("{min} to {max}", min=scale.min, max=scale.max) if scale is not None else ""
    return f"{t('Importance')}, {ends}: "


def answer(session: Session, question: Question, given: Answer) -> str:
    """An answer in words, on one line: `3, importance 5`, `don't know`."""
    iv = session.interview
    t = locale_for(iv.language)
    said = t(STATUSES.get(given.status, given.status))
    if given.status == "answered":
        type_ = TYPES[question.type]
        said = (
            str(given.value)
            if question.type == "rating"
            else type_.show(question, given.value, iv.language, iv.respondent.group)
        )
        said = short(said) or t("none of these")
    if given.importance is not None:
        said += f", {t('importance')} {given.importance}"
    elif given.importance_status in ("unknown", "not_applicable"):
        said += f", {t('importance')} {t(STATUSES[given.importance_status])}"
    return said


def consent(session: Session) -> str:
    """What may become of the words, and the commands that say so; empty where it is no question."""
    q, iv = session.questionnaire, session.interview
    if not concerns(q, iv):
        return ""
    t = locale_for(iv.language)
    stands = t(CONSENT_WORDS[iv.respondent.consent])
    how = t("/consent named: quoted with name; /consent quoted: without name; /consent counted: counted.")
    return f"{stands} {how}"


def items(session: Session, step: state.Step) -> Iterator[str]:
    """The list of items of a repeated section."""
    iv = session.interview
    yield ""
    yield asked(session, step)
    for n, item in enumerate(iv.items.get(step.section.id, {}), 1):
        yield f"{n}. {state.label_of(iv, step.section, item)}"


def review(session: Session, steps: Sequence[state.Step]) -> Iterator[str]:
    """Every answer, numbered, under its section and its item."""
    iv = session.interview
    t = locale_for(iv.language)
    yield ""
    yield t("Review")
    before = ("", "")
    for n, step in enumerate(steps, 1):
        if step.section.id != before[0]:
            yield f"{worded(session.questionnaire, iv, step.section.title)}:"
        if step.item and (step.section.id, step.item) != before:
            yield f"{step.label}:"
        before = (step.section.id, step.item)
        yield f"{n}. {asked(session, step)} {_reviewed(session, step, t)}"


def short(text: str) -> str:
    """A text on one line, cut where it is long."""
    return clip(" ".join(text.split()), _ECHO)


def basis(t: Locale, typed: str) -> Basis | None:
    """What an answer rests on: by number, id or words."""
    word = typed.strip().casefold()
    for n, (id_, words) in enumerate(BASES.items(), 1):
        if word in (str(n), id_, words.casefold(), t(words).casefold()):
            return id_
    return None


def _reviewed(session: Session, step: state.Step, t: Locale) -> str:
    iv = session.interview
    if step.question is None:
        labels = [state.label_of(iv, step.section, item) for item in iv.items.get(step.section.id, {})]
        return f"{t('List')}: {', '.join(labels) or t('empty')}."
    given = iv.answers.get(step.key)
    if given is None:
        is_open = t("not answered, required") if step.required else t("not answered")
        return f"{t('Answer')}: {is_open}."
    note = f" {t('Note')}: {short(given.note)}." if given.note else ""
    return f"{t('Answer')}: {answer(session, step.question, given)}.{note}"


def _options(session: Session, question: Question) -> list[str]:
    iv = session.interview
    if question.type == "yes_no":
        type_ = TYPES["yes_no"]
        return [type_.show(question, word, iv.language) for word in ("yes", "no")]
    return [option.label.pick(iv.language, iv.respondent.group) for option in question.options]


def _ends(session: Session, question: Question) -> str:
    """`1 Very poor to 5 Excellent`."""
    iv, scale = session.interview, question.scale
    if scale is None:
        return ""
    ends = []
    for step in (scale.min, scale.max):
        label = scale.labels.get(step)
        words = label.pick(iv.language, iv.respondent.group) if label is not None else ""
        ends.append(f"{step} {words}".strip())
    return locale_for(iv.language)("{min} to {max}", min=ends[0], max=ends[1])
