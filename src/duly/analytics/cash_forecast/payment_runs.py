"""Which customers pay once a month on a fixed day, and at which of these days each item?

A large customer that pays all it owes on the fifth makes one week of a month and leaves the others
empty. What is known of single invoices blurs that: here the day itself is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir
import numpy as np

from duly.analytics.behaviour.runs import day_of_month
from duly.analytics.cash_forecast.horizon import Whole
from duly.analytics.cash_forecast.items import CashItems
from duly.analytics.foresight.curves import Floats
from duly.analytics.foresight.moments import day_number, number_of_day
from duly.analytics.foresight.panel import rows_by
from duly.book.tables import Book

# A day of the month is a run when so much of a year's money came on it, in so many months.
_LOOKED_BACK_DAYS = 365
_FEWEST_MONTHS = 4
_LEAST_SHARE = 0.75
# Runs are counted from the first on or after the due day; what came earlier or later than these
# counts as the first or the last of them.
_EARLIEST, _LATEST = -2, 6
# So many runs are thought of before any was seen: paid at the first, at times at the second.
_PRIOR = {0: 0.6, 1: 0.3, 2: 0.1}
# An item that is open after nearly all of its account's runs is no item of these runs.
_LEAST_LEFT = 0.05
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The day of the month an account pays on (31: the last), the share of its money that came
    then, and P(paid at a run), from two runs before the first on or after the due day."""

    month_day: int
    share: float
    which: Floats


def payment_rhythms(book: Book, *, as_of: date) -> dict[str, Rhythm]:
    """By account, of those that pay once a month: as known at the end of `as_of`.

    A run that falls on a weekend is on the Monday after it.
    """
    money = book.engine.keep(_money(book, as_of))
    run_days = book.engine.fetch(_run_days(money)).to_pylist()
    days = {row["account_id"]: int(row["month_day"]) for row in run_days}
    if not days:
        return {}
    rows = book.engine.fetch(money.filter(money.account_id.isin(sorted(days))))
    accounts = np.asarray(rows["account_id"].to_numpy(zero_copy_only=False), dtype=object)
    received, due = (np.asarray(rows[name].to_numpy(), np.int64) for name in ("received", "due"))
    units = np.asarray(rows["units"].to_numpy(), np.float64)
    return {
        account: _rhythm(days[account], received[own], due[own], units[own])
        for account, own in rows_by(accounts)
    }


def on_runs(
    by_end: Floats, items: CashItems, rhythms: Mapping[str, Rhythm], *, as_of: date, ends: Whole
) -> Floats:
    """P(in by each end) of every item, those of accounts with a rhythm at their runs.

    What such an account pays besides its runs comes as `by_end` says.
    """
    found, today = by_end.copy(), number_of_day(as_of)
    for account, own in rows_by(items.account_ids) if rhythms else ():
        if account not in rhythms:
            continue
        rhythm = rhythms[account]
        due = today - items.past_due_days[own]
        before = runs_until(due - 1, rhythm.month_day) + 1
        chance = np.concatenate([[0.0], np.cumsum(rhythm.which)])
        passed = chance[_place(runs_until(np.array([today]), rhythm.month_day) - before)]
        ahead = runs_until(today + ends, rhythm.month_day)
        come = chance[_place(ahead[None, :] - before[:, None])]
        left = 1.0 - passed
        on_time = np.clip((come - passed[:, None]) / np.maximum(left, _LEAST_LEFT)[:, None], 0, 1)
        mixed = rhythm.share * on_time + (1.0 - rhythm.share) * by_end[own]
        found[own] = np.where(left[:, None] > _LEAST_LEFT, mixed, by_end[own])
    return found


def runs_until(days: Whole, month_day: int) -> Whole:
    """How many runs there were by the end of each day (counted from 1970), from any month on."""
    month = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    by_then = [_run_of(month - back, month_day) <= days for back in (0, 1)]
    return np.asarray(month - 2 + np.sum(by_then, axis=0))


