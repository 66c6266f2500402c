"""Which of PyYAML's parsers reads: libyaml where it was built in; else its own, made to read the same."""

from __future__ import annotations

import yaml


class PythonLoader(yaml.SafeLoader):
    """The parser in Python, in which a `?` within a text in braces is part of the text, as it is to libyaml.

    YAML 1.2 reads it so (7.3.3); this parser ends the text there, and `{ask: Why?}` was a fault on machines
    without libyaml only.
    """

    _plain = False

    def scan_plain(self) -> yaml.ScalarToken:
        """A text without quotes."""
        self._plain = True
        try:
            return super().scan_plain()
        finally:
            self._plain = False

    def peek(self, index: int = 0) -> str:
        """The character at a distance; what ends a text is looked for with it."""
        character: str = super().peek(index)
        return "x" if self._plain and character == "?" else character


def yaml_loader() -> type:
    """The parser to read with; libyaml is several times faster."""
    found: type = getattr(yaml, "CSafeLoader", PythonLoader)
    return found
