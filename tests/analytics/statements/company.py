"""Company T of handbook 02, and statements of it as the book or the models take them."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import pyarrow as pa

from duly.book.engines import Engine, duckdb_engine
from duly.book.schema import STATEMENT_LINES, TABLES
from duly.book.tables import Book, arrow_schema, book_from_arrow

THOUSAND_EUROS = 100_000

T = {
    "current_assets": 500,
    "current_liabilities": 300,
    "inventory": 180,
    "cash": 100,
    "total_assets": 1000,
    "retained_earnings": 200,
    "ebit": 120,
    "interest": 25,
    "ebt": 95,
    "net_income": 70,
    "depreciation": 40,
    "funds_from_operations": 110,
    "equity": 400,
    "total_liabilities": 600,
    "market_cap": 600,
    "sales": 1500,
}

FULL = {
    **T,
    "cogs": 1000,
    "purchases": 700,
    "gross_profit": 500,
    "sga": 300,
    "tax": 25,
    "operating_cash_flow": 90,
    "capex": 30,
    "principal_repayments": 55,
    "securities": 0,
    "receivables": 150,
    "prepaid": 0,
    "fixed_assets": 400,
    "intangibles": 40,
    "related_receivables": 10,
    "payables": 100,
    "debt": 250,
    "long_term_debt": 200,
}

YEAR_BEFORE = {
    **FULL,
    "net_income": 50,
    "sales": 1400,
    "gross_profit": 450,
    "current_assets": 450,
    "long_term_debt": 210,
}


@cache
def engine() -> Engine:
    return duckdb_engine()


def filed(account: str = "T", end: date = date(2025, 12, 31), *, of: dict = FULL, **facts) -> dict:
    """A row of the book's `statements`, its lines in thousands of euros."""
    row = {"account_id": account, "period_end": end, "currency": "EUR", "months": 12}
    lines = {name: facts.pop(name) for name in tuple(facts) if name in STATEMENT_LINES}
    return row | in_units({**of, **lines}) | facts


def compared(account: str = "T", *, of: dict = FULL, before: dict = YEAR_BEFORE, **facts) -> dict:
    """A row as the models take it: with the year before beside it."""
    earlier = {f"previous_{name}": value for name, value in in_units(before).items()}
    return filed(account, of=of, shares=10.0) | earlier | {"previous_shares": 10.0} | facts


def in_units(lines: dict) -> dict:
    return {
        f"{name}_units": None if value is None else round(value * THOUSAND_EUROS)
        for name, value in lines.items()
    }


def book_of(*rows: dict, on: Engine | None = None) -> Book:
    names = sorted({name for row in rows for name in row})
    table = pa.table({name: [row.get(name) for row in rows] for name in names})
    return book_from_arrow(on or engine(), {"statements": table})


def rows_of(expression, on: Engine | None = None) -> list[dict]:
    return (on or engine()).fetch(expression).to_pylist()


def asked(question: Callable[[Book], Any], *rows: dict) -> list[dict]:
    """What a question to the book answers when these are its statements.

    Its query is compiled once for each question and run on the rows of the day: compiling is
    what takes the time.
    """
    book, query = _book_query(question)
    _refill(book.statements.get_name(), pa.Table.from_pylist(list(rows), BOOK_SCHEMA))
    return engine().backend.con.execute(query).fetch_arrow_table().to_pylist()


def applied(model: Callable[[Any], Any], *rows: dict) -> list[dict]:
    """What a model says of each row, in the order of the rows."""
    numbered = [row | {"line_no": index} for index, row in enumerate(rows)]
    table, query = _model_query(model)
    _refill(table, pa.Table.from_pylist(numbered, schema=MODEL_SCHEMA))
    return engine().backend.con.execute(query).fetch_arrow_table().to_pylist()


@cache
def _book_query(question: Callable[[Book], Any]) -> tuple[Book, str]:
    book = book_from_arrow(engine(), {})
    return book, engine().backend.compile(question(book))


@cache
def _model_query(model: Callable[[Any], Any]) -> tuple[str, str]:
    table = engine().table(MODEL_SCHEMA.empty_table())
    return table.get_name(), engine().backend.compile(model(table).order_by("line_no"))


def _refill(name: str, rows: pa.Table) -> None:
    engine().backend.con.register(name, rows)


def said(model, **lines: object) -> dict:
    """What a model says of a company whose lines (`previous_` too) replace those of `FULL`."""
    before = {
        name.removeprefix("previous_"): lines.pop(name)
        for name in tuple(lines)
        if name.startswith("previous_")
    }
    row = compared(of={**FULL, **lines}, before={**YEAR_BEFORE, **before})
    return applied(model, row)[0]


BOOK_SCHEMA = arrow_schema(TABLES["statements"])
MODEL_SCHEMA = pa.schema(
    [
        ("line_no", pa.int64()),
        ("account_id", pa.string()),
        ("period_end", pa.date32()),
        ("currency", pa.string()),
        ("months", pa.int64()),
        ("shares", pa.float64()),
        ("previous_shares", pa.float64()),
        ("previous_period_end", pa.date32()),
        *((f"{name}_units", pa.int64()) for name in STATEMENT_LINES),
        *((f"previous_{name}_units", pa.int64()) for name in STATEMENT_LINES),
    ]
)
