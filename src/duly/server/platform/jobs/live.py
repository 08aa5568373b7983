"""Is the worker of a job alive, and how far is it: told past the transaction it has open?

On PostgreSQL a second connection tells it. On SQLite the act may hold the only write lock for
minutes, so that nothing can be written beside it: progress goes to a small file, and a worker is
alive as long as it holds a lock on a file of its own, which the kernel lets go when it dies.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from duly.server.platform import clock
from duly.server.platform.jobs.acts import Telling
from duly.server.platform.models import Job

LEASE = timedelta(seconds=45)
_BEAT_SECONDS = 10.0
_TELL_SECONDS = 0.5
_LONGEST_WORDS = 120


@contextmanager
def worker() -> Iterator[str]:
    """A name for this worker, known to be alive for as long as the block or the process lasts."""
    _clear_the_dead()
    name = f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"
    file = _folder() / f"{name}.lock"
    unlocked = file.with_suffix(".new")
    with unlocked.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        unlocked.replace(file)
        try:
            yield name
        finally:
            file.unlink(missing_ok=True)


def is_alive(name: str) -> bool:
    """Whether the worker still holds its lock. Beside PostgreSQL it may be on another machine:
    there only the lease says so, which its heartbeat extends."""
    return connection.vendor == "sqlite" and _is_locked(_folder() / f"{name}.lock")


@contextmanager
def telling(job: Job) -> Iterator[Telling]:
    """While the block runs, the lease is kept and progress is shown."""
    if connection.vendor == "sqlite":
        file = _progress_file(job.pk)
        try:
            yield _ToFile(file)
        finally:
            file.unlink(missing_ok=True)
        return
    beat = _Heartbeat(job)
    beat.start()
    try:
        yield beat.tell
    finally:
        beat.stop()


def seen(job: Job) -> tuple[float, str]:
    """How far the job is."""
    try:
        share, words = json.loads(_progress_file(job.pk).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return job.progress_share, job.progress_of
    return float(share), str(words)


class _ToFile:
    def __init__(self, file: Path) -> None:
        self._file = file
        self._told_at = float("-inf")

    def __call__(self, share: float, words: str) -> None:
        moment = time.monotonic()
        if moment - self._told_at < _TELL_SECONDS and share < 1:
            return
        self._told_at = moment
        partial = self._file.with_suffix(".partial")
        partial.write_text(json.dumps([share, words[:_LONGEST_WORDS]]), encoding="utf-8")
        partial.replace(self._file)


class _Heartbeat(threading.Thread):
    """Extends the lease and tells progress on a connection of its own. A short job ends before
    the first beat and never opens it."""

    def __init__(self, job: Job) -> None:
        super().__init__(name=f"heartbeat-{job.pk}", daemon=True)
        self._mine = {"pk": job.pk, "leased_by": job.leased_by, "attempts": job.attempts}
        self._stopped = threading.Event()
        self._latest: tuple[float, str] | None = None
        self._told: tuple[float, str] | None = None

    def tell(self, share: float, words: str) -> None:
        self._latest = (share, words[:_LONGEST_WORDS])

    def stop(self) -> None:
        self._stopped.set()
        self.join()

    def run(self) -> None:
        beaten_at = time.monotonic()
        try:
            while not self._stopped.wait(_TELL_SECONDS):
                is_due = time.monotonic() - beaten_at >= _BEAT_SECONDS
                if is_due or self._latest != self._told:
                    self._beat()
                    beaten_at = time.monotonic()
        finally:
            connections.close_all()

    def _beat(self) -> None:
        latest = self._latest
        changes: dict[str, object] = {"leased_until": clock.now() + LEASE}
        if latest is not None:
            changes |= {"progress_share": latest[0], "progress_of": latest[1]}
        Job.objects.filter(**self._mine).update(**changes)
        self._told = latest


def _is_locked(file: Path) -> bool:
    try:
        with file.open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _clear_the_dead() -> None:
    """What killed workers left lying. A file bears its last name only once it is locked."""
    for file in _folder().glob("*.lock"):
        if not _is_locked(file):
            file.unlink(missing_ok=True)


def _progress_file(job_id: int) -> Path:
    return _folder() / f"{job_id}.json"


def _folder() -> Path:
    folder = Path(settings.HOME) / "jobs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
