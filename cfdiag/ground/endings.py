"""How the names of files end that cfdiag writes beside an interview."""

JOURNAL_SUFFIX = ".open.jsonl"
"""Of an interview that is not finished."""
TORN_SUFFIX = ".torn"
"""After the whole name of a journal: what broke off in it, kept for whoever can read it."""
