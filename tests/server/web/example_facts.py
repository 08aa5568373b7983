"""What the core would have said of the example book: figures, changes, weeks of cash, reasons."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from duly.server.ledger.models import Account
from duly.server.portfolio.answers.figures import summed_up

AS_OF = date(2026, 11, 20)
BEFORE = AS_OF - timedelta(days=1)


def figure_facts(rows: list[dict[str, Any]]) -> dict[str, Any]:
    top = [{"key": "C01", "units": 3_000_000, "share": 0.4, "rank": 1, "cumulative_share": 0.4}]
    placed = [
        {"key": key, "units": 10, "share": 0.5, "rank": 1, "cumulative_share": 0.5}
        for key in ("DE", None)
    ]
    months = [f"2026-{month:02}-28" for month in range(1, 11)]
    metric = {"metric": "dso", "currency": "EUR", "value": 51.5, "unit": "days", "reason": None}
    unknown = {
        "metric": "cei",
        "currency": "EUR",
        "value": None,
        "unit": "percent",
        "reason": "no_sales",
    }
    trend = {
        "currency": "EUR",
        "open_units": 900,
        "overdue_units": 300,
        "dso_days": 50.0,
        "bpdso_days": 40.0,
    }
    return {
        **summed_up(rows),
        "items": {"open": 30, "overdue": 16},
        "headline": {"dso_days": 51.5, "bpdso_days": 40.1, "add_days": 11.4, "cei": 80.0},
        "metrics": {"whole": [metric, unknown], "by_currency": [metric, unknown]},
        "trend": {"whole": [{"on": on, **trend} for on in months], "by_currency": []},
        "missing_rates": [{"currency": "CHF", "open_units": 12_345, "exposure_units": 12_345}],
        "rates": [
            {
                "currency": "USD",
                "rate": 0.92,
                "on": "2026-11-20",
                "source": "ecb",
                "how": "direct",
            }
        ],
        "concentration": {
            "accounts": {"hhi": 0.2, "top": top},
            "groups": {"hhi": 0.2, "top": top},
            "countries": {"hhi": 0.4, "top": placed},
            "sectors": {"hhi": None, "top": []},
            "segments": {"hhi": None, "top": []},
        },
        "groups": [],
        "work": {},
        "warnings": {"slowing_payment": 1},
    }


def week_facts() -> list[dict[str, Any]]:
    return [
        {
            "week": week,
            "week_start": (AS_OF + timedelta(days=7 * week)).isoformat(),
            "p10_units": 80_000,
            "p50_units": 100_000,
            "p90_units": 130_000,
            "expected_units": 101_000,
        }
        for week in range(1, 14)
    ]


def change_facts() -> dict[str, Any]:
    return {
        "since": BEFORE.isoformat(),
        "new_overdue": [
            {"account_id": f"C{n:02}", "items": n, "units": 1_000 * n} for n in range(1, 7)
        ],
        "paid": [{"account_id": "C01", "items": 1, "units": 70_000}],
        "grade_moves": [
            {
                "account_id": "C01",
                "before": "D",
                "after": "E",
                "score_before": 31,
                "score_after": 25,
            },
            {
                "account_id": "C05",
                "before": "B",
                "after": "A",
                "score_before": 71,
                "score_after": 80,
            },
        ],
        "limit_breaches": [
            {"account_id": "C01", "exposure_units": 3_000_000, "limit_units": 2_000_000}
        ],
        "new_warnings": [{"account_id": "C01", "code": "slowing_payment", "severity": 2}],
        "broken_promises": [
            {
                "promise_id": "PR0",
                "account_id": "C02",
                "currency": "USD",
                "amount_units": 9_900,
                "kept_units": 0,
                "due_on": BEFORE.isoformat(),
            },
        ],
        "totals": {
            "new_overdue_units": 21_000,
            "new_overdue_items": 21,
            "paid_units": 70_000,
            "paid_items": 1,
            "open_units": 0,
            "overdue_units": 0,
        },
    }


def reason_facts(account: Account, warning: dict[str, Any]) -> dict[str, Any]:
    point = {
        "rank": 1,
        "evidence": "payments",
        "observed_text": None,
        "threshold": 5.0,
        "is_below": True,
    }
    return {
        "currency": account.currency,
        "observed": {},
        "score": {"score": 25, "raw_score": 25, "grade": "E", "pd": 0.1, "guard": None},
        "characteristics": [
            {
                **point,
                "characteristic": "late_share",
                "observed": 0.8,
                "points": 5,
                "points_lost": 35,
            },
            {
                **point,
                "characteristic": "weighted_days_late",
                "observed": 40.0,
                "points": 10,
                "points_lost": 10,
            },
        ],
        "limit": {"limit_units": 1_000_000, "limit_binding": "capacity", "limit_reason": None},
        "terms": {
            "recommended_days": 0,
            "terms_reason": "grade",
            "security": "none",
            "review_on": "2027-01-31",
        },
        "exposure": [],
        "behaviour": [_behaviour(window) for window in ("all", "90", "365", "180")],
        "group": {
            "group_id": "C01",
            "accounts": 2,
            "exposure_units": 4_000_000,
            "limit_units": None,
        },
        "warnings": [{"code": "slowing_payment", **warning}] if account.account_id == "C01" else [],
    }


def _behaviour(window: str) -> dict[str, Any]:
    return {
        "window": window,
        "paid_count": 9,
        "late_count": 3,
        "late_share": 0.333,
        "mean_days_late": 4.0,
        "weighted_days_late": 5.0,
    }
