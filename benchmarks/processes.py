"""Which processes did a process start, and how much memory do they hold together?"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.measuring import Cost

_PAGE_MEGABYTES = os.sysconf("SC_PAGE_SIZE") / 2**20
_EVERY_SECONDS = 0.05


def children(pid: int) -> list[int]:
    """All that a process started, and they in turn; those that ended meanwhile are left out."""
    try:
        direct = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [found for one in map(int, direct) for found in (one, *children(one))]


def megabytes(pid: int) -> float:
    """What one process holds in memory now; none when it has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_MEGABYTES
    except (OSError, IndexError):
        return 0.0


def own_megabytes(pid: int) -> float:
    """What one process holds for itself, without files it looks into."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    found = next(line for line in lines if line.startswith("RssAnon"))
    return int(found.split()[1]) / 1024


def cost_with_children(command: list[str], environment: Mapping[str, str]) -> tuple[Cost, str]:
    """What a command cost together with all it started, and what it said. Raises when it fails.

    The peak is the highest sum seen, looked at twenty times a second; pages that processes share
    count for each of them.
    """
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    peak, ended, status, used = 0.0, 0, 0, None
    while not ended:
        peak = max(peak, sum(map(megabytes, [process.pid, *children(process.pid)])))
        time.sleep(_EVERY_SECONDS)
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
    seconds = time.perf_counter() - started
    assert used is not None
    assert process.stdout is not None
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError(f"failed: {' '.join(command)}")
    return Cost(seconds, used.ru_utime + used.ru_stime, peak), process.stdout.read()
