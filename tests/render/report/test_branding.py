from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kits.report_builders import setting

from cfdiag.model.engagement import Branding
from cfdiag.render.view.branding import DEFAULT, branding, contrast, readable_on


@given(st.integers(0, 0xFFFFFF))
def test_any_brand_colour_can_be_read_on_light_and_dark(value):
    color = f"#{value:06x}"
    for page in ("#ffffff", "#14181d"):
        assert contrast(readable_on(color, page), page) >= 4.5


def test_a_colour_that_can_be_read_stays_as_it_is():
    assert readable_on("#1f4e79", "#ffffff") == "#1f4e79"
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0


@pytest.mark.parametrize("color", ["", "red", "#12", "#1234567", "url(http://x)", "#12345g"])
def test_what_is_no_colour_is_not_used(color):
    assert branding(setting(branding=Branding(color=color))).color == DEFAULT


def test_a_logo_is_never_an_address_to_fetch():
    assert branding(setting(logo="https://example.org/x.png")).logo == ""
