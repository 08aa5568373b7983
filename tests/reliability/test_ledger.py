"""R7 and R9: however many hands work on the ledger, no cent is spent twice."""

from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.reliability.many_hands import spent, together
from tests.server.ledger.machine import Audited

from duly.server.ledger.allocate import allocate
from duly.server.ledger.models import Allocation, Payment
from duly.server.platform import clock
from duly.server.platform.refusals import Refused

DAY = date(2026, 10, 6)
HANDS = 8


@pytest.fixture(autouse=True)
def _one_evening():
    with clock.stopped(datetime(2026, 10, 6, 18, tzinfo=UTC)):
        yield


@pytest.fixture
def owed(transactional_db, customer, invoice, payment):
    """An invoice and a payment of 1,000.00, of which 7.00 are allocated at a time."""
    account = customer()
    return invoice("I1", account, 100_000), payment("P1", account, 100_000)


def _carefully(actor, owed, tries):
    outcomes = []
    for _ in range(tries):
        try:
            allocate(actor=actor, invoice=owed[0], payment=owed[1], units=700, on=DAY)
            outcomes.append("allocated")
        except Refused as refused:
            outcomes.append(refused.code)
    return outcomes


@pytest.mark.parametrize(
    "tries", [pytest.param(40, marks=pytest.mark.reliability), pytest.param(20)]
)
def test_eight_hands_spend_a_payment_once(actor, owed, tries):
    done = together([lambda: _carefully(actor, owed, tries)] * HANDS)
    outcomes = [outcome for each in done for outcome in each]
    assert outcomes.count("allocated") == 142
    assert set(outcomes) == {"allocated", "not_enough_left"}
    assert spent(owed[1]) == (99_400, 600)


def _carelessly(owed, source, everybody):
    """Read what is left, think about it, and write it back: what the guard is there for."""
    with transaction.atomic():
        payment = Payment.objects.get(pk=owed[1].pk)
        everybody.wait(timeout=30)
        if payment.left_units >= 60_000:
            payment.left_units -= 60_000
            payment.save(update_fields=["left_units"])
            Allocation.objects.create(
                invoice=owed[0],
                payment=payment,
                amount_units=60_000,
                allocated_on=DAY,
                recorded_at=clock.now(),
                source=source,
            )


def test_without_the_guard_a_payment_is_spent_twice(owed, source):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets nobody else begin to write meanwhile")
    everybody = Barrier(HANDS)
    together([lambda: _carelessly(owed, source, everybody)] * HANDS)
    assert spent(owed[1]) == (HANDS * 60_000, 40_000)


@pytest.mark.reliability
def test_whatever_is_done_for_long_no_cent_is_lost(db):
    many = settings(
        max_examples=400,
        stateful_step_count=50,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Audited, settings=many)
