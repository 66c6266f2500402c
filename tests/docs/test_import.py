"""The page on responses from elsewhere: its mapping passes `check`, its services are those there are."""

from __future__ import annotations

import re
from pathlib import Path

from cfdiag.exchange.profiles import profile_names
from cfdiag.formats.library import Library
from cfdiag.formats.mapping import examine_mapping

PAGE = (Path(__file__).parents[2] / "docs" / "import.md").read_text(encoding="utf-8")


def test_the_mapping_of_the_page_passes_check() -> None:
    shown = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    mapping, found = examine_mapping(shown[0].encode(), "page.yaml", Library().get("customer-view"))
    assert found == []
    assert mapping is not None
    assert len(mapping.questions) == 3


def test_every_service_that_is_known_has_its_row() -> None:
    rows = " ".join(re.findall(r"^\| ([^|]+) \|", PAGE, re.MULTILINE)).casefold().replace(" ", "-")
    told = {"plain": "any-other", "plain-json": "any-other", "kobo": "kobotoolbox", "cfdiag": ""}
    assert [name for name in profile_names() if told.get(name, name) not in rows] == []
