from datetime import date, timedelta

import pytest

from duly.server.platform import clock
from duly.server.platform.rights import Actor, Scope, actor_of
from duly.server.portfolio.ageing import OtherBuckets, ageing_on
from duly.server.portfolio.models import AgeingCell, Snapshot

DAY = date(2026, 10, 31)


@pytest.fixture
def snapshot(db):
    return Snapshot.objects.create(
        as_of=DAY, is_complete=True, started_at=clock.now(), currency="EUR",
        figures={"rates": [{"currency": "USD", "rate": 0.5}]},
        ageing={"edges": [30, 60], "buckets": ["current", "1-30", "31-60", "61+"]},
    )  # fmt: skip


@pytest.fixture
def cell(snapshot):
    """A cell that was due so many days ago: `cell(31, 100)`."""

    def make(days, units, *, currency="EUR", **given):
        AgeingCell.objects.create(
            snapshot=snapshot, due_on=DAY - timedelta(days=days), currency=currency,
            open_units=units, disputed_units=0, items=1, **given,
        )  # fmt: skip

    return make


@pytest.mark.parametrize(
    ("days", "buckets"),
    [
        (-5, (7, 0, 0)),  # not due yet
        (0, (7, 0, 0)),  # due today is not overdue
        (1, (0, 7, 0)),
        (10, (0, 7, 0)),  # an edge belongs to the bucket it ends
        (11, (0, 0, 7)),
    ],
)
def test_an_item_is_in_the_bucket_of_its_days(cell, actor, days, buckets):
    cell(days, 7)
    assert ageing_on(actor, DAY, buckets=(10,)).whole.buckets_units == buckets


def test_credit_notes_stand_apart_and_count(cell, actor):
    cell(5, 100)
    cell(50, -30, is_credit=True)
    whole = ageing_on(actor, DAY).whole
    assert (whole.buckets_units, whole.credits_units, whole.open_units) == ((0, 100, 0, 0), -30, 70)
    assert whole.items == 1


def test_currencies_are_added_up_by_the_rates_of_the_day_alone(cell, actor):
    cell(5, 100)
    cell(5, 100, currency="USD")
    cell(5, 100, currency="GBP")
    found = ageing_on(actor, DAY, by="currency")
    assert [(row.key, row.open_units) for row in found.rows] == [
        ("EUR", 100), ("GBP", 100), ("USD", 100),
    ]  # fmt: skip
    assert (found.whole.open_units, found.missing_rates) == (150, ("GBP",))


def test_an_actor_sees_the_cells_of_its_part(cell, administrator):
    cell(5, 100, entity="DE01", portfolio="north")
    cell(5, 10, entity="DE01")
    cell(5, 1, entity="GB01", portfolio="north")
    seen = {
        Scope(): 111, Scope(entities=frozenset({"DE01"})): 110,
        Scope(portfolios=frozenset({"north"})): 101,
        Scope(frozenset({"DE01"}), frozenset({"north"})): 100, Scope(entities=frozenset()): 0,
    }  # fmt: skip
    for scope, units in seen.items():
        found = ageing_on(Actor(administrator, scope=scope), DAY)
        assert found.whole.open_units == units


def test_a_day_without_a_run_shows_the_last_one_before(cell, actor):
    cell(5, 100)
    assert ageing_on(actor, DAY + timedelta(days=3)).as_of == DAY
    assert ageing_on(actor, DAY - timedelta(days=1)) is None


def test_a_split_by_account_is_known_in_the_buckets_of_the_policy_only(snapshot, actor):
    assert ageing_on(actor, DAY, by="account").rows == ()
    with pytest.raises(OtherBuckets):
        ageing_on(actor, DAY, buckets=(7, 14), by="account")


def test_buckets_that_make_no_sense_are_refused(snapshot, actor):
    with pytest.raises(ValueError, match="edge"):
        ageing_on(actor, DAY, buckets=(30, 30))


def test_who_sees_nothing_is_shown_nothing(cell, person):
    cell(5, 100, entity="DE01")
    nobody = actor_of(person("viewer", entities=["FR01"]))
    assert ageing_on(nobody, DAY).rows == ()
