"""What is known of an invoice that may tell when it is paid?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.foresight.figures import are_asked
from duly.analytics.foresight.history import history
from duly.analytics.foresight.moments import Moments, day_number
from duly.analytics.foresight.on_account import on_account
from duly.analytics.foresight.payment_lines import MOMENT
from duly.analytics.foresight.position import position, siblings
from duly.book.engines import Engine
from duly.book.tables import Book
from duly.kernel.calendars import next_business_day, previous_business_day

CATEGORIES = ("kind", "currency", "entity", "segment", "country", "sector")
_WEEK = 7
_MONTH = 31
_CLOSED_DAYS = ("days_to_business_day", "days_since_business_day")
# What is worked out of more than one family of figures needs the one that may be left out.
_DERIVED_FROM = {"same_issue_size_above_usual": "same_issue_size"}


def features(
    book: Book,
    outcomes: ir.Table,
    moments: Moments,
    *,
    as_of: date,
    figures: Collection[str] | None = None,
) -> ir.Table:
    """One row a moment: everything a forecast may look at, known before the day of scoring.

    `outcomes` are those known at the end of `as_of`; what they tell of days from the day of
    scoring on is not used. Columns: invoice_id, account_id, issued_on, due_on, scored_on, then
    the categories (text) and the figures (numbers, null where not known). Where `figures` are
    named, what takes time and has none of these is left out.
    """
    asked = None if figures is None else _needed(figures)
    joined = moments.rows
    families = (
        (siblings(outcomes), ("account_id", "issued_on", "due_on")),
        (history(outcomes, moments, as_of=as_of, figures=asked), MOMENT),
        (position(outcomes, moments), MOMENT),
        (on_account(book, moments, as_of=as_of), MOMENT),
    )
    for some, keys in families:
        if are_asked(some.columns, asked):
            joined = joined.left_join(some, list(keys)).drop(*[f"{key}_right" for key in keys])
    if are_asked(_CLOSED_DAYS, asked):
        joined = _with_closed_days(joined, moments.rows, book.engine)
    return _derived(joined)


def _needed(figures: Collection[str]) -> set[str]:
    """With what these are worked out of; the customer's past is looked at in any case."""
    return {"count", *figures, *(_DERIVED_FROM[name] for name in figures if name in _DERIVED_FROM)}


def _with_closed_days(joined: ir.Table, rows: ir.Table, engine: Engine) -> ir.Table:
    """Add days_to_business_day and days_since_business_day of the due date, in its country."""
    pairs = engine.fetch(rows.select("due_on", "country").distinct()).to_pylist()
    days = [
        {
            "due_on": pair["due_on"],
            "place": pair["country"] or "",
            "days_to_business_day": (
                next_business_day(pair["due_on"], pair["country"]) - pair["due_on"]
            ).days,
            "days_since_business_day": (
                pair["due_on"] - previous_business_day(pair["due_on"], pair["country"])
            ).days,
        }
        for pair in pairs
    ]
    import pyarrow as pa

    types = [("due_on", pa.date32()), ("place", pa.string())]
    counts = [(name, pa.int64()) for name in _CLOSED_DAYS]
    held = engine.table(pa.Table.from_pylist(days, schema=pa.schema([*types, *counts])))
    placed = joined.mutate(place=joined.country.fill_null(""))
    return placed.left_join(held, ["due_on", "place"]).drop("place", "place_right", "due_on_right")


def _derived(joined: ir.Table) -> ir.Table:
    due, issued = joined.due_on, joined.issued_on
    size = joined.amount_units.cast("float64").ln()
    weekday = due.day_of_week.index().cast("int64")
    more = {
        "terms_days": day_number(due) - day_number(issued),
        "due_weekday": weekday,
        "issue_weekday": issued.day_of_week.index().cast("int64"),
        "due_month_day": due.day(),
        "issue_month_day": issued.day(),
        "days_to_month_end": _days_to_month_end(due),
        "size": size,
        "size_above_usual": size - joined.usual_size,
        "size_score": (size - joined.usual_size) / _above_zero(joined.spread_of_size),
        "due_after_last_paid_days": day_number(due) - joined.last_due_paid_day,
        "days_to_usual_month_day": (joined.usual_month_day - due.day() + _MONTH) % _MONTH,
        **_runs(joined, weekday),
    }
    if "same_issue_size" in joined.columns:
        more["same_issue_size_above_usual"] = joined.same_issue_size - joined.usual_size
    return joined.mutate(**more).drop(
        "last_due_paid_day",
        "amount_units",
        *[f"paid_weekday_{day}" for day in range(_WEEK)],
        *("ended", "closed_on", "paid_on", "days_late", "part_count", "was_disputed"),
    )


def _runs(joined: ir.Table, weekday: ir.IntegerValue) -> dict[str, ir.Value]:
    """How often the account pays so many days after the due weekday, and its commonest one."""
    shares = [joined[f"paid_weekday_{day}"] for day in range(_WEEK)]
    best = ibis.greatest(*shares)
    top = ibis.cases(*[(share == best, day) for day, share in enumerate(shares)])
    after = {
        f"paid_share_{gap}_days_after": ibis.cases(
            *[(weekday == day, shares[(day + gap) % _WEEK]) for day in range(_WEEK)]
        )
        for gap in range(_WEEK)
    }
    return {**after, "run_weekday_share": best, "days_to_run": (top - weekday + _WEEK) % _WEEK}


def _days_to_month_end(day: ir.DateValue) -> ir.IntegerValue:
    next_month = (day.truncate("M") + ibis.interval(months=1)).cast("date")
    return day_number(next_month) - day_number(day) - 1


def _above_zero(value: ir.FloatingValue) -> ir.FloatingValue:
    return ibis.ifelse(value > 0, value, ibis.null("float64"))
