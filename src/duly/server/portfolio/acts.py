"""Which jobs run the day and fit the forecast?"""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.db import transaction

from duly.server.platform.jobs.acts import Running, act
from duly.server.platform.jobs.queue import ask

RUN_DAY = "day.run"
FIT_FORECAST = "forecast.fit"


@act(RUN_DAY, daily_at=time(5, 0), is_long=True)
def run(job: Running) -> dict[str, Any]:
    """Run a day; the model of the forecast, which takes longer, is fitted in a job of its own."""
    from duly.server.portfolio.day import run_day
    from duly.server.portfolio.forecasting import is_fit_due

    as_of = date.fromisoformat(job.payload["as_of"])
    snapshot = run_day(as_of=as_of, actor=job.actor, progress=job.progress)
    if is_fit_due(snapshot):
        with transaction.atomic():
            day = as_of.isoformat()
            ask(kind=FIT_FORECAST, payload={"as_of": day}, key=f"{FIT_FORECAST}:{day}")
    return {"as_of": as_of.isoformat(), "snapshot": snapshot.pk}


@act(FIT_FORECAST, is_long=True)
def fit(job: Running) -> dict[str, Any]:
    """Fit the model and look ahead with it from the newest day, unless that was done meanwhile."""
    from duly.server.portfolio.forecasting import fit_if_due

    model = fit_if_due(actor=job.actor, progress=job.progress)
    return {"model": None if model is None else model.pk}
