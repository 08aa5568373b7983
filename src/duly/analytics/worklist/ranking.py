"""Which calls bring the most money today, and which accounts are better left alone?"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from duly.analytics.limits.composition import major_units
from duly.analytics.limits.methods import units
from duly.book.policy.worklist import WorklistPolicy


def worklist(
    overdue: ir.Table,
    judged: ir.Table,
    warned: ir.Table,
    policy: WorklistPolicy,
    scale: Mapping[str, int],
) -> ir.Table:
    """One row an account with anything overdue: to be called, in order, or left alone with why.

    `overdue` is the table of `overdue_accounts`, `judged` that of `judge`, `warned` that of the
    early warnings (account_id, code). Money is in the account's currency.

    expected_units = collectible x the share a call moves at this age x the weights that apply
    (a broken promise, a warning, no later than usual), rounded once. The order is by expected
    money, compared across currencies by the policy's scale; ties by account_id.

    Adds to `overdue`: name, country, grade, usual_days_late, warnings (count), action (`call`,
    `settle_dispute`, `wait`), wait_reason (promise_running | below_minimum | within_grace),
    wait_until (date, null if nobody knows), moved_share, weight, expected_units, rank (null
    where nobody is to be called today).
    """
    table = _with_account(overdue, judged, warned)
    table = table.mutate(wait_reason=_wait_reason(table, policy, scale))
    table = table.mutate(
        action=_action(table),
        wait_until=ibis.ifelse(
            table.wait_reason == "promise_running", table.promised_until, ibis.null("date")
        ),
        moved_share=_moved_share(table.oldest_days, policy),
        weight=_weight(table, policy),
    )
    expected = units(table.collectible_units * table.moved_share * table.weight)
    return _ranked(table.mutate(expected_units=expected), scale)


def _with_account(overdue: ir.Table, judged: ir.Table, warned: ir.Table) -> ir.Table:
    account = judged.select(
        "account_id",
        "name",
        "country",
        "grade",
        usual_days_late=judged.weighted_days_late,
    )
    counted = warned.group_by("account_id").agg(warnings=warned.count())
    joined = overdue.left_join(account, "account_id").drop("account_id_right")
    joined = joined.left_join(counted, "account_id").drop("account_id_right")
    return joined.mutate(warnings=joined.warnings.fill_null(0).cast("int64"))


def _wait_reason(
    table: ir.Table, policy: WorklistPolicy, scale: Mapping[str, int]
) -> ir.StringValue:
    """Why nobody should call, the strongest reason first; null where a call makes sense."""
    least = policy.min_overdue * major_units(table.currency, scale)
    return ibis.cases(
        (table.promised_until.notnull(), "promise_running"),
        (table.overdue_units < least, "below_minimum"),
        (table.oldest_days < policy.grace_days, "within_grace"),
    )


def _action(table: ir.Table) -> ir.StringValue:
    """What is wholly disputed needs the dispute settled, not another call for money."""
    return ibis.cases(
        (table.wait_reason.notnull(), "wait"),
        (table.collectible_units <= 0, "settle_dispute"),
        else_="call",
    )


def _moved_share(oldest_days: ir.IntegerValue, policy: WorklistPolicy) -> ir.FloatingValue:
    steps = list(zip(policy.moved_share_from_days, policy.moved_share, strict=True))
    branches = [(oldest_days >= start, share) for start, share in reversed(steps)]
    return ibis.cases(*branches, else_=steps[0][1]).cast("float64")


def _weight(table: ir.Table, policy: WorklistPolicy) -> ir.FloatingValue:
    broken = ibis.ifelse(table.broken_promises > 0, policy.broken_promise_weight, 1.0)
    warned = ibis.ifelse(table.warnings > 0, policy.warning_weight, 1.0)
    is_usual = (table.oldest_days <= table.usual_days_late).fill_null(False)
    usual = ibis.ifelse(is_usual, policy.usual_lateness_weight, 1.0)
    return (broken * warned * usual).cast("float64")


def _ranked(table: ir.Table, scale: Mapping[str, int]) -> ir.Table:
    value = table.expected_units / major_units(table.currency, scale)
    is_for_today = table.action != "wait"
    order = [is_for_today.desc(), value.desc(), table.overdue_units.desc(), table.account_id]
    place = ibis.row_number().over(ibis.window(order_by=order)) + 1
    return table.mutate(rank=ibis.ifelse(is_for_today, place, ibis.null("int64")).cast("int64"))
