"""One file a question type: what a valid answer is, its points, how long it takes."""
