"""What cash comes, and how well did past forecasts of it hold?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from duly.analytics.cash_forecast.accuracy import PastWeeks, coverage
from duly.analytics.cash_forecast.bands import Bands, banded
from duly.analytics.cash_forecast.daily import Learned
from duly.analytics.cash_forecast.forecast import CashForecast, WhatIf
from duly.analytics.foresight.accuracy import wape
from duly.report.outlook.models import Facts


def cash_facts(
    found: CashForecast, learned: Learned, what_if: WhatIf, names: Mapping[str, str | None]
) -> Facts:
    """The keys weeks, days, accounts (see `CashForecast`), dependence, bands, past, what_if."""
    setting, past = learned.setting, learned.past
    return {
        "dependence": {
            "account": setting.dependence.account,
            "everybody": setting.dependence.everybody,
        },
        "bands": {"near": setting.bands.near, "far": setting.bands.far},
        "what_if": _what_if(what_if),
        "weeks": found.weeks.to_pylist(),
        "days": found.days.to_pylist(),
        "accounts": [
            {**row, "name": names.get(row["account_id"])} for row in found.accounts.to_pylist()
        ],
        "past": None if past is None else past_facts(past, setting.bands),
    }


def past_facts(past: PastWeeks, bands: Bands) -> Facts | None:
    """weeks (how many), coverage_80 (with the bands), wape and baselines (of open items)."""
    if not len(past.weeks):
        return None
    low, middle, high = banded(past.all_bands, bands.stretch(past.weeks))
    return {
        "weeks": len(past.weeks),
        "coverage_80": coverage(past.all_actual, low, high),
        "wape": wape(past.open_bands[1], past.open_actual),
        "wape_all": wape(middle, past.all_actual),
        "baselines": {name: wape(told, past.open_actual) for name, told in past.baselines.items()},
        "list": _past_rows(past, low, middle, high),
    }


def _past_rows(past: PastWeeks, low: Any, middle: Any, high: Any) -> list[Facts]:
    return [
        {
            "origin": date.fromordinal(int(past.origins[place])),
            "currency": past.currencies[place],
            "week": int(past.weeks[place]) + 1,
            "p10_units": round(float(low[place])),
            "p50_units": round(float(middle[place])),
            "p90_units": round(float(high[place])),
            "actual_units": round(float(past.all_actual[place])),
        }
        for place in np.argsort(past.origins, kind="stable").tolist()
    ]


def _what_if(what_if: WhatIf) -> Facts | None:
    if what_if == WhatIf():
        return None
    return {
        "stopped_accounts": sorted(what_if.stopped_accounts),
        "later_days": what_if.later_days,
    }
