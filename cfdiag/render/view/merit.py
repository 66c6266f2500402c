"""Which of the things that were said stand under an action: by merit, from both sides, never by alphabet.

What shows it first (evidence), then what people said, one from each side in turns, the shortest that holds a
fact first; what the interviewer noted last. Nearest are those about the very item or with its words in them.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from cfdiag.model.interview import question_of
from cfdiag.model.material import Remark
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.render.view.context import Material

_STEM = 5
"""Letters, at least, by which a word is known again: complaints, complained."""
_ENDING = 3
"""Letters of its end that may differ."""
_LEAST = 24
"""Characters: shorter than that hardly anything is said."""
_FACT = re.compile(r"\d|€|%")
_ORDER = {"evidence": 0, "answer": 1, "remark": 1, "note": 2}


class ByMerit(NamedTuple):
    """A remark, and how many there are like it."""

    remark: Remark
    near: bool
    """Whether it speaks of the very thing: said to its question, about its item, or with its words."""
    alike: int
    """With it: all that speak of it; 1 where that is not sure."""


def by_merit(
    m: Material, remarks: Iterable[Remark], label: str, most: int, questions: Container[tuple[str, str]] = ()
) -> list[ByMerit]:
    """The remarks that stand for all of them.

    Args:
        m: the report.
        remarks: everything that was said to what an action rests on.
        label: what it is about, in words: who uses them is nearer to it.
        most: so many at most.
        questions: what it is about, by questionnaire and question.
    """
    pool = [remark for remark in remarks if remark.text]
    # `beforehand` is not known again in `before`, nor `complaints` only in itself.
    long = [w for w in re.findall(r"\w+", label.lower()) if len(w) > _STEM]
    words = [w[: max(_STEM, len(w) - _ENDING)] for w in long]
    near = {id(each) for each in pool if _is_near(each, words, label, questions)}
    # 'Three people question me' is not about 'Questions and complaints': only the longest word counts heads.
    telling = [words[long.index(max(long, key=len))]] if long else []
    of_it = {id(each) for each in pool if _is_near(each, telling, label, questions)}
    ranked = sorted(pool, key=lambda each: _merit(each, near=id(each) in near))
    chosen: list[Remark] = []
    sides = {remark.questionnaire: m.questionnaires.get(remark.questionnaire) for remark in pool}
    while ranked and len(chosen) < most:
        heard = [_side(sides, each) for each in chosen]
        first = _merit(ranked[0], near=id(ranked[0]) in near)[:2]
        same = [each for each in ranked if _merit(each, near=id(each) in near)[:2] == first]
        after = min(same, key=lambda each: heard.count(_side(sides, each)))
        ranked.remove(after)
        chosen.append(after)
    alike = sum(each.kind != "note" and id(each) in of_it for each in pool)
    return [ByMerit(each, id(each) in near, alike if id(each) in of_it else 1) for each in chosen]


def _is_near(remark: Remark, words: Sequence[str], label: str, questions: Container[tuple[str, str]]) -> bool:
    if (remark.questionnaire, question_of(remark.question)) in questions:
        return not remark.item or remark.item.strip().lower() in label.strip().lower()
    lower = remark.text.lower()
    same = bool(remark.item) and remark.item.strip().lower() == label.strip().lower()
    return same or any(word in lower for word in words)


def _merit(remark: Remark, *, near: bool) -> tuple[bool, int, bool, bool, int]:
    """The lower, the better."""
    length = len(remark.text)
    order = _ORDER.get(remark.kind, 1)
    return (not near, order, length < _LEAST, not _FACT.search(remark.text), length)


def _side(sides: dict[str, Questionnaire | None], remark: Remark) -> str:
    questionnaire = sides.get(remark.questionnaire)
    return questionnaire.side(remark.group) if questionnaire is not None else ""
