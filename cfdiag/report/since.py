"""Since last time: what moved against an earlier result, on what both have in common."""

from __future__ import annotations

from cfdiag.report.material import Material, Part


def since(m: Material) -> Part | None:
    """The section, or None where there is no baseline."""
    del m
    return None
