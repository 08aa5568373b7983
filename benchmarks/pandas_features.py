"""The same few features per account as sql/features.sql, the way one would write them in pandas."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

YEAR = pd.Timedelta(days=365)


def features(folder: str) -> pd.DataFrame:
    book = Path(folder)
    columns = ["invoice_id", "account_id", "amount_units", "issued_on", "due_on"]
    items = pd.read_parquet(book / "invoices.parquet", columns=columns)
    links = pd.read_parquet(book / "allocations.parquet")
    for table, names in ((items, ("issued_on", "due_on")), (links, ("allocated_on",))):
        for name in names:
            table[name] = pd.to_datetime(table[name])
    day = items.issued_on.max()
    known = links[links.allocated_on <= day].groupby("invoice_id")
    applied = known.agg(units=("amount_units", "sum"), paid_on=("allocated_on", "max"))
    items = items[items.amount_units > 0].join(applied, on="invoice_id")
    items["open_units"] = items.amount_units - items.units.fillna(0).astype("int64")
    return _by_account(items, day)


def _by_account(items: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    paid = items[(items.open_units == 0) & (items.paid_on > day - YEAR)].copy()
    paid["days_late"] = (paid.paid_on - paid.due_on).dt.days
    paid["late"] = paid.days_late.clip(lower=0)
    open_now = items[items.open_units != 0]
    overdue = open_now[open_now.due_on < day]
    return pd.DataFrame(
        {
            "open_units": open_now.groupby("account_id").open_units.sum(),
            "overdue_units": overdue.groupby("account_id").open_units.sum(),
            "oldest_days": (day - overdue.groupby("account_id").due_on.min()).dt.days,
            "paid_count": paid.groupby("account_id").size(),
            "mean_days_late": paid.groupby("account_id").late.mean(),
            "median_days_late": paid.groupby("account_id").days_late.median(),
            "bought_units": items[items.issued_on > day - YEAR]
            .groupby("account_id")
            .amount_units.sum(),
        }
    )
