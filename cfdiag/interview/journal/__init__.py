"""The journal of an interview: every event is on disk before it counts."""
