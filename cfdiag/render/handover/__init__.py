"""A territory that is handed over, in words: what its pages show, and what goes back into other programs."""
