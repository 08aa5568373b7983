"""How does each account pay, over the last 90, 180 and 365 days and over all that is known?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import ibis.expr.types as ir

from duly.analytics.behaviour.cells import cells
from duly.analytics.behaviour.currency import main_currencies
from duly.analytics.behaviour.measures import MEASURES, added_up, measures
from duly.analytics.behaviour.windows import (
    WINDOWS,
    Window,
    in_every_window,
    in_its_windows,
    with_band,
)
from duly.analytics.settlements import paid_invoices, payment_parts
from duly.book.tables import Book


def behaviour(
    paid: ir.Table, parts: ir.Table, *, as_of: date, windows: Sequence[Window] = WINDOWS
) -> ir.Table:
    """One row an account and window, for every account that paid anything by `as_of`.

    `paid` and `parts` are the tables of `paid_invoices` and `payment_parts` for the same day. An
    invoice or part belongs to the windows that hold its paid_on; the last N days are
    (as_of - N, as_of].

    Columns: account_id, window (`"90"`, `"180"`, `"365"`, `"all"`), currency (the account's
    main currency: most paid invoices in the widest window, ties by the alphabet),
    other_currency_count (paid invoices of the widest window in other currencies);
    of invoices paid in full: paid_count, late_count, late_share, mean_days_late (early counts
    as 0), mean_signed_days_late, median_days_late, std_days_late (of the sample), max_days_late
    (these three signed: early is negative), mean_terms_days; the same count, late count, late
    share and mean_days_late for clean_… (never disputed) and disputed_… invoices;
    of those in the main currency: paid_units, late_units, late_amount_share;
    of payment parts in the main currency, weighted by amount: weighted_days_late (days beyond
    terms, early as 0), weighted_signed_days_late, weighted_days_to_pay (from issue);
    first_paid_on, last_paid_on (of any part in the window).
    Shares are 0 to 1, days float64; a figure without evidence is null, a count 0.
    Source: handbook 01 section 1 (wadtp, dbt).
    """
    counted = cells(paid, parts, as_of=as_of, windows=windows)
    mains = main_currencies(counted, count="paid_count")
    medians = median_days_late(paid, "account_id", as_of=as_of, windows=windows)
    joined = in_every_window(mains, windows=windows)
    for some in (_sums(counted, mains, windows=windows), medians):
        joined = joined.left_join(some, ["account_id", "window"])
        joined = joined.drop("account_id_right", "window_right")
    figures = {**measures(joined), "median_days_late": joined.median_days_late}
    return joined.select(
        "account_id",
        "window",
        "other_currency_count",
        currency=joined.main_currency,
        **{name: figures[name] for name in MEASURES},
    )


def behaviour_of(book: Book, *, as_of: date, windows: Sequence[Window] = WINDOWS) -> ir.Table:
    """`behaviour` straight from a book; for one question, not for many on the same day."""
    paid = paid_invoices(book, as_of=as_of)
    return behaviour(paid, payment_parts(book, as_of=as_of), as_of=as_of, windows=windows)


def median_days_late(
    paid: ir.Table, key: str, *, as_of: date, windows: Sequence[Window]
) -> ir.Table:
    """Columns: `key`, window, median_days_late (mean of the middle two for an even number)."""
    banded = with_band(paid, as_of=as_of, windows=windows).select(key, "band", "days_late")
    fanned = in_its_windows(banded, windows=windows)
    return fanned.group_by(key, "window").agg(median_days_late=fanned.days_late.median())


def _sums(counted: ir.Table, mains: ir.Table, *, windows: Sequence[Window]) -> ir.Table:
    joined = counted.join(mains.select("account_id", "main_currency"), "account_id")
    joined = joined.mutate(is_main=joined.currency == joined.main_currency)
    return added_up(in_its_windows(joined, windows=windows), "account_id", "window")
