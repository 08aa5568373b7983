"""How is a planned book made, block by block, so that its size does not matter to memory?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from duly.generator.accounts import account_rows
from duly.generator.cash import collect, open_units
from duly.generator.chance import Indices, Stream, apportion, stream
from duly.generator.columns import Rows, account_ids
from duly.generator.cover import cover_rows
from duly.generator.customers import Customers, draw_customers
from duly.generator.days import day_number
from duly.generator.files import BookFiles, Form, book_files
from duly.generator.ledger_rows import (
    Numbering,
    allocation_rows,
    dispute_rows,
    invoice_rows,
    payment_rows,
)
from duly.generator.orders import draw_open_orders, invoiced_order_rows, open_order_rows
from duly.generator.plan import BookPlan, Progress, silent
from duly.generator.promises import promise_rows
from duly.generator.rates import rate_rows
from duly.generator.reports import report_rows
from duly.generator.sales import Calendar, Sales, draw_sales, sales_calendar
from duly.generator.settlement import settle
from duly.generator.statements import statement_rows
from duly.generator.story import cast_story, character_ids

# Accounts are made in blocks of about this many invoices, each with its own random stream. The
# block is part of the recipe: changing it changes the books.
BLOCK_INVOICES = 150_000
BLOCK_ACCOUNTS = 20_000


@dataclass(frozen=True, slots=True)
class GeneratedTotals:
    """What was written: rows per table; billed and still open units per currency (credit notes
    deducted); the day of insolvency per account, up to `until`; the account of each character.
    """

    rows: Mapping[str, int]
    billed_units: Mapping[str, int]
    open_units: Mapping[str, int]
    open_invoices: int
    insolvencies: Mapping[str, date]
    characters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Workshop:
    """What every block needs to know."""

    plan: BookPlan
    customers: Customers
    counts: Indices
    calendar: Calendar


def generate(
    plan: BookPlan,
    folder: Path,
    *,
    form: Form = "parquet",
    overwrite: bool = False,
    progress: Progress = silent,
) -> GeneratedTotals:
    """Write the book of the plan as one file per table of BOOK.md.

    The same plan writes the same bytes. Raises BadInput when the folder is not empty and
    `overwrite` is False; nothing is left behind when the writing fails.
    """
    customers = draw_customers(plan)
    if plan.story:
        customers = cast_story(customers, plan)
    counts = apportion(plan.invoices, customers.volume)
    shop = _Workshop(plan, customers, counts, sales_calendar(plan))
    tally = _Tally(plan, len(customers))
    with book_files(folder, form, overwrite=overwrite) as files:
        for block, (first, last) in enumerate(_blocks(counts)):
            for rows in _block_rows(shop, tally, block, first, last):
                tally.write(files, rows)
            progress(tally.rows["invoices"], plan.invoices)
        for rows in (account_rows(plan, customers, counts, tally.exposure), *rate_rows(plan)):
            tally.write(files, rows)
    return tally.totals(customers)


class _Tally:
    """Counts while the blocks are written, and continues their numbers."""

    def __init__(self, plan: BookPlan, accounts: int) -> None:
        self.plan = plan
        self.rows: Counter[str] = Counter()
        self.exposure = np.zeros(accounts, dtype=np.int64)
        self.billed = np.zeros(len(plan.currencies), dtype=np.int64)
        self.open = np.zeros(len(plan.currencies), dtype=np.int64)
        self.open_invoices = 0

    def write(self, files: BookFiles, rows: Rows) -> None:
        files.append(rows)
        self.rows[rows.name] += rows.table.num_rows

    def numbering(self) -> Numbering:
        written = {name: self.rows[name] for name in ("payments", "disputes", "promises")}
        start = Numbering(self.plan, day_number(self.plan.until), self.rows["invoices"], **written)
        return replace(start, orders=self.rows["orders"])

    def totals(self, customers: Customers) -> GeneratedTotals:
        count = len(customers)
        failed = np.flatnonzero(customers.fails_on <= day_number(self.plan.until))
        days = (date(1970, 1, 1) + timedelta(days=int(day)) for day in customers.fails_on[failed])
        ids = account_ids(failed, count).to_pylist()
        names = character_ids(
            self.plan, lambda place: account_ids(np.array([place]), count)[0].as_py()
        )
        return GeneratedTotals(
            rows=dict(self.rows),
            billed_units=_by_code(self.plan, self.billed),
            open_units=_by_code(self.plan, self.open),
            open_invoices=self.open_invoices,
            insolvencies=dict(zip(ids, days, strict=True)),
            characters=names,
        )


def _block_rows(
    shop: _Workshop, tally: _Tally, block: int, first: int, last: int
) -> Iterator[Rows]:
    plan, customers, start = shop.plan, shop.customers, tally.numbering()

    def rng(subject: Stream) -> np.random.Generator:
        return stream(plan.seed, subject, block)

    counts = shop.counts[first:last]
    sales = draw_sales(plan, customers, counts, shop.calendar, first=first, rng=rng(Stream.SALES))
    settling = rng(Stream.SETTLEMENT)
    fate = settle(sales, customers, start.until, settling)
    cash = collect(sales, fate, start.until, settling)
    left = open_units(sales, fate, cash, start.until)
    _count(tally, customers, sales, left)
    yield invoice_rows(sales, fate, start)
    yield payment_rows(cash, start)
    yield allocation_rows(sales, fate, cash, start)
    yield dispute_rows(sales, fate, start)
    yield promise_rows(sales, fate, customers, start, rng(Stream.PROMISES))
    yield from _evidence(shop, start, np.arange(first, last), rng)
    ordering = rng(Stream.ORDERS)
    yield invoiced_order_rows(sales, start, ordering)
    a_day = counts / np.maximum(customers.ends - customers.starts, 30)[first:last]
    orders = draw_open_orders(customers, np.arange(first, last), a_day, start, ordering)
    np.add.at(tally.exposure, orders.account, orders.units)
    yield open_order_rows(orders, customers, start)


def _evidence(
    shop: _Workshop,
    start: Numbering,
    accounts: Indices,
    rng: Callable[[Stream], np.random.Generator],
) -> Iterator[Rows]:
    customers, since = shop.customers, day_number(shop.plan.since)
    yield statement_rows(customers, accounts, since, start, rng(Stream.STATEMENTS))
    yield report_rows(customers, accounts, since, start, rng(Stream.REPORTS))
    yield cover_rows(customers, accounts, start, rng(Stream.COVER))


def _count(tally: _Tally, customers: Customers, sales: Sales, left: Indices) -> None:
    np.add.at(tally.billed, sales.currency, sales.units)
    np.add.at(tally.open, sales.currency, left)
    own = sales.currency == customers.currency[sales.account]
    np.add.at(tally.exposure, sales.account[own], left[own])
    tally.open_invoices += int(np.count_nonzero(left))


def _blocks(counts: Indices) -> Iterator[tuple[int, int]]:
    """Ranges of accounts with about BLOCK_INVOICES rows, whole accounts only."""
    edges = np.cumsum(counts)
    first = 0
    while first < len(counts):
        done = int(edges[first - 1]) if first else 0
        fits = int(np.searchsorted(edges, done + BLOCK_INVOICES, side="right"))
        last = min(max(fits, first + 1), first + BLOCK_ACCOUNTS)
        yield first, last
        first = last


def _by_code(plan: BookPlan, units: Indices) -> dict[str, int]:
    return {code: int(sum_) for code, sum_ in zip(plan.currencies, units, strict=True)}
