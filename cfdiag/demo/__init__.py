"""A fictional engagement over all the diagnostics: its cast, its story, and the generator of its answers."""

from cfdiag.demo.cast import ENGAGEMENT_FILE, NOW, demo_engagement, demo_interviews

__all__ = ["ENGAGEMENT_FILE", "NOW", "demo_engagement", "demo_interviews"]
