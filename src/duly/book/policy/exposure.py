"""Which buckets count as exposure?"""

from __future__ import annotations

from duly.book.policy.part import PolicyPart


class ExposurePolicy(PolicyPart):
    """Each bucket of handbook 04 section 2 can be switched off; open invoices always count."""

    unbilled: bool = True
    open_orders: bool = True
    less_unapplied_cash: bool = True
    less_credit_notes: bool = True
