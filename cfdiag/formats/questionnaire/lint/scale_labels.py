"""A scale without labels at its ends."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript
from cfdiag.ground.codes import Code

CODE = Code.SCALE_LABELS
WHY = "Nobody knows whether 5 is good."
EXAMPLES = (
    (
        """\
scales: {agree: {min: 1, max: 5}}
""",
        """\
scales: {agree: {min: 1, max: 5, labels: {1: Very poor, 5: Very good}}}
""",
    ),
    (
        """\
scales: {agree: {min: 1, max: 5}}
""",
        """\
scales: {agree: {min: 1, max: 5, labels: {1: Zeer slecht, 5: Zeer goed}}}
""",
    ),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The scales, but for those whose questions say themselves what the ends mean."""
    for id_, scale in manuscript.questionnaire.scales.items():
        using = [question for question in manuscript.questions if question.scale == scale]
        if using and all(question.low is not None and question.high is not None for question in using):
            continue
        missing = [str(end) for end in (scale.min, scale.max) if end not in scale.labels]
        if missing:
            at = manuscript.record.inner("scales").value[id_].key_at
            message = f"the scale '{id_}' has no label at {' and '.join(missing)}"
            hint = f"labels: {{{scale.min}: …, {scale.max}: …}}"
            yield Advised(message, at, hint, (manuscript.record["scales"][id_],))
