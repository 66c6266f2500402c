"""Talks that were held in two files: the halves are one respondent, whatever the order they come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from cfdiag.batch.intake import Intake, Taken
from cfdiag.batch.partial import Joined
from cfdiag.formats.moments import in_order
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location
from cfdiag.interview.items import OWN_ITEM
from cfdiag.interview.state import moved, moves
from cfdiag.model.interview import Answer, Interview
from cfdiag.rules.voices import restricted


def join(found: Iterable[Taken], intake: Intake) -> tuple[list[Joined], list[Diagnostic]]:
    """The talks, each put together, and what there is to say about those that could not be.

    Args:
        found: interviews, one of each id.
        intake: what took them in.
    """
    by_id = {taken.interview.id: taken for taken in sorted(found, key=lambda each: each.interview.id)}
    before: dict[str, str] = {}
    said: list[Diagnostic] = []
    for id_, taken in by_id.items():
        first = taken.interview.continues
        if first is None:
            continue
        other = by_id.get(first)
        why = apart(taken.interview, other.interview if other else None)
        if not why and id_ in _chain(first, before):
            why = "the interviews that this one continues go round in a circle"
        if why:
            said.append(_not_joined(taken, why))
        else:
            before[id_] = first
    joined = []
    for parts in _talks(by_id, before):
        if len(parts) == 1:
            joined.append(Joined(parts[0]))
            continue
        said += [_continued(part, parts[-1]) for part in parts[:-1]]
        joined.append(_together(parts, intake))
    return joined, said


def apart(interview: Interview, first: Interview | None) -> str:
    """Why an interview is not the second half of the one that it names; empty where it is.

    Args:
        interview: it says that it continues another.
        first: the other one, where it is at hand.
    """
    if first is None:
        return "the interview that this one continues is not here"
    if first.id == interview.id:
        return "the interview says that it continues itself"
    if first.questionnaire.id != interview.questionnaire.id:
        return "the interview that this one continues is of another questionnaire"
    if first.respondent.group != interview.respondent.group:
        return "the interview that this one continues is of another group"
    return ""


def _chain(id_: str, before: Mapping[str, str]) -> list[str]:
    """An interview and those that it goes on with, one after the other."""
    found = [id_]
    while found[-1] in before:
        found.append(before[found[-1]])
    return found


def _talks(by_id: Mapping[str, Taken], before: Mapping[str, str]) -> Iterator[Sequence[Taken]]:
    """The parts of each talk in the order they were held: what continues comes after what it continues."""
    parts: dict[str, list[tuple[int, str, str]]] = {}
    for id_, taken in by_id.items():
        chain = _chain(id_, before)
        parts.setdefault(chain[-1], []).append((len(chain), in_order(taken.interview.started), id_))
    for several in parts.values():
        yield [by_id[id_] for _, _, id_ in sorted(several)]


def _together(parts: Sequence[Taken], intake: Intake) -> Joined:
    """One interview of all the parts: the later answer of a question counts, the strictest consent holds."""
    last = parts[-1]
    questionnaire = intake.bench(last.key).questionnaire
    halves = [parts[0].interview]
    for part in parts[1:]:
        halves.append(_with_ids_of(halves, part.interview))
    whole = halves[0]
    for half in halves[1:]:
        whole = _one_of(whole, half)
    # Everything that was asked in either half was asked, whatever the form of the other one.
    aside, _ = moves(questionnaire, msgspec.structs.replace(whole, form="full"), check=False)
    whole = moved(whole, tuple(key for key in aside if key not in halves[-1].answers), ())
    for half in halves:
        # What a half does not speak of takes nothing back.
        said = msgspec.structs.replace(half, answers={**whole.answers, **half.answers})
        whole = restricted(whole, said, questionnaire)
    score = msgspec.structs.replace(
        last.score,
        text="missing" if any(part.score.text == "missing" for part in parts) else last.score.text,
        left_out=frozenset().union(*(part.score.left_out for part in parts)),
    )
    not_asked = frozenset.intersection(*(part.not_asked for part in parts))
    heard = any(part.heard for part in parts)
    taken = intake.again(msgspec.structs.replace(last, score=score, not_asked=not_asked, heard=heard), whole)
    return Joined(taken, tuple((half, part.file) for half, part in zip(halves, parts, strict=True)))


def _with_ids_of(earlier: Sequence[Interview], half: Interview) -> Interview:
    """The half with the ids that items of the same label had before: both halves number their own from 1."""
    for section, items in half.items.items():
        known: dict[str, str] = {}
        for other in earlier:
            known |= other.items.get(section, {})
        by_label = {label.casefold(): id_ for id_, label in known.items()}
        ids: dict[str, str] = {}
        for id_, label in items.items():
            free = id_ not in known or not OWN_ITEM.fullmatch(id_)
            ids[id_] = by_label.get(label.casefold()) or (id_ if free else _free({**known, **items}, ids))
        half = _renamed(half, section, ids)
    return half


def _free(taken: Mapping[str, str], given: Mapping[str, str]) -> str:
    used = {*taken, *given.values()}
    return next(id_ for n in range(1, len(used) + 2) if (id_ := f"i{n}") not in used)


def _renamed(half: Interview, section: str, ids: Mapping[str, str]) -> Interview:
    if all(id_ == new for id_, new in ids.items()):
        return half

    def of(answers: Mapping[str, Answer]) -> dict[str, Answer]:
        return {_key(key, section, ids): answer for key, answer in answers.items()}

    items = {**half.items, section: {ids[id_]: label for id_, label in half.items[section].items()}}
    remarks = [
        msgspec.structs.replace(remark, question=_key(remark.question, section, ids))
        if remark.question
        else remark
        for remark in half.remarks
    ]
    return msgspec.structs.replace(
        half, items=items, answers=of(half.answers), set_aside=of(half.set_aside), remarks=remarks
    )


def _key(key: str, section: str, ids: Mapping[str, str]) -> str:
    where, _, rest = key.partition("/")
    item, _, question = rest.partition("/")
    return f"{section}/{ids[item]}/{question}" if where == section and item in ids else key


def _one_of(first: Interview, second: Interview) -> Interview:
    """Both halves in one. A question skipped on the way to where the talk had stopped takes nothing away."""
    given = {key: a for key, a in second.answers.items() if a.status != "skipped" or key not in first.answers}
    answers = {**first.answers, **given}
    aside = {key: a for key, a in {**first.set_aside, **second.set_aside}.items() if key not in answers}
    items = {
        section: {**first.items.get(section, {}), **second.items.get(section, {})}
        for section in dict.fromkeys((*first.items, *second.items))
    }
    one, other = second.respondent, first.respondent
    fields = ("id", "name", "organisation", "department", "account")
    who = msgspec.structs.replace(
        one,
        **{name: getattr(one, name) or getattr(other, name) for name in fields},
        extra={**other.extra, **one.extra},
    )
    return msgspec.structs.replace(
        second,
        # Who was in an earlier release with the first half alone is the same person in the next one.
        id=first.id,
        continues=first.continues,
        respondent=who,
        started=first.started or second.started,
        form="essentials" if first.form == second.form == "essentials" else "full",
        mode=second.mode or first.mode,
        interviewer=second.interviewer or first.interviewer,
        scales={**first.scales, **second.scales},
        taken_from={**first.taken_from, **second.taken_from},
        items=items,
        answers=answers,
        remarks=[*first.remarks, *second.remarks],
        set_aside=aside,
        extra={**first.extra, **second.extra},
    )


def _place(taken: Taken) -> Location:
    return Location(taken.file, taken.line if taken.line > 1 else 0, 1 if taken.line > 1 else 0)


def _continued(part: Taken, last: Taken) -> Diagnostic:
    there = f"{last.file}{f':{last.line}' if last.line > 1 else ''}"
    message = f"{there} goes on with this interview: they are counted as one respondent"
    return Diagnostic(Code.CONTINUED, message, _place(part), severity="note")


def _not_joined(taken: Taken, why: str) -> Diagnostic:
    return Diagnostic(
        Code.NOT_JOINED,
        f"{why}; it counts by itself",
        _place(taken),
        "score both files together, or mend 'continues': it is the id of the interview gone on with",
        "warning",
    )
