"""How much of an exposure would an insurer bear?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.book.tables import Book


def with_insured(exposures: ir.Table, book: Book, *, as_of: date) -> ir.Table:
    """The table of `exposure` with insured_units (int64): what cover valid on the day would bear.

    A cover bears its share of the exposure up to its limit (no share given: all of it), rounded
    once; several covers of an account add up, at most to the exposure. Cover is valid from
    valid_from to before valid_until (no such day: until further notice), and counts for the
    exposure in its own currency. Without cover, or without exposure, it is 0.
    Source: handbook 08 section 1 (insured balance = min(open, limit) x insured share).
    """
    borne = _borne(exposures, book, as_of=as_of)
    joined = exposures.left_join(borne, ["account_id", "currency"])
    joined = joined.drop("account_id_right", "currency_right")
    insured = ibis.least(joined.borne_units.fill_null(0), joined.exposure_units)
    return joined.mutate(insured_units=ibis.greatest(insured, 0).cast("int64")).drop("borne_units")


def valid_cover(book: Book, *, as_of: date) -> ir.Table:
    """The rows of `cover` that are valid on the day."""
    cover = book.cover
    is_over = (cover.valid_until <= as_of).fill_null(False)
    return cover.filter(cover.valid_from <= as_of, ~is_over)


def _borne(exposures: ir.Table, book: Book, *, as_of: date) -> ir.Table:
    cover = valid_cover(book, as_of=as_of)
    limits = cover.select("account_id", "currency", "limit_units", "insured_share")
    keys = ["account_id", "currency"]
    pairs = limits.join(exposures.select(*keys, "exposure_units"), keys)
    within = ibis.greatest(ibis.least(pairs.exposure_units, pairs.limit_units), 0)
    part = (within * pairs.insured_share.fill_null(1.0)).round().cast("int64")
    return pairs.group_by(*keys).agg(borne_units=part.sum().cast("int64"))
