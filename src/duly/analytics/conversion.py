"""What is an amount worth in another currency, at which rate, of which day, from which source?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.book.tables import Book
from duly.kernel.currencies import EXPONENTS

# How a rate was found, the plainest first.
DIRECT, INVERSE, CROSSED = "direct", "inverse", "crossed"


def rate_table(book: Book, *, as_of: date) -> ir.Table:
    """The latest rate of every pair that can be known on the day: one row a pair.

    A pair quoted itself is taken as it is (`direct`), else the other way round (`inverse`), else
    over one currency that both are quoted against (`crossed`; of several the one whose older leg
    is youngest, then by the alphabet). One of `base` is worth `rate` of `quote`.

    Columns: base, quote, rate (float64), on (date; of a cross the older leg's), source, how.
    """
    quoted = _latest(book, as_of=as_of)
    legs = quoted.union(_turned(quoted))
    crossed = _crossed(legs)
    everything = legs.union(crossed)
    rank = ibis.cases((everything.how == DIRECT, 0), (everything.how == INVERSE, 1), else_=2)
    order = [rank, everything.on.desc(), everything.via]
    first = ibis.row_number().over(ibis.window(group_by=["base", "quote"], order_by=order)) == 0
    best = everything.mutate(is_best=first)
    return best.filter(best.is_best).select("base", "quote", "rate", "on", "source", "how")


def converted(
    table: ir.Table, *columns: str, rates: ir.Table, currency: str = "currency", to: str
) -> ir.Table:
    """The table with money columns converted from the currency in one column to that in another.

    `currency` and `to` name the columns that say from what and into what. Where both are the same
    nothing changes; where no rate is known the amounts become null and `has_rate` is False.
    Adds has_rate (bool). Rounded once, half away from zero, to the target's smallest unit.
    """
    legs = rates.select(_base="base", _quote="quote", _rate="rate")
    pairs = [table[currency] == legs["_base"], table[to] == legs["_quote"]]
    joined = table.left_join(legs, pairs)
    factor = joined["_rate"] * _size(joined[to]) / _size(joined[currency])
    is_same = joined[currency] == joined[to]
    worth = {name: _worth(joined[name], factor, is_same) for name in columns}
    has_rate = (is_same | joined["_rate"].notnull()).fill_null(False)
    return joined.mutate(**worth, has_rate=has_rate).drop("_base", "_quote", "_rate")


def _worth(
    amount: ir.IntegerColumn, factor: ir.FloatingValue, is_same: ir.BooleanValue
) -> ir.IntegerValue:
    rounded = (amount * factor).round().cast("int64")
    return ibis.ifelse(is_same, amount, rounded).cast("int64")


def _size(currency: ir.StringValue) -> ir.FloatingValue:
    """How many smallest units make one of the currency."""
    codes: dict[int, list[str]] = {}
    for code, exponent in EXPONENTS.items():
        codes.setdefault(exponent, []).append(code)
    other = [(currency.isin(codes[n]), float(10**n)) for n in sorted(codes) if n != 2]
    return ibis.cases(*other, else_=100.0)


def _latest(book: Book, *, as_of: date) -> ir.Table:
    known = book.rates.filter(book.rates.on <= as_of)
    window = ibis.window(group_by=["base", "quote"], order_by=known.on.desc())
    numbered = known.mutate(age=ibis.row_number().over(window))
    return numbered.filter(numbered.age == 0, numbered.rate > 0).select(
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
    further = legs.select(middle="base", end="quote", rate_on="rate", on_on="on")
    joined = legs.join(further, legs.quote == further.middle)
    crossed = joined.filter(joined.base != joined.end)
    return crossed.select(
        "base",
        "source",
        quote=crossed.end,
        rate=crossed.rate * crossed.rate_on,
        on=ibis.least(crossed.on, crossed.on_on),
        how=ibis.literal(CROSSED),
        via=crossed.middle,
    ).select("base", "quote", "rate", "on", "source", "how", "via")
