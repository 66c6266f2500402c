"""Where answers stand in a saved interview, for the chain that `why` prints."""

from __future__ import annotations

from cfdiag.reading.faults import Faults
from cfdiag.reading.json_places import read_json


def answer_lines(data: bytes) -> dict[str, int]:
    """The line of each answer's key in a saved JSON interview; nothing where it cannot be read."""
    root = read_json(data, Faults(""))
    answers = root.value.get("answers") if root is not None and isinstance(root.value, dict) else None
    if answers is None or not isinstance(answers.value, dict):
        return {}
    return {key: node.key_line for key, node in answers.value.items()}
