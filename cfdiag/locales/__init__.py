"""Languages: the sentences of the tool, and how figures, dates and lists are written."""
