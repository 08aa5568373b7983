"""How do sales, their settlement and the cash look as tables of the book?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from duly.generator.cash import Cash
from duly.generator.chance import Indices
from duly.generator.columns import (
    Rows,
    account_ids,
    dates,
    exponents_of,
    invoice_ids,
    known,
    numbered,
    repeated,
    rows,
    words,
)
from duly.generator.markets import entity_names
from duly.generator.plan import BookPlan
from duly.generator.sales import CREDIT_NOTE, INVOICE, Sales
from duly.generator.settlement import DISPUTE_OUTCOMES, DISPUTE_REASONS, Settlement

KINDS = ("invoice", "credit_note", "debit_note")
METHODS = ("bank transfer", "direct debit", "cheque", "card")
LISTED_INVOICES = 5


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where a block's running numbers start: rows written before it, by table."""

    plan: BookPlan
    until: int
    invoices: int = 0
    payments: int = 0
    disputes: int = 0
    promises: int = 0
    orders: int = 0

    def invoice_ids(self, row: Indices) -> pa.Array:
        return invoice_ids(row + self.invoices, self.plan.invoices)

    def account_ids(self, account: Indices) -> pa.Array:
        return account_ids(account, self.plan.account_count)

    def order_nos(self, row: Indices) -> pa.Array:
        return numbered("SO-", row + self.invoices + 1)


def invoice_rows(sales: Sales, settlement: Settlement, start: Numbering) -> Rows:
    row = np.arange(len(sales))
    return rows(
        "invoices",
        exponents_of(start.plan.currencies)[sales.currency],
        invoice_id=start.invoice_ids(row),
        account_id=start.account_ids(sales.account),
        kind=words(KINDS, sales.kind),
        currency=words(start.plan.currencies, sales.currency),
        amount_units=sales.units,
        issued_on=dates(sales.issued),
        due_on=dates(sales.due),
        entity=words(entity_names(start.plan.entities), sales.entity),
        order_no=known(start.order_nos(row), sales.kind == INVOICE),
        written_off_on=dates(
            settlement.written_off_on,
            (settlement.written_off_on <= start.until) & (sales.kind != CREDIT_NOTE),
        ),
    )


def payment_rows(cash: Cash, start: Numbering) -> Rows:
    count = len(cash.units)
    return rows(
        "payments",
        exponents_of(start.plan.currencies)[cash.currency],
        payment_id=_payment_ids(np.arange(count), start),
        account_id=start.account_ids(cash.account),
        currency=words(start.plan.currencies, cash.currency),
        amount_units=cash.units,
        received_on=dates(cash.received),
        # Each account keeps to one way of paying; most use bank transfers.
        method=words(METHODS, np.maximum(cash.account * 7 % 16 - 12, 0)),
        reference=_references(cash, start),
    )


def allocation_rows(sales: Sales, settlement: Settlement, cash: Cash, start: Numbering) -> Rows:
    """Payments first, then credit notes; no row for what the desk has not allocated yet."""
    leg = np.flatnonzero(cash.leg_known)
    noted = np.flatnonzero(settlement.credit_note >= 0)
    row = np.concatenate([cash.leg_row[leg], noted])
    by_cash = np.arange(len(row)) < len(leg)
    payment = np.concatenate([cash.leg_payment[leg], np.zeros(len(noted), np.int64)])
    note = np.concatenate([np.zeros(len(leg), np.int64), settlement.credit_note[noted]])
    desk_on = cash.desk_on[cash.leg_payment[leg]]
    return rows(
        "allocations",
        exponents_of(start.plan.currencies)[sales.currency[row]],
        invoice_id=start.invoice_ids(row),
        amount_units=np.concatenate([cash.leg_units[leg], settlement.credited[noted]]),
        allocated_on=dates(np.concatenate([desk_on, settlement.credited_on[noted]])),
        payment_id=known(_payment_ids(payment, start), by_cash),
        credit_note_id=known(start.invoice_ids(note), ~by_cash),
    )


def dispute_rows(sales: Sales, settlement: Settlement, start: Numbering) -> Rows:
    disputes = settlement.disputes
    closed = disputes.closed <= start.until
    number = np.arange(len(disputes.row)) + start.disputes + 1
    return rows(
        "disputes",
        exponents_of(start.plan.currencies)[sales.currency[disputes.row]],
        dispute_id=numbered("DSP-", number),
        invoice_id=start.invoice_ids(disputes.row),
        amount_units=disputes.units,
        reason=words(DISPUTE_REASONS, disputes.reason),
        opened_on=dates(disputes.opened),
        closed_on=dates(disputes.closed, closed),
        outcome=known(words(DISPUTE_OUTCOMES, disputes.outcome), closed),
    )


def _payment_ids(place: Indices, start: Numbering) -> pa.Array:
    return numbered("PAY-", place + start.payments + 1)


def _references(cash: Cash, start: Numbering) -> pa.Array:
    """What the remittance says: the invoices when they are few, else how many there are."""
    count = len(cash.units)
    legs = np.bincount(cash.leg_payment, minlength=count)
    offsets = np.concatenate([[0], np.cumsum(legs)]).astype(np.int32)
    listed = pa.ListArray.from_arrays(pa.array(offsets), start.invoice_ids(cash.leg_row))
    joined = pc.binary_join(listed, " ")
    counted = pc.binary_join_element_wise(pc.cast(pa.array(legs), pa.string()), "invoices", " ")
    few = pc.if_else(pa.array(legs <= LISTED_INVOICES), joined, counted)
    return pc.if_else(pa.array(legs == 0), repeated("on account", count), few)
