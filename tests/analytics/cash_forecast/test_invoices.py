"""When is each open invoice paid, as a table?"""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest
from tests.analytics.foresight.ledgers import FIT_ON, book, model

from duly.analytics.cash_forecast.invoices import invoice_table
from duly.analytics.cash_forecast.items import CashItems, cash_items
from duly.analytics.foresight.scoring import Scored, scored


@pytest.fixture(scope="module")
def found() -> Scored:
    told = scored(model("line"), book(), as_of=FIT_ON)
    return replace(told, forecast=replace(told.forecast, is_shown=True))


@pytest.fixture(scope="module")
def held() -> CashItems:
    return cash_items(book(), as_of=FIT_ON)


@pytest.mark.parametrize(("explained", "count"), [(0, 0), (3, 3), (None, None), (10_000, None)])
def test_reasons_are_given_for_the_largest(found, held, explained, count):
    table = invoice_table(model("line"), found, held, explained=explained)
    rows = table.to_pylist()
    told = [row["open_units"] for row in rows if row["reasons"] is not None]
    assert len(told) == (len(held) if count is None else count)
    assert sorted(told) == sorted(held.units.tolist())[len(held) - len(told) :]
    for row in rows:
        assert (row["usual_days"] is None) == (row["reasons"] is None)


def test_reasons_are_codes_with_days_the_strongest_first(found, held):
    table = invoice_table(model("line"), found, held, explained=None)
    for row in table.to_pylist():
        days = [abs(each["days"]) for each in row["reasons"]]
        assert days == sorted(days, reverse=True)
        assert len(days) <= 3


def test_a_model_that_refuses_shows_no_line(found, held):
    hidden = replace(found, forecast=replace(found.forecast, is_shown=False))
    table = invoice_table(model("line"), hidden, held, explained=None)
    shown = invoice_table(model("line"), found, held, explained=None)
    assert table.num_rows == 0
    assert table.schema == shown.schema
    assert pa.types.is_date32(table.schema.field("p50_on").type)


def test_what_is_not_paid_within_a_year_has_no_day(found, held):
    late = found.forecast.p90 * 0 + 365
    table = invoice_table(
        model("line"),
        replace(found, forecast=replace(found.forecast, p90=late)),
        held,
        explained=0,
    )
    assert table["p90_on"].null_count == table.num_rows
    assert table["p50_on"].null_count == 0


def test_what_is_no_longer_open_in_cash_has_no_line(found, held):
    few = CashItems(*(getattr(held, name)[:2] for name in CashItems.__slots__))
    table = invoice_table(model("line"), found, few, explained=0)
    assert table["invoice_id"].to_pylist() == sorted(few.invoice_ids.tolist())
