"""The list of accounts that the fictional rep leaves behind, as a CRM would export it."""

from __future__ import annotations

from datetime import date

WHO_LEAVES, WHO_COMES = "L. Prins", "A. Kaya"
LAST_DAY = date(2026, 12, 4)

ACCOUNT_LIST = """\
Account ID,Account Name,Account Owner,ARR,Currency,Renewal date,Last Activity,Products
A-101,Acme Hospitals,L. Prins,310000,EUR,2027-06-30,2026-11-12,Maintenance of 62 lifts
A-102,Borealis Housing,L. Prins,184000,EUR,2027-01-31,2026-11-06,Maintenance of 46 lifts
A-103,Linden Care,L. Prins,96000,EUR,2026-11-04,2026-07-02,Maintenance of 18 lifts
A-104,Tideway Schools,L. Prins,,,2027-10-01,2026-10-20,Inspections
A-105,Quayside Offices,L. Prins,58000,GBP,2027-11-01,2026-11-10,Two lifts a year
A-106,Marrow Foods,L. Prins,42000,EUR,,2026-11-02,Goods lifts
A-107,Weir & Sons,M. Otter,12000,EUR,2027-03-01,2026-11-02,Inspections
"""
"""Six of L. Prins, one of somebody else: a renewal that lapsed, a value and a renewal that nobody knows."""
