"""Do four of five weeks fall into their band, and is the forecast of cash better than simple rules?

    python benchmarks/cash_forecast.py BOOK [BOOK …] [--as-of DAY] [--weeks 26]

Each book is forecast every two weeks of its last 26, or so many. Nothing of these weeks is known to
what forecasts them: model, dependence, corrections and bands come from the nine months before.
Prints the share of weeks inside the 80 % band, and the WAPE beside each baseline's on the same
items.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from duly.analytics.cash_forecast.accuracy import coverage, past_weeks
from duly.analytics.cash_forecast.bands import banded
from duly.analytics.cash_forecast.baselines import known_paid, simpler_rules
from duly.analytics.cash_forecast.daily import earlier_curves, learn
from duly.analytics.foresight.accuracy import wape
from duly.book.engines import duckdb_engine
from duly.book.source import open_source

# The last forecast looks at six weeks at least.
LAST_WEEKS = 6


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("books", type=Path, nargs="+")
    asked.add_argument("--as-of", type=date.fromisoformat)
    asked.add_argument("--weeks", type=int, default=26)
    given = asked.parse_args()
    codes = [_measure(book, given.as_of, given.weeks) for book in given.books]
    return max(codes)


def _measure(path: Path, as_of: date | None, weeks: int) -> int:
    started = time.perf_counter()
    source = open_source(
        path, engine=duckdb_engine(), as_of=as_of, progress=lambda what, share: None
    )
    book, end = source.book, source.as_of
    rules = simpler_rules(known_paid(book, as_of=end))
    before = end - timedelta(weeks=weeks)
    learned = learn(book, as_of=before)
    model, setting = learned.model, learned.setting
    origins = [before + timedelta(weeks=two) for two in range(0, weeks - LAST_WEEKS + 1, 2)]
    curves = earlier_curves([model], book, origins, as_of=end)
    past = past_weeks(book, curves, setting, origins=origins, until=end, baselines=rules)
    low, middle, high = banded(past.all_bands, setting.bands.stretch(past.weeks))
    inside = coverage(past.all_actual, low, high) or 0.0
    own = wape(past.open_bands[1], past.open_actual) or 0.0
    others = {name: wape(told, past.open_actual) or 0.0 for name, told in past.baselines.items()}
    print(f"{path.name}: {len(past.weeks)} weeks, model {model.kind}, {setting.dependence}")
    print(f"  in the 80 % band {inside:.1%} (bands {setting.bands})")
    told = ", ".join(f"{name} {value:.3f}" for name, value in others.items())
    print(f"  WAPE of open items {own:.3f}; {told}")
    print(f"  WAPE with billing to come {wape(middle, past.all_actual):.3f}")
    print(f"  {time.perf_counter() - started:.0f} s", flush=True)
    held = 0.75 <= inside <= 0.85 and own < min(others.values())
    return int(not held or not np.isfinite(own))


if __name__ == "__main__":
    sys.exit(main())
