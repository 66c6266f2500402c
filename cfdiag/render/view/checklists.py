"""What is in place: checklists, the least met first."""

from __future__ import annotations

from msgspec import UNSET

from cfdiag.model.blocks import TableBlock
from cfdiag.model.result import DimensionScore
from cfdiag.render.view.context import Material, given
from cfdiag.render.view.parts import cell, column, table_part


def checklists(m: Material) -> TableBlock | None:
    """What is in place, as `5 of 7`, the least first; over several interviews the means."""
    w = m.words
    known = [
        (d.met / d.of, part, id_, d)
        for part in m.result.questionnaires
        for id_, d in part.dimensions.items()
        if d.kind == "checklist" and d.met is not UNSET and d.of is not UNSET and d.of
    ]
    if not known:
        return None
    columns = [
        column(w("What is in place")),
        column(w("Met"), numeric=True),
        column(w("Respondents"), numeric=True),
        column(w("Questionnaire")),
    ]
    rows = [
        [cell(m.dimension(part, id_)), cell(met(m, d)), cell(w.count(d.n)), cell(m.title(part))]
        for _, part, id_, d in sorted(known, key=lambda each: each[0])
    ]
    notes = [w("A checklist counts what is in place; it carries no score and no level.")]
    if any((d.n or 0) > 1 for *_, d in known):
        notes.append(w("Of several respondents: the mean of their counts."))
    return table_part("checklists", w("Checklists, the least met first"), columns, rows, notes)


def met(m: Material, score: DimensionScore) -> str:
    """A checklist's `5 of 7`."""
    w = m.words
    done, of = given(score.met), given(score.of)
    if done is None or of is None:
        return w.score(None)
    return w("{met} of {of}", met=w.count(done), of=w.count(of))
