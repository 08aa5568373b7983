"""How fast is ageing beside SQL written by hand, and beside pandas?

    python benchmarks/ageing.py BOOK [--as-of DATE] [--runs N] [--pandas]

BOOK is a folder of Parquet tables (`duly generate`). Each contestant runs in a process of its
own, so that its peak memory is its own: once to warm the page cache, then RUNS times. Prints the
median seconds, the peak resident memory and the ratio to the SQL by hand, and checks that both
gave the same rows. Fails (exit code 1) above the ratio or the memory we promise.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

BY_HAND = Path(__file__).with_name("sql") / "ageing.sql"
MOST_RATIO = 1.3
MOST_MEGABYTES = 1500
COLUMNS = ("account_id", "currency", "bucket_no", "items", "open_units", "disputed_units")


def main() -> int:
    options = _options()
    if options.only:
        print(json.dumps(_measured(CONTESTANTS[options.only], options)))
        return 0
    names = [name for name in CONTESTANTS if name != "pandas" or options.pandas]
    found = {name: _in_own_process(name) for name in names}
    return _report(found)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("book", type=Path)
    parser.add_argument("--as-of", type=date.fromisoformat, default=None)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pandas", action="store_true", help="pandas too: for 1M, not for 10M")
    parser.add_argument("--only", choices=CONTESTANTS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.as_of = options.as_of or _four_months_before_the_end(options.book)
    return options


def _four_months_before_the_end(book: Path) -> date:
    """A day after which there are allocations that must be ignored."""
    import duckdb

    last = f"SELECT max(issued_on) - INTERVAL 4 MONTH FROM '{book}/invoices.parquet'"
    return duckdb.sql(last).fetchone()[0].date()


def _in_own_process(name: str) -> dict[str, Any]:
    command = [sys.executable, __file__, *sys.argv[1:], "--only", name]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def _measured(
    contestant: Callable[[argparse.Namespace], Callable[[], Any]], options: argparse.Namespace
) -> dict[str, Any]:
    run = contestant(options)
    sums = _sums(run())
    wall, busy = [], []
    for _ in range(options.runs):
        started, worked = time.perf_counter(), time.process_time()
        run()
        wall.append(time.perf_counter() - started)
        busy.append(time.process_time() - worked)
    return {
        "seconds": statistics.median(wall),
        "busy_seconds": statistics.median(busy),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        **sums,
    }


def _sums(rows: Any) -> dict[str, int]:
    """Enough of the rows to see that two contestants gave the same."""
    if not hasattr(rows, "column_names"):
        return {"rows": len(rows), "checksum": 0}
    import duckdb

    connection = duckdb.connect().register("given", rows)
    row = f"hash({', '.join(COLUMNS)})"
    query = f"SELECT count(*), (sum({row}) % 1000000007)::BIGINT FROM given"
    count, checksum = connection.execute(query).fetchone()
    return {"rows": count, "checksum": checksum}


def by_hand(options: argparse.Namespace) -> Callable[[], Any]:
    import duckdb

    query = BY_HAND.read_text().format(book=options.book, as_of=options.as_of)
    connection = duckdb.connect()
    return lambda: connection.sql(query).to_arrow_table()


def duly(options: argparse.Namespace) -> Callable[[], Any]:
    from duly.analytics.ageing import Dimension, ageing
    from duly.book.engines import duckdb_engine
    from duly.book.policy.ageing import AgeingPolicy
    from duly.book.reading import open_book

    # What does not fit is written to a temporary folder; at 10M that costs no time.
    engine = duckdb_engine(memory_limit="1GB")
    book = open_book(options.book, engine=engine).book
    by = (Dimension.ACCOUNT,)
    return lambda: engine.fetch(ageing(book, as_of=options.as_of, policy=AgeingPolicy(), by=by))


def pandas(options: argparse.Namespace) -> Callable[[], Any]:
    """Items above zero only: credits, disputes and cash, which we count too, left out."""
    return lambda: _with_pandas(options.book, options.as_of)


def _with_pandas(book: Path, as_of: date) -> Any:
    import pandas as pd

    day = pd.Timestamp(as_of)
    columns = ["invoice_id", "account_id", "currency", "amount_units", "issued_on", "due_on"]
    items = pd.read_parquet(book / "invoices.parquet", columns=columns)
    links = pd.read_parquet(book / "allocations.parquet")
    links = links[pd.to_datetime(links.allocated_on) <= day]
    applied = links.groupby("invoice_id").amount_units.sum().rename("applied")
    items = items[pd.to_datetime(items.issued_on) <= day].join(applied, on="invoice_id")
    items["open_units"] = items.amount_units - items.applied.fillna(0).astype("int64")
    items = items[items.open_units > 0]
    days = (day - pd.to_datetime(items.due_on)).dt.days
    edges = [-(10**6), 0, 30, 60, 90, 120, 10**6]
    items["bucket_no"] = pd.cut(days, edges, labels=False)
    keys = ["account_id", "currency", "bucket_no"]
    return items.groupby(keys, dropna=False).open_units.agg(["size", "sum"])


CONTESTANTS = {"sql by hand": by_hand, "duly": duly, "pandas": pandas}


def _report(found: dict[str, dict[str, Any]]) -> int:
    hand, ours = found["sql by hand"], found["duly"]
    for name, each in found.items():
        print(
            f"{name:<12} {each['seconds']:8.3f} s {each['busy_seconds']:8.3f} s of processor "
            f"{each['megabytes']:7.0f} MB {each['rows']:>9,} rows"
        )
    # Processor time decides: it does not depend on who else uses the machine.
    ratio = ours["busy_seconds"] / hand["busy_seconds"]
    print(f"ratio to sql by hand: {ratio:.2f} (at most {MOST_RATIO})")
    is_same = (ours["rows"], ours["checksum"]) == (hand["rows"], hand["checksum"])
    print("both gave the same rows" if is_same else "THE ROWS DIFFER")
    is_good = is_same and ratio <= MOST_RATIO and ours["megabytes"] <= MOST_MEGABYTES
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
