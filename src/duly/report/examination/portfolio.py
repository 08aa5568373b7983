"""What does the whole portfolio owe, how old is it, and on whom does it rest?"""

from __future__ import annotations

import ibis.expr.types as ir

from duly.analytics.ageing import CREDITS, UNAPPLIED, bucket_names
from duly.analytics.assessment.workings import Workings
from duly.analytics.concentration import concentration_by
from duly.analytics.dimensions import Dimension
from duly.analytics.metrics import METRICS, metric_trend, metrics
from duly.analytics.open_items import unapplied_cash
from duly.book.policy.credit_policy import CreditPolicy
from duly.report.examination.evidence import ONLY_BUCKETS, ONLY_OPEN_ITEMS, Evidence
from duly.report.examination.fetching import Facts, by_currency, fetched

MOST_CONCENTRATED = 10


def portfolio_facts(
    work: Workings, policy: CreditPolicy, evidence: Evidence, aged: ir.Table
) -> Facts:
    """The keys accounts, invoices, open_units, ageing, dso_days, metrics, trend, concentration …

    `aged` is the ageing by account. Every currency that has metrics has open, overdue and, where
    the source tells of payments, unapplied units: 0 where nothing is open.
    """
    measured = _metrics(work, policy, evidence)
    currencies = tuple(dict.fromkeys(line["currency"] for line in measured))
    return {
        "accounts": fetched(work, work.accounts.agg(n=work.accounts.count()))[0]["n"],
        "invoices": _invoices(work) if evidence.has_invoices else None,
        **_open_units(work, currencies),
        "unapplied_units": _unapplied(work, currencies) if evidence.has_cash else None,
        "ageing": _ageing(work, policy, aged, currencies),
        "dso_days": {m["currency"]: m["value"] for m in measured if m["metric"] == "dso"},
        "metrics": measured,
        "trend": _trend(work, policy),
        "concentration": _concentration(work),
    }


def _invoices(work: Workings) -> Facts:
    """Invoices and debit notes known by the day; credit notes are not counted."""
    invoices, items = work.book.invoices, work.items
    is_invoice = (invoices.issued_on <= work.as_of) & (invoices.amount_units >= 0)
    owed = items.open_units > 0
    (count,) = fetched(work, invoices.agg(count=is_invoice.sum().fill_null(0)))
    (now,) = fetched(
        work,
        items.agg(
            open=owed.sum().fill_null(0),
            overdue=(owed & (items.days_past_due > 0)).sum().fill_null(0),
        ),
    )
    return count | now


def _open_units(work: Workings, currencies: tuple[str, ...]) -> Facts:
    """Open and overdue money by currency; open is net of open credit notes."""
    items = work.items
    is_overdue = (items.open_units > 0) & (items.days_past_due > 0)
    sums = items.group_by("currency").agg(
        open=items.open_units.sum(), overdue=items.open_units.sum(where=is_overdue)
    )
    found = {row["currency"]: row for row in fetched(work, sums)}
    every = [(currency, found.get(currency, {})) for currency in currencies]
    return {
        "open_units": {currency: row.get("open") or 0 for currency, row in every},
        "overdue_units": {currency: row.get("overdue") or 0 for currency, row in every},
    }


def _unapplied(work: Workings, currencies: tuple[str, ...]) -> dict[str, int]:
    cash = unapplied_cash(work.book, as_of=work.as_of)
    rows = fetched(work, cash.group_by("currency").agg(units=cash.unapplied_units.sum()))
    found = {row["currency"]: row["units"] for row in rows}
    return {currency: found.get(currency, 0) for currency in sorted({*currencies, *found})}


def _ageing(
    work: Workings, policy: CreditPolicy, aged: ir.Table, currencies: tuple[str, ...]
) -> list[Facts]:
    """Every bucket of every currency, empty ones too; unapplied cash stands elsewhere."""
    sums = aged.group_by("currency", "bucket").agg(
        units=aged.open_units.sum(),
        items=aged["items"].sum(),
        disputed_units=aged.disputed_units.sum(),
    )
    found = {(row["currency"], row["bucket"]): row for row in fetched(work, sums)}
    empty = {"units": 0, "items": 0, "disputed_units": 0}
    return [
        {"currency": currency, "bucket": name} | (found.get((currency, name)) or empty)
        for currency in currencies
        for name in bucket_names(policy.ageing)
        if name != UNAPPLIED
    ]


def grade_ageing(work: Workings, aged: ir.Table, judged: ir.Table) -> list[Facts]:
    """Open money by currency, grade and bucket; credits and unapplied cash left out."""
    owed = aged.filter(~aged.bucket.isin([CREDITS, UNAPPLIED]))
    graded = owed.join(judged.select("account_id", "grade"), "account_id")
    sums = graded.group_by("currency", "grade", "bucket_no", "bucket").agg(
        units=graded.open_units.sum()
    )
    return fetched(work, sums.order_by(["currency", "grade", "bucket_no"]).drop("bucket_no"))


def _metrics(work: Workings, policy: CreditPolicy, evidence: Evidence) -> list[Facts]:
    """By currency, and in each in the order of the catalogue."""
    found = metrics(work.book, as_of=work.as_of, policy=policy.metrics)
    names = ("currency", "metric", "value", "unit", "reason", "period_start", "period_end")
    place = {metric.code: number for number, metric in enumerate(METRICS)}
    rows = sorted(fetched(work, found), key=lambda row: place[row["metric"]])
    lines = [{name: row[name] for name in names} for row in by_currency(rows)]
    return lines if evidence.has_invoices else [_of_buckets(line) for line in lines]


def _of_buckets(line: Facts) -> Facts:
    """To metrics a report of buckets is a list of open items; to a reader it is not even that."""
    is_general = line["reason"] == ONLY_OPEN_ITEMS
    return line | {"reason": ONLY_BUCKETS} if is_general else line


def _trend(work: Workings, policy: CreditPolicy) -> list[Facts]:
    found = metric_trend(work.book, as_of=work.as_of, policy=policy.metrics)
    return fetched(work, found.order_by(["currency", "on"]))


def _concentration(work: Workings) -> list[Facts]:
    """The largest debtors of each currency; who owes nothing is no debtor."""
    found = concentration_by(work.book, as_of=work.as_of, by=Dimension.ACCOUNT, basis="open")
    first = found.filter(found["rank"] <= MOST_CONCENTRATED, found.share > 0)
    names = work.accounts.select("account_id", "name")
    named = first.left_join(names, first.key == names.account_id)
    currencies: dict[str, Facts] = {}
    for row in fetched(work, named.order_by(["currency", "rank"])):
        start = {"currency": row["currency"], "hhi": row["hhi"], "top": []}
        of = currencies.setdefault(row["currency"], start)
        of["top"].append(
            {
                "account_id": row["key"],
                "name": row["name"],
                "units": row["units"],
                "share": row["share"],
            }
        )
    return list(currencies.values())
