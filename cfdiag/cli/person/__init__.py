"""What `cfdiag person` does: one file each, with a function `command`."""

ENTRY = "command"
