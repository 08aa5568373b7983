"""What does the source allow to be known, and what is missing for the rest?"""

from __future__ import annotations

from dataclasses import dataclass

from duly.analytics.assessment.workings import Workings
from duly.book.source import Source

ONLY_BUCKETS, ONLY_OPEN_ITEMS = "only_buckets", "only_open_items"
NO_PAID_INVOICES, NO_DISPUTES = "no_paid_invoices", "no_disputes"
NO_PAYMENTS_APART = "no_payments_apart"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the book knows of: single invoices, payments, disputes; and the codes for the rest.

    `has_cash`: payments are known apart from the invoices they paid, so that what of them is not
    yet applied can be seen.
    """

    has_invoices: bool
    has_payments: bool
    has_disputes: bool
    has_cash: bool
    shape: str
    reasons: dict[str, str]


def evidence_in(source: Source, work: Workings) -> Evidence:
    """`reasons` names, for each key of the X-ray that must be null, why it is."""
    shape = _shape(source)
    has_invoices = shape != "buckets"
    knows_payments = has_invoices and "allocations" in source.book.present
    has_payments = knows_payments and _any_paid(work)
    has_disputes = has_invoices and "disputes" in source.book.present
    has_cash = _has_cash(source)
    reasons: dict[str, str] = {}
    if not has_invoices:
        reasons |= dict.fromkeys(("invoices", "disputed"), ONLY_BUCKETS)
    elif not has_disputes:
        reasons["disputed"] = NO_DISPUTES
    if not has_payments:
        why = ONLY_OPEN_ITEMS if has_invoices else ONLY_BUCKETS
        reasons |= dict.fromkeys(("paid", "behaviour"), NO_PAID_INVOICES if knows_payments else why)
    if not has_cash:
        reasons["unapplied_units"] = NO_PAYMENTS_APART
    return Evidence(has_invoices, has_payments, has_disputes, has_cash, shape, reasons)


def _any_paid(work: Workings) -> bool:
    (row,) = work.book.engine.fetch(work.paid.agg(n=work.paid.count())).to_pylist()
    return bool(row["n"])


def _has_cash(source: Source) -> bool:
    """A book lists its payments; an export has them apart only where lines are such."""
    if source.recognised is None:
        return "payments" in source.book.present
    return any(count.code == "payment_on_account" for count in source.counts)


def _shape(source: Source) -> str:
    if source.recognised is not None:
        return source.recognised.shape.value
    return "invoices" if "allocations" in source.book.present else "open_items"
