from datetime import UTC, date, datetime

import pytest

from duly.server.ledger.models import Promise
from duly.server.ledger.promises import record_promise
from duly.server.platform import clock
from duly.server.platform.refusals import Refused

DAY = date(2026, 10, 6)


@pytest.fixture(autouse=True)
def _one_evening():
    with clock.stopped(datetime(2026, 10, 6, 18, tzinfo=UTC)):
        yield


@pytest.fixture
def promise(actor, customer):
    def record(**given):
        made = {"account": None, "units": 500, "currency": "EUR", "made_on": DAY, "due_on": DAY}
        made |= given
        made["account"] = made["account"] or customer("A")
        return record_promise(actor=actor, **made)

    return record


def test_a_promise_names_its_invoices(promise, customer, invoice):
    account = customer("B")
    promise(account=account, invoices=[invoice("I1", account), invoice("I2", account)])
    assert Promise.objects.get().invoice_ids == "I1,I2"


def test_a_promise_may_be_about_no_invoice_in_particular(promise):
    assert promise().invoice_ids == ""


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"units": 0}, "no_amount"),
        ({"units": 2**63}, "no_amount"),
        ({"currency": "ZZZ"}, "unknown_currency"),
        ({"made_on": date(2026, 10, 7)}, "day_to_come"),
        ({"due_on": date(2026, 10, 5)}, "ends_before_start"),
    ],
)
def test_a_promise_that_makes_no_sense_is_not_recorded(promise, given, code):
    with pytest.raises(Refused, match=code):
        promise(**given)
    assert not Promise.objects.exists()


def test_nobody_promises_to_pay_the_invoice_of_another(promise, customer, invoice):
    with pytest.raises(Refused, match="invoice_of_another"):
        promise(invoices=[invoice("I1", customer("B"))])
