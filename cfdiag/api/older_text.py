"""A questionnaire beside an older text of it: what changed for the answers that were given to that."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cfdiag.formats.kept_texts import KEPT, keep_text, kept_name
from cfdiag.formats.questionnaire.changes import changes_between, changes_for_answers, declare_same
from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location, fault
from cfdiag.ground.files import read_bytes


def changes_against(
    files: Sequence[str], against: Path, faults: Sequence[Diagnostic], *, keep: bool
) -> list[Diagnostic]:
    """What a questionnaire changes for the answers to an older text of it."""
    # Of two texts the older would have to be guessed.
    if len(files) != 1 or not Path(files[0]).is_file():
        hint = "cfdiag check NEW --against OLD"
        raise fault(Code.WRONG_OPTION, "--against compares one questionnaire with an older text of it", hint)
    if any(d.severity == "error" for d in faults):
        return []
    new = read_questionnaire(read_bytes(Path(files[0])), files[0], any_name=True)
    old = read_questionnaire(read_bytes(against), str(against), any_name=True)
    changes = changes_between(old, new)
    found = list(changes_for_answers(changes))
    if changes.mean_the_same:
        found.append(declare_same(changes))
    if keep:
        folder = Path(files[0]).absolute().parent / KEPT
        keep_text(old, folder)
        kept = f"the older text is kept: {Path(KEPT) / kept_name(old.id, old.sha256)}"
        found.append(Diagnostic(Code.KEPT_TEXT, kept, Location(files[0]), severity="note"))
    return found
