"""A folder in which interviews are held: an engagement with a roster, and a visit of two questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from kits.sitting import sitting_folder

ROSTER = """\
name,group,department,account,organisation,when
Bob Stone,customer,,borax,Borax,2031-01-05
Cy Inside,internal,sales,,,
Ada Vale,customer,,acme,Acme Hospitals,{today}
Dee Owner,owner,sales,acme,,2031-02-01
Dee Owner,owner,sales,borax,,2031-02-02
"""
VISIT = """\
cfdiag: 1
id: visit
version: 1.0.0
title: {en: A visit, nl: Een bezoek}
groups:
  internal: {title: {en: Insiders, nl: Medewerkers}}
  owner: {title: {en: Owners, nl: Accounthouders}}
  customer: {title: {en: Customers, nl: Klanten}}
scales: {five: {min: 1, max: 5}}
dimensions: {d: {title: Everything}}
sections:
  - id: s
    title: {en: The visit, nl: Het bezoek}
    questions:
      - {id: good, type: rating, scale: five, dimension: d,
         ask: {en: How good was it?, nl: Hoe goed was het?}}
      - {id: why, type: text, ask: {en: Why?, nl: Waarom?}}
"""


def visit_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make it, and be there; no setting of the machine comes along."""
    return sitting_folder(folder, monkeypatch, "visit", VISIT, ROSTER)
