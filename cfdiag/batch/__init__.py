"""Many inputs to one tally: folders, globs, lines, standard input; a bad file is an outcome."""
