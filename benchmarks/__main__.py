"""Everything that `make bench` measures; `--quick` on small books, to see that it runs.

    python -m benchmarks [--quick]

Books are generated once into benchmarks/data (10 million invoices take about 400 MB there).
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
DATA = HERE / "data"
LAST_DAY = date(2026, 10, 31)


@dataclass(frozen=True, slots=True)
class Size:
    """A book to measure on; pandas is left out where it would take minutes and gigabytes."""

    name: str
    invoices: int
    accounts: int
    with_pandas: bool = True


FULL = (Size("1m", 1_000_000, 10_000), Size("10m", 10_000_000, 100_000, with_pandas=False))
QUICK = (Size("20k", 20_000, 500), Size("100k", 100_000, 2_000))
# Forecasts learn from 120,000 invoices at most: a larger book would tell no more of them.
FORECAST = (Size("100k", 100_000, 2_000), Size("1m", 1_000_000, 10_000))
FORECAST_QUICK = (Size("20k", 20_000, 500),)


def main() -> int:
    is_quick = "--quick" in sys.argv[1:]
    sizes, forecast = (QUICK, FORECAST_QUICK) if is_quick else (FULL, FORECAST)
    codes = []
    for size in sizes:
        book = book_of_size(size)
        pandas = ["--pandas"] if size.with_pandas else []
        codes.append(_measure("ageing.py", str(book), *pandas))
        codes.append(_measure("assessment.py", str(book), *pandas))
    for size in forecast:
        codes.append(
            _measure("forecast_speed.py", str(book_of_size(size)), "--as-of", str(LAST_DAY))
        )
    codes.append(_measure("xray.py", str(_export(50_000))))
    return max(codes)


def _measure(script: str, *arguments: str) -> int:
    print(f"\n{script} {' '.join(arguments)}", flush=True)
    return subprocess.run([sys.executable, str(HERE / script), *arguments], check=False).returncode


def book_of_size(size: Size) -> Path:
    """The book of this size, generated if it is not there."""
    from duly.generator import BookPlan, generate

    folder = DATA / size.name
    if not folder.exists():
        print(f"generating {size.invoices:,} invoices into {folder}", flush=True)
        plan = BookPlan(invoices=size.invoices, accounts=size.accounts, until=LAST_DAY)
        generate(plan, folder)
    return folder


def _export(invoices: int) -> Path:
    """The raw export of a book, as a ledger would write it."""
    from duly.generator import raw_export

    file = DATA / f"ledger-{invoices}.csv"
    if not file.exists():
        raw_export(book_of_size(Size("50k", invoices, 1_500)), file, dialect="english_ledger")
    return file


if __name__ == "__main__":
    sys.exit(main())
