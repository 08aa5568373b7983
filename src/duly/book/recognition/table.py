"""Which tables of the book do the understood lines make, and does everything add up?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from duly.book.findings import BadInput
from duly.book.recognition.bucket_lines import bucket_lines
from duly.book.recognition.customers import Customers, accounts_table, customers_of
from duly.book.recognition.doubts import note_currencies, note_doubts
from duly.book.recognition.duplicates import repeated_lines
from duly.book.recognition.facts import MoneyTotals, Recognised, RowTotals, Shape
from duly.book.recognition.finding_log import FindingLog
from duly.book.recognition.grid import Flags
from duly.book.recognition.identities import invoice_ids
from duly.book.recognition.layout import layout_of, note_columns, note_structure
from duly.book.recognition.ledger_tables import Ledger, ledger_tables
from duly.book.recognition.line_amounts import LineAmounts, line_amounts
from duly.book.recognition.line_days import LineDays, line_days
from duly.book.recognition.money_columns import Units
from duly.book.recognition.reading_lines import ReadLines
from duly.book.recognition.report_date import latest_event, printed_date
from duly.book.recognition.understanding import Understood


@dataclass(frozen=True)
class Booked:
    """The tables, and of every line its money and whether that could be read."""

    tables: dict[str, pa.Table]
    shape: Shape
    units: Units
    readable: Flags
    as_of: date
    as_of_reason: str


def read_table(understood: Understood, file: str, *, as_of: date | None) -> Recognised:
    """Book the lines. Raises `BadInput` when a column that cannot be missed is missing."""
    read = understood.read
    log = FindingLog(file, read.data.rows)
    note_structure(understood, log)
    note_columns(read.guesses, log)
    customers = customers_of(read, log)
    unknown = read.currencies.unknown
    log.set_aside(
        unknown, "unknown_currency", column=read.source("currency"), cells=read.cells("currency")
    )
    if read.buckets and not (read.has("issued_on") or read.has("due_on")):
        booked = _buckets(understood, customers, log, as_of)
    else:
        booked = _lines(understood, customers, log, as_of)
    readable = booked.readable & ~unknown
    return Recognised(
        tables=booked.tables,
        shape=booked.shape,
        guesses=read.guesses,
        layout=layout_of(understood),
        findings=log.findings(booked.units, readable, read.currencies.listed()),
        rows=_rows(understood, log),
        money=_money(read, booked.units, readable, log.accepted),
        as_of=booked.as_of,
        as_of_reason=booked.as_of_reason,
    )


def _buckets(
    understood: Understood, customers: Customers, log: FindingLog, as_of: date | None
) -> Booked:
    read = understood.read
    printed = printed_date(understood.captions, read.order.order)
    found = bucket_lines(read, customers, log, as_of=as_of or printed)
    note_currencies(read, log)
    tables = {"invoices": found.invoices, **_accounts(customers, read, log)}
    day = as_of or printed
    assert day is not None  # bucket_lines refuses a report without a day
    reason = "given" if as_of else "printed"
    return Booked(tables, Shape.BUCKETS, found.units, found.readable, day, reason)


def _lines(
    understood: Understood, customers: Customers, log: FindingLog, as_of: date | None
) -> Booked:
    read = understood.read
    _check_amount(read)
    repeated = repeated_lines(_compared(read), read.data.group)
    log.set_aside(
        repeated, "duplicate_row", column=read.source("invoice_id"), cells=read.cells("invoice_id")
    )
    days = line_days(read, log)
    amounts = line_amounts(read, log)
    for code in ("missing_amount", "unreadable_amount", "too_precise_amount"):
        source = "amount" if read.has("amount") else "open_amount"
        log.set_aside(
            np.asarray(amounts.fault == code),
            code,
            column=read.source(source),
            cells=read.cells(source),
        )
    ids = invoice_ids(
        read.cells("invoice_id"), customers.ids, days.issued, log, column=read.source("invoice_id")
    )
    day, reason = _as_of(understood, days, log, as_of)
    note_doubts(read, amounts, days, log, day.toordinal())
    ledger = Ledger(read, ids, customers.ids, amounts, days, log.accepted, day.toordinal(), log)
    tables = {**ledger_tables(ledger), **_accounts(customers, read, log)}
    shape = _shape(read, amounts, days, log.accepted)
    return Booked(tables, shape, amounts.units, amounts.readable, day, reason)


def _check_amount(read: ReadLines) -> None:
    if read.buckets or any(map(read.has, ("amount", "open_amount", "debit", "credit"))):
        return
    raise BadInput("No column of amounts was found. Name the column in a mapping (mapping.toml).")


def _compared(read: ReadLines) -> list[pa.Array]:
    """All columns but those that only number the lines."""
    return [
        cells
        for cells, guess in zip(read.data.cells, read.guesses, strict=True)
        if guess.reason != "line_number"
    ]


def _accounts(customers: Customers, read: ReadLines, log: FindingLog) -> dict[str, pa.Table]:
    return {"accounts": accounts_table(customers, read, read.currencies, log)}


def _as_of(
    understood: Understood, days: LineDays, log: FindingLog, given: date | None
) -> tuple[date, str]:
    """What the caller says, else what is printed, else what the days overdue imply, else events."""
    if given is not None:
        return given, "given"
    printed = printed_date(understood.captions, understood.read.order.order)
    if printed is not None:
        return printed, "printed"
    if days.report_day is not None:
        return days.report_day, "days_overdue"
    kept = log.accepted
    latest, _ = latest_event([days.issued[kept], days.paid[kept]])
    if latest is None:
        raise BadInput(
            "Not one line has a date and an amount that can be read; the first reason is "
            f"{log.reasons[0].code}. Check the columns in mapping.toml."
        )
    return latest, "latest_event"


def _shape(read: ReadLines, amounts: LineAmounts, days: LineDays, kept: Flags) -> Shape:
    """A history tells what was settled; a list of open items tells only what is left."""
    if days.has_paid:
        return Shape.INVOICES
    if amounts.settled is not None and ((amounts.settled == amounts.units) & kept).any():
        return Shape.INVOICES
    return Shape.OPEN_ITEMS


def _rows(understood: Understood, log: FindingLog) -> RowTotals:
    accepted = int(log.accepted.sum())
    read = understood.read.count
    structural = sum(map(len, understood.lines.structural.values())) + understood.header.lines
    return RowTotals(read, accepted, read - accepted, structural)


def _money(
    read: ReadLines, units: Units, readable: Flags, accepted: Flags
) -> tuple[MoneyTotals, ...]:
    totals = []
    for at, code in enumerate(read.currencies.codes):
        own = (read.currencies.index == at) & ~read.currencies.unknown
        sums = [_exact_sum(units[own & readable & part]) for part in (accepted, ~accepted)]
        unreadable = int((own & ~readable).sum())
        totals.append(MoneyTotals(code, sum(sums), sums[0], sums[1], unreadable))
    return tuple(totals)


def _exact_sum(units: Units) -> int:
    """Exact also where a sum of int64 would overflow."""
    high, low = np.divmod(units, 2**32)
    return int(high.sum()) * 2**32 + int(low.sum())
