"""Books of a few lines, written as CSV and opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from duly.book.engines import Engine, duckdb_engine
from duly.book.reading import OpenedBook, open_book

HEADERS = {
    "accounts": "account_id,name,parent_id,country,currency,terms_days,credit_limit,created_on",
    "invoices": "invoice_id,account_id,kind,currency,amount,issued_on,due_on,written_off_on",
    "payments": "payment_id,account_id,currency,amount,received_on,reference",
    "allocations": "invoice_id,amount,allocated_on,payment_id,credit_note_id",
    "disputes": "dispute_id,invoice_id,amount,reason,opened_on,closed_on",
    "promises": "promise_id,account_id,amount,currency,made_on,due_on",
    "orders": "order_id,account_id,currency,amount,placed_on,shipped_on,invoiced_on",
    "statements": "account_id,period_end,currency,months,sales",
    "reports": "account_id,bureau,received_on,score,recommended_limit,currency",
    "cover": "account_id,insurer,policy,currency,limit,insured_share,valid_from,valid_until",
    "rates": "base,quote,on,rate",
}
ROWS = {
    "accounts": ["A,Alpha,,DE,EUR,30,5000,2020-01-01", "B,Beta,A,,,,,"],
    "invoices": [
        "I1,A,invoice,EUR,100.00,2024-01-01,2024-01-31,",
        "I2,B,invoice,EUR,50.00,2024-02-01,2024-03-02,",
        "C1,A,credit_note,EUR,-20.00,2024-01-10,2024-01-10,",
    ],
    "payments": ["P1,A,EUR,80.00,2024-02-05,I1", "P2,,EUR,10.00,2024-02-06,"],
    "allocations": ["I1,80.00,2024-02-05,P1,", "I1,20.00,2024-01-11,,C1"],
}


@pytest.fixture(scope="session")
def engine() -> Engine:
    return duckdb_engine()


@pytest.fixture
def opened(tmp_path: Path, engine: Engine) -> Callable[..., OpenedBook]:
    """Opens the book above with other rows for the tables named; None leaves a table out."""

    def open_with(**changed: list[str] | None) -> OpenedBook:
        for name, rows in ({**ROWS, **changed}).items():
            if rows is not None:
                text = "\n".join([HEADERS[name], *rows]) + "\n"
                (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
        return open_book(tmp_path, engine=engine)

    return open_with
