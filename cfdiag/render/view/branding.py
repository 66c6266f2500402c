"""The client's or consultant's name, colour and picture, made fit for light and dark."""

from __future__ import annotations

import re

from cfdiag.model.view import Brand
from cfdiag.render.view.setting import Setting

DEFAULT = "#1f4e79"
_AA = 4.5
_LIGHT_PAGE, _DARK_PAGE = "#ffffff", "#14181d"


def branding(setting: Setting) -> Brand:
    """Name, logo, and the colour in a shade that can be read on a light and on a dark page."""
    chosen = setting.branding.color if re.fullmatch(r"#[0-9a-fA-F]{6}", setting.branding.color) else DEFAULT
    return Brand(
        name=setting.branding.name,
        # A report asks for nothing from anywhere when it is opened: only pictures that lie in it.
        logo=setting.logo if setting.logo.startswith("data:image/") else "",
        color=readable_on(chosen, _LIGHT_PAGE),
        color_dark=readable_on(chosen, _DARK_PAGE),
    )


def readable_on(color: str, page: str) -> str:
    """The colour, moved towards black or white until text in it has a contrast of 4.5 to the page."""
    red, green, blue = _channels(color)
    end = 255 if _luminance(page) < 0.5 else 0  # noqa: PLR2004  half way between black and white
    # In small steps: as near to the house colour as can be read.
    for step in range(21):
        moved = [round(c + (end - c) * step / 20) for c in (red, green, blue)]
        shade = "#{:02x}{:02x}{:02x}".format(*moved)
        if contrast(shade, page) >= _AA:
            return shade
    return "#ffffff" if end else "#000000"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, by WCAG 2."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  sRGB's own constants
        for c in (v / 255 for v in _channels(color))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
