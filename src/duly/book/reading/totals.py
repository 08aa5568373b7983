"""How many rows are there, and how much money by currency?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import ibis

from duly.book.engines import Engine
from duly.book.findings import BadInput, MoneyTotals
from duly.book.reading.judging import currency_of, exact_units
from duly.book.reading.rows import Rows
from duly.kernel.amounts import MAX_UNITS


@dataclass(frozen=True, slots=True)
class Totals:
    """`units` by currency; None is money whose currency is not known."""

    rows: int
    units: Mapping[str | None, int]
    suspects: int = 0


def measure(rows: Rows, engine: Engine) -> Totals:
    """Count rows and money in one pass; also `is_suspect`, where there is such a column."""
    table = rows.table
    is_suspect = table.is_suspect if "is_suspect" in table.columns else ibis.literal(False)
    chosen = table.select(
        currency=currency_of(table), units=exact_units(rows), is_suspect=is_suspect
    )
    found = engine.fetch(
        chosen.group_by("currency").agg(
            count=chosen.count(), units=chosen.units.sum(), suspects=chosen.is_suspect.sum()
        )
    ).to_pylist()
    units = {line["currency"]: int(line["units"]) for line in found if line["units"] is not None}
    return Totals(
        sum(line["count"] for line in found), units, sum(line["suspects"] for line in found)
    )


def money_totals(table: str, read: Totals, accepted: Totals) -> Iterable[MoneyTotals]:
    """One line a currency.

    Raises `BadInput` when the accepted money is more than an int64 counts: the analytics add such
    columns, and must not be the ones to find out.
    """
    for currency in sorted(read.units, key=str):
        units = accepted.units.get(currency, 0)
        if abs(units) > MAX_UNITS:
            raise BadInput(
                f"the amounts of {table} in {currency} add up to {units:,} of its smallest unit, "
                f"more than can be counted ({MAX_UNITS:,}): look for amounts that are too large"
            )
        yield MoneyTotals(table, currency, read.units[currency], units)
