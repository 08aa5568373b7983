"""Is what is said of single invoices made while it is stored, and the same however much at once?"""

from __future__ import annotations

import pyarrow as pa
import pytest

from duly.server.portfolio import outlook
from duly.server.portfolio.outlook import InvoiceFacts, Outlook, nothing_ahead

_LATE = (
    *("p10_days", "p50_days", "p90_days", "mean_days", "usual_days", "moved_days"),
    *("p_late", "p_never", "p_later_than_30", "p_later_than_60", "p_later_than_90"),
)


def said(count: int) -> pa.Table:
    """What the core says of so many invoices."""
    numbers = [f"I{number}" for number in range(count)]
    dates = {name: pa.nulls(count, pa.date32()) for name in ("p10_on", "p50_on", "p90_on")}
    chances = {name: [number / 10 for number in range(count)] for name in _LATE}
    return pa.table({"invoice_id": numbers, **dates, **chances, "reasons": [None] * count})


@pytest.mark.parametrize("at_once", [1, 2, 100])
def test_every_invoice_has_its_columns_however_many_are_made_at_once(monkeypatch, at_once):
    monkeypatch.setattr(outlook, "_AT_ONCE", at_once)
    found = InvoiceFacts(said(3))
    told = dict(found.items())
    assert (len(found), list(told)) == (3, ["I0", "I1", "I2"])
    assert [row["late_chance"] for row in told.values()] == [0.0, 0.1, 0.2]
    assert told["I2"]["figures"]["p_later_than_90"] == 0.2
    assert told["I2"]["reasons"] == []


def test_without_a_forecast_nothing_is_said_of_any_invoice():
    nothing = nothing_ahead(refusal="no_model_yet")
    assert isinstance(nothing, Outlook)
    assert not nothing.invoices
    assert list(nothing.invoices.items()) == []
