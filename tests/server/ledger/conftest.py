"""How does a test put facts into the ledger? One at a time, as if each had been imported."""

from datetime import date
from secrets import token_hex

import pytest
from django.apps import apps
from django.db import connection, transaction
from tests.books import book_of as book_from
from tests.server.guards_down import guards_down

from duly.book.writing import write_book
from duly.server.ledger.book import book_of
from duly.server.ledger.imports.commit import commit
from duly.server.ledger.imports.reading import read
from duly.server.ledger.imports.uploads import take_in, uploads
from duly.server.ledger.models import Account, Entity, Import, Invoice, Payment
from duly.server.ledger.models.imports import Stage
from duly.server.platform import clock
from duly.server.platform.rights import actor_of


@pytest.fixture
def source(db):
    """An import that the facts of a test come from."""
    return Import.objects.create(
        stage=Stage.COMMITTED, file_name="by-hand", file_digest="", started_at=clock.now()
    )


@pytest.fixture
def customer(db):
    """Make a customer: `customer("A", portfolio="north")`."""

    def make(account_id="A", **given):
        return Account.objects.create(account_id=account_id, **given)

    return make


@pytest.fixture
def invoice(source):
    """Make an open invoice: `invoice("I1", account, 100, entity="DE01")`."""

    def make(number, account, units=100, *, entity=None, **given):
        ours = Entity.objects.get_or_create(code=entity)[0] if entity else None
        facts = {
            "currency": "EUR",
            "kind": "invoice" if units >= 0 else "credit_note",
            "issued_on": date(2026, 9, 1),
            "due_on": date(2026, 10, 1),
            "open_units": units,
        } | given
        return Invoice.objects.create(
            invoice_id=number,
            account=account,
            amount_units=units,
            entity=ours,
            recorded_at=clock.now(),
            source=source,
            **facts,
        )

    return make


@pytest.fixture
def payment(source):
    """Make a payment of which nothing is allocated: `payment("P1", account, 100)`."""

    def make(number, account, units=100, **given):
        facts = {"currency": "EUR", "received_on": date(2026, 10, 5), "left_units": units} | given
        return Payment.objects.create(
            payment_id=number,
            account=account,
            amount_units=units,
            recorded_at=clock.now(),
            source=source,
            **facts,
        )

    return make


@pytest.fixture
def read_only(transactional_db):
    """An import of these rows that was read and not committed.

    Its rows are right, and every customer in it is among its accounts.
    """

    def known(tables):
        folder = uploads() / token_hex(8)
        write_book(book_from(tables), folder / "book", form="parquet")
        return Import.objects.create(
            stage=Stage.READ,
            file_name="book",
            file_digest=folder.name,
            stored_as=f"{folder.name}/book",
            started_at=clock.now(),
        )

    return known


@pytest.fixture
def brought_in(read_only, administrator, tmp_path):
    """Import a book of these rows: `brought_in({"invoices": [...]})` is the committed import.

    It is read before if it is `raw`: then anything may be wrong with its rows.
    """
    actor = actor_of(administrator)

    def bring(tables, *, raw=False):
        source = _looked_at(actor, tables, tmp_path) if raw else read_only(tables)
        return commit(actor=actor, source=source)

    return bring


def _looked_at(actor, tables, tmp_path):
    folder = tmp_path / token_hex(8)
    write_book(book_from(tables), folder, form="parquet", checked=False)
    source = read(actor=actor, source=take_in(actor=actor, path=folder))
    assert source.stage == Stage.READ, source.problem
    return source


@pytest.fixture
def ledger_rows(engine):
    """The book in the ledger, as sorted rows of every table."""

    def rows(**when):
        book = book_of(engine, **when)
        return {
            name: sorted(engine.fetch(table).to_pylist(), key=str)
            for name, table in book.tables.items()
        }

    return rows


@pytest.fixture
def emptied(transactional_db):
    """Empty the ledger within a test, for properties that begin anew."""

    def empty():
        with guards_down(), transaction.atomic():
            for model in apps.get_app_config("ledger").get_models():
                _delete_all(model)

    return empty


def _delete_all(model):
    with connection.cursor() as cursor:
        cursor.execute(
            f"TRUNCATE {model._meta.db_table} CASCADE"
            if connection.vendor == "postgresql"
            else f"DELETE FROM {model._meta.db_table}"
        )
