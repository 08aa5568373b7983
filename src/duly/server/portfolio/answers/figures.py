"""What are the figures of the whole book on the day?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from duly.book.policy.grades import GRADES, NOT_RATED
from duly.server.portfolio.answers.balances import CREDITS, invoices_in
from duly.server.portfolio.answers.concentration import (
    MOST_GROUPS,
    concentration_facts,
    group_facts,
)
from duly.server.portfolio.answers.look import Depth, Facts, Look
from duly.server.portfolio.answers.metrics import metric_facts

OF_A_GRADE = (
    "open_units",
    "overdue_units",
    "exposure_units",
    "limit_units",
    "expected_loss_units",
)
_OF_EXPOSURE = ("unapplied_units", "exposure_units")


@dataclass(frozen=True, slots=True)
class Standing:
    """What the figures are added up from: rows by account, by balance, by exposure, and the cash
    of unknown payers by currency."""

    accounts: list[Facts]
    balances: list[Facts]
    exposures: list[Facts]
    unidentified: dict[str, int]


def figure_facts(look: Look, depth: Depth, standing: Standing) -> Facts:
    """Snapshot.figures, but for worklist and warnings; sums are those of the account rows."""
    accounts, unidentified = standing.accounts, standing.unidentified
    currencies = _currencies(standing)
    strange = [look.worth(units, currency) or 0 for currency, units in unidentified.items()]
    return {
        **summed_up(accounts),
        "items": _items(standing.balances),
        "unapplied_units": _sum(accounts, "unapplied_units") + sum(strange),
        "unidentified_units": sum(strange),
        "currencies": currencies,
        "entities": _entities(standing.balances),
        "missing_rates": [
            {name: row[name] for name in ("currency", "open_units", "exposure_units")}
            for row in currencies
            if not look.rates.has(row["currency"])
        ],
        "rates": look.quotes,
        **metric_facts(look, depth),
        "concentration": concentration_facts(look, accounts) if depth > Depth.FIGURES else {},
        "groups": group_facts(accounts)[:MOST_GROUPS],
    }


def summed_up(accounts: list[Facts]) -> Facts:
    """The figures that are sums of rows of AccountDay, for all of them or for any part."""
    invoiced = sum(sum(row["buckets_units"]) for row in accounts)
    overdue = _sum(accounts, "overdue_units")
    return {
        "accounts": {
            "known": len(accounts),
            "owing": sum(any(row["buckets_units"]) for row in accounts),
            "overdue": sum(row["overdue_units"] > 0 for row in accounts),
        },
        "open_units": _sum(accounts, "open_units"),
        "overdue_units": overdue,
        "disputed_units": _sum(accounts, "disputed_units"),
        "credits_units": _sum(accounts, "open_units") - invoiced,
        "unapplied_units": _sum(accounts, "unapplied_units"),
        "exposure_units": _sum(accounts, "exposure_units"),
        "limit_units": _sum(accounts, "limit_units"),
        "recommended_limit_units": _sum(accounts, "recommended_limit_units"),
        "expected_loss_units": _sum(accounts, "expected_loss_units"),
        "beyond_limit": _beyond_limit(accounts),
        "overdue_share": overdue / invoiced if invoiced else None,
        "grades": grade_facts(accounts),
        "grade_ageing": grade_ageing(accounts),
    }


def is_beyond_limit(row: Facts) -> bool:
    """Exposed beyond the limit in force; no limit at all is none to be beyond."""
    return row["limit_units"] is not None and row["exposure_units"] > row["limit_units"]


def grade_facts(accounts: list[Facts]) -> list[Facts]:
    """Accounts and money by grade, the best first; grades that nobody has, too."""
    return [
        {"grade": grade, "accounts": len(of), **{name: _sum(of, name) for name in OF_A_GRADE}}
        for grade, of in _by_grade(accounts).items()
    ]


def grade_ageing(accounts: list[Facts]) -> list[Facts]:
    """Open invoices by grade and bucket."""
    return [
        {
            "grade": grade,
            "buckets_units": [
                sum(units) for units in zip(*(row["buckets_units"] for row in of), strict=True)
            ],
        }
        for grade, of in _by_grade(accounts).items()
    ]


def _by_grade(accounts: list[Facts]) -> dict[str, list[Facts]]:
    found: dict[str, list[Facts]] = {grade: [] for grade in (*GRADES, NOT_RATED)}
    for row in accounts:
        found[row["grade"]].append(row)
    return found


def _beyond_limit(accounts: list[Facts]) -> Facts:
    beyond = [row for row in accounts if is_beyond_limit(row)]
    return {
        "accounts": len(beyond),
        "units": _sum(beyond, "exposure_units") - _sum(beyond, "limit_units"),
    }


def _items(balances: list[Facts]) -> Facts:
    invoices = list(invoices_in(balances))
    overdue = [row for row in invoices if row["is_overdue"]]
    return {"open": _sum(invoices, "count"), "overdue": _sum(overdue, "count")}


def _currencies(standing: Standing) -> list[Facts]:
    """Exactly, each in its own currency."""
    facts = (*standing.balances, *standing.exposures)
    codes = {row["currency"] for row in facts} | standing.unidentified.keys()
    rows = []
    for code in sorted(codes):
        exposed = [row for row in standing.exposures if row["currency"] == code]
        sums = {name: _sum(exposed, name) for name in _OF_EXPOSURE}
        sums["unapplied_units"] += standing.unidentified.get(code, 0)
        of = _item_sums([row for row in standing.balances if row["currency"] == code])
        rows.append({"currency": code, **of, **sums})
    return rows


def _entities(balances: list[Facts]) -> list[Facts]:
    keys = sorted({(row["entity"], row["currency"]) for row in balances})
    rows = []
    for entity, currency in keys:
        of = [row for row in balances if (row["entity"], row["currency"]) == (entity, currency)]
        rows.append({"entity": entity, "currency": currency, **_item_sums(of)})
    return rows


def _item_sums(balances: list[Facts]) -> Facts:
    invoices = list(invoices_in(balances))
    overdue = [row for row in invoices if row["is_overdue"]]
    return {
        "open_units": _sum(balances, "open_units"),
        "overdue_units": _sum(overdue, "open_units"),
        "disputed_units": _sum(balances, "disputed_units"),
        "credits_units": _sum(balances, "open_units", where=CREDITS),
        "items": _sum(invoices, "count"),
        "overdue_items": _sum(overdue, "count"),
    }


def _sum(rows: Iterable[dict[str, Any]], name: str, where: int | None = None) -> int:
    return sum(row[name] or 0 for row in rows if where is None or row["bucket"] == where)
