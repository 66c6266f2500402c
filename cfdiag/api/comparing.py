"""Two saved results or sets of interviews side by side: what moved, and what can be compared at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from cfdiag.api.scoring import Options, score_near
from cfdiag.api.surroundings import around, chosen_day, chosen_language
from cfdiag.formats.result import is_result, read_result
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location, fault
from cfdiag.ground.files import read_bytes
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Result
from cfdiag.render import comparison
from cfdiag.render.context import OutputContext
from cfdiag.scoring.compare import Comparison, compare

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
    near = around([path for path, data in saved.items() if not data] or ["."], questionnaires)
    spoken = chosen_language(language, near.engagement)
    faults: list[Diagnostic] = []
    results: list[Result] = []
    for path in (before, after):
        if saved[path]:
            results.append(read_result(saved[path], path))
            continue
        options = Options(unmasked=unmasked, language=spoken, today=chosen_day(""))
        scored = score_near([path], near, options)
        results.append(scored.figures)
        faults += scored.faults
    return Compared(compare(*results), faults, spoken)


def _saved(path: str) -> bytes:
    """The bytes of a saved result; nothing where the path is something else."""
    if path == "-":
        raise fault(Code.WRONG_USE, "compare reads files, not standard input", location=Location("-"))
    file = Path(path)
    if file.suffix.lower() != ".json" or not file.is_file():
        return b""
    data = read_bytes(file)
    return data if is_result(data) else b""
