"""R13: workers that are killed while they work. Run as a program, this is such a worker."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
LEASE = timedelta(seconds=1.5)
_LONGEST_MS = 30


def worker() -> None:
    """Work until killed. A job leaves its mark once, by a unique key, however often it is done."""
    import django

    django.setup()
    from django.db import transaction

    from duly.server.platform.jobs import live
    from duly.server.platform.jobs.acts import Running, act
    from duly.server.platform.jobs.queue import ask
    from duly.server.platform.jobs.worker import work_forever

    live.LEASE, live._BEAT_SECONDS, live._TELL_SECONDS = LEASE, 0.4, 0.1
    done = Path(os.environ["DULY_HOME"], "done.txt")

    @act("mark")
    def mark(job: Running) -> None:
        number = job.payload["number"]
        time.sleep(random.random() * _LONGEST_MS / 1000)
        with transaction.atomic():
            ask(kind="left", payload={"number": number}, key=f"left:{number}")
            time.sleep(random.random() * _LONGEST_MS / 1000)
        with done.open("a", encoding="ascii") as file:
            file.write(f"{number}\n")

    @act("poison")
    def poison(job: Running) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    @act("left")
    def left(job: Running) -> None:
        """The mark itself: nothing is left to do."""

    work_forever()


@contextmanager
def workers(count: int, environment: dict[str, str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """So many workers; all are killed in the end."""
    running = [start(environment) for _ in range(count)]
    try:
        yield running
    finally:
        for process in running:
            process.kill()
            process.wait()


def start(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "tests.reliability.killed_jobs"]
    return subprocess.Popen(words, cwd=ROOT, env={**os.environ, **environment})


def kill_one(
    running: list[subprocess.Popen[bytes]], rng: random.Random, environment: dict[str, str]
) -> None:
    """kill -9 at a random moment, and another worker in its place."""
    victim = rng.randrange(len(running))
    running[victim].kill()
    running[victim].wait()
    running[victim] = start(environment)


if __name__ == "__main__":
    worker()
