"""A rule that asks for the answer of one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript
from cfdiag.ground.codes import Code
from cfdiag.model.expression import Call, Compare, Const, Expression, Name, every_part, names
from cfdiag.rules.domains import NameFault, Names
from cfdiag.rules.explain import spell
from cfdiag.rules.facts import domain

CODE = Code.SINGLE_ANSWER
WHY = (
    "An answer by its id is known of one interview. Of several there is not one answer: the rule is never "
    "judged, and what it should have said is missing from the report."
)
EXAMPLES = (
    (
        """\
sections:
  - id: s
    questions:
      - {id: broken, type: number, min: 0, ask: How many promises were broken?}
actions:
  - id: extra
    when: broken > 2
    title: Tell bad news early
    why: Late news costs more.
    first_step: Agree who calls.
    owner: Sales
    measure: Less asking.
""",
        """\
sections:
  - id: s
    questions:
      - {id: broken, type: number, min: 0, ask: How many promises were broken?}
actions:
  - id: extra
    when: mean(broken) > 2
    title: Tell bad news early
    why: Late news costs more.
    first_step: Agree who calls.
    owner: Sales
    measure: Less asking.
""",
    ),
    (
        """\
sections:
  - id: s
    questions:
      - {id: stand, type: choice, ask: Hoe staat het ervoor?, options: {fine: Goed, late: Te laat}}
findings:
  - {id: extra, when: stand == "late", text: Het is te laat.}
""",
        """\
sections:
  - id: s
    questions:
      - {id: stand, type: choice, ask: Hoe staat het ervoor?, options: {fine: Goed, late: Te laat}}
findings:
  - {id: extra, when: "share(stand, late) > 0", text: Het is te laat.}
""",
    ),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """Every answer that a rule asks for, once for each rule."""
    known = Names(manuscript.questionnaire)
    for what, rule, record in manuscript.rules:
        for id_ in dict.fromkeys(asked.key[0] for asked in names(rule.when) if len(asked.key) == 1):
            at = manuscript.word_at(record.inner("when"), id_)
            message = f"of several interviews '{id_}' is not known, and the {what} '{rule.id}' asks for it"
            yield Advised(message, at, _instead(known, id_, rule.when), (record,))


def _instead(known: Names, id_: str, rule: Expression) -> str:
    """What is known of several, and may be asked in the place of the answer."""
    if id_ == "group":
        return f"write {' or '.join(f'n.{group} > 0' for group in _values(id_, rule) or ['group'])}"
    values = _values(id_, rule) or known.answer(id_).words or ()
    shares = tuple(Call("share", (id_, value)) for value in values)
    for calls in ((Call("mean", (id_,)),), (Call("days_since", (id_,)),), shares):
        if calls and _all_known(known, calls):
            return f"write {' + '.join(spell(call) for call in calls)}"
    return "ask for what can be counted: a choice, a number or a date"


def _all_known(known: Names, calls: Iterable[Call]) -> bool:
    try:
        for call in calls:
            domain(known, call)
    except NameFault:
        return False
    return True


def _values(id_: str, rule: Expression) -> list[str]:
    """The words that a rule compares an answer with."""
    found: list[str] = []
    for part in every_part(rule):
        if isinstance(part, Compare) and Name((id_,)) in (part.left, part.right):
            for side in (part.left, part.right):
                if isinstance(side, Const):
                    values = side.value if isinstance(side.value, tuple) else (side.value,)
                    found += (value for value in values if isinstance(value, str))
    return list(dict.fromkeys(found))
