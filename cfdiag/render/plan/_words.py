"""What every format says of a plan, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cfdiag.locales.locale import NONE, Locale
from cfdiag.model.following import FollowedAction, Following, Movement
from cfdiag.render.plan_sentences import ACTION_STATUS_WORDS, state_said
from cfdiag.render.sentences import VERDICT_WORDS, least_said
from cfdiag.scoring.noise import change_verdict

KIND_WORDS = {
    "mend": "to mend",
    "build": "to keep and spread",
    "own": "own",
    "promise": "promise",
}


def plan_headline(view: Following, words: Locale) -> str:
    """How many are done and late, and what moved."""
    kept = [each for each in view.actions if each.state != "dropped"]
    if not kept:
        return words("Nothing is in this plan yet.")
    done = sum(each.state == "done" for each in kept)
    late = sum(each.state == "late" for each in kept)
    said = words("{n} of {of} done", n=words.count(done), of=words.count(len(kept)))
    if late:
        said = words("{done}, {n} late", done=said, n=words.count(late))
    moved = [words.quoted(each.moved.label) for each in kept if each.moved and each.moved.beyond_noise]
    if moved:
        what = words.listing(list(dict.fromkeys(moved)))
        said = words("{done}; {what} moved more than chance does", done=said, what=what)
    return f"{said}."


def state_words(action: FollowedAction, words: Locale) -> str:
    """Late by how many days, done when, under way."""
    return state_said(
        words,
        action.status,
        action.state,
        late=action.late_days,
        done_on=action.done_on,
        spread_on=action.spread_on,
    )


def due_words(action: FollowedAction, words: Locale) -> str:
    """By when; a dash where nobody set a day."""
    return words.date(action.due) if action.due else NONE


def seen_words(action: FollowedAction, words: Locale) -> str:
    """How one will see that it worked."""
    told = action.done_when
    if told is None:
        return ""
    if told.seen:
        return told.seen
    label = words.quoted(action.seen_in) if action.seen_in else _readable(told.figure)
    if told.at_least is not None:
        return words("{what}: at least {n}", what=label, n=words.as_written(told.at_least))
    return words("{what}: at most {n}", what=label, n=words.as_written(told.at_most or 0.0))


def _readable(figure: str) -> str:
    """A figure as rules write it, without the signs: where no result is at hand to call it by its name."""
    return re.sub(r"\W+", " ", figure.rpartition("/")[2].rpartition(".")[2]).replace("_", " ").strip()


def movement_words(moved: Movement, words: Locale) -> list[str]:
    """Then and now; n and range; whether it moved more than chance does, and is where it should be."""
    if moved.reason and moved.after is None:
        before = f"{_value(moved, moved.before, words)} → " if moved.before is not None else ""
        return [f"{before}{words.reason(moved.reason)}"]
    said = [f"{_value(moved, moved.before, words)} → {_value(moved, moved.after, words)}"]
    counted = []
    if moved.n_before is not None and moved.n_after is not None:
        counted.append(f"n {words.count(moved.n_before)} → {words.count(moved.n_after)}")
    if moved.range is not None:
        counted.append(words("range {range}", range=words.interval(moved.range, _decimals(moved))))
    said += [", ".join(counted)] if counted else []
    said.append(_chance(moved, words))
    if moved.reached is not None:
        said.append(words("where it should be") if moved.reached else words("not yet where it should be"))
    return [each for each in said if each]


def _chance(moved: Movement, words: Locale) -> str:
    if moved.untold:
        return words.reason(moved.untold)
    found = change_verdict(beyond=moved.beyond_noise, p=moved.p, least=moved.least)
    if found in VERDICT_WORDS:
        return words(VERDICT_WORDS[found])
    if moved.least is None or moved.before is None or moved.after is None:
        return words("whether it is more than chance cannot be told")
    least = least_said(moved.least, moved.after - moved.before, _decimals(moved), words)
    return words("no clear change: it would take {n}", n=least) if least else words("no clear change")


def _decimals(moved: Movement) -> int:
    return 0 if moved.figure.startswith(("score.", "points.", "perception.")) else 1


def _value(moved: Movement, value: float | None, words: Locale) -> str:
    if moved.figure.startswith("share"):
        return words.percent(value)
    return words.number(value, _decimals(moved))


def next_words(view: Following, words: Locale) -> list[str]:
    """For each that is done: where next? And what was to spread by now."""
    said = []
    for each in view.actions:
        if each.status != "done" or each.kind == "promise":  # what was promised to one goes nowhere else
            continue
        title = words.quoted(each.title)
        if each.spread_late and each.then_by:
            by = words.date(each.then_by)
            said.append(
                words("{title} was to spread by {by}: {where}.", title=title, by=by, where=each.where)
            )
        elif each.where:
            said.append(words("{title} is done. Where next: {where}?", title=title, where=each.where))
        else:
            said.append(words("{title} is done. Where next?", title=title))
    return said


def suggested_words(view: Following, words: Locale) -> list[str]:
    """What the newer answers would add, each with its id."""
    return [words("{title} ({id})", title=each.title, id=each.id) for each in view.suggested]


def agreed_words(view: Following, words: Locale) -> str:
    """Who chose these actions."""
    if not view.agreed_with:
        return words("Chosen by nobody but the author yet.")
    return words("Agreed with {who}.", who=words.listing(list(view.agreed_with)))


def gone_words(actions: Sequence[FollowedAction], words: Locale) -> list[str]:
    """The actions that no questionnaire has any more."""
    return [
        words("No questionnaire has {title} any more; it stays in the plan.", title=words.quoted(each.title))
        for each in actions
        if each.gone
    ]


TABLE_FIELDS = ("id", "title", "kind", "owner", "due", "status", "late", "note")
"""The columns of the tables; `late` is told, the others but `id` and `kind` may be filled in."""
TABLE_HEADS = {
    "id": "Id",
    "title": "Action",
    "kind": "Kind",
    "owner": "Owner",
    "due": "Due",
    "status": "Status",
    "late": "Days late",
    "note": "Note",
}


def table_row(action: FollowedAction, words: Locale) -> dict[str, str | int]:
    """One row: days are ISO dates, what a log said stays in it and its cell is empty."""
    return {
        "id": action.id,
        "title": action.title,
        "kind": words(KIND_WORDS[action.kind]),
        "owner": action.owner,
        "due": action.due or "",
        "status": words(ACTION_STATUS_WORDS[action.status]),
        "late": action.late_days,
        "note": "",
    }
