"""What became of each invoice: disputed, credited, paid in full, in part, short, or lost?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duly.generator.chance import Flags, Indices, pick
from duly.generator.customers import Customers
from duly.generator.days import NEVER, RUN_CYCLE_DAYS, Days, next_run
from duly.generator.distress import PAYMENT_DAYS, distress
from duly.generator.sales import CREDIT_NOTE, INVOICE, Sales
from duly.generator.temper import wanted_lateness

FORGOTTEN_RATE = 0.03
NOTE_ALLOCATED_RATE = 0.88
NOTE_PARTLY_RATE = 0.1
SHORT_WRITTEN_OFF_RATE = 0.55
DISTRESS_DAYS = 50
DISPUTE_REASONS = (
    "price", "quantity", "quality", "late delivery", "missing order number", "not received",
    "duplicate invoice", "returned goods",
)  # fmt: skip
DISPUTE_OUTCOMES = ("credited", "rejected", "withdrawn")
CREDITED = 0


@dataclass(frozen=True, slots=True)
class Disputes:
    """Disputes by row of the sales. `closed` may lie after `until`: then it is still open.
    `reason` and `outcome` point into DISPUTE_REASONS and DISPUTE_OUTCOMES."""

    row: Indices
    units: Indices
    opened: Days
    closed: Days
    reason: Indices
    outcome: Indices


@dataclass(frozen=True, slots=True)
class Settlement:
    """Per row of the sales: `credited` units on `credited_on` by the row `credit_note`
    (-1: none); `first_units` wanted to be paid on `first_on`, `second_units` on `second_on`
    (0: none); `written_off_on` (NEVER). Days may lie after `until`: then they did not happen
    yet. `stops_on` is the last day on which the customer pays."""

    credited: Indices
    credited_on: Days
    credit_note: Indices
    first_units: Indices
    first_on: Days
    second_units: Indices
    second_on: Days
    written_off_on: Days
    stops_on: Days
    disputes: Disputes


def settle(sales: Sales, customers: Customers, until: int, rng: np.random.Generator) -> Settlement:
    """The fate of every row; nothing is cut at `until` yet but notes and disputes."""
    credited, credited_on, credit_note = _credits(sales, until, rng)
    disputes = _disputes(sales, customers, until, rng)
    wanted = _wanted_on(sales, customers, rng)
    wanted = np.maximum(wanted, np.where(credit_note >= 0, credited_on + 1, 0))
    np.maximum.at(wanted, disputes.row, disputes.closed + rng.integers(2, 12, len(disputes.row)))
    rest = np.where(sales.kind == CREDIT_NOTE, 0, sales.units - credited)
    first_on = _run(customers, sales.account, wanted)
    first_units, second_units, short = _parts(rest, sales, customers, rng)
    second_on = _run(customers, sales.account, first_on + rng.integers(20, 60, len(sales)))
    stops_on = customers.stops_on[sales.account]
    last_on = np.where(second_units > 0, second_on, first_on)
    lost = (rest > 0) & (last_on > stops_on)
    return Settlement(
        credited=credited,
        credited_on=credited_on,
        credit_note=credit_note,
        first_units=first_units,
        first_on=first_on,
        second_units=second_units,
        second_on=second_on,
        written_off_on=_written_off(
            sales, customers, rng, first_on=first_on, lost=lost, short=short
        ),
        stops_on=stops_on,
        disputes=disputes,
    )


def _credits(sales: Sales, until: int, rng: np.random.Generator) -> tuple[Indices, Days, Indices]:
    """Most credit notes are set against the invoice they correct, some only in part."""
    notes = np.flatnonzero(sales.noted >= 0)
    count = len(notes)
    allocated_on = sales.issued[notes] + rng.integers(0, 6, count)
    used = (rng.random(count) < NOTE_ALLOCATED_RATE) & (allocated_on <= until)
    part = np.where(rng.random(count) < NOTE_PARTLY_RATE, rng.uniform(0.3, 0.9, count), 1.0)
    units = np.maximum(1, np.floor(-sales.units[notes] * part)).astype(np.int64)
    credited, note = np.zeros(len(sales), np.int64), np.full(len(sales), -1, np.int64)
    day = np.full(len(sales), NEVER, np.int64)
    target = sales.noted[notes][used]
    credited[target], day[target], note[target] = units[used], allocated_on[used], notes[used]
    return credited, day, note


def _disputes(sales: Sales, customers: Customers, until: int, rng: np.random.Generator) -> Disputes:
    """Disputes come before the payment; some of those on credited invoices end with the note."""
    count = len(sales)
    note_on = np.full(count, NEVER, np.int64)
    notes = np.flatnonzero(sales.noted >= 0)
    note_on[sales.noted[notes]] = sales.issued[notes]
    drawn = rng.random(count) < customers.temper.dispute_rate[sales.account]
    corrected = (note_on < NEVER) & (rng.random(count) < 0.4)
    length = np.exp(rng.normal(3.2, 0.7, count)).astype(np.int64) + 2
    room = np.maximum(sales.due - sales.issued, 5)
    opened = sales.issued + 1 + (rng.random(count) * (room + 8)).astype(np.int64)
    opened = np.where(corrected, np.minimum(opened, note_on), opened)
    closed = np.where(corrected, note_on, opened + length)
    whole = rng.random(count) < 0.5
    share = np.where(whole, 1.0, rng.uniform(0.05, 0.9, count))
    row = np.flatnonzero((drawn | corrected) & (sales.kind == INVOICE) & (opened <= until))
    units = np.maximum(1, np.floor(sales.units * share)).astype(np.int64)
    return Disputes(
        row=row,
        units=units[row],
        opened=opened[row],
        closed=closed[row],
        reason=rng.integers(0, len(DISPUTE_REASONS), len(row)),
        outcome=np.where(corrected[row], CREDITED, pick(rng, (0, 0.75, 0.25), len(row))),
    )


def _wanted_on(sales: Sales, customers: Customers, rng: np.random.Generator) -> Days:
    """The day on which the customer would pay if it paid every day."""
    account, count = sales.account, len(sales)
    late = wanted_lateness(customers.temper, account, sales.due)
    nearness = distress(customers.fails_on[account], sales.due, PAYMENT_DAYS)
    late = late + DISTRESS_DAYS * nearness**2
    late += rng.normal(0, 1, count) * customers.temper.late_spread[account]
    forgotten = rng.random(count) < FORGOTTEN_RATE
    late += np.where(forgotten, rng.exponential(55, count), 0)
    # Who pays on a fixed run takes the run nearest to the wished day, not only those after it.
    half_cycle = np.asarray(RUN_CYCLE_DAYS)[customers.temper.run_kind[account]] // 2
    wanted = sales.due + np.rint(late).astype(np.int64) - half_cycle
    return np.maximum(wanted, sales.issued + 1)


def _run(customers: Customers, account: Indices, wanted: Days) -> Days:
    temper = customers.temper
    return next_run(wanted, temper.run_kind[account], temper.run_day[account])


def _parts(
    rest: Indices, sales: Sales, customers: Customers, rng: np.random.Generator
) -> tuple[Indices, Indices, Flags]:
    """First and second payment of what is left after credit; `short`: a little is never paid."""
    count = len(sales)
    divisible = rest >= 10
    in_parts = divisible & (rng.random(count) < customers.temper.partial_rate[sales.account])
    short = divisible & ~in_parts & (
        rng.random(count) < customers.temper.short_rate[sales.account]
    )  # fmt: skip
    first_share = np.select(
        [in_parts, short], [rng.uniform(0.3, 0.7, count), rng.uniform(0.93, 0.995, count)], 1.0
    )
    first = np.where(in_parts | short, np.floor(rest * first_share).astype(np.int64), rest)
    return first, np.where(in_parts, rest - first, 0), short


def _written_off(
    sales: Sales,
    customers: Customers,
    rng: np.random.Generator,
    *,
    first_on: Days,
    lost: Flags,
    short: Flags,
) -> Days:
    """Small remainders are given up after months; what an insolvent customer owes, later."""
    count = len(sales)
    fails_on = customers.fails_on[sales.account]
    after_failure = np.maximum(fails_on, sales.due) + rng.integers(100, 240, count)
    gives_up = short & (rng.random(count) < SHORT_WRITTEN_OFF_RATE)
    remainder_on = first_on + rng.integers(40, 400, count)
    return np.select([lost, gives_up], [after_failure, remainder_on], NEVER)
