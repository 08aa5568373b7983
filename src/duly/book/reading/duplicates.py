"""Which rows come a second time under the key of their table?"""

from __future__ import annotations

from functools import reduce
from operator import and_

import ibis
import ibis.expr.types as ir

from duly.book.engines import Engine
from duly.book.reading.judging import Rule, report
from duly.book.reading.quality import Quality
from duly.book.reading.rows import Rows

_RULES = {
    "duplicate_row": lambda t: t.is_copy,
    "duplicate_key": lambda t: ~t.is_copy,
}


def check_duplicates(rows: Rows, *, engine: Engine, quality: Quality) -> Rows:
    """Keep the first row of every key; later ones are set aside.

    An identical row is a `duplicate_row`, one that says something else a `duplicate_key`.
    """
    key = list(rows.schema.key)
    if not key:
        return rows
    repeated = rows.table.group_by(key).agg(copies=rows.table.count())
    repeated = engine.keep(repeated.filter(repeated.copies > 1))
    if engine.fetch(repeated.limit(1)).num_rows == 0:
        return rows
    later = rows.with_table(engine.keep(_later(rows, repeated)))
    rules = [Rule(code, key[0], broken) for code, broken in _RULES.items()]
    report(later, rules, engine=engine, quality=quality)
    unique = rows.table.anti_join(later.table, rows.place)
    return rows.with_table(engine.keep(unique))


def _later(rows: Rows, repeated: ir.Table) -> ir.Table:
    """The rows after the first of their key, with `is_copy`: whether they say the same."""
    key = list(rows.schema.key)
    table = rows.table.semi_join(repeated, key)
    window = ibis.window(group_by=key, order_by=rows.place)
    fields = [name for name in rows.schema.fields if name not in key]
    firsts = {f"first_{name}": table[name].first(include_null=True).over(window) for name in fields}
    ranked = table.mutate(rank=ibis.row_number().over(window), **firsts)
    same = [ranked[name].identical_to(ranked[f"first_{name}"]) for name in fields]
    marked = ranked.mutate(is_copy=reduce(and_, same, ibis.literal(True)))
    return marked.filter(marked.rank > 0).drop("rank", *firsts)
