"""How the result of `score` is handed to whoever asked: a format, to a file or to standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import msgspec

from cfdiag.api.listing import (
    TABLE_FORMATS,
    ListedInterviews,
    check_table_format,
    listed_file,
    room_for_listed,
)
from cfdiag.api.result import Result
from cfdiag.api.scoring import IN_A_FILE, RESULT_FORMATS
from cfdiag.cli.console import out_bytes, out_rendered, told_where
from cfdiag.cli.settings import file_context, terminal
from cfdiag.ground.choices import listed
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault

SCORE_FORMATS = tuple(sorted({*RESULT_FORMATS, *TABLE_FORMATS}))


class Delivery(msgspec.Struct, frozen=True):
    """What was asked for."""

    format: str
    output: Path | None
    force: bool
    each: bool
    """Interviews one by one."""
    long: bool
    """Of these a row an answer, and not a row an interview."""

    @property
    def is_listed(self) -> bool:
        """Whether it is a table of interviews; else the result."""
        return self.each and self.format in TABLE_FORMATS

    def check(self) -> None:
        """Find out before anything is read whether that can be done.

        Raises:
            CfdiagError: `wrong-use`, `no-output`, `missing-extra`.
        """
        if not self.each and self.format not in RESULT_FORMATS:
            message = f"--format {self.format} lists interviews one by one"
            raise fault(Code.WRONG_USE, message, "add --each")
        if self.long and not self.is_listed:
            message = "--long is about a table of interviews: a row an answer"
            raise fault(Code.WRONG_USE, message, f"add --each and --format {listed(TABLE_FORMATS)}")
        check_table_format(self.format)
        binary = self.format in RESULT_FORMATS and IN_A_FILE[self.format]
        if self.output is None and binary and sys.stdout.isatty():
            message = f"a {self.format} file cannot be shown on a terminal"
            raise fault(Code.NO_OUTPUT, message, "name a file with --output")

    def room(self) -> AbstractContextManager[ListedInterviews | None]:
        """Where interviews wait until they are written, where it is a table of them."""
        return room_for_listed(self.format, long=self.long) if self.is_listed else nullcontext()

    def deliver(self, result: Result, interviews: ListedInterviews | None, *, in_full: bool) -> None:
        """To stdout or a file; for a GitHub run the table to its summary page as well.

        Args:
            result: of the run.
            interviews: where they waited.
            in_full: of a text: every questionnaire in full.

        Raises:
            CfdiagError: it cannot be written; BrokenPipeError: nobody reads it any more.
        """
        if interviews is not None:
            self._listed(result, interviews)
            return
        language = result.options.language
        context = terminal(language) if self.output is None else file_context(language)
        context = msgspec.structs.replace(context, long=in_full)
        if self.output is not None:
            from cfdiag.api.writing import with_last_line, write_over

            data = with_last_line(result.file(self.format, context), self.format)
            told_where(self.output, write_over(self.output, data, force=self.force))
        elif IN_A_FILE[self.format]:
            out_bytes([result.file(self.format, context)])
        else:
            exact = self.format not in ("text", "github")
            out_rendered(result.render(self.format, context), exact=exact)
            sys.stdout.flush()
        page = os.environ.get("GITHUB_STEP_SUMMARY", "")
        if self.format == "github" and page:
            from cfdiag.api.writing import add_to_page

            add_to_page(Path(page), result.render("markdown", context) + "\n\n")

    def _listed(self, result: Result, interviews: ListedInterviews) -> None:
        def parts() -> Iterator[bytes]:
            return listed_file(result, interviews, self.format, long=self.long)

        if self.output is None:
            out_bytes(parts())
        else:
            from cfdiag.api.writing import write_over

            told_where(self.output, write_over(self.output, parts, force=self.force))
