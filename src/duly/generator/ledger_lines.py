"""What would a ledger tool print about each invoice: its customer, and what is still open?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from duly.book.findings import BadInput
from duly.kernel.amounts import parse_units

_NEEDED = ("accounts", "invoices", "payments", "allocations")


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One row of the table invoices with its fate. `paid_on` only when nothing is left open;
    the day of the payment, not of its allocation. `open_units` is 0 once written off."""

    invoice_id: str
    account_id: str
    name: str
    kind: str
    currency: str
    entity: str
    units: int
    open_units: int
    issued_on: date
    due_on: date
    paid_on: date | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """All lines of a book, by account and day of issue. `known_on` is the last day on which
    anything was recorded: the day the tool was asked."""

    lines: list[LedgerLine]
    known_on: date

    @property
    def open_lines(self) -> list[LedgerLine]:
        return [line for line in self.lines if line.open_units]


Tables = Mapping[str, pa.Table]


def ledger(book: Path | Tables) -> Ledger:
    """The lines of a book folder, or of Arrow tables with the columns of the contract.

    Raises BadInput when one of accounts, invoices, payments and allocations is missing.
    """
    tables = _read(book) if isinstance(book, Path) else book
    for name in _NEEDED:
        if name not in tables:
            raise BadInput(f"a ledger export needs the table {name}")
    invoices = tables["invoices"].to_pylist()
    names = {row["account_id"]: row["name"] for row in tables["accounts"].to_pylist()}
    used, last_on = _settled(tables)
    lines = [_line(row, names, used, last_on) for row in invoices]
    lines.sort(key=lambda line: (line.account_id, line.issued_on, line.invoice_id))
    received = tables["payments"].column("received_on").to_pylist()
    days = [row["issued_on"] for row in invoices] + received
    if not days:
        raise BadInput("a ledger export needs at least one invoice")
    return Ledger(lines, max(days))


def _line(
    row: dict[str, Any], names: dict[str, str], used: dict[str, int], last_on: dict[str, date]
) -> LedgerLine:
    number, units = row["invoice_id"], row["amount_units"]
    left = 0 if row["written_off_on"] else units - used.get(number, 0)
    paid = left == 0 and row["written_off_on"] is None
    return LedgerLine(
        invoice_id=number,
        account_id=row["account_id"],
        name=names.get(row["account_id"]) or row["account_id"],
        kind=row["kind"] or "invoice",
        currency=row["currency"],
        entity=row["entity"] or "",
        units=units,
        open_units=left,
        issued_on=row["issued_on"],
        due_on=row["due_on"],
        paid_on=last_on.get(number) if paid else None,
    )


def _settled(tables: Tables) -> tuple[dict[str, int], dict[str, date]]:
    """By invoice: units allocated (credit notes count downwards) and the last day of payment."""
    received = {
        row["payment_id"]: row["received_on"]
        for row in tables["payments"].select(["payment_id", "received_on"]).to_pylist()
    }
    used: dict[str, int] = defaultdict(int)
    last_on: dict[str, date] = {}
    for row in tables["allocations"].to_pylist():
        day = received.get(row["payment_id"], row["allocated_on"])
        for number, sign in ((row["invoice_id"], 1), (row["credit_note_id"], -1)):
            if number is not None:
                used[number] += sign * row["amount_units"]
                last_on[number] = max(day, last_on.get(number, day))
    return used, last_on


def _read(folder: Path) -> dict[str, pa.Table]:
    tables = {}
    for name in _NEEDED:
        if (folder / f"{name}.parquet").exists():
            tables[name] = pq.read_table(folder / f"{name}.parquet")
        elif (folder / f"{name}.csv").exists():
            text = pa_csv.ConvertOptions(
                column_types={"amount": pa.string(), "written_off_on": pa.date32(),
                              "payment_id": pa.string(), "credit_note_id": pa.string()},
                strings_can_be_null=True, quoted_strings_can_be_null=True,
            )  # fmt: skip
            tables[name] = pa_csv.read_csv(folder / f"{name}.csv", convert_options=text)
    return _with_units(tables)


def _with_units(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """CSV amounts as units; an allocation is in the currency of its invoice."""
    if "invoices" not in tables or "amount" not in tables["invoices"].column_names:
        return tables
    invoices = tables["invoices"]
    numbers, codes = (invoices.column(c).to_pylist() for c in ("invoice_id", "currency"))
    currency = dict(zip(numbers, codes, strict=True))
    tables["invoices"] = _in_units(invoices, codes)
    if "allocations" in tables:
        allocations = tables["allocations"]
        of_invoice = [currency[n] for n in allocations.column("invoice_id").to_pylist()]
        tables["allocations"] = _in_units(allocations, of_invoice)
    return tables


def _in_units(table: pa.Table, currencies: list[str]) -> pa.Table:
    amounts = table.column("amount").to_pylist()
    units = [parse_units(text, code) for text, code in zip(amounts, currencies, strict=True)]
    return table.append_column("amount_units", pa.array(units, pa.int64()))
