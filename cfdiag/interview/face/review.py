"""Every question with what was answered: the review, the sections with what is open, what is looked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cfdiag.interview import wording
from cfdiag.interview.face.actions import SCROLLING, Act
from cfdiag.interview.face.navigator import REVIEW
from cfdiag.interview.face.page_model import ListedOption, PageModel, ReviewBody, ReviewLine
from cfdiag.interview.face.presenter import Presenter
from cfdiag.interview.face.promise import consent_and_key
from cfdiag.interview.flow import Step, is_done
from cfdiag.interview.items import label_of


def review_page(presenter: Presenter, steps: Sequence[Step], *, heard: bool = False) -> PageModel:
    """Every answer on one list.

    Args:
        presenter: the interview as it stands.
        steps: everything that is asked.
        heard: whether the respondent had their words read back in the talk before, a moment ago.
    """
    say, answers = presenter.words.say, presenter.interview.answers
    left_out = sum(answers[step.key].status != "answered" for step in steps if step.key in answers)
    parts = [say("{done} of {total} done", done=presenter.progress.done, total=presenter.progress.total)]
    parts.append(say("{n} open", n=presenter.progress.left) if presenter.progress.left else say("f finishes"))
    if left_out:
        parts.append(say("{n} without an answer", n=left_out))
    again = say("What was noted was read back a moment ago; v reads this back too.") if heard else ""
    told = (" · ".join(parts), consent_and_key(presenter.words), again, _in_passing(presenter))
    actions = (presenter.usual - {Act.ACCEPT, Act.FORWARD, Act.REVIEW}) | {Act.CLOSING, Act.CONSENT, Act.READ}
    if presenter.interview.remarks:
        actions |= {Act.FILE}
    if steps:
        actions |= {Act.EDIT, Act.NEXT_OPEN, Act.DIGIT, *SCROLLING}
    return PageModel(
        kind="review",
        key=REVIEW,
        ask=say("Review"),
        body=ReviewBody(tuple(_outline(presenter, steps)), _waiting(presenter)),
        actions=actions,
        told=tuple(line for line in told if line),
    )


def _in_passing(presenter: Presenter) -> str:
    """How many remarks belong to no question yet."""
    n = sum(remark.question is None for remark in presenter.interview.remarks)
    if not n:
        return ""
    return presenter.words.say.plural(
        "{n} remark belongs to no question yet; m says to which.",
        "{n} remarks belong to no question yet; m says to which.",
        n,
    )


def remark_lines(presenter: Presenter, steps: Sequence[Step]) -> tuple[ListedOption, ...]:
    """What was said in passing, each with the question that it belongs to; the id is its place."""
    named = {step.key: presenter.words.named(step) for step in steps}
    say = presenter.words.say
    return tuple(
        ListedOption(
            str(place), f"{remark.text} ({named.get(remark.question or '') or say('of no question yet')})"
        )
        for place, remark in enumerate(presenter.interview.remarks)
    )


def _outline(presenter: Presenter, steps: Sequence[Step]) -> list[tuple[str, str]]:
    outline: list[tuple[str, str]] = []
    before = ("", "")
    for step in steps:
        # One question an item: the items are the lines, without a title each.
        place = (step.section.id, "" if step.alone else step.item)
        if place != before:
            title = presenter.words.worded(step.section.title, step) if step.section.id != before[0] else ""
            label = step.label if place[1] else ""
            outline.append(("", " · ".join(part for part in (title, label) if part)))
            before = place
        outline.append((step.key, ""))
    return outline


def review_line(presenter: Presenter, step: Step) -> ReviewLine:
    """One line of the review."""
    ask, say = presenter.words.asked(step), presenter.words.say
    label = step.label if step.alone else presenter.words.named(step)
    if step.question is None:
        items = presenter.interview.items.get(step.section.id, {})
        labels = ", ".join(label_of(presenter.interview, step.section, item) for item in items)
        nothing = "-" if is_done(presenter.interview, step) else open_words(presenter, step)
        return ReviewLine(ask, label, labels or nothing)
    answer = presenter.interview.answers.get(step.key)
    if answer is None:
        return ReviewLine(ask, label, open_words(presenter, step), "open")
    if answer.status != "answered":
        still = f"  {say('required')}" if step.required and answer.status == "skipped" else ""
        said = f"({presenter.words.status(answer.status)}){still}"
        return ReviewLine(ask, label, said, "open" if still else "without")
    shown = wording.shown(step.question, presenter.interview, step.key)
    beside = [presenter.words.basis(answer.basis)] if answer.basis else []
    if answer.importance is not None:
        beside.append(presenter.words.second_given(step.question, answer.importance))
    if answer.note or answer.evidence:
        beside.append(say("with a note"))
    return ReviewLine(ask, label, shown + (f" ({', '.join(beside)})" if beside else ""))


def open_words(presenter: Presenter, step: Step) -> str:
    """What is said of a step that nobody has dealt with."""
    if presenter.draft(step.key):
        return presenter.words.say("not accepted yet")
    return presenter.words.say("open, required") if step.required else presenter.words.say("open")


def _waiting(presenter: Presenter) -> str:
    say = presenter.words.say
    if presenter.progress.left:
        return say.plural(
            "{n} question is open. f again finishes without it.",
            "{n} questions are open. f again finishes without them.",
            presenter.progress.left,
        )
    return ""


def section_places(presenter: Presenter, steps: Sequence[Step]) -> tuple[ListedOption, ...]:
    """Each section with what is open in it, under the key of its first step.

    Args:
        presenter: the interview as it stands.
        steps: everything that is asked.
    """
    first: dict[str, Step] = {}
    open_: Counter[str] = Counter()
    for step in steps:
        first.setdefault(step.section.id, step)
        open_[step.section.id] += not is_done(presenter.interview, step)
    say = presenter.words.say
    return tuple(
        ListedOption(
            step.key,
            f"{presenter.words.worded(step.section.title)}  "
            + (say("{n} open", n=open_[id_]) if open_[id_] else say("nothing open")),
        )
        for id_, step in first.items()
    )


def questions_with(presenter: Presenter, steps: Sequence[Step], words: str) -> tuple[ListedOption, ...]:
    """The questions whose text, answer or note has these words, or a remark that was filed to them.

    Args:
        presenter: the interview as it stands.
        steps: everything that is asked.
        words: what is looked for, in any order.
    """
    wanted = words.casefold().split()
    lines = ((step, review_line(presenter, step)) for step in steps)
    shown = (
        (step.key, f"{asked_about(presenter, step)}  {line.answer}", _beside(presenter, step))
        for step, line in lines
    )
    return tuple(
        ListedOption(key, text)
        for key, text, beside in shown
        if wanted and all(word in f"{text} {beside}".casefold() for word in wanted)
    )


def places_with(presenter: Presenter, steps: Sequence[Step], words: str) -> tuple[ListedOption, ...]:
    """`questions_with`, and behind them what was said in passing: of no question yet, in the review."""
    wanted = words.casefold().split()
    loose = (remark.text for remark in presenter.interview.remarks if remark.question is None)
    said = (text for text in loose if wanted and all(word in text.casefold() for word in wanted))
    in_passing = (
        ListedOption(REVIEW, f"{text} ({presenter.words.say('of no question yet')})") for text in said
    )
    return (*questions_with(presenter, steps, words), *in_passing)


def asked_about(presenter: Presenter, step: Step) -> str:
    """What is asked, with what it is asked about where the question does not say that itself."""
    ask = presenter.words.asked(step)
    told = not step.item or step.label.casefold() in ask.casefold()
    return ask if told else f"{step.label}: {ask}"


def _beside(presenter: Presenter, step: Step) -> str:
    answer = presenter.interview.answers.get(step.key)
    filed = [remark.text for remark in presenter.interview.remarks if remark.question == step.key]
    written = [answer.note, answer.evidence] if answer is not None else []
    return " ".join((*written, *filed, step.label))
