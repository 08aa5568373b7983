import shutil
from datetime import date

import pytest
from tests.analytics.statements.company import (
    FULL,
    YEAR_BEFORE,
    book_of,
    filed,
    rows_of,
)

from duly.analytics.statements import statement_models
from duly.book.engines import spark_engine
from duly.book.schema import STATEMENT_LINES

AS_OF = date(2026, 11, 21)
BEFORE = date(2024, 12, 31)


def odd_companies():
    """One company for each line that is missing, zero or negative; and some with odd periods."""
    for name in STATEMENT_LINES:
        for value in (None, 0, -17):
            account = f"{name} {value}"
            yield filed(account, of={**FULL, name: value}, shares=10.0)
            yield filed(account, BEFORE, of=YEAR_BEFORE, shares=9.0)
    for months in (None, 0, 5, 6, 7, 18):
        yield filed(f"{months} months", date(2025, 8, 31), months=months, sales=1333.33333)
    yield filed("yen", currency="JPY", known_on=date(2026, 2, 1))


@pytest.mark.spark
def test_both_engines_give_the_same_rows():
    if shutil.which("java") is None:
        pytest.skip("PySpark needs a Java runtime")
    pytest.importorskip("pyspark", reason="needs the `spark` extra")
    spark, rows = spark_engine(master="local[1]"), list(odd_companies())
    here, there = (
        rows_of(
            statement_models(book_of(*rows, on=engine), as_of=AS_OF).order_by("account_id"), engine
        )
        for engine in (book_of().engine, spark)
    )
    assert len(here) == len(STATEMENT_LINES) * 3 + 7
    for ours, theirs in zip(here, there, strict=True):
        assert exact(ours) == exact(theirs)
        assert floats(ours) == pytest.approx(floats(theirs), rel=1e-14, abs=1e-14)


def floats(row):
    return {name: value for name, value in row.items() if isinstance(value, float)}


def exact(row):
    return {name: value for name, value in row.items() if not isinstance(value, float)}
