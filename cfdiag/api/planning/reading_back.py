"""The way back from a spreadsheet: what a client filled in becomes changes of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cfdiag.api.planning.plan_files import PlanFile
from cfdiag.exchange.plan_rows import plan_words, read_plan_rows
from cfdiag.exchange.reading import read
from cfdiag.exchange.table import MAX_TABLE_BYTES, folded
from cfdiag.followup.changes import ActionChange, ToldChange, changes_of_rows, told_changes
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.files import read_plain
from cfdiag.locales.catalogue import LANGUAGES, locale_for
from cfdiag.model.plan import ACTION_STATUSES, ActionPlan
from cfdiag.render.plan import ACTION_STATUS_WORDS


def changes_from(file: PlanFile, sheet: Path) -> list[ActionChange]:
    """What a filled-in sheet changes, in its order; rows that say what is so already change nothing.

    Raises:
        CfdiagError: every fault of the sheet: an id that the plan does not have, two rows for one, no day, no
            status; then nothing is changed. `missing-extra` where a workbook cannot be opened.
    """
    table = read(read_plain(str(sheet), MAX_TABLE_BYTES), str(sheet), aliases=plan_words())
    known = {each.id: each for each in file.plan.actions}
    filled = read_plan_rows(table, known, _statuses())
    faults = [each for each in (*table.faults, *filled.faults) if each.severity == "error"]
    if faults:
        raise CfdiagError(*faults)
    wanted = (_without_known_note(file.plan, each) for each in changes_of_rows(filled.rows))
    told = ((each, told_changes(file.plan, each)) for each in wanted)
    return [_what_was_filled_in(each, fields) for each, fields in told if fields]


def _what_was_filled_in(change: ActionChange, told: Sequence[ToldChange]) -> ActionChange:
    """A row without the cells that nobody touched: what the plan says in the end is set on no earlier day."""
    filled = {"id", *(each.field.replace(".", "_") for each in told)}
    return ActionChange(**{name: value for name, value in change._asdict().items() if name in filled})


def _without_known_note(plan: ActionPlan, change: ActionChange) -> ActionChange:
    """A sheet that is read twice does not say the same twice: a note that the log has is there already.

    About another change the same words are said anew.
    """
    action, without = plan.action(change.id), change._replace(note="")
    known = action is not None and any(entry.note == change.note for entry in action.log)
    return without if known and not told_changes(plan, without) else change


def _statuses() -> dict[str, str]:
    """The statuses by every word for them, in every language."""
    said: dict[str, str] = {folded(each): each for each in ACTION_STATUSES}
    for language in LANGUAGES:
        words = locale_for(language)
        said |= {folded(words(ACTION_STATUS_WORDS[each])): each for each in ACTION_STATUSES}
    return said
