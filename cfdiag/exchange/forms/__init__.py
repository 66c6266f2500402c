"""Questionnaires as forms that people fill in by themselves: one file a target."""

from __future__ import annotations

from collections.abc import Callable

from cfdiag.exchange.forms._form import FormFile, GroupForm
from cfdiag.ground.folder import Folder

__all__ = ["ENTRY", "FORM_TARGETS", "FormFile", "GroupForm"]

ENTRY = "write"

FORM_TARGETS: Folder[Callable[[GroupForm], FormFile]] = Folder(__name__, ENTRY)
"""`{name: write}`: each gives the form's file and, where the answers come back as a table, the mapping."""
