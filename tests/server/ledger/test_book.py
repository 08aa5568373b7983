from datetime import UTC, date, datetime, timedelta

import pytest

from duly.server.ledger.book import book_of, facts_digest
from duly.server.ledger.models import AccountRecord, Allocation, Invoice, Rate, Statement
from duly.server.platform import clock

MONDAY, TUESDAY, WEDNESDAY = (datetime(2026, 10, day, 12, tzinfo=UTC) for day in (5, 6, 7))


@pytest.fixture
def ledger(transactional_db, customer, invoice, payment, source):
    """On Monday an invoice; on Tuesday a payment of 60 for it; on Wednesday another due day."""
    with clock.stopped(MONDAY):
        account = customer("A", name="Ärger & Söhne", terms_days=30)
        said = {"account_id": "A", "name": "Arger", "created_on": "2026-01-02"}
        AccountRecord.objects.create(
            account=account, recorded_at=MONDAY, source=source, fields=said
        )
        first = invoice("I1", account, entity="DE01")
        _settle(first, payment("P1", account, 60), source, TUESDAY)
    Invoice.objects.update(withdrawn_at=WEDNESDAY, withdrawn_by=source)
    Allocation.objects.update(withdrawn_at=WEDNESDAY, withdrawn_by=source)
    with clock.stopped(WEDNESDAY):
        again = invoice("I1", account, entity="DE01", due_on=date(2026, 12, 1))
        _settle(again, first.account.payments.get(), source, WEDNESDAY)


def _settle(invoice, payment, source, moment):
    Allocation.objects.create(
        invoice=invoice,
        payment=payment,
        amount_units=60,
        allocated_on=date(2026, 10, 6),
        recorded_at=moment,
        source=source,
    )


def rows(engine, table):
    return engine.fetch(table).to_pylist()


def test_the_book_is_as_we_know_it_now(ledger, engine):
    book = book_of(engine)
    (invoice,) = rows(engine, book.invoices.select("invoice_id", "account_id", "entity", "due_on"))
    assert invoice == {
        "invoice_id": "I1", "account_id": "A", "entity": "DE01", "due_on": date(2026, 12, 1)
    }  # fmt: skip
    (part,) = rows(engine, book.allocations.select("invoice_id", "payment_id", "credit_note_id"))
    assert part == {"invoice_id": "I1", "payment_id": "P1", "credit_note_id": None}


def test_the_book_is_as_we_knew_it_then(ledger, engine):
    on_tuesday = book_of(engine, known_at=WEDNESDAY - timedelta(seconds=1))
    assert rows(engine, on_tuesday.invoices.select("due_on")) == [{"due_on": date(2026, 10, 1)}]
    assert len(rows(engine, on_tuesday.allocations)) == 1
    on_monday = book_of(engine, known_at=MONDAY)
    assert on_monday.present == {"accounts", "invoices", "payments"}


def test_an_account_is_as_it_was_last_recorded_by_then(ledger, engine):
    (then,) = rows(engine, book_of(engine, known_at=MONDAY).accounts)
    assert (then["name"], then["created_on"]) == ("Arger", date(2026, 1, 2))
    (now,) = rows(engine, book_of(engine).accounts)
    assert (now["name"], now["terms_days"]) == ("Ärger & Söhne", 30)


def test_an_account_that_left_the_book_is_not_in_it(ledger, engine, source):
    record = AccountRecord.objects.get()
    AccountRecord.objects.create(
        account=record.account, recorded_at=WEDNESDAY, source=source, fields={}
    )
    assert "accounts" not in book_of(engine, known_at=WEDNESDAY).present


def test_before_the_first_fact_the_book_is_empty(ledger, engine):
    assert book_of(engine, known_at=MONDAY - timedelta(days=1)).present == frozenset()


def test_a_business_day_leaves_out_what_happened_later(ledger, engine):
    book = book_of(engine, as_of=date(2026, 10, 5))
    assert rows(engine, book.allocations) == []
    assert len(rows(engine, book.payments)) == 1


def test_numbers_and_lines_come_out_as_they_were_said(transactional_db, engine, customer, source):
    told = {"recorded_at": MONDAY, "source": source}
    Rate.objects.create(base="EUR", quote="USD", on=date(2026, 1, 2), rate="1.09583", **told)
    Statement.objects.create(
        account=customer(),
        period_end=date(2025, 12, 31),
        currency="EUR",
        lines={"sales": 500, "shares": 2.5},
        **told,
    )
    book = book_of(engine)
    assert rows(engine, book.rates.select("rate", "source")) == [{"rate": 1.09583, "source": None}]
    lines = rows(engine, book.statements.select("sales_units", "cogs_units", "shares", "months"))
    assert lines == [{"sales_units": 500, "cogs_units": None, "shares": 2.5, "months": None}]


def test_a_fact_that_is_not_yet_committed_is_not_in_the_book(db, engine, customer, invoice):
    invoice("I1", customer())
    assert book_of(engine).present == frozenset()


def test_the_digest_changes_with_every_change(ledger, customer, invoice):
    before = facts_digest()
    assert facts_digest() == before
    invoice("I2", customer("B"), 0)
    assert facts_digest() != before


def test_the_digest_of_a_past_moment_stays(ledger, customer, invoice):
    then = {moment: facts_digest(known_at=moment) for moment in (MONDAY, TUESDAY, WEDNESDAY)}
    assert len(set(then.values())) == 3
    with clock.stopped(WEDNESDAY + timedelta(hours=1)):
        invoice("I2", customer("B"))
    assert {moment: facts_digest(known_at=moment) for moment in then} == then
