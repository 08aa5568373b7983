"""Does the page of a customer show its figures and reasons, to who may see it?"""

import pytest

from duly.server.ledger.models import Account
from duly.server.platform.models.access import Role
from duly.server.portfolio.models import AccountDay, AccountReasons


@pytest.fixture
def address(book):
    return f"/customers/{Account.objects.get(account_id='C01').pk}"


SAID = [
    ("", ["€\u00a030K", "Customer 02", "of the limit used", "Paying slower", "prepayment"]),
    ("?show=items", ["INV-01-0", "29 Nov 2026"]),
    ("?show=timeline", ["No answer", "Promised", "Disputed invoice INV-01-1", "Paid"]),
    ("?show=people", ["Ada Buyer", "Sales", "50,000", "mailto:c1@example.org"]),
    ("?show=nonsense", ["Why this score"]),
]


@pytest.mark.parametrize(("query", "words"), SAID)
def test_each_view_says_what_it_is_about(desk, address, query, words):
    text = desk.get(address + query).text
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("number", [0, 10**9, 10**30])
def test_a_customer_that_is_none_is_not_found(desk, book, number):
    assert desk.get(f"/customers/{number}").status_code == 404


def test_a_customer_of_another_part_is_not_found(client, person, address):
    client.force_login(person(Role.COLLECTOR, portfolios=["south"]))
    assert client.get(address).status_code == 404


def test_a_customer_without_figures_yet_still_has_a_page(desk, address):
    AccountDay.objects.all().delete()
    AccountReasons.objects.all().delete()
    assert "No figures have been worked out" in desk.get(address).text


def test_the_group_shows_nobody_one_may_not_see(client, person, address):
    Account.objects.filter(account_id="C02").update(portfolio="south")
    client.force_login(person(Role.COLLECTOR, portfolios=["north"]))
    assert "Customer 02" not in client.get(address).text
