"""How files are called that cfdiag writes beside interviews."""

JOURNAL_SUFFIX = ".open.jsonl"
"""Of an interview that is not finished."""
TORN_SUFFIX = ".torn"
"""After the whole name of a journal: what broke off in it, kept for whoever can read it."""
RELEASES_NAME = "releases.jsonl"
"""What was handed over, one release a line."""
