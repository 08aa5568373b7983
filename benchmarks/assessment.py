"""What does `duly assess` cost, beside the account features alone by SQL and by pandas?

    python benchmarks/assessment.py BOOK [--pandas]

`duly assess` observes, scores, limits, grades and warns of every account. The baselines do less:
open and overdue money, days late and purchases of the last year per account, no more. Each runs
twice in a process of its own, and the second run counts. Fails (exit code 1) above the bars we
promise for a million invoices (8 s and 1 GB from process start; more invoices, as much more).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pyarrow.parquet as pq

if __package__ is None or __package__ == "":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.measuring import Cost, cost_of, duly

FEATURES = Path(__file__).with_name("sql") / "features.sql"
MILLION = 1_000_000
MOST_SECONDS, MOST_MEGABYTES = 8.0, 1000.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("book", type=Path)
    parser.add_argument("--pandas", action="store_true")
    options = parser.parse_args()
    ours = _warm(lambda: duly("assess", str(options.book)))
    hand = _warm(lambda: _by_hand(options.book))
    print(ours.line("duly assess"))
    print(hand.line("features alone, SQL by hand"))
    print(f"ratio to SQL by hand: {ours.busy_seconds / hand.busy_seconds:.2f}")
    if options.pandas:
        pandas = _warm(lambda: _by_pandas(options.book))
        print(pandas.line("features alone, pandas"))
        print(f"ratio to pandas: {ours.busy_seconds / pandas.busy_seconds:.2f}")
    return _judged(ours, options.book)


def _judged(ours: Cost, book: Path) -> int:
    invoices = pq.ParquetFile(book / "invoices.parquet").metadata.num_rows
    times = max(1.0, invoices / MILLION)
    is_good = ours.seconds <= MOST_SECONDS * times and ours.megabytes <= MOST_MEGABYTES * times
    print(f"{invoices:,} invoices: {'within' if is_good else 'ABOVE'} the bar")
    return 0 if is_good else 1


def _warm(run: object) -> Cost:
    run()  # type: ignore[operator]
    return run()  # type: ignore[operator]


def _by_hand(book: Path) -> Cost:
    code = (
        "import duckdb, sys; "
        "query = open(sys.argv[1]).read().format(book=sys.argv[2]); "
        "print(duckdb.sql(query).to_arrow_table().num_rows)"
    )
    return cost_of(sys.executable, "-c", code, str(FEATURES), str(book))


def _by_pandas(book: Path) -> Cost:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); "
        "from benchmarks.pandas_features import features; print(len(features(sys.argv[2])))"
    )
    return cost_of(sys.executable, "-c", code, str(Path(__file__).parents[1]), str(book))


if __name__ == "__main__":
    sys.exit(main())
