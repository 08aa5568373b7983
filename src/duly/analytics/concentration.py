"""How much of the portfolio hangs on a few?"""

from __future__ import annotations

from datetime import date
from typing import Literal

import ibis
import ibis.expr.types as ir

from duly.analytics.conversion import NO_RATE, convert, rate_table
from duly.analytics.dimensions import Dimension, columns_of, with_dimensions
from duly.analytics.exposure import exposure
from duly.analytics.open_items import open_items
from duly.book.policy.exposure import ExposurePolicy
from duly.book.tables import Book

Basis = Literal["exposure", "open"]


def concentration(units_by_key: ir.Table) -> ir.Table:
    """Shares in each currency. Needs the columns key, currency, units (int64); others stay.

    Adds share (float64, 0 to 1), rank (int64, 1 the largest; ties by key), cumulative_share (of
    this rank and all before it), hhi (sum of the squared shares of the currency: 1 is one single
    debtor, 0.01 a hundred equal ones). Shares are of what is above zero; a key with nothing, less
    or an unknown amount stays, with nulls, and hhi is null where no key has anything.
    Source: handbook 04 section 5.
    """
    counted = units_by_key.mutate(_counted=ibis.greatest(units_by_key.units, 0).fill_null(0))
    order = [ibis.desc("_counted"), ibis.asc("key")]
    so_far = ibis.window(group_by="currency", order_by=order, preceding=None, following=0)
    ordered = ibis.window(group_by="currency", order_by=order)
    summed = counted.mutate(
        _place=ibis.row_number().over(ordered) + 1,
        _so_far=counted["_counted"].sum().over(so_far),
        _total=counted["_counted"].sum().over(group_by="currency"),
    )
    return _shared(summed)


def top(concentrated: ir.Table, count: int) -> ir.Table:
    """The largest `count` keys of each currency, of a table of `concentration`."""
    return concentrated.filter(concentrated["rank"] <= count)


def concentration_by(
    book: Book,
    *,
    as_of: date,
    by: Dimension,
    basis: Basis = "exposure",
    policy: ExposurePolicy | None = None,
    target: str | None = None,
) -> ir.Table:
    """The concentration of exposure, or of open items, by account, group, sector, country, ….

    Columns: key (text; null where the master data do not say), currency, units, those of
    `concentration`, reason. Without `target` each currency stands alone. With it, everything is
    converted at the rates of the day; a key of which some currency has no rate has null units
    for the reason `no_rate`, as its sum would be too small. `policy` says what counts as exposure
    (default: everything). Raises ValueError for a split that has no key (total), for exposure by
    entity (orders and cash have none), and by currency without a target, where every currency is
    all of itself. Source: handbook 04 sections 2 and 5.
    """
    _check(by, basis, target)
    if basis == "open":
        items = open_items(book, as_of=as_of)
        amounts = items.select("account_id", "entity", "currency", units="open_units")
    else:
        exposures = exposure(book, as_of=as_of, policy=policy or ExposurePolicy())
        amounts = exposures.select("account_id", "currency", units="exposure_units")
    keyed = _keyed(with_dimensions(amounts, book, (by,)), by)
    if target is None:
        return concentration(keyed.mutate(reason=ibis.null("string")))
    return concentration(_in_target(keyed, target, rate_table(book, as_of=as_of)))


def _check(by: Dimension, basis: Basis, target: str | None) -> None:
    if by is Dimension.TOTAL:
        raise ValueError("a concentration needs keys: split by account, group, country, …")
    if by is Dimension.ENTITY and basis == "exposure":
        raise ValueError("orders and cash name no entity: only open items can be split by it")
    if by is Dimension.CURRENCY and target is None:
        raise ValueError("currencies can be compared in one target currency only")


def _keyed(amounts: ir.Table, by: Dimension) -> ir.Table:
    column = "currency" if by is Dimension.CURRENCY else columns_of((by,))[0]
    keyed = amounts.select("currency", "units", key=amounts[column])
    return keyed.group_by("key", "currency").agg(units=keyed.units.sum().cast("int64"))


def _in_target(keyed: ir.Table, target: str, rates: ir.Table) -> ir.Table:
    worth = convert(keyed, "units", "currency", target, rates)
    sums = worth.group_by("key").agg(
        known=worth.converted_units.sum().cast("int64"), gaps=worth.reason.count()
    )
    is_whole = sums.gaps == 0
    return sums.select(
        "key",
        currency=ibis.literal(target),
        units=ibis.ifelse(is_whole, sums.known, ibis.null("int64")),
        reason=ibis.ifelse(is_whole, ibis.null("string"), ibis.literal(NO_RATE)),
    )


def _shared(summed: ir.Table) -> ir.Table:
    total = ibis.ifelse(summed["_total"] > 0, summed["_total"], ibis.null("int64"))
    part = summed["_counted"].cast("float64") / total.cast("float64")
    has_any = summed["_counted"] > 0
    whole = ibis.window(group_by="currency")
    return summed.mutate(
        share=ibis.ifelse(has_any, part, ibis.null("float64")),
        rank=ibis.ifelse(has_any, summed["_place"], ibis.null("int64")).cast("int64"),
        cumulative_share=ibis.ifelse(
            has_any, summed["_so_far"].cast("float64") / total.cast("float64"), ibis.null("float64")
        ),
        hhi=(part * part).sum().over(whole),
    ).drop("_counted", "_place", "_so_far", "_total")
