"""What does the whole portfolio owe, how old is it, how is it paid, and on whom does it rest?"""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from duly.analytics.ageing import ageing, bucket_names
from duly.analytics.assessment.workings import Workings
from duly.analytics.behaviour.portfolio import (
    book_behaviour,
    days_late_histogram,
    portfolio_behaviour,
    slowest_accounts,
)
from duly.analytics.concentration import concentration_by
from duly.analytics.dimensions import Dimension
from duly.analytics.metrics import metric_trend, metrics
from duly.analytics.open_items import unapplied_cash
from duly.book.policy.credit_policy import CreditPolicy
from duly.book.source import Source
from duly.report.examination.evidence import Evidence

Facts = dict[str, Any]
MOST_CONCENTRATED = 10
MOST_SLOW = 10


def portfolio_facts(
    source: Source, work: Workings, policy: CreditPolicy, evidence: Evidence
) -> Facts:
    """The keys accounts, invoices, paid, open_units, ageing, metrics, trend, concentration …"""
    measured = _metrics(work, policy)
    return {
        "accounts": _rows(work, work.accounts.agg(n=work.accounts.count()))[0]["n"],
        "invoices": _invoices(work) if evidence.has_invoices else None,
        "paid": _paid(work) if evidence.has_payments else None,
        **_units(work),
        "ageing": _ageing(work, policy),
        "dso_days": {m["currency"]: m["value"] for m in measured if m["metric"] == "dso"},
        "metrics": measured,
        "trend": _trend(work, policy),
        "behaviour": _behaviour(work) if evidence.has_payments else None,
        "disputed": _disputed(work) if evidence.has_disputes else None,
        "concentration": _concentration(work),
    }


def _rows(work: Workings, expression: ir.Table) -> list[Facts]:
    rows: list[Facts] = work.book.engine.fetch(expression).to_pylist()
    return rows


def _invoices(work: Workings) -> Facts:
    """Invoices and debit notes known by the day; credit notes are not counted."""
    invoices, items = work.book.invoices, work.items
    is_invoice = (invoices.issued_on <= work.as_of) & (invoices.amount_units >= 0)
    owed = items.open_units > 0
    (count,) = _rows(work, invoices.agg(count=is_invoice.sum().fill_null(0)))
    (now,) = _rows(
        work,
        items.agg(
            open=owed.sum().fill_null(0),
            overdue=(owed & (items.days_past_due > 0)).sum().fill_null(0),
        ),
    )
    return count | now


def _paid(work: Workings) -> Facts:
    found = book_behaviour(work.paid, work.parts, as_of=work.as_of, windows=(None,))
    (row,) = _rows(work, found)
    return {
        "count": row["paid_count"],
        "late_count": row["late_count"],
        "late_share": row["late_share"],
        "mean_days_late": row["mean_days_late"],
    }


def _units(work: Workings) -> Facts:
    """Open, overdue and unapplied money by currency; open is net of open credit notes."""
    items = work.items
    is_overdue = (items.open_units > 0) & (items.days_past_due > 0)
    open_now = _rows(
        work,
        items.group_by("currency").agg(
            open=items.open_units.sum(), overdue=items.open_units.sum(where=is_overdue)
        ),
    )
    cash = unapplied_cash(work.book, as_of=work.as_of)
    unapplied = _rows(work, cash.group_by("currency").agg(units=cash.unapplied_units.sum()))
    return {
        "open_units": {row["currency"]: row["open"] for row in _by_currency(open_now)},
        "overdue_units": {row["currency"]: row["overdue"] or 0 for row in _by_currency(open_now)},
        "unapplied_units": {row["currency"]: row["units"] for row in _by_currency(unapplied)},
    }


def _by_currency(rows: list[Facts]) -> list[Facts]:
    return sorted(rows, key=lambda row: str(row["currency"]))


def _ageing(work: Workings, policy: CreditPolicy) -> list[Facts]:
    """Every bucket of every currency, empty ones too; unapplied cash stands elsewhere."""
    found = ageing(work.book, as_of=work.as_of, policy=policy.ageing)
    rows = {(row["currency"], row["bucket"]): row for row in _rows(work, found)}
    currencies = sorted({currency for currency, bucket in rows if bucket != "unapplied"})
    names = [name for name in bucket_names(policy.ageing) if name != "unapplied"]
    return [
        {
            "currency": currency,
            "bucket": name,
            "units": _held(rows, currency, name, "open_units"),
            "items": _held(rows, currency, name, "items"),
            "disputed_units": _held(rows, currency, name, "disputed_units"),
        }
        for currency in currencies
        for name in names
    ]


