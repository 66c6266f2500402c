"""PDF from the HTML, tagged for screen readers (PDF/UA-1), by WeasyPrint (`cfdiag[pdf]`)."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

from cfdiag.ground.extras import optional
from cfdiag.ground.marks import LAST_LINE_OF_PDF
from cfdiag.model.view import Report
from cfdiag.render.report import html
from cfdiag.render.target import Rendered, Target

IS_TEXT = False
PAGE_KIND = html.PAGE_KIND


def render(view: Report, target: Target) -> Rendered:
    """The report, or one of the shipped pages, as PDF."""
    return Rendered(finish(html.render(view, target).data.decode()), {})


def finish(text: str, *_: object) -> bytes:
    """A page as PDF. Nothing is fetched: only `data:` addresses are looked at.

    Args:
        text: the page as HTML; it says everything else.

    Raises:
        CfdiagError: `missing-extra`.
    """
    weasyprint = optional("weasyprint", "pdf")
    # A logo or a template could name an address inside the network of whoever makes the report.
    fetcher = weasyprint.URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    with _quiet():
        document = weasyprint.HTML(string=text, url_fetcher=fetcher)
        data: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    # What says who made it is compressed: a remark at the end lets a later report know its own.
    return data + f"{LAST_LINE_OF_PDF}\n".encode()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """WeasyPrint warns of every CSS property that is for screens only."""
    logger = logging.getLogger("weasyprint")
    # Put back afterwards: the logger belongs to the whole program.
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
