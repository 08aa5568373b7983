"""What was seen of every account, in the shape in which it is judged?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

import ibis
import ibis.expr.types as ir

from duly.analytics.assessment.accounts import in_own_currency
from duly.analytics.assessment.evidence import (
    bureau_evidence,
    insured_evidence,
    promise_evidence,
    purchases,
    statement_evidence,
)
from duly.analytics.assessment.observation import OBSERVED
from duly.analytics.assessment.workings import Workings
from duly.analytics.behaviour.index import payment_index
from duly.analytics.open_items import days_between
from duly.book.policy.warnings import WarningPolicy

DAYS_OF_YEAR = 365.25
# What promises, bureaus, insurers and statements may say of an account.
EVIDENCE = (
    "broken_promise_share",
    "bureau_standing",
    "adverse_events",
    "bureau_recommended_units",
    "insured_limit_units",
    "insured_share",
    "tangible_net_worth_units",
    "working_capital_units",
    "payables_units",
    "equity_ratio",
    "interest_cover",
    "current_ratio",
    "z_double_prime",
)


def observe(work: Workings, policy: WarningPolicy) -> ir.Table:
    """One row an account of the book, with the columns of OBSERVED; `judge` takes it from here.

    Money is in the account's own currency; what is in another and has no rate is left out, and
    `missing_rates` counts such balances. Days late are those of the last 12 months, or of all
    that is known where nothing was paid in the last 12.
    """
    parts = [
        _paying(work),
        _slowing(work, policy),
        _balance(work),
        _high_credit(work),
        purchases(work),
        _index(work),
        *_further_evidence(work),
    ]
    joined = reduce(_beside, parts, work.accounts)
    return _completed(_with_the_unseen(joined), work)


def _further_evidence(work: Workings) -> Iterator[ir.Table]:
    """What only some sources have. To ask for the others would cost a third of the query."""
    present = work.book.present
    if "promises" in present:
        yield promise_evidence(work)
    if "reports" in present:
        yield bureau_evidence(work)
    if "cover" in present:
        yield insured_evidence(work)
    if work.statements is not None:
        yield statement_evidence(work.statements, work)


def _with_the_unseen(joined: ir.Table) -> ir.Table:
    """Null for the evidence that the source does not have."""
    unseen = [name for name in EVIDENCE if name not in joined.columns]
    types = ibis.Schema.from_pyarrow(OBSERVED)
    return joined.mutate(**{name: ibis.null(types[name]) for name in unseen})


def _beside(table: ir.Table, part: ir.Table) -> ir.Table:
    return table.left_join(part, "account_id").drop("account_id_right")


def _paying(work: Workings) -> ir.Table:
    """The year's behaviour where there is any, else that of all time."""
    is_year, is_all = work.behaviour.window == "365", work.behaviour.window == "all"
    names = ("late_share", "weighted_days_late")
    figures = work.behaviour.group_by("account_id").agg(
        paid_count=work.behaviour.paid_count.max(where=is_all),
        **{f"{name}_year": work.behaviour[name].max(where=is_year) for name in names},
        **{f"{name}_ever": work.behaviour[name].max(where=is_all) for name in names},
    )
    return figures.select(
        "account_id",
        "paid_count",
        **{name: ibis.coalesce(figures[f"{name}_year"], figures[f"{name}_ever"]) for name in names},
    )


def _slowing(work: Workings, policy: WarningPolicy) -> ir.Table:
    """Days later than before, where both sides have enough payments to say so."""
    table = work.trend
    is_known = (table.recent_count >= policy.min_paid_recent) & (
        table.before_count >= policy.min_paid_before
    )
    change = ibis.ifelse(is_known, table.change_weighted_days_late, ibis.null("float64"))
    return table.select("account_id", slowing_days=change)


def _balance(work: Workings) -> ir.Table:
    money = (
        "open_invoices_units",
        "overdue_units",
        "disputed_units",
        "disputed_overdue_units",
        "exposure_units",
    )
    own = in_own_currency(work.exposure, work.accounts, work.rates, *money)
    sums = {name: own[name].sum().cast("int64") for name in money}
    return own.group_by("account_id").agg(
        **sums,
        oldest_overdue_days=own.oldest_overdue_days.max().cast("float64"),
        missing_rates=(~own.has_rate).sum().cast("int64"),
    )


def _high_credit(work: Workings) -> ir.Table:
    own = in_own_currency(work.high_credit, work.accounts, work.rates, "high_credit_units")
    return own.group_by("account_id").agg(
        high_credit_units=own.high_credit_units.sum().cast("int64")
    )


def _index(work: Workings) -> ir.Table:
    return payment_index(work.parts, work.items, as_of=work.as_of).select(
        "account_id", "payment_index"
    )


def _completed(joined: ir.Table, work: Workings) -> ir.Table:
    """The figures that need more than one source, in the order of OBSERVED."""
    owed = joined.open_invoices_units.fill_null(0)
    clean_overdue = joined.overdue_units - joined.disputed_overdue_units
    limit = joined.current_limit_units.nullif(0)
    known_days = days_between(joined.known_since, work.as_of)
    exposures = joined.exposure_units.fill_null(0)
    table = joined.mutate(
        paid_count=joined.paid_count.fill_null(0).cast("int64"),
        has_statement=joined.equity_ratio.notnull() | joined.z_double_prime.notnull(),
        has_bureau=joined.bureau_standing.notnull(),
        adverse_events=joined.adverse_events.fill_null(0).cast("int64"),
        overdue_share=clean_overdue / owed.nullif(0),
        oldest_overdue_days=ibis.ifelse(
            owed > 0, joined.oldest_overdue_days.fill_null(0.0), ibis.null("float64")
        ),
        utilisation=ibis.ifelse(exposures < 0, 0, exposures) / limit,
        years_known=known_days.cast("float64") / DAYS_OF_YEAR,
        limit_terms_days=joined.terms_days.fill_null(30).cast("int64"),
        expected_delay_days=joined.weighted_days_late,
        open_units=owed.cast("int64"),
        overdue_units=joined.overdue_units.fill_null(0).cast("int64"),
        disputed_units=joined.disputed_units.fill_null(0).cast("int64"),
        exposure_units=exposures.cast("int64"),
        missing_rates=joined.missing_rates.fill_null(0).cast("int64"),
    )
    return table.mutate(exposure_share=_share(table)).select(*OBSERVED.names, "missing_rates")


def _share(table: ir.Table) -> ir.FloatingValue:
    """Of all positive exposure in the same currency."""
    positive = ibis.ifelse(table.exposure_units < 0, 0, table.exposure_units)
    total = positive.sum().over(ibis.window(group_by="currency"))
    return positive / total.cast("float64").nullif(0.0)
