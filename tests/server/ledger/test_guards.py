import pytest
from django.db import DatabaseError, connection, transaction

from duly.server.ledger.guards import missing, put_up
from duly.server.ledger.models import AccountRecord, Invoice
from duly.server.platform import clock


@pytest.fixture
def owed(customer, invoice, source):
    """An invoice, and a line in the history of who owes it."""
    made = invoice("I1", customer(), 100)
    AccountRecord.objects.create(
        account=made.account, recorded_at=clock.now(), source=source, fields={"account_id": "A"}
    )
    return made


def run(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.rowcount


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_invoice SET amount_units = 90",
        "UPDATE ledger_invoice SET due_on = '2027-01-01'",
        "UPDATE ledger_invoice SET written_off_on = '2027-01-01'",
        "UPDATE ledger_invoice SET recorded_at = '2020-01-01 00:00:00'",
        "UPDATE ledger_invoice SET withdrawn_at = '2020-01-01 00:00:00'",
        "DELETE FROM ledger_invoice",
        "DELETE FROM ledger_accountrecord",
        "UPDATE ledger_accountrecord SET recorded_at = '2020-01-01 00:00:00'",
    ],
)
def test_the_database_refuses_to_change_a_fact(owed, statement):
    with pytest.raises(DatabaseError):
        run(statement)
    assert Invoice.objects.get() == owed


@pytest.mark.parametrize("column", ["open_units", "disputed_units"])
def test_the_state_of_an_invoice_may_change(owed, column):
    assert run(f"UPDATE ledger_invoice SET {column} = 40") == 1


def test_no_more_is_open_than_there_is(owed):
    for units in (101, -1):
        with pytest.raises(DatabaseError):
            run(f"UPDATE ledger_invoice SET open_units = {units}")


def test_a_fact_is_withdrawn_once(owed, source):
    withdrawn = f"withdrawn_at = '2026-10-01 00:00:00', withdrawn_by_id = {source.pk}"
    assert run(f"UPDATE ledger_invoice SET {withdrawn}") == 1
    for again in (
        withdrawn.replace("10-01", "10-02"),
        "withdrawn_at = NULL, withdrawn_by_id = NULL",
    ):
        with pytest.raises(DatabaseError):
            run(f"UPDATE ledger_invoice SET {again}")


def test_a_fact_is_not_replaced_either(owed):
    if connection.vendor == "sqlite":
        columns = ", ".join(field.column for field in Invoice._meta.local_concrete_fields)
        statement = f"REPLACE INTO ledger_invoice ({columns}) SELECT {columns} FROM ledger_invoice"
    else:
        statement = "TRUNCATE ledger_invoice CASCADE"
    with pytest.raises(DatabaseError):
        run(statement)


def test_guards_can_be_put_up_again(db):
    assert missing(connection) == set()
    put_up(connection)
    assert missing(connection) == set()


def test_a_guard_taken_down_is_missed_and_put_up_again(db):
    on = "" if connection.vendor == "sqlite" else " ON ledger_rate"
    run(f"DROP TRIGGER ledger_rate_facts_kept{on}")
    assert missing(connection) == {"ledger_rate_facts_kept"}
    put_up(connection)
    assert missing(connection) == set()
