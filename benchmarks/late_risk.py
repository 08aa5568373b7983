"""Does the late risk of accounts come true on a later year, and is it better than a common rate?

    python benchmarks/late_risk.py BOOK... --as-of DAY

Fits on each book (or export) as of the day, and prints what came out: out-of-time AUC, Brier and
calibration of each candidate beside the common rate, or why there is no model.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

from duly.analytics.late_risk import fit_late_risk, late_risk
from duly.book.engines import duckdb_engine
from duly.book.source import open_source


def main() -> int:
    place = sys.argv.index("--as-of")
    as_of = date.fromisoformat(sys.argv[place + 1])
    for name in sys.argv[1:place]:
        _measure(Path(name), as_of)
    return 0


def _measure(path: Path, as_of: date) -> None:
    if not path.exists():
        print(f"{path.name}: skipped, it is not there")
        return
    book = open_source(path, engine=duckdb_engine(threads=2), as_of=as_of).book
    started = time.perf_counter()
    model = fit_late_risk(book, as_of=as_of)
    fitted = time.perf_counter()
    found = late_risk(book, model, as_of=as_of)
    seconds = f"fit {fitted - started:.1f} s, score {time.perf_counter() - fitted:.1f} s"
    print(f"\n{path.name}: {model.kind or model.refusal}; {seconds}")
    judged = model.judgement
    if judged is None:
        return
    print(f"  fitted on {', '.join(judged.fitted_on)}: {judged.fitted_events} events")
    print(f"  judged on {judged.judged_on}: {judged.judged_events} events")
    for candidate, figures in judged.accuracy.items():
        expected = f"{figures.failures} of {figures.rows}, {figures.expected:.0f} expected"
        print(f"  {candidate:<12} AUC {figures.auc:.3f}  Brier {figures.brier:.5f}  {expected}")
    bands = [f"{band.mean_probability:.3f}/{band.failure_rate:.3f}" for band in judged.calibration]
    print(f"  expected/happened by tenth: {' '.join(bands)}")
    print(f"  {found.accounts.num_rows} accounts: {found.accounts.slice(0, 3).to_pylist()}")
    first = found.accounts.column("account_id")[0].as_py()
    for reason in found.reasons.to_pylist():
        if reason["account_id"] == first:
            print(f"    {reason}")


if __name__ == "__main__":
    sys.exit(main())
