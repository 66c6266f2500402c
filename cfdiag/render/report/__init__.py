"""The action plan: one view model, one file a format."""

from cfdiag.render.report.docx import render_docx
from cfdiag.render.report.html import render_html
from cfdiag.render.report.json import render_json
from cfdiag.render.report.markdown import render_markdown
from cfdiag.render.report.pdf import render_pdf
from cfdiag.render.target import Rendered, Renderer, Target
from cfdiag.render.view.setting import AUDIENCES, Setting
from cfdiag.render.view.view import build_view

FORMATS: dict[str, Renderer] = {
    "html": render_html,
    "markdown": render_markdown,
    "json": render_json,
    "docx": render_docx,
    "pdf": render_pdf,
}
"""Every format of `report`: one file each."""

__all__ = ["AUDIENCES", "FORMATS", "Rendered", "Renderer", "Setting", "Target", "build_view"]
