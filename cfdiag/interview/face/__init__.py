"""What the screen and plain mode share: page models, moving about, the table of actions, words. Pure."""
