"""Which terms should an account get: days, deposit, discount, security, review, hold?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from duly.book.policy.terms import GradeTerms, TermsPolicy
from duly.kernel.calendars import add_months
from duly.kernel.statutory import EU_MEMBERS, maximum_terms

# Countries whose law on longest terms we know, beyond the Union's members.
OTHER_COUNTRIES = ("GB", "CH", "NO")


def recommended_terms(limited: ir.Table, policy: TermsPolicy, *, as_of: date) -> ir.Table:
    """Add the terms that go with each account's grade, within the law. One row an account.

    Reads grade, pd, country, terms_days. Adds recommended_days (0: prepayment), terms_reason
    (`grade` or `law`, whichever set the days), law_days (null: no maximum known), deposit_share
    (the larger of the matrix' and what brings PD x LGD x (1 - deposit) down to the target),
    discount_share, discount_days, security, review_on (date; null: with each order),
    hold_overdue_days. Source: handbook 04 sections 4 and 5, handbook 05 section 3.
    """
    law = _law_days(limited, policy, as_of=as_of)
    days = _of_grade(limited.grade, policy, lambda terms: terms.days)
    table = limited.mutate(law_days=law, matrix_days=days)
    is_capped = (table.law_days < table.matrix_days).fill_null(False)
    return table.mutate(
        recommended_days=ibis.ifelse(is_capped, table.law_days, table.matrix_days).cast("int64"),
        terms_reason=ibis.ifelse(is_capped, "law", "grade"),
        deposit_share=_deposit(table, policy),
        discount_share=_of_grade(table.grade, policy, lambda terms: terms.discount_share),
        discount_days=_of_grade(table.grade, policy, lambda terms: terms.discount_days),
        security=_of_grade(table.grade, policy, lambda terms: terms.security),
        review_on=_review_on(table.grade, policy, as_of=as_of),
        hold_overdue_days=_of_grade(table.grade, policy, lambda terms: terms.hold_overdue_days),
    ).drop("matrix_days")


def _of_grade(
    grade: ir.StringValue, policy: TermsPolicy, value: Callable[[GradeTerms], Any]
) -> ir.Value:
    return ibis.cases(*[(grade == key, value(terms)) for key, terms in policy.matrix.items()])


def _law_days(table: ir.Table, policy: TermsPolicy, *, as_of: date) -> ir.IntegerValue:
    if policy.seller_country is not None:
        law = maximum_terms(policy.seller_country, as_of=as_of)
        return ibis.null("int64") if law is None else ibis.literal(law.days).cast("int64")
    countries: dict[int, list[str]] = {}
    for country in sorted((*EU_MEMBERS, *OTHER_COUNTRIES)):
        law = maximum_terms(country, as_of=as_of)
        if law is not None:
            countries.setdefault(law.days, []).append(country)
    branches = [(table.country.isin(listed), days) for days, listed in countries.items()]
    return ibis.cases(*branches).cast("int64")


def _deposit(table: ir.Table, policy: TermsPolicy) -> ir.FloatingValue:
    """PD x LGD x (1 - deposit) <= target, in whole percent, and never less than the matrix says."""
    matrix = _of_grade(table.grade, policy, lambda terms: terms.deposit_share).cast("float64")
    unsecured = (table.pd * policy.lgd).nullif(0.0)
    exact = 1 - policy.target_loss_share / unsecured
    needed = ((exact * 100).ceil() / 100).cast("float64")
    return ibis.ifelse(needed > matrix, needed, matrix)


def _review_on(grade: ir.StringValue, policy: TermsPolicy, *, as_of: date) -> ir.DateValue:
    days = {
        key: add_months(as_of, terms.review_months)
        for key, terms in policy.matrix.items()
        if terms.review_months > 0
    }
    if not days:
        return ibis.null("date")
    return ibis.cases(*[(grade == key, ibis.literal(day)) for key, day in days.items()])
