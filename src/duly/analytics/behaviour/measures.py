"""Which figures say how something is paid, given its counted cells?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.behaviour.cells import COUNTS, PRODUCTS

MEASURES = (
    "paid_count",
    "late_count",
    "late_share",
    "paid_units",
    "late_units",
    "late_amount_share",
    "mean_days_late",
    "mean_signed_days_late",
    "median_days_late",
    "std_days_late",
    "max_days_late",
    "weighted_days_late",
    "weighted_signed_days_late",
    "weighted_days_to_pay",
    "mean_terms_days",
    "clean_count",
    "clean_late_count",
    "clean_late_share",
    "clean_mean_days_late",
    "disputed_count",
    "disputed_late_count",
    "disputed_late_share",
    "disputed_mean_days_late",
    "first_paid_on",
    "last_paid_on",
)
_IN_ONE_CURRENCY = ("paid_units", "late_units", "part_units", *PRODUCTS)
_FROM_ZERO = ("paid_count", "late_count", "paid_units", "late_units")
_SPLIT = ("paid_count", "late_count", "late_days")


def added_up(cells: ir.Table, *keys: str) -> ir.Table:
    """The cells added up by `keys`; money where `is_main` only, so in one currency."""
    totals = {
        name: cells[name].sum(where=cells.is_main if name in _IN_ONE_CURRENCY else None)
        for name in COUNTS + PRODUCTS
    }
    disputed = {f"disputed_{name}": cells[name].sum(where=cells.was_disputed) for name in _SPLIT}
    return cells.group_by(*keys).agg(
        **totals,
        **disputed,
        max_days_late=cells.max_days_late.max(),
        first_paid_on=cells.first_paid_on.min(),
        last_paid_on=cells.last_paid_on.max(),
    )


def measures(sums: ir.Table) -> dict[str, ir.Value]:
    """The figures of `MEASURES` (but the median) from `added_up`; without evidence null.

    Counts and amounts are 0 where nothing was paid. std_days_late is that of the sample (n - 1),
    from two invoices on. Source: handbook 01 section 1.
    """
    return {
        **{name: sums[name].fill_null(0) for name in _FROM_ZERO},
        "late_share": ratio(sums.late_count, sums.paid_count),
        "late_amount_share": ratio(sums.late_units, sums.paid_units),
        "mean_days_late": ratio(sums.late_days, sums.paid_count),
        "mean_signed_days_late": ratio(sums.signed_days, sums.paid_count),
        "std_days_late": spread(sums.paid_count, sums.signed_days, sums.squared_days),
        "weighted_days_late": ratio(sums.late_unit_days, sums.part_units),
        "weighted_signed_days_late": ratio(sums.signed_unit_days, sums.part_units),
        "weighted_days_to_pay": ratio(sums.paying_unit_days, sums.part_units),
        "mean_terms_days": ratio(sums.terms_days, sums.paid_count),
        **_split(sums),
        **{name: sums[name] for name in ("max_days_late", "first_paid_on", "last_paid_on")},
    }


def ratio(part: ir.NumericValue, whole: ir.NumericValue) -> ir.FloatingValue:
    """`part` of `whole`, null unless `whole` is above zero."""
    above = ibis.ifelse(whole > 0, whole.cast("float64"), ibis.null("float64"))
    return part.cast("float64") / above


def spread(
    count: ir.IntegerValue, days: ir.IntegerValue, squares: ir.IntegerValue
) -> ir.FloatingValue:
    """Standard deviation of the sample; its numerator is a whole number, so equal days give 0."""
    number, total, squared = (some.cast("decimal(19, 0)") for some in (count, days, squares))
    numerator = number * squared - total * total
    return ratio(numerator, count * (count - 1)).sqrt()


def _split(sums: ir.Table) -> dict[str, ir.Value]:
    """Undisputed (clean) and disputed invoices apart."""
    figures: dict[str, ir.Value] = {}
    for kind in ("clean", "disputed"):
        paid, late, days = (_of_kind(sums, kind, name) for name in _SPLIT)
        figures[f"{kind}_count"] = paid.fill_null(0)
        figures[f"{kind}_late_count"] = late.fill_null(0)
        figures[f"{kind}_late_share"] = ratio(late, paid)
        figures[f"{kind}_mean_days_late"] = ratio(days, paid)
    return figures


def _of_kind(sums: ir.Table, kind: str, name: str) -> ir.IntegerValue:
    disputed = sums[f"disputed_{name}"].fill_null(0)
    return disputed if kind == "disputed" else sums[name] - disputed
