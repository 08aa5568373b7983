import pytest
from django.http import Http404

from duly.server.ledger.scope import (
    account_or_404,
    invoice_or_404,
    visible_accounts,
    visible_invoices,
    visible_payments,
)
from duly.server.platform import clock
from duly.server.platform.models.access import Role
from duly.server.platform.rights import actor_of


@pytest.fixture
def trade(customer, invoice, payment):
    """Two customers in two portfolios, invoiced by two of our entities; one never invoiced."""
    north, south = customer("N", portfolio="north"), customer("S", portfolio="south")
    customer("U", portfolio="north")
    invoice("I1", north, entity="DE01")
    invoice("I2", north, entity="FR01")
    invoice("I3", south, entity="FR01")
    payment("P1", north)
    payment("P2", south)
    payment("P3", None)


@pytest.fixture
def limited(person):
    return lambda **scope: actor_of(person(Role.COLLECTOR, **scope))


def accounts_of(actor):
    return {account.account_id for account in visible_accounts(actor)}


def invoices_of(actor):
    return {invoice.invoice_id for invoice in visible_invoices(actor)}


@pytest.mark.parametrize(
    ("scope", "accounts", "invoices"),
    [
        ({}, {"N", "S", "U"}, {"I1", "I2", "I3"}),
        ({"portfolios": ["north"]}, {"N", "U"}, {"I1", "I2"}),
        ({"entities": ["DE01"]}, {"N"}, {"I1"}),
        ({"entities": ["FR01"]}, {"N", "S"}, {"I2", "I3"}),
        ({"entities": ["FR01"], "portfolios": ["south"]}, {"S"}, {"I3"}),
        ({"entities": ["DE01"], "portfolios": ["south"]}, set(), set()),
        ({"entities": ["XX01"]}, set(), set()),
    ],
)
def test_an_actor_sees_its_entities_in_its_portfolios(trade, limited, scope, accounts, invoices):
    actor = limited(**scope)
    assert (accounts_of(actor), invoices_of(actor)) == (accounts, invoices)


def test_money_of_an_unknown_payer_is_seen_by_who_sees_everything(trade, limited):
    whole, part = limited(), limited(portfolios=["north"])
    assert [visible_payments(actor).count() for actor in (whole, part)] == [3, 1]


def test_what_may_not_be_seen_does_not_exist(trade, limited):
    actor = limited(portfolios=["north"])
    assert account_or_404(actor, "N").account_id == "N"
    for ask in (lambda: account_or_404(actor, "S"), lambda: invoice_or_404(actor, "I3")):
        with pytest.raises(Http404):
            ask()


def test_a_withdrawn_invoice_is_not_shown(actor, customer, invoice, source):
    withdrawn = invoice("I1", customer())
    type(withdrawn).objects.update(withdrawn_at=clock.now(), withdrawn_by=source)
    assert invoices_of(actor) == set()


def test_an_account_that_left_the_book_is_not_shown(actor, customer):
    customer("A", withdrawn_at=clock.now())
    assert accounts_of(actor) == set()
