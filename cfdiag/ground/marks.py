"""By what an output says that cfdiag made it, where no reader sees that: one place for each kind."""

from __future__ import annotations

LAST_LINE = "<!-- cfdiag -->"
"""The last line of Markdown, and of HTML whose head does not say it."""
LAST_LINE_OF_PDF = "% cfdiag"
GENERATOR = '<meta name="generator" content="cfdiag'
"""In the head of HTML, up to where a version may follow. The templates that are shipped say it themselves."""
CALENDAR_MAKER = "PRODID:-//cfdiag//"
"""In a calendar, up to the part of the tool that makes it."""
