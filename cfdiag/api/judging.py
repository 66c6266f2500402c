"""A result held to limits, and to an earlier one."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cfdiag.ground.choices import known_one
from cfdiag.ground.codes import Code
from cfdiag.model.result import Result
from cfdiag.scoring.between import few_changed
from cfdiag.scoring.gates import Limits, gates, gates_as_shown, least, targets
from cfdiag.scoring.moved import comparison_as_shown


def hold_to(
    result: Result,
    fail_under: Sequence[tuple[str, float]],
    min_n: int | None,
    baseline: Result | None,
    max_drop: float | None,
    *,
    beyond_noise: bool,
) -> Result:
    """The result with its gates, and with what moved since the earlier one.

    Args:
        result: without either.
        fail_under: as of `api.result.Result.judged`; so are the rest.
        min_n: likewise.
        baseline: likewise.
        max_drop: likewise.
        beyond_noise: likewise.

    Raises:
        CfdiagError: `unknown-dimension`.
    """
    known = targets(result)
    wanted = tuple(least(target, limit) for target, limit in fail_under)
    for each in wanted:
        if result.questionnaires:
            message = f"--fail-under: there is no dimension '{each.target}'"
            known_one(each.target, known, Code.UNKNOWN_DIMENSION, message, f"known here: {', '.join(known)}")
    limits = Limits(fail_under=wanted, min_n=min_n, max_drop=max_drop, beyond_noise=beyond_noise)
    comparison = shown = None
    few: frozenset[str] = frozenset()
    if baseline is not None:
        from cfdiag.scoring.compare import compare  # noqa: PLC0415  most results are held against none

        comparison, few = compare(baseline, result), few_changed(baseline, result)
        shown = comparison_as_shown(comparison, baseline, result)
    return msgspec.structs.replace(
        result,
        gates=gates_as_shown(gates(result, limits, comparison), result, few),
        baseline=shown if shown is not None else msgspec.UNSET,
    )
