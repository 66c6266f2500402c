"""Optional packages: imported when a format needs them; a missing one says how to install it."""

from __future__ import annotations

import importlib
import importlib.util
from types import ModuleType

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, fault


def optional(module: str, extra: str) -> ModuleType:
    """The module, or the fault that names the install command.

    Raises:
        CfdiagError: `missing-extra`.
    """
    try:
        return importlib.import_module(module)
    except (ImportError, OSError) as error:
        raise _missing(extra) from error


def check_extra(module: str, extra: str) -> None:
    """Find out whether a module is there without importing it: before a run that would take an hour.

    Raises:
        CfdiagError: `missing-extra`.
    """
    if not is_there(module):
        raise _missing(extra)


def is_there(module: str) -> bool:
    """Whether a module could be imported, without importing it."""
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):  # its package is not there; or it was imported, and is gone
        return False


def _missing(extra: str) -> CfdiagError:
    return fault(
        Code.MISSING_EXTRA,
        f"{extra} needs a package that is not installed",
        f"install it: pip install 'cfdiag[{extra}]'",
    )
