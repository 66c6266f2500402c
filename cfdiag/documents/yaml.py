"""Strict YAML, as located nodes. Its parser is imported when there is YAML: most runs read JSON alone."""

from __future__ import annotations

import importlib

from cfdiag.documents.faults import Faults
from cfdiag.documents.nodes import Node


class Document:
    """A file as located nodes; `root` is None where nothing could be read."""

    def __init__(self, root: Node | None, faults: Faults, *, whole: bool) -> None:
        self.root = root
        self.faults = faults
        self.whole = whole
        """Read to the end: what is missing from the tree is missing from the file."""


def read_yaml(data: bytes, file: str, *, show_lines: bool = True) -> Document:
    """Read a file of one document.

    Args:
        data: the file's bytes.
        file: its name, for faults.
        show_lines: whether faults show the line; not where lines hold people's answers.
    """
    found: Document = importlib.import_module("cfdiag.documents.yaml_tree").yaml_document(
        data, file, show_lines=show_lines
    )
    return found
