from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from hypothesis import HealthCheck, given, settings
from tests.books import random_books
from tests.server.ledger.imports.trade import DUE, PAID, allocation, invoice, row_of, trade

from duly.server.ledger.disputes import open_dispute
from duly.server.ledger.imports import commit as committing
from duly.server.ledger.imports.commit import book_read, commit
from duly.server.ledger.imports.prepared import prepared
from duly.server.ledger.models import Account, Allocation, Entity, Import, Invoice, Payment
from duly.server.ledger.models.recorded import CURRENT
from duly.server.ledger.promises import record_promise
from duly.server.platform import clock
from duly.server.platform.models import Event
from duly.server.platform.models.access import Role
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import actor_of


def counts_of(source, table):
    return tuple(source.outcome["counts"][table].values())


def states():
    """What is open and disputed of each invoice, and left of each payment, by its number."""
    invoices = Invoice.objects.filter(CURRENT).values_list(
        "invoice_id", "open_units", "disputed_units"
    )
    payments = Payment.objects.filter(CURRENT).values_list("payment_id", "left_units")
    return {number: tuple(units) for number, *units in [*invoices, *payments]}


def test_an_import_says_what_it_recorded(brought_in):
    source = brought_in(trade())
    assert counts_of(source, "invoices") == (4, 0, 0, 0)
    assert counts_of(source, "allocations") == (3, 0, 0, 0)
    assert states() == {
        "I1": (0, 0), "I2": (30, 0), "I3": (60, 60), "N1": (0, 0), "P1": (0,), "P2": (25,)
    }  # fmt: skip


def test_a_customer_is_found_by_its_name_without_accents(brought_in):
    brought_in(trade())
    assert Account.objects.get(search_text__contains="arger & sohne").account_id == "A"
    assert Account.objects.get(account_id="B").parent.account_id == "A"


def test_importing_again_changes_nothing(brought_in, ledger_rows):
    brought_in(trade())
    before, rows = ledger_rows(), Invoice.objects.count()
    again = brought_in(trade())
    assert {counts_of(again, name)[:2] for name in again.outcome["counts"]} == {(0, 0)}
    assert (ledger_rows(), Invoice.objects.count()) == (before, rows)


def test_what_an_export_leaves_out_stays_and_is_counted(brought_in, ledger_rows):
    brought_in(trade())
    before = ledger_rows()
    part = trade()
    part["invoices"] = part["invoices"][:1]
    part["allocations"] = part["allocations"][:1]
    del part["disputes"]
    source = brought_in(part)
    assert (counts_of(source, "invoices"), counts_of(source, "allocations")) == (
        (0, 0, 1, 3), (0, 0, 1, 2)
    )  # fmt: skip
    assert ledger_rows() == before


def test_a_corrected_invoice_takes_its_allocations_and_disputes_along(brought_in):
    brought_in(trade())
    corrected = trade()
    for number in ("I2", "I3"):
        row_of(corrected, "invoices", number)["due_on"] = date(2026, 12, 1)
    source = brought_in(corrected)
    assert counts_of(source, "invoices") == (0, 2, 2, 0)
    assert counts_of(source, "allocations") == (0, 0, 3, 0)
    assert not Allocation.objects.filter(CURRENT, invoice__withdrawn_at__isnull=False).exists()
    assert states()["I2"] == (30, 0)
    assert states()["I3"] == (60, 60)


def test_more_money_opens_and_settles(brought_in):
    brought_in(trade())
    later = trade()
    later["allocations"].append(allocation("I3", 25, payment_id="P2"))
    later["disputes"][0]["closed_on"] = PAID
    source = brought_in(later)
    assert counts_of(source, "allocations") == (1, 0, 3, 0)
    assert (states()["I3"], states()["P2"]) == ((35, 0), (0,))


@pytest.mark.parametrize(
    ("units", "day", "counts", "left"),
    [
        (30, PAID, (0, 0, 3, 0), 30),  # the same
        (40, PAID, (0, 1, 2, 0), 20),  # beyond the payment beside the old: stands for it
        (30, DUE, (0, 1, 2, 0), 30),  # another day: the money was spent once
    ],
)
def test_money_is_spent_once(brought_in, units, day, counts, left):
    brought_in(trade())
    other = trade()
    other["allocations"][1] = allocation("I2", units, payment_id="P1", allocated_on=day)
    row_of(other, "payments", "P1")["received_on"] = DUE
    brought_in(other)
    settled = brought_in(other)
    assert counts_of(settled, "allocations") == (0, 0, 3, 0)
    assert states()["I2"] == (left, 0)


def test_a_second_part_from_the_same_payment_is_added(brought_in):
    brought_in(trade())
    second = trade()
    second["allocations"] = [allocation("I3", 10, payment_id="P2")]
    brought_in(second)
    second["allocations"] = [allocation("I3", 15, payment_id="P2", allocated_on=date(2026, 9, 9))]
    source = brought_in(second)
    assert counts_of(source, "allocations") == (1, 0, 0, 4)
    assert (states()["I3"], states()["P2"]) == ((35, 35), (0,))