def _run_of(month: Whole, month_day: int) -> Whole:
    """The day of the run of a month, counted from 1970; on a weekend, the Monday after it."""
    first = month.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    last = (month + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) - 1
    day = np.minimum(first + month_day - 1, last)
    weekday = (day + 3) % 7  # 1970 began on a Thursday
    return np.asarray(day + np.where(weekday >= _SATURDAY, 7 - weekday, 0))


def _rhythm(month_day: int, received: Whole, due: Whole, units: Floats) -> Rhythm:
    until = runs_until(received, month_day)
    is_run = until > runs_until(received - 1, month_day)
    number = (until - runs_until(due - 1, month_day) - 1)[is_run]
    place = np.clip(number, _EARLIEST, _LATEST) - _EARLIEST
    seen = np.bincount(place, units[is_run], minlength=_LATEST - _EARLIEST + 1)
    runs = len(np.unique(received[is_run]))
    which = seen / max(float(seen.sum()), 1.0) * runs
    for first, weight in _PRIOR.items():
        which[first - _EARLIEST] += weight
    share = float(units[is_run].sum() / max(float(units.sum()), 1.0))
    return Rhythm(month_day, share, which / which.sum())


def _place(number: Whole) -> Whole:
    """Where the chance of having been paid by a run of this number stands; first, of none."""
    return np.asarray(np.clip(number - _EARLIEST + 1, 0, _LATEST - _EARLIEST + 1))


def _money(book: Book, as_of: date) -> ir.Table:
    """Columns: account_id, received, due (days from 1970), received_on, units."""
    first = number_of_day(as_of) - _LOOKED_BACK_DAYS
    parts = book.allocations.filter(
        book.allocations.allocated_on <= as_of, book.allocations.payment_id.notnull()
    ).select("invoice_id", "payment_id", units="amount_units")
    paid = book.payments.filter(
        book.payments.received_on <= as_of, day_number(book.payments.received_on) > first
    ).select("payment_id", "received_on")
    invoices = book.invoices.select("invoice_id", "account_id", "due_on")
    joined = parts.join(paid, "payment_id").join(invoices, "invoice_id")
    by_day = joined.group_by("account_id", "received_on", "due_on").agg(units=joined.units.sum())
    return by_day.select(
        "account_id",
        "received_on",
        "units",
        received=day_number(by_day.received_on),
        due=day_number(by_day.due_on),
    )


def _run_days(money: ir.Table) -> ir.Table:
    """Columns: account_id, month_day. A Monday may stand for the weekend before it."""
    by_day = money.group_by("account_id", "received_on").agg(units=money.units.sum())
    total = by_day.group_by("account_id").agg(total=by_day.units.sum())
    meant = ibis.union(
        *[_meant(by_day, back) for back in range(3)],
        distinct=False,
    )
    voted = meant.group_by("account_id", "month_day").agg(
        units=meant.units.sum(), months=meant.month.nunique()
    )
    order = [voted.units.desc(), voted.month_day.asc()]
    place = ibis.row_number().over(group_by="account_id", order_by=order)
    first = voted.mutate(place=place).join(total, "account_id")
    return first.filter(
        first.place == 0,
        first.months >= _FEWEST_MONTHS,
        first.units >= first.total * _LEAST_SHARE,
    ).select("account_id", "month_day")


def _meant(by_day: ir.Table, back: int) -> ir.Table:
    """Payments as if meant for some days earlier: only a Monday may be."""
    day = (by_day.received_on - ibis.interval(days=back)).cast("date")
    meant = by_day.mutate(
        month_day=day_of_month(day),
        month=(day.year() * 12 + day.month()).cast("int64"),
        weekday=by_day.received_on.day_of_week.index(),
    )
    fitting = meant.filter(meant.weekday == 0) if back else meant
    return fitting.select("account_id", "month_day", "month", "units")
