"""The commands: each a file here.

Their files have no `from __future__ import annotations`: typer asks four times what each flag is, and would
evaluate a text every time, which costs `score` more than reading its questionnaires.
"""
