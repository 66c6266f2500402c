"""The front door for programs and for the command line: one file a task, each imported when it is used.

`cfdiag` itself hands on the names in its `__all__`, described in `docs/library.md`; the rest serves `cli/`.
"""
