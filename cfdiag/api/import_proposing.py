"""A table that nobody has mapped: what is found out about its columns, written down to be looked through."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from cfdiag.api.import_report import ImportReport, MappedTable, import_report
from cfdiag.api.surroundings import Around
from cfdiag.exchange.mapping_text import proposal_text
from cfdiag.exchange.matching import exact_matches
from cfdiag.exchange.proposal import Proposal, propose
from cfdiag.exchange.response_people import ImportSettings
from cfdiag.exchange.survey import Survey
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location
from cfdiag.ground.writing import write_atomically
from cfdiag.model.questionnaire import Questionnaire


def propose_mapping(survey: Survey, questionnaire: Questionnaire, known: ImportSettings) -> MappedTable:
    """The table, read by a mapping that is found out; in force where nothing about it is doubtful."""
    proposal = propose(survey, questionnaire, known)
    departments = known.listed.get("department", {})
    return MappedTable(survey, questionnaire, proposal.mapping, proposal.tried, proposal, departments)


def write_proposal(
    read: MappedTable, near: Around, path: Path, command: str, *, dry_run: bool
) -> tuple[ImportReport, list[Diagnostic]]:
    """Write the mapping to be looked through, and say what was understood; no interview is written.

    Args:
        read: the table, by its proposal.
        near: the questionnaires at hand.
        path: where the mapping goes.
        command: what puts it in force.
        dry_run: write nothing.
    """
    proposal, faults = read.proposal, list(read.survey.table.faults)
    if proposal is not None:
        text = proposal_text(proposal, read.survey, read.questionnaire, command, read.departments)
        if not dry_run:
            write_atomically(path, text.encode(), mode=0o644)
        faults += (*_ambiguous(proposal, read.survey), *_unread(proposal, read.survey))
        if not proposal.matching.matches:
            faults.append(_wrong_questionnaire(read.survey, read.questionnaire, near))
    return msgspec.structs.replace(import_report(read), proposal=str(path)), faults


def _ambiguous(proposal: Proposal, survey: Survey) -> list[Diagnostic]:
    """Several columns for one answer: none of them is taken."""
    line = survey.table.header_rows[0].line
    return [
        Diagnostic(
            Code.AMBIGUOUS,
            f"columns {' and '.join(str(column.number) for column in columns)} all answer {place}",
            Location(survey.table.file, line, columns[1].number), "the mapping says which one counts",
        )
        for place, columns in proposal.matching.ambiguous.items()
    ]  # fmt: skip


def _unread(proposal: Proposal, survey: Survey) -> Iterable[Diagnostic]:
    """What of the table keeps a proposal from being in force, each thing at the first place that has it."""
    first: dict[str, Diagnostic] = {}
    for each in proposal.tried.faults:
        of_table = each.location is not None and each.location.file == survey.table.file
        if of_table and each.severity == "error":
            first.setdefault(each.message, each)
    return first.values()


def _wrong_questionnaire(survey: Survey, questionnaire: Questionnaire, near: Around) -> Diagnostic:
    """That not one column was understood, and which questionnaire would fit best."""
    fitting: list[tuple[int, str]] = []
    for id_ in near.library.ids():
        if id_ == questionnaire.id:
            continue
        try:
            fitting.append((len(exact_matches(survey.columns, near.library.get(id_))), id_))
        except CfdiagError:
            continue
    best = max(fitting, default=(0, ""))
    hint = f"--questionnaire {best[1]} fits {best[0]} columns" if best[0] else "or map the columns by hand"
    return Diagnostic(
        Code.NOT_MAPPED, f"not one column answers a question of {questionnaire.id}: is it the right one?",
        Location(survey.table.file), hint, "warning",
    )  # fmt: skip
