"""A scale whose ends are not equally strong, or whose labels lean to one side."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript, finds
from cfdiag.ground.codes import Code
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.questionnaire import Scale
from cfdiag.model.text import ANY_GROUP, Text

CODE = Code.UNEQUAL_ANCHORS
WHY = (
    "From 'poor' to 'very good' people have further to go up than down, and from 'fair, good, very "
    "good, excellent' three of four answers are praise. The mean then says how the scale was built."
)
EXAMPLES = (
    (
        """\
scales: {agree: {min: 1, max: 5, labels: {1: Poor, 5: Very good}}}
""",
        """\
scales: {agree: {min: 1, max: 5, labels: {1: Very poor, 5: Very good}}}
""",
    ),
    (
        """\
scales: {agree: {min: 1, max: 5, labels: {1: Slecht, 5: Zeer goed}}}
""",
        """\
scales: {agree: {min: 1, max: 5, labels: {1: Zeer slecht, 5: Zeer goed}}}
""",
    ),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The scales that lean, and the questions whose own ends do."""
    scales = manuscript.record.inner("scales").value
    for id_, scale in manuscript.questionnaire.scales.items():
        record = manuscript.record["scales"][id_]
        ends = (scale.labels.get(scale.min), scale.labels.get(scale.max))
        said = _lean(*ends) or _counted(scale)
        if said:
            hint = "give both ends the same strength, and both sides as many labels"
            yield Advised(f"the scale '{id_}' leans: {said}", scales[id_].key_at, hint, (record,))
    for question in manuscript.questions:
        said = _lean(question.low, question.high)
        if said:
            record = manuscript.builder.questions[question.id]
            hint = "give both ends the same strength"
            yield Advised(f"the ends of '{question.id}' lean: {said}", record.at("low"), hint, (record,))


def _lean(low: Text | None, high: Text | None) -> str:
    """Which end is stronger, for the first group and language in which one is."""
    if low is None or high is None:
        return ""
    for group, language in _readers(low, high):
        ends = low.pick(language, group), high.pick(language, group)
        advice = locale_for(language).advice
        if not advice.strong:
            continue
        has = [bool(finds(advice.strong, end.lower())) for end in ends]
        # 'Excellent' or 'not at all' needs no 'very' to be an end.
        if has[0] != has[1] and not finds(advice.whole, ends[has[0]].lower()):
            return f"'{ends[0]}' and '{ends[1]}' ({' / '.join(part for part in (group, language) if part)})"
    return ""


def _readers(low: Text, high: Text) -> Iterator[tuple[str, str]]:
    """Each group, or all of them where both ends are everybody's, with each language that it reads."""
    for group in dict.fromkeys((*low.wordings, *high.wordings)):
        ends = [end.wordings.get(group, {}) for end in (low, high)]
        if group != ANY_GROUP or all(ends):
            yield from ((group, language) for language in {**ends[0], **ends[1]})


def _counted(scale: Scale) -> str:
    """Labels on one side of the middle and not on the other."""
    middle = (scale.min + scale.max) / 2
    below = sum(step < middle for step in scale.labels)
    above = sum(step > middle for step in scale.labels)
    if below == above or not below or not above:
        return ""  # where there is none on a side, `scale-labels` speaks
    return f"{below} labels below its middle and {above} above"
