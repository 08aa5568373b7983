"""What is overdue of each account, how much of it can be asked for, and what was promised?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir


def overdue_accounts(items: ir.Table, promises: ir.Table) -> ir.Table:
    """One row an account with overdue items, in the account's currency.

    `items`: open items with account_id, currency, open_units, disputed_units, days_past_due, all
    already in the account's currency. `promises`: the table of `promise_outcomes`. Credits are
    not netted here: who owes and is owed is shown both.

    Columns: account_id, currency, overdue_units, disputed_overdue_units, collectible_units (the
    two's difference), oldest_days (of undisputed items; of all where all is disputed), items,
    promised_until (the last day on which an open promise can be kept, null if none is open),
    broken_promises.
    """
    late = items.filter(items.days_past_due > 0, items.open_units > 0)
    is_clean = late.disputed_units < late.open_units
    sums = late.group_by("account_id", "currency").agg(
        overdue_units=late.open_units.sum().cast("int64"),
        disputed_overdue_units=late.disputed_units.sum().cast("int64"),
        clean_days=late.days_past_due.max(where=is_clean),
        any_days=late.days_past_due.max(),
        items=late.count().cast("int64"),
    )
    joined = sums.left_join(_promised(promises), "account_id")
    return joined.select(
        "account_id",
        "currency",
        "overdue_units",
        "disputed_overdue_units",
        "items",
        "promised_until",
        collectible_units=joined.overdue_units - joined.disputed_overdue_units,
        oldest_days=ibis.coalesce(joined.clean_days, joined.any_days).cast("int64"),
        broken_promises=joined.broken_promises.fill_null(0).cast("int64"),
    )


def _promised(promises: ir.Table) -> ir.Table:
    is_running = promises.status == "open"
    return promises.group_by("account_id").agg(
        promised_until=promises.deadline_on.max(where=is_running),
        broken_promises=(promises.status == "broken").sum(),
    )
