"""What is written behind `--fail-under` and `--max-rejected`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from cfdiag.api.scoring import OVERALL_TARGET, RECOMMEND
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault


def tolerated_rejects(given: str) -> Callable[[int], float]:
    """`N` or `N%`: of so many inputs, how many may be of no use.

    Raises:
        CfdiagError: `wrong-use`: it is neither.
    """
    number, percent = given.strip().removesuffix("%"), given.strip().endswith("%")
    try:
        most = float(number) if percent else int(number)
    except ValueError:
        most = -1
    if most < 0 or (percent and most > 100):  # noqa: PLR2004  percent
        raise fault(
            Code.WRONG_USE, f"--max-rejected cannot be '{given}'", "write a number of inputs, or a share: 2%"
        )
    return (lambda inputs: most * inputs / 100) if percent else (lambda _: most)


def score_limit(given: str, by: Sequence[str]) -> tuple[str, float]:
    """`[[FIELD:]DIM=]N` as a target and its limit.

    Args:
        given: as it was written.
        by: the fields of `--by`.

    Raises:
        CfdiagError: `wrong-use`: it is no number from 0 to 100 (of recommend from −100), or of no breakdown.
    """
    target, sign, number = given.rpartition("=")
    field, _, name = target.strip().rpartition(":")
    try:
        limit = float(number) if name.strip() or not sign else math.nan
    except ValueError:
        limit = math.nan
    lowest = -100 if name.strip() == RECOMMEND else 0
    if not lowest <= limit <= 100:  # noqa: PLR2004  the range of scores
        raise fault(
            Code.WRONG_USE,
            f"--fail-under cannot be '{given}'",
            "write a score from 0 to 100, DIMENSION=SCORE, or FIELD:DIMENSION=SCORE",
        )
    aim = name.strip() or OVERALL_TARGET
    if field.strip() and (field.strip() not in by or name.strip() == RECOMMEND):
        hint = f"add --by {field.strip()}"
        if name.strip() == RECOMMEND:
            hint = "cells have no recommendation score: recommend=N is of all"
        raise fault(Code.WRONG_USE, f"--fail-under cannot be '{given}'", hint)
    return f"{field.strip()}:{aim}" if field.strip() else aim, limit
