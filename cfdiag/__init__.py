"""cfdiag: a command-line diagnostic for customer focus."""

__version__ = "0.1.0"
