"""Is what is open forecast as of the day, and only from what was known?"""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from tests.analytics.foresight.ledgers import FIT_ON, book, ledger, model, whole
from tests.books import book_of

from duly.analytics.foresight.moments import number_of_day
from duly.analytics.foresight.scoring import score
from duly.book.findings import BadInput

DAY = FIT_ON + timedelta(days=20)
KINDS = ("boosted", "line", "shrinkage")


@pytest.mark.parametrize("kind", KINDS)
def test_every_open_invoice_and_no_other_has_a_forecast(kind: str) -> None:
    found = score(model(kind), book(), as_of=DAY)
    assert found.kind == kind
    tables = ledger()
    paid = {row["invoice_id"] for row in tables["allocations"] if row["allocated_on"] <= DAY}
    issued = {row["invoice_id"] for row in tables["invoices"] if row["issued_on"] <= DAY}
    assert set(found.curves.invoice_ids) == issued - paid


def test_no_forecast_lies_in_the_past() -> None:
    found = score(model("boosted"), book(), as_of=DAY)
    due = {row["invoice_id"]: number_of_day(row["due_on"]) for row in ledger()["invoices"]}
    elapsed = [number_of_day(DAY) - due[number] for number in found.curves.invoice_ids]
    assert np.all(found.p10 > np.array(elapsed))
    assert np.all(found.p10 <= found.p50)
    assert np.all(found.p50 <= found.p90)
    assert np.all((found.p_late >= 0) & (found.p_late <= 1))


def test_what_happens_later_changes_nothing() -> None:
    then = book_of(ledger(until=DAY))
    now, later = (score(model("boosted"), one, as_of=DAY) for one in (then, book()))
    told, retold = (whole(one.curves) for one in (now, later))
    assert told.cumulative.tolist() == retold.cumulative.tolist()
    assert now.p10.tolist() == later.p10.tolist()


def test_named_invoices_alone_are_forecast() -> None:
    every = score(model("shrinkage"), book(), as_of=DAY)
    wanted = every.curves.invoice_ids[:2].tolist()
    found = score(model("shrinkage"), book(), as_of=DAY, invoices=[*wanted, "unknown"])
    assert found.curves.invoice_ids.tolist() == wanted
    assert found.p50.tolist() == every.p50[:2].tolist()


def test_nothing_open_is_no_forecast() -> None:
    found = score(model("boosted"), book(), as_of=DAY, invoices=["unknown"])
    assert len(found.curves) == len(found.p50) == 0


def test_a_model_that_knows_later_days_is_refused() -> None:
    with pytest.raises(BadInput, match="later than 2025-10-30"):
        score(model("shrinkage"), book(), as_of=FIT_ON - timedelta(days=1))
