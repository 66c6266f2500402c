"""The machine-readable formats of a result: one file each."""
