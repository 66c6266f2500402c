"""Optional packages: imported when a format needs them; a missing one says how to install it."""

from __future__ import annotations

import importlib
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


def _missing(extra: str) -> CfdiagError:
    return fault(
        Code.MISSING_EXTRA,
        f"{extra} needs a package that is not installed",
        f"install it: pip install 'cfdiag[{extra}]'",
    )
