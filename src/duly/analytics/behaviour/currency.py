"""In which one currency may an account's amounts be added and weighed?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir


def main_currencies(counted: ir.Table, *, count: str) -> ir.Table:
    """The currency in which an account has most of what `count` counts; ties by the alphabet.

    Amounts of different currencies are never added, so an account's weighted figures speak of
    its main currency alone, and other_currency_count says how much evidence that leaves out.

    Columns: account_id, main_currency, other_currency_count (int64).
    """
    held = counted.group_by("account_id", "currency").agg(held_count=counted[count].sum())
    first = ibis.row_number().over(
        group_by="account_id", order_by=[held.held_count.desc(), held.currency.asc()]
    )
    ranked = held.mutate(is_first=first == 0)
    return ranked.group_by("account_id").agg(
        main_currency=ranked.currency.max(where=ranked.is_first),
        other_currency_count=ranked.held_count.sum(where=~ranked.is_first).fill_null(0),
    )
