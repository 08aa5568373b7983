"""The invented X-ray, account by account."""

from __future__ import annotations

from typing import Any

BUCKETS = ("current", "1-30", "31-60", "61-90", "91-120", "121+")
_NAMES = (
    "Brauhaus Lindental GmbH & Co. KG",
    "Atelier Morvan SARL",
    "Northwick Fasteners Ltd",
    "Officine Carpaneto S.p.A.",
    "Kwekerij De Zilverlinde B.V.",
    "Suministros Altamira S.L.",
    "Ångström Verkstad AB",
    "Papeterie du Vieux Pont",
    "Harrow & Wick Joinery",
    "Łódzkie Zakłady Tkackie Sp. z o.o.",
    "Verein für Angewandte Feinmechanik und Messtechnik Oberallgäu e.V.",
    "Tidewater Provisions Inc",
)
_COUNTRIES = ("DE", "FR", "GB", "IT", "NL", "ES", "SE", "FR", "GB", "PL", "DE", "US")
_GRADES = "BCADNBEACBDB"
_MOST = 24


def by_account() -> dict[str, Any]:
    """The keys that are made from single accounts."""
    return {
        "grades": {"A": 21, "B": 38, "C": 19, "D": 9, "E": 4, "N": 21},
        "grade_totals": _grade_totals(),
        "grade_ageing": _grade_ageing(),
        "assessment_count": 112,
        "assessments": [_assessment(place) for place in range(_MOST)],
        "warning_count": 31,
        "warned_accounts": 27,
        "warnings_by_code": {"payment_stopped": 2, "slowing_payment": 9, "order_spike": 20},
        "warnings": _warnings(),
        "worklist_count": 61,
        "worklist": [_worklist(place) for place in range(_MOST)],
    }


def account(place: int) -> dict[str, Any]:
    name = _NAMES[place % len(_NAMES)]
    return {"account_id": f"{10021 + 17 * place}", "name": name}


def _grade_totals() -> list[dict[str, Any]]:
    keys = ("accounts", "exposure_units", "limit_units", "without_limit")
    rest = ("beyond_limit_units", "expected_loss_units")
    lines = []
    for currency in ("EUR", "GBP"):
        for place, grade in enumerate("ABCDEN"):
            values = (20 - place, 40_000_000 // (place + 1), 30_000_000, int(grade == "N"))
            more = (1_000_000 * place, 90_000 * (place + 1))
            line = {"currency": currency, "grade": grade}
            lines.append(line | dict(zip((*keys, *rest), (*values, *more), strict=True)))
    return lines


def _grade_ageing() -> list[dict[str, Any]]:
    lines = []
    for row, grade in enumerate("ABCDEN"):
        for place, bucket in enumerate(BUCKETS):
            units = 52_000_000 // ((row + 1) * (place + 1) ** 2) - 100_000 * place
            kept = 0 if grade == "A" and place > 3 else units
            lines.append({"currency": "EUR", "grade": grade, "bucket": bucket, "units": kept})
    return lines


def _assessment(place: int) -> dict[str, Any]:
    grade = _GRADES[place % len(_GRADES)]
    rated = grade != "N"
    score = {"A": 91, "B": 74, "C": 58, "D": 41, "E": 22, "N": None}[grade]
    exposure = 33_900_000 // (place + 1)
    limit = {"A": 60, "B": 40, "C": 20, "D": 9, "E": 0, "N": 5}[grade] * 1_000_000 // (place + 1)
    return {
        **account(place),
        "country": _COUNTRIES[place % len(_COUNTRIES)],
        "currency": "EUR" if place % 5 else "GBP",
        "grade": grade,
        "score": score,
        "pd": {"A": 0.0021, "B": 0.008, "C": 0.0161, "D": 0.034, "E": 0.0912, "N": 0.02}[grade],
        "exposure_units": exposure,
        "limit_units": limit,
        "current_limit_units": None if place % 3 else 25_000_000,
        "binding": "capacity" if rated else "grade_cap",
        "terms_days": {"A": 60, "B": 30, "C": 30, "D": 14, "E": 0, "N": 14}[grade],
        "deposit_share": {"D": 0.25, "E": 1.0}.get(grade, 0.0),
        "security": {"C": "insurance", "E": "letter_of_credit_or_cash"}.get(grade, "none"),
        "reasons": _reasons(100 - score) if score is not None else [],
    }


def _reasons(lost: int) -> list[dict[str, Any]]:
    seen = (
        ("late_share", 0.62, 0.1, 0.4),
        ("weighted_days_late", 27.4, 5, 0.3),
        ("overdue_share", 0.55, 0.1, 0.2),
        ("relation_years", 1.4, 5, 0.1),
    )
    return [
        {
            "code": code,
            "observed": observed,
            "threshold": threshold,
            "points": 20 - round(lost * share),
            "points_lost": round(lost * share),
        }
        for code, observed, threshold, share in seen
    ]


def _warnings() -> list[dict[str, Any]]:
    seen = (
        ("slowing_payment", 34.2, 11.0, 7),
        ("first_late_payment", 9, 0, 5),
        ("older_oldest_item", 74, 18, 30),
        ("more_disputes", 0.25, 0.03, 0.15),
        ("shrinking_business", 0.31, 1.0, 0.5),
        ("growing_utilisation", 0.93, 0.55, 0.8),
    )
    return [
        {
            **account(place * 2 % 12),
            "code": code,
            "observed": observed,
            "usual": usual,
            "threshold": threshold,
            "open_units": 9_120_400 // (place + 1),
            "currency": "EUR" if place != 2 else "GBP",
        }
        for place, (code, observed, usual, threshold) in enumerate(seen)
    ]


def _worklist(place: int) -> dict[str, Any]:
    overdue = 11_204_000 // (place + 1)
    return {
        "rank": place + 1,
        **account(place),
        "currency": "EUR" if place % 5 else "GBP",
        "overdue_units": overdue,
        "expected_units": overdue * 3 // 10,
        "oldest_days": 112 - 4 * place,
        "action": "call" if place % 4 else "settle_dispute",
        "reasons": [
            {"code": "later_than_usual", "observed": 19 - place % 7, "units": None},
            {"code": "broken_promises", "observed": 1 + place % 2}
            if place % 3 == 0
            else {"code": "disputed_amount", "observed": None, "units": 1_200_000},
        ],
    }
