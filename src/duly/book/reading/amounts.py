"""What `duly.kernel.amounts.parse_units` says of one amount, said of a whole column."""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from duly.kernel.amounts import MAX_INTEGER_DIGITS, MAX_UNITS
from duly.kernel.currencies import EXPONENTS

_AMOUNT = r"^-?[0-9]+(\.[0-9]+)?\z"

FAULTS = ("unreadable_amount", "too_precise_amount", "too_large_amount")


def is_currency(code: ir.StringValue) -> ir.BooleanValue:
    """Whether the text is a currency code the kernel knows."""
    return code.isin(sorted(EXPONENTS))


def with_units(table: ir.Table, fields: Mapping[str, str]) -> ir.Table:
    """Add the amounts in smallest units of `table.currency`: a field for each column of text.

    `currency` is a known code or null. Null where it is not a readable amount, or has no currency.
    Done in steps of a column each, because within one expression DuckDB evaluates every branch for
    every row: twenty times slower. The steps leave columns that begin with `clean_`.
    """
    table = table.mutate(clean_decimals=_decimals(table.currency))
    for text in fields:
        table = table.mutate(**{f"clean_{text}": _written(table[text], table.clean_decimals)})
    units = {
        field: _units(table[f"clean_{text}"], table.clean_decimals)
        for text, field in fields.items()
    }
    return table.mutate(**units)


def fault_of(
    text: ir.StringValue, currency: ir.StringValue, units: ir.IntegerValue
) -> ir.StringValue:
    """Why `with_units` gave no units, as one of `FAULTS`.

    Null for a readable amount, and where the currency is unknown.
    """
    whole = ibis.ifelse(text.find(".") < 0, text, text.left(text.find(".")))
    too_long = whole.re_replace("^-?0*", "").length() > MAX_INTEGER_DIGITS
    known = currency.notnull() & text.notnull()
    return ibis.cases(
        (~known, ibis.null("string")),
        (~text.re_search(_AMOUNT), "unreadable_amount"),
        (too_long, "too_large_amount"),
        (_written(text, _decimals(currency)).isnull(), "too_precise_amount"),
        (units.isnull(), "too_large_amount"),
    )


def _written(text: ir.StringValue, decimals: ir.IntegerValue) -> ir.StringValue:
    """The text if it is canonical, with no more decimals than there are."""
    is_written = ibis.cases(
        (decimals == 0, text.re_search(r"^-?[0-9]+\z")),
        (decimals == 2, text.re_search(r"^-?[0-9]+(\.[0-9]{1,2})?\z")),
        (decimals == 3, text.re_search(r"^-?[0-9]+(\.[0-9]{1,3})?\z")),
        (decimals == 4, text.re_search(r"^-?[0-9]+(\.[0-9]{1,4})?\z")),
    )
    return ibis.ifelse(is_written, text, ibis.null("string"))


def _units(written: ir.StringValue, decimals: ir.IntegerValue) -> ir.IntegerValue:
    return ibis.cases(
        (decimals == 0, _narrow_units(written, 0)),
        (decimals == 2, _narrow_units(written, 2)),
        (decimals == 3, _narrow_units(written, 3)),
        (decimals == 4, _wide_units(written)),
    )


def _narrow_units(text: ir.StringValue, decimals: int) -> ir.IntegerValue:
    """By way of a decimal, which writes all its places: "1.5" of 2 is "1.50", and so 150.

    At most eighteen digits, which DuckDB holds in an int64; wider decimals read far slower.
    """
    amount = text.try_cast(f"decimal({MAX_INTEGER_DIGITS + decimals}, {decimals})")
    return amount.cast("string").replace(".", "").try_cast("int64")


def _wide_units(text: ir.StringValue) -> ir.IntegerValue:
    """With four decimals the units of fifteen digits do not fit: what does not is null."""
    point = text.find(".")
    decimals = ibis.ifelse(point < 0, 0, text.length() - point - 1)
    units = (text.replace(".", "") + ibis.literal("0000").left(4 - decimals)).try_cast("int64")
    # Not abs(): the smallest int64 has none.
    return ibis.ifelse(units.between(-MAX_UNITS, MAX_UNITS), units, ibis.null("int64"))


def _decimals(currency: ir.StringValue) -> ir.IntegerValue:
    """Decimals of a known currency, null without one. Most have two, and come last."""
    unusual = [
        (currency.isin(sorted(code for code, of in EXPONENTS.items() if of == places)), places)
        for places in (0, 3, 4)
    ]
    return ibis.cases(*unusual, (currency.notnull(), 2))
