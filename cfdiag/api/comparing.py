"""Two saved results or sets of interviews side by side: what moved, and what can be compared at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from cfdiag.api.material import saved_result
from cfdiag.api.scoring import Options, score_near
from cfdiag.api.surroundings import around, chosen_day, chosen_language
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location, fault
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Result
from cfdiag.render import comparison
from cfdiag.render.context import OutputContext
from cfdiag.scoring.compare import Comparison, compare, comparison_as_shown

COMPARED_AS: dict[str, Callable[[Comparison, OutputContext], str]] = comparison.COMPARISON_FORMATS


class Compared(NamedTuple):
    """What moved, what there is to say about the inputs, and the language to say it in."""

    comparison: Comparison
    faults: list[Diagnostic]
    language: str


def compare_paths(
    before: str,
    after: str,
    *,
    questionnaires: Sequence[Path | Questionnaire] = (),
    unmasked: bool = False,
    language: str = "",
) -> Compared:
    """Compare two paths, each of a saved result or of interviews.

    Args:
        before: a file, a folder or a glob.
        after: the same, later.
        questionnaires: more of them, or folders with more.
        unmasked: withhold nothing where interviews are scored.
        language: of the tool's words; else the engagement's.

    Raises:
        CfdiagError: one of them cannot be read, or holds nothing to compare.
    """
    saved = {path: _saved(path) for path in (before, after)}
    near = around([path for path, result in saved.items() if result is None] or ["."], questionnaires)
    spoken = chosen_language(language, near.engagement)
    faults: list[Diagnostic] = []
    results: list[Result] = []
    people = []
    for path in (before, after):
        result = saved[path]
        if result is not None:
            results.append(result)
            continue
        options = Options(unmasked=unmasked, language=spoken, today=chosen_day(""))
        scored = score_near([path], near, options, people=True)
        people.append(scored.people)
        results.append(scored.figures)
        faults += scored.faults
    known = (people[0], people[1]) if len(people) == len(results) else None
    shown = comparison_as_shown(compare(*results), results[0], results[1], known)
    return Compared(shown, faults, spoken)


def _saved(path: str) -> Result | None:
    """The saved result that a path is; None where it is interviews."""
    if path == "-":
        raise fault(Code.WRONG_USE, "compare reads files, not standard input", location=Location("-"))
    return saved_result([path], None)
