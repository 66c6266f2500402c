"""What a question is called in a sentence."""

from __future__ import annotations

from cfdiag.model.questionnaire import Questionnaire
from cfdiag.questions import TYPES
from cfdiag.scoring.options import Phrasing


def question_title(questionnaire: Questionnaire, key: str, words: Phrasing, group: str = "") -> str:
    """A question's label, else its wording. Of a repeated section it names the item, never 'this'.

    Where a section rates its items by one question only, the item alone says it (`Invoice`), and the section
    stands for all of them.
    """
    place, _, id_ = key.rpartition("/")
    section = questionnaire.section_of(id_)
    if section is None:
        return key
    question = next(q for q in section.questions if q.id == id_)
    side = questionnaire.side(group)
    plain = words.text(question.name, group, "", side)
    if section.repeat is None:
        return plain
    alone = [q.id for q in section.questions if TYPES[q.type].rated] == [id_]
    if not place:
        return words.text(section.title, group) if alone and question.label is None else plain
    item = place.partition("/")[2]
    own = words.lists.get(section.repeat.source or "", {})
    label = words.text(section.repeat.items.get(item), group) or own.get(item, item)
    filled = words.text(question.name, group, label, side)
    return label if alone else filled if filled != plain else f"{label}: {plain}"
