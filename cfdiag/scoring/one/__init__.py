"""One interview: answers to codes, points and scores."""
