"""Does the list of customers show those asked for, in the order asked for, and no others?"""

import re
from functools import partial

import pytest

from duly.server.ledger.models import Account
from duly.server.platform.models.access import Role
from duly.server.portfolio.models import EarlyWarning
from duly.server.web.paging import page_of


def numbers(response):
    return re.findall(r"<small>(C\d\d)", response.text)


FILTERS = [
    ("", 14, "C01"),
    ("q=customer+03", 1, "C03"),
    ("q=CUSTOMER c05", 1, "C05"),
    ("grade=E", 1, "C01"),
    ("grade=N", 1, "C13"),
    ("country=FR", 5, "C02"),
    ("segment=retail", 7, "C02"),
    ("only=beyond_limit", 1, "C01"),
    ("only=warned", 1, "C01"),
    ("only=newly_warned", 1, "C01"),
    ("only=grave", 0, None),
    ("only=overdue", 13, "C01"),
    ("only=mine", 0, None),
    ("q=nobody", 0, None),
    ("grade=%00&country=%00", 14, "C01"),
]


@pytest.mark.parametrize(("query", "count", "first"), FILTERS)
def test_a_filter_shows_what_it_says(desk, book, query, count, first):
    found = numbers(desk.get(f"/customers?{query}"))
    assert (len(found), next(iter(found), None)) == (count, first)


ORDERS = [("name", "C14"), ("overdue", "C01"), ("open", "C01"), ("score", "C01"), ("oldest", "C01")]


@pytest.mark.parametrize(("order", "first"), ORDERS)
def test_an_order_puts_first_what_it_says(desk, book, order, first):
    found = numbers(desk.get(f"/customers?sort={order}"))
    assert (len(found), found[0]) == (14, first)


def test_the_gravest_warnings_come_first_and_are_named(desk, book):
    for number, severities in (("C05", [1]), ("C07", [1, 1]), ("C03", [4])):
        account = Account.objects.get(account_id=number)
        for place, severity in enumerate(severities):
            warned(book, account, ("payment_stopped", "negative_equity")[place], severity)
    text = desk.get("/customers?only=grave").text
    assert re.findall(r"<small>(C\d\d)", text) == ["C07", "C05"]
    assert "Paying slower" not in text
    assert [*numbers(desk.get("/customers?only=warned"))][-1] == "C03"


def test_without_warnings_there_is_no_order_by_them(desk, book):
    assert numbers(desk.get("/customers?sort=gravest"))[0] == "C01"
    assert len(numbers(desk.get("/customers?sort=gravest"))) == 14


def test_a_list_by_gravity_is_paged_and_saved_as_a_file(desk, book, monkeypatch):
    for account in Account.objects.all():
        warned(book, account, "payment_stopped", 1)
    monkeypatch.setattr("duly.server.web.pages.customers.page_of", partial(page_of, size=5))
    first = desk.get("/customers?only=grave")
    after = re.search(r'rel="next" href="([^"]+)"', first.text)[1].replace("&amp;", "&")
    second = desk.get("/customers" + after)
    assert (len(numbers(first)), len(numbers(second))) == (5, 5)
    assert not set(numbers(first)) & set(numbers(second))
    assert len(b"".join(desk.get("/export/customers.csv?only=grave")).splitlines()) == 15


def warned(snapshot, account, code, severity):
    EarlyWarning.objects.create(
        snapshot=snapshot, account=account, code=code, severity=severity, since=snapshot.as_of
    )


def test_somebody_sees_only_their_part(client, person, book):
    client.force_login(person(Role.COLLECTOR, portfolios=["south"]))
    assert set(numbers(client.get("/customers"))) == {f"C{n:02}" for n in range(8, 15)}


def test_the_file_holds_what_the_filter_shows(desk, book):
    lines = b"".join(desk.get("/export/customers.csv?grade=E")).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "C01" in lines[1]


def test_a_file_holds_nothing_of_another_s_part(client, person, book):
    client.force_login(person(Role.COLLECTOR, portfolios=["south"]))
    assert b"C01" not in b"".join(client.get("/export/customers.csv"))


def test_before_the_first_day_there_is_no_list(desk, db):
    assert "No day has been run yet" in desk.get("/customers").text
