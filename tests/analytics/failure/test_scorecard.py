import pyarrow as pa
import pytest

from duly.analytics.failure.scaling import PointsScale
from duly.analytics.failure.scorecard import Characteristic, Scorecard, bin_table, score
from duly.book.findings import BadInput

# Handbook 03 section 2: a = -3, weights -0.9 and -0.7, evidence 0.5 and -0.2.
EQUITY = Characteristic(
    name="equity",
    edges=(0.2,),
    shape="rising",
    counts=(240, 430, 0),
    failures=(40, 30, 0),
    evidence=(-0.5, 0.5, 0.0),
    effects=(0.45, -0.45, 0.0),
)
DEBT = Characteristic(
    name="debt",
    edges=(1.0, 3.0),
    shape="falling",
    counts=(200, 200, 200, 70),
    failures=(10, 20, 30, 10),
    evidence=(1.0, -0.2, -0.8, 0.0),
    effects=(-0.7, 0.14, 0.56, 0.0),
)
CARD = Scorecard((EQUITY, DEBT), -3.0, PointsScale(), "own_bin")


def scored(**columns):
    return score(pa.table(columns), CARD).to_pylist()


def test_the_firm_of_the_handbook_scores_597():
    row = scored(equity=[0.3], debt=[2.0])[0]
    assert (row["points__equity"], row["points__debt"], row["statement_score"]) == (307, 290, 597)
    assert 100 * row["statement_pd"] == pytest.approx(3.5230, abs=5e-5)


def test_points_add_up_to_the_score():
    rows = scored(equity=[0.1, 0.2, None], debt=[0.5, 3.0, 9.0])
    assert all(
        row["statement_score"] == row["points__equity"] + row["points__debt"] for row in rows
    )


def test_a_missing_value_gets_the_points_of_its_own_bin():
    row = scored(equity=[None], debt=[float("nan")])[0]
    assert (row["points__equity"], row["points__debt"]) == (CARD.points[0][-1], CARD.points[1][-1])


def test_a_column_that_the_card_reads_must_be_there():
    with pytest.raises(BadInput, match="no column debt"):
        scored(equity=[0.3])


def test_no_rows_score_nothing():
    assert scored(equity=pa.array([], pa.float64()), debt=pa.array([], pa.float64())) == []


def test_every_bin_is_told_with_its_edges_counts_and_points():
    rows = bin_table(CARD)
    assert [(row["from"], row["to"]) for row in rows[2:]] == [
        (None, None),
        (None, 1.0),
        (1.0, 3.0),
        (3.0, None),
        (None, None),
    ]
    assert [row["bin"] for row in rows] == [0, 1, None, 0, 1, 2, None]
    assert rows[0]["failure_rate"] == pytest.approx(40 / 240)
    assert rows[2]["failure_rate"] == 0
    assert rows[0]["points"] == CARD.points[0][0]
