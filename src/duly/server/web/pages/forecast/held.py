"""How did the forecasts of past weeks hold against the cash that came?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext
from markupsafe import Markup

from duly.report.charts.lines import Band, Line, lines
from duly.server.portfolio.models import Snapshot
from duly.server.web import figures

_DAYS = 7
_MOST_WEEKS = 26


@dataclass(frozen=True, slots=True)
class PastWeek:
    """What was foreseen on the eve of a week, and what came in it, in the reporting currency."""

    start: date
    p10_units: int
    p50_units: int
    p90_units: int
    came_units: int

    @property
    def is_held(self) -> bool:
        return self.p10_units <= self.came_units <= self.p90_units


def past_weeks(snapshot: Snapshot) -> list[PastWeek]:
    """Past weeks in order of time, each as foreseen by the day before it began.

    Read out of the stored days; a week counts once all of its days were run.
    """
    since = snapshot.as_of - timedelta(days=_DAYS * (_MOST_WEEKS + 1))
    days = Snapshot.objects.filter(is_complete=True, as_of__gte=since, currency=snapshot.currency)
    rows = days.order_by("as_of").values_list(
        "as_of", "changes__totals__paid_units", "cash__whole__0"
    )
    came: dict[date, int | None] = {}
    foreseen: dict[date, dict[str, Any]] = {}
    for as_of, paid_units, first_week in rows:
        came[as_of] = paid_units
        if first_week:
            foreseen[as_of] = first_week
    found, last = [], snapshot.as_of - timedelta(days=_DAYS)
    while last > since:
        week = _week(last, foreseen.get(last), came)
        if week is not None:
            found.append(week)
        last -= timedelta(days=_DAYS)
    return found[::-1]


def drawn_past(weeks: Sequence[PastWeek], currency: str) -> Markup:
    """Ranges and actuals over time; fewer than two weeks draw nothing."""
    if len(weeks) < 2:
        return Markup("")
    return lines(
        gettext("Past weeks: what was foreseen, and what came"),
        [figures.short_day(week.start) for week in weeks],
        [
            Line(gettext("Middle of the forecast"), [w.p50_units for w in weeks], "second"),
            Line(gettext("What came"), [w.came_units for w in weeks], "first"),
        ],
        lambda units: figures.short_amount(units, currency),
        Band([w.p10_units for w in weeks], [w.p90_units for w in weeks]),
        css="fan",
    )


def _week(
    eve: date, foreseen: dict[str, Any] | None, came: dict[date, int | None]
) -> PastWeek | None:
    if foreseen is None or foreseen.get("p50_units") is None:
        return None
    days = [came.get(eve + timedelta(days=step)) for step in range(1, _DAYS + 1)]
    known = [units for units in days if units is not None]
    if len(known) < _DAYS:
        return None
    start = eve + timedelta(days=1)
    ends = (foreseen["p10_units"], foreseen["p50_units"], foreseen["p90_units"])
    return PastWeek(start, *ends, sum(known))
