"""How did an account behave with the very first things it bought?"""

from __future__ import annotations

import pytest
from tests.analytics.behaviour.ledger import AS_OF, Ledger, ago, rows

from duly.analytics.behaviour import first_payment
from duly.analytics.open_items import balances
from duly.analytics.settlements import paid_invoices


@pytest.fixture(scope="module")
def found():
    ledger = Ledger()
    ledger.invoice("GOOD", 100, ago(300), parts=((100, 0),))
    ledger.invoice("GOOD", 100, ago(200), parts=((100, -5),))
    ledger.invoice("GOOD", 100, ago(100), parts=((100, 9),))
    ledger.invoice("GOOD", 100, ago(50), parts=((100, 30),))
    ledger.invoice("NEVER", 100, ago(40)).invoice("NEVER", 100, ago(-10))
    ledger.invoice("NOT_YET", 100, AS_OF)
    ledger.invoice("PARTLY", 100, ago(40), parts=((60, 3),))
    ledger.invoice("WRITTEN_OFF", 100, ago(300), written_off_on=ago(100))
    ledger.invoice("NOTE_FIRST", -50, ago(90), kind="credit_note")
    ledger.invoice("NOTE_FIRST", 100, ago(60), parts=((100, 12),))
    ledger.invoice("ONLY_NOTES", -50, ago(90), kind="credit_note")
    book = ledger.book()
    table = first_payment(balances(book, as_of=AS_OF), paid_invoices(book, as_of=AS_OF))
    return {row["account_id"]: row for row in rows(table)}


@pytest.mark.parametrize(
    ("account", "days_late", "is_overdue", "days_past_due"),
    [
        ("GOOD", 0, False, None),
        ("NEVER", None, True, 40),
        ("NOT_YET", None, False, None),
        ("PARTLY", None, True, 40),
        ("WRITTEN_OFF", None, False, None),
        ("NOTE_FIRST", 12, False, None),
    ],
)
def test_the_first_invoice_was_paid_so_late_or_is_still_unpaid(
    found, account, days_late, is_overdue, days_past_due
):
    row = found[account]
    assert row["first_days_late"] == days_late
    assert row["first_is_overdue"] is is_overdue
    assert row["first_days_past_due"] == days_past_due


@pytest.mark.parametrize(
    ("account", "count", "paid", "late", "mean"),
    [
        ("GOOD", 3, 3, 1, 3.0),
        ("NEVER", 2, 0, 1, None),
        ("NOT_YET", 1, 0, 0, None),
        ("NOTE_FIRST", 1, 1, 1, 12.0),
    ],
)
def test_the_first_three_are_counted_and_no_fourth(found, account, count, paid, late, mean):
    row = found[account]
    assert (row["first_count"], row["first_paid_count"]) == (count, paid)
    assert (row["first_late_count"], row["first_mean_days_late"]) == (late, mean)


def test_the_days_of_the_first_invoice_are_told(found):
    row = found["NOTE_FIRST"]
    assert (row["first_due_on"], row["first_paid_on"]) == (ago(60), ago(48))
    assert found["NEVER"]["first_paid_on"] is None


def test_an_account_that_only_had_credit_notes_bought_nothing(found):
    assert "ONLY_NOTES" not in found
