import pyarrow as pa
import pytest

from duly.analytics.late_risk import early_warnings


def scored(**chances):
    return pa.table(
        {
            "account_id": pa.array(list(chances), pa.string()),
            "probability": pa.array(list(chances.values()), pa.float64()),
        }
    )


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (0.2, 0.2, (True, False)),
        (0.12, 0.01, (False, True)),
        (0.5, 0.1, (True, True)),
    ],
    ids=["above the threshold", "risen", "both"],
)
def test_an_account_is_warned_of_when_high_or_risen(now, before, expected):
    (row,) = early_warnings(scored(A=now), scored(A=before)).to_pylist()
    assert (row["is_above_threshold"], row["has_risen"]) == expected
    assert row["rise"] == pytest.approx(now - before)


@pytest.mark.parametrize(
    ("now", "before"),
    [(0.19, 0.15), (0.05, 0.9), (None, 0.1)],
    ids=["a little higher", "fallen", "without a probability"],
)
def test_other_accounts_are_not(now, before):
    assert early_warnings(scored(A=now), scored(A=before)).num_rows == 0


def test_an_account_not_scored_before_has_no_rise_but_may_be_above():
    (row,) = early_warnings(scored(A=0.4), scored(B=0.4)).to_pylist()
    assert (row["before"], row["rise"], row["has_risen"]) == (None, None, False)


def test_the_largest_rise_comes_first_then_the_most_probable():
    found = early_warnings(scored(A=0.3, B=0.4, C=0.9, D=0.5), scored(A=0.3, B=0.1, C=0.9))
    assert found.column("account_id").to_pylist() == ["B", "C", "D", "A"]
