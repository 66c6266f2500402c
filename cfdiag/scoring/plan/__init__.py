"""Actions: what they are worth, and in which order they are done."""
