"""Does the list of invoices show those asked for?"""

import re

import pytest

from duly.server.platform.models.access import Role

STATES = [
    ("", 30),
    ("state=open", 30),
    ("state=overdue", 17),
    ("state=settled", 9),
    ("state=all", 39),
    ("state=disputed", 0),
    ("state=nonsense", 30),
    ("entity=DE01", 16),
    ("q=INV-01", 3),
    ("q=INV-01-0", 1),
    ("q=%25", 0),
    ("q=" + "x" * 500, 0),
]


def numbers(response):
    return re.findall(r">(INV-\d\d-\d)<", response.text)


@pytest.mark.parametrize(("query", "count"), STATES)
def test_a_filter_shows_what_it_says(desk, book, query, count):
    assert len(numbers(desk.get(f"/invoices?{query}"))) == count


def test_what_is_open_comes_oldest_due_first(desk, book):
    assert numbers(desk.get("/invoices"))[0].endswith("-2")


def test_the_newest_come_first_where_asked(desk, book):
    assert numbers(desk.get("/invoices?sort=issued"))[0].endswith("-0")


def test_somebody_sees_only_their_companies(client, person, book):
    client.force_login(person(Role.VIEWER, entities=["US01"]))
    assert len(numbers(client.get("/invoices?entity=DE01"))) == 0
    assert 0 < len(numbers(client.get("/invoices"))) < 30


def test_the_file_holds_what_the_filter_shows(desk, book):
    lines = b"".join(desk.get("/export/invoices.csv?q=INV-01")).decode("utf-8-sig").splitlines()
    assert len(lines) == 4


def test_a_cursor_that_was_made_up_is_a_bad_request(desk, book):
    assert desk.get("/invoices?after=x").status_code == 400
