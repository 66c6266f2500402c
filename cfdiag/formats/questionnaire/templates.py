"""What is wrong with a text of a questionnaire: its syntax, and the names it asks for."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator

from cfdiag.ground.diagnostics import closest
from cfdiag.model.expression import Name, names
from cfdiag.model.wording import Either, Filled, WordingPart
from cfdiag.rules.wording import WordingError, is_template, parse_wording

Fault = tuple[str, str, str, str]
"""What is wrong, what to do, the word it is about, and what stands in the text before that."""


def template_faults(wording: str, known: Container[str], is_list: Callable[[str], bool]) -> Iterator[Fault]:
    """What is wrong with a text.

    Args:
        wording: the text.
        known: the names it may ask for, with their dots.
        is_list: whether a name stands for a list of answers.
    """
    if not is_template(wording):
        return
    try:
        parts = parse_wording(wording)
    except WordingError as error:
        yield from ((each.message, each.hint, each.word, wording[: each.at]) for each in error.faults)
        return
    for name in _names(parts):
        asked = ".".join(name.path)
        if asked not in known:
            candidates = known if isinstance(known, (list, tuple)) else ()
            about = "give the action or finding an about: see docs/writing-a-diagnostic.md"
            hint = (
                (about if name.path[0] == "about" and "about.label" not in known else "")
                or closest(asked, candidates)
                or "organisation, item, respondent, account, or the id of a question"
            )
            yield f"nothing is called '{asked}'", hint, asked, ""
        elif name.join is not None and not is_list(asked):
            yield f"'{asked}' is no list to join", "join is for questions of several options", "join", ""


def _names(parts: tuple[WordingPart, ...]) -> Iterator[Filled]:
    for part in parts:
        if isinstance(part, Filled):
            yield part
        elif isinstance(part, Either):
            for branch in part.branches:
                if branch.condition is not None:
                    asked = (name.path for name in names(branch.condition) if isinstance(name, Name))
                    yield from (Filled(path) for path in asked if path != ("group",))
                yield from _names(branch.parts)
