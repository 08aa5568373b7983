"""Which allocations are new, and which stand in place of others?

An allocation has no number. Those of one payment (or credit note) to one invoice are compared
together: equal ones are the same. Where both sides have others, money decides, as it can be spent
only once: if, with old and new both, the payment or the invoice were overdrawn, new replaces old.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from duly.book.engines import Engine
from duly.book.schema import ALLOCATIONS
from duly.server.ledger.imports.difference.keyed import CHANGED, NEW, STATUS, row_count

_PAIR = ("invoice_id", "payment_key", "note_key")
_FIELDS = tuple(ALLOCATIONS.fields)


@dataclass(frozen=True)
class Parts:
    """`recorded` and `standing` have the columns of the book; the first also `status`, the other
    `pk`. `replaced` has the `pk` of what is withdrawn. `same` and `missing` count rows."""

    recorded: ir.Table
    standing: ir.Table
    replaced: ir.Table
    same: int
    missing: int


def compare_allocations(
    engine: Engine,
    incoming: ir.Table,
    held: ir.Table,
    *,
    invoices: ir.Table,
    payments: ir.Table,
) -> Parts:
    """`invoices` and `payments` are the compared tables: amounts as they are to stand."""
    ours = engine.keep(_ranked(incoming.select(*_FIELDS)))
    theirs = engine.keep(_ranked(held.select(*_FIELDS, "pk")))
    alike = [*_PAIR, "amount_units", "allocated_on", "rank"]
    others = engine.keep(ours.anti_join(theirs, alike))
    older = engine.keep(theirs.anti_join(ours, alike))
    crowded = engine.keep(_crowded(others, older, theirs, invoices, payments))
    replaced = engine.keep(older.semi_join(crowded, list(_PAIR)).select("pk"))
    marked = others.left_join(crowded.mutate(is_crowded=ibis.literal(True)), list(_PAIR))
    status = ibis.ifelse(marked.is_crowded.notnull(), CHANGED, NEW)
    recorded = engine.keep(marked.mutate(**{STATUS: status}).select(*_FIELDS, STATUS))
    standing = engine.keep(theirs.anti_join(replaced, "pk").select(*_FIELDS, "pk"))
    counts = {
        name: row_count(engine, rows)
        for name, rows in (
            ("ours", ours),
            ("others", others),
            ("older", older),
            ("replaced", replaced),
        )
    }
    return Parts(
        recorded,
        standing,
        replaced,
        same=counts["ours"] - counts["others"],
        missing=counts["older"] - counts["replaced"],
    )


def all_standing(engine: Engine, held: ir.Table) -> Parts:
    """An import that does not speak of allocations."""
    nothing = held.filter(ibis.literal(False))
    recorded = nothing.select(*_FIELDS, status=ibis.literal(NEW))
    return Parts(recorded, held.select(*_FIELDS, "pk"), nothing.select("pk"), 0, 0)


def _ranked(rows: ir.Table) -> ir.Table:
    """With the pair as texts without nulls, and a rank among equal rows."""
    rows = rows.mutate(
        payment_key=rows.payment_id.fill_null(""), note_key=rows.credit_note_id.fill_null("")
    )
    equal = ibis.window(group_by=[*_PAIR, "amount_units", "allocated_on"], order_by=_order(rows))
    return rows.mutate(rank=ibis.row_number().over(equal))


def _order(rows: ir.Table) -> str:
    return "pk" if "pk" in rows.columns else "invoice_id"


def _crowded(
    others: ir.Table, older: ir.Table, theirs: ir.Table, invoices: ir.Table, payments: ir.Table
) -> ir.Table:
    """The pairs with rows on both sides that overdraw something if all of them stand."""
    pairs = others.select(*_PAIR).distinct().semi_join(older, list(_PAIR))
    every = others.select(*_PAIR, "amount_units").union(theirs.select(*_PAIR, "amount_units"))
    pairs = pairs.mutate(is_crowded=ibis.literal(False))
    for key, owners, owner_key in (
        ("invoice_id", invoices, "invoice_id"),
        ("payment_key", payments, "payment_id"),
        ("note_key", invoices, "invoice_id"),
    ):
        drawn = every.group_by(key).agg(drawn=_exact(every.amount_units).sum().abs())
        rooms = owners.select(owner=owners[owner_key], room=_exact(owners.amount_units).abs())
        drawn = drawn.inner_join(rooms, drawn[key] == rooms.owner)
        overdrawn = drawn.filter(drawn.drawn > drawn.room).select(of=drawn[key])
        pairs = pairs.left_join(overdrawn, pairs[key] == overdrawn.of)
        pairs = pairs.mutate(is_crowded=pairs.is_crowded | pairs.of.notnull()).drop("of")
    return pairs.filter(pairs.is_crowded).select(*_PAIR)


def _exact(units: ir.Value) -> ir.Value:
    return units.cast("decimal(38, 0)")
