"""R13: is a job lost when workers are killed at random moments?"""

from __future__ import annotations

import random
import time
from pathlib import Path

from django.conf import settings
from django.db import connection
from tests.reliability.killed_jobs import kill_one, workers

from duly.server.platform import clock
from duly.server.platform.models import Job
from duly.server.platform.models.jobs import State

_LOOKED_EVERY_SECONDS = 0.2


def environment() -> dict[str, str]:
    """That of another process on the database under test, and in the same folder."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{given['NAME']}"
    else:
        who = f"{given['USER']}:{given['PASSWORD']}@" if given["USER"] else ""
        url = f"postgresql://{who}{given['HOST']}/{given['NAME']}"
    return {
        "DATABASE_URL": url,
        "DULY_HOME": str(settings.HOME),
        "DJANGO_SETTINGS_MODULE": "duly.server.settings",
    }


def ask_for(kind: str, count: int) -> None:
    now = clock.now()
    Job.objects.bulk_create(
        Job(kind=kind, payload={"number": number}, run_after=now, created_at=now)
        for number in range(count)
    )


def under_fire(*, jobs: int, kills: int, seconds_between: float, patience_seconds: float) -> None:
    """Let two workers do the jobs while one after the other is killed; wait until all is done."""
    Path(settings.HOME, "done.txt").unlink(missing_ok=True)
    rng = random.Random(4711)
    ask_for("mark", jobs)
    with workers(2, environment()) as running:
        wait_until(lambda: left() > 0, patience_seconds)
        for _ in range(kills):
            time.sleep(rng.random() * 2 * seconds_between)
            kill_one(running, rng, environment())
        wait_until(lambda: not open_jobs(), patience_seconds)


def poisoned(patience_seconds: float) -> Job:
    """A job that kills whoever does it, with a new worker for each that died."""
    ask_for("poison", 1)
    rng = random.Random(4711)
    with workers(1, environment()) as running:
        ends = time.monotonic() + patience_seconds
        while open_jobs() and time.monotonic() < ends:
            if running[0].poll() is not None:
                kill_one(running, rng, environment())
            time.sleep(_LOOKED_EVERY_SECONDS)
    return Job.objects.get(kind="poison")


def left() -> int:
    """How many jobs left their mark."""
    return Job.objects.filter(kind="left").count()


def repeated() -> int:
    """How often a job was done again after its mark was left."""
    done = Path(settings.HOME, "done.txt").read_text(encoding="ascii").split()
    return len(done) - len(set(done))


def open_jobs() -> int:
    return Job.objects.filter(state__in=[State.WAITING, State.RUNNING]).count()


def wait_until(is_so: object, patience_seconds: float) -> None:
    ends = time.monotonic() + patience_seconds
    while callable(is_so) and not is_so() and time.monotonic() < ends:
        time.sleep(_LOOKED_EVERY_SECONDS)
