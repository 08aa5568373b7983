"""What was known of each account on a day that may foretell severe delinquency?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import reduce

import ibis
import ibis.expr.types as ir

from duly.analytics.behaviour.accounts import behaviour
from duly.analytics.behaviour.currency import main_currencies
from duly.analytics.behaviour.first_payment import first_payment
from duly.analytics.behaviour.index import payment_index
from duly.analytics.behaviour.trend import trend
from duly.analytics.failure.binning import Direction
from duly.analytics.late_risk.delinquency import delinquency
from duly.analytics.late_risk.outside import bureau_opinion, statement_strength
from duly.analytics.open_items import balances, days_between, with_disputed
from duly.analytics.settlements import paid_invoices, payment_parts
from duly.book.asof import known
from duly.book.tables import Book

YEAR_DAYS = 365
QUARTER_DAYS = 90

# Of safety as the figure rises; those not named take the direction the data show.
DIRECTIONS: dict[str, Direction] = {
    "payment_index": 1,
    "bureau_standing": 1,
    "z_double_prime": 1,
    "equity_ratio": 1,
    **dict.fromkeys(
        (
            "late_share",
            "late_amount_share",
            "weighted_days_late",
            "recent_weighted_days_late",
            "max_days_late",
            "change_days_late",
            "overdue_share",
            "overdue_30_share",
            "overdue_60_share",
            "overdue_90_share",
            "oldest_days_past_due",
            "severe_share_before",
            "first_late_count",
            "dispute_share",
            "written_off_count",
            "adverse_events",
        ),
        -1,
    ),
}
CHARACTERISTICS = (
    *DIRECTIONS,
    "mean_signed_days_late",
    "std_days_late",
    "paid_count",
    "change_std_days_late",
    "open_to_year",
    "exposure_share",
    "disputed_share",
    "recent_purchases_share",
    "days_since_paid",
    "days_since_invoice",
    "known_days",
    "mean_terms_days",
)


def observation(book: Book, *, as_of: date) -> ir.Table:
    """One row an account that owes anything or bought in the last year: its characteristics.

    | columns (float64, null where not known) | meaning |
    |---|---|
    | late_share, …, mean_terms_days | as `behaviour` of the last 365 days; recent_… of 90 |
    | change_… | the last 90 days less the time before, as `trend` says |
    | payment_index, first_late_count | as `payment_index` and `first_payment` |
    | overdue_…_share | of the open items, more than 0, 30, 60, 90 days past due |
    | oldest_days_past_due | of an open item; 0 where none is past due |
    | open_to_year | open items over what was invoiced in the last 365 days |
    | exposure_share | of all open items of the book in that currency |
    | disputed_share, dispute_share | open money in dispute; disputes of the year over invoices |
    | severe_share_before | `delinquency` of the 365 days up to `as_of` |
    | written_off_count | items ever written off |
    | recent_purchases_share | of what was invoiced in 365 days, in the last 90 |
    | bureau_standing, adverse_events | as `bureau_opinion`, where the source has reports |
    | z_double_prime, equity_ratio | as `statement_strength`, where it has statements |
    | days_since_paid, days_since_invoice, known_days | since the last, last and first |

    Before these, currency and open_units (int64, smallest units): the account's main currency, in
    which alone money is added, and what it owes in it. Nothing after `as_of` is looked at.
    """
    then = known(book, as_of=as_of)
    keep = book.engine.keep
    items = keep(with_disputed(balances(then, as_of=as_of), then, as_of=as_of))
    paid, parts = keep(paid_invoices(then, as_of=as_of)), keep(payment_parts(then, as_of=as_of))
    ledger = _ledger(items, as_of=as_of)
    tables = [
        _paying(paid, parts, as_of=as_of),
        _changing(paid, parts, as_of=as_of),
        _first(items, paid),
        payment_index(parts, items, as_of=as_of).select("account_id", "payment_index"),
        _severe_before(then, as_of=as_of),
        _contested(items, then, as_of=as_of),
    ]
    joined = reduce(_beside, [*tables, *_said_by_others(then, as_of=as_of)], ledger)
    figures = {name: _number(joined, name) for name in CHARACTERISTICS}
    return joined.select("account_id", "currency", "open_units", **figures)


def _said_by_others(then: Book, *, as_of: date) -> Iterator[ir.Table]:
    """What only some sources have; to ask for what is not there would cost a third of the query."""
    if "reports" in then.present:
        yield bureau_opinion(then, as_of=as_of)
    if "statements" in then.present:
        yield statement_strength(then, as_of=as_of)


def _number(joined: ir.Table, name: str) -> ir.FloatingValue:
    if name not in joined.columns:
        return ibis.null("float64")
    return joined[name].cast("float64")


def _beside(table: ir.Table, part: ir.Table) -> ir.Table:
    return table.left_join(part, "account_id").drop("account_id_right")


def _ledger(items: ir.Table, *, as_of: date) -> ir.Table:
    """What is open and how old, what was bought, by account in its main currency."""
    marked = _marked(items, as_of=as_of)
    summed = _summed(marked)
    mains = main_currencies(summed, count="item_count").select(
        "account_id", currency="main_currency"
    )
    kept = summed.join(mains, ["account_id", "currency"])
    whole = kept.open_units.sum().over(ibis.window(group_by="currency"))
    alive = kept.mutate(whole_units=whole).filter((kept.open_units > 0) | (kept.year_units > 0))
    days = {name: alive[name] for name in ("oldest_days_past_due",)}
    return alive.select(
        "account_id",
        "currency",
        "written_off_count",
        open_units=alive.open_units.cast("int64"),
        **days,
        **{
            f"overdue{name}_share": _share(alive[f"overdue{name}_units"], alive.open_units)
            for name in ("", "_30", "_60", "_90")
        },
        disputed_share=_share(alive.disputed_units, alive.open_units),
        open_to_year=_share(alive.open_units, alive.year_units),
        exposure_share=_share(alive.open_units, alive.whole_units),
        recent_purchases_share=_share(alive.quarter_units, alive.year_units),
        days_since_invoice=days_between(alive.last_issued_on, as_of),
        known_days=days_between(alive.first_issued_on, as_of),
    )


def _marked(items: ir.Table, *, as_of: date) -> ir.Table:
    bought = items.filter(items.kind != "credit_note", items.amount_units > 0)
    owed = ibis.greatest(bought.open_units, 0)
    age = days_between(bought.issued_on, as_of)
    return bought.mutate(
        owed_units=owed,
        year_units=ibis.ifelse(age < YEAR_DAYS, bought.amount_units, 0),
        quarter_units=ibis.ifelse(age < QUARTER_DAYS, bought.amount_units, 0),
        **{
            f"past{days}_units": ibis.ifelse(bought.days_past_due > days, owed, 0)
            for days in (0, 30, 60, 90)
        },
    )


def _summed(marked: ir.Table) -> ir.Table:
    late = ibis.ifelse(marked.owed_units > 0, ibis.greatest(marked.days_past_due, 0), 0)
    return marked.group_by("account_id", "currency").agg(
        item_count=marked.count(),
        open_units=marked.owed_units.sum(),
        disputed_units=ibis.greatest(marked.disputed_units, 0).sum(),
        year_units=marked.year_units.sum(),
        quarter_units=marked.quarter_units.sum(),
        overdue_units=marked.past0_units.sum(),
        overdue_30_units=marked.past30_units.sum(),
        overdue_60_units=marked.past60_units.sum(),
        overdue_90_units=marked.past90_units.sum(),
        oldest_days_past_due=late.max(),
        written_off_count=(marked.written_off_units > 0).sum(),
        last_issued_on=marked.issued_on.max(),
        first_issued_on=marked.issued_on.min(),
    )


def _share(part: ir.IntegerValue, whole: ir.IntegerValue) -> ir.FloatingValue:
    return part.cast("float64") / whole.nullif(0).cast("float64")


def _paying(paid: ir.Table, parts: ir.Table, *, as_of: date) -> ir.Table:
    windows = (QUARTER_DAYS, YEAR_DAYS)
    table = behaviour(paid, parts, as_of=as_of, windows=windows)
    year, quarter = table.window == str(YEAR_DAYS), table.window == str(QUARTER_DAYS)
    names = (
        "late_share",
        "late_amount_share",
        "weighted_days_late",
        "max_days_late",
        "mean_signed_days_late",
        "std_days_late",
        "paid_count",
        "mean_terms_days",
    )
    last = table.last_paid_on.max()
    return table.group_by("account_id").agg(
        **{name: table[name].max(where=year) for name in names},
        recent_weighted_days_late=table.weighted_days_late.max(where=quarter),
        days_since_paid=days_between(last, as_of),
    )


def _changing(paid: ir.Table, parts: ir.Table, *, as_of: date) -> ir.Table:
    table = trend(paid, parts, as_of=as_of)
    return table.select(
        "account_id",
        change_days_late="change_weighted_days_late",
        change_std_days_late="change_std_days_late",
    )


def _first(items: ir.Table, paid: ir.Table) -> ir.Table:
    return first_payment(items, paid).select("account_id", "first_late_count")


def _severe_before(then: Book, *, as_of: date) -> ir.Table:
    before = delinquency(then, after=as_of - timedelta(days=YEAR_DAYS), until=as_of)
    return before.select("account_id", severe_share_before="severe_share")


def _contested(items: ir.Table, then: Book, *, as_of: date) -> ir.Table:
    """Disputes opened in the last year over invoices of the last year."""
    fresh = then.disputes.filter(days_between(then.disputes.opened_on, as_of) < YEAR_DAYS)
    opened = fresh.group_by("invoice_id").agg(dispute_count=fresh.count())
    year = items.filter(days_between(items.issued_on, as_of) < YEAR_DAYS)
    joined = year.left_join(opened, "invoice_id")
    return joined.group_by("account_id").agg(
        dispute_share=joined.dispute_count.notnull().mean(),
    )
