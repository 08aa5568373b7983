"""What does the ledger hold already, beside the numbers of the rows it stands in?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from duly.book.engines import Engine
from duly.server.ledger.reading.facts import Facts
from duly.server.ledger.reading.query import PK
from duly.server.ledger.stored import STORED

IS_GONE = "is_gone"


def held_tables(engine: Engine, facts: Facts) -> dict[str, ir.Table]:
    """Every table of the book with `pk` and the columns of its state, in the engine.

    `accounts` also has those that left the book, with `is_gone` and nothing else.
    """
    held = {name: engine.table(_beside(facts, name)) for name in STORED}
    customers = engine.table(facts.customers)
    gone = customers.anti_join(held["accounts"], PK)
    empty = {
        field: ibis.null(kind)
        for field, kind in STORED["accounts"].schema.fields.items()
        if field != "account_id"
    }
    present = held["accounts"].mutate(is_gone=ibis.literal(False))
    absent = gone.mutate(**empty, is_gone=ibis.literal(True)).select(*present.columns)
    return held | {"accounts": present.union(absent)}


def _beside(facts: Facts, name: str) -> pa.Table:
    table = facts.tables[name]
    for column in facts.rows[name].column_names:
        table = table.append_column(column, facts.rows[name].column(column))
    return table
