"""A written book as pandas frames, with what tests ask of it."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from duly.book.schema import TABLES
from duly.generator import GeneratedTotals


@dataclass(frozen=True)
class Pages:
    frames: dict[str, pd.DataFrame]
    totals: GeneratedTotals

    def __getattr__(self, name: str) -> pd.DataFrame:
        return self.frames[name]

    @property
    def paid_units(self) -> pd.Series:
        """By invoice: what payments and credit notes have settled."""
        return self.allocations.groupby("invoice_id").amount_units.sum()

    def of(self, name: str) -> str:
        """The account of a character."""
        return self.totals.characters[name]

    def open_units(self) -> pd.Series:
        """By invoice_id, credit notes negative, nothing once written off."""
        book = self.invoices.set_index("invoice_id")
        used = self.allocations.groupby("credit_note_id").amount_units.sum()
        left = book.amount_units.sub(self.paid_units, fill_value=0).add(used, fill_value=0)
        return left.where(book.written_off_on.isna(), 0)

    def days_late(self) -> pd.DataFrame:
        """Paid invoices with the days from the due date to the last payment received."""
        legs = self.allocations.merge(self.payments[["payment_id", "received_on"]], "inner")
        paid_on = legs.groupby("invoice_id").received_on.max().rename("paid_on")
        paid = self.invoices.merge(paid_on, left_on="invoice_id", right_index=True)
        return paid.assign(days_late=(paid.paid_on - paid.due_on).dt.days)


def read_book(folder: Path, totals: GeneratedTotals) -> Pages:
    frames = {
        name: pq.read_table(folder / f"{name}.parquet").to_pandas(date_as_object=False)
        for name in TABLES
    }
    return Pages(frames, totals)


def area_under_curve(bad: pd.Series, good: pd.Series) -> float:
    """The chance that a random bad case has the lower value; ties count half."""
    ranks = pd.concat([bad, good]).rank()
    below = ranks.iloc[: len(bad)].sum() - len(bad) * (len(bad) + 1) / 2
    return float(1 - below / (len(bad) * len(good)))
