"""Both engines must say the same of every account: same rows, same units, same grades."""

from datetime import date

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from duly.analytics.assessment.assess import assess
from duly.analytics.worklist import worklist_reasons
from duly.book.engines import Engine
from duly.book.policy.reading import default_policy
from duly.book.schema import TABLES
from duly.book.tables import book_from_arrow
from duly.generator import BookPlan, generate

AS_OF = date(2026, 10, 31)
POLICY = default_policy()


@pytest.fixture(scope="module")
def tables(tmp_path_factory) -> dict[str, pa.Table]:
    """A small book in which everything happens: disputes, promises, statements, failures."""
    folder = tmp_path_factory.mktemp("book")
    generate(BookPlan(invoices=500, accounts=30, until=AS_OF, seed=11), folder, overwrite=True)
    return {name: pq.read_table(folder / f"{name}.parquet") for name in TABLES}


@pytest.mark.spark
def test_an_assessment_is_the_same_on_both_engines(tables, engine, spark):
    here, there = answers(engine, tables), answers(spark, tables)
    for name, expected in here.items():
        assert len(expected) == len(there[name]), name
        for mine, other in zip(expected, there[name], strict=True):
            assert differing(mine, other) == {}, name


def answers(place: Engine, tables: dict[str, pa.Table]) -> dict[str, list[dict]]:
    found = assess(book_from_arrow(place, tables), POLICY, as_of=AS_OF)
    asked = {
        "accounts": found.accounts,
        "reasons": found.reasons,
        "warnings": found.warnings,
        "worklist": found.worklist,
        "worklist_reasons": worklist_reasons(found.worklist),
    }
    return {name: sorted_rows(place, table) for name, table in asked.items()}


def differing(mine: dict, other: dict) -> dict:
    """Columns that are not the same; of floats only the last bits may differ."""
    return {
        name: (value, other[name])
        for name, value in mine.items()
        if value != other[name] and not _is_as_good_as(value, other[name])
    }


def _is_as_good_as(one: object, other: object) -> bool:
    are_floats = isinstance(one, float) and isinstance(other, float)
    return are_floats and other == pytest.approx(one, rel=1e-9)


def sorted_rows(place: Engine, table: ir.Table) -> list[dict]:
    """By everything that is not a float: what decides is text, days and whole numbers."""
    keys = [name for name, kind in table.schema().items() if not kind.is_floating()]
    rows = place.fetch(table).to_pylist()
    return sorted(rows, key=lambda row: [str(row[key]) for key in keys])
