"""Flags of an import that say nothing of what is read, or something else than its mapping: each is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from cfdiag.exchange.table import PlainTable
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location
from cfdiag.model.listed import same
from cfdiag.model.mapping import Mapping as ColumnMapping
from cfdiag.model.mapping import RespondentField
from cfdiag.model.response import FORM_PROFILE


def idle_for_form(given: Mapping[str, str | Path | None], file: str) -> list[Diagnostic]:
    """Of the flags that say how a table is read those that were given for a response of the form.

    Args:
        given: what was said, by the flag.
        file: the file or folder of responses.
    """
    told = (flag for flag, said in given.items() if said and (flag, said) != ("--profile", FORM_PROFILE))
    return [_idle(flag, "a response of the form: it says itself what it is", file) for flag in told]


def idle_for_table(given: Mapping[str, str | Path | None], table: PlainTable) -> Iterator[Diagnostic]:
    """Of the flags that say how a table is read those that this kind of table has no use for.

    Args:
        given: what was said, by the flag.
        table: as it was read.
    """
    kinds = {"json": ("JSON", ("--delimiter", "--sheet")), "": ("a workbook", ("--encoding", "--delimiter"))}
    kind, idle = kinds.get(table.delimiter, ("a table of text", ("--sheet",)))
    yield from (_idle(flag, kind, table.file) for flag in idle if given.get(flag))


def _idle(flag: str, kind: str, file: str) -> Diagnostic:
    message = f"{flag} says nothing of {kind}"
    return Diagnostic(Code.WRONG_OPTION, message, Location(file), "it can be left out", "warning")


def contradictions(
    given: Mapping[str, str], mapping: ColumnMapping, accounts: Mapping[str, str]
) -> list[Diagnostic]:
    """Flags that say something else for all responses than the mapping does: nobody knows which counts.

    One for which the mapping has a column is a warning: it holds where the cell is empty, and nowhere else.

    Args:
        given: what `--group`, `--language`, `--account` and `--timezone` say, by the flag.
        mapping: the one that is in force.
        accounts: ids by what the engagement's accounts are called.
    """
    account = mapping.respondent.get("account", RespondentField())
    said = {
        "--group": mapping.group.constant,
        "--language": mapping.language,
        "--account": accounts.get(same(account.constant), account.constant),
        "--timezone": mapping.timezone,
    }
    columns = (("--group", mapping.group.column), ("--account", account.column))
    partly = [
        Diagnostic(
            Code.WRONG_OPTION, f"{flag} {given[flag]} holds only where {name} says nothing",
            Location(mapping.file, name.line, name.at), f"leave {flag} out, or put the mapping right",
            "warning",
        )
        for flag, name in columns
        if name is not None and given.get(flag)
    ]  # fmt: skip
    return partly + [
        Diagnostic(
            Code.WRONG_OPTION, f"{flag} says {given[flag]}, and the mapping {word}", Location(mapping.file),
            f"leave {flag} out, or put the mapping right",
        )
        for flag, word in said.items()
        if word and given.get(flag) and given[flag] != word
    ]  # fmt: skip
