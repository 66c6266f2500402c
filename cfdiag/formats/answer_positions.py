"""Where answers stand in a saved interview, for the chain that `why` prints."""

from __future__ import annotations

from cfdiag.documents.faults import Faults
from cfdiag.documents.json import read_json
from cfdiag.documents.yaml import read_yaml


def answer_lines(data: bytes, file: str = "") -> dict[str, int]:
    """The line of each answer's key in a saved interview; nothing where it cannot be read.

    Args:
        data: the file's bytes.
        file: its name, which tells YAML from JSON.
    """
    if file.lower().endswith((".yaml", ".yml")):
        document = read_yaml(data, file, show_lines=False)
        root = document.root if document.whole else None
    else:
        root = read_json(data, Faults(""))
    answers = root.value.get("answers") if root is not None and isinstance(root.value, dict) else None
    if answers is None or not isinstance(answers.value, dict):
        return {}
    return {key: node.key_line for key, node in answers.value.items()}
