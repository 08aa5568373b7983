"""Do reasons add up to what moved the forecast?"""

from __future__ import annotations

import numpy as np
import pytest
from tests.analytics.foresight.ledgers import FIT_ON, book, model

from duly.analytics.foresight.curves import Floats
from duly.analytics.foresight.evidence import evidence
from duly.analytics.foresight.moments import at_ends
from duly.analytics.foresight.outcomes import outcomes
from duly.analytics.foresight.panel import Panel, panel
from duly.analytics.foresight.reasons import code_of, reasons
from duly.analytics.foresight.shrinkage import shrunk_shares


def today(kind: str) -> tuple[Panel, Floats]:
    """What is open, and how its customers usually pay."""
    table = outcomes(book(), as_of=FIT_ON)
    rows = panel(book(), table, at_ends(table, [FIT_ON], engine=book().engine), as_of=FIT_ON)
    told = evidence(table, engine=book().engine)
    return rows, shrunk_shares(told, rows, days=model(kind).days)


@pytest.mark.parametrize("kind", ["boosted", "line"])
def test_the_groups_add_up_to_the_whole_move(kind: str) -> None:
    rows, usual = today(kind)
    found = reasons(model(kind), rows, usual)
    assert found.days.sum(axis=1) == pytest.approx(found.moved_days)
    assert np.abs(found.moved_days).max() > 0.1


def test_shrinkage_departs_from_nothing() -> None:
    rows, usual = today("shrinkage")
    found = reasons(model("shrinkage"), rows, usual)
    assert found.codes == ()
    assert not found.moved_days.any()
    assert found.strongest(0) == []


def test_the_strongest_come_first() -> None:
    rows, usual = today("boosted")
    strongest = reasons(model("boosted"), rows, usual).strongest(0)
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
