"""Do the processes of the desk run? One that answers pages, others that work beside it."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

_DULY = (sys.executable, "-c", "from duly.cli import main; main()")
_LOOKED_EVERY_SECONDS = 0.5
_RESTARTED_AFTER_SECONDS = 5.0
_PATIENCE_SECONDS = 40.0


def command(*words: str) -> list[str]:
    """The words that run `duly` in a process of its own."""
    return [*_DULY, *words]


def run_together(main: Sequence[str], beside: Sequence[Sequence[str]]) -> int:
    """Run all until the main one ends or we are told to stop; one beside it is started again
    whenever it ends. Returns how the main one ended."""
    with _told_to_stop() as told:
        answering = _started(main)
        working = [_started(words) for words in beside]
        while answering.poll() is None and not told.wait(_LOOKED_EVERY_SECONDS):
            for place, process in enumerate(working):
                if process.poll() is not None:
                    told.wait(_RESTARTED_AFTER_SECONDS)
                    working[place] = _started(beside[place])
        for process in (answering, *working):
            process.terminate()
        for process in (answering, *working):
            _end(process)
        return 0 if told.is_set() else answering.returncode


@contextmanager
def _told_to_stop() -> Iterator[threading.Event]:
    """An event that SIGTERM and Ctrl-C set, instead of ending this process at once."""
    told = threading.Event()
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, lambda *_: told.set()) for number in numbers]
    try:
        yield told
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _started(words: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(words)  # noqa: S603  # our own command line, made of our own words


def _end(process: subprocess.Popen[bytes]) -> None:
    """Whoever was told and does not end in time is ended. What it had under way is done again."""
    try:
        process.wait(_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
