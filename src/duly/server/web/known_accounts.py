"""Which customers are meant by these numbers? Looked up at once, as far as the actor may see."""

from __future__ import annotations

from collections.abc import Iterable

from duly.server.ledger.models import Account
from duly.server.ledger.scope import visible_accounts
from duly.server.platform.rights import Actor


def named(actor: Actor, account_ids: Iterable[str | None]) -> dict[str, Account]:
    """The accounts by number, with their names and nothing else."""
    wanted = {account_id for account_id in account_ids if account_id}
    found = visible_accounts(actor).filter(account_id__in=wanted)
    return {account.account_id: account for account in found.only("account_id", "name")}
