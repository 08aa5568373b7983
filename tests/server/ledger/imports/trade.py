"""A small book that tests change one thing of: who bought, owed, paid and disputed what."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

Tables = dict[str, list[dict[str, Any]]]

ISSUED, DUE, PAID = date(2026, 8, 1), date(2026, 9, 1), date(2026, 9, 5)


def trade() -> Tables:
    """Two customers of one group, three invoices and a credit note; one paid, one in part."""
    return deepcopy(_TRADE)


def invoice(number: str, account: str, units: int, **given: Any) -> dict[str, Any]:
    facts = {"kind": "invoice" if units >= 0 else "credit_note", "currency": "EUR"}
    days = {"issued_on": ISSUED, "due_on": DUE, "entity": "DE01"}
    named = {"invoice_id": number, "account_id": account, "amount_units": units}
    return named | facts | days | given


def payment(number: str, account: str, units: int, **given: Any) -> dict[str, Any]:
    named = {"payment_id": number, "account_id": account, "amount_units": units}
    return named | {"currency": "EUR", "received_on": PAID} | given


def allocation(invoice_id: str, units: int, **given: Any) -> dict[str, Any]:
    return {"invoice_id": invoice_id, "amount_units": units, "allocated_on": PAID} | given


def row_of(tables: Tables, table: str, number: str) -> dict[str, Any]:
    key = f"{table[:-1]}_id"
    return next(row for row in tables[table] if row[key] == number)


_TRADE: Tables = {
    "accounts": [
        {"account_id": "A", "name": "Ärger & Söhne", "credit_limit_units": 500, "currency": "EUR"},
        {"account_id": "B", "name": "Blum", "parent_id": "A", "created_on": date(2020, 1, 2)},
    ],
    "invoices": [
        invoice("I1", "A", 100),
        invoice("I2", "A", 80),
        invoice("I3", "B", 60, entity="FR01"),
        invoice("N1", "A", -20),
    ],
    "payments": [payment("P1", "A", 130), payment("P2", "B", 25)],
    "allocations": [
        allocation("I1", 100, payment_id="P1"),
        allocation("I2", 30, payment_id="P1"),
        allocation("I2", 20, credit_note_id="N1"),
    ],
    "disputes": [
        {"dispute_id": "D1", "invoice_id": "I3", "opened_on": DUE, "reason": "price"},
    ],
    "rates": [
        {"base": "EUR", "quote": "USD", "on": DUE, "rate": 1.0956, "source": "ECB"},
    ],
}
