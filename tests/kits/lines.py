"""A line for every command: what has to run wherever cfdiag runs."""

from __future__ import annotations

ANSWERS = "information_shared: {value: 3, importance: 4}\n"

LINES = {
    "demo": ("demo", "made"),
    "init": ("init", "engagement", "--client", "Acme"),
    "status": ("status", "engagement"),
    "interview": (
        *("interview", "silo-busting", "--group", "internal"),
        *("--answers", "answers.yaml", "--output", "second.json"),
    ),
    "score": ("score", "first.json", "third.json", "--jobs", "2"),
    "report": ("report", "first.json", "--template", "own.txt"),
    "why": ("why", "first.json", "sharing"),
    "compare": ("compare", "first.json", "first.json"),
    "list": ("list",),
    "show": ("show", "silo-busting"),
    "new": ("new", "mine"),
    "check": ("check", "."),
    "schema": ("schema", "interview"),
}
"""A line for each command."""

OWN = "{{ view.language }}\n"
"""A template of somebody's own."""
