"""Charts: where everything goes, in pure numbers."""
