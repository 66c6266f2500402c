"""A text that repeats an answer which may be missing."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.documents.faults import within
from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript
from cfdiag.formats.questionnaire.open_answers import open_answers
from cfdiag.ground.codes import Code

CODE = Code.OPEN_ANSWER
WHY = "Read aloud it becomes 'You gave a . What keeps you from it?'"
EXAMPLES = (
    (
        """\
- {id: product, type: text, ask: What did you buy?}
- {id: extra, type: text, ask: "What would make {{ product }} better?"}
""",
        """\
- id: product
  type: text
  ask: What did you buy?
- id: extra
  type: text
  ask: What would make {{ product | default("it") }} better?
""",
    ),
    (
        """\
- {id: product, type: text, ask: Wat kocht u?}
- {id: extra, type: text, ask: "Wat zou {{ product }} beter maken?"}
""",
        """\
- id: product
  type: text
  ask: Wat kocht u?
- id: extra
  type: text
  when: product is answered
  ask: Wat zou {{ product }} beter maken?
""",
    ),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The names in texts that nothing makes sure of."""
    builder = manuscript.builder
    for found in open_answers(manuscript.questionnaire):
        record = builder.questions[found.question] if found.question else builder.sections[found.section]
        at = within(builder.faults, record.inner(found.key), found.name)
        message = f"the answer to '{found.name}' may be missing here"
        hint = f'{{{{ {found.name} | default("…") }}}}, or ask it only when: {found.name} is answered'
        yield Advised(message, at, hint, (record,))
