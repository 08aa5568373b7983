"""How is a forecast listed: by source, entity and currency, a line a week or a day?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from duly.analytics.cash_forecast.bands import Bands, quantiles
from duly.analytics.cash_forecast.horizon import Horizon, Whole
from duly.analytics.cash_forecast.rounding import whole_units
from duly.analytics.cash_forecast.simulation import Key, Simulated
from duly.analytics.foresight.curves import Floats

OPEN, TO_COME, TOGETHER = "open", "to_come", "all"


@dataclass(frozen=True, slots=True)
class Line:
    """One entity and currency (entity None: all of the currency) from one source."""

    entity: str | None
    currency: str
    source: str
    sums: Floats
    mean: Floats


def span_table(
    opened: Simulated, to_come: Simulated, horizon: Horizon, bands: Bands, *, by_week: bool
) -> pa.Table:
    """One row a line and week, or a line and day.

    Columns: entity (null: all entities of the currency), currency, source (`open`: items open on
    the day; `to_come`: invoices not issued yet; `all`: both), week or day (1 is the first),
    week_start or day_on (date), p10_units, p50_units, p90_units, expected_units (int64). The bands
    of `all` are not the sums of the others': sources do not all fail at once.
    """
    place, columns = _columns(horizon, by_week=by_week)
    weeks = np.arange(horizon.weeks) if by_week else (np.arange(len(columns[1])) // 7)
    tables = [
        _listed(line, place, columns, bands.stretch(weeks), by_week=by_week)
        for line in lines(opened, to_come)
    ]
    return pa.concat_tables(tables) if tables else _empty(columns)


def lines(opened: Simulated, to_come: Simulated) -> Iterator[Line]:
    """Every line, currencies by the alphabet, the whole currency before its entities."""
    keys = sorted({*opened.keys, *to_come.keys}, key=lambda key: (key[1], key[0] or ""))
    entities = {key[0] for key in keys}
    for currency in sorted({key[1] for key in keys}):
        own = [key for key in keys if key[1] == currency]
        yield from _of_sources(None, currency, own, opened, to_come)
        if len(entities) > 1:
            for key in own:
                yield from _of_sources(key[0] or "", currency, [key], opened, to_come)


def _of_sources(
    entity: str | None, currency: str, keys: list[Key], opened: Simulated, to_come: Simulated
) -> Iterator[Line]:
    found = [_added(source, keys) for source in (opened, to_come)]
    both = tuple(one + other for one, other in zip(*found, strict=True))
    for source, (sums, mean) in zip((OPEN, TO_COME, TOGETHER), (*found, both), strict=True):
        yield Line(entity, currency, source, sums, mean)


def _added(source: Simulated, keys: list[Key]) -> tuple[Floats, Floats]:
    rows = [source.keys.index(key) for key in keys if key in source.keys]
    return source.sums[rows].sum(axis=0), source.mean[rows].sum(axis=0)


def _columns(horizon: Horizon, *, by_week: bool) -> tuple[Whole, tuple[str, list[object]]]:
    """For each span the column it counts in (-1: none), and what the columns are called."""
    if by_week:
        starts: list[object] = [horizon.week_start(week) for week in range(horizon.weeks)]
        return horizon.week_of_span, ("week", starts)
    place = np.full(len(horizon.ends), -1, dtype=np.int64)
    place[horizon.day_spans] = np.arange(len(horizon.day_spans))
    return place, ("day", [horizon.day(number) for number in range(len(horizon.day_spans))])


def _listed(
    line: Line,
    place: Whole,
    columns: tuple[str, list[object]],
    stretch: Floats,
    *,
    by_week: bool,
) -> pa.Table:
    name, starts = columns
    count = len(starts)
    sums = np.zeros((1, line.sums.shape[0], count))
    mean = np.zeros(count)
    for span, target in enumerate(place.tolist()):
        if target >= 0:
            sums[0, :, target] += line.sums[:, span]
            mean[target] += line.mean[span]
    low, middle, high = (whole_units(values[0]) for values in quantiles(sums, stretch))
    return pa.table(
        {
            "entity": pa.array([line.entity] * count, pa.string()),
            "currency": pa.array([line.currency] * count, pa.string()),
            "source": pa.array([line.source] * count, pa.string()),
            name: pa.array(range(1, count + 1), pa.int64()),
            "week_start" if by_week else "day_on": pa.array(starts, pa.date32()),
            "p10_units": low,
            "p50_units": middle,
            "p90_units": high,
            "expected_units": whole_units(mean),
        }
    )


def _empty(columns: tuple[str, list[object]]) -> pa.Table:
    texts = ("entity", "currency", "source")
    start = "week_start" if columns[0] == "week" else "day_on"
    numbers = ("p10_units", "p50_units", "p90_units", "expected_units")
    return pa.schema(
        [
            *((name, pa.string()) for name in texts),
            (columns[0], pa.int64()),
            (start, pa.date32()),
            *((name, pa.int64()) for name in numbers),
        ]
    ).empty_table()
