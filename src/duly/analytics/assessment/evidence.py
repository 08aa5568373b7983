"""What do bureaus, insurers, statements and promises say about each account?

Each function gives one row an account that has such evidence, money in the account's own currency.
"""

from __future__ import annotations

from datetime import timedelta

import ibis
import ibis.expr.types as ir

from duly.analytics.assessment.accounts import in_own_currency
from duly.analytics.assessment.workings import Workings
from duly.analytics.bureau import newest_reports
from duly.analytics.exposure_cover import valid_cover

YEAR = 365


def bureau_evidence(work: Workings) -> ir.Table:
    """The newest report of the last two years (of one day, the first bureau by the alphabet).

    Columns: account_id, bureau_standing (score on its own scale: 0 worst, 1 best),
    adverse_events, bureau_recommended_units.
    """
    newest = newest_reports(work.book, as_of=work.as_of)
    # A recommended limit without a currency is of no use: it cannot be compared with anything.
    own = in_own_currency(newest, work.accounts, work.rates, "recommended_limit_units")
    return own.select(
        "account_id",
        "bureau_standing",
        adverse_events=own.adverse_events.fill_null(0).cast("int64"),
        bureau_recommended_units=own.recommended_limit_units,
    )


def insured_evidence(work: Workings) -> ir.Table:
    """Cover valid on the day: columns account_id, insured_limit_units, insured_share (lowest)."""
    valid = valid_cover(work.book, as_of=work.as_of)
    own = in_own_currency(valid, work.accounts, work.rates, "limit_units")
    return own.group_by("account_id").agg(
        insured_limit_units=own.limit_units.sum().cast("int64"),
        insured_share=own.insured_share.min(),
    )


def statement_evidence(statements: ir.Table, work: Workings) -> ir.Table:
    """The figures of the latest usable statement that the scorecard and the limit ask for."""
    money = ("tangible_net_worth_units", "working_capital_units", "payables_units")
    own = in_own_currency(statements, work.accounts, work.rates, *money)
    return own.select(
        "account_id",
        *money,
        "equity_ratio",
        "interest_cover",
        "current_ratio",
        z_double_prime="altman_z_double_prime",
    )


def promise_evidence(work: Workings) -> ir.Table:
    """Columns: account_id, broken_promise_share (of those due in the last 12 months)."""
    due = work.promises.filter(
        work.promises.due_on > work.as_of - timedelta(days=YEAR), work.promises.status != "open"
    )
    broken = (due.status == "broken").sum()
    return due.group_by("account_id").agg(broken_promise_share=broken / due.count())


def purchases(work: Workings) -> ir.Table:
    """Columns: account_id, annual_purchases_units (issued in the last 365 days, credits off).

    No row where the source holds open items only: what is still open is not what was bought.
    """
    invoices, since = work.book.invoices, work.as_of - timedelta(days=YEAR)
    knows_sales = ibis.literal("allocations" in work.book.present)
    recent = invoices.filter(
        invoices.issued_on <= work.as_of, invoices.issued_on > since, knows_sales
    )
    sums = recent.group_by("account_id", "currency").agg(bought=recent.amount_units.sum())
    own = in_own_currency(sums, work.accounts, work.rates, "bought")
    return own.group_by("account_id").agg(annual_purchases_units=own.bought.sum().cast("int64"))
