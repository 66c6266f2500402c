"""What holds in a questionnaire where its file does not say."""

from __future__ import annotations

from cfdiag.model.questionnaire import Side

CAREFUL: tuple[Side, bool] = ("inside", True)
"""The side of a group that does not say it, and whether it is anonymous: the reading that shows least."""


USUAL_SIDES: dict[str, tuple[Side, bool]] = {
    "customer": ("customer", False),
    "internal": ("inside", True),
    "coworker": ("inside", True),
    "owner": ("inside", False),
}
"""The same for ids that files without `side` have long used."""


ACTION_TEXTS = ("why", "first_step", "owner", "measure")
"""What an action says besides its title; an action without one of them is worth a warning."""
