"""Does one search find customers, invoices, payments and amounts, of one's own part only?"""

import pytest

from duly.server.ledger.search_text import search_text


@pytest.fixture
def filled(customer, invoice, payment):
    account = customer("C-1", name="Weser Energie", search_text=search_text("Weser Energie C-1"))
    invoice("I-77", account, 123_450)
    payment("P-88", account, 9)


@pytest.mark.parametrize(
    ("q", "part", "number"),
    [
        ("weser", "accounts", "account_id"),
        ("I-7", "invoices", "invoice_id"),
        ("P-8", "payments", "payment_id"),
        ("1,234.50", "amounts", "invoice_id"),
    ],
)
def test_each_is_found(filled, api, q, part, number):
    found = api.get("search", q=q).json()
    assert [row[number] for row in found.pop(part)]
    assert set(map(bool, found.values())) == {False}


@pytest.mark.parametrize("q", ["nobody", "%", "_", "' OR 1=1 --"])
def test_nothing_is_found_that_was_not_meant(filled, api, q):
    assert not any(api.get("search", q=q).json().values())


def test_nothing_of_another_part_is_found(filled, person, program):
    north = program(person("collector", portfolios=["north"]))
    assert not any(north.get("search", q="weser").json().values())
