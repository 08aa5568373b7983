"""X-rays of small sources, each made once however many tests look at it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from tests.books import AS_OF, ENGINE, Tables, ago, book_of

from duly.book.policy.reading import default_policy
from duly.book.source import Rows, Source, open_source
from duly.report.examination import examine

EXPORTS = Path(__file__).parents[2] / "golden" / "exports"
SHAPES = {
    "invoices": "en_xero_invoices.csv",
    "open_items": "de_datev_opos.csv",
    "buckets": "en_sage_aged_debtors_summary.csv",
    "faults": "en_us_history_with_faults.csv",
}


@cache
def export(shape: str) -> dict[str, Any]:
    """The X-ray of an export of that shape."""
    return _examined(open_source(EXPORTS / SHAPES[shape], engine=ENGINE))


def examined(tables: Tables) -> dict[str, Any]:
    """The X-ray of a book of these rows."""
    return _examined(source_of(tables))


def source_of(tables: Tables) -> Source:
    """The rows as a book folder that was read without a fault."""
    count = sum(map(len, tables.values()))
    rows = Rows(read=count, accepted=count, set_aside=0)
    return Source(
        *(Path("book"), book_of(tables), AS_OF, "asked", (), (), rows, (), None),
    )


@cache
def quiet() -> dict[str, Any]:
    """One account with one paid and one open invoice, nothing overdue, cash left over."""
    return examined(
        {
            "accounts": [{"account_id": "A", "name": "Adler"}],
            "invoices": [
                _invoice("I1", 1000, ago(60), ago(30)),
                _invoice("I2", 500, ago(9), AS_OF),
            ],
            "payments": [_payment("P1", 1200)],
            "allocations": [_link("I1", "P1", 1000)],
        }
    )


@cache
def unpaid() -> dict[str, Any]:
    """Two accounts, one of them in credit; the book has no payments, no disputes, no accounts."""
    invoices = [_invoice("I1", 700, ago(90), ago(60)), _invoice("I2", -900, ago(5), ago(5))]
    return examined({"invoices": [invoices[0], {**invoices[1], "account_id": "B"}]})


@cache
def settled() -> dict[str, Any]:
    """Everything is paid, and half of it was disputed."""
    return examined(
        {
            "accounts": [{"account_id": "A", "name": "Adler"}],
            "invoices": [
                _invoice("I1", 1000, ago(60), ago(30)),
                _invoice("I2", 500, ago(50), ago(20)),
            ],
            "payments": [_payment("P1", 1500)],
            "allocations": [_link("I1", "P1", 1000), _link("I2", "P1", 500)],
            "disputes": [{"dispute_id": "D", "invoice_id": "I1", "opened_on": ago(40)}],
        }
    )


def _examined(source: Source) -> dict[str, Any]:
    return examine(source, default_policy(), progress=lambda what, share: None)


def _invoice(number: str, units: int, issued_on: Any, due_on: Any) -> dict[str, Any]:
    kind = "invoice" if units > 0 else "credit_note"
    days = {"issued_on": issued_on, "due_on": due_on}
    money = {"currency": "EUR", "amount_units": units}
    return {"invoice_id": number, "account_id": "A", "kind": kind, **money, **days}


def _payment(number: str, units: int) -> dict[str, Any]:
    money = {"currency": "EUR", "amount_units": units}
    return {"payment_id": number, "account_id": "A", **money, "received_on": ago(20)}


def _link(invoice: str, payment: str, units: int) -> dict[str, Any]:
    link = {"invoice_id": invoice, "payment_id": payment, "amount_units": units}
    return {**link, "allocated_on": ago(20)}
