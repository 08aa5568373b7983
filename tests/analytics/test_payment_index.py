from functools import cache

import ibis
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duly.analytics.payment_index import (
    ANCHORS,
    CLASS_POINTS,
    class_points,
    payment_index_points,
    weighted_index,
)
from duly.book.engines import duckdb_engine


@cache
def engine():
    return duckdb_engine()


def table_of(**columns):
    return engine().table(pa.table(columns))


def points_of(*days):
    table = table_of(day=pa.array(days, pa.float64()), line=list(range(len(days))))
    scored = table.select("line", points=payment_index_points(table.day)).order_by("line")
    return engine().fetch(scored)["points"].to_pylist()


def index_of(table, points):
    found = engine().fetch(table.agg(index=weighted_index(points, table.units)))
    return found["index"][0].as_py()


@pytest.mark.parametrize(
    ("days", "points"),
    [
        (-25, 95),
        (-8, 84),
        (0, 80),
        (2, 78.67),
        (8, 74.67),
        (17, 67.14),
        (26, 55),
        (33, 49),
        (45, 45),
        (75, 35),
    ],
)
def test_days_earn_the_points_of_the_handbook(days, points):
    assert points_of(days) == [pytest.approx(points, abs=0.005)]


def test_every_anchor_has_its_points():
    assert points_of(*(day for day, _ in ANCHORS)) == [points for _, points in ANCHORS]


@pytest.mark.parametrize(
    ("days", "points"),
    [
        (-31, 100),
        (-9999, 100),
        (121, 19 - 18 / 245),
        (242.5, 10),
        (365, 1),
        (366, 1),
        (9999, 1),
        (None, None),
    ],
)
def test_very_early_and_very_late_days_stay_on_the_scale(days, points):
    assert points_of(days) == [None if points is None else pytest.approx(points)]


def test_whole_days_score_as_the_same_days_with_decimals():
    table = table_of(day=pa.array([17], pa.int64()))
    scored = engine().fetch(table.select(points=payment_index_points(table.day)))
    assert scored["points"].to_pylist() == points_of(17.0)


@given(st.lists(st.integers(-60, 500), min_size=2, max_size=40))
def test_paying_later_never_earns_more(days):
    points = points_of(*sorted(days))
    assert points == sorted(points, reverse=True)
    assert all(1 <= value <= 100 for value in points)


def test_classes_weighted_by_amount_give_68_75():
    classes = table_of(
        experience=["prompt", "slow15", "slow30", "slow60"],
        units=[100_000, 50_000, 25_000, 25_000],
    )
    index = index_of(classes, class_points(classes.experience))
    assert (index, round(index)) == (68.75, 69)


@pytest.fixture
def four_items():
    return table_of(days=[-5, 0, 18, 75], units=[60_000, 100_000, 30_000, 10_000])


def test_items_are_scored_and_then_averaged(four_items):
    index = index_of(four_items, payment_index_points(four_items.days))
    assert index == pytest.approx(76.357, abs=0.0005)


def test_the_points_of_the_average_delay_would_be_another_figure(four_items):
    assert points_of(4.95) == [pytest.approx(76.7)]


def test_every_class_scores_as_its_day():
    days = (-30, -20, 0, 15, 22, 30, 60, 90, 120)
    assert points_of(*days) == list(CLASS_POINTS.values())


def test_unknown_classes_credit_notes_and_missing_delays_do_not_count():
    odd = table_of(experience=["prompt", "odd", "slow30"], units=[500, 500, -500])
    assert index_of(odd, class_points(odd.experience)) == 80.0


def test_without_any_item_there_is_no_index():
    none = table_of(experience=pa.array(["odd"]), units=[500])
    assert index_of(none, class_points(none.experience)) is None


def test_the_index_can_be_taken_by_account():
    items = table_of(account=["A", "A", "B"], days=[0, 30, 60], units=[100, 100, 7])
    points = payment_index_points(items.days)
    by_account = items.group_by("account").agg(index=weighted_index(points, items.units))
    found = engine().fetch(by_account.order_by(ibis._.account)).to_pylist()
    assert found == [{"account": "A", "index": 65.0}, {"account": "B", "index": 40.0}]
