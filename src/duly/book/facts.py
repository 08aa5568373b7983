"""What is one account, one invoice, one payment … when a decision is about a single one?

The same facts as the tables of the book, one frozen object each. A fact that makes no sense cannot
be built: `ValueError` says which and why. Columns are for many; these are for rules about one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Self, get_args

from duly.kernel.money import Money

InvoiceKind = Literal["invoice", "credit_note", "debit_note"]

Row = Mapping[str, Any]
"""A row of a table of the book, by the names its columns have in memory."""


@dataclass(frozen=True, slots=True)
class Account:
    """A customer we sell to on credit. Without a `credit_limit` there is none; zero is zero."""

    account_id: str
    name: str | None = None
    parent_id: str | None = None
    country: str | None = None
    language: str | None = None
    terms_days: int | None = None
    credit_limit: Money | None = None
    created_on: date | None = None

    def __post_init__(self) -> None:
        _require(self.account_id != "", "an account has an identifier")
        _require(self.parent_id != self.account_id, f"{self.account_id} is its own parent")
        _require(self.terms_days is None or self.terms_days >= 0, "terms are not below zero days")
        _require_not_negative(self.credit_limit, "a credit limit")

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """From a row of `accounts`."""
        return cls(
            **_same(row, "account_id name parent_id country language terms_days created_on"),
            credit_limit=_money(row, "credit_limit_units", row.get("currency")),
        )


@dataclass(frozen=True, slots=True)
class Invoice:
    """What an account owes us, or with a credit note we owe it (an amount below zero)."""

    invoice_id: str
    account_id: str
    amount: Money
    issued_on: date
    due_on: date
    kind: InvoiceKind = "invoice"
    entity: str | None = None
    order_no: str | None = None
    written_off_on: date | None = None

    def __post_init__(self) -> None:
        _require(self.kind in get_args(InvoiceKind), f"{self.kind!r} is no kind of invoice")
        below, above = self.amount.units < 0, self.amount.units > 0
        is_note = self.kind == "credit_note"
        _require(not (is_note and above), f"credit note {self.invoice_id} is above zero")
        _require(is_note or not below, f"{self.kind} {self.invoice_id} is below zero")
        _require_order(self.issued_on, self.written_off_on, f"{self.invoice_id} is written off")

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """From a row of `invoices`; without a kind it is an invoice."""
        return cls(
            **_same(row, "invoice_id account_id issued_on due_on entity order_no written_off_on"),
            kind=row.get("kind") or "invoice",
            amount=_required_money(row),
        )


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came in; below zero when it went back. The payer may not be known yet."""

    payment_id: str
    amount: Money
    received_on: date
    account_id: str | None = None
    method: str | None = None
    reference: str | None = None

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """From a row of `payments`."""
        return cls(
            **_same(row, "payment_id received_on account_id method reference"),
            amount=_required_money(row),
        )


@dataclass(frozen=True, slots=True)
class Allocation:
    """The part of a payment, or of a credit note, that settles an invoice."""

    invoice_id: str
    amount: Money
    allocated_on: date
    payment_id: str | None = None
    credit_note_id: str | None = None

    def __post_init__(self) -> None:
        _require(
            (self.payment_id is None) != (self.credit_note_id is None),
            f"an allocation to {self.invoice_id} is of either a payment or a credit note",
        )

    @classmethod
    def from_row(cls, row: Row, *, currency: str) -> Self:
        """From a row of `allocations`; the currency is that of the invoice."""
        return cls(
            **_same(row, "invoice_id allocated_on payment_id credit_note_id"),
            amount=_required_money({**row, "currency": currency}),
        )


@dataclass(frozen=True, slots=True)
class Dispute:
    """What the customer contests. Without an amount it is the whole invoice."""

    dispute_id: str
    invoice_id: str
    opened_on: date
    amount: Money | None = None
    reason: str | None = None
    closed_on: date | None = None
    outcome: str | None = None

    def __post_init__(self) -> None:
        _require_not_negative(self.amount, "a disputed amount")
        _require_order(self.opened_on, self.closed_on, f"{self.dispute_id} is closed")

    @classmethod
    def from_row(cls, row: Row, *, currency: str) -> Self:
        """From a row of `disputes`; the currency is that of the invoice."""
        return cls(
            **_same(row, "dispute_id invoice_id opened_on reason closed_on outcome"),
            amount=_money(row, "amount_units", currency),
        )


@dataclass(frozen=True, slots=True)
class Promise:
    """What an account said it would pay by a day; without invoices, of whatever is open."""

    promise_id: str
    account_id: str
    amount: Money
    made_on: date
    due_on: date
    invoice_ids: str | None = None

    def __post_init__(self) -> None:
        _require_not_negative(self.amount, "a promised amount")

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """From a row of `promises`."""
        return cls(
            **_same(row, "promise_id account_id made_on due_on invoice_ids"),
            amount=_required_money(row),
        )


@dataclass(frozen=True, slots=True)
class Order:
    """What an account ordered, and how far it is on its way to an invoice."""

    order_id: str
    account_id: str
    amount: Money
    placed_on: date
    shipped_on: date | None = None
    invoiced_on: date | None = None

    def __post_init__(self) -> None:
        _require_not_negative(self.amount, "an order")

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """From a row of `orders`."""
        return cls(
            **_same(row, "order_id account_id placed_on shipped_on invoiced_on"),
            amount=_required_money(row),
        )


@dataclass(frozen=True, slots=True)
class Cover:
    """Up to what amount an insurer bears the loss of an account, from when until when."""

    account_id: str
    insurer: str
    policy: str
    limit: Money
    valid_from: date
    valid_until: date | None = None
    insured_share: float | None = None
    max_terms_days: int | None = None
    max_extension_days: int | None = None

    def __post_init__(self) -> None:
        _require_not_negative(self.limit, "an insured limit")
        _require_order(self.valid_from, self.valid_until, f"the cover of {self.account_id} ends")
        share = self.insured_share
        _require(share is None or 0 <= share <= 1, "an insured share lies between 0 and 1")

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """From a row of `cover`."""
        return cls(
            **_same(row, "account_id insurer policy valid_from valid_until insured_share"),
            **_same(row, "max_terms_days max_extension_days"),
            limit=_required_money(row, "limit_units"),
        )


def _same(row: Row, names: str) -> dict[str, Any]:
    return {name: row.get(name) for name in names.split()}


def _required_money(row: Row, field: str = "amount_units") -> Money:
    return Money(row[field], row["currency"])


def _money(row: Row, field: str, currency: str | None) -> Money | None:
    units = row.get(field)
    return None if units is None or currency is None else Money(units, currency)


def _require(condition: bool, otherwise: str) -> None:
    if not condition:
        raise ValueError(otherwise)


def _require_not_negative(amount: Money | None, what: str) -> None:
    _require(amount is None or amount.units >= 0, f"{what} is not below zero: {amount}")


def _require_order(start: date, end: date | None, what: str) -> None:
    _require(end is None or start <= end, f"{what} on {end}, before it began on {start}")
