"""How files of an engagement are called that are known by their names."""

from __future__ import annotations

ENGAGEMENT_NAME = "engagement.yaml"
PLAN_NAME = "plan.yaml"
HANDOVER_NAME = "handover.json"
RELEASES_NAME = "releases.jsonl"
"""What was handed over, one release a line."""
