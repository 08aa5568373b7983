"""Do the curves of open items come in the order asked for, as known on each day?"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from tests.analytics.foresight.ledgers import FIT_ON, book, ledger, model, whole
from tests.books import book_of

from duly.analytics.foresight.open_curves import CurvesAt, aligned, past_curves
from duly.analytics.foresight.scoring import score
from duly.analytics.foresight.shrinkage import prior_shape
from duly.book.findings import BadInput

DAYS = [FIT_ON + timedelta(days=ahead) for ahead in (0, 20, 60)]
UNTIL = DAYS[-1] + timedelta(days=14)


@pytest.fixture(scope="module")
def past() -> CurvesAt:
    return past_curves(model("boosted"), book(), DAYS, as_of=UNTIL)


@pytest.mark.parametrize("day", DAYS)
def test_a_day_looked_at_with_others_is_as_if_looked_at_alone(past: CurvesAt, day: date) -> None:
    alone = whole(score(model("boosted"), book(), as_of=day).curves)
    found = whole(past(alone.invoice_ids, day))
    assert found.cumulative == pytest.approx(alone.cumulative, abs=1e-12)
    assert found.open_through_days is not None
    assert alone.open_through_days is not None
    assert found.open_through_days.tolist() == alone.open_through_days.tolist()


def test_what_happened_after_a_day_changes_nothing_of_it(past: CurvesAt) -> None:
    """From the second day on nobody pays, and half of what was billed is not."""
    changed = ledger(until=DAYS[1])
    changed["invoices"] = [
        row
        for place, row in enumerate(changed["invoices"])
        if row["issued_on"] <= DAYS[1] or place % 2
    ]
    again = past_curves(model("boosted"), book_of(changed), DAYS, as_of=UNTIL)
    for day in DAYS[:2]:
        asked = score(model("boosted"), book(), as_of=day).curves.invoice_ids
        told, retold = (whole(curves(asked, day)).cumulative for curves in (past, again))
        assert told.tolist() == retold.tolist()


def test_a_day_before_the_model_is_refused() -> None:
    with pytest.raises(BadInput, match="later than"):
        past_curves(model("line"), book(), [FIT_ON - timedelta(days=1), FIT_ON], as_of=UNTIL)


def test_the_curves_come_in_the_order_asked_for() -> None:
    scored = whole(score(model("shrinkage"), book(), as_of=FIT_ON).curves)
    found = whole(aligned(scored, scored.invoice_ids[::-1]))
    assert found.invoice_ids.tolist() == scored.invoice_ids[::-1].tolist()
    assert np.array_equal(found.cumulative, scored.cumulative[::-1])


def test_what_the_model_does_not_score_is_paid_as_usual() -> None:
    scored = whole(score(model("shrinkage"), book(), as_of=FIT_ON).curves)
    stranger = np.array(["STRANGER"], dtype=object)
    for some in (scored, scored.take(np.zeros(0, dtype=np.int64))):
        found = whole(aligned(some, stranger))
        assert found.cumulative[0].tolist() == prior_shape().tolist()
