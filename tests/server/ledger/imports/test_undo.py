from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from tests.server.ledger.imports.trade import allocation, invoice, row_of, trade

from duly.server.ledger.allocate import allocate, unallocate
from duly.server.ledger.contacts import add_contact
from duly.server.ledger.disputes import close_dispute
from duly.server.ledger.imports.undo import undo
from duly.server.ledger.models import Account, Allocation, Dispute, Import, Invoice, Payment
from duly.server.ledger.models.recorded import CURRENT
from duly.server.platform import clock
from duly.server.platform.models import Event
from duly.server.platform.models.access import Role
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import actor_of

MORNING = datetime(2026, 11, 1, 8, tzinfo=UTC)
DAY = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def hours():
    """Every import of a test has an hour of its own."""
    passed = (MORNING + timedelta(hours=hour) for hour in range(24))
    with clock.stopped(MORNING):
        yield lambda act: _at(next(passed), act)


def _at(moment, act):
    with clock.stopped(moment):
        return act()


def corrected():
    """The trade with another amount, name and day; one invoice more, and more money settled."""
    tables = trade()
    row_of(tables, "invoices", "I1")["amount_units"] = 110
    row_of(tables, "invoices", "I2")["due_on"] = date(2026, 12, 1)
    row_of(tables, "accounts", "B")["name"] = "Blume"
    tables["accounts"].append({"account_id": "C"})
    tables["invoices"].append(invoice("I4", "C", 5))
    tables["allocations"].append(allocation("I3", 25, payment_id="P2"))
    tables["disputes"][0]["closed_on"] = date(2026, 10, 1)
    return tables


def states():
    invoices = Invoice.objects.filter(CURRENT).values_list(
        "invoice_id", "open_units", "disputed_units"
    )
    payments = Payment.objects.filter(CURRENT).values_list("payment_id", "left_units")
    return {number: tuple(units) for number, *units in [*invoices, *payments]}


def test_after_undo_the_book_is_as_it_was(brought_in, ledger_rows, actor, hours):
    hours(lambda: brought_in(trade()))
    before, open_before = ledger_rows(), states()
    source = hours(lambda: brought_in(corrected()))
    after = ledger_rows()
    hours(lambda: undo(actor=actor, source=source))
    assert (ledger_rows(), states()) == (before, open_before)
    assert ledger_rows(known_at=source.committed_at) == after
    assert not Allocation.objects.filter(CURRENT, invoice__withdrawn_at__isnull=False).exists()


def test_imports_are_undone_one_after_the_other(brought_in, ledger_rows, actor, hours):
    first = hours(lambda: brought_in(trade()))
    second = hours(lambda: brought_in(corrected()))
    with pytest.raises(Refused, match="changed_since"):
        undo(actor=actor, source=first)
    for source in (second, first):
        hours(lambda source=source: undo(actor=actor, source=source))
    assert not any(ledger_rows().values())
    assert not Account.objects.filter(withdrawn_at__isnull=True).exists()


def test_what_was_undone_can_be_imported_again(brought_in, ledger_rows, actor, hours):
    source = hours(lambda: brought_in(trade()))
    before = ledger_rows()
    hours(lambda: undo(actor=actor, source=source))
    again = hours(lambda: brought_in(trade()))
    assert ledger_rows() == before
    assert again.outcome["counts"]["accounts"]["new"] == 2
    assert Account.objects.count() == 2


def test_undoing_twice_is_undoing_once(brought_in, actor):
    source = brought_in(trade())
    first, second = (undo(actor=actor, source=source) for _ in range(2))
    assert first == second
    assert Event.objects.filter(kind="import.undone").count() == 1
    assert Import.objects.get(pk=source.pk).stage == "undone"


def _allocated(actor):
    money, owed = Payment.objects.get(payment_id="P2"), Invoice.objects.get(invoice_id="I3")
    allocate(actor=actor, payment=money, invoice=owed, units=5, on=DAY)


def _taken_back(actor):
    unallocate(actor=actor, allocation=Allocation.objects.filter(CURRENT).first())


def _dispute_closed(actor):
    close_dispute(actor=actor, dispute=Dispute.objects.get(), outcome="credited", on=DAY)


def _met(actor):
    add_contact(actor=actor, account=Account.objects.get(account_id="A"), name="Ada")


@pytest.mark.parametrize(
    ("act", "code", "table"),
    [
        (_allocated, "rested_on", "allocations"),
        (_taken_back, "changed_since", "allocations"),
        (_dispute_closed, "changed_since", "disputes"),
        (_met, "rested_on", "contacts"),
    ],
)
def test_what_others_built_on_is_not_undone(brought_in, ledger_rows, actor, act, code, table):
    source = brought_in(trade())
    act(actor)
    before = ledger_rows()
    with pytest.raises(Refused) as refused:
        undo(actor=actor, source=source)
    assert (refused.value.code, refused.value.facts) == (code, {"table": table, "count": 1})
    assert ledger_rows() == before


def test_what_was_never_committed_is_not_undone(actor, source):
    with pytest.raises(Refused, match="import_not_committed"):
        undo(actor=actor, source=source)


def test_a_credit_analyst_undoes_nothing(person, source):
    with pytest.raises(PermissionDenied):
        undo(actor=actor_of(person(Role.CREDIT_ANALYST)), source=source)
