"""Into which portfolio is a customer dealt? Who sees a portfolio sees its customers."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404

from duly.server.ledger.models import Account
from duly.server.ledger.scope import visible_accounts
from duly.server.platform.audit.log import record
from duly.server.platform.rights import Act, Actor, demand


def move_to_portfolio(*, actor: Actor, account: Account, portfolio: str) -> None:
    """Deal the customer into another portfolio; an empty name takes it out of all."""
    demand(actor, Act.ASSIGN_ACCOUNTS)
    if not visible_accounts(actor).filter(pk=account.pk).exists():
        raise Http404(account.account_id)
    with transaction.atomic():
        before = Account.objects.select_for_update().get(pk=account.pk).portfolio
        if before == portfolio:
            return
        Account.objects.filter(pk=account.pk).update(portfolio=portfolio)
        account.portfolio = portfolio
        record(
            actor=actor,
            kind="account.portfolio_changed",
            subject=("account", account.account_id),
            facts={"portfolio": portfolio, "before": before},
        )
