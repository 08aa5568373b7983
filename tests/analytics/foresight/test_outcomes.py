"""Is what became of an invoice told as it was known?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.books import Row, book_of, rows

from duly.analytics.foresight.outcomes import outcomes

ISSUED, DUE = date(2026, 1, 10), date(2026, 2, 9)
AS_OF = date(2026, 3, 31)


def told(*allocations: Row, disputes: list[Row] | None = None, **changed: Any) -> dict[str, Any]:
    invoice = {
        "invoice_id": "I",
        "account_id": "A",
        "currency": "EUR",
        "amount_units": 100,
        "issued_on": ISSUED,
        "due_on": DUE,
    }
    tables = {
        "accounts": [{"account_id": "A", "segment": "large", "country": "DE"}],
        "invoices": [invoice | changed],
        "allocations": list(allocations),
        "disputes": disputes or [],
    }
    (found,) = rows(outcomes(book_of(tables), as_of=AS_OF))
    return found


def cash(units: int, month: int, on: int) -> Row:
    return {
        "invoice_id": "I",
        "amount_units": units,
        "allocated_on": date(2026, month, on),
        "payment_id": "P",
        "credit_note_id": None,
    }


def credit(units: int, month: int, on: int) -> Row:
    return cash(units, month, on) | {"payment_id": None, "credit_note_id": "C"}


@pytest.mark.parametrize(
    ("parts", "ended", "closed_on", "days_late"),
    [
        ([], "open", None, None),
        ([cash(99, 2, 1)], "open", None, None),
        ([cash(100, 2, 12)], "paid", date(2026, 2, 12), 3),
        ([cash(60, 2, 1), cash(40, 2, 20)], "paid", date(2026, 2, 20), 11),
        ([cash(60, 2, 1), credit(40, 2, 20)], "paid", date(2026, 2, 20), -8),
        ([credit(100, 2, 20)], "credited", date(2026, 2, 20), None),
        ([cash(100, 1, 3)], "paid", ISSUED, -37),  # known when the invoice was
        ([cash(100, 4, 1)], "open", None, None),  # later than the day that is asked for
    ],
)
def test_an_invoice_ends_as_its_allocations_say(
    parts: list[Row], ended: str, closed_on: date | None, days_late: int | None
) -> None:
    found = told(*parts)
    assert (found["ended"], found["closed_on"], found["days_late"]) == (ended, closed_on, days_late)


def test_a_write_off_is_an_end_and_no_payment() -> None:
    found = told(written_off_on=date(2026, 3, 1))
    assert (found["ended"], found["closed_on"], found["paid_on"]) == (
        "written_off",
        date(2026, 3, 1),
        None,
    )


def test_a_later_write_off_is_not_known() -> None:
    assert told(written_off_on=date(2026, 4, 1))["ended"] == "open"


def test_a_dispute_is_known_from_its_first_day() -> None:
    disputes = [{"dispute_id": "D", "invoice_id": "I", "opened_on": date(2026, 3, 31)}]
    assert told(disputes=disputes)["was_disputed"]
    assert not told(disputes=[disputes[0] | {"opened_on": date(2026, 4, 1)}])["was_disputed"]


def test_credit_notes_are_not_forecast() -> None:
    invoice = {
        "invoice_id": "C",
        "account_id": "A",
        "kind": "credit_note",
        "currency": "EUR",
        "amount_units": -100,
        "issued_on": ISSUED,
        "due_on": DUE,
    }
    assert rows(outcomes(book_of({"invoices": [invoice]}), as_of=AS_OF)) == []
