"""How are invoices paid, and how many are disputed?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.assessment.workings import Workings
from duly.analytics.behaviour.index import portfolio_index
from duly.analytics.behaviour.portfolio import (
    book_behaviour,
    days_late_histogram,
    portfolio_behaviour,
    slowest_accounts,
)
from duly.report.examination.evidence import Evidence
from duly.report.examination.fetching import Facts, by_currency, fetched

MOST_SLOW = 10
_WINDOWS = ("90", "180", "365", "all")
_OF_A_WINDOW = (
    *("currency", "window", "paid_count", "late_share", "mean_days_late"),
    "weighted_days_late",
)


def payment_facts(work: Workings, evidence: Evidence) -> Facts:
    """The keys paid, behaviour, disputed; each null where the source cannot tell."""
    return {
        "paid": _paid(work) if evidence.has_payments else None,
        "behaviour": _behaviour(work) if evidence.has_payments else None,
        "disputed": _disputed(work) if evidence.has_disputes else None,
    }


def _paid(work: Workings) -> Facts:
    found = book_behaviour(work.paid, work.parts, as_of=work.as_of, windows=(None,))
    (row,) = fetched(work, found)
    return {
        "count": row["paid_count"],
        "late_count": row["late_count"],
        "late_share": row["late_share"],
        "mean_days_late": row["mean_days_late"],
    }


def _behaviour(work: Workings) -> Facts:
    bins = fetched(work, days_late_histogram(work.paid))
    return {
        "days_late_histogram": [_bin(row) for row in bins],
        "by_window": _by_window(work),
        "payment_index": _index(work),
        "slowest": fetched(work, _slowest(work)),
    }


def _by_window(work: Workings) -> list[Facts]:
    """By currency; in each the shortest window first, the whole history last."""
    found = portfolio_behaviour(work.paid, work.parts, as_of=work.as_of)
    rows = fetched(work, found.select(*_OF_A_WINDOW))
    return by_currency(sorted(rows, key=lambda row: _WINDOWS.index(row["window"])))


def _index(work: Workings) -> list[Facts]:
    """How promptly the whole book is paid, by currency: 80 is on terms."""
    found = portfolio_index(work.parts, work.items, as_of=work.as_of)
    named = found.select("currency", "payment_index", "experience_count", "why_null")
    return by_currency(fetched(work, named))


def _bin(row: Facts) -> Facts:
    """Whole days from..to, both included, as the half-open [from, to) of the page."""
    end = row["to_days"]
    return {
        "from": row["from_days"],
        "to": None if end is None else end + 1,
        "count": row["paid_count"],
    }


def _slowest(work: Workings) -> ir.Table:
    """By what they are ranked: days late by amount, of the last year; `usual` is of all time."""
    slow = slowest_accounts(work.behaviour, limit=MOST_SLOW)
    keys = ["account_id", "currency"]
    ever = work.behaviour.filter(work.behaviour.window == "all")
    usual = ever.select(*keys, usual="weighted_days_late")
    exposed = work.exposure
    owed = exposed.group_by(*keys).agg(open_units=exposed.open_invoices_units.sum())
    names = work.accounts.select("account_id", "name")
    joined = slow.left_join(usual, keys).drop("account_id_right", "currency_right")
    joined = joined.left_join(owed, keys).drop("account_id_right", "currency_right")
    joined = joined.left_join(names, "account_id").drop("account_id_right")
    return joined.select(
        *("account_id", "name", "currency", "paid_count"),
        *("weighted_days_late", "mean_days_late", "usual"),
        open_units=joined.open_units.fill_null(0),
    ).order_by([ibis.desc("weighted_days_late"), ibis.desc("paid_count"), "account_id"])


def _disputed(work: Workings) -> Facts:
    """Invoices ever disputed, of all invoices known."""
    invoices = work.book.invoices.filter(
        work.book.invoices.issued_on <= work.as_of, work.book.invoices.amount_units >= 0
    )
    disputes = work.book.disputes.filter(work.book.disputes.opened_on <= work.as_of)
    hit = invoices.semi_join(disputes, "invoice_id")
    (row,) = fetched(work, invoices.agg(all=invoices.count()))
    (found,) = fetched(work, hit.agg(n=hit.count()))
    share = found["n"] / row["all"] if row["all"] else None
    return {"count": found["n"], "share": share}
