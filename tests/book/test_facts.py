"""Single facts: made from a row, and refused when they make no sense."""

from __future__ import annotations

from datetime import date

import pytest

from duly.book.facts import (
    Account,
    Allocation,
    Cover,
    Dispute,
    Invoice,
    Order,
    Payment,
    Promise,
)
from duly.kernel.currencies import UnknownCurrency
from duly.kernel.money import Money

DAY, LATER = date(2024, 1, 1), date(2024, 1, 31)
EUR = Money(100, "EUR")
MINUS = Money(-100, "EUR")


def invoice(**changed) -> Invoice:
    given = {"invoice_id": "I", "account_id": "A", "amount": EUR, "issued_on": DAY, "due_on": LATER}
    return Invoice(**given | changed)


def cover(**changed) -> Cover:
    given = {"account_id": "A", "insurer": "X", "policy": "1", "limit": EUR, "valid_from": DAY}
    return Cover(**given | changed)


SENSELESS = [
    (lambda: Account(""), "has an identifier"),
    (lambda: Account("A", parent_id="A"), "its own parent"),
    (lambda: Account("A", terms_days=-1), "not below zero days"),
    (lambda: Account("A", credit_limit=MINUS), "credit limit is not below zero"),
    (lambda: invoice(kind="bill"), "'bill' is no kind"),
    (lambda: invoice(amount=MINUS), "invoice I is below zero"),
    (lambda: invoice(amount=MINUS, kind="debit_note"), "debit_note I is below zero"),
    (lambda: invoice(kind="credit_note"), "credit note I is above zero"),
    (lambda: invoice(written_off_on=date(2023, 12, 31)), "before it began"),
    (lambda: Allocation("I", EUR, DAY), "either a payment or a credit note"),
    (lambda: Allocation("I", EUR, DAY, "P", "C"), "either a payment or a credit note"),
    (lambda: Dispute("D", "I", DAY, amount=MINUS), "disputed amount is not below zero"),
    (lambda: Dispute("D", "I", LATER, closed_on=DAY), "before it began"),
    (lambda: Promise("R", "A", MINUS, DAY, LATER), "promised amount is not below zero"),
    (lambda: Order("O", "A", MINUS, DAY), "an order is not below zero"),
    (lambda: cover(limit=MINUS), "insured limit is not below zero"),
    (lambda: cover(valid_until=date(2023, 12, 31)), "before it began"),
    (lambda: cover(insured_share=1.1), "between 0 and 1"),
    (lambda: cover(insured_share=-0.1), "between 0 and 1"),
]


@pytest.mark.parametrize(("make", "says"), SENSELESS)
def test_a_fact_that_makes_no_sense_cannot_be_built(make, says):
    with pytest.raises(ValueError, match=says):
        make()


@pytest.mark.parametrize(
    "make",
    [
        lambda: Account("A", parent_id="B", terms_days=0, credit_limit=Money(0, "EUR")),
        lambda: invoice(amount=Money(0, "EUR"), written_off_on=DAY),
        lambda: invoice(amount=MINUS, kind="credit_note"),
        lambda: invoice(amount=Money(0, "EUR"), kind="credit_note"),
        lambda: invoice(kind="debit_note", due_on=date(2023, 1, 1)),
        lambda: Payment("P", MINUS, DAY),
        lambda: Allocation("I", EUR, DAY, credit_note_id="C"),
        lambda: Dispute("D", "I", DAY, amount=Money(0, "EUR"), closed_on=DAY),
        lambda: Promise("R", "A", EUR, LATER, DAY),
        lambda: Order("O", "A", EUR, LATER, shipped_on=DAY),
        lambda: cover(insured_share=0, valid_until=DAY),
        lambda: cover(insured_share=1),
    ],
)
def test_a_fact_at_the_edge_of_sense_can_be_built(make):
    assert make() == make()


ROW = {
    "account_id": "A", "invoice_id": "I", "payment_id": "P", "dispute_id": "D", "promise_id": "R",
    "order_id": "O", "insurer": "X", "policy": "1", "currency": "EUR", "amount_units": 100,
    "limit_units": 100, "credit_limit_units": 100, "issued_on": DAY, "due_on": LATER,
    "received_on": DAY, "allocated_on": DAY, "opened_on": DAY, "made_on": DAY, "placed_on": DAY,
    "valid_from": DAY,
}  # fmt: skip


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (Account.from_row(ROW), Account("A", credit_limit=EUR)),
        (Account.from_row(ROW | {"credit_limit_units": None}), Account("A")),
        (Account.from_row(ROW | {"currency": None}), Account("A")),
        (Invoice.from_row(ROW), invoice()),
        (Invoice.from_row(ROW | {"kind": "debit_note"}), invoice(kind="debit_note")),
        (Payment.from_row(ROW), Payment("P", EUR, DAY, "A")),
        (Allocation.from_row(ROW, currency="EUR"), Allocation("I", EUR, DAY, "P")),
        (Dispute.from_row(ROW, currency="EUR"), Dispute("D", "I", DAY, EUR)),
        (Dispute.from_row(ROW | {"amount_units": None}, currency="EUR"), Dispute("D", "I", DAY)),
        (Promise.from_row(ROW), Promise("R", "A", EUR, DAY, LATER)),
        (Order.from_row(ROW), Order("O", "A", EUR, DAY)),
        (Cover.from_row(ROW), cover()),
    ],
)
def test_a_fact_is_made_from_a_row_of_its_table(made, expected):
    assert made == expected


def test_a_row_of_an_unknown_currency_makes_no_fact():
    with pytest.raises(UnknownCurrency):
        Payment.from_row(ROW | {"currency": "EURO"})


def test_a_row_of_the_book_has_what_facts_are_made_of():
    from duly.book.schema import TABLES

    for fact, table in (
        (Account, "accounts"),
        (Invoice, "invoices"),
        (Payment, "payments"),
        (Promise, "promises"),
        (Order, "orders"),
        (Cover, "cover"),
    ):
        row = {name: ROW.get(name) for name in TABLES[table].fields}
        assert fact.from_row(row) == fact.from_row(ROW)
