"""How are many past days run: one load of the book, every core at work, each stored at once?

Of days long past only figures, accounts and ageing are ever looked at; of the last few also what
was warned of and who was called, so that it is known since when.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from duly.server.platform.rights import Actor
from duly.server.portfolio.answers.look import Depth
from duly.server.portfolio.answers.many_days import Given, Task, answers_of_days
from duly.server.portfolio.changes import before
from duly.server.portfolio.day import Ground, save_day
from duly.server.portfolio.models import Snapshot

_DAY = timedelta(days=1)


def run_past_days(
    on: Ground,
    days: Sequence[date],
    depth: Depth,
    *,
    actor: Actor | None,
    processes: int = 2,
) -> Iterator[date]:
    """Run these days in their order and give each as soon as it is stored.

    Whoever stops asking stops the run; what is stored by then stays. Why, and how it goes on, are
    not kept of past days: run the newest by `run_day`.
    """
    tasks = [Task(day, day - _DAY, depth) for day in days]
    given = Given(on.policy, on.currency, on.portfolios)
    for answers in answers_of_days(on.tables, given, tasks, processes=processes):
        earlier = Snapshot.objects.filter(is_complete=True, as_of__lt=answers.as_of)
        was = before(earlier.order_by("-as_of").first())
        save_day(on, answers, was, None, actor=actor)
        yield answers.as_of


def days_without_run(newest: date, count: int) -> list[date]:
    """Of the days before the newest those that are not stored yet, the latest first."""
    wanted = [newest - number * _DAY for number in range(1, count + 1)]
    run = Snapshot.objects.filter(is_complete=True, as_of__in=wanted)
    return sorted(set(wanted) - set(run.values_list("as_of", flat=True)), reverse=True)
