"""What is made when a wheel is built: the shipped questionnaires and languages, compiled."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledTexts(BuildHookInterface):  # type: ignore[type-arg]  hatchling's own configuration
    """Puts them into the wheel; a checkout that is installed as it is has them in its cache."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile them into a folder that is gone when the wheel is there."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        subprocess.run(  # noqa: S603  our own script
            [sys.executable, str(Path(self.root, "scripts", "compile_texts.py")), self._folder.name],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": "0", "CFDIAG_CACHE": ""},
        )
        build_data["force_include"][self._folder.name] = "cfdiag/compiled"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Clear up."""
        del build_data, artifact_path
        if version != "editable":
            self._folder.cleanup()
