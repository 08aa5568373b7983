"""An invented cash forecast: rich, one that shows no single invoices, and an empty book."""

from __future__ import annotations

import datetime as dt
from typing import Any

AS_OF = dt.date(2026, 11, 21)
_SHAPE = (1.0, 0.9, 1.3, 1.1, 0.6, 0.4, 0.9, 0.8, 0.8, 0.7, 0.9, 0.6, 0.7)
_PAYERS = (
    ("4711", "Brauhaus Lindental GmbH & Co. KG", "EUR", 0.3),
    ("4712", "Établissements Morvan SARL", "EUR", 0.25),
    ("4713", "Verein für Angewandte Feinmechanik Oberallgäu e.V.", "EUR", 0.2),
    ("4714", None, "EUR", 0.1),
    ("5001", "Pennine Textiles Ltd", "GBP", 0.7),
)
_LINES = (
    (None, "EUR", 41_000_000),
    (None, "GBP", 9_300_000),
    ("", "EUR", 11_000_000),
    ("Hamburg", "EUR", 30_000_000),
)


def forecast() -> dict[str, Any]:
    """The whole dictionary, with two currencies, two companies, risks and a known past."""
    return {
        "book": "Nordlicht Handels GmbH",
        "as_of": AS_OF.isoformat(),
        "policy": {"name": "default", "version": "2026.1"},
        "model": _model(),
        "dependence": {"account": 0.41, "everybody": 0.03},
        "bands": {"near": 1.12, "far": 0.94},
        "what_if": None,
        "weeks": [line for each in _LINES for line in _weeks(*each)],
        "days": [*_days("EUR", 8_000_000), *_days("GBP", 1_900_000)],
        "accounts": [line for payer in _PAYERS for line in _account(*payer)],
        "invoice_count": 409,
        "invoices": _invoices(),
        "past": _past(),
        "late_risk": _late_risk(),
        "late_risk_refusal": None,
    }


def refused() -> dict[str, Any]:
    """The same book where a simple rule comes closer: the cash stands, single invoices do not."""
    return {
        **forecast(),
        "model": {**_model(), "kind": "shrinkage", "refusal": "no_better_than_baseline"},
        "invoices": [],
        "what_if": {"stopped_accounts": ["4711", "9999"], "later_days": 7},
        "past": None,
        "late_risk": [],
        "late_risk_refusal": "too_few_events",
    }


def empty() -> dict[str, Any]:
    """Nothing is open and nothing was ever billed."""
    lists = ("weeks", "days", "accounts", "invoices", "late_risk")
    known = {"book": "Leer", "as_of": AS_OF.isoformat(), "model": _model(), "invoice_count": 0}
    return {**dict.fromkeys(forecast()), **{key: [] for key in lists}, **known}


def _model() -> dict[str, Any]:
    return {
        "kind": "boosted",
        "reason": "least_loss",
        "refusal": None,
        "fit_on": "2026-11-21",
        "paid_count": 21_550,
        "trial_count": 9_306,
        "loss": {"shrinkage": 1.62, "boosted": 1.33},
        "error": {"shrinkage": 3.71, "boosted": 2.98},
        "baseline_error": {"due_date": 5.1, "customer_median": 3.6, "customer_mean": 4.0},
    }


def _weeks(entity: str | None, currency: str, units: int) -> list[dict[str, Any]]:
    lines = []
    for place, share in enumerate(_SHAPE):
        whole, opened = units * share, max(0.0, 0.96 - place * 0.11)
        for source, part in (("open", opened), ("to_come", 1 - opened), ("all", 1.0)):
            start = AS_OF + dt.timedelta(days=1 + 7 * place)
            about = {"entity": entity, "currency": currency, "source": source}
            spread = 0.22 + place * 0.012
            lines.append(
                {**about, "week": place + 1, "week_start": start, **_band(whole * part, spread)}
            )
    return lines


