"""Interviews on disk for the tests of batch and of the commands over it."""

import hashlib
import json

QUESTIONNAIRE = """\
cfdiag: 1
id: small
version: 1.1.0
title: Small
groups:
  internal: {title: Inside, anonymous: true}
  customer: {title: Customer, anonymous: false}
scales: {five: {min: 1, max: 5}}
dimensions:
  sharing: {title: Sharing, target: 70}
  speed: {title: Speed, target: 60}
sections:
  - id: all
    title: All
    questions:
      - {id: share_plans, type: rating, scale: five, dimension: sharing, ask: Do we share plans?}
      - {id: share_data, type: rating, scale: five, dimension: sharing, ask: Do we share data?}
      - {id: reply, type: rating, scale: five, dimension: speed, ask: Do we reply fast?}
      - {id: deliver, type: rating, scale: five, dimension: speed, ask: Do we deliver fast?}
      - {id: region, type: choice, options: {north: North, south: South}, ask: Where?}
      - {id: remark, type: text, ask: Anything else?}
actions:
  - {id: plan_together, when: score.sharing < 60, because: [share_plans], title: Plan together,
     why: Plans do not meet., first_step: Lay the plans side by side., owner: Head of sales,
     measure: One plan.}
"""
SHA = hashlib.sha256(QUESTIONNAIRE.encode()).hexdigest()
RATED = ("share_plans", "share_data", "reply", "deliver")


def interview(number, values=(3, 3, 3, 3), **changes):
    """An interview as a document; `values` are the four ratings, None leaves one out."""
    answers = {
        key: {"status": "answered", "value": value}
        for key, value in zip(RATED, values, strict=True)
        if value is not None
    }
    document = {
        "format": "cfdiag/interview@1",
        "id": f"01970000-0000-7000-8000-{number:012d}",
        "questionnaire": {"id": "small", "version": "1.1.0", "sha256": SHA},
        "respondent": {"group": "internal", "department": ("Sales", "Service")[number % 2]},
        "started": "2026-11-22T09:00:00Z",
        "finished": "2026-11-22T09:20:00Z",
        "answers": answers,
    }
    return {**document, **changes}


LOW = tuple(
    tuple(map(int, each)) for each in ["1223", "2133", "1124", "2233", "1223", "2243", "1133", "2134"]
)
"""The ratings of eight who are far from both targets: the questionnaire's action holds."""


class Desk:
    """A folder with the questionnaire, and interviews written into it."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "qs").mkdir()
        (folder / "qs" / "small.yaml").write_text(QUESTIONNAIRE)

    def write(self, name, document):
        """A file with a document as JSON, or with text as it is. Gives its path as text."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = document if isinstance(document, str) else json.dumps(document, indent=1)
        path.write_text(text, encoding="utf-8")
        return str(path.relative_to(self.folder))

    def many(self, n, folder="in", **changes):
        """So many interviews with differing answers, `in/000.json` and on."""
        for number in range(n):
            values = tuple(1 + (number * step + step) % 5 for step in (1, 2, 3, 7))
            self.write(f"{folder}/{number:03}.json", interview(number, values, **changes))
        return folder

    def low(self, folder, *, better=0, first=0):
        """The interviews of eight whose action holds; `better` is what they rate sharing higher.

        Args:
            folder: where they go, `FOLDER/0.json` and on.
            better: added to the first two ratings.
            first: the number of the first interview.
        """
        for number, (plans, data, *speed) in enumerate(LOW):
            values = (plans + better, data + better, *speed)
            self.write(f"{folder}/{number}.json", interview(first + number, values))
