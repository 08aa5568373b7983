"""How much cash will come from each customer, by week?"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

import numpy as np
import pyarrow as pa

from duly.analytics.cash_forecast.bands import Bands, quantiles
from duly.analytics.cash_forecast.chances import Chances
from duly.analytics.cash_forecast.horizon import Horizon, Whole
from duly.analytics.cash_forecast.rounding import whole_units
from duly.analytics.cash_forecast.simulation import DrawnSpans, Tally
from duly.analytics.foresight.curves import Floats

Value = TypeVar("Value", bound=Hashable)


class AccountCash:
    """The bands of every payer (an account in a currency), taken while its draws are at hand."""

    def __init__(
        self,
        payers: Sequence[tuple[str, str]],
        payer_of_part: Whole,
        parts: Chances,
        horizon: Horizon,
        bands: Bands,
    ):
        self._payers, self._payer, self._parts = payers, payer_of_part, parts
        self._horizon = horizon
        self._stretch = bands.stretch(np.arange(horizon.weeks))
        self._bands = np.zeros((3, len(payers), horizon.weeks))

    def add(self, drawn: DrawnSpans, *, draws: int) -> None:
        """The draws of some accounts; all of each of them."""
        some, place = np.unique(self._payer[drawn.places], return_inverse=True)
        groups = np.full(len(self._payer), -1, dtype=np.int64)
        groups[drawn.places] = place
        weeks = self._horizon.week_of_span
        own = Tally(self._parts.units, groups, weeks, count=len(some), draws=draws)
        own.add(drawn)
        for band, values in zip(self._bands, quantiles(own.sums, self._stretch), strict=True):
            band[some] = values

    def table(self) -> pa.Table:
        """One row a payer and week that expects any cash.

        Columns: account_id, currency, week (1 is the first), week_start (date), p10_units,
        p50_units, p90_units, expected_units (int64).
        """
        expected = self._expected()
        rows, weeks = np.nonzero(expected >= 0.5)
        low, middle, high = (whole_units(band[rows, weeks]) for band in self._bands)
        payers = [self._payers[row] for row in rows.tolist()]
        starts = [self._horizon.week_start(week) for week in range(self._horizon.weeks)]
        return pa.table(
            {
                "account_id": pa.array([payer[0] for payer in payers], pa.string()),
                "currency": pa.array([payer[1] for payer in payers], pa.string()),
                "week": pa.array(weeks + 1, pa.int64()),
                "week_start": pa.array([starts[week] for week in weeks], pa.date32()),
                "p10_units": low,
                "p50_units": middle,
                "p90_units": high,
                "expected_units": whole_units(expected[rows, weeks]),
            }
        )

    def _expected(self) -> Floats:
        by_span = self._parts.expected_by(self._payer, count=len(self._payers))
        found = np.zeros(self._bands.shape[1:])
        for span, week in enumerate(self._horizon.week_of_span.tolist()):
            found[:, week] += by_span[:, span]
        return found


def numbered(values: Sequence[Value]) -> tuple[list[Value], Whole]:
    """The different values in the order they come, and for each value its number."""
    place: dict[Value, int] = {}
    numbers = [place.setdefault(value, len(place)) for value in values]
    return list(place), np.array(numbers, dtype=np.int64)