def _held(rows: dict[tuple[str, str], Facts], currency: str, name: str, column: str) -> int:
    row = rows.get((currency, name))
    return 0 if row is None else int(row[column])


def _metrics(work: Workings, policy: CreditPolicy) -> list[Facts]:
    found = metrics(work.book, as_of=work.as_of, policy=policy.metrics)
    names = ("currency", "metric", "value", "unit", "reason", "period_start", "period_end")
    return [{name: row[name] for name in names} for row in _by_currency(_rows(work, found))]


def _trend(work: Workings, policy: CreditPolicy) -> list[Facts]:
    found = metric_trend(work.book, as_of=work.as_of, policy=policy.metrics)
    return _rows(work, found.order_by(["currency", "on"]))


def _behaviour(work: Workings) -> Facts:
    by_window = portfolio_behaviour(work.paid, work.parts, as_of=work.as_of)
    slowest = slowest_accounts(work.behaviour, limit=MOST_SLOW)
    names = work.accounts.select("account_id", "name")
    named = slowest.left_join(names, "account_id").drop("account_id_right")
    return {
        "days_late_histogram": [_bin(row) for row in _rows(work, days_late_histogram(work.paid))],
        "by_window": _rows(
            work,
            by_window.select(
                "currency",
                "window",
                "paid_count",
                "late_share",
                "mean_days_late",
                "weighted_days_late",
            ).order_by(["currency", "window"]),
        ),
        "slowest": _rows(work, _slow(named, work)),
    }


def _bin(row: Facts) -> Facts:
    """Whole days from..to, both included, as the half-open [from, to) of the page."""
    end = row["to_days"]
    return {
        "from": row["from_days"],
        "to": None if end is None else end + 1,
        "count": row["paid_count"],
    }


def _slow(named: ir.Table, work: Workings) -> ir.Table:
    ever = work.behaviour.filter(work.behaviour.window == "all")
    usual = ever.select("account_id", usual="mean_days_late")
    owed = work.exposure.group_by("account_id", "currency").agg(
        open_units=work.exposure.open_invoices_units.sum()
    )
    joined = named.left_join(usual, "account_id").drop("account_id_right")
    joined = joined.left_join(owed, ["account_id", "currency"])
    return joined.select(
        "account_id",
        "name",
        "currency",
        "mean_days_late",
        "weighted_days_late",
        "usual",
        open_units=joined.open_units.fill_null(0),
    ).order_by([ibis.desc("weighted_days_late"), "account_id"])


def _disputed(work: Workings) -> Facts:
    """Invoices ever disputed, of all invoices known."""
    invoices = work.book.invoices.filter(
        work.book.invoices.issued_on <= work.as_of, work.book.invoices.amount_units >= 0
    )
    disputes = work.book.disputes.filter(work.book.disputes.opened_on <= work.as_of)
    hit = invoices.semi_join(disputes, "invoice_id")
    (row,) = _rows(work, invoices.agg(all=invoices.count()))
    (found,) = _rows(work, hit.agg(n=hit.count()))
    share = found["n"] / row["all"] if row["all"] else None
    return {"count": found["n"], "share": share}


def _concentration(work: Workings) -> list[Facts]:
    found = concentration_by(work.book, as_of=work.as_of, by=Dimension.ACCOUNT, basis="open")
    rows = _rows(work, found.filter(found["rank"] <= MOST_CONCENTRATED).order_by("rank"))
    names = {
        row["account_id"]: row["name"]
        for row in _rows(work, work.accounts.select("account_id", "name"))
    }
    currencies: dict[str, Facts] = {}
    for row in rows:
        of = currencies.setdefault(
            row["currency"], {"currency": row["currency"], "hhi": row["hhi"], "top": []}
        )
        of["top"].append(
            {
                "account_id": row["key"],
                "name": names.get(row["key"]),
                "units": row["units"],
                "share": row["share"],
            }
        )
    return [currencies[key] for key in sorted(currencies)]
