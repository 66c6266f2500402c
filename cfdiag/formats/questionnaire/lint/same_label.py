"""Two options, items or scale steps that people read as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript
from cfdiag.ground.codes import Code
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import Option

CODE = Code.SAME_LABEL
WHY = "Whoever reads two that are called the same takes the first, and nobody knows what the second counts."
EXAMPLES = (
    (
        """\
- id: extra
  type: choice
  ask: How do you buy?
  options: {direct: At your desk, desk: At your desk}
""",
        """\
- id: extra
  type: choice
  ask: How do you buy?
  options: {direct: Directly, desk: At your desk}
""",
    ),
    (
        """\
- id: extra
  type: choice
  ask: Hoe koopt u?
  options: {direct: Aan uw balie, desk: Aan uw balie}
""",
        """\
- id: extra
  type: choice
  ask: Hoe koopt u?
  options: {direct: Rechtstreeks, desk: Aan uw balie}
""",
    ),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The questions with such options; of a set that several share, the first."""
    told: set[str] = set()
    for question in manuscript.questions:
        record = manuscript.builder.questions[question.id]
        named = record.get("options")
        if isinstance(named, str) and named in told:
            continue
        pair = _alike(question.options)
        if pair is not None:
            told.add(str(named))
            message = f"the options '{pair[0]}' and '{pair[1]}' of '{question.id}' are called the same"
            yield Advised(message, record.at("options"), "give each a name of its own", (record,))


def _alike(options: Sequence[Option]) -> tuple[str, str] | None:
    """The first two whose label is the same in some language for some group."""
    seen: dict[tuple[str, str, str], str] = {}
    for option in options:
        for group, by_language in option.label.wordings.items():
            for language, label in by_language.items():
                first = seen.setdefault((group, language, same(label)), option.id)
                if first != option.id:
                    return first, option.id
    return None
