"""From text to the model, with every fault in its place."""
