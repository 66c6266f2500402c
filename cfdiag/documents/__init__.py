"""Text → values with their places: YAML and JSON read strictly, and tables of what a file may hold."""

MAX_JSON_DEPTH = 50
"""JSON that is nested deeper is not read."""
