"""Does what is told of an invoice tie, name what was meant, and keep to the actor's part?"""

from datetime import UTC, date, datetime

import pytest
from tests.server.ledger.imports.trade import row_of, trade

from duly.server.ledger.balances import settle_invoice
from duly.server.ledger.disputes import close_dispute, open_dispute
from duly.server.ledger.imports.undo import undo
from duly.server.ledger.invoices import (
    disputes_of,
    promises_naming,
    settlement_of,
    standing_of,
    versions_of,
)
from duly.server.ledger.models import Allocation, Invoice, Promise
from duly.server.ledger.models.recorded import CURRENT
from duly.server.platform import clock
from duly.server.platform.models.access import Role
from duly.server.platform.rights import actor_of

DAY = date(2026, 10, 6)


@pytest.fixture
def settles(source):
    """Let so much settle an invoice: `settles(invoice, 40, payment=payment)`."""

    def make(invoice, units, **by):
        recorded = {"recorded_at": clock.now(), "source": source, "allocated_on": DAY}
        Allocation.objects.create(invoice=invoice, amount_units=units, **by, **recorded)
        for each in (invoice, by.get("credit_note")):
            if each is not None:
                settle_invoice(each.pk)
                each.refresh_from_db()

    return make


@pytest.fixture
def promised(source):
    def make(account, named):
        return Promise.objects.create(
            promise_id=f"P{named}",
            account=account,
            amount_units=1,
            currency="EUR",
            made_on=DAY,
            due_on=DAY,
            invoice_ids=named,
            recorded_at=clock.now(),
            source=source,
        )

    return make


def sums(found):
    return found.settled_units, found.written_off_units, found.untold_units


def now(number):
    return Invoice.objects.filter(CURRENT).get(invoice_id=number)


@pytest.mark.parametrize(
    ("units", "given", "allocated", "told"),
    [
        (100, {}, [], (0, 0, 0)),
        (100, {}, [30, 20], (50, 0, 0)),
        (100, {}, [100], (100, 0, 0)),
        (100, {}, [130], (130, 0, -30)),
        (100, {"written_off_on": DAY}, [30], (30, 70, 0)),
        (-100, {}, [-30], (-30, 0, 0)),
    ],
)
def test_what_is_told_makes_the_amount(
    actor, customer, invoice, payment, settles, units, given, allocated, told
):
    account = customer()
    owed, paid = invoice("I1", account, units, **given), payment("P1", account, 1_000)
    for each in allocated:
        settles(owed, each, payment=paid)
    found = settlement_of(actor, owed)
    assert sums(found) == told
    assert sum(told) + owed.open_units == owed.amount_units
    assert [part.units for part in found.parts] == allocated


def test_a_credit_note_tells_what_it_was_used_for(actor, customer, invoice, settles):
    account = customer()
    owed, note = invoice("I1", account, 100), invoice("N1", account, -60)
    settles(owed, 40, credit_note=note)
    of_note, of_invoice = settlement_of(actor, note), settlement_of(actor, owed)
    assert (sums(of_note), of_note.parts[0].document) == ((-40, 0, 0), owed)
    assert (sums(of_invoice), of_invoice.parts[0].document) == ((40, 0, 0), note)
    assert of_invoice.parts[0].is_open_to


def test_a_credit_note_of_another_part_is_named_and_not_opened(person, customer, invoice, settles):
    account = customer()
    owed, note = invoice("I1", account, entity="DE01"), invoice("N1", account, -60, entity="FR01")
    settles(owed, 40, credit_note=note)
    german = actor_of(person(Role.COLLECTOR, entities=["DE01"]))
    (part,) = settlement_of(german, owed).parts
    assert (part.document.invoice_id, part.is_open_to) == ("N1", False)


@pytest.mark.parametrize(
    ("named", "is_meant"),
    [("I1", True), ("I2, I1", True), ("I2;I1", True), ("I10", False), ("", False), ("XI1", False)],
)
def test_a_promise_names_an_invoice_by_its_whole_number(
    actor, customer, invoice, promised, named, is_meant
):
    account = customer()
    owed = invoice("I1", account)
    promised(account, named)
    assert bool(promises_naming(actor, owed)) is is_meant


def test_a_promise_of_another_customer_is_not_meant(actor, customer, invoice, promised):
    owed = invoice("I1", customer("A"))
    promised(customer("B"), "I1")
    assert promises_naming(actor, owed) == []


def test_a_correction_is_told_with_what_it_changed(actor, brought_in):
    brought_in(trade())
    tables = trade()
    before = row_of(tables, "invoices", "I1")["amount_units"]
    row_of(tables, "invoices", "I1")["amount_units"] = before + 10
    source = brought_in(tables)
    (version,) = versions_of(actor, now("I1"))
    assert [(each.column, each.before, each.after) for each in version.changes] == [
        ("amount_units", before, before + 10)
    ]
    assert version.record.withdrawn_by == source
    assert versions_of(actor, now("I2")) == []


def test_an_undone_correction_is_told_twice(actor, brought_in):
    brought_in(trade())
    tables = trade()
    row_of(tables, "invoices", "I1")["due_on"] = date(2026, 12, 24)
    undoing = undo(actor=actor, source=brought_in(tables))
    last, first = versions_of(actor, now("I1"))
    assert [each.column for each in last.changes] == [each.column for each in first.changes]
    assert last.record.withdrawn_by == undoing


def test_what_was_withdrawn_leads_to_what_holds_now(actor, person, brought_in):
    brought_in(trade())
    old = now("I1")
    tables = trade()
    row_of(tables, "invoices", "I1")["amount_units"] += 10
    brought_in(tables)
    stranger = actor_of(person(Role.VIEWER, entities=["XX99"]))
    assert standing_of(actor, old.pk) == now("I1") != old
    assert standing_of(stranger, old.pk) is None
    assert standing_of(actor, 10**9) is None


def test_the_latest_dispute_comes_first_though_it_ended(actor, customer, invoice):
    with clock.stopped(datetime(2026, 10, 6, 18, tzinfo=UTC)):
        owed = invoice("I1", customer())
        first = open_dispute(actor=actor, invoice=owed, units=5, reason="", on=date(2026, 10, 1))
        open_dispute(actor=actor, invoice=owed, units=None, reason="", on=date(2026, 10, 2))
        close_dispute(actor=actor, dispute=first, outcome="paid", on=DAY)
    assert [each.amount_units for each in disputes_of(actor, owed)] == [None, 5]
