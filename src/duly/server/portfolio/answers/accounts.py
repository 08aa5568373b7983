"""How does each account stand on the day, in the reporting currency?"""

from __future__ import annotations

from collections.abc import Iterable

from duly.server.portfolio.answers.balances import CREDITS, by_account
from duly.server.portfolio.answers.look import Facts, Look

_JUDGED = (
    "account_id",
    "currency",
    "group_id",
    "country",
    "sector",
    "segment",
    "score",
    "grade",
    "pd",
    "oldest_overdue_days",
    "weighted_days_late",
    "current_limit_units",
    "limit_units",
    "expected_loss_units",
)


def account_rows(look: Look, balances: list[Facts], exposures: list[Facts]) -> list[Facts]:
    """One row an account that was known by the day: the columns of AccountDay, `account_id`, and
    what the figures of the whole split by (group_id, country, sector, segment)."""
    items, exposed = by_account(balances), by_account(exposures)
    later = _not_yet_known(look) - exposed.keys()
    return [
        _row(look, row, items.get(row["account_id"], []), exposed.get(row["account_id"], []))
        for row in look.rows(look.assessment.judged.select(*_JUDGED))
        if row["account_id"] not in later
    ]


def _not_yet_known(look: Look) -> set[str]:
    """The accounts that were entered, or first bought, after the day."""
    accounts = look.assessment.work.accounts
    later = accounts.filter(accounts.known_since > look.as_of)
    return {row["account_id"] for row in look.rows(later.select("account_id"))}


def _row(look: Look, judged: Facts, items: list[Facts], exposed: list[Facts]) -> Facts:
    oldest = judged["oldest_overdue_days"]
    own = judged["currency"]
    return {
        "account_id": judged["account_id"],
        **{name: judged[name] for name in ("group_id", "country", "sector", "segment")},
        **_of_items(look, items),
        **_of_exposure(look, exposed),
        "oldest_days": None if oldest is None else int(oldest),
        "score": judged["score"],
        "grade": judged["grade"],
        "pd": judged["pd"],
        "limit_units": look.worth(judged["current_limit_units"], own),
        "recommended_limit_units": look.worth(judged["limit_units"], own),
        "late_days_mean": judged["weighted_days_late"],
        "expected_loss_units": look.worth(judged["expected_loss_units"], own),
        "missing_rates": sum(not look.rates.has(row["currency"]) for row in exposed),
    }


def _of_items(look: Look, rows: Iterable[Facts]) -> Facts:
    """Every part is converted and rounded by itself, so that buckets and credits add up."""
    buckets = [0] * len(look.policy.ageing.buckets)
    credit = overdue = disputed = 0
    for row in rows:
        if not look.rates.has(row["currency"]):
            continue
        worth = look.rates.worth(row["open_units"], row["currency"])
        disputed += look.rates.worth(row["disputed_units"], row["currency"])
        if row["bucket"] == CREDITS:
            credit += worth
            continue
        buckets[row["bucket"]] += worth
        overdue += worth if row["is_overdue"] else 0
    return {
        "open_units": sum(buckets) + credit,
        "overdue_units": overdue,
        "disputed_units": disputed,
        "buckets_units": buckets,
    }


def _of_exposure(look: Look, rows: list[Facts]) -> Facts:
    names = ("unapplied_units", "exposure_units")
    known = [row for row in rows if look.rates.has(row["currency"])]
    return {
        name: sum(look.rates.worth(row[name], row["currency"]) for row in known) for name in names
    }
