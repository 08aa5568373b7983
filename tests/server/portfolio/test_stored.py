from datetime import date, timedelta

import pytest

from duly.server.collecting.models import Snooze
from duly.server.ledger.models import Account
from duly.server.platform import clock
from duly.server.platform.rights import actor_of
from duly.server.portfolio.models import AccountDay, Snapshot, WorkItem
from duly.server.portfolio.stored import (
    account_days,
    grade_migration,
    history_of,
    latest,
    recent,
    snapshot_on,
    work,
)

DAY = date(2026, 10, 31)
NOTHING = dict.fromkeys(
    ("open_units", "overdue_units", "disputed_units", "unapplied_units", "exposure_units"), 0
)


@pytest.fixture
def run(db):
    """Store a run of a day, by default a whole one: `run(DAY, A="B", C="D")` with grades."""

    def make(as_of, *, is_complete=True, **grades):
        snapshot = Snapshot.objects.create(
            as_of=as_of, is_complete=is_complete, started_at=clock.now(), currency="EUR"
        )
        for number, grade in grades.items():
            account, _ = Account.objects.get_or_create(account_id=number, portfolio=number)
            AccountDay.objects.create(snapshot=snapshot, account=account, grade=grade, **NOTHING)
            WorkItem.objects.create(
                snapshot=snapshot, account=account, rank=len(number), expected_units=1
            )
        return snapshot

    return make


def test_the_latest_day_is_the_newest_that_was_run_to_its_end(run):
    assert latest() is None
    run(DAY)
    run(DAY + timedelta(days=1), is_complete=False)
    assert latest().as_of == DAY
    assert snapshot_on(DAY - timedelta(days=1)) is None
    assert snapshot_on(DAY + timedelta(days=9)).as_of == DAY


def test_recent_days_come_oldest_first_and_no_more_than_asked(run):
    for days in (3, 1, 2):
        run(DAY + timedelta(days=days))
    assert [each.as_of.day for each in recent(2)] == [2, 3]


def test_history_is_told_from_the_first_day_on(run, django_assert_num_queries):
    run(DAY, A="B")
    run(DAY - timedelta(days=1), A="A")
    account = Account.objects.get()
    with django_assert_num_queries(1):
        days = history_of(account)
        assert [(day.snapshot.as_of, day.grade) for day in days] == [
            (DAY - timedelta(days=1), "A"), (DAY, "B"),
        ]  # fmt: skip


def test_grades_migrate_from_one_day_to_the_other(run, actor):
    before = run(DAY - timedelta(days=1), A="A", B="A", C="B", LEFT="B")
    after = run(DAY, A="A", B="C", C="B", NEW="A")
    found = {
        (row["before"], row["after"]): row["accounts"]
        for row in grade_migration(actor, before, after)
    }
    assert found == {("A", "A"): 1, ("A", "C"): 1, ("B", "B"): 1}


def test_an_actor_of_a_portfolio_sees_its_accounts_alone(run, person):
    snapshot = run(DAY, A="B", BB="C")
    collector = actor_of(person("collector", portfolios=["BB"]))
    assert [each.account.account_id for each in account_days(collector, snapshot)] == ["BB"]
    assert [each.account.account_id for each in work(collector, snapshot)] == ["BB"]


@pytest.mark.parametrize(
    ("until", "ended", "is_listed"),
    [(1, False, False), (0, False, True), (-3, False, True), (5, True, True)],
)
def test_who_is_snoozed_is_not_on_the_list_until_the_day_comes(run, actor, until, ended, is_listed):
    snapshot = run(DAY, A="B")
    Snooze.objects.create(
        account=Account.objects.get(), until=DAY + timedelta(days=until), set_by=actor.user,
        set_at=clock.now(), ended_at=clock.now() if ended else None,
    )  # fmt: skip
    assert work(actor, snapshot).exists() is is_listed


def test_an_old_snooze_that_was_ended_does_not_double_an_account(run, actor):
    snapshot = run(DAY, A="B")
    for ended in (clock.now(), clock.now()):
        Snooze.objects.create(
            account=Account.objects.get(), until=DAY, set_by=actor.user, set_at=clock.now(),
            ended_at=ended,
        )  # fmt: skip
    assert work(actor, snapshot).count() == 1
