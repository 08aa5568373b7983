"""What must be counted once, so that every measure of every window is a sum of it?

A cell is one account, currency, band of time and *disputed or not*. It holds whole numbers only,
so its sums are the same in any order and on any engine; each measure divides once, at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.behaviour.windows import Window, with_band

KEYS = ("account_id", "currency", "band", "was_disputed")
COUNTS = (
    "paid_count",
    "late_count",
    "paid_units",
    "late_units",
    "late_days",
    "signed_days",
    "squared_days",
    "terms_days",
    "part_units",
)
# Money times days: may pass 64 bits for one very large invoice, hence 38 digits.
PRODUCTS = ("late_unit_days", "signed_unit_days", "paying_unit_days")
WIDE = "decimal(38, 0)"


def cells(paid: ir.Table, parts: ir.Table, *, as_of: date, windows: Sequence[Window]) -> ir.Table:
    """One row an account, currency, band and was_disputed, with the sums named above.

    Of paid invoices: paid_count, late_count (paid after the due day), paid_units, late_units
    (amounts of those), late_days (early as 0), signed_days, squared_days, terms_days (due_on -
    issued_on), max_days_late. Of parts: part_units, the three products of money and days
    (late, early as 0; signed; from issue to payment), first_paid_on, last_paid_on. Parts stand
    in the cells that are not disputed; nothing but counts of invoices is split by dispute.
    """
    of_invoices = _invoice_cells(with_band(paid, as_of=as_of, windows=windows))
    of_parts = _part_cells(with_band(parts, as_of=as_of, windows=windows))
    return ibis.union(_completed(of_invoices), _completed(of_parts))


def _invoice_cells(paid: ir.Table) -> ir.Table:
    late = ibis.greatest(paid.days_late, 0)
    is_late = paid.days_late > 0
    return paid.group_by(*KEYS).agg(
        paid_count=paid.count(),
        late_count=is_late.sum().cast("int64"),
        paid_units=paid.amount_units.sum(),
        late_units=paid.amount_units.sum(where=is_late).fill_null(0),
        late_days=late.sum(),
        signed_days=paid.days_late.sum(),
        squared_days=(paid.days_late * paid.days_late).sum(),
        terms_days=(paid.days_to_pay - paid.days_late).sum(),
        max_days_late=paid.days_late.max(),
    )


def _part_cells(parts: ir.Table) -> ir.Table:
    late = ibis.greatest(parts.days_late, 0)
    of_parts = parts.mutate(was_disputed=False)
    return of_parts.group_by(*KEYS).agg(
        part_units=parts.paid_units.sum(),
        late_unit_days=unit_days(parts.paid_units, late),
        signed_unit_days=unit_days(parts.paid_units, parts.days_late),
        paying_unit_days=unit_days(parts.paid_units, parts.days_to_pay),
        first_paid_on=parts.paid_on.min(),
        last_paid_on=parts.paid_on.max(),
    )


def unit_days(units: ir.IntegerValue, days: ir.IntegerValue) -> ir.DecimalScalar:
    """The sum of money times days, exact."""
    product = units.cast("decimal(19, 0)") * days.cast("decimal(9, 0)")
    return product.sum().cast(WIDE)


def _completed(some: ir.Table) -> ir.Table:
    """All columns of a cell: what the others count is 0 here, their days unknown."""
    kinds = {
        **dict.fromkeys(COUNTS, "int64"),
        "max_days_late": "int64",
        **dict.fromkeys(PRODUCTS, WIDE),
        "first_paid_on": "date",
        "last_paid_on": "date",
    }
    held = {name: some[name].cast(kinds[name]) for name in kinds if name in some.columns}
    absent = {
        name: ibis.literal(0).cast(kind) if name in COUNTS + PRODUCTS else ibis.null(kind)
        for name, kind in kinds.items()
        if name not in held
    }
    every = {**held, **absent}
    return some.select(*KEYS, **{name: every[name] for name in kinds})
