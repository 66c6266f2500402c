"""A line for every command: what has to run wherever cfdiag runs."""

from __future__ import annotations

from pathlib import Path

ACCOUNTS = "Account,ARR\nAcme,100\n"
RESPONSES = "id,shared\na,4\nb,2\n"
MAPPING = (
    "cfdiag: 1\nmapping: silo-busting\ngroup: internal\nquestions: {information_shared: {column: shared}}\n"
)
RECIPIENT = "age1hvyqcd3smzdsft7ds59x56k94jaukxhr3cuug0pc0wkx8w9t3yws7rh4pk"
KEY = "AGE-SECRET-KEY-1SP6W270S50LC7DWN0SXSY22HAV4JZK03ZU9NU5YP4WHFYNP7YUPSXKQC4Y\n"
"""Made for these tests; it opens nothing else."""
SEALED = """\
-----BEGIN AGE ENCRYPTED FILE-----
YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSB3NmxvcFM0c3VwRTJUbXpY
QXpCVENsWTlhUFRlZ29rcTd2OUlqTE80ZGhBCkFOL3krdkZ1dE9MeE5DU1JHR3E2
VUNReGtlbG55blNORzFrMHUwcXp1NE0KLT4gI1wqLWdyZWFzZSAkWCM3JWkgYTl4
WD8geAorNDAxMEdtOStqMXMzTVFIRWdCMnd5cDdzTTZURGpzUks3MAotLS0gOGlw
Q3g2OFVXMERrVk9TNXJZMVNybnJibXU2RkIzNjIvVzU5azd6bUlIQQqb/XSrSBXH
e0qinRYTI0wt0gftg/A2lSu5Fy1Cugo9v++cQg==
-----END AGE ENCRYPTED FILE-----
"""
ADA = (
    '{"format": "cfdiag/interview@1", "id": "ada", "questionnaire": {"id": "customer-view"}, "finished":'
    ' "2026-11-24", "respondent": {"group": "customer", "name": "Ada Vale", "consent": "named"},'
    ' "answers": {"surprised": {"status": "unknown"}}}'
)
ANSWERS = "information_shared: {value: 3, importance: 4}\n"

LINES = {
    "demo": ("demo", "made"),
    "init": ("init", "engagement", "--client", "Acme"),
    "status": ("status", "engagement"),
    "interview": (
        *("interview", "silo-busting", "--group", "internal"),
        *("--answers", "answers.yaml", "--output", "second.json"),
    ),
    "import": (
        *("import", "responses.csv", "--mapping", "responses.mapping.yaml"),
        *("--output", "imported.jsonl"),
    ),
    "form": ("form", "silo-busting", "--output", "form.html"),
    "plan": ("plan", "adopt", "first.json", "--output", "plan.yaml"),
    "comments": ("comments", "first.json"),
    "score": ("score", "first.json", "third.json", "--jobs", "2"),
    "report": ("report", "first.json", "--template", "own.txt"),
    "handover": ("handover", "accounts.csv"),
    "why": ("why", "first.json", "sharing"),
    "compare": ("compare", "first.json", "first.json"),
    "list": ("list",),
    "show": ("show", "silo-busting"),
    "new": ("new", "mine"),
    "check": ("check", "."),
    "schema": ("schema", "interview"),
    "lock": ("lock", "own.txt", "--keep", "--encrypt-to", RECIPIENT),
    "unlock": ("unlock", "closed.txt.age", "--identity", "key.txt"),
    "person": ("person", "show", "Ada Vale", "people"),
    "redact": ("redact", "first.json", "--diff"),
}
"""A line for each command."""

OWN = "{{ view.language }}\n"
"""A template of somebody's own."""


def lay(folder: Path) -> None:
    """What the lines read, into an empty folder; the interviews that they read are held there."""
    (folder / "answers.yaml").write_text(ANSWERS)
    (folder / "accounts.csv").write_text(ACCOUNTS)
    (folder / "responses.csv").write_text(RESPONSES)
    (folder / "responses.mapping.yaml").write_text(MAPPING)
    (folder / "own.txt").write_text(OWN)
    (folder / "key.txt").write_text(KEY)
    (folder / "people").mkdir()
    (folder / "people" / "ada.json").write_text(ADA)
    (folder / "closed.txt.age").write_text(SEALED)
