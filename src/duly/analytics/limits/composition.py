"""Which limit follows from all candidates, which one binds, and what would close the gap?"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from duly.analytics.limits.methods import (
    CAPACITY_METHODS,
    DAYS_OF_NEED,
    by_grade,
    units,
    with_methods,
)
from duly.book.policy.grades import NOT_RATED
from duly.book.policy.limits import LimitPolicy
from duly.kernel.currencies import EXPONENTS

# Money fits in int64; nobody's limit has more digits than this.
MOST_DIGITS = 18


def credit_limit(graded: ir.Table, policy: LimitPolicy, scale: Mapping[str, int]) -> ir.Table:
    """Add the recommended limit with every candidate, the binding one, the gap and its remedies.

    limit = round down( min( need, capacity, grade cap, approver's cap ) ), where capacity =
    max( insured, grade factor x median of the methods known ). Without any capacity evidence a
    rated account has no limit (limit_reason says so); one that is not rated gets the policy's cap.
    Source: handbook 04 section 1. `scale` is the policy's currency_scale.

    Adds (all int64 units in the account's currency, null where unknown): the columns of
    `with_methods`, capacity_units, grade_cap_units, approver_cap_units, limit_units,
    limit_binding (need | capacity | grade_cap | approver_cap), limit_reason, shortfall_units
    (need less limit; nothing where the need itself binds), option_terms_days,
    option_deposit_share, option_secured_units.
    """
    table = with_methods(graded, policy)
    table = table.mutate(capacity_units=_capacity(table, policy))
    major = major_units(table.currency, scale)
    table = table.mutate(
        grade_cap_units=_grade_cap(table.grade, policy) * major,
        approver_cap_units=_amount(policy.approver_cap) * major,
    )
    table = table.mutate(limit_reason=_reason(table))
    table = table.mutate(smallest_units=_smallest(table))
    table = table.mutate(
        limit_units=round_down(table.smallest_units, policy.significant_digits),
        limit_binding=_binding(table),
    ).drop("smallest_units")
    return _with_options(table, policy)


def major_units(currency: ir.StringValue, scale: Mapping[str, int]) -> ir.IntegerValue:
    """How many units of a currency stand for one major unit of the policy's amounts."""
    usual = 100
    codes: dict[int, list[str]] = {}
    for code, exponent in EXPONENTS.items():
        codes.setdefault(scale.get(code, 1) * 10**exponent, []).append(code)
    branches = [(currency.isin(codes[size]), size) for size in codes if size != usual]
    return ibis.cases(*branches, else_=usual).cast("int64")


def round_down(amount: ir.IntegerValue, digits: int) -> ir.IntegerValue:
    """Keep the first `digits` digits of a non-negative amount and zero the rest."""
    powers = range(MOST_DIGITS, digits - 1, -1)
    branches = [(amount >= 10**power, 10 ** (power - digits + 1)) for power in powers]
    step = ibis.cases(*branches, else_=1).cast("int64")
    return (amount - amount % step).cast("int64")


def _capacity(table: ir.Table, policy: LimitPolicy) -> ir.IntegerValue:
    median = _median([table[name] for name in CAPACITY_METHODS])
    earned = units(median * by_grade(table.grade, policy.grade_factor))
    insured = table.insured_capacity_units
    larger = ibis.ifelse(insured > earned, insured, earned)
    return ibis.coalesce(larger, insured, earned)


def _median(candidates: list[ir.IntegerValue]) -> ir.FloatingValue:
    """The median of those that are known; of an even number, the mean of the middle two."""
    known = ibis.array(candidates).filter(lambda amount: amount.notnull()).sort()
    count = known.length()
    lower = known[((count - 1) // 2).cast("int32")]
    upper = known[(count // 2).cast("int32")]
    return ibis.ifelse(count > 0, (lower + upper) / 2, ibis.null("float64"))


def _grade_cap(grade: ir.StringValue, policy: LimitPolicy) -> ir.IntegerValue:
    caps = {key: cap for key, cap in policy.cap_amount.items() if cap is not None}
    if not caps:
        return ibis.null("int64")
    return ibis.cases(*[(grade == key, cap) for key, cap in caps.items()]).cast("int64")


def _amount(value: int | None) -> ir.IntegerValue:
    return ibis.null("int64") if value is None else ibis.literal(value).cast("int64")


def _reason(table: ir.Table) -> ir.StringValue:
    """Why there is no limit, or null where there is one."""
    no_evidence = table.capacity_units.isnull()
    is_stranger = table.grade == NOT_RATED
    return ibis.cases(
        (no_evidence & ~is_stranger, "no_capacity_evidence"),
        (no_evidence & table.grade_cap_units.isnull(), "not_rated_and_no_cap"),
    )


def _candidates(table: ir.Table) -> dict[str, ir.IntegerValue]:
    """What a limit may not exceed; where two are equal, the first one named binds."""
    return {
        "need": table.need_units,
        "capacity": table.capacity_units,
        "grade_cap": table.grade_cap_units,
        "approver_cap": table.approver_cap_units,
    }


def _smallest(table: ir.Table) -> ir.IntegerValue:
    smallest = ibis.null("int64")
    for candidate in _candidates(table).values():
        is_smaller = smallest.isnull() | (candidate < smallest)
        smallest = ibis.ifelse(candidate.notnull() & is_smaller, candidate, smallest)
    return ibis.ifelse(table.limit_reason.isnull(), smallest, ibis.null("int64"))


def _binding(table: ir.Table) -> ir.StringValue:
    return ibis.cases(
        *[(table.smallest_units == value, name) for name, value in _candidates(table).items()]
    )


def _with_options(table: ir.Table, policy: LimitPolicy) -> ir.Table:
    """What would close the gap: shorter terms, a deposit, or security for the whole need.

    A limit that the need binds is less by the rounding alone, and lacks nothing.
    """
    gap = table.need_units - table.limit_units
    is_met = (gap < 0) | (table.limit_binding == "need")
    table = table.mutate(shortfall_units=ibis.ifelse(is_met, 0, gap).cast("int64"))
    is_short = table.shortfall_units > 0
    shorter = (table.annual_purchases_units.cast("float64") * policy.peak_factor).nullif(0.0)
    days = (table.limit_units * DAYS_OF_NEED / shorter).floor().cast("int64")
    deposit = 1 - table.limit_units / table.need_units.nullif(0)
    nothing, no_days, no_share = ibis.null("int64"), ibis.null("int64"), ibis.null("float64")
    by_capacity = is_short & (table.limit_binding == "capacity")
    return table.mutate(
        option_terms_days=ibis.ifelse(is_short & (days > 0), days, no_days),
        option_deposit_share=ibis.ifelse(is_short, deposit, no_share),
        option_secured_units=ibis.ifelse(by_capacity, table.need_units, nothing),
    )
