"""Which days of the example company are run before its desk opens, and which meanwhile?"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duly.server.portfolio.models import Snapshot

Say = Callable[[str], None]
DAYS_IN_DETAIL = 7
_TOLD_EVERY = 10


def run_newest_days(today: date, days: int, say: Say) -> Snapshot:
    """The last week with its warnings and calls, then today in full; a worker fits the forecast."""
    from django.db import transaction

    from duly.server.credit.selectors import active_policy
    from duly.server.ledger.book import facts_digest
    from duly.server.platform.jobs.queue import ask
    from duly.server.portfolio.acts import FIT_FORECAST
    from duly.server.portfolio.answers.answers import silent
    from duly.server.portfolio.answers.look import Depth
    from duly.server.portfolio.day import ground, run_on
    from duly.server.portfolio.lock import one_run
    from duly.server.portfolio.past_days import run_past_days

    week = [today - timedelta(days=number) for number in range(min(days, DAYS_IN_DETAIL), 0, -1)]
    with one_run():
        say("running the last week")
        on = ground(active_policy(), facts_digest())
        for _ in run_past_days(on, week, Depth.DAY, actor=None):
            pass
        say(f"running {today.isoformat()}")
        snapshot = run_on(on, today, actor=None, progress=silent)
    day = today.isoformat()
    with transaction.atomic():
        ask(kind=FIT_FORECAST, payload={"as_of": day}, key=f"{FIT_FORECAST}:{day}")
    return snapshot


def run_older_days(newest: date, days: int, say: Say, *, until: float | None = None) -> None:
    """The days that are still missing, back into the past, until all are run or it is time."""
    from duly.cli.server.installation import ready

    ready()
    from duly.server.credit.selectors import active_policy
    from duly.server.ledger.book import facts_digest
    from duly.server.portfolio.answers.look import Depth
    from duly.server.portfolio.day import ground
    from duly.server.portfolio.past_days import days_without_run, run_past_days

    missing = days_without_run(newest, days)
    if not missing:
        return
    on = ground(active_policy(), facts_digest())
    for number, _ in enumerate(run_past_days(on, missing, Depth.FIGURES, actor=None), start=1):
        if number % _TOLD_EVERY == 0:
            say(f"running past days: {days - len(missing) + number} of {days}")
        if until is not None and time.monotonic() > until:
            break
