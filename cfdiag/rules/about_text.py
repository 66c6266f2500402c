"""What a finding or an action is about: how it is written, and whether there can be such a thing.

`worst(perception)`, `best(points, facets)`: of the figures of a kind the one farthest off, or the best.
`items(promises, "promise_state == 'overdue'")`: the items of a repeated section that fulfil a condition.
`touch_rating`, `touch_points/complaints/touch_rating`, `trust`: a question or a dimension by its id.
"""

from __future__ import annotations

import re

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import closest
from cfdiag.model.expression import Call, Expression, names
from cfdiag.model.questionnaire import About
from cfdiag.rules.check import Note, check_rule
from cfdiag.rules.domains import NameFault, Names
from cfdiag.rules.facts import domain
from cfdiag.rules.parse import ExpressionError, parse_expression

RANKED_FIGURES = ("points", "gap", "perception", "score")
"""Of these the worst and the best can be found: the lowest points, score or gap, the widest perception."""


_ID = r"[A-Za-z_][\w/]*"
_NAMED = re.compile(_ID)
_QUOTED = rf"""(?:"([^"]*)"|'([^']*)'|({_ID}))"""
_FURTHEST = re.compile(rf"(worst|best)\s*\(\s*{_QUOTED}\s*(?:,\s*{_QUOTED}\s*)?\)")
_ITEMS = re.compile(rf"""items\s*\(\s*{_QUOTED}\s*,\s*(?:"([^"]*)"|'([^']*)')\s*\)""")
_SUCH_AS = 'such as: worst(perception), best(points, facets), items(promises, "…"), or a question\'s id'


def parse_about(source: str) -> About:
    """What is written, as a value.

    Raises:
        ExpressionError: it is none of the three.
    """
    source = source.strip()
    if _NAMED.fullmatch(source):
        return About("named", source)
    if furthest := _FURTHEST.fullmatch(source):
        figure, among = _text(furthest, 2), _text(furthest, 5)
        if figure not in RANKED_FIGURES:
            hint = closest(figure, RANKED_FIGURES) or f"figures: {', '.join(RANKED_FIGURES)}"
            raise ExpressionError(f"there is no worst or best '{figure}'", hint)
        return About("worst" if furthest[1] == "worst" else "best", figure, among)
    if items := _ITEMS.fullmatch(source):
        condition = parse_expression(items[4] if items[4] is not None else items[5], rule=True)
        functions = {call.function for call in names(condition) if isinstance(call, Call)}
        if functions - {"days_since"}:
            raise ExpressionError("of an item only answers and days_since(date) are known", _SUCH_AS)
        return About("items", _text(items, 1), condition=condition)
    raise ExpressionError("this does not say what it is about", _SUCH_AS)


def _text(found: re.Match[str], first: int) -> str:
    return next((part for part in found.groups()[first - 1 : first + 2] if part is not None), "")


def check_about(about: About, known: Names, note: Note) -> None:
    """Note what is wrong with what something is about: names that do not exist, and what has no figure."""
    try:
        if about.chosen == "items":
            _check_items(about, known)
            if about.condition is not None:
                check_rule(about.condition, known, note)
        elif about.chosen == "named":
            _check_named(about.of, known)
        else:
            _check_figures(about, known)
    except NameFault as fault:
        if fault.code:
            note(fault.code, fault.message, fault.word, fault.hint)


def _check_items(about: About, known: Names) -> None:
    section = known.section(about.of)
    if section.repeat is None:
        hint = "items are those of a repeated section"
        raise NameFault(Code.BAD_VALUE, f"the section '{section.id}' is not repeated", hint, section.id)
    mine = {question.id for question in section.questions}
    for asked in names(about.condition) if about.condition is not None else ():
        id_ = asked.key[-1]
        known.question(id_)
        if id_ not in mine:
            hint = f"questions of '{section.id}': {', '.join(sorted(mine))}"
            raise NameFault(Code.UNKNOWN_QUESTION, f"'{id_}' is not asked of its items", hint, id_)


def _check_named(id_: str, known: Names) -> None:
    if id_ in known.questionnaire.dimensions or ("/" not in id_ and id_ in known.broken):
        return
    known.answered(id_)


def _check_figures(about: About, known: Names) -> None:
    questionnaire = known.questionnaire
    if about.of == "perception" and questionnaire.compare is None:
        hint = "add compare: {looking_in: …, looked_at: …}"
        raise NameFault(Code.BAD_VALUE, "the questionnaire compares no groups", hint, about.of)
    if not about.among:
        return
    places = [*questionnaire.dimensions, *(section.id for section in questionnaire.sections)]
    if about.among not in places and about.among not in known.broken:
        hint = closest(about.among, places) or f"dimensions and sections: {', '.join(places)}"
        message = f"there is no dimension or section '{about.among}'"
        raise NameFault(Code.UNKNOWN_DIMENSION, message, hint, about.among)


def check_done_when(figure: Expression, about: About | None, known: Names, note: Note) -> None:
    """Note what is wrong with the figure by which one sees that an action worked."""
    asked = [part for each in names(figure) for part in each.key[1:]]
    if "about" in asked and about is None:
        hint = "give the action an about, or name a question"
        note(Code.UNKNOWN_NAME, "'about' is known where the action has one", "about", hint)
        return
    try:
        for each in names(figure) if "about" not in asked else ():
            domain(known, each)
    except NameFault as fault:
        if fault.code:
            note(fault.code, fault.message, fault.word, fault.hint)
