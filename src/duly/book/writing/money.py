"""How much money do the rows of a table hold, by currency?"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

# What the totals of a table count; a table without money has none.
_COUNTED = ("amount_units", "limit_units")


def money_of(part: pa.Table) -> Mapping[str | None, int]:
    """Units by currency; nothing for a table that has no money or no currency of its own."""
    counted = [name for name in _COUNTED if name in part.column_names]
    if not counted or "currency" not in part.column_names:
        return {}
    # As decimals, because a sum of int64 wraps around without a word.
    exact = part.column(counted[0]).cast(pa.decimal128(19))
    sums = pa.table({"currency": part.column("currency"), "units": exact})
    found = sums.group_by("currency").aggregate([("units", "sum")]).to_pylist()
    return {
        line["currency"]: int(line["units_sum"]) for line in found if line["units_sum"] is not None
    }
