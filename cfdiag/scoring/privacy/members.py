"""Who is behind a figure: one interview as releases see it, without any of its answers."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Question, Questionnaire, Repeat
from cfdiag.model.release import Member, Participant
from cfdiag.questions import TYPES
from cfdiag.scoring.attribution import is_attributed
from cfdiag.scoring.many.cells import field_of
from cfdiag.scoring.many.item_counts import is_shared
from cfdiag.scoring.one.codes import Layout, Reading, Slot, can_score
from cfdiag.scoring.one.scored import DimensionPoints, InterviewScore

OWN_ANSWERS = "#"
"""Between what was given about items of one's own, and how often."""

OVERALL_NAME = "@"
"""The name of the overall score; `@sharing` is that of a dimension."""


def person_of(
    interview: Interview,
    score: InterviewScore,
    questionnaire: Questionnaire,
    layout: Layout,
    by: Sequence[str],
) -> Participant:
    """One interview as releases see it.

    Args:
        interview: as it is scored.
        score: what it comes to.
        questionnaire: the one that it is scored with.
        layout: of its codes.
        by: the fields of the breakdowns.
    """
    repeats = {s.id: s.repeat for s in questionnaire.sections if s.repeat}
    return Participant(
        id=interview.id,
        hash=_hash(interview),
        group=score.group,
        named=is_attributed(interview, questionnaire),
        cells=tuple(field_of(interview, name) for name in by),
        given=frozenset(_given(score, layout, repeats)),
    )


def _hash(interview: Interview) -> str:
    """Another where any answer is another; with the id, so that equal answers of two people look unlike."""
    answers = [
        (key, a.status, a.value, a.importance, a.importance_status, a.basis, sorted(a.tags))
        for key, a in sorted(interview.answers.items())
    ]
    said = msgspec.json.encode([interview.id, answers])
    return hashlib.blake2b(said, digest_size=12).hexdigest()


def _given(score: InterviewScore, layout: Layout, repeats: Mapping[str, Repeat]) -> Iterator[str]:
    for code in score.codes:
        yield from _of_code(*layout.at(code), "")
    own: Counter[str] = Counter()
    for item, codes in score.item_codes.items():
        section, _, name = item.partition("/")
        shared = is_shared(repeats[section], name)
        for code in codes:
            slot, read = layout.at(code)
            yield from _of_code(slot, read, "")
            if shared:
                yield from _of_code(slot, read, f"{item}/")
            else:
                own.update(_of_code(slot, read, ""))
    for answered, n in own.items():
        yield f"{answered}{OWN_ANSWERS}{n}"
    for name, found in score.dimensions.items():
        yield from _of_dimension(name, found, score.item_scores.get(name, {}), repeats)
    if score.overall is not None:
        yield OVERALL_NAME


def _of_dimension(
    name: str, found: DimensionPoints, items: Mapping[str, float | None], repeats: Mapping[str, Repeat]
) -> Iterator[str]:
    if found.score is not None or (not found.reason and found.applicable):  # a checklist has no score
        yield f"{OVERALL_NAME}{name}"
    for item, mean in items.items():
        section, _, about = item.partition("/")
        if mean is not None and is_shared(repeats[section], about):
            yield score_about(name, item)


def score_about(dimension: str, item: str) -> str:
    """The name of a score about one item, which somebody may have without one about all: `@sharing/way/x`."""
    return f"{OVERALL_NAME}{dimension}/{item}"


def own_answers(given: Collection[str], question: str) -> tuple[int, int, int]:
    """How often somebody answered about items of their own, rated them twice, and counts in the dimension."""
    found = []
    for kind in "agv":
        start = f"{question}:{kind}{OWN_ANSWERS}"
        said = (name.removeprefix(start) for name in given if name.startswith(start))
        found.append(max(map(int, said), default=0))
    return found[0], found[1], found[2]


def _of_code(slot: Slot, read: Reading, prefix: str) -> Iterator[str]:
    name = f"{prefix}{read.question}"
    if read.status == "answered":
        yield f"{name}:a"
        if can_score(slot.question) and (read.value is None or read.value in slot.points):
            yield f"{name}:v"
    if read.importance is not None:
        yield f"{name}:i"
        if isinstance(read.value, int):
            yield f"{name}:g"


def is_only_counted(question: Question) -> bool:
    """Whether nothing of its answers is shown but how many there are: the floor is then that of the group."""
    return TYPES[question.type].in_words and not question.tags


def paired_of(people: Iterable[Participant], floor: int) -> dict[str, list[str]]:
    """By group with anonymous people the questions that as many as the floor rated twice."""
    both: dict[str, dict[str, int]] = {}
    everybody = list(people)
    private = {person.group for person in everybody if not person.named}
    for person in everybody:
        mine = both.setdefault(person.group, {})
        for name in person.given:
            question, _, kind = name.rpartition(":")
            if kind == "g" and "/" not in question:
                mine[question] = mine.get(question, 0) + 1
    return {
        group: sorted(question for question, n in both[group].items() if n >= floor)
        for group in sorted(private)
    }


def packed(people: Iterable[Participant]) -> tuple[list[str], dict[str, Member]]:
    """The people as a release keeps them: the names of the bits, and everybody by id."""
    everybody = sorted(people, key=lambda person: person.id)
    names = sorted({name for person in everybody for name in person.given})
    bit = {name: 1 << place for place, name in enumerate(names)}
    return names, {
        person.id: Member(
            hash=person.hash,
            group=person.group,
            named=person.named,
            cells=list(person.cells),
            given=f"{sum(bit[name] for name in person.given):x}",
        )
        for person in everybody
    }


def unpacked(figures: Sequence[str], members: Mapping[str, Member]) -> list[Participant]:
    """The people of a release."""
    return [
        Participant(
            id=id_,
            hash=member.hash,
            group=member.group,
            named=member.named,
            cells=tuple(member.cells),
            given=frozenset(name for place, name in enumerate(figures) if int(member.given, 16) >> place & 1),
        )
        for id_, member in members.items()
    ]
