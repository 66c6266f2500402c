"""A questionnaire to break in tests, and ways to say what was found."""

from __future__ import annotations

from collections.abc import Sequence

from cfdiag.formats.questionnaire.reader import examine_questionnaire
from cfdiag.ground.diagnostics import Diagnostic, render_fault
from cfdiag.ground.safe import safe
from cfdiag.model.questionnaire import Questionnaire

BASE = """\
cfdiag: 1
id: sample
version: 1.0.0
title: How was it?
groups:
  internal: {title: Inside}
  customer: {title: Customer}
compare: {looking_in: internal, looked_at: customer}
scales:
  five: {min: 1, max: 5, labels: {1: Poor, 5: Good}}
dimensions:
  service: {title: Service}
  kept: {title: Kept, kind: checklist}
sections:
  - id: first
    title: First
    questions:
      - {id: sells, type: yes_no, dimension: kept, ask: Do you sell directly?}
      - id: level
        type: rating
        scale: five
        dimension: service
        importance: true
        when: sells == "yes"
        ask: {internal: What will they say?, customer: How was the service?}
      - {id: role, type: choice, options: {buyer: Buyer, champion: {label: Champion, points: 80}}, ask: Who?}
      - {id: themes, type: choices, options: {price: Price, speed: Speed}, ask: Which themes?}
      - {id: seen, type: date, ask: When was it?}
      - {id: size, type: number, min: 0, ask: How many people?}
      - {id: dream, type: text, for: [customer], ask: "What would {{ organisation }} do?"}
  - id: points
    title: Points
    repeat: {ask: Which points?, name: point, items: {offer: Offer}}
    questions:
      - {id: touch, type: rating, scale: five, dimension: service, ask: "How was {{ item }}?"}
actions:
  - id: go
    when: score.service < 50
    because: [level]
    title: Go there
    why: To see
    first_step: Call
    owner: Sales
    measure: Seen
findings:
  - {id: seen_it, when: "share(role, buyer) > 0.5", text: Half are buyers.}
accept: {no-label: Short.}
"""


def changed(*changes: tuple[str, str]) -> str:
    """The base with texts replaced; each must be there."""
    text = BASE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def examine(
    text: str, languages: Sequence[str] = (), file: str = "sample.yaml"
) -> tuple[Questionnaire | None, list[Diagnostic]]:
    return examine_questionnaire(text.encode(), file, languages)


def shown(diagnostics: Sequence[Diagnostic]) -> str:
    """Faults as they are printed."""
    return safe("".join(render_fault(d) + "\n" for d in diagnostics))


def codes(diagnostics: Sequence[Diagnostic]) -> list[str]:
    return [d.code for d in diagnostics]