def test_a_column_without_a_value_says_nothing(brought_in, ledger_rows):
    brought_in(trade())
    before = ledger_rows()
    bare = trade()
    bare["invoices"] = [{k: v for k, v in row.items() if k != "entity"} for row in bare["invoices"]]
    bare["accounts"] = [{"account_id": "A"}, {"account_id": "B"}]
    source = brought_in(bare)
    assert counts_of(source, "invoices") == (0, 0, 4, 0)
    assert ledger_rows() == before


def test_what_was_known_stays_known(brought_in, ledger_rows):
    with clock.stopped(datetime(2026, 10, 1, tzinfo=UTC)):
        brought_in(trade())
    then = ledger_rows()
    later = trade()
    row_of(later, "invoices", "I1")["amount_units"] = 110
    row_of(later, "accounts", "B")["name"] = "Blume"
    later["accounts"].append({"account_id": "C"})
    later["invoices"].append(invoice("I4", "C", 5))
    with clock.stopped(datetime(2026, 10, 2, tzinfo=UTC)):
        brought_in(later)
    assert ledger_rows() != then
    assert ledger_rows(known_at=datetime(2026, 10, 1, 12, tzinfo=UTC)) == then


def test_what_was_overused_leaves_nothing_and_stays_as_told(brought_in, ledger_rows):
    over = trade()
    over["allocations"].append(allocation("I1", 60, payment_id="P1"))
    brought_in(over)
    assert (states()["I1"], states()["P1"]) == ((0, 0), (0,))
    assert len(ledger_rows()["allocations"]) == 4


def test_committing_twice_is_committing_once(brought_in, actor):
    source = brought_in(trade())
    assert commit(actor=actor, source=Import.objects.get(pk=source.pk)).pk == source.pk
    assert Invoice.objects.count() == 4
    assert Event.objects.filter(kind="import.committed").count() == 1


@pytest.mark.parametrize(("other", "times"), [(Entity, 1), (Account, 2)])
def test_who_writes_meanwhile_is_not_overwritten(brought_in, monkeypatch, other, times):
    made = []

    def overtaken(plan):
        found = prepared(plan)
        if len(made) < times:
            name = f"X{len(made)}"
            given = {"code": name} if other is Entity else {"account_id": name}
            made.append(other.objects.create(**given))
        return found

    monkeypatch.setattr(committing, "prepared", overtaken)
    source = brought_in(trade())
    assert (len(made), counts_of(source, "invoices")) == (times, (4, 0, 0, 0))
    assert all(other.objects.filter(pk=one.pk).exists() for one in made)
    assert set(Invoice.objects.values_list("account__account_id", flat=True)) == {"A", "B"}


@pytest.mark.parametrize(("is_promised", "times"), [(False, 2), (True, 1)])
def test_only_what_it_is_compared_with_lets_an_import_compare_again(
    brought_in, monkeypatch, actor, is_promised, times
):
    brought_in(trade())
    compared = []

    def overtaken(plan):
        found = prepared(plan)
        compared.append(found)
        if len(compared) == 1 and is_promised:
            account = Account.objects.get(account_id="A")
            given = {"units": 5, "currency": "EUR", "made_on": DUE, "due_on": DUE}
            record_promise(actor=actor, account=account, **given)
        elif len(compared) == 1:
            owed = Invoice.objects.get(invoice_id="I2", withdrawn_at__isnull=True)
            open_dispute(actor=actor, invoice=owed, units=5, reason="price", on=DUE)
        return found

    monkeypatch.setattr(committing, "prepared", overtaken)
    brought_in({"invoices": trade()["invoices"][:1], "accounts": trade()["accounts"]})
    assert len(compared) == times


def test_what_was_not_read_is_not_committed(actor, source):
    source.stage = "uploaded"
    source.save()
    with pytest.raises(Refused, match="import_not_read"):
        commit(actor=actor, source=source)


def test_who_sees_a_part_of_the_book_imports_nothing(person, source):
    clerk = actor_of(person(Role.CASH_CLERK, entities=["DE01"]))
    with pytest.raises(PermissionDenied):
        commit(actor=clerk, source=source)


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables=random_books())
def test_the_ledger_gives_back_the_book_it_was_given(tables, brought_in, ledger_rows, emptied):
    emptied()
    tables = {name: rows for name, rows in tables.items() if rows or name == "invoices"}
    if not tables["invoices"]:
        return
    source = brought_in(tables, raw=True)
    book = book_read(source)
    given_in = {
        name: sorted(book.engine.fetch(table).to_pylist(), key=str)
        for name, table in book.tables.items()
    }
    assert ledger_rows() == given_in


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL sees to that by itself")
def test_the_room_of_an_import_is_given_back(brought_in):
    def room():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size")
            return cursor.fetchone()

    before = room()
    brought_in(trade())
    assert room() == before
