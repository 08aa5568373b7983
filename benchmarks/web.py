"""How fast does the desk answer with a million invoices, twenty people and a running import?

    python benchmarks/web.py [--home FOLDER] [--database URL] [--seconds 120] [--quick]

Without a home, a desk is built from a generated book, once, into benchmarks/data; `--quick` takes a
small one. Pages are asked over HTTP from gunicorn as `duly serve` starts it, with its workers
beside it. The baseline is `/health`, which touches no table, measured in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.processes import children, own_megabytes
from benchmarks.web_users import Importer, Person, Times

HERE = Path(__file__).parent
DATA = HERE / "data"
BAR_P95, BAR_P99, BAR_GROWTH = 100.0, 250.0, 0.05
SETTLE_SECONDS = 10.0
DULY = (sys.executable, "-c", "from duly.cli import main; main()")


def main() -> int:
    given = _given()
    environment = desk_environment(given)
    build_desk(given, environment)
    # As on any morning, the day was run and the model fitted before anybody comes.
    subprocess.run([*DULY, "day"], env=environment, check=True)
    seen = asked_of(environment, "people", str(given.users + 1))
    with _served(environment) as (port, process):
        times, growth, importer = _measure(given, port, process.pid, seen)
    where = "PostgreSQL" if given.database else "SQLite"
    return _tell(where, times, growth, importer)


def _given() -> argparse.Namespace:
    asked = argparse.ArgumentParser()
    asked.add_argument("--home", type=Path, help="a desk that is there already")
    asked.add_argument("--database", default="", help="postgresql://…; SQLite unless given")
    asked.add_argument("--users", type=int, default=20)
    asked.add_argument("--seconds", type=float, default=120.0)
    asked.add_argument("--pace", type=float, default=1.0, help="of the 1 to 3 s to think")
    asked.add_argument("--rows", type=int, default=50_000, help="of each import")
    asked.add_argument("--quick", action="store_true", help="a small desk, a short run")
    given = asked.parse_args()
    if given.quick:
        given.seconds, given.rows = min(given.seconds, 20.0), min(given.rows, 2_000)
    return given


def desk_environment(given: argparse.Namespace) -> dict[str, str]:
    """Where the desk lives, as it is told by variables."""
    home = given.home or DATA / ("desk-quick" if given.quick else "desk-1m")
    own = {"DULY_HOME": str(home), "DJANGO_SETTINGS_MODULE": "duly.server.settings"}
    if given.database:
        own["DATABASE_URL"] = given.database
    return {**os.environ, **own}


def build_desk(given: argparse.Namespace, environment: dict[str, str]) -> Path:
    """Build it once a place (a mark says that it was built to its end), from the book returned."""
    from benchmarks.__main__ import Size, book_of_size

    size = Size("20k", 20_000, 500) if given.quick else Size("1m", 1_000_000, 10_000)
    book = book_of_size(size)
    subprocess.run([*DULY, "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)
    mark = Path(environment["DULY_HOME"]) / ("built-pg" if given.database else "built")
    if not mark.exists():
        print(f"building a desk of {size.invoices:,} invoices", flush=True)
        build = [sys.executable, str(HERE / "web_desk.py"), "build", str(book)]
        subprocess.run(build, env=environment, check=True)
        mark.touch()
    return book


def asked_of(environment: dict[str, str], *words: str) -> Any:
    """What `web_desk.py` says of the desk."""
    command = [sys.executable, str(HERE / "web_desk.py"), *words]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [*DULY, "serve", "--port", str(port), "--workers", "2"]
    log = (Path(environment["DULY_HOME"]) / "serve.log").open("wb")
    process = subprocess.Popen(command, env=environment, stderr=log)
    try:
        _wait_for(port, process)
        yield port, process
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(120):
        if process.poll() is not None:
            raise RuntimeError("the desk did not open; see serve.log in its home")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=2).read()
            return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("the desk did not open")


def _measure(
    given: argparse.Namespace, port: int, pid: int, seen: dict[str, Any]
) -> tuple[Times, float, Importer]:
    """Everybody works; what happens while processes settle is not counted."""
    times, begin = Times(), time.monotonic()
    counted = begin + SETTLE_SECONDS
    until = counted + given.seconds
    *sessions, own = seen["sessions"]
    importer = Importer(port, own, given.rows)
    threads = [threading.Thread(target=importer.work, args=(until,), daemon=True)]
    for number, session in enumerate(sessions):
        dice = random.Random(number)
        person = Person(port, session, seen, times, dice, lambda: time.monotonic() > counted)
        threads.append(threading.Thread(target=person.work, args=(until, given.pace), daemon=True))
    for thread in threads:
        thread.start()
    # By half the time every thread's cache of the database is full; what grows then is a leak.
    time.sleep(max(0.0, counted + given.seconds / 2 - time.monotonic()))
    before = _answering_megabytes(pid)
    for thread in threads:
        thread.join(timeout=given.seconds + 120)
    return times, _answering_megabytes(pid) / before - 1, importer


def _answering_megabytes(pid: int) -> float:
    """Own memory of gunicorn's processes; the worker that does the jobs is not one of them."""
    found = 0.0
    for child in children(pid):
        command = Path(f"/proc/{child}/cmdline").read_bytes()
        if b"gunicorn" in command:
            found += own_megabytes(child)
    return found or 1.0


def _tell(where: str, times: Times, growth: float, importer: Importer) -> int:
    baseline = _quantile(times.by_page.get("baseline", [0.0]), 95) or 1.0
    print(f"\n{where}: milliseconds; ratio of p95 to that of the baseline, /health")
    print(f"{'page':<20}{'n':>6}{'p50':>8}{'p95':>8}{'p99':>8}{'ratio':>8}")
    every = [one for name, all_of in times.by_page.items() if name != "baseline" for one in all_of]
    for page in sorted(times.by_page):
        _line(page, times.by_page[page], baseline)
    _line("all pages", every, baseline)
    print(f"errors: {len(times.errors)}", *sorted(set(times.errors))[:10], sep="\n  ")
    print(f"memory of the answering processes in the second half: {growth:+.1%}")
    print(f"imports of {importer.rows:,} rows finished beside: {importer.done}", importer.problem)
    bars = {
        f"p95 below {BAR_P95:.0f} ms": _quantile(every, 95) < BAR_P95,
        f"p99 below {BAR_P99:.0f} ms": _quantile(every, 99) < BAR_P99,
        "no error": not times.errors and not importer.problem,
        f"memory grows less than {BAR_GROWTH:.0%}": growth < BAR_GROWTH,
    }
    for bar, is_met in bars.items():
        print(f"{'met   ' if is_met else 'MISSED'} {bar}")
    return 0 if all(bars.values()) else 1


def _line(page: str, found: list[float], baseline: float) -> None:
    p50, p95, p99 = (_quantile(found, share) for share in (50, 95, 99))
    print(f"{page:<20}{len(found):>6}{p50:>8.1f}{p95:>8.1f}{p99:>8.1f}{p95 / baseline:>8.1f}")


def _quantile(found: list[float], share: int) -> float:
    if len(found) < 2:
        return found[0] if found else 0.0
    return statistics.quantiles(found, n=100, method="inclusive")[share - 1]


if __name__ == "__main__":
    sys.exit(main())
