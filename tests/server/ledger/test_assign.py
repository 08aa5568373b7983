import pytest
from django.http import Http404

from duly.server.ledger.assign import move_to_portfolio
from duly.server.platform.models import Event
from duly.server.platform.models.access import Role
from duly.server.platform.rights import actor_of


def test_a_customer_moves_to_another_portfolio(actor, customer):
    account = customer(portfolio="north")
    move_to_portfolio(actor=actor, account=account, portfolio="south")
    account.refresh_from_db()
    assert account.portfolio == "south"
    assert Event.objects.filter(kind="account.portfolio_changed").count() == 1


def test_moving_where_it_is_changes_nothing(actor, customer):
    move_to_portfolio(actor=actor, account=customer(portfolio="north"), portfolio="north")
    assert not Event.objects.filter(kind="account.portfolio_changed").exists()


def test_nobody_moves_what_it_does_not_see(person, customer):
    analyst = actor_of(person(Role.CREDIT_ANALYST, portfolios=["south"]))
    with pytest.raises(Http404):
        move_to_portfolio(actor=analyst, account=customer(portfolio="north"), portfolio="south")
