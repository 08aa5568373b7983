"""Does the page of an invoice tell what it is, to who may see it, and can it be reached?"""

import pytest

from duly.server.ledger.models import Allocation, Invoice, Payment, Promise
from duly.server.platform.models.access import Role

NUMBERS = [0, 10**9, 10**30]


@pytest.fixture
def page(desk, book):
    """The text of the page of an invoice: `page("INV-01-0")`."""
    return lambda number: desk.get(address(number)).text


def address(number):
    return f"/invoices/{Invoice.objects.get(invoice_id=number, withdrawn_at=None).pk}"


def recorded(invoice):
    return {"recorded_at": invoice.recorded_at, "source": invoice.source}


def copied(record, **changed):
    """The columns of a record, some of them changed, for another one."""
    columns = {each.attname: getattr(record, each.attname) for each in record._meta.fields}
    del columns["id"]
    return columns | changed


SAID = [
    ("INV-01-0", ["Customer 01", "10,000.00", "due in 12 days", "29 Nov 2026", "40%", "book"]),
    ("INV-01-1", ["20 days", "on 20 Nov 2026", "all of it", "price", "open since"]),
    ("INV-05-2", ["settled", "nothing of it is still to come", "Nothing was paid"]),
]


@pytest.mark.parametrize(("number", "words"), SAID)
def test_an_invoice_says_how_it_stands(page, number, words):
    text = page(number)
    assert [word for word in words if word not in text] == []


def test_what_settled_it_is_named_with_day_and_amount(page, book):
    invoice = Invoice.objects.get(invoice_id="INV-01-1")
    Allocation.objects.create(
        invoice=invoice,
        payment=Payment.objects.get(),
        amount_units=12_345,
        allocated_on=book.as_of,
        **recorded(invoice),
    )
    assert all(word in page("INV-01-1") for word in ("P1", "thanks", "20 Nov 2026", "123.45"))


def test_a_promise_that_names_it_is_shown(page):
    assert "No promise names it" in page("INV-01-1")
    Promise.objects.create(**copied(Promise.objects.get(), promise_id="2", invoice_ids="INV-01-1"))
    assert "made 19 Nov 2026, until 25 Nov 2026" in page("INV-01-1")


def test_an_earlier_version_says_what_changed_and_by_which_import(desk, page, book):
    old = Invoice.objects.get(invoice_id="INV-01-2")
    Invoice.objects.filter(pk=old.pk).update(withdrawn_at=old.recorded_at, withdrawn_by=old.source)
    Invoice.objects.create(**copied(old, amount_units=999_900, open_units=999_900))
    text = page("INV-01-2")
    assert "Earlier versions" in text
    assert "<del>€\u00a010,000.00</del>" in text
    assert f'href="/imports/{old.source.pk}"' in text
    assert desk.get(f"/invoices/{old.pk}").url == address("INV-01-2")


@pytest.mark.parametrize("scope", [{}, {"entities": ["US01"]}])
def test_many_rows_take_no_more_queries(client, person, book, django_assert_max_num_queries, scope):
    old = Invoice.objects.get(invoice_id="INV-01-1")
    for number in range(20):
        Invoice.objects.filter(pk=old.pk).update(
            withdrawn_at=old.recorded_at, withdrawn_by=old.source
        )
        old = Invoice.objects.create(**copied(old, amount_units=old.amount_units + number))
        note = copied(old, invoice_id=f"CN-{number}", amount_units=-9, open_units=-9)
        settle(old, credit_note=Invoice.objects.create(**note))
        settle(old, payment=Payment.objects.get())
        promise = copied(Promise.objects.first(), promise_id=number, invoice_ids="INV-01-1")
        Promise.objects.create(**promise)
    for _ in range(20):
        settle(old, payment=Payment.objects.get())
    client.force_login(person(Role.VIEWER, **scope))
    with django_assert_max_num_queries(15):
        text = client.get(address("INV-01-1")).text
    assert text.count("<del>") == 19
    assert text.count("thanks") == 21


def settle(invoice, **by):
    Allocation.objects.create(
        invoice=invoice, amount_units=1, allocated_on=invoice.due_on, **by, **recorded(invoice)
    )


def test_who_may_not_import_is_not_led_to_the_import(client, person, book):
    client.force_login(person(Role.VIEWER))
    assert "/imports/" not in client.get(address("INV-01-0")).text


@pytest.mark.parametrize("number", NUMBERS)
def test_an_invoice_that_is_none_is_not_found(desk, book, number):
    assert desk.get(f"/invoices/{number}").status_code == 404


@pytest.mark.parametrize("scope", [{"portfolios": ["south"]}, {"entities": ["DE01"]}])
def test_an_invoice_of_another_part_is_not_found(client, person, book, scope):
    client.force_login(person(Role.COLLECTOR, **scope))
    assert client.get(address("INV-01-0")).status_code == 404


@pytest.mark.parametrize("where", ["/invoices", "/customers/{}?show=items", "/search?q=INV-01"])
def test_lists_lead_to_it(desk, book, where):
    invoice = Invoice.objects.get(invoice_id="INV-01-0")
    assert f'href="{address("INV-01-0")}"' in desk.get(where.format(invoice.account_id)).text


def test_before_the_first_day_it_has_a_page(page, book):
    book.__class__.objects.all().delete()
    assert "the first run foretells it" in page("INV-01-0")
