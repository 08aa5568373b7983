"""Which invoices, payments, allocations and disputes do the accepted lines make?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from duly.book.recognition.contents import BLANKS, FALSE
from duly.book.recognition.day_columns import NO_DAY, Days
from duly.book.recognition.finding_log import FindingLog
from duly.book.recognition.grid import Flags
from duly.book.recognition.kinds import DocumentKind
from duly.book.recognition.line_amounts import KINDS, LineAmounts
from duly.book.recognition.line_days import LineDays
from duly.book.recognition.money_columns import Units
from duly.book.recognition.reading_lines import ReadLines

EPOCH = 719163
"""The ordinal of 1970-01-01, from which Arrow counts days."""


@dataclass(frozen=True)
class Ledger:
    """All lines with everything known of them; `kept` flags those that enter the book."""

    read: ReadLines
    ids: Sequence[str]
    accounts: pa.Array
    amounts: LineAmounts
    days: LineDays
    kept: Flags
    as_of: int
    log: FindingLog

    def taken(self, flags: Flags) -> pa.Array:
        return pa.array(np.flatnonzero(flags & self.kept))

    @property
    def codes(self) -> pa.Array:
        currencies = self.read.currencies
        return pa.array(currencies.codes).take(pa.array(currencies.index))


def ledger_tables(ledger: Ledger) -> dict[str, pa.Table]:
    """`invoices`, and `payments`, `allocations`, `disputes` where the file knows of any."""
    payments = ledger.amounts.is_kind(DocumentKind.PAYMENT)
    against = _paying_a_listed_invoice(ledger)
    tables = {"invoices": _invoices(ledger, ~payments & (against < 0))}
    paid = _join([_settlements(ledger, payments), _own_lines(ledger, payments, against)])
    if paid is not None:
        tables["payments"], tables["allocations"] = paid
    if ledger.read.has("disputed"):
        tables["disputes"] = _disputes(ledger, ~payments)
    return tables


def _invoices(ledger: Ledger, lines: Flags) -> pa.Table:
    at = ledger.taken(lines)
    read = ledger.read
    kinds = pa.array([kind.value for kind in KINDS]).take(pa.array(ledger.amounts.kind))
    return pa.table(
        {
            "invoice_id": pa.array(ledger.ids, pa.string()),
            "account_id": ledger.accounts,
            "kind": kinds,
            "currency": ledger.codes,
            "amount_units": pa.array(ledger.amounts.units),
            "issued_on": _dates(ledger.days.issued),
            "due_on": _dates(ledger.days.due),
            "entity": read.cells("entity"),
            "order_no": read.cells("order_no"),
            "written_off_on": _dates(ledger.days.written_off),
        }
    ).take(at)


def _dates(days: Days) -> pa.Array:
    known = days != NO_DAY
    return pa.array(np.where(known, days - EPOCH, 0).astype(np.int32), mask=~known).cast(
        pa.date32()
    )


def _paying_a_listed_invoice(ledger: Ledger) -> Days:
    """For payments, and lines on the credit side that name no type: the line of the invoice they

    are booked under (same account, number and currency), or -1.
    """
    reduces = ledger.amounts.is_kind(DocumentKind.PAYMENT) | ledger.amounts.credited
    found = np.full(len(ledger.ids), -1, dtype=np.int64)
    if not (reduces & ledger.kept).any():
        return found
    numbers, accounts = ledger.read.cells("invoice_id").to_pylist(), ledger.accounts.to_pylist()
    currency = ledger.read.currencies.index.tolist()
    keys = list(zip(numbers, accounts, currency, strict=True))
    positive = (ledger.amounts.units > 0) & ledger.kept & ~reduces
    lines = {keys[row]: row for row in np.flatnonzero(positive)[::-1].tolist() if numbers[row]}
    for row in np.flatnonzero(reduces & ledger.kept).tolist():
        found[row] = lines.get(keys[row], -1)
    return found


def _settlements(ledger: Ledger, payments: Flags) -> tuple[pa.Table, pa.Table] | None:
    """Payments that the file tells of by a day paid, an open or a paid amount."""
    settled, paid_on = _settled_units(ledger), ledger.days.paid
    lines = ledger.kept & ~payments & (settled != 0)
    if not lines.any():
        return None
    unknown = lines & (paid_on == NO_DAY)
    ledger.log.note(unknown, "assumed_payment_date", column=ledger.read.source("open_amount"))
    assumed = np.maximum(ledger.days.issued, np.minimum(ledger.days.due, ledger.as_of))
    on = np.where(paid_on == NO_DAY, assumed, paid_on)
    ledger.log.say("derived_payments", count=int(lines.sum()))
    at = ledger.taken(lines)
    ids = pa.array(ledger.ids, pa.string())
    payment_ids = pc.binary_join_element_wise("PAY", ids, "-")
    paid = _payment_table(ledger, payment_ids, settled, on).take(at)
    return paid, _allocation_table(ids, payment_ids, settled, on).take(at)


def _settled_units(ledger: Ledger) -> Units:
    """By the numbers if there are any; else a line with a day of payment is paid in full."""
    if ledger.amounts.settled is not None:
        return ledger.amounts.settled
    return np.where(ledger.days.paid != NO_DAY, ledger.amounts.units, 0)


def _own_lines(ledger: Ledger, payments: Flags, against: Days) -> tuple[pa.Table, pa.Table] | None:
    """Payments that are lines of their own: on account, or booked under an invoice's number.

    Where the file gives an open amount it is the rest that is not applied to any invoice yet.
    """
    lines = ledger.kept & (payments | (against >= 0))
    if not lines.any():
        return None
    ledger.log.note(lines & (against < 0), "payment_on_account", column=ledger.read.source("kind"))
    settled = ledger.amounts.settled
    left = ledger.amounts.units if settled is None else ledger.amounts.units - settled
    on, units = ledger.days.issued, -left
    ids = pa.array(ledger.ids, pa.string())
    payment_ids = pc.binary_join_element_wise("PAY", ids, "-")
    invoice = ids.take(pa.array(np.maximum(against, 0)))
    paid = _payment_table(ledger, payment_ids, units, on).take(ledger.taken(lines))
    allocated = _allocation_table(invoice, payment_ids, units, on)
    return paid, allocated.take(ledger.taken(against >= 0))


def _payment_table(ledger: Ledger, ids: pa.Array, units: Units, on: Days) -> pa.Table:
    return pa.table(
        {
            "payment_id": ids,
            "account_id": ledger.accounts,
            "currency": ledger.codes,
            "amount_units": pa.array(units),
            "received_on": _dates(on),
            "reference": ledger.read.cells("payment_reference"),
        }
    )


def _allocation_table(invoices: pa.Array, payments: pa.Array, units: Units, on: Days) -> pa.Table:
    return pa.table(
        {
            "invoice_id": invoices,
            "amount_units": pa.array(units),
            "allocated_on": _dates(on),
            "payment_id": payments,
        }
    )


def _join(
    parts: Sequence[tuple[pa.Table, pa.Table] | None],
) -> tuple[pa.Table, pa.Table] | None:
    known = [part for part in parts if part is not None]
    if not known:
        return None
    payments, allocations = zip(*known, strict=True)
    return pa.concat_tables(payments), pa.concat_tables(allocations)


def _disputes(ledger: Ledger, lines: Flags) -> pa.Table:
    """A dispute for each line marked as disputed; its days are those of the invoice, for lack."""
    read = ledger.read
    marked = read.mapped("disputed", _is_disputed, 0) == 1
    at = ledger.taken(lines & marked)
    if len(at):
        ledger.log.say("derived_dispute_dates", column=read.source("disputed"), count=len(at))
    ids = pa.array(ledger.ids, pa.string())
    reasons = read.cells("dispute_reason")
    return pa.table(
        {
            "dispute_id": pc.binary_join_element_wise("DIS", ids, "-"),
            "invoice_id": ids,
            "amount_units": pa.array(ledger.amounts.units),
            "reason": reasons,
            "opened_on": _dates(ledger.days.issued),
            "closed_on": _dates(ledger.days.paid),
        }
    ).take(at)


def _is_disputed(text: str) -> int:
    return int(text not in BLANKS and text.casefold() not in FALSE)
