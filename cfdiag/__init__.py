"""cfdiag: a command-line diagnostic for customer focus.

What is named in `__all__` is for programs and described in `docs/library.md`; all else is private. Each
name is imported when it is first used, so that `import cfdiag` costs nothing; `__init__.pyi` types them.
"""

from __future__ import annotations

import importlib

__version__ = "0.2.0"

__all__ = [
    "CfdiagError",
    "Diagnostic",
    "Interview",
    "Questionnaire",
    "Result",
    "__version__",
    "load_interview",
    "load_questionnaire",
    "load_result",
    "report",
    "score",
    "score_paths",
]

_HOMES = {
    "CfdiagError": "ground.diagnostics",
    "Diagnostic": "ground.diagnostics",
    "Interview": "model.interview",
    "Questionnaire": "model.questionnaire",
    "Result": "api.result",
    "load_interview": "api.loading",
    "load_questionnaire": "api.loading",
    "load_result": "api.loading",
    "report": "api.reporting",
    "score": "api.scoring",
    "score_paths": "api.scoring",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'cfdiag' has no attribute '{name}'")
    found: object = getattr(importlib.import_module(f"cfdiag.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
