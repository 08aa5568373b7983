"""What date, whole number or number does a cell of text say? Null where it says none."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Days outside are typing errors or the zero dates of some system, not facts of a receivable."""


def day_of(text: ir.StringValue) -> ir.DateValue:
    """An ISO 8601 calendar date, exactly `YYYY-MM-DD`."""
    written = text.re_search(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z")
    return ibis.ifelse(written, text, ibis.null("string")).try_cast("date")


def is_impossible(day: ir.DateValue) -> ir.BooleanValue:
    """Whether the day lies outside the years a book can be about."""
    return ~day.year().between(FIRST_YEAR, LAST_YEAR)


def integer_of(text: ir.StringValue) -> ir.IntegerValue:
    """A whole number of at most nine digits (days, months, counts)."""
    return ibis.ifelse(text.re_search(r"^-?[0-9]{1,9}\z"), text, ibis.null("string")).try_cast(
        "int64"
    )


def number_of(text: ir.StringValue) -> ir.FloatingValue:
    """A finite number, with a point as decimal mark and perhaps an exponent."""
    written = text.re_search(r"^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?\z")
    number = ibis.ifelse(written, text, ibis.null("string")).try_cast("float64")
    return ibis.ifelse(number.isinf(), ibis.null("float64"), number)
