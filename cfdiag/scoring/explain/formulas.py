"""The arithmetic of a chain, as people write it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import UNSET

from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import BASIS_POINTS, Question
from cfdiag.model.result import QuestionScore
from cfdiag.questions import TYPES
from cfdiag.scoring.options import Phrasing
from cfdiag.scoring.plan.need import Candidate, distance, gap_need, need_of, weight_of


def figure(value: float, words: Phrasing, decimals: int = 1) -> str:
    """A figure in the language of the sentences."""
    return words.locale.number(value, decimals)


def written_figure(value: float, words: Phrasing) -> str:
    """A weight or a step as it was written: `2`, `0.5`."""
    return words.locale.as_written(value)


def weighted(pairs: Sequence[tuple[float, float | None]], mean: float, words: Phrasing) -> str:
    """`(1 × 50.0 + 2 × 75.0) / 3 = 66.7`."""
    terms = " + ".join(
        f"{written_figure(weight, words)} × {figure(value or 0.0, words)}" for weight, value in pairs
    )
    total = written_figure(math.fsum(weight for weight, _ in pairs), words)
    return f"({terms}) / {total} = {figure(mean, words)}"


def mean_of(mean: float, n: int, message: str, words: Phrasing) -> str:
    """The sum of so many scores, their number and their mean, in a sentence."""
    return words.sentence(message, sum=figure(mean * n, words), n=n, mean=figure(mean, words))


def scale_text(question: Question, value: float, points: float, words: Phrasing) -> str:
    """`100 × (4 − 1) / 4 = 75.0 points`."""
    shown_points = words.sentence("{points} points", points=figure(points, words))
    scale = question.scale
    if scale is None:
        return shown_points
    shown = f"{value:g}" if float(value).is_integer() else figure(value, words, 2)
    turned = f"{scale.min} + {scale.max} − {shown}" if question.reverse else shown
    return f"100 × ({turned} − {scale.min}) / {scale.span} = {shown_points}"


def distribution_text(score: QuestionScore, question: Question, words: Phrasing) -> str:
    """`(4 × 1 + 14 × 2) / 18 = 1.78 → …`; of what is no scale, how often each."""
    by_option = TYPES[question.type].table(question, score, words.locale, lambda text: words.text(text, ""))
    if by_option is not None:
        heads = [words.locale.inline(head) for head in by_option.heads[1:]]
        rows = [
            f"{row[0]} ({', '.join(f'{head}: {value}' for head, value in zip(heads, row[1:], strict=True))})"
            for row in by_option.rows
        ]
        return "; ".join(rows)
    points, mean = score.points, score.mean
    counts = [(int(step), n) for step, n in score.distribution.items() if step.lstrip("-").isdigit() and n]
    if mean is None or question.scale is None or not (counts or score.given is not UNSET):
        said = ", ".join(f"{n} × {value}" for value, n in score.distribution.items() if n)
        shown = words.sentence("{points} points", points=figure(points or 0.0, words))
        return f"{said} → {shown}" if points is not None and said else said
    if score.given is UNSET:
        terms = " + ".join(f"{count} × {step}" for step, count in counts)
        text = f"({terms}) / {score.n} = {figure(mean, words, 2)}"
    elif not counts:
        text = words.sentence(
            "{n} answers of {people} people; the mean of their own means is {mean}",
            n=score.given,
            people=score.n,
            mean=figure(mean, words, 2),
        )
    else:  # about several items: everybody's own mean counts once
        text = words.sentence(
            "{n} answers of {people} people (gave it at least once: {counts}); the mean of their own means "
            "is {mean}",
            n=score.given,
            counts=", ".join(f"{count} × {step}" for step, count in counts),
            people=score.n,
            mean=figure(mean, words, 2),
        )
    return text if points is None else f"{text} → {scale_text(question, mean, points, words)}"


def answer_text(question: Question, answer: Answer, points: float | None, words: Phrasing) -> str:
    """What was answered, and what it comes to."""
    if answer.status != "answered":
        text = words.sentence(answer.status.replace("_", " "))
    elif TYPES[question.type].in_words:
        text = words.sentence("answered in words")
    else:
        text = TYPES[question.type].show(question, answer.value, words.locale)
    if points is not None and isinstance(answer.value, (int, float)):
        text = f"{text} → {scale_text(question, float(answer.value), points, words)}"
    elif points is not None:
        text = f"{text} → {words.sentence('{points} points', points=figure(points, words))}"
    if answer.importance is not None:
        text += f"; {words.sentence('importance')} {answer.importance}"
    if answer.basis is not None:
        basis = words.sentence(answer.basis.replace("_", " "))
        worth = written_figure(BASIS_POINTS[answer.basis], words)
        text += f"; {words.sentence('rests on {basis} ({points} points)', basis=basis, points=worth)}"
    return text


def priority_text(same: Sequence[Candidate], need: float, priority: float, words: Phrasing) -> str:
    """`priority = need 0.44 × impact 3 / effort 1 = 1.31; need = mean of …`."""
    first = next(each for each in same if need_of(each) == need)
    product = words.sentence(
        "priority = need {need} × impact {impact} / effort {effort} = {priority}",
        need=figure(need, words, 4),
        impact=first.action.impact,
        effort=first.action.effort,
        priority=figure(priority, words, 4),
    )
    said = [product, _need_text(first, words)]
    if len(same) > 1:
        listed = ", ".join(f"{each.questionnaire} {figure(need_of(each), words, 4)}" for each in same)
        said.append(words.sentence("the highest need of {listed}", listed=listed))
    return "; ".join(said)


def _held_text(first: Candidate, words: Phrasing) -> str:
    weight = figure(weight_of(None, first.typical), words, 3)
    if first.held:
        kind = first.action.kind
        widest = max(first.held, key=lambda each: distance(kind, each.points, each.target))
        return words.sentence(
            "need = how far from what is aimed at × how important (0–1):"
            " {question} {points}, {target} × {weight}",
            question=widest.name,
            points=figure(widest.points, words),
            target=written_figure(widest.target, words),
            weight=weight,
        )
    largest = max(first.shares, key=lambda each: each.need)
    return words.sentence(
        "need = the share, nearer to a half the fewer people there are, × how important (0–1):"
        " {question} {n} of {of}, {share} × {weight}",
        question=largest.question,
        n=largest.n,
        of=largest.of,
        share=figure(largest.need, words, 3),
        weight=weight,
    )


def _need_text(first: Candidate, words: Phrasing) -> str:
    if first.gaps:
        widest = max(first.gaps, key=lambda each: gap_need(each, first.typical))
        return words.sentence(
            "need = the widest gap × how important (0–1): {question} {points} / 100 × {weight}",
            question=widest.question,
            points=figure(abs(widest.points), words),
            weight=figure(weight_of(widest.importance, first.typical), words, 3),
        )
    if first.action.need is not None:
        return words.sentence("the need is what the action states")
    if first.held or first.shares:
        return _held_text(first, words)
    if not first.evidence:
        return words.sentence("the need is the default, since none of its evidence is scored")
    build = first.action.kind == "build"
    terms = []
    for each in first.evidence:
        points, target = figure(each.points, words), written_figure(each.target, words)
        apart = distance(first.action.kind, each.points, each.target)
        share = f"({points} − {target}) / {written_figure(100 - each.target, words)}"
        share = share if build else f"({target} − {points}) / {target}"
        weight = figure(weight_of(each.importance, first.typical), words, 3)
        terms.append(f"{each.question} {share if apart else 0} × {weight}")
    what = (
        "need = the mean of how far beyond its target × how important (0–1): {terms}"
        if build
        else "need = the mean of how far short of its target × how important (0–1): {terms}"
    )
    return words.sentence(what, terms="; ".join(terms))
