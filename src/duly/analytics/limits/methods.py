"""What would each method alone give as a credit limit?

Every method of handbook 04 section 1 that a book can carry. All read one row an account whose
money is in the account's currency, and give int64 units, null where the evidence is missing.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.book.policy.limits import ByGrade, LimitPolicy

DAYS_OF_NEED = 360
DAYS_OF_TERMS = 30

CAPACITY_METHODS = (
    "net_worth",
    "working_capital",
    "high_credit",
    "payment_history",
    "bureau",
    "supplier_share",
)


def with_methods(graded: ir.Table, policy: LimitPolicy) -> ir.Table:
    """Add one column a method: `net_worth_limit_units`, … and need_units, insured_capacity_units.

    Reads grade, tangible_net_worth_units, working_capital_units, payables_units,
    high_credit_units, weighted_days_late, bureau_limit_units, insured_limit_units, insured_share,
    annual_purchases_units, limit_terms_days, expected_delay_days.
    """
    return graded.mutate(
        net_worth_limit_units=_net_worth(graded, policy),
        working_capital_limit_units=_share(graded, "working_capital", policy.working_capital_share),
        high_credit_limit_units=_high_credit(graded, policy),
        payment_history_limit_units=_payment_history(graded, policy),
        bureau_limit_limit_units=_share(graded, "bureau_limit", policy.bureau_factor),
        supplier_share_limit_units=_share(graded, "payables", policy.supplier_share),
        insured_capacity_units=_insured(graded, policy),
        need_units=need(graded, policy),
    ).rename(bureau_limit_units_="bureau_limit_limit_units")


def need(table: ir.Table, policy: LimitPolicy) -> ir.IntegerValue:
    """What the account would use at its peak: purchases x (terms + delay) / 360 x peak factor."""
    days = table.limit_terms_days.cast("float64")
    if policy.expected_delay_in_need:
        days = days + ibis.greatest(table.expected_delay_days, 0.0).fill_null(0.0)
    exact = table.annual_purchases_units * days / DAYS_OF_NEED * policy.peak_factor
    return units(exact)


def units(exact: ir.NumericValue) -> ir.IntegerValue:
    """A figure of the core as money: rounded half away from zero, the only rounding there is."""
    return exact.cast("float64").round().cast("int64")


def by_grade(grade: ir.StringValue, values: ByGrade) -> ir.FloatingValue:
    """The policy's value for the grade in a column."""
    branches = [(grade == key, float(value)) for key, value in values.items()]
    return ibis.cases(*branches).cast("float64")


def _net_worth(table: ir.Table, policy: LimitPolicy) -> ir.IntegerValue:
    share = by_grade(table.grade, policy.net_worth_share)
    return units(ibis.greatest(table.tangible_net_worth_units, 0) * share)


def _share(table: ir.Table, base: str, share: float | None) -> ir.IntegerValue:
    """A share of a figure; a negative figure is worth nothing, a missing one is not known."""
    if share is None:
        return ibis.null("int64")
    column = table[f"{base}_units"]
    return units(ibis.ifelse(column.notnull(), ibis.greatest(column, 0), column) * share)


def _high_credit(table: ir.Table, policy: LimitPolicy) -> ir.IntegerValue:
    """The highest balance, if it was paid promptly enough to count as experience."""
    if policy.high_credit_factor is None:
        return ibis.null("int64")
    is_prompt = table.weighted_days_late <= policy.high_credit_max_days_late
    value = units(table.high_credit_units * policy.high_credit_factor)
    return ibis.ifelse(is_prompt, value, ibis.null("int64"))


def _payment_history(table: ir.Table, policy: LimitPolicy) -> ir.IntegerValue:
    """Average monthly purchases x (terms/30 + 1), once there is a paid history."""
    if not policy.payment_history:
        return ibis.null("int64")
    months = table.limit_terms_days / DAYS_OF_TERMS + 1
    value = units(table.annual_purchases_units / 12 * months)
    return ibis.ifelse(table.paid_count > 0, value, ibis.null("int64"))


def _insured(table: ir.Table, policy: LimitPolicy) -> ir.IntegerValue:
    """What an insurer covers; grossed up by the insured share where the residue is accepted."""
    cover = table.insured_limit_units
    if policy.insured_residue_accepted:
        return units(cover / table.insured_share.fill_null(1.0))
    return cover
