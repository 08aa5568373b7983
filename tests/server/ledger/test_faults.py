"""What is left when an act is cut off in the middle? All of it, or nothing."""

from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from tests.server.ledger.imports.trade import invoice, row_of, trade

from duly.server.ledger.allocate import allocate, unallocate
from duly.server.ledger.book import facts_digest
from duly.server.ledger.disputes import close_dispute, open_dispute
from duly.server.ledger.imports import commit as committing
from duly.server.ledger.imports.difference.plan import plan_of
from duly.server.ledger.imports.prepared import prepared
from duly.server.ledger.imports.reading import silent
from duly.server.ledger.imports.undo import undo
from duly.server.ledger.imports.writing import let_wait
from duly.server.ledger.models import Allocation, Dispute, Invoice, Payment
from duly.server.ledger.models.recorded import CURRENT
from duly.server.ledger.reading.facts import read_facts
from duly.server.ledger.recording.staging import waiting_room
from duly.server.ledger.turns import take_turn
from duly.server.platform import clock
from duly.server.platform.audit.verify import verify
from duly.server.platform.models import Event

DAY = date(2026, 11, 2)


class Cut(Exception):
    """The power went."""


@pytest.fixture(autouse=True)
def _one_evening():
    with clock.stopped(datetime(2026, 11, 2, 18, tzinfo=UTC)):
        yield


@contextmanager
def cut_at(number):
    """Let the statement of this number fail; what opens and ends transactions does not count."""
    seen = 0

    def wrapper(execute, sql, params, many, context):
        nonlocal seen
        seen += 1
        if seen == number:
            raise Cut
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield


def state():
    """Everything an act can have changed."""
    invoices = Invoice.objects.order_by("pk").values_list("pk", "open_units", "disputed_units")
    payments = Payment.objects.order_by("pk").values_list("pk", "left_units")
    return facts_digest(), Event.objects.count(), list(invoices), list(payments)


def cut_everywhere(act, *, step=1):
    """Cut the act off at every statement (or some); returns how many it has."""
    before = state()
    for number in range(1, 500, step):
        try:
            with cut_at(number):
                act()
        except Cut:
            assert state() == before
        else:
            assert state() != before
            assert verify().holds
            return number
    raise AssertionError("the act has no end")


def test_an_allocation_is_whole_or_not_there(brought_in, actor):
    brought_in(trade())
    asked = {"payment": Payment.objects.get(payment_id="P2"), "units": 5, "on": DAY}
    owed = Invoice.objects.get(invoice_id="I3")
    assert cut_everywhere(lambda: allocate(actor=actor, invoice=owed, **asked)) > 8
    made = Allocation.objects.get(CURRENT, source__file_name="allocation")
    assert cut_everywhere(lambda: unallocate(actor=actor, allocation=made)) > 8


def test_a_dispute_is_whole_or_not_there(brought_in, actor):
    brought_in(trade())
    owed = Invoice.objects.get(invoice_id="I2")
    asked = {"invoice": owed, "units": 5, "reason": "price", "on": DAY}
    cut_everywhere(lambda: open_dispute(actor=actor, **asked))
    opened = Dispute.objects.get(CURRENT, invoice=owed)
    cut_everywhere(lambda: close_dispute(actor=actor, dispute=opened, outcome="x", on=DAY))


def test_an_import_and_its_undoing_are_whole_or_not_there(brought_in, read_only, actor):
    brought_in(trade())
    later = trade()
    row_of(later, "invoices", "I1")["amount_units"] = 110
    later["invoices"].append(invoice("I4", "A", 5))
    source = read_only(later)
    ready = prepared(plan_of(committing.book_read(source), read_facts()))
    asked = committing._Commit(actor, source, silent, known=None)

    with waiting_room() as room:
        let_wait(ready, room, silent)

        def commit():
            with transaction.atomic():
                take_turn(alone=True)
                committing._write(asked, ready, room)

        assert cut_everywhere(commit, step=2) > 12
    assert cut_everywhere(lambda: undo(actor=actor, source=source), step=4) > 30
