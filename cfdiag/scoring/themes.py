"""How often each theme came up in what people said in their own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cfdiag.model.material import Remark


def themes_of(remarks: Iterable[Remark]) -> Counter[str]:
    """In how many of the remarks each theme comes up, by the id of the tag."""
    return Counter(tag for remark in remarks for tag in remark.tags)
