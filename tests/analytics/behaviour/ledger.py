"""A small ledger written by hand: what was invoiced, and how many days late it was paid."""

from __future__ import annotations

from datetime import date, timedelta

import ibis.expr.types as ir
import pyarrow as pa
from hypothesis import settings

from duly.book.engines import Engine, duckdb_engine
from duly.book.schema import TABLES
from duly.book.tables import Book, arrow_schema, book_from_arrow

AS_OF = date(2026, 6, 30)
ENGINE = duckdb_engine(threads=2)
# Each example is a whole book and a query: a tenth of the usual number, but larger ones.
few_books = settings(max_examples=max(1, settings.default.max_examples // 10))


def day(text: str) -> date:
    return date.fromisoformat(text)


def ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


class Ledger:
    """Rows of a book, added one by one. Terms are 30 days unless said otherwise."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}

    def add(self, table: str, **row: object) -> Ledger:
        self.rows[table].append(row)
        return self

    def invoice(
        self,
        account: str,
        units: int,
        due: date,
        *,
        parts: tuple[tuple[int, int], ...] = (),
        currency: str = "EUR",
        terms: int = 30,
        disputed: bool = False,
        **more: object,
    ) -> Ledger:
        """An invoice; `parts` are (units, days late) of each payment of it."""
        number = f"I{len(self.rows['invoices']):05d}"
        issued = due - timedelta(days=terms)
        self.add(
            "invoices", invoice_id=number, account_id=account, currency=currency,
            amount_units=units, issued_on=issued, due_on=due, **more,
        )  # fmt: skip
        if disputed:
            self.add("disputes", dispute_id=f"D-{number}", invoice_id=number, opened_on=issued)
        for paid, late in parts:
            self.pay(account, number, paid, due + timedelta(days=late), currency=currency)
        return self

    def paid(self, account: str, late: int, *, paid_on: date, units: int = 100, **more: object):
        """An invoice paid in one go on `paid_on`, `late` days after it was due."""
        due = paid_on - timedelta(days=late)
        return self.invoice(account, units, due, parts=((units, late),), **more)

    def pay(self, account: str, invoice: str | None, units: int, on: date, *, currency="EUR"):
        """A payment, allocated to an invoice on the day it is received, if to any."""
        number = f"P{len(self.rows['payments']):05d}"
        self.add(
            "payments", payment_id=number, account_id=account, currency=currency,
            amount_units=units, received_on=on,
        )  # fmt: skip
        if invoice is not None:
            self.add(
                "allocations", invoice_id=invoice, amount_units=units, allocated_on=on,
                payment_id=number,
            )  # fmt: skip
        return self

    def book(self, engine: Engine = ENGINE) -> Book:
        tables = {
            name: pa.Table.from_pylist(rows, schema=arrow_schema(TABLES[name]))
            for name, rows in self.rows.items()
        }
        return book_from_arrow(engine, tables)


def rows(table: ir.Table) -> list[dict[str, object]]:
    """Of either engine: the table knows its own, and ours has to have done what was asked."""
    ENGINE.settle()
    return table.to_pyarrow().to_pylist()


def only(table: ir.Table, **wanted: object) -> dict[str, object]:
    """The one row with these values; more or none is an error of the test."""
    (found,) = [row for row in rows(table) if wanted.items() <= row.items()]
    return found
