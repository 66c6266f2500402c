"""How far an engagement is, before and while people are heard."""

from cfdiag.api.status.whole import PRECISION, status_of

__all__ = ["PRECISION", "status_of"]
