"""The commands: each a file here."""
