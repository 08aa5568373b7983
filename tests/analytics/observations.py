"""Accounts as `observe` would describe them, for tests of what is decided about them."""

from __future__ import annotations

from functools import cache
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

from duly.analytics.assessment.observation import OBSERVED
from duly.book.engines import Engine, duckdb_engine

GOOD_PAYER: dict[str, Any] = {
    "account_id": "A",
    "name": "Northwind",
    "country": "DE",
    "currency": "EUR",
    "sector": "Industry",
    "terms_days": 30,
    "limit_terms_days": 30,
    "paid_count": 24,
    "has_statement": False,
    "has_bureau": False,
    "adverse_events": 0,
    "exposure_share": 0.01,
    "weighted_days_late": 1.0,
    "expected_delay_days": 1.0,
    "late_share": 0.10,
    "slowing_days": 0.0,
    "overdue_share": 0.0,
    "oldest_overdue_days": 0.0,
    "annual_purchases_units": 120_000_00,
    "high_credit_units": 20_000_00,
    "exposure_units": 10_000_00,
    "open_units": 10_000_00,
}


@cache
def engine() -> Engine:
    return duckdb_engine()


def accounts(*changes: dict[str, Any], on: Engine | None = None) -> ir.Table:
    """One row for each set of changes to the good payer; columns not named are unknown."""
    rows = [GOOD_PAYER | {"account_id": f"A{n}"} | change for n, change in enumerate(changes)]
    unknown = {row for change in rows for row in change} - set(OBSERVED.names)
    assert not unknown, f"not observed: {unknown}"
    filled = [{name: row.get(name) for name in OBSERVED.names} for row in rows]
    return (on or engine()).table(pa.Table.from_pylist(filled, schema=OBSERVED))


def fetched(table: ir.Table, *columns: str) -> list[dict[str, Any]]:
    """The rows in the order of the accounts, with only the columns asked for."""
    rows = engine().fetch(table.order_by("account_id")).to_pylist()
    return [{name: row[name] for name in columns} for row in rows] if columns else rows
