"""With what probability has each item come in by the end of each span of the horizon?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analytics.behaviour.ledger import AS_OF, Ledger, ago
from tests.analytics.cash_forecast.certainties import horizon, items, paid_late, parts

from duly.analytics.cash_forecast.chances import Chances, chances, dispute_days
from duly.analytics.cash_forecast.correction import NO_CORRECTION, Correction
from duly.analytics.cash_forecast.promised import PromisedParts

HORIZON = horizon(weeks=4, days=28)


def promised(*rows: tuple[int, int, int, float]) -> PromisedParts:
    """As (place of the item, units, offset, how often kept)."""
    columns = zip(*rows, strict=True) if rows else ((), (), (), ())
    item, units, offsets, kept = columns
    whole = (np.array(column, dtype=np.int64) for column in (item, units, offsets))
    return PromisedParts(*whole, np.array(kept, dtype=np.float64))


def found(held, late: dict[int, float], *promises, later: int = 0, **more) -> Chances:
    curves = paid_late(late)(held, AS_OF)
    said = promised(*promises)
    return chances(held, curves, said, HORIZON, dispute_days=10, later_days=later, **more)


def by_day(some: Chances) -> list[dict[int, float]]:
    """For each part the units that are expected, by day ahead."""
    days = np.round(some.expected, 6)
    return [{day + 1: row[day] for day in np.flatnonzero(row).tolist()} for row in days]


@pytest.mark.parametrize(
    ("past_due", "late", "days"),
    [
        (-5, {0: 1.0}, {5: 100}),
        (-5, {0: 0.5, 3: 0.5}, {5: 50, 8: 50}),
        (-5, {0: 0.5}, {5: 50}),  # and else never
        (1, {0: 0.5, 3: 0.5}, {2: 100}),  # it was not paid on the due date
        (0, {0: 0.5, 3: 0.3}, {3: 60}),  # nor is it today: as_of is over
        (4, {0: 0.5, 3: 0.5}, {}),  # open though it could not be: nothing is known
        (-60, {0: 1.0}, {}),  # beyond the horizon
    ],
)
def test_an_item_comes_as_its_curve_says_given_that_it_is_open(past_due, late, days):
    assert by_day(found(items(("A", past_due, 100)), late)) == [days]


@pytest.mark.parametrize(
    ("disputed", "late", "days"),
    [
        (0, {2: 0.5, 12: 0.5}, [{2: 50, 12: 50}]),
        (40, {2: 0.5, 12: 0.5}, [{2: 30, 12: 30}, {12: 40}]),
        (100, {2: 0.5, 12: 0.5}, [{12: 100}]),
        (100, {10: 1.0}, [{}]),  # nothing within the ten days of the dispute
    ],
)
def test_nothing_of_a_disputed_part_comes_within_the_time_of_a_dispute(disputed, late, days):
    some = found(items(("A", 0, 100), disputed=disputed), late)
    assert by_day(some) == days


def test_the_disputed_part_of_an_item_is_told_apart():
    some = found(items(("A", 0, 100), disputed=40), {2: 1.0}, (0, 10, 6, 0.5))
    assert some.units.tolist() == [10, 50, 40]
    assert some.is_disputed.tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ((0, 100, 6, 0.75), [{6: 75, 20: 25}]),
        ((0, 60, 6, 0.75), [{6: 45, 20: 15}, {20: 40}]),
        ((0, 100, 25, 0.75), [{20: 25, 25: 75}]),
        ((0, 100, 99, 0.75), [{20: 25}]),  # promised for a day beyond the horizon
    ],
)
def test_what_is_promised_comes_on_its_day_as_often_as_such_promises_are_kept(said, days):
    assert by_day(found(items(("A", 0, 100)), {20: 1.0}, said)) == days


def test_a_promise_moves_its_own_item_only():
    some = found(items(("A", 0, 100), ("A", 0, 7)), {20: 1.0}, (0, 100, 6, 0.5))
    assert dict(zip(some.item.tolist(), by_day(some), strict=True)) == {
        0: {6: 50, 20: 50},
        1: {20: 7},
    }


def test_items_that_credits_have_eaten_have_no_part():
    some = found(items(("A", 0, 0)), {1: 1.0})
    assert (len(some.item), some.expected.sum()) == (0, 0)


def test_no_items_have_no_parts():
    assert found(items(), {1: 1.0}).by_end.shape == (0, len(HORIZON.ends))


@given(
    st.lists(st.tuples(st.just("A"), st.integers(-30, 30), st.integers(0, 99)), max_size=5),
    st.integers(0, 99),
    st.floats(0.1, 1.0),
)
def test_parts_add_up_to_the_items_and_what_comes_with_what_does_not_to_the_parts(
    rows, disputed, chance
):
    held = items(*rows)
    held = replace(held, disputed_units=np.minimum(held.units, disputed))
    half = (held.units - held.disputed_units) // 2
    said = [(place, units, 3, 0.5) for place, units in enumerate(half.tolist()) if units]
    some = found(held, {5: chance / 2, 20: chance / 2}, *said)
    sums = np.bincount(some.item, some.units, minlength=len(held))
    assert sums.tolist() == held.units.tolist()
    beyond = some.units * (1 - some.by_end[:, -1])
    assert some.expected.sum(axis=1) + beyond == pytest.approx(some.units.astype(float))


@given(
    st.integers(-20, 20),
    st.lists(st.integers(-9, 40), min_size=1, max_size=4, unique=True),
    st.integers(0, 20),
)
def test_everybody_later_moves_all_that_is_to_come_by_these_days(past_due, late, later):
    """Also of curves that were drawn before it was known that the item is open."""
    held = items(("A", past_due, 100), disputed=30)
    days = {day: 1 / len(late) for day in late}
    usual, moved = (found(held, days, (0, 20, 4, 0.5), later=by) for by in (0, later))
    ahead = HORIZON.last - later
    assert np.all(moved.by_end[:, :later] == 0)
    assert moved.by_end[:, later:] == pytest.approx(usual.by_end[:, :ahead])


def test_expected_units_are_those_of_each_span():
    some = parts([100, 10], [[0.25, 0.5, 1.0], [0.0, 0.0, 0.5]])
    assert some.expected.tolist() == [[25, 25, 50], [0, 0, 5]]


def disputes(*lasted: int | None, closed: int = 5) -> Ledger:
    ledger = Ledger()
    for number, days in enumerate(lasted):
        closed_on = None if days is None else ago(closed)
        ledger.add("disputes", dispute_id=f"D{number}", invoice_id="I",
                   opened_on=ago(closed + (days or 0)), closed_on=closed_on)  # fmt: skip
    return ledger


@pytest.mark.parametrize(
    ("ledger", "days"),
    [
        (disputes(12), 12),
        (disputes(5, 10, 90), 10),  # the median, not the mean
        (disputes(5, 10), 8),
        (disputes(5, 10, 90, None, None), 10),  # those that are open teach nothing yet
        (disputes(0), 1),  # a day at least
        (disputes(), 30),
        (disputes(None), 30),
        (disputes(12, closed=-1), 30),  # closed tomorrow
    ],
)
def test_a_dispute_lasts_as_long_as_those_that_were_closed(ledger, days):
    assert dispute_days(ledger.book(), as_of=AS_OF, usual_days=30) == days


def test_what_the_past_teaches_changes_the_curves_and_not_the_promises():
    """Of what was half likely, all came."""
    learned = Correction(NO_CORRECTION.said / 2, NO_CORRECTION.came)
    held = items(("A", 0, 100))
    said = ((0, 40, 3, 0.8),)
    plain, taught = (
        found(held, {9: 0.5}, *said, correction=one) for one in (NO_CORRECTION, learned)
    )
    assert plain.by_end[:, -1].tolist() == pytest.approx([0.9, 0.5])
    assert taught.by_end[:, -1].tolist() == pytest.approx([1.0, 1.0])
    assert taught.by_end[:, 2].tolist() == plain.by_end[:, 2].tolist() == [0.8, 0.0]


@given(
    st.lists(st.tuples(st.just("A"), st.integers(-30, 30), st.integers(0, 99)), max_size=9),
    st.integers(0, 99),
    st.integers(1, 4),
)
def test_chances_do_not_depend_on_how_many_items_are_looked_at_together(rows, disputed, at_once):
    held = items(*rows)
    held = replace(held, disputed_units=np.minimum(held.units, disputed))
    left = (held.units - held.disputed_units).tolist()
    said = [(place, 1, 3, 0.5) for place, units in enumerate(left) if units]
    whole = found(held, {5: 0.3, 20: 0.5}, *said)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("duly.analytics.foresight.curves.AT_ONCE", at_once)
        some = found(held, {5: 0.3, 20: 0.5}, *said)
        groups = some.item % 2
        sums = some.expected_by(groups, count=2)
    assert some.by_end.tolist() == whole.by_end.tolist()
    assert (some.item.tolist(), some.units.tolist()) == (whole.item.tolist(), whole.units.tolist())
    assert sums.tolist() == whole.expected_by(groups, count=2).tolist()
    assert sums.sum() == pytest.approx(some.expected.sum())
