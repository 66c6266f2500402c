"""The action plan: one view model, one file a format."""
