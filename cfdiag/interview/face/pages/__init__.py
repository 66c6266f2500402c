"""The kinds of pages that a question can have, one file each: what stands there, what can be done there."""

from __future__ import annotations

from cfdiag.ground.folder import Folder
from cfdiag.interview.face.pages._page import Present

ENTRY = "present"

QUESTION_PAGES = Folder[Present](__name__, ENTRY)
"""`{kind: present}`; the folder is the table."""
