"""Who uses a connection now? One thread, and in the order of asking."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def _one_thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="duly-engine")


@dataclass(frozen=True, slots=True)
class Turns:
    """One thread that does what it is asked to, one act after the other.

    A query runs while the next one is being written: writing takes one core and about as long.
    Only this thread may touch the connection; two would wait for each other, one holding the
    connection and one the interpreter.
    """

    _thread: ThreadPoolExecutor = field(default_factory=_one_thread)
    _pending: list[Future[Any]] = field(default_factory=list)

    def later(self, act: Callable[[], object]) -> None:
        """Do this when its turn comes. What it raises, the next `now` raises."""
        self._pending.append(self._thread.submit(act))

    def now(self, act: Callable[[], Answer]) -> Answer:
        """What the act answers, after everything that was asked for before."""
        asked = self._thread.submit(act)
        self.settle()
        return asked.result()

    def settle(self) -> None:
        """Wait for what was asked for, and raise the first thing that went wrong in it."""
        pending = [*self._pending]
        self._pending.clear()
        for asked in pending:
            asked.result()
