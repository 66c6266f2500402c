"""A territory handed over, from lists and interviews to a folder of pages."""

from cfdiag.api.handover.whole import HandoverMade, HandoverWish, hand_over

__all__ = ["HandoverMade", "HandoverWish", "hand_over"]
