"""What a run says of its inputs beside the faults of each file."""

from __future__ import annotations

from collections.abc import Sequence

from cfdiag.batch.benches import InterviewKey
from cfdiag.batch.partial import PartialRun
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location
from cfdiag.scoring.many.tally import TextTally

_COPIES_NAMED = 20
"""So many copies are named; of more there is a number."""
_NAMED = 5
"""So many skipped files are named; of more there is a number."""


def said_of_inputs(part: PartialRun, others: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Everything there is to say about the inputs: errors by place, then warnings, then notes."""
    all_ = [*part.faults, *others, *_missing_texts(part)]
    if part.skipped:
        all_.append(_skipped(part.skipped))
    if part.unanswered:
        all_.append(_unanswered(part.unanswered))
    rank = {"error": 0, "warning": 1, "note": 2}
    return sorted(all_, key=lambda d: (rank[d.severity], d.location or Location(""), d.code, d.message))


def counted_copies(warnings: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Warnings of copies: some by name, and a number for the rest; of a folder and its `.jsonl` all are."""
    copies = [each for each in warnings if each.code == Code.DUPLICATE_INTERVIEW]
    if len(copies) <= _COPIES_NAMED + 1:
        return list(warnings)
    copies.sort(key=lambda each: each.location or Location(""))
    others = [each for each in warnings if each.code != Code.DUPLICATE_INTERVIEW]
    rest = Diagnostic(
        Code.DUPLICATE_INTERVIEW,
        f"{len(copies) - _COPIES_NAMED:,} more copies of interviews are not counted either",
        hint="were a folder and what was made of it named together?",
        severity="warning",
    )
    return [*others, *copies[:_COPIES_NAMED], rest]


def _missing_texts(part: PartialRun) -> list[Diagnostic]:
    """One warning for each text that interviews name and that is nowhere at hand."""
    found = []
    for key, tally in sorted(part.tallies.items()):
        for (version, sha256), text in sorted(tally.texts.items()):
            if not text.nowhere:
                continue
            found.append(_missing_text(key, version, sha256, text))
    return found


def _missing_text(key: InterviewKey, version: str, sha256: str, text: TextTally) -> Diagnostic:
    id_, used, _ = key
    who = "1 interview names" if text.n == 1 else f"{text.n} interviews name"
    which = f"{id_} {version}" + (f" ({sha256[:12]})" if sha256 else "")
    there = f"the {used} there is" if used == version else used
    if text.missing:
        how = "without everything on a scale, for they do not say what their scales were"
    else:
        how = "on the questions that both have with the same scale and options"
        how += f"; left out: {', '.join(sorted(text.left_out))}" if text.left_out else ""
    ways = "name a folder that holds that text: --questionnaires; or keep it: "
    ways += "cfdiag check NEW --against OLD --keep"
    if sha256:
        ways += f"; or, where answers to both mean the same, say so in the newer one: same_as: [{sha256}]"
    return Diagnostic(
        Code.TEXT_MISSING if text.missing else Code.OTHER_VERSION,
        f"{who} {which}, which is not at hand: scored with {there}, {how}",
        hint=ways,
        severity="warning",
    )


def unlisted_note(n: int) -> Diagnostic:
    """The note that so many interviews are not listed one by one."""
    message = f"{n} of the interviews are not listed one by one, so that nobody anonymous is shown"
    return Diagnostic(
        Code.NOT_LISTED, message, hint="--unmasked lists them, for your own eyes", severity="note"
    )


def _skipped(names: Sequence[str]) -> Diagnostic:
    what = (
        "1 file is no interview and was"
        if len(names) == 1
        else f"{len(names)} files are no interviews and were"
    )
    return Diagnostic(Code.SKIPPED, f"{what} left out: {_listed(names)}", severity="note")


def _unanswered(names: Sequence[str]) -> Diagnostic:
    what = (
        "1 interview has no answer and is"
        if len(names) == 1
        else f"{len(names)} interviews have no answer and are"
    )
    # Of a file with an interview a line, once for all of them.
    files = _listed(sorted(set(names)))
    return Diagnostic(Code.UNANSWERED, f"{what} not counted: {files}", severity="note")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")


def nothing_to_score(
    paths: Sequence[str], diagnostics: Sequence[Diagnostic], *, saved: bool = False
) -> Diagnostic:
    """The error of a run without one interview, with the way on.

    Args:
        paths: what was named.
        diagnostics: what was said of it so far.
        saved: whether all that was named are saved results.
    """
    rejected = any(d.severity == "error" for d in diagnostics)
    message = "nothing to score"
    hint = "name interviews or a folder that holds them; `cfdiag interview` makes one"
    if saved:
        message += ": this is a saved result, which was scored already"
        hint = "`cfdiag report`, `cfdiag compare` and `cfdiag plan review` take it"
    elif rejected:
        message += ": no interview could be read"
        hint = "`cfdiag check` lists every fault of a file"
    place = Location(paths[0]) if len(paths) == 1 and not rejected else None
    return Diagnostic(Code.NOTHING_TO_SCORE, message, place, hint)
