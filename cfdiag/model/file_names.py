"""How files of an engagement are called that are known by their names."""

from __future__ import annotations

ENGAGEMENT_NAME = "engagement.yaml"
PLAN_NAME = "plan.yaml"
