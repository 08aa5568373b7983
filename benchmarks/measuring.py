"""How long does a command take from its start, and how much memory at its peak?"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall-clock seconds, seconds of processor and megabytes at the peak of a whole process."""

    seconds: float
    busy_seconds: float
    megabytes: float

    def line(self, name: str) -> str:
        return (
            f"{name:<34} {self.seconds:8.2f} s {self.busy_seconds:8.2f} s of processor "
            f"{self.megabytes:7.0f} MB"
        )


def cost_of(*command: str) -> Cost:
    """Run a command to its end and say what it cost. Raises when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError(f"failed: {' '.join(command)}")
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def duly(*arguments: str) -> Cost:
    """The cost of a command of Duly, in a process of its own."""
    return cost_of(sys.executable, "-c", "from duly.cli import main; main()", *arguments)
