"""A chart as a file of its own."""

from __future__ import annotations

from cfdiag.model.blocks import ChartBlock
from cfdiag.render.templates.environment import shipped_environment


def picture(chart: ChartBlock, language: str) -> str:
    """One chart as an SVG file of its own, on white, in its wide layout."""
    source = '{% from "charts.svg.j2" import draw %}{{ draw(chart, "w") }}'
    svg = shipped_environment(language, "html").from_string(source).render(chart=chart).strip()
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'
