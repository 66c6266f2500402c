"""An action whose title points at something without naming it."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript, as_heard, finds
from cfdiag.ground.codes import Code
from cfdiag.locales.catalogue import locale_for

CODE = Code.UNBOUND_ACTION
WHY = (
    "'Repair one blind spot' leaves the reader to guess which. `about` chooses it from the figures "
    "that made the rule hold."
)
EXAMPLES = (
    (
        """\
- id: extra
  when: score.visit < 60
  title: Mend one moment together
  why: Customers wait.
  first_step: Call the planner.
  owner: Sales
  measure: They wait less.
""",
        """\
- id: extra
  when: score.visit < 60
  about: worst(points)
  title: "{{ about.label }}: mend it together"
  why: Customers wait.
  first_step: Call the planner.
  owner: Sales
  measure: They wait less.
""",
    ),
    (
        """\
- id: extra
  when: score.visit < 60
  title: Herstel samen één moment
  why: Klanten wachten.
  first_step: Bel de planner.
  owner: Verkoop
  measure: Zij wachten minder.
""",
        """\
- id: extra
  when: score.visit < 60
  about: worst(points)
  title: "{{ about.label }}: herstel dat samen"
  why: Klanten wachten.
  first_step: Bel de planner.
  owner: Verkoop
  measure: Zij wachten minder.
""",
    ),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The titles with such a word, of actions without an `about`."""
    for action, record in manuscript.actions:
        if action.about is not None:
            continue
        for language, wording in (each for by in action.title.wordings.values() for each in by.items()):
            found = finds(locale_for(language).advice.pointing, as_heard(wording))
            if found:
                message = f"the title of the action '{action.id}' says '{found}' and not what it is about"
                hint = "give it an about, and write {{ about.label }}"
                at = manuscript.word_at(record.inner("title"), found)
                yield Advised(f"{message} ({language})", at, hint, (record,))
