"""How survey services write responses: one file each, found by what stands in the header."""

from __future__ import annotations

from collections.abc import Sequence

from cfdiag.exchange.profiles._profile import ServiceProfile, Top
from cfdiag.ground.folder import Folder

__all__ = ["PROFILES", "ServiceProfile", "Top", "profile_of"]

ENTRY = "PROFILE"

PROFILES: Folder[ServiceProfile] = Folder(__name__, ENTRY)
"""`{name: profile}`, by the names of the files with `-` for `_`."""

PLAIN = "plain"
"""What a table is that no service is known to write."""


def profile_of(top: Top) -> str:
    """The name of the profile that a table fits: of several the one that is looked at first."""
    fitting = [name for name in PROFILES if PROFILES[name].fits(top)]
    return min(fitting, key=lambda name: (PROFILES[name].place, name), default=PLAIN).replace("_", "-")


def profile_names() -> Sequence[str]:
    """The profiles as they are written in mappings and on the command line."""
    return tuple(name.replace("_", "-") for name in PROFILES)


def profile_named(name: str) -> ServiceProfile:
    """The profile of a name."""
    return PROFILES[name.replace("-", "_")]
