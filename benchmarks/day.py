"""How long does the daily cycle take, from the database to stored answers?

    python benchmarks/day.py [--database URL] [--quick]

A desk of a million invoices and 10,000 accounts is built once, as for `web.py`; then `duly day` is
run for the day after its newest stored one, and again for the same day, which must change nothing.
The forecast's model is not fitted (that is `forecast_speed.py`). The baseline is `duly assess` on
the same book as files, in the same run. Fails above 60 s or 2 GB, or when the second run stores
anything.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.measuring import Cost, duly
from benchmarks.processes import cost_with_children
from benchmarks.web import DULY, asked_of, build_desk, desk_environment

MOST_SECONDS, MOST_MEGABYTES = 60.0, 2_000.0


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--home", type=Path, help="where the desk is, or is to be built")
    asked.add_argument("--database", default="", help="postgresql://…; SQLite unless given")
    asked.add_argument("--quick", action="store_true", help="a small desk")
    given = asked.parse_args()
    environment = desk_environment(given)
    book = build_desk(given, environment)
    newest = date.fromisoformat(asked_of(environment, "newest")["as_of"])
    command = [*DULY, "day", "--no-fit", "--as-of", str(newest + timedelta(days=1))]
    first, said = cost_with_children(command, environment)
    stored = asked_of(environment, "newest")
    again, _ = cost_with_children(command, environment)
    alone = duly("assess", str(book))
    print(said.strip(), flush=True)
    print(first.line("duly day, from the database"))
    print(again.line("the same day again"))
    print(alone.line("duly assess, from files"))
    print(f"  {first.busy_seconds / alone.busy_seconds:.1f} x duly assess")
    return _judged(first, has_changed=asked_of(environment, "newest") != stored)


def _judged(first: Cost, *, has_changed: bool) -> int:
    bars = {
        f"under {MOST_SECONDS:.0f} s": first.seconds < MOST_SECONDS,
        f"under {MOST_MEGABYTES:,.0f} MB": first.megabytes < MOST_MEGABYTES,
        "the second run changes nothing": not has_changed,
    }
    for bar, is_met in bars.items():
        print(f"{'met   ' if is_met else 'MISSED'} {bar}")
    return 0 if all(bars.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
