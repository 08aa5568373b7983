"""An invented X-ray, rich enough to show every part of the page."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

from tests.report.example_accounts import BUCKETS, account, by_account

_SET_ASIDE = {"duplicate_row": {"EUR": 7_190_000}, "impossible_date": {"EUR": 458_112}}


def xray() -> dict[str, Any]:
    """The whole dictionary, with two currencies, drift, warnings and faults in the file."""
    return {
        "as_of": "2026-11-21",
        "as_of_reason": "latest_event",
        "source": {
            "name": "OP-Liste_November.csv",
            "kind": "export",
            "shape": "invoices",
            "encoding": "cp1252",
            "delimiter": ";",
            "header_row": 4,
            "sheet": None,
            "date_order": "dmy",
            "decimal_sign": ",",
        },
        "policy": {"name": "default", "version": "2026.1"},
        "mapping": {line["source"]: line["book"] for line in _mapping()},
        "mapping_detail": _mapping(),
        "rows": {"read": 2503, "accepted": 2466, "set_aside": 37, "structural": 7},
        "money": [
            _money("EUR", 1_284_551_230, 1_276_903_118),
            _money("GBP", 214_090_077, 214_090_077),
        ],
        "accounts": 112,
        "invoices": {"count": 2466, "open": 409, "overdue": 171},
        "paid": {"count": 2057, "late_count": 731, "late_share": 0.35537, "mean_days_late": 3.44},
        "open_units": {"EUR": 186_420_355, "GBP": 31_207_744},
        "overdue_units": {"EUR": 62_019_114, "GBP": 6_110_020},
        "unapplied_units": None,
        "ageing": _ageing(),
        "dso_days": {"EUR": 50.3, "GBP": 41.8},
        "metrics": _metrics(),
        "trend": _trend(),
        "behaviour": _behaviour(),
        "disputed": {"count": 58, "share": 0.02352},
        "concentration": [_concentration("EUR", 186_420_355), _concentration("GBP", 31_207_744)],
        **by_account(),
        "quality": _quality(),
        "quality_rows": [
            {"code": "impossible_date", "row": 118, "column": "Fällig", "value": "31.02.2026"},
            {"code": "unreadable_amount", "row": 377, "column": "Betrag", "value": "#WERT!"},
            {"code": "duplicate_row", "row": 802, "column": None, "value": None},
            {"code": "missing_account", "row": 1204, "column": "Kunde", "value": ""},
        ],
        "reasons": {
            "unapplied_units": "no_payments_apart",
        },
    }


def bare() -> dict[str, Any]:
    """The same kind of file with hardly any evidence: open items only."""
    lines = [line for line in _ageing() if line["currency"] == "EUR"]
    return {
        **dict.fromkeys(xray()),
        "as_of": "2026-11-21",
        "as_of_reason": "latest_event",
        "source": {"name": "open.csv", "kind": "export", "shape": "open_items"},
        "policy": {"name": "default", "version": "2026.1"},
        "rows": {"read": 12, "accepted": 12, "set_aside": 0, "structural": 0},
        "accounts": 3,
        "invoices": {"count": 12, "open": 12, "overdue": None},
        "paid": {"count": None, "late_count": None, "late_share": None, "mean_days_late": None},
        "open_units": {"EUR": 186_420_355},
        "overdue_units": {"EUR": 62_019_114},
        "unapplied_units": {"EUR": None},
        "ageing": lines,
        "dso_days": {"EUR": None},
        "reasons": {
            "dso_days": "only_open_items",
            "paid": "only_open_items",
            "grades": "too_little_evidence",
        },
    }


def _money(currency: str, read: int, accepted: int) -> dict[str, Any]:
    return {
        "currency": currency,
        "read_units": read,
        "accepted_units": accepted,
        "set_aside_units": read - accepted,
    }


def _mapping() -> list[dict[str, Any]]:
    lines = (
        ("Kunde", "account_id", 0.98, "header", ["10021", "10044", "10307"]),
        ("Firma", "name", 0.93, "header", ["Brauhaus Lindental GmbH & Co. KG"]),
        ("Beleg", "invoice_id", 0.96, "header", ["RE-40017", "RE-40018"]),
        ("Belegdatum", "issued_on", 0.99, "header_and_content", ["03.09.2026", "17.09.2026"]),
        ("Fällig", "due_on", 0.99, "header_and_content", ["03.10.2026", "17.10.2026"]),
        ("Betrag EUR", "amount", 0.91, "content", ["1.234,50", "980,00-"]),
        ("Ausgleich", "paid_on", 0.88, "content", ["05.10.2026", ""]),
        ("Strittig", "disputed", 0.72, "content", ["ja", "nein"]),
        ("Sachbearb.", None, 0.0, "not_recognised", ["MK", "TS"]),
    )
    keys = ("source", "book", "confidence", "reason", "samples")
    return [dict(zip(keys, line, strict=True)) for line in lines]


def _ageing() -> list[dict[str, Any]]:
    amounts = {
        "EUR": (124_401_241, 31_550_100, 13_204_551, 8_011_870, 4_120_000, 5_132_593),
        "GBP": (25_097_724, 4_020_011, 1_290_009, 500_000, 0, 300_000),
    }
    counts = {"EUR": (210, 71, 33, 17, 8, 14), "GBP": (44, 9, 2, 0, 0, 1)}
    lines = [
        {
            "currency": currency,
            "bucket": bucket,
            "units": units,
            "items": count,
            "disputed_units": units // 12 if bucket in ("31-60", "61-90") else 0,
        }
        for currency in amounts
        for bucket, units, count in zip(BUCKETS, amounts[currency], counts[currency], strict=True)
    ]
    credit = {"currency": "EUR", "bucket": "credits", "units": -1_204_500, "items": 5}
    return [*lines, {**credit, "disputed_units": 0}]


def _metrics() -> list[dict[str, Any]]:
    values = (
        ("dso", "days", 50.3, 41.8),
        ("dso_countback", "days", 47.9, 40.2),
        ("bpdso", "days", 33.6, 32.5),
        ("add", "days", 16.7, 9.3),
        ("cei", "percent", 78.2, 86.1),
        ("ar_turnover", "times_a_year", 7.26, 8.73),
        ("pct_current", "percent", 66.73, 80.42),
        ("pct_over_90", "percent", 4.96, 0.96),
        ("wadtp", "days", 43.1, 37.0),
        ("dbt", "days", 8.7, 3.9),
        ("bad_debt_ratio", "basis_points", 12.5, 0.0),
        ("high_credit", "units", 201_337_904.0, 33_100_450.0),
        ("promise_kept_rate", "percent", None, None),
    )
    return [
        {
            "currency": currency,
            "metric": metric,
            "value": value,
            "unit": unit,
            "reason": None if value is not None else "no_promises",
        }
        for metric, unit, *both in values
        for currency, value in zip(("EUR", "GBP"), both, strict=True)
    ]


def _trend() -> list[dict[str, Any]]:
    dso = (44.1, 43.0, 42.7, 44.9, 45.2, 46.8, 45.9, 47.1, 48.6, 47.8, 49.9, 51.2, 50.3)
    best = (33.9, 33.2, 33.5, 34.1, 33.0, 33.3, 33.8, 34.0, 33.1, 32.9, 33.4, 33.9, 33.6)
    scales = {"EUR": 3_706_170, "GBP": 746_596}
    lines = []
    for currency, scale in scales.items():
        for place, (days, current) in enumerate(zip(dso, best, strict=True)):
            shift = 0.0 if currency == "EUR" else -8.5
            month = dt.date(2025, 12, 1) + dt.timedelta(days=round(30.44 * place))
            lines.append(
                {
                    "on": (month.replace(day=1) - dt.timedelta(days=1)).isoformat(),
                    "currency": currency,
                    "open_units": round(scale * (days + shift)),
                    "overdue_units": round(scale * (days - current + shift * 7 / 8)),
                    "dso_days": None if currency == "GBP" and place < 3 else days + shift,
                    "bpdso_days": None if currency == "GBP" and place < 3 else current + shift / 8,
                }
            )
    return lines


def _behaviour() -> dict[str, Any]:
    counts = (12, 161, 1153, 402, 168, 88, 41, 20, 8, 4)
    edges = (None, -15, -5, 1, 6, 11, 16, 31, 61, 91, None)
    bins = [
        {"from": low, "to": high, "count": count}
        for (low, high), count in zip(pairwise(edges), counts, strict=True)
    ]
    windows = (("90", 0.412, 5.1, 7.9), ("180", 0.377, 4.2, 6.4), ("365", 0.3601, 3.6, 5.2))
    keys = ("window", "late_share", "mean_days_late", "weighted_days_late")
    every = (*windows, ("all", 0.35537, 3.44, 4.8))
    slowest = [
        {
            **account(place),
            "weighted_days_late": 43.5 - 3.3 * place,
            "mean_days_late": 41.5 - 3.1 * place,
            "usual": None if place == 3 else 12.0 + place,
            "open_units": 4_500_000 - 310_077 * place,
            "currency": "EUR",
        }
        for place in range(12)
    ]
    return {
        "payment_index": [
            {"currency": "EUR", "payment_index": 76.4, "experience_count": 812, "why_null": None},
            {
                "currency": "GBP",
                "payment_index": None,
                "experience_count": 2,
                "why_null": "too_few",
            },
        ],
        "days_late_histogram": bins,
        "by_window": [
            {"currency": currency, "paid_count": 1000, **dict(zip(keys, line, strict=True))}
            for currency in ("EUR", "GBP")
            for line in every
        ],
        "slowest": slowest,
    }


def _concentration(currency: str, whole: int) -> dict[str, Any]:
    shares = (0.182, 0.121, 0.094, 0.066, 0.051, 0.044, 0.032, 0.027, 0.021, 0.018, 0.017, 0.01)
    start = 0 if currency == "EUR" else 2
    top = [
        {**account(start + place), "units": round(whole * share), "share": share}
        for place, share in enumerate(shares)
    ]
    return {"currency": currency, "hhi": sum(share**2 for share in shares), "top": top}


def _quality() -> list[dict[str, Any]]:
    seen = (
        ("impossible_date", 3, True),
        ("unreadable_amount", 1, True),
        ("duplicate_row", 32, True),
        ("missing_account", 1, True),
        ("derived_invoice_id", 212, False),
        ("due_before_issue", 4, False),
        ("odd_new_code", 2, False),
    )
    return [
        {"code": code, "count": count, "units": _SET_ASIDE.get(code), "set_aside": aside}
        for code, count, aside in seen
    ]
