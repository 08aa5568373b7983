"""Which invoices stand for a report that holds only ageing buckets per customer?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from duly.book.findings import BadInput
from duly.book.recognition.contents import terms_in
from duly.book.recognition.customers import Customers
from duly.book.recognition.day_columns import NO_DAY
from duly.book.recognition.finding_log import FindingLog
from duly.book.recognition.grid import Flags
from duly.book.recognition.ledger_tables import EPOCH
from duly.book.recognition.money_columns import MoneyColumn, Units
from duly.book.recognition.reading_lines import ReadLines


@dataclass(frozen=True)
class BucketLines:
    """The derived invoices, and for each line of the report its money and whether it is sound."""

    invoices: pa.Table
    units: Units
    readable: Flags


def bucket_lines(
    read: ReadLines, customers: Customers, log: FindingLog, *, as_of: date | None
) -> BucketLines:
    """One derived invoice for each bucket that is not zero, due in the middle of the bucket.

    What is not due yet is due on `as_of`; a bucket without an end is due on its first day. The day
    of issue is earlier by the customer's terms where the report gives them. Lines with an
    unreadable bucket are set aside whole. Raises `BadInput` without `as_of`.
    """
    if as_of is None:
        raise BadInput(
            "The report holds ageing buckets and no date at all: say with --as-of for which day "
            "it was made."
        )
    columns = {at: read.money_at(at) for at in read.buckets}
    for at, column in columns.items():
        _set_aside(column, read.guesses[at].source, read.data.cells[at], log)
    empty = np.logical_and.reduce([column.units == 0 for column in columns.values()])
    log.note(empty, "zero_amount")
    units = np.asarray(sum(column.units for column in columns.values()))
    readable = np.logical_and.reduce([c.readable | c.missing for c in columns.values()])
    _compare_with_balance(read, units, log)
    invoices = _invoices(read, columns, customers, log, as_of)
    return BucketLines(invoices, units, np.asarray(readable))


def _set_aside(column: MoneyColumn, source: str, cells: pa.Array, log: FindingLog) -> None:
    for code in ("unreadable_amount", "too_precise_amount"):
        log.set_aside(np.asarray(column.fault == code), code, column=source, cells=cells)


def _compare_with_balance(read: ReadLines, units: Units, log: FindingLog) -> None:
    balance = read.money("balance")
    differs = balance.readable & (balance.units != units)
    log.note(
        differs,
        "buckets_differ_from_balance",
        column=read.source("balance"),
        cells=read.cells("balance"),
    )


def _invoices(
    read: ReadLines,
    columns: dict[int, MoneyColumn],
    customers: Customers,
    log: FindingLog,
    as_of: date,
) -> pa.Table:
    terms = read.whole("terms_days", terms_in)
    every = pa.table(
        {
            "account_id": customers.ids,
            "currency": pa.array(read.currencies.codes).take(pa.array(read.currencies.index)),
            "terms": pa.array(np.where(terms == NO_DAY, 0, terms)),
            "line": pa.array(read.data.rows),
        }
    )
    labels = _labels(read)
    parts = []
    for at, column in columns.items():
        bucket = read.buckets[at]
        due = as_of.toordinal() - EPOCH - (0 if bucket.current else bucket.middle)
        parts.append(_of_bucket(every, column, labels[at], due, kept=log.accepted))
    table = pa.concat_tables(parts)
    log.say("derived_from_buckets", count=table.num_rows)
    return table


def _labels(read: ReadLines) -> dict[int, str]:
    """The names of the buckets; columns that mean the same bucket are numbered."""
    names = {at: bucket.name.removeprefix("bucket:") for at, bucket in read.buckets.items()}
    often = Counter(names.values())
    return {at: name if often[name] == 1 else f"{name}.{at + 1}" for at, name in names.items()}


def _of_bucket(
    every: pa.Table, column: MoneyColumn, label: str, due: int, *, kept: Flags
) -> pa.Table:
    rows = np.flatnonzero(kept & (column.units != 0))
    lines = every.take(pa.array(rows))
    units = column.units[rows]
    days = pa.array(np.full(len(rows), due, dtype=np.int64))
    return pa.table(
        {
            "invoice_id": pc.binary_join_element_wise(
                lines["account_id"].cast(pa.string()), label, lines["line"].cast(pa.string()), "-"
            ),
            "account_id": lines["account_id"].cast(pa.string()),
            "kind": pc.if_else(pa.array(units < 0), "credit_note", "invoice"),
            "currency": lines["currency"],
            "amount_units": pa.array(units),
            "issued_on": _dates(pc.subtract(days, lines["terms"])),
            "due_on": _dates(days),
        }
    )


def _dates(days: pa.Array) -> pa.Array:
    return days.cast(pa.int32()).cast(pa.date32())
