"""What a finding or an action is about, once it is read: see `about_text` for how it is written."""

from __future__ import annotations

from cfdiag.model.expression import Call, Expression, Name
from cfdiag.model.questionnaire import About, Question, Questionnaire
from cfdiag.rules.explain import spell

SAID_OF = ("label", "inside", "outside", "figure", "target", "n", "quote")
"""What texts may say of it: `{{ about.label }}`."""
NOT_CHOSEN = dict.fromkeys(SAID_OF, "…")
"""What texts say of it where nothing could be chosen."""


def written(about: About) -> str:
    """What something is about, as its author may write it."""
    if about.chosen == "named":
        return about.of
    if about.chosen == "items":
        quote = "'" if about.condition is not None and '"' in spell(about.condition) else '"'
        condition = spell(about.condition) if about.condition is not None else ""
        return f"items({about.of}, {quote}{condition}{quote})"
    return f"{about.chosen}({', '.join(filter(None, (about.of, about.among)))})"


def is_among(question: Question, section: str, among: str) -> bool:
    """Whether a question belongs to a dimension or section."""
    return among in ("", question.dimension, section)


def asked_of_items(questionnaire: Questionnaire) -> frozenset[str]:
    """The repeated sections of which single items are looked for."""
    written = (*(a.about for a in questionnaire.actions), *(f.about for f in questionnaire.findings))
    return frozenset(about.of for about in written if about and about.chosen == "items")


def bound(figure: Expression, key: str) -> Expression:
    """A figure in which `about` stands for a question, item or dimension."""
    if isinstance(figure, Name):
        return Name(tuple(key if part == "about" else part for part in figure.path))
    if isinstance(figure, Call):
        return Call(figure.function, tuple(key if each == "about" else each for each in figure.arguments))
    return figure
