from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from duly.server.ledger.disputes import close_dispute, open_dispute
from duly.server.ledger.models import Dispute
from duly.server.platform import clock
from duly.server.platform.models.access import Role
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import actor_of

DAY = date(2026, 10, 6)


@pytest.fixture(autouse=True)
def _one_evening():
    with clock.stopped(datetime(2026, 10, 6, 18, tzinfo=UTC)):
        yield


@pytest.fixture
def owed(customer, invoice):
    return invoice("I1", customer(), 100)


def disputed_of(invoice):
    invoice.refresh_from_db()
    return invoice.disputed_units


@pytest.mark.parametrize(("units", "disputed"), [(30, 30), (None, 100)])
def test_a_dispute_concerns_a_part_or_all(actor, owed, units, disputed):
    open_dispute(actor=actor, invoice=owed, units=units, reason="price", on=DAY)
    assert disputed_of(owed) == disputed


def test_disputes_add_up_to_no_more_than_is_open(actor, owed):
    for _ in range(2):
        open_dispute(actor=actor, invoice=owed, units=70, reason="price", on=DAY)
    assert disputed_of(owed) == 100


def test_a_closed_dispute_is_recorded_beside_the_open_one(actor, owed):
    opened = open_dispute(actor=actor, invoice=owed, units=30, reason="price", on=DAY)
    closed = close_dispute(actor=actor, dispute=opened, outcome="credited", on=DAY)
    assert disputed_of(owed) == 0
    assert closed.dispute_id == opened.dispute_id
    assert Dispute.objects.filter(withdrawn_at__isnull=True).get() == closed


def test_a_dispute_is_closed_once(actor, owed):
    opened = open_dispute(actor=actor, invoice=owed, units=30, reason="price", on=DAY)
    closed = close_dispute(actor=actor, dispute=opened, outcome="credited", on=DAY)
    for dispute, code in ((opened, "changed_meanwhile"), (closed, "dispute_closed")):
        with pytest.raises(Refused, match=code):
            close_dispute(actor=actor, dispute=dispute, outcome="again", on=DAY)
    assert Dispute.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"units": 101}, "beyond_amount"),
        ({"units": 0}, "no_amount"),
        ({"on": date(2026, 10, 7)}, "day_to_come"),
        ({"on": date(2026, 8, 1)}, "before_issue"),
    ],
)
def test_a_dispute_that_makes_no_sense_changes_nothing(actor, owed, given, code):
    asked = {"units": 10, "reason": "price", "on": DAY} | given
    with pytest.raises(Refused, match=code):
        open_dispute(actor=actor, invoice=owed, **asked)
    assert (disputed_of(owed), Dispute.objects.count()) == (0, 0)


def test_a_credit_note_is_not_disputed(actor, customer, invoice):
    with pytest.raises(Refused, match="beyond_amount"):
        open_dispute(
            actor=actor, invoice=invoice("N", customer(), -5), units=None, reason="", on=DAY
        )


def test_who_only_looks_disputes_nothing(person, owed):
    with pytest.raises(PermissionDenied):
        open_dispute(actor=actor_of(person(Role.VIEWER)), invoice=owed, units=1, reason="", on=DAY)
