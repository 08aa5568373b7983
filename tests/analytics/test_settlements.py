"""When was each invoice paid, in which parts, and how late?"""

from __future__ import annotations

import pytest
from tests.analytics.test_open_items import DISPUTE, INVOICE, NOTE, PAID, USED
from tests.books import AS_OF, ago, book_of, rows

from duly.analytics.settlements import paid_invoices, payment_parts

REST = {**PAID, "amount_units": 600, "allocated_on": ago(5)}


def book(**tables):
    return book_of({"invoices": [INVOICE], **tables})


def test_every_payment_of_an_invoice_is_a_part_with_its_own_delay():
    parts = rows(payment_parts(book(allocations=[PAID, REST]), as_of=AS_OF))
    found = sorted((row["paid_units"], row["days_late"], row["days_to_pay"]) for row in parts)
    assert found == [(400, 20, 50), (600, 25, 55)]


def test_a_payment_before_the_due_date_is_late_by_less_than_nothing():
    (part,) = rows(
        payment_parts(book(allocations=[{**PAID, "allocated_on": ago(40)}]), as_of=AS_OF)
    )
    assert part["days_late"] == -10


@pytest.mark.parametrize("link", [USED, {**PAID, "allocated_on": ago(-1)}])
def test_a_credit_note_or_a_payment_to_come_is_no_part(link):
    assert rows(payment_parts(book(allocations=[link]), as_of=AS_OF)) == []


def test_an_invoice_is_paid_on_the_day_of_its_last_payment():
    (paid,) = rows(paid_invoices(book(allocations=[PAID, REST]), as_of=AS_OF))
    assert (paid["paid_on"], paid["days_late"], paid["was_disputed"]) == (ago(5), 25, False)


@pytest.mark.parametrize(
    "tables",
    [
        {"allocations": [PAID]},  # in part
        {"allocations": [PAID, {**REST, "allocated_on": ago(-1)}]},  # the rest tomorrow
        {"allocations": [{**USED, "amount_units": 1000}]},  # by a credit note alone
        {"invoices": [{**INVOICE, "written_off_on": ago(1)}], "allocations": [PAID]},
        {"invoices": [NOTE], "allocations": []},
    ],
)
def test_an_invoice_not_paid_in_full_with_cash_is_not_among_the_paid(tables):
    assert rows(paid_invoices(book(**tables), as_of=AS_OF)) == []


def test_an_invoice_settled_by_cash_and_credit_note_is_paid():
    links = [{**PAID, "amount_units": 800}, USED]
    (paid,) = rows(paid_invoices(book(invoices=[INVOICE, NOTE], allocations=links), as_of=AS_OF))
    assert (paid["invoice_id"], paid["paid_on"]) == ("I1", ago(10))


@pytest.mark.parametrize(("opened_on", "was"), [(ago(20), True), (ago(-1), False)])
def test_an_invoice_once_disputed_stays_marked_when_the_dispute_is_closed(opened_on, was):
    dispute = {**DISPUTE, "opened_on": opened_on, "closed_on": opened_on}
    found = rows(paid_invoices(book(allocations=[PAID, REST], disputes=[dispute]), as_of=AS_OF))
    assert [row["was_disputed"] for row in found] == [was]
