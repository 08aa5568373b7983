"""How close do forecasts of payment days come, fitted on several days, beside simpler rules?

    python benchmarks/timing.py EXPORT --fit-on DAY [--fit-on DAY …]

EXPORT is any list of invoices with their payments. Prints what `duly backtest` says of the model
and of each baseline, on the same invoices, and time and peak memory of the whole command.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from measuring import duly

FIGURES = (
    "n",
    "mae_days",
    "rmse_days",
    "auc_late",
    "brier_late",
    "within_3_days",
    "coverage_80",
    "width_80_days",
    "pinball",
    "weekly_cash_wape",
)


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("export", type=Path)
    asked.add_argument("--fit-on", action="append", required=True)
    given = asked.parse_args()
    print(f"{'fitted on':<12}{'forecaster':<18}" + "".join(f"{name:>18}" for name in FIGURES))
    for day in given.fit_on:
        _measure(given.export, day)
    return 0


def _measure(export: Path, day: str) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "backtest.json"
        cost = duly("backtest", str(export), "--fit-on", day, "--json", str(file))
        said = json.loads(file.read_text())
    _line(day, said["model"]["kind"], said)
    for name, figures in said["baselines"].items():
        _line("", name, figures)
    for part in ("0", "1-4"):
        for name, figures in said["by"]["history"][part].items():
            _line(f"{part} paid", name, figures)
    print(cost.line(f"{day}, whole command"), flush=True)


def _line(day: str, name: str, figures: dict[str, Any]) -> None:
    cells = [figures.get(key) for key in FIGURES]
    told = ["" if cell is None else f"{cell:.4g}" for cell in cells]
    print(f"{day:<12}{name:<18}" + "".join(f"{cell:>18}" for cell in told))


if __name__ == "__main__":
    sys.exit(main())
