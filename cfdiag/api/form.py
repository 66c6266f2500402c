"""A questionnaire as a form that others fill in, and the mapping that reads its answers back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from cfdiag.api.lists import brought_items
from cfdiag.api.surroundings import around
from cfdiag.exchange.forms import FORM_TARGETS
from cfdiag.exchange.forms._form import FormWish, form_of
from cfdiag.exchange.mapping_text import mapping_text
from cfdiag.ground.choices import choose
from cfdiag.ground.writing import write_new
from cfdiag.model.questionnaire import Questionnaire

__all__ = ["FORM_TARGETS", "FormWish", "FormWritten", "write_form"]

_SHARED = 0o644
"""A form holds no answers: it is sent to others."""


class FormWritten(NamedTuple):
    """What was written."""

    form: Path
    mapping: Path | None
    left_out: tuple[str, ...]
    """What the form cannot carry."""
    fields: int


def write_form(
    questionnaire: str,
    target: str,
    wish: FormWish,
    *,
    output: Path | None = None,
    force: bool = False,
    questionnaires: Sequence[Path | Questionnaire] = (),
    engagement: str = "",
) -> FormWritten:
    """Write a questionnaire as a form.

    Args:
        questionnaire: its id.
        target: which kind of form.
        wish: of whom it is asked, and how.
        output: the file; else one called after the questionnaire, its group and language.
        force: write over another file.
        questionnaires: more questionnaires, or folders with more.
        engagement: the folder whose touch points and other lists are asked about; else the one here.

    Raises:
        CfdiagError: there is no such questionnaire, group or language; another file is there.
    """
    choose("--to", target, tuple(FORM_TARGETS))
    near = around([engagement or "."], questionnaires or None)
    q = near.library.get(questionnaire)
    items = brought_items(near.engagement, q)
    client = wish.organisation or near.engagement.client
    departments = near.engagement.departments
    known = {"organisation": client, "items": items, "departments": departments}
    form = form_of(q, msgspec.structs.replace(wish, **known))
    made = FORM_TARGETS[target](form)
    path = output or Path(f"{q.id}-{form.group.id}-{form.language}{made.suffix}")
    write_new(path, made.data, force=force, mode=_SHARED)
    mapping = None
    if made.mapping is not None:
        mapping = path.with_name(f"{path.name}.mapping.yaml")
        write_new(mapping, mapping_text(made.mapping).encode(), force=force, mode=_SHARED)
    return FormWritten(path, mapping, (*form.left_out, *made.left_out), sum(1 for _ in form.fields()))
