"""How long does it take to learn from a book, and to look ahead from a day?

    python benchmarks/forecast_speed.py BOOK --as-of DAY

Learning fits the model and measures the bands of cash on the past; looking ahead scores every
open invoice and draws the cash of 13 weeks. Each in a process of its own, beside
`pandas_forecast.py`: one boosted regression of days late, fitted and applied to the same open
invoices, without ranges, reasons or cash. Exits with 1 when looking ahead takes more than a
minute of processor, or learning more than fifteen.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))
from measuring import cost_of

MOST_LEARNING_SECONDS, MOST_LOOKING_SECONDS = 900, 60


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("book", type=Path)
    asked.add_argument("--as-of", type=date.fromisoformat, required=True)
    asked.add_argument("--learn", type=Path, help=argparse.SUPPRESS)
    asked.add_argument("--look", type=Path, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.learn is not None:
        return _learn(given.book, given.as_of, given.learn)
    if given.look is not None:
        return _look(given.book, given.as_of, given.look)
    return _measure(given.book, given.as_of)


def _measure(book: Path, as_of: date) -> int:
    again = (sys.executable, __file__, str(book), "--as-of", str(as_of))
    plain = (sys.executable, str(Path(__file__).parent / "pandas_forecast.py"), str(book))
    with TemporaryDirectory() as folder:
        learning = cost_of(*again, "--learn", folder)
        looking = cost_of(*again, "--look", folder)
    baseline = cost_of(*plain, str(as_of))
    print(learning.line("learning"))
    print(looking.line("looking ahead"))
    print(baseline.line("boosted regression in pandas"))
    both = (learning.busy_seconds + looking.busy_seconds) / baseline.busy_seconds
    alone = looking.busy_seconds / baseline.busy_seconds
    print(f"  {both:.1f} x the regression together, looking ahead alone {alone:.1f} x", flush=True)
    is_slow = learning.busy_seconds > MOST_LEARNING_SECONDS
    return int(is_slow or looking.busy_seconds > MOST_LOOKING_SECONDS)


def _learn(path: Path, as_of: date, folder: Path) -> int:
    from duly.analytics.cash_forecast.daily import learn
    from duly.analytics.cash_forecast.kept import save_learned
    from duly.book.engines import duckdb_engine
    from duly.book.source import open_source

    source = open_source(path, engine=duckdb_engine(), as_of=as_of, progress=lambda *_: None)
    save_learned(learn(source.book, as_of=source.as_of), folder)
    return 0


def _look(path: Path, as_of: date, folder: Path) -> int:
    from duly.analytics.cash_forecast.daily import look_ahead
    from duly.analytics.cash_forecast.kept import load_learned
    from duly.book.engines import duckdb_engine
    from duly.book.source import open_source

    source = open_source(path, engine=duckdb_engine(), as_of=as_of, progress=lambda *_: None)
    found = look_ahead(source.book, load_learned(folder), as_of=source.as_of)
    kind = "shown" if found.is_shown else f"refused ({found.refusal})"
    print(f"{found.open_count:,} open invoices, forecasts of them {kind}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
