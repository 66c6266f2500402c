"""How far an engagement is, before and while people are heard."""

from cfdiag.api.status.whole import status_of
from cfdiag.scoring.foresight import PRECISION

__all__ = ["PRECISION", "status_of"]
