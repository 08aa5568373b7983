"""How do the sums of several sources come together, one row a key?"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir


def stacked(sources: Sequence[ir.Table], keys: Sequence[str]) -> ir.Table:
    """One row a key with every column of every source; zero where a source does not know the key.

    The sources lie on top of each other and are summed once. That is one pass instead of a chain
    of outer joins, and keys that are null (no segment known) meet as any others do.
    """
    types = {
        name: dtype
        for source in sources
        for name, dtype in source.schema().items()
        if name not in keys
    }
    pile = ibis.union(*(_filled(source, keys, types) for source in sources), distinct=False)
    return pile.group_by(*keys).agg(
        **{name: pile[name].sum().cast(dtype) for name, dtype in types.items()}
    )


def _filled(source: ir.Table, keys: Sequence[str], types: dict[str, object]) -> ir.Table:
    columns = {
        name: source[name] if name in source.columns else ibis.literal(0).cast(dtype)
        for name, dtype in types.items()
    }
    return source.select(*keys, **columns)
