"""Many inputs to one tally: folders, globs, lines, standard input; a bad file is an outcome."""

from cfdiag.batch.score import Scored, score_files

__all__ = ["Scored", "score_files"]
