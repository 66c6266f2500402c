"""The view model itself: for programs, and for those who write a template of their own."""

from __future__ import annotations

from typing import Any

import msgspec

from cfdiag.render.target import Rendered, Target, View


def render(view: View, target: Target) -> Rendered:
    """The view as JSON; charts without their coordinates."""
    del target
    return Rendered(
        msgspec.json.format(msgspec.json.encode(without_geometry(dict(view))), indent=1) + b"\n", {}
    )


def without_geometry(part: Any) -> Any:  # noqa: ANN401  walks any plain value
    """The same value with charts reduced to their words: the figures stand in the tables."""
    if isinstance(part, dict):
        return {
            k: without_geometry(v)
            for k, v in part.items()
            if not ("wide" in part and k in ("wide", "narrow"))
        }
    return [without_geometry(v) for v in part] if isinstance(part, list) else part
