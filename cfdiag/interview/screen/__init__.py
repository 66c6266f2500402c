"""The interview on a full screen: one application, its pages swapped inside it."""

from __future__ import annotations

from cfdiag.interview.screen.host import run_screen

__all__ = ["run_screen"]
