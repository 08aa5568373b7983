import numpy as np
import pyarrow as pa
import pytest
from tests.analytics.failure.firms import firms

from duly.analytics.failure.labelled import labelled_table, numbers
from duly.book.findings import BadInput

TABLE = firms()


def refusal(table, **asked):
    with pytest.raises(BadInput) as refused:
        labelled_table(table, **{"label": "failed"} | asked)
    return str(refused.value)


def with_label(values):
    return TABLE.drop(["failed"]).append_column("failed", pa.array(values))


def test_all_other_columns_are_characteristics():
    found = labelled_table(TABLE, label="failed", period="year", leave_out=["noise"])
    assert found.names == ("profit", "debt")
    assert found.values.shape == (3000, 2)
    assert found.periods.min() == 2001
    assert found.failed.sum() == sum(TABLE["failed"].to_pylist())


def test_without_a_period_there_is_none():
    found = labelled_table(TABLE, label="failed", leave_out=["year"])
    assert found.periods is None
    assert found.rows(found.failed == 1).periods is None


def test_a_label_may_be_true_and_false():
    found = labelled_table(with_label([n % 2 == 0 for n in range(3000)]), label="failed")
    assert found.failed.tolist()[:3] == [1, 0, 1]


@pytest.mark.parametrize(
    ("table", "asked", "message"),
    [
        (TABLE, {"label": "broke"}, "there is no column broke"),
        (TABLE, {"period": "month"}, "there is no column month"),
        (TABLE, {"leave_out": ["name"]}, "there is no column name"),
        (with_label([2] * 3000), {}, "also holds 2"),
        (with_label([None] * 3000), {}, "also holds nothing"),
        (with_label(["no"] * 3000), {}, "is string, not of numbers"),
        (with_label([0] * 3000), {}, "0 failed and 3000 sound firms are too few"),
        (with_label([1] * 3000), {}, "3000 failed and 0 sound firms are too few"),
        (with_label([1] * 49 + [0] * 2951), {}, "49 failed and 2951 sound"),
        (TABLE.append_column("city", pa.array(["A"] * 3000)), {}, "column city is string"),
        (TABLE.select(["failed", "year"]), {"period": "year"}, "no characteristics"),
        (TABLE, {"period": "profit"}, "must be a whole number in every row"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_table_that_cannot_be_fitted_is_refused(table, asked, message):
    assert message in refusal(table, **asked)


def test_what_is_not_finite_is_missing():
    table = pa.table({"ratio": [1.0, float("inf"), float("nan"), None], "none": pa.nulls(4)})
    assert np.isnan(numbers(table, "ratio")).tolist() == [False, True, True, True]
    assert np.isnan(numbers(table, "none")).all()


def test_a_column_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(BadInput, match="no column equity; the table has profit, debt"):
        numbers(TABLE, "equity")
    wide = pa.table({f"x{n}": [1.0] for n in range(11)})
    with pytest.raises(BadInput, match="and 3 more"):
        numbers(wide, "equity")
