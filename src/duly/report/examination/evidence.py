"""What does the source allow to be known, and what is missing for the rest?"""

from __future__ import annotations

from dataclasses import dataclass

from duly.analytics.assessment.workings import Workings
from duly.book.source import Source

ONLY_BUCKETS, ONLY_OPEN_ITEMS = "only_buckets", "only_open_items"
NO_PAID_INVOICES, NO_DISPUTES = "no_paid_invoices", "no_disputes"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the book knows of: single invoices, payments, disputes; and the codes for the rest."""

    has_invoices: bool
    has_payments: bool
    has_disputes: bool
    shape: str
    reasons: dict[str, str]


def evidence_in(source: Source, work: Workings) -> Evidence:
    """`reasons` names, for each key of the X-ray that must be null, why it is."""
    shape = _shape(source)
    has_invoices = shape != "buckets"
    knows_payments = has_invoices and "allocations" in source.book.present
    paid = source.book.engine.fetch(work.paid.agg(n=work.paid.count())).to_pylist()[0]["n"]
    has_payments = knows_payments and paid > 0
    has_disputes = has_invoices and "disputes" in source.book.present
    reasons = {}
    if not has_invoices:
        reasons |= dict.fromkeys(("invoices", "disputed"), ONLY_BUCKETS)
    elif not has_disputes:
        reasons["disputed"] = NO_DISPUTES
    if not has_payments:
        why = ONLY_BUCKETS if not has_invoices else ONLY_OPEN_ITEMS
        reasons |= dict.fromkeys(("paid", "behaviour"), NO_PAID_INVOICES if knows_payments else why)
    return Evidence(has_invoices, has_payments, has_disputes, shape, reasons)


def _shape(source: Source) -> str:
    if source.recognised is not None:
        return source.recognised.shape.value
    return "invoices" if "allocations" in source.book.present else "open_items"
