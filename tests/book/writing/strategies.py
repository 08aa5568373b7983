"""Random small books: few accounts and days, so that cases collide; texts that hurt."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa
from hypothesis import strategies as st

from duly.book.engines import Engine
from duly.book.schema import TABLES
from duly.book.tables import Book, arrow_schema, book_from_arrow

DAYS = st.integers(0, 60).map(lambda n: date(2024, 1, 1) + timedelta(n))
TEXTS = st.sampled_from(
    [
        "007",
        "=cmd|' /C calc'!A0",
        "-1",
        "+1",
        "@x",
        'say "hi"',
        "a,b",
        "two\nlines",
        "1e5",
        "Ä",
        "NULL",
    ]
)
UNITS = st.one_of(st.integers(0, 300), st.sampled_from([10**14, 10**17 - 1]))
CURRENCIES = st.sampled_from(["EUR", "JPY", "KWD", "CLF"])
MAYBE_TEXT = st.none() | TEXTS


@st.composite
def invoices(draw, number: int) -> dict:
    issued = draw(DAYS)
    currency = draw(CURRENCIES)
    kind = draw(st.sampled_from(["invoice", "credit_note", "debit_note"]))
    units = draw(UNITS) % 10 ** (15 + {"JPY": 0, "EUR": 2, "KWD": 3, "CLF": 3}[currency])
    return {
        "invoice_id": f"{number:03d}",
        "account_id": draw(st.sampled_from(["A", "=B", "0C"])),
        "kind": kind,
        "currency": currency,
        "amount_units": -units if kind == "credit_note" else units,
        "issued_on": issued,
        "due_on": issued + timedelta(draw(st.integers(-1, 30))),
        "entity": draw(MAYBE_TEXT),
        "order_no": draw(MAYBE_TEXT),
        "written_off_on": draw(st.none() | st.just(issued + timedelta(5))),
    }


@st.composite
def payments(draw, number: int) -> dict:
    return {
        "payment_id": f"{number:03d}",
        "account_id": draw(st.sampled_from([None, "A", "=B"])),
        "currency": draw(CURRENCIES),
        "amount_units": draw(st.integers(-50, 300)),
        "received_on": draw(DAYS),
        "reference": draw(MAYBE_TEXT),
    }


@st.composite
def books(draw, engine: Engine) -> Book:
    """Books that are in order: with allocations that fit their invoice and payment."""
    items = [draw(invoices(n)) for n in range(draw(st.integers(0, 5)))]
    paid = [draw(payments(n)) for n in range(draw(st.integers(0, 4)))]
    settled = [
        _allocation(draw, item, payment)
        for item in items
        for payment in paid
        if item["currency"] == payment["currency"] and draw(st.booleans())
    ]
    accounts = [{"account_id": a, "name": draw(MAYBE_TEXT)} for a in ("A", "=B", "0C")]
    found = {"accounts": accounts, "invoices": items, "payments": paid, "allocations": settled}
    rates = [{"base": "EUR", "quote": "USD", "on": date(2024, 1, 1), "rate": draw(RATES)}]
    return book_from_arrow(
        engine,
        {n: _arrow(n, rows) for n, rows in found.items()} | {"rates": _arrow("rates", rates)},
    )


RATES = st.floats(1e-9, 1e9).map(lambda rate: float(f"{rate:.14g}"))


def _allocation(draw, item: dict, payment: dict) -> dict:
    first = max(item["issued_on"], payment["received_on"])
    return {
        "invoice_id": item["invoice_id"],
        "amount_units": draw(st.integers(-5, 300)),
        "allocated_on": first + timedelta(draw(st.integers(0, 9))),
        "payment_id": payment["payment_id"],
    }


def _arrow(name: str, rows: list[dict]) -> pa.Table:

    return pa.Table.from_pylist(rows, schema=arrow_schema(TABLES[name]))


def contents(book: Book) -> dict[str, list]:
    """All rows of all tables, in an order of their own."""
    return {
        name: sorted(
            (tuple(row.values()) for row in book.engine.fetch(table).to_pylist()), key=repr
        )
        for name, table in book.tables.items()
    }
