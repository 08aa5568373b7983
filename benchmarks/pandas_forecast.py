"""When is what is open paid, the way one would ask it in pandas: one boosted regression.

    python benchmarks/pandas_forecast.py BOOK DAY

Days late from a few figures known at issue; one number an invoice.
"""

from __future__ import annotations

import sys
from pathlib import Path

import lightgbm
import numpy as np
import pandas as pd

MOST_ROWS = 120_000
# Merging by day takes one resolution on both sides.
_DAYS = "datetime64[us]"
FIGURES = ["terms", "weekday", "month_day", "size", "usual", "count"]


def main() -> int:
    book, day = Path(sys.argv[1]), pd.Timestamp(sys.argv[2])
    items = _items(book, day)
    paid = items[items.late.notna()].tail(MOST_ROWS)
    rows = lightgbm.Dataset(paid[FIGURES], paid.late)
    model = lightgbm.train({"num_leaves": 31, "verbosity": -1, "num_threads": 2}, rows, 200)
    told = model.predict(items.loc[items.late.isna(), FIGURES])
    print(f"{len(told):,} open invoices, {told.mean():.1f} days late on average", file=sys.stderr)
    return 0


def _items(book: Path, day: pd.Timestamp) -> pd.DataFrame:
    """Invoices by day of issue, with what their account had paid before it."""
    columns = ["invoice_id", "account_id", "amount_units", "issued_on", "due_on"]
    items = pd.read_parquet(book / "invoices.parquet", columns=columns)
    links = pd.read_parquet(book / "allocations.parquet")
    for table, names in ((items, ("issued_on", "due_on")), (links, ("allocated_on",))):
        for name in names:
            table[name] = pd.to_datetime(table[name]).astype(_DAYS)
    items = items[(items.amount_units > 0) & (items.issued_on <= day)]
    applied = links[links.allocated_on <= day].groupby("invoice_id")
    sums = applied.agg(units=("amount_units", "sum"), last=("allocated_on", "max"))
    items = items.join(sums, on="invoice_id")
    is_paid = items.units.fillna(0) >= items.amount_units
    items["paid_on"] = items["last"].where(is_paid)
    items["late"] = (items.paid_on - items.due_on).dt.days
    return _with_figures(items.sort_values("issued_on"))


def _with_figures(items: pd.DataFrame) -> pd.DataFrame:
    paid = items[items.late.notna()].sort_values("paid_on")
    by_account = paid.groupby("account_id").late
    known = pd.DataFrame(
        {
            "account_id": paid.account_id,
            "paid_on": (paid.paid_on + pd.Timedelta(days=1)).astype(_DAYS),
            "usual": by_account.cumsum() / (by_account.cumcount() + 1),
            "count": by_account.cumcount() + 1,
        }
    )
    found = pd.merge_asof(
        items.drop(columns="paid_on"),
        known,
        left_on="issued_on",
        right_on="paid_on",
        by="account_id",
    )
    found["terms"] = (found.due_on - found.issued_on).dt.days
    found["weekday"], found["month_day"] = found.due_on.dt.weekday, found.due_on.dt.day
    found["size"] = np.log(found.amount_units)
    return found


if __name__ == "__main__":
    sys.exit(main())
