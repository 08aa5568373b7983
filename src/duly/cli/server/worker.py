"""`duly worker`: do the jobs behind the pages."""

from __future__ import annotations

import os
import threading
from typing import Annotated

import typer

_LOOKED_EVERY_SECONDS = 1.0
# Who waits for a page goes first where both want the processor.
_BEHIND = 5


def worker(
    once: Annotated[
        bool, typer.Option("--once", help="Do what is due now, then stop: for cron and tests.")
    ] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave jobs that take minutes to another worker.")
    ] = False,
    beside: Annotated[int | None, typer.Option(hidden=True)] = None,
) -> None:
    """Do the jobs behind the pages, and ask for those of every day; Ctrl-C or SIGTERM stops it.

    Any number may run. One that is killed loses nothing: another does its job again.
    """
    from duly.cli.server.installation import ready

    ready()
    from duly.server.platform.jobs.worker import stopped_by_signals, work_forever

    if once:
        typer.echo(f"{_all_due(quick)} jobs done")
        return
    stop = stopped_by_signals()
    if beside is not None:
        os.nice(_BEHIND)
        threading.Thread(target=_follow, args=(beside, stop), daemon=True).start()
    work_forever(stop, is_quick=quick)


def _all_due(is_quick: bool) -> int:
    from duly.server.platform import clock
    from duly.server.platform.jobs.schedule import ask_due
    from duly.server.platform.jobs.worker import work_once

    ask_due(clock.now())
    count = 0
    while work_once(clock.now(), is_quick=is_quick):
        count += 1
    return count


def _follow(parent: int, stop: threading.Event) -> None:
    """Stop when the process that started this one is gone, however it ended."""
    while not stop.wait(_LOOKED_EVERY_SECONDS):
        if os.getppid() != parent:
            stop.set()
