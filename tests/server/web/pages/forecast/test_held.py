from datetime import timedelta

from tests.server.web.example import AS_OF, NOW

from duly.server.portfolio.models import Snapshot
from duly.server.web.pages.forecast.held import past_weeks


def day(back, paid_units, foreseen=None):
    week = {"p10_units": 50, "p50_units": 70, "p90_units": 90}
    return Snapshot.objects.create(
        as_of=AS_OF - timedelta(days=back),
        is_complete=True,
        started_at=NOW,
        currency="EUR",
        changes={"totals": {"paid_units": paid_units}},
        cash={"whole": [week]} if foreseen else {},
    )


def test_a_week_is_held_if_what_came_lies_in_its_range(db):
    days = [day(back, 10, foreseen=back == 7) for back in range(8)]
    [week] = past_weeks(days[0])
    assert (week.start, week.came_units, week.is_held) == (AS_OF - timedelta(days=6), 70, True)


def test_what_came_beyond_the_range_is_not_held(db):
    days = [day(back, 20, foreseen=back == 7) for back in range(8)]
    assert not past_weeks(days[0])[0].is_held


def test_a_week_with_a_day_that_was_not_run_tells_nothing(db):
    days = [day(back, 10, foreseen=back == 7) for back in range(8) if back != 3]
    assert past_weeks(days[0]) == []


def test_a_week_nobody_foresaw_tells_nothing(db):
    days = [day(back, 10) for back in range(8)]
    assert past_weeks(days[0]) == []
