"""How long do disputes keep money away?"""

from __future__ import annotations

from datetime import date

import pytest
from tests.analytics.metrics.handbook import measured, sold, values
from tests.books import AS_OF, ago


def found_in(**tables):
    return values(measured(tables))


def disputes(*raised: tuple[str, int, int | None, date | None]):
    return [
        {"dispute_id": f"D{n}", "invoice_id": invoice, "opened_on": ago(days),
         "amount_units": units, "closed_on": closed_on}
        for n, (invoice, days, units, closed_on) in enumerate(raised)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raised", "days"),
    [
        ([("I0", 9, 90_000, None), ("I1", 50, 90_000, ago(2))], 45),  # example B
        ([("I0", 9, None, None)], 90),  # the whole invoice
        ([("I0", 89, 1000, None), ("I1", 90, 1000, None)], 180),  # raised a day too long ago
        ([("I0", 9, 1000, ago(1))], 0),
        ([("I0", 95, 1000, None)], None),
    ],
)
def test_days_deductions_outstanding_weigh_open_against_raised(raised, days):
    invoices = [sold("I0", 100_000, ago(100), AS_OF), sold("I1", 100_000, ago(100), AS_OF)]
    found = found_in(invoices=invoices, allocations=[], disputes=disputes(*raised))
    assert found["ddo"] == days
