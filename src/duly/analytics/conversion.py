"""What is an amount worth in another currency, at which rate, of which day, from which source?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.book.tables import Book
from duly.kernel.currencies import EXPONENTS

# How a rate was found, the plainest first.
DIRECT, INVERSE, CROSSED = "direct", "inverse", "crossed"
NO_RATE = "no_rate"

_PRICE = ("_base", "_quote", "_rate", "_on", "_source", "_factor", "_is_same")


def rate_table(book: Book, *, as_of: date) -> ir.Table:
    """The latest rate of every pair that can be known on the day: one row a pair.

    A pair quoted itself is taken as it is (`direct`), else the other way round (`inverse`), else
    over one currency that both are quoted against (`crossed`; of several the one whose older leg
    is youngest, then by the alphabet). One of `base` is worth `rate` of `quote`.

    Columns: base, quote, rate (float64), on (date; of a cross the older leg's), source (of a
    cross of both legs), how, factor (float64: the smallest units of `quote` for one of `base`). A
    rate that is not above zero is no rate.
    """
    quoted = _latest(book, as_of=as_of)
    legs = quoted.union(_turned(quoted))
    crossed = _crossed(legs)
    everything = legs.union(crossed)
    rank = ibis.cases((everything.how == DIRECT, 0), (everything.how == INVERSE, 1), else_=2)
    order = [rank, everything.on.desc(), everything.via]
    first = ibis.row_number().over(ibis.window(group_by=["base", "quote"], order_by=order)) == 0
    best = everything.mutate(is_best=first)
    factor = best.rate * _size(best.quote) / _size(best.base)
    return best.filter(best.is_best).select(
        "base", "quote", "rate", "on", "source", "how", factor=factor
    )


def converted(
    table: ir.Table, *columns: str, rates: ir.Table | None, currency: str = "currency", to: str
) -> ir.Table:
    """The table with money columns converted from the currency in one column to that in another.

    `currency` and `to` name the columns that say from what and into what. Where both are the same
    nothing changes; where no rate is known the amounts become null and `has_rate` is False.
    `rates`: see `rate_table`; None where the source has none at all.
    Adds has_rate (bool). Rounded once, half away from zero, to the target's smallest unit.
    """
    if rates is None:
        return _unconverted(table, *columns, currency=currency, to=to)
    priced = _priced(table, rates, currency, to)
    worth = {name: _worth(priced[name], priced) for name in columns}
    has_rate = (priced["_is_same"] | priced["_rate"].notnull()).fill_null(False)
    return priced.mutate(**worth, has_rate=has_rate).drop(*_PRICE)


def _unconverted(table: ir.Table, *columns: str, currency: str, to: str) -> ir.Table:
    is_same = (table[currency] == table[to]).fill_null(False)
    nothing = ibis.null("int64")
    kept = {name: ibis.ifelse(is_same, table[name], nothing).cast("int64") for name in columns}
    return table.mutate(**kept, has_rate=is_same)


def convert(
    table: ir.Table, units_column: str, currency_column: str, target: str, rates: ir.Table
) -> ir.Table:
    """The table with one amount converted to one currency, the evidence beside it.

    Adds converted_units (int64), rate (float64; 1 for an amount in the target already), rate_on,
    rate_source (null there, as nothing was looked up), reason (`no_rate` where the amount is null
    for want of one). Rounded as `converted` does.
    """
    table = table.mutate(_to=ibis.literal(target))
    priced = _priced(table, rates, currency_column, "_to")
    is_known = (priced["_is_same"] | priced["_rate"].notnull()).fill_null(False)
    nothing = ibis.null("string")
    return priced.mutate(
        converted_units=_worth(priced[units_column], priced),
        rate=ibis.ifelse(priced["_is_same"], 1.0, priced["_rate"]),
        rate_on=priced["_on"],
        rate_source=priced["_source"],
        reason=ibis.ifelse(is_known, nothing, ibis.literal(NO_RATE)),
    ).drop("_to", *_PRICE)


def _priced(table: ir.Table, rates: ir.Table, currency: str, to: str) -> ir.Table:
    """The table with `_PRICE`: the rate of each row, if one is needed and known."""
    legs = rates.select(
        _base="base", _quote="quote", _rate="rate", _on="on", _source="source", _factor="factor"
    )
    pairs = [table[currency] == legs["_base"], table[to] == legs["_quote"]]
    joined = table.left_join(legs, pairs)
    return joined.mutate(_is_same=joined[currency] == joined[to])


def _worth(amount: ir.IntegerColumn, priced: ir.Table) -> ir.IntegerValue:
    rounded = (amount * priced["_factor"]).round().cast("int64")
    return ibis.ifelse(priced["_is_same"], amount, rounded).cast("int64")


def _size(currency: ir.StringValue) -> ir.FloatingValue:
    """How many smallest units make one of the currency."""
    codes: dict[int, list[str]] = {}
    for code, exponent in EXPONENTS.items():
        codes.setdefault(exponent, []).append(code)
    other = [(currency.isin(codes[n]), float(10**n)) for n in sorted(codes) if n != 2]
    return ibis.cases(*other, else_=100.0)


def _latest(book: Book, *, as_of: date) -> ir.Table:
    known = book.rates.filter(book.rates.on <= as_of, book.rates.rate > 0)
    window = ibis.window(group_by=["base", "quote"], order_by=known.on.desc())
    numbered = known.mutate(age=ibis.row_number().over(window))
    return numbered.filter(numbered.age == 0).select(
        "base", "quote", "rate", "on", "source", how=ibis.literal(DIRECT), via=ibis.literal("")
    )


def _turned(quoted: ir.Table) -> ir.Table:
    return quoted.select(
        "on",
        "source",
        "via",
        base="quote",
        quote="base",
        rate=1 / quoted.rate,
        how=ibis.literal(INVERSE),
    ).select("base", "quote", "rate", "on", "source", "how", "via")


def _crossed(legs: ir.Table) -> ir.Table:
    further = legs.select(
        middle="base", end="quote", rate_on="rate", on_on="on", source_on="source"
    )
    joined = legs.join(further, legs.quote == further.middle)
    crossed = joined.filter(joined.base != joined.end)
    return crossed.select(
        "base",
        source=_both(crossed.source, crossed.source_on),
        quote=crossed.end,
        rate=crossed.rate * crossed.rate_on,
        on=ibis.least(crossed.on, crossed.on_on),
        how=ibis.literal(CROSSED),
        via=crossed.middle,
    ).select("base", "quote", "rate", "on", "source", "how", "via")


def _both(first: ir.StringValue, second: ir.StringValue) -> ir.StringValue:
    """The sources of both legs, named once where they are the same."""
    joint = ibis.ifelse(first == second, first, first.concat(" and ", second))
    return ibis.coalesce(joint, first, second)
