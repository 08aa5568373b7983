"""What does `duly xray` of a raw export cost, beside merely reading the file with pandas?

    python benchmarks/xray.py EXPORT

From process start to the written report. Runs twice, and the second run counts. Fails (exit
code 1) above the bar we promise for 50,000 rows: 6 s.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

if __package__ is None or __package__ == "":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.measuring import cost_of, duly

MOST_SECONDS = 6.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("export", type=Path)
    export = str(parser.parse_args().export)
    read = "import pandas, sys; print(len(pandas.read_csv(sys.argv[1], header=None, sep='\\t')))"
    with tempfile.TemporaryDirectory() as folder:
        page = str(Path(folder) / "report.html")
        for _ in range(2):
            ours = duly("xray", export, "--html", page)
        baseline = cost_of(sys.executable, "-c", read, export)
    print(ours.line("duly xray, report written"))
    print(baseline.line("the file merely read, pandas"))
    print(f"ratio to reading alone: {ours.seconds / baseline.seconds:.2f}")
    is_good = ours.seconds <= MOST_SECONDS
    print("within the bar" if is_good else "ABOVE the bar")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
