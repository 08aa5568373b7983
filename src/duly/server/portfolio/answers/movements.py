"""What moved since the day before: what fell overdue, what was paid, which promise was broken?"""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from duly.server.portfolio.answers.look import Facts, Look


def movement_facts(look: Look) -> Facts:
    """The keys new_overdue, paid, broken_promises; empty lists for the first day of all."""
    if look.since is None:
        return {"new_overdue": [], "paid": [], "broken_promises": []}
    return {
        "new_overdue": _new_overdue(look, look.since),
        "paid": _paid(look, look.since),
        "broken_promises": _broken(look, look.since),
    }


def _new_overdue(look: Look, since: date) -> list[Facts]:
    """Not yet overdue at the end of `since`, overdue and still open at the end of the day."""
    items = look.assessment.work.items
    fell = items.filter(items.open_units > 0, items.due_on >= since, items.due_on < look.as_of)
    return _by_account(look, fell, fell.open_units)


def _paid(look: Look, since: date) -> list[Facts]:
    payments = look.book.payments
    new = payments.filter(
        payments.received_on > since,
        payments.received_on <= look.as_of,
        payments.account_id.notnull(),
    )
    return _by_account(look, new, new.amount_units)


def _broken(look: Look, since: date) -> list[Facts]:
    """Promises whose last day has passed since, and the money had not come."""
    made = look.assessment.work.promises
    broken = made.filter(
        made.status == "broken", made.deadline_on >= since, made.deadline_on < look.as_of
    )
    columns = ("promise_id", "account_id", "currency", "amount_units", "kept_units", "due_on")
    return look.rows(broken.select(*columns).order_by("promise_id"))


def _by_account(look: Look, table: ir.Table, units: ir.IntegerColumn) -> list[Facts]:
    summed = table.group_by("account_id", "currency").agg(
        items=table.count(), units=units.sum().cast("int64")
    )
    found: dict[str, Facts] = {}
    for row in look.rows(summed):
        empty = {"account_id": row["account_id"], "items": 0, "units": 0}
        sums = found.setdefault(row["account_id"], empty)
        sums["items"] += row["items"]
        sums["units"] += look.worth(row["units"], row["currency"]) or 0
    return sorted(found.values(), key=lambda row: (-row["units"], row["account_id"]))
