import numpy as np
import pyarrow as pa
from tests.analytics.failure.test_scorecard import CARD

from duly.analytics.failure.reasons import ranked_losses, reasons


def told(**columns):
    return reasons(pa.table(columns), CARD, key="firm").to_pylist()


def test_shortfalls_rank_as_in_the_handbook():
    best, received = np.array([60, 45, 50]), np.array([[20, 40, 10]])
    _, columns, ranks = ranked_losses(best - received, most=4)
    assert columns.tolist() == [0, 2, 1]
    assert ranks.tolist() == [1, 2, 3]


def test_the_costliest_characteristic_comes_first():
    rows = told(firm=["A"], equity=[0.1], debt=[9.0])
    assert [(row["rank"], row["characteristic"]) for row in rows] == [(1, "debt"), (2, "equity")]
    assert rows[0]["observed"] == 9.0
    assert rows[0]["points_lost"] == max(CARD.points[1]) - CARD.points[1][2]


def test_what_costs_nothing_is_no_reason():
    assert told(firm=["A"], equity=[0.9], debt=[0.1]) == []


def test_a_missing_value_is_a_reason_without_an_observation():
    rows = told(firm=["A"], equity=[0.9], debt=[None])
    assert [(row["characteristic"], row["observed"]) for row in rows] == [("debt", None)]


def test_each_firm_has_reasons_of_its_own_and_no_more_than_asked():
    table = pa.table({"firm": ["A", "B"], "equity": [0.1, 0.1], "debt": [9.0, 0.1]})
    rows = reasons(table, CARD, key="firm", most=1).to_pylist()
    assert [(row["firm"], row["characteristic"]) for row in rows] == [
        ("A", "debt"),
        ("B", "equity"),
    ]
