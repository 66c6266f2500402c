"""What people chose from a list: how many chose each item, and how they rated it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import UNSET

from cfdiag.model.blocks import TableBlock
from cfdiag.model.questionnaire import Question, Section
from cfdiag.model.result import QuestionnaireResult, QuestionScore
from cfdiag.model.text import ANY_GROUP
from cfdiag.questions import TYPES
from cfdiag.render.view.context import Material
from cfdiag.render.view.parts import cell, column, table_part

Scores = Mapping[str, QuestionScore]


def chosen_items(m: Material, part: QuestionnaireResult) -> list[TableBlock]:
    """A table for each list from which a group chooses; none where nothing of it may be shown."""
    questionnaire = m.questionnaires.get(part.id)
    found: list[TableBlock] = []
    for section in questionnaire.sections if questionnaire else ():
        for group in section.repeat.picks if section.repeat else ():
            shown = part.groups.get(group)
            scores = part.questions if group == ANY_GROUP else shown.questions if shown else {}
            made = _table(m, part, section, group, scores)
            found += [made] if made is not None else []
    return found


def _table(
    m: Material, part: QuestionnaireResult, section: Section, group: str, scores: Scores
) -> TableBlock | None:
    items = dict.fromkeys(key.split("/")[1] for key in scores if key.startswith(f"{section.id}/"))
    rated = [q for q in section.questions if TYPES[q.type].rated]
    rows = [(item, n, means) for item in items for n, means in _told(section, rated, item, scores)]
    if not rows or section.repeat is None:
        return None
    w, questionnaire = m.words, m.questionnaires[part.id]
    name = m.text(section.repeat.name)
    heads = [m.text(q.name, group or q.groups[0], item="…") for q in rated]
    columns = [column(name[:1].upper() + name[1:]), column(w("Chosen by"), numeric=True)]
    columns += [column(head, numeric=True) for head in heads]
    cells = [
        [
            cell(m.item(questionnaire, section.id, item)),
            cell(w.count(n)),
            *(cell(w.number(mean)) for mean in means),
        ]
        for item, n, means in sorted(rows, key=lambda row: -row[1])
    ]
    title = m.text(section.title, group)
    caption = w("{title}: what was chosen", title=title)
    return table_part(f"chosen-{part.id}-{section.id}-{group}", caption, columns, cells)


def _told(
    section: Section, rated: list[Question], item: str, scores: Scores
) -> Iterator[tuple[int, list[float | None]]]:
    """How many chose an item and the means of its ratings; nothing where that is withheld."""
    about = {q.id: scores.get(f"{section.id}/{item}/{q.id}") for q in section.questions}
    # How many chose an item is known only where none of its counts is withheld.
    known = [score for score in about.values() if score is not None]
    counts = [list(score.status.values()) for score in known if score.withheld in (UNSET, False)]
    if known and len(counts) == len(known) and not any(None in each for each in counts):
        n = max(sum(n or 0 for n in each) for each in counts)
        means = [score.mean if (score := about[q.id]) is not None else None for q in rated]
        if n:
            yield n, means
