"""Random small books, in which everything that can happen to a receivable does, and collides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from hypothesis import settings
from hypothesis import strategies as st

from duly.book.engines import Engine, duckdb_engine
from duly.book.schema import TABLES
from duly.book.tables import Book, arrow_schema, book_from_arrow

Row = dict[str, Any]
Tables = dict[str, list[Row]]

AS_OF = date(2026, 9, 30)
ENGINE = duckdb_engine(threads=2)
ACCOUNTS = ("A", "B", "C", "D")
STRANGER = "S"  # has invoices, but no master data
CURRENCIES = ("EUR", "JPY")

# Each example is a whole book and a query: fewer than usual, but larger.
few_books = settings(max_examples=max(2, settings.default.max_examples // 4))


def random_books() -> st.SearchStrategy[Tables]:
    """Tables of a book as lists of rows, on days from half a year before AS_OF to a month after.

    With credit notes (used or not), debit notes, partial, early and double allocations, cash of
    unknown payers, write-offs with recoveries, disputes (whole and in part, open and closed),
    orders, promises, group trees (unknown parents and circles too), two currencies, cover, rates.
    """
    return st.composite(_draw_book)()


def book_of(tables: Mapping[str, list[Row]], engine: Engine = ENGINE) -> Book:
    """The book of these rows, in which a table counts as present when it is named."""
    return book_from_arrow(engine, {name: _arrow(name, rows) for name, rows in tables.items()})


def rows(expression: ir.Table, engine: Engine = ENGINE) -> list[Row]:
    """The rows of a result, in an order that does not depend on the engine's."""
    return sorted(engine.fetch(expression).to_pylist(), key=str)


