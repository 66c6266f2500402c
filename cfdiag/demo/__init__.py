"""A fictional engagement over all the diagnostics: its cast, its story, and the generator of its answers."""

from cfdiag.demo.cast import NOW, demo_engagement, demo_interviews, engagement_file

__all__ = ["NOW", "demo_engagement", "demo_interviews", "engagement_file"]
