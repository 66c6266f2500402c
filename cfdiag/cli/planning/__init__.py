"""What `cfdiag plan` does: one file each, with a function `command`."""

ENTRY = "command"
