"""How well did the forecasts hold, as the JSON of `duly backtest`?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from duly.analytics.foresight.accuracy import LEVELS, Accuracy
from duly.analytics.foresight.backtest import Backtest
from duly.analytics.foresight.curves import Floats
from duly.analytics.foresight.predictions import MODEL, Predictions
from duly.analytics.foresight.weekly_cash import weekly_cash
from duly.book.tables import Book
from duly.report.columns import ReportColumn
from duly.report.outlook.models import Facts, choice_facts

_DECILES = 10


def backtest_facts(found: Backtest, book: Book) -> Facts:
    """Everything but the single predictions; figures as in `Accuracy`, null where there is none.

    `weekly_cash_wape` is of the currency with most invoices, `weekly_cash_wape_by_currency` of
    each: money of several currencies is not added.
    """
    own, *others = found.figures
    assert own == MODEL  # the model stands first
    cash = weekly_cash(found.predictions, book)
    baselines = {name: _figures(found.figures[name], cash.get(name, {})) for name in others}
    return {
        "fit_on": found.fit_on,
        "refit": found.refit,
        "scored_count": found.scored_count,
        "open_count": found.open_count,
        "model": choice_facts(found.choice),
        **_figures(found.figures[MODEL], cash.get(MODEL, {})),
        "baselines": baselines,
        "by": _by(found.slices),
        "importances": [
            {"code": code, "days": round(days, 3)} for code, days in found.importances.items()
        ],
        "calibration": {
            "late": _late_deciles(found.predictions),
            "levels": _levels(found.predictions),
        },
    }


def prediction_rows(found: Backtest) -> tuple[list[ReportColumn], list[Facts]]:
    """One row an invoice that was scored, with the columns to write it by.

    invoice_id, p10, p50, p90, mean (days late against the due date), p_late, model.
    """
    told, answers = found.predictions, found.predictions.answers
    nothing = [None] * len(told.invoice_ids)
    columns = {
        "invoice_id": told.invoice_ids.tolist(),
        "p10": nothing if answers.p10 is None else _rounded(answers.p10),
        "p50": _rounded(answers.p50),
        "p90": nothing if answers.p90 is None else _rounded(answers.p90),
        "mean": _rounded(answers.mean),
        "p_late": nothing if answers.p_late is None else _rounded(answers.p_late),
        "model": told.kinds.tolist(),
    }
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    texts = ("invoice_id", "model")
    return [
        ReportColumn(name, name, "text" if name in texts else "number") for name in columns
    ], rows


def _rounded(values: Floats) -> list[float]:
    return [round(value, 6) for value in values.tolist()]


def _figures(figures: Accuracy, cash: Mapping[str, float | None]) -> Facts:
    first = next(iter(cash.values()), None)
    return {
        **asdict(figures),
        "weekly_cash_wape": first,
        "weekly_cash_wape_by_currency": dict(cash),
    }


def _by(slices: Mapping[str, Mapping[str, Mapping[str, Accuracy]]]) -> dict[str, Any]:
    return {
        name: {
            label: {forecaster: asdict(figures) for forecaster, figures in each.items()}
            for label, each in parts.items()
        }
        for name, parts in slices.items()
    }


def _late_deciles(told: Predictions) -> list[Facts]:
    """P(late) as forecast and as it was, by tenths of the forecast probability."""
    paid = ~np.isnan(told.late)
    if told.answers.p_late is None:
        return []
    forecast, late = told.answers.p_late[paid], told.late[paid] > 0
    place = np.minimum((forecast * _DECILES).astype(np.int64), _DECILES - 1)
    return [_decile(number, forecast, late, place == number) for number in range(_DECILES)]


def _levels(told: Predictions) -> list[Facts]:
    """How many invoices were paid by the day forecast for each level."""
    paid = told.take(~np.isnan(told.late))
    quantiles = zip(LEVELS, (paid.answers.p10, paid.answers.p50, paid.answers.p90), strict=True)
    return [
        {"level": level, "observed": float((paid.late <= days).mean()) if len(paid.late) else None}
        for level, days in quantiles
        if days is not None
    ]


def _decile(
    number: int, forecast: NDArray[np.float64], late: NDArray[np.bool_], own: NDArray[np.bool_]
) -> Facts:
    count = int(own.sum())
    return {
        "from": number / _DECILES,
        "to": (number + 1) / _DECILES,
        "count": count,
        "forecast": float(forecast[own].mean()) if count else None,
        "observed": float(late[own].mean()) if count else None,
    }
