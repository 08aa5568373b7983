"""Do reasons add up to what moved the forecast?"""

from __future__ import annotations

import numpy as np
import pytest
from tests.analytics.foresight.ledgers import FIT_ON, book, model

from duly.analytics.foresight.evidence import Evidence, evidence
from duly.analytics.foresight.moments import at_ends
from duly.analytics.foresight.outcomes import outcomes
from duly.analytics.foresight.panel import Panel, panel
from duly.analytics.foresight.reasons import code_of, reasons


def today() -> tuple[Panel, Evidence]:
    table = outcomes(book(), as_of=FIT_ON)
    rows = panel(book(), table, at_ends(table, [FIT_ON], engine=book().engine), as_of=FIT_ON)
    return rows, evidence(table, engine=book().engine)


@pytest.mark.parametrize("kind", ["boosted", "line"])
def test_the_groups_add_up_to_the_whole_move(kind: str) -> None:
    rows, told = today()
    found = reasons(model(kind), rows, told)
    assert found.days.sum(axis=1) == pytest.approx(found.moved_days)
    assert np.abs(found.moved_days).max() > 0.1


def test_shrinkage_departs_from_nothing() -> None:
    rows, told = today()
    found = reasons(model("shrinkage"), rows, told)
    assert found.codes == ()
    assert not found.moved_days.any()
    assert found.strongest(0) == []


def test_the_strongest_come_first() -> None:
    rows, told = today()
    strongest = reasons(model("boosted"), rows, told).strongest(0)
    sizes = [abs(days) for _, days in strongest]
    assert sizes == sorted(sizes, reverse=True)
    assert 0 < len(strongest) <= 3


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("median", "customer_history"),
        ("weekday_median", "due_weekday"),
        ("terms_mean", "terms"),
        ("cash_share", "cash_on_account"),
        ("size", "amount"),
        ("country", "profile"),
        ("last_late", "last_payments"),
    ],
)
def test_every_figure_belongs_to_a_group(name: str, code: str) -> None:
    assert code_of(name) == code