class Shelf:
    """A book whose rows are exchanged while the questions stay, so that each is compiled once.

    A question is a function from the book to a table; it must not keep anything (groups do).
    """

    def __init__(self, **questions: Callable[[Book], ir.Table]) -> None:
        self.book = book_of({name: [] for name in TABLES})
        self._sql = {name: ibis.to_sql(ask(self.book)) for name, ask in questions.items()}

    def answers(self, tables: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
        """The rows of every answer on these tables, in an order of their own."""
        self._fill(tables)
        run = ENGINE.backend.con.sql
        return {
            name: sorted(run(sql).to_arrow_table().to_pylist(), key=str)
            for name, sql in self._sql.items()
        }

    def _fill(self, tables: Mapping[str, list[Row]]) -> None:
        for name, held in self.book.tables.items():
            ENGINE.backend.con.register(held.get_name(), _arrow(name, tables.get(name, [])))


def ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


_days = st.integers(-30, 180).map(ago)
_maybe_day = st.none() | _days
_units = st.sampled_from((1, 40, 60, 100, 160, 200, 300))
_account = st.sampled_from((*ACCOUNTS, STRANGER))
_currency = st.sampled_from(CURRENCIES)


def _draw_book(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Tables:
    invoices = _numbered("I", draw(st.lists(_invoices, max_size=9)))
    payments = _numbered("P", draw(st.lists(_payments, max_size=6)), "payment_id")
    number = st.sampled_from([row["invoice_id"] for row in invoices] or ["I0"])
    links = draw(st.lists(st.tuples(number, _units, _days, st.integers(0, 99)), max_size=9))
    return {
        "accounts": draw(st.tuples(*map(_accounts, ACCOUNTS)).map(list)),
        "invoices": invoices,
        "payments": payments,
        "allocations": list(filter(None, (_link(*link, invoices, payments) for link in links))),
        "disputes": _numbered("D", draw(st.lists(_disputes(number), max_size=3)), "dispute_id"),
        "orders": _numbered("O", draw(st.lists(_orders, max_size=3)), "order_id"),
        "promises": _numbered("M", draw(st.lists(_promises, max_size=3)), "promise_id"),
        "cover": _numbered("V", draw(st.lists(_cover, max_size=2)), "policy"),
        "rates": draw(st.lists(_rates, max_size=3, unique_by=lambda row: row["on"])),
    }


def _link(
    invoice_id: str, units: int, day: date, pick: int, invoices: list[Row], payments: list[Row]
) -> Row | None:
    """An allocation to the invoice from a payment or credit note in its currency, if any."""
    invoice = next((row for row in invoices if row["invoice_id"] == invoice_id), None)
    if invoice is None:
        return None
    alike = [row for row in (*payments, *invoices) if row["currency"] == invoice["currency"]]
    givers = [row for row in alike if "payment_id" in row or row["kind"] == "credit_note"]
    if not givers or invoice["kind"] == "credit_note":
        return None
    giver = givers[pick % len(givers)]
    return {
        "invoice_id": invoice_id,
        "amount_units": units,
        "allocated_on": day,
        "payment_id": giver.get("payment_id"),
        "credit_note_id": giver.get("invoice_id"),
    }


def _signed(row: Row) -> Row:
    if row["kind"] == "credit_note":
        row["amount_units"] = -row["amount_units"]
    row["due_on"] = row["issued_on"] + timedelta(days=row.pop("terms"))
    return row


_invoices = st.fixed_dictionaries(
    {
        "account_id": _account,
        "kind": st.sampled_from((None, "invoice", "invoice", "debit_note", "credit_note")),
        "currency": _currency,
        "amount_units": _units,
        "issued_on": _days,
        "terms": st.sampled_from((0, 14, 30, 60)),
        "entity": st.sampled_from((None, "E1", "E2")),
        "written_off_on": st.one_of(st.none(), st.none(), _maybe_day),
    }
).map(_signed)

_payments = st.fixed_dictionaries(
    {
        "account_id": st.none() | _account,
        "currency": _currency,
        "amount_units": _units,
        "received_on": _days,
    }
)

_orders = st.fixed_dictionaries(
    {
        "account_id": _account,
        "currency": _currency,
        "amount_units": _units,
        "placed_on": _days,
        "shipped_on": _maybe_day,
        "invoiced_on": _maybe_day,
    }
)

_promises = st.fixed_dictionaries(
    {
        "account_id": _account,
        "currency": _currency,
        "amount_units": _units,
        "made_on": _days,
        "due_on": _days,
    }
)

_cover = st.fixed_dictionaries(
    {
        "account_id": _account,
        "insurer": st.just("N"),
        "currency": _currency,
        "limit_units": _units,
        "insured_share": st.sampled_from((None, 0.5, 0.9)),
        "valid_from": _days,
        "valid_until": _maybe_day,
    }
)

_rates = st.fixed_dictionaries(
    {
        "base": st.just("EUR"),
        "quote": st.just("JPY"),
        "on": _days,
        "rate": st.sampled_from((120.0, 160.5, 175.25)),
        "source": st.sampled_from((None, "ECB")),
    }
)


def _accounts(account_id: str) -> st.SearchStrategy[Row]:
    return st.fixed_dictionaries(
        {
            "account_id": st.just(account_id),
            "parent_id": st.sampled_from((None, None, "", "HOLDING", *ACCOUNTS)),
            "country": st.sampled_from((None, "DE", "JP")),
            "segment": st.sampled_from((None, "large", "small")),
            "sector": st.sampled_from((None, "food")),
        }
    )


def _disputes(number: st.SearchStrategy[str]) -> st.SearchStrategy[Row]:
    return st.fixed_dictionaries(
        {
            "invoice_id": number,
            "amount_units": st.none() | _units,
            "opened_on": _days,
            "closed_on": _maybe_day,
            "outcome": st.sampled_from((None, "credited")),
        }
    )


def _numbered(stem: str, items: list[Row], key: str = "invoice_id") -> list[Row]:
    return [{key: f"{stem}{number}", **row} for number, row in enumerate(items)]


def _arrow(name: str, items: list[Row]) -> pa.Table:
    return pa.Table.from_pylist(items, schema=arrow_schema(TABLES[name]))
