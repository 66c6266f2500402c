"""Two saved results or sets of interviews side by side: what moved, and what can be compared at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from cfdiag.api.material import saved_result
from cfdiag.api.scoring import Options, score_near
from cfdiag.api.surroundings import Around, around, chosen_day, chosen_language
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location, fault
from cfdiag.ground.sealing import NO_KEYS, Keys
from cfdiag.model.comparison import Comparison
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.release import Participant
from cfdiag.model.result import OVERALL_TARGET, Result
from cfdiag.render import comparison
from cfdiag.render.context import OutputContext
from cfdiag.scoring.compare import compare
from cfdiag.scoring.moved import comparison_as_shown
from cfdiag.scoring.pairs import NamedPerson, paired_scores

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
    keys: Keys = NO_KEYS,
) -> Compared:
    """Compare two paths, each of a saved result or of interviews.

    Args:
        before: a file, a folder or a glob.
        after: the same, later.
        questionnaires: more of them, or folders with more.
        unmasked: withhold nothing where interviews are scored.
        language: of the tool's words; else the engagement's.
        keys: what opens interviews that are sealed.

    Raises:
        CfdiagError: one of them cannot be read, or holds nothing to compare.
    """
    saved = {path: _saved(path, keys) for path in (before, after)}
    near = around(
        [path for path, result in saved.items() if result is None] or ["."], questionnaires, keys=keys
    )
    spoken = chosen_language(language, near.engagement)
    faults: list[Diagnostic] = []
    results: list[Result] = []
    people = []
    named: list[list[NamedPerson]] = []
    for path in (before, after):
        result = saved[path]
        if result is not None:
            results.append(result)
            continue
        options = Options(unmasked=unmasked, language=spoken, today=chosen_day(""))
        scored = score_near([path], near, options, people=True)
        people.append(scored.people)
        named.append(_named(path, near, options, scored.people))
        results.append(scored.figures)
        faults += scored.faults
    known = (people[0], people[1]) if len(people) == len(results) else None
    pairs = paired_scores(*named) if known else None
    shown = comparison_as_shown(compare(results[0], results[1], pairs), results[0], results[1], known)
    return Compared(shown, faults, spoken)


def _named(
    path: str, near: Around, options: Options, people: Mapping[str, Sequence[Participant]]
) -> list[NamedPerson]:
    """The people who agreed to be named, where they may be listed one by one, with their scores.

    By the rule of `--each`, without whatever `--unmasked` would add: of a group in which one to four are
    anonymous nobody is taken, since taking the others away would leave those few.
    """
    if not any(each.named for several in people.values() for each in several):
        return []
    one_by_one = msgspec.structs.replace(options, unmasked=False, each=True, recount=False)
    listed = score_near([path], near, one_by_one, keep=True)
    respondents = {interview.id: interview.respondent for interview, _ in listed.files}
    found = []
    for one in listed.figures.interviews or ():
        who = respondents.get(one.id)
        if who is None or not (who.id or who.name) or not one.finished:
            continue
        said = (who.id,) if who.id else (who.name, who.account, who.organisation)
        scores = {OVERALL_TARGET: one.overall, **{name: d.score for name, d in one.dimensions.items()}}
        known = {name: score for name, score in scores.items() if score is not None}
        key = tuple(same(part or "") for part in said)
        found.append(NamedPerson(one.questionnaire, one.group, key, known))
    return found


def _saved(path: str, keys: Keys) -> Result | None:
    """The saved result that a path is; None where it is interviews."""
    if path == "-":
        raise fault(Code.WRONG_USE, "compare reads files, not standard input", location=Location("-"))
    return saved_result([path], None, keys)
