"""The plan that is followed up: adopted from a result, changed, read back from a table, reviewed."""
