"""The action plan: one view model, one file a format."""

from cfdiag.report.docx import render_docx
from cfdiag.report.html import render_html
from cfdiag.report.json import render_json
from cfdiag.report.markdown import render_markdown
from cfdiag.report.pdf import render_pdf
from cfdiag.report.rendering import Rendered, Renderer, Target
from cfdiag.report.setting import AUDIENCES, Setting
from cfdiag.report.view import build_view

FORMATS: dict[str, Renderer] = {
    "html": render_html,
    "markdown": render_markdown,
    "json": render_json,
    "docx": render_docx,
    "pdf": render_pdf,
}
"""Every format of `report`: one file each."""

__all__ = ["AUDIENCES", "FORMATS", "Rendered", "Renderer", "Setting", "Target", "build_view"]
