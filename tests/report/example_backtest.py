"""An invented backtest: rich, one that the model's own gate refuses, and hardly any facts."""

from __future__ import annotations

from typing import Any

MEASURES = (
    *("n", "mae_days", "rmse_days", "auc_late", "brier_late", "within_3_days"),
    *("coverage_80", "width_80_days", "pinball", "weekly_cash_wape"),
)


def backtest() -> dict[str, Any]:
    """The whole dictionary of a book on which boosted trees did well."""
    return {
        "book": "Nordlicht Handels GmbH",
        "as_of": "2026-11-21",
        "policy": {"name": "default", "version": "2026.1"},
        "fit_on": "2025-12-31",
        "refit": "monthly",
        "scored_count": 8_412,
        "open_count": 377,
        "model": {
            "kind": "boosted",
            "reason": "least_loss",
            "refusal": None,
            "paid_count": 21_550,
            "trial_count": 9_306,
            "loss": {"shrinkage": 1.62, "line": 1.51, "boosted": 1.33},
            "error": {"shrinkage": 3.71, "line": 3.44, "boosted": 2.98},
            "baseline_error": _three(5.12, 3.6, 3.97),
        },
        **_model(8_035, 2.87),
        "baselines": {name: _rule(8_035, days) for name, days in _three(5.3, 3.52, 3.9).items()},
        "by": {
            "history": _sliced(("0", "1-4", "5-19", "20+"), (6.1, 4.2, 3.1, 2.4)),
            "amount": _sliced(("smallest", "smaller", "larger", "largest"), (2.6, 2.7, 3.0, 3.2)),
            "month": _sliced([f"2026-{month:02d}" for month in range(1, 11)], (2.8, 2.9) * 5),
        },
        "calibration": {
            "late": [_tenth(number) for number in range(10)],
            "levels": [
                {"level": level, "observed": seen}
                for level, seen in ((0.1, 0.11), (0.5, 0.52), (0.9, 0.91))
            ],
        },
        "importances": [
            {"code": code, "days": days}
            for code, days in (
                ("last_payments", 2.31),
                ("payment_run", 1.12),
                ("recent_payments", 0.74),
                ("terms", 0.4),
                ("amount", 0.27),
                ("due_weekday", 0.21),
                ("calendar", 0.19),
                ("open_position", 0.15),
                ("profile", 0.07),
                ("disputes", 0.02),
            )
        ],
    }


def refused() -> dict[str, Any]:
    """A young book: nothing was learned, and little could be scored."""
    facts = backtest()
    model = {"kind": "shrinkage", "reason": "too_few_paid", "refusal": "too_few_paid"}
    counts = {"paid_count": 120, "trial_count": 0}
    months = {"2026-01": {"model": _model(40, 4.4), "due_date": _rule(40, 4.1)}}
    return {
        **facts,
        "book": "Junges Buch",
        "refit": None,
        "scored_count": 52,
        "open_count": 12,
        "model": {**model, **counts, "loss": {}, "error": {}, "baseline_error": {}},
        **_model(40, 4.4),
        "auc_late": None,
        "coverage_80": 0.71,
        "baselines": {name: _rule(40, days) for name, days in _three(4.1, 4.5, 4.9).items()},
        "by": {"history": {}, "amount": {}, "month": months},
        "calibration": {"late": [], "levels": []},
        "importances": [],
    }


def unscored() -> dict[str, Any]:
    """Nothing that was issued later has been paid."""
    facts = backtest()
    nothing = dict.fromkeys(MEASURES)
    tenth = {"count": 0, "forecast": None, "observed": None}
    late = [{"from": n / 10, "to": (n + 1) / 10, **tenth} for n in range(10)]
    return {
        **facts,
        **nothing,
        "n": 0,
        "baselines": {name: {**nothing, "n": 0} for name in _three(0, 0, 0)},
        "by": {},
        "calibration": {"late": late, "levels": [{"level": 0.5, "observed": None}]},
        "importances": None,
    }


def _three(due_date: float, median: float, mean: float) -> dict[str, float]:
    return {"due_date": due_date, "customer_median": median, "customer_mean": mean}


def _model(n: int, error: float) -> dict[str, Any]:
    figures = (n, error, error * 2.4, 0.843, 0.131, 0.742, 0.793, error * 2.3, 0.86, 0.118)
    return dict(zip(MEASURES, figures, strict=True))


def _rule(n: int, error: float) -> dict[str, Any]:
    figures = (n, error, error * 2.5, 0.771, None, 0.611, None, None, None, 0.184)
    return dict(zip(MEASURES, figures, strict=True))


def _sliced(names: Any, errors: tuple[float, ...]) -> dict[str, dict[str, dict[str, Any]]]:
    held = (0.78, 0.81, 0.83, 0.8, 0.77, 0.72, 0.79, 0.82, 0.86, 0.8)
    return {
        name: {
            "model": {**_model(800 + 40 * place, error), "coverage_80": held[place]},
            **{rule: _rule(800, error * f) for rule, f in _three(1.7, 1.2, 1.3).items()},
        }
        for place, (name, error) in enumerate(zip(names, errors, strict=True))
    }


def _tenth(number: int) -> dict[str, Any]:
    counts = (2_900, 1_210, 640, 420, 300, 0, 260, 330, 610, 1_365)
    count, middle = counts[number], number / 10 + 0.05
    known = {"forecast": middle, "observed": middle + (0.03 if number % 2 else -0.02)}
    nothing = {"forecast": None, "observed": None}
    ends = {"from": number / 10, "to": (number + 1) / 10}
    return {**ends, "count": count, **(known if count else nothing)}
