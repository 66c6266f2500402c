"""From answers to findings: pure functions, the same for one file and for a cluster."""
