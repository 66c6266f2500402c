"""Yes and no in a language that the tool does not speak."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript
from cfdiag.ground.codes import Code
from cfdiag.locales.catalogue import LANGUAGES
from cfdiag.model.text import with_parent
from cfdiag.questions import TYPES

CODE = Code.YES_NO_WORDS
WHY = "The tool would offer 'Yes' and 'No' below a question in another language."
EXAMPLES = (
    (
        """\
language: fr
sections:
  - id: s
    questions:
      - {id: extra, type: yes_no, ask: Cela en valait-il la peine ?}
""",
        """\
language: fr
"yes": Oui
"no": Non
sections:
  - id: s
    questions:
      - {id: extra, type: yes_no, ask: Cela en valait-il la peine ?}
""",
    ),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The first such question, where the file does not say what they are called."""
    language = manuscript.questionnaire.language
    if set(with_parent(language)) & set(LANGUAGES):
        return
    for question in manuscript.questions:
        if TYPES[question.type].ticked and (question.yes is None or question.no is None):
            message = f"cfdiag does not know what yes and no are called in '{language}'"
            record = manuscript.builder.questions[question.id]
            hint = 'write "yes": … and "no": … at the top of the file'
            yield Advised(message, record.at("type"), hint, (record,))
            return
