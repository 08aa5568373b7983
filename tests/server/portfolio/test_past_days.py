"""The whole way once: a book in the database, two past days by other processes, the newest one."""

from datetime import timedelta

import pytest
from tests.server.portfolio.conftest import DAY
from tests.server.portfolio.recorded import record

from duly.server.credit.selectors import active_policy
from duly.server.ledger.book import facts_digest
from duly.server.platform.rights import Actor, Scope
from duly.server.portfolio.answers.look import Depth
from duly.server.portfolio.day import ground, run_day
from duly.server.portfolio.models import AccountReasons, EarlyWarning, Snapshot
from duly.server.portfolio.past_days import days_without_run, run_past_days
from duly.server.portfolio.selectors import (
    account_days,
    ageing_on,
    changes_for,
    figures_for,
    grade_migration,
    tie_out,
)

BEFORE = [DAY - timedelta(days=2), DAY - timedelta(days=1)]


@pytest.fixture
def desk_of_days(transactional_db, tables, person):
    record(tables)
    assert days_without_run(DAY, 2) == BEFORE[::-1]
    on = ground(active_policy(), facts_digest())
    assert list(run_past_days(on, BEFORE, Depth.DAY, actor=None, processes=1)) == BEFORE
    assert days_without_run(DAY, 2) == []
    run_day(as_of=DAY, actor=None)
    return person("administrator")


def test_the_days_of_a_recorded_book_tie_to_its_ledger(desk_of_days, answers):
    first, middle, newest = Snapshot.objects.order_by("as_of")
    assert [first.as_of, middle.as_of, newest.as_of] == [*BEFORE, DAY]
    assert [row["difference_units"] for row in tie_out(newest)] == [0, 0, 0]
    # The same answers as the core gives of the book that never was in a database.
    for name in ("open_units", "currencies", "entities", "grades", "work", "warnings"):
        assert newest.figures[name] == answers.figures[name]
    assert newest.changes["since"] == BEFORE[-1].isoformat()
    assert not AccountReasons.objects.exclude(snapshot=newest).exists()
    older = EarlyWarning.objects.filter(snapshot=middle).values_list("account", "code", "since")
    newer = EarlyWarning.objects.filter(snapshot=newest).values_list("account", "code", "since")
    known = {(account, code): since for account, code, since in older}
    assert known
    assert all(since == known.get((number, code), since) for number, code, since in newer)
    _sees_its_part(desk_of_days, newest)
    assert (
        sum(row["accounts"] for row in grade_migration(Actor(desk_of_days), middle, newest)) == 30
    )


def _sees_its_part(user, newest):
    """Two companies of ours: what each sees is less, and together it is everything."""
    entities = sorted({row["entity"] for row in newest.figures["entities"]})
    parts = [Actor(user, scope=Scope(entities=frozenset({code}))) for code in entities]
    whole = ageing_on(Actor(user), DAY)
    seen = [ageing_on(part, DAY) for part in parts]
    assert sum(each.whole.open_units for each in seen) == whole.whole.open_units
    for part, each in zip(parts, seen, strict=True):
        figures = figures_for(part, newest)
        assert 0 < figures["open_units"] == each.whole.open_units < newest.figures["open_units"]
        assert figures["headline"]["dso_days"] is None
        visible = {row.account.account_id for row in account_days(part, newest)}
        moved = {row["account_id"] for row in changes_for(part, newest)["new_overdue"]}
        assert moved <= visible
