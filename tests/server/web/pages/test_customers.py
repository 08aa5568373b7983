"""Does the list of customers show those asked for, in the order asked for, and no others?"""

import re

import pytest

from duly.server.platform.models.access import Role


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
