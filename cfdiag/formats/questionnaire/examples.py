"""What a fault or a piece of advice looks like in a questionnaire, before it is mended and after."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from cfdiag.documents.nodes import to_plain
from cfdiag.documents.yaml import read_yaml
from cfdiag.formats.questionnaire.lint import explained
from cfdiag.ground.files import read_bytes

_FILE = Path(__file__).with_name("examples.yaml")


def examples_of(code: str) -> tuple[tuple[str, str], ...]:
    """Pieces of a questionnaire, each as it is found and as it is right; none of a code that no text has.

    Args:
        code: of a fault or of advice.
    """
    rule = explained(code)
    if rule is not None:
        return rule.EXAMPLES
    root = read_yaml(read_bytes(_FILE), _FILE.name).root
    found = cast("dict[str, dict[str, str]]", to_plain(root) if root is not None else {}).get(code)
    return ((found["before"], found["after"]),) if found else ()
