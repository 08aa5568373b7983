from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from duly.server.ledger.allocate import allocate, set_off, unallocate
from duly.server.ledger.disputes import open_dispute
from duly.server.ledger.models import Allocation
from duly.server.platform import clock
from duly.server.platform.models import Event
from duly.server.platform.models.access import Role
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import actor_of

DAY, RECEIVED_ON = date(2026, 10, 6), date(2026, 10, 5)


@pytest.fixture(autouse=True)
def _one_evening():
    with clock.stopped(datetime(2026, 10, 6, 18, tzinfo=UTC)):
        yield


@pytest.fixture
def owed(customer, invoice, payment):
    """An invoice of 100, a credit note of 30, money of 80 and a payment back of 30."""
    account = customer()
    return {
        "invoice": invoice("I1", account, 100),
        "note": invoice("N1", account, -30),
        "money": payment("P1", account, 80),
        "back": payment("P2", account, -30),
    }


@pytest.fixture
def left(owed):
    """What is left of each, in that order."""

    def now():
        for row in owed.values():
            row.refresh_from_db()
        invoice, note, money, back = owed.values()
        return invoice.open_units, note.open_units, money.left_units, back.left_units

    return now


@pytest.fixture
def settle(actor, owed):
    def settle(units, *, giver="money", taker="invoice", on=DAY):
        return allocate(actor=actor, payment=owed[giver], invoice=owed[taker], units=units, on=on)

    return settle


def test_both_sides_lose_what_is_allocated(settle, left):
    settle(60)
    assert left() == (40, -30, 20, -30)


def test_a_payment_back_settles_a_credit_note(settle, left):
    settle(-30, giver="back", taker="note")
    assert left() == (100, 0, 80, 0)


@pytest.mark.parametrize(
    ("given", "code", "facts"),
    [
        ({"units": 81}, "not_enough_left", {"units": 80}),
        ({"units": 0}, "no_amount", {"units": 0}),
        ({"units": 2**63}, "no_amount", {"units": 2**63}),
        ({"units": -1}, "not_enough_left", {"units": 80}),
        ({"units": 30, "taker": "note"}, "not_enough_open", {"units": -30}),
        ({"units": 1, "on": date(2026, 10, 7)}, "day_to_come", {"on": date(2026, 10, 7)}),
        ({"units": 1, "on": date(2026, 8, 31)}, "before_issue", {"issued_on": date(2026, 9, 1)}),
        ({"units": 1, "on": date(2026, 10, 4)}, "before_receipt", {"received_on": RECEIVED_ON}),
    ],
)
def test_a_refused_allocation_changes_nothing(settle, left, given, code, facts):
    with pytest.raises(Refused) as refused:
        settle(**given)
    assert (refused.value.code, refused.value.facts) == (code, facts)
    assert left() == (100, -30, 80, -30)
    assert not Allocation.objects.exists()
    assert not Event.objects.filter(kind="allocation.made").exists()


def test_money_of_another_currency_settles_nothing(actor, owed, payment, customer):
    dollars = payment("P9", owed["invoice"].account, 50, currency="USD")
    with pytest.raises(Refused, match="other_currency"):
        allocate(actor=actor, payment=dollars, invoice=owed["invoice"], units=5, on=DAY)


def test_a_credit_note_is_set_off_against_an_invoice(actor, owed, left):
    set_off(actor=actor, credit_note=owed["note"], invoice=owed["invoice"], units=20, on=DAY)
    assert left() == (80, -10, 80, -30)


@pytest.mark.parametrize(("giver", "units"), [("invoice", 20), ("note", 31), ("note", -5)])
def test_only_a_credit_note_with_enough_open_is_set_off(actor, owed, left, giver, units):
    with pytest.raises(Refused):
        set_off(actor=actor, credit_note=owed[giver], invoice=owed["invoice"], units=units, on=DAY)
    assert left() == (100, -30, 80, -30)


def test_what_is_taken_back_is_open_again_and_stays_on_record(actor, settle, left):
    made = settle(60)
    unallocate(actor=actor, allocation=made)
    assert left() == (100, -30, 80, -30)
    assert Allocation.objects.get().withdrawn_by.file_name == "allocation"


def test_what_was_taken_back_cannot_be_taken_back_again(actor, settle, left):
    made = settle(60)
    unallocate(actor=actor, allocation=made)
    with pytest.raises(Refused, match="changed_meanwhile"):
        unallocate(actor=actor, allocation=made)
    assert left() == (100, -30, 80, -30)


def test_no_more_is_disputed_than_is_open(actor, owed, settle):
    open_dispute(actor=actor, invoice=owed["invoice"], units=70, reason="short", on=DAY)
    made = settle(60)
    owed["invoice"].refresh_from_db()
    assert (owed["invoice"].open_units, owed["invoice"].disputed_units) == (40, 40)
    unallocate(actor=actor, allocation=made)
    owed["invoice"].refresh_from_db()
    assert owed["invoice"].disputed_units == 70


def test_a_collector_may_not_allocate(person, owed):
    with pytest.raises(PermissionDenied):
        allocate(
            actor=actor_of(person(Role.COLLECTOR)),
            payment=owed["money"],
            invoice=owed["invoice"],
            units=1,
            on=DAY,
        )


def test_what_is_out_of_sight_cannot_be_allocated(person, owed):
    clerk = actor_of(person(Role.CASH_CLERK, portfolios=["elsewhere"]))
    with pytest.raises(Http404):
        allocate(actor=clerk, payment=owed["money"], invoice=owed["invoice"], units=1, on=DAY)


def test_an_allocation_leaves_one_event(settle):
    made = settle(60)
    event = Event.objects.get(kind="allocation.made")
    assert (event.subject_kind, event.subject_id) == ("allocation", str(made.pk))
