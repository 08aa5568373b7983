from datetime import date, timedelta
from threading import Event as Flag
from threading import Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections

from duly.server.platform.models import Event
from duly.server.platform.rights import actor_of
from duly.server.portfolio import day as running
from duly.server.portfolio.answers.look import Depth
from duly.server.portfolio.day import catch_up, missed_days, run_day
from duly.server.portfolio.lock import DayIsRunning, one_run
from duly.server.portfolio.models import (
    AccountDay,
    AccountReasons,
    AgeingCell,
    EarlyWarning,
    Snapshot,
    WorkItem,
)

DAY = date(2026, 10, 31)
LATER = DAY + timedelta(days=5)
TABLES = (Snapshot, AccountDay, AgeingCell, WorkItem, EarlyWarning, AccountReasons, Event)


def rows():
    return {model: list(model.objects.order_by("pk").values()) for model in TABLES}


def test_a_day_is_stored_whole(asked, answers):
    snapshot = run_day(as_of=DAY, actor=None)
    assert snapshot.is_complete
    counts = {model: model.objects.filter(snapshot=snapshot).count() for model in TABLES[1:6]}
    assert counts == {
        AccountDay: len(answers.accounts), AgeingCell: len(answers.cells),
        WorkItem: len(answers.work), EarlyWarning: len(answers.warnings),
        AccountReasons: len(answers.reasons),
    }  # fmt: skip


def test_the_same_day_again_changes_nothing(asked):
    run_day(as_of=DAY, actor=None)
    before = rows()
    run_day(as_of=DAY, actor=None)
    assert rows() == before
    assert len(asked) == 1


def test_new_facts_change_the_day(asked, monkeypatch):
    first = run_day(as_of=DAY, actor=None)
    monkeypatch.setattr(running, "facts_digest", lambda: "other facts")
    second = run_day(as_of=DAY, actor=None)
    assert (second.pk, second.facts_digest) == (first.pk, "other facts")
    assert AccountDay.objects.count() == len(AccountDay.objects.filter(snapshot=second))


def test_another_policy_changes_the_day(asked, monkeypatch):
    run_day(as_of=DAY, actor=None)
    stricter = running.active_policy().model_copy(update={"version": "stricter"})
    monkeypatch.setattr(running, "active_policy", lambda: stricter)
    assert run_day(as_of=DAY, actor=None).policy_version == "stricter"


def test_missed_days_are_caught_up_oldest_first(asked):
    run_day(as_of=DAY, actor=None)
    asked.clear()
    assert [each.as_of for each in catch_up(LATER, actor=None)] == missed_days_after(DAY, 5)
    assert asked == [
        (day, day - timedelta(days=1), Depth.FULL) for day in missed_days_after(DAY, 5)
    ]


def missed_days_after(day, count):
    return [day + timedelta(days=number) for number in range(1, count + 1)]


def test_catching_up_goes_on_where_it_was_stopped(asked, monkeypatch):
    run_day(as_of=DAY, actor=None)
    fail_at(monkeypatch, DAY + timedelta(days=3))
    with pytest.raises(OSError, match="full"):
        catch_up(LATER, actor=None)
    monkeypatch.undo()
    assert missed_days(LATER) == missed_days_after(DAY, 5)[2:]


def fail_at(monkeypatch, day):
    """The disk is full when that day is stored, after half of it has been written."""
    stored = running.store_reasons

    def failing(snapshot, answers, keys):
        if snapshot.as_of == day:
            raise OSError("the disk is full")
        stored(snapshot, answers, keys)

    monkeypatch.setattr(running, "store_reasons", failing)


def test_nothing_is_missed_after_today_was_run(asked):
    run_day(as_of=DAY, actor=None)
    asked.clear()
    assert catch_up(DAY, actor=None) == []
    assert asked == []


def test_where_no_day_is_stored_only_today_is_run(asked):
    assert [each.as_of for each in catch_up(DAY, actor=None)] == [DAY]


def test_a_run_that_dies_in_the_middle_leaves_no_half_day(asked, monkeypatch):
    run_day(as_of=DAY, actor=None)
    before = rows()
    fail_at(monkeypatch, LATER)
    with pytest.raises(OSError, match="full"):
        run_day(as_of=LATER, actor=None)
    assert rows() == before


def test_a_day_is_not_run_twice_at_once(asked):
    with held_elsewhere(), pytest.raises(DayIsRunning):
        run_day(as_of=DAY, actor=None)
    assert run_day(as_of=DAY, actor=None).is_complete


class held_elsewhere:  # noqa: N801 (reads as a sentence in a with statement)
    """Another thread, with a connection of its own, runs a day as long as the block lasts."""

    def __enter__(self):
        self.taken, self.done = Flag(), Flag()
        self.thread = Thread(target=self._hold)
        self.thread.start()
        assert self.taken.wait(10)

    def __exit__(self, *_):
        self.done.set()
        self.thread.join(10)

    def _hold(self):
        with one_run():
            self.taken.set()
            self.done.wait(10)
        connections.close_all()


def test_an_older_day_leaves_the_reasons_of_the_newest_alone(asked):
    newest = run_day(as_of=LATER, actor=None)
    run_day(as_of=DAY, actor=None)
    assert asked[-1] == (DAY, None, Depth.DAY)
    assert not AccountReasons.objects.exclude(snapshot=newest).exists()


def test_the_run_is_recorded_with_policy_and_facts(asked, actor):
    snapshot = run_day(as_of=DAY, actor=actor)
    event = Event.objects.get(kind="day.run")
    assert (event.subject_id, event.actor) == (DAY.isoformat(), actor.user)
    assert (event.policy_version, event.facts_digest) == (
        snapshot.policy_version, snapshot.facts_digest,
    )  # fmt: skip


def test_who_may_only_look_cannot_run_a_day(asked, person):
    with pytest.raises(PermissionDenied):
        run_day(as_of=DAY, actor=actor_of(person("viewer")))
    assert not Snapshot.objects.exists()


def test_the_currency_of_the_first_day_stays(asked, monkeypatch):
    run_day(as_of=DAY, actor=None)
    assert running.reporting_currency({}) == "EUR"


def test_without_a_model_the_day_says_so(asked):
    cash = run_day(as_of=DAY, actor=None).cash
    assert (cash["is_shown"], cash["refusal"], cash["weeks"]) == (False, "no_model_yet", [])
