"""R18: does every page and list take few queries, as many at 1,000 invoices as at 40, and does
none read a large table from end to end?"""

import pytest
from django.db import connection
from tests.reliability.scans import Query, queries, whole_scans
from tests.reliability.thousand import INVOICES, grow, looked_at

from duly.server.ledger.models import Allocation, Invoice, Payment

MOST_QUERIES = 15
# These read on, newest first, until a page is full: most rows of a book have the value asked for,
# and where few have it an index on it would cost every import more than it saves a rare question.
MAY_READ_ON = {
    "/invoices?state=settled",
    "/api/v1/invoices?currency=EUR",
    "/api/v1/invoices?kind=invoice",
    "/api/v1/invoices?kind=debit_note",
    "/api/v1/invoices?kind=credit_note",
    "/api/v1/payments?currency=EUR",
}


@pytest.fixture
def asked(desk, book):
    """Every address with the queries it takes: `asked()`; where it fails the test ends."""

    def ask():
        found = {}
        for address in looked_at(desk):
            with queries() as sent:
                answer = desk.get(address)
            assert answer.status_code in {200, 302, 404, 422}, (address, answer.content[:500])
            found[address] = list(sent)
        return found

    return ask


def test_a_page_takes_as_many_queries_at_a_thousand_invoices_as_at_forty(asked):
    few = {address: len(sent) for address, sent in asked().items()}
    grow()
    assert Invoice.objects.count() == INVOICES
    many = {address: len(sent) for address, sent in asked().items()}
    assert len(many) > 100
    assert {address: count for address, count in many.items() if count > MOST_QUERIES} == {}
    assert {address: count for address, count in many.items() if count > few[address]} == {}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plans read here are SQLite's")
def test_no_page_reads_all_invoices_payments_or_allocations(asked):
    grow()
    found = {
        address: steps
        for address, sent in asked().items()
        if (steps := [(step, query.sql) for query in sent for step in whole_scans(query)])
    }
    assert {address: steps for address, steps in found.items() if address not in MAY_READ_ON} == {}
    assert set(found) == MAY_READ_ON


PLANTED = {
    "without an index": Invoice.objects.filter(order_no="x"),
    "a pattern": Invoice.objects.filter(invoice_id__contains="x"),
    "few among all": Invoice.objects.filter(kind="x").order_by("-issued_on", "-pk")[:50],
    "along an index, to the end": Payment.objects.order_by("pk"),
    "all sorted, then cut": Invoice.objects.order_by("amount_units", "order_no")[:50],
    "in a subquery": Allocation.objects.filter(invoice__in=Invoice.objects.filter(kind="x")),
}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plans read here are SQLite's")
@pytest.mark.parametrize("planted", PLANTED)
def test_a_query_that_reads_all_is_noticed(db, planted):
    sql, params = PLANTED[planted].query.sql_with_params()
    assert whole_scans(Query(sql, params)) != []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plans read here are SQLite's")
def test_a_query_by_index_or_ended_early_is_let_pass(db):
    for rows in (Invoice.objects.filter(pk=1), Invoice.objects.order_by("-issued_on", "-pk")[:50]):
        assert whole_scans(Query(*rows.query.sql_with_params())) == []
