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
    "limit_by_net_worth_units",
    "limit_by_working_capital_units",
    "limit_by_high_credit_units",
    "limit_by_payment_history_units",
    "limit_by_bureau_units",
    "limit_by_supplier_share_units",
)


def with_methods(graded: ir.Table, policy: LimitPolicy) -> ir.Table:
    """Add the candidates of CAPACITY_METHODS, insured_capacity_units and need_units.

    Reads grade, paid_count, tangible_net_worth_units, working_capital_units, payables_units (the
    buyer's, to all its suppliers), high_credit_units, weighted_days_late,
    bureau_recommended_units, insured_limit_units, insured_share, annual_purchases_units,
    limit_terms_days, expected_delay_days.
    """
    working_capital = graded.working_capital_units
    return graded.mutate(
        limit_by_net_worth_units=_net_worth(graded, policy),
        limit_by_working_capital_units=_share(working_capital, policy.working_capital_share),
        limit_by_high_credit_units=_high_credit(graded, policy),
        limit_by_payment_history_units=_payment_history(graded, policy),
        limit_by_bureau_units=_share(graded.bureau_recommended_units, policy.bureau_factor),
        limit_by_supplier_share_units=_share(graded.payables_units, policy.supplier_share),
        insured_capacity_units=_insured(graded, policy),
        need_units=need(graded, policy),
    )


def need(table: ir.Table, policy: LimitPolicy) -> ir.IntegerValue:
    """What the account would use at its peak: purchases x (terms + delay) / 360 x peak factor.

    Null when nothing is known to have been bought in the last year.
    """
    days = table.limit_terms_days.cast("float64")
    if policy.expected_delay_in_need:
        days = days + ibis.greatest(table.expected_delay_days.fill_null(0.0), 0.0)
    exact = table.annual_purchases_units * days / DAYS_OF_NEED * policy.peak_factor
    return units(ibis.ifelse(table.annual_purchases_units > 0, exact, ibis.null("float64")))


def units(exact: ir.NumericValue) -> ir.IntegerValue:
    """A figure of the core as money: rounded half away from zero, the only rounding there is."""
    return exact.cast("float64").round().cast("int64")


def by_grade(grade: ir.StringValue, values: ByGrade) -> ir.FloatingValue:
    """The policy's value for the grade in a column."""
    branches = [(grade == key, float(value)) for key, value in values.items()]
    return ibis.cases(*branches).cast("float64")


def _net_worth(table: ir.Table, policy: LimitPolicy) -> ir.IntegerValue:
    share = by_grade(table.grade, policy.net_worth_share)
    return units(_at_least_zero(table.tangible_net_worth_units) * share)


def _share(figure: ir.IntegerColumn, share: float | None) -> ir.IntegerValue:
    """A share of a figure; a negative figure is worth nothing, a missing one is not known."""
    if share is None:
        return ibis.null("int64")
    return units(_at_least_zero(figure).cast("float64") * share)


def _at_least_zero(figure: ir.IntegerColumn) -> ir.IntegerValue:
    """Null stays null: some engines' `greatest` would make it zero."""
    return ibis.ifelse(figure < 0, 0, figure)


def _high_credit(table: ir.Table, policy: LimitPolicy) -> ir.IntegerValue:
    """The highest balance, if it was paid promptly enough to count as experience."""
    if policy.high_credit_factor is None:
        return ibis.null("int64")
    is_prompt = table.weighted_days_late <= policy.high_credit_max_days_late
    value = units(table.high_credit_units.cast("float64") * policy.high_credit_factor)
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
