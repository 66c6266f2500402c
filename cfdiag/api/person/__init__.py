"""The rights of one person in the files: what is held about them, and forgetting it."""
