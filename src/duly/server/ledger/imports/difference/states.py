"""What is open, disputed and unused once an import stands? `balances` says it of a single one."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir


def invoice_states(invoices: ir.Table, allocations: ir.Table, disputes: ir.Table) -> ir.Table:
    """`invoices` with `open_units` and `disputed_units`.

    `invoices` and `disputes` are compared tables, `allocations` all that stand in the end.
    """
    joined = _look_up(invoices, _sum(allocations, "invoice_id", "to_units"), "invoice_id")
    joined = _look_up(joined, _sum(allocations, "credit_note_id", "from_units"), "invoice_id")
    amount = joined.amount_units.cast("decimal(38, 0)")
    left = amount - joined.to_units.fill_null(0) + joined.from_units.fill_null(0)
    open_units = ibis.ifelse(joined.written_off_on.notnull(), 0, _between(amount, left))
    with_open = joined.mutate(open_units=open_units.cast("int64")).drop("to_units", "from_units")
    return _with_disputed(with_open, disputes)


def payment_states(payments: ir.Table, allocations: ir.Table) -> ir.Table:
    """`payments` with `left_units`."""
    joined = _look_up(payments, _sum(allocations, "payment_id", "used_units"), "payment_id")
    amount = joined.amount_units.cast("decimal(38, 0)")
    left = _between(amount, amount - joined.used_units.fill_null(0))
    return joined.mutate(left_units=left.cast("int64")).drop("used_units")


def _with_disputed(invoices: ir.Table, disputes: ir.Table) -> ir.Table:
    running = disputes.filter(disputes.closed_on.isnull())
    claims = running.group_by("invoice_id").agg(
        claimed=running.amount_units.cast("decimal(38, 0)").sum(),
        is_whole=running.amount_units.isnull().any(),
    )
    joined = _look_up(invoices, claims, "invoice_id")
    whole = ibis.greatest(joined.open_units, 0)
    claimed = ibis.least(joined.claimed.fill_null(0), whole)
    disputed = ibis.ifelse(joined.is_whole.fill_null(False), whole, claimed)
    return joined.mutate(disputed_units=disputed.cast("int64")).drop("claimed", "is_whole")


def _between(amount: ir.Value, left: ir.Value) -> ir.Value:
    above = ibis.greatest(0, ibis.least(amount, left))
    below = ibis.least(0, ibis.greatest(amount, left))
    return ibis.ifelse(amount >= 0, above, below)


def _sum(allocations: ir.Table, key: str, name: str) -> ir.Table:
    """By the key, called as that of the rows it is about."""
    known = allocations.filter(allocations[key].notnull())
    sums = known.group_by(key).agg(**{name: known.amount_units.cast("decimal(38, 0)").sum()})
    return sums.rename(invoice_id=key) if key == "credit_note_id" else sums


def _look_up(rows: ir.Table, other: ir.Table, key: str) -> ir.Table:
    joined = rows.left_join(other, key)
    return joined.drop(f"{key}_right") if f"{key}_right" in joined.columns else joined
