"""The kinds of pages, one file each: a class `Page` draws a page model and does what its keys ask for."""

from __future__ import annotations

from cfdiag.ground.folder import Folder
from cfdiag.interview.screen.page import ModelPage

ENTRY = "Page"

SCREEN_PAGES = Folder[type[ModelPage]](__name__, ENTRY)
"""`{kind: page}`; the folder is the table."""
