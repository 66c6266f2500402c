"""The view model itself: for programs, and for those who write a template of their own."""

from __future__ import annotations

import msgspec

from cfdiag.render.charts.geometry import without_geometry
from cfdiag.render.target import Rendered, Target, View


def render(view: View, target: Target) -> Rendered:
    """The view as JSON; charts without their coordinates."""
    del target
    return Rendered(
        msgspec.json.format(msgspec.json.encode(without_geometry(dict(view))), indent=1) + b"\n", {}
    )
