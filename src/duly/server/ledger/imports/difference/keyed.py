"""Which rows of a table with a key are new, changed, the same, or not spoken of?

A column without a single value in the import says nothing: what the ledger holds there stays.
"""

from __future__ import annotations

from functools import reduce
from operator import and_

import ibis
import ibis.expr.types as ir

from duly.book.engines import Engine
from duly.server.ledger.imports.difference.held import IS_GONE
from duly.server.ledger.stored import Stored

NEW, CHANGED, SAME, MISSING = "new", "changed", "same", "missing"
RECORDED = (NEW, CHANGED)
NUMBER, HELD_PK, STATUS = "number", "held_pk", "status"

# The ledger keeps what several sources say of a rate; a book knows one.
_IDENTITY = {"rates": ("base", "quote", "on", "source")}


def identity(stored: Stored) -> tuple[str, ...]:
    """The columns by which a row is recognised again."""
    return _IDENTITY.get(stored.name, stored.schema.key)


def row_count(engine: Engine, rows: ir.Table) -> int:
    return int(engine.fetch(rows.agg(rows=rows.count())).column(0)[0].as_py())


def compare(engine: Engine, stored: Stored, incoming: ir.Table, held: ir.Table) -> ir.Table:
    """Every row of either side once, as it is to stand.

    Columns: those of the book, `status`, `held_pk` (its row now, null if new), `number` (1, 2, …
    for rows to be recorded, else null) and `held_` before each column of the state.
    """
    key = identity(stored)
    said = _said(engine, incoming)
    ours = _with_key(incoming.select(*stored.schema.fields), key).mutate(is_in=ibis.literal(True))
    theirs = _with_key(held, key).rename({f"held_{name}": name for name in held.columns})
    joined = ours.outer_join(theirs, [ours[name] == theirs[f"held_{name}"] for name in key])
    is_in = joined.is_in.fill_null(False)
    values = {
        name: ibis.ifelse(is_in, joined[name], joined[f"held_{name}"])
        if name in said
        else joined[f"held_{name}"]
        for name in stored.schema.fields
    }
    status = _status(joined, is_in, [name for name in said if name not in key], held)
    state = [f"held_{name}" for name in stored.state]
    rows = joined.select(
        **_without_key(values, key),
        status=status,
        held_pk=joined.held_pk,
        **{name: joined[name] for name in state},
    )
    return engine.keep(_numbered(rows, key))


def untouched(stored: Stored, held: ir.Table) -> ir.Table:
    """The rows of a table the import does not have, in the same columns as if compared."""
    state = {f"held_{name}": held[name] for name in stored.state}
    return held.select(
        *stored.schema.fields,
        status=ibis.literal(MISSING),
        held_pk=held.pk,
        number=ibis.null("int64"),
        **state,
    )


def _said(engine: Engine, incoming: ir.Table) -> list[str]:
    counts = {name: incoming[name].count() for name in incoming.columns}
    (found,) = engine.fetch(incoming.agg(**counts)).to_pylist()
    return [name for name, count in found.items() if count]


def _with_key(table: ir.Table, key: tuple[str, ...]) -> ir.Table:
    """Texts of the key without nulls, which are equal to nothing."""
    texts = [name for name in key if table[name].type().is_string()]
    return table.mutate(**{name: table[name].fill_null("") for name in texts})


def _without_key(values: dict[str, ir.Value], key: tuple[str, ...]) -> dict[str, ir.Value]:
    return {
        name: value.nullif("") if name in key and value.type().is_string() else value
        for name, value in values.items()
    }


def _status(
    joined: ir.Table, is_in: ir.BooleanValue, said: list[str], held: ir.Table
) -> ir.StringValue:
    alike = [joined[name].identical_to(joined[f"held_{name}"]) for name in said]
    is_new = joined.held_pk.isnull()
    if IS_GONE in held.columns:
        is_new = is_new | (joined.held_is_gone.fill_null(False) & is_in)
    return ibis.cases(
        (is_new, NEW),
        (~is_in, MISSING),
        (reduce(and_, alike, ibis.literal(True)), SAME),
        else_=CHANGED,
    )


def _numbered(rows: ir.Table, key: tuple[str, ...]) -> ir.Table:
    is_recorded = rows.status.isin(RECORDED)
    window = ibis.window(group_by=is_recorded, order_by=[rows[name] for name in key])
    number = ibis.row_number().over(window) + 1
    return rows.mutate(number=ibis.ifelse(is_recorded, number, ibis.null("int64")))
