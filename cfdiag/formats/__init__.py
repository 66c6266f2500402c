"""Text to model and back, with every fault in its place."""