def _days(currency: str, units: int) -> list[dict[str, Any]]:
    about = {"entity": None, "currency": currency, "source": "all"}
    days = [AS_OF + dt.timedelta(days=number) for number in range(1, 31)]
    return [
        {**about, "day": place + 1, "day_on": day, **_band(units * _of_day(day), 0.6)}
        for place, day in enumerate(days)
    ]


def _of_day(day: dt.date) -> float:
    return 0.0 if day.weekday() > 4 else 1 + day.day % 7 / 5


def _band(middle: float, spread: float) -> dict[str, int]:
    low, high = round(middle * (1 - spread)), round(middle * (1 + spread * 1.2))
    amounts = (low, round(middle), high, round(middle * 1.02))
    names = ("p10_units", "p50_units", "p90_units", "expected_units")
    return dict(zip(names, amounts, strict=True))


def _account(number: str, name: str | None, currency: str, share: float) -> list[dict[str, Any]]:
    whole = (41_000_000 if currency == "EUR" else 9_300_000) * share
    return [
        {
            **{"account_id": number, "name": name, "currency": currency},
            **{"week": place + 1, "week_start": AS_OF + dt.timedelta(days=1 + 7 * place)},
            **_band(whole * part * max(0.0, 0.96 - place * 0.11), 0.5),
        }
        for place, part in enumerate(_SHAPE)
    ]


def _invoices() -> list[dict[str, Any]]:
    reasons = (
        [{"code": "last_payments", "days": 6.2}, {"code": "payment_run", "days": -1.4}],
        [{"code": "amount", "days": 2.1}, {"code": "calendar", "days": 0.8}],
        [],
    )
    lines = []
    for place in range(9):
        number, name, currency, _ = _PAYERS[place % len(_PAYERS)]
        due, late = AS_OF + dt.timedelta(days=5 * place - 12), 3.0 + 2 * place
        days = {"p10": late - 4, "p50": late, "p90": None if place == 4 else late + 15}
        held = {"account_id": number, "name": name, "currency": currency, "due_on": due}
        about = {"invoice_id": f"R-{2600 + place}", "open_units": 9_120_050 - 700_000 * place}
        on = {
            f"{level}_on": None if part is None else due + dt.timedelta(days=round(part))
            for level, part in days.items()
        }
        chances = {"p_late": 0.35 + place * 0.07, "p_later_than_30": 0.02 * place}
        never = {"p_never": 0.12 if place == 4 else 0.004, "p50_days": late, "usual_days": 4.5}
        why = {"reasons": reasons[place % 3]}
        lines.append({**about, **held, **on, **chances, **never, **why})
    return lines


def _past() -> dict[str, Any]:
    came = (1.05, 0.8, 1.2, 0.97, 0.9, 1.4, 1.0, 0.86)
    listed = []
    for origin in range(2):
        for week in range(8):
            made = AS_OF - dt.timedelta(weeks=12 - 4 * origin)
            band = _band(41_000_000 * _SHAPE[week], 0.25)
            actual = {"actual_units": round(band["p50_units"] * came[week])}
            about = {"origin": made, "currency": "EUR", "week": week + 1}
            listed.append({**about, **band, **actual})
    rules = {"due_date": 0.31, "customer_median": 0.19, "customer_mean": 0.21}
    known = {"weeks": 91, "coverage_80": 0.802, "wape": 0.142, "wape_all": 0.186}
    return {**known, "baselines": rules, "list": listed}


def _late_risk() -> list[dict[str, Any]]:
    reasons = [
        {"code": "overdue_30_share", "observed": 0.44, "contribution": 1.2},
        {"code": "known_days", "observed": 210.0, "contribution": 0.6},
        {"code": "payment_index", "observed": None, "contribution": 0.2},
    ]
    return [
        {"account_id": "4712", "name": "Établissements Morvan SARL", "probability": 0.47}
        | {"before": 0.2, "reasons": reasons},
        {"account_id": "4714", "name": None, "probability": 0.23, "before": None, "reasons": []},
    ]
