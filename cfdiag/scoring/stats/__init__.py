"""Statistics by the standard library alone: each with its formula, source and least n."""
