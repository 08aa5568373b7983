"""What have the people of the example company done by the morning you open its desk?"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from duly.cli.server.demo_cast import CAST, COLLECTORS, ELSEWHERE, PORTFOLIOS

if TYPE_CHECKING:
    from duly.server.ledger.models import Account
    from duly.server.platform.models import User
    from duly.server.platform.rights import Actor
    from duly.server.portfolio.models import Snapshot

# What was said on the phone in the last days, from the top of the worklist down.
_CALLS = (
    (1, "will_pay", "Payment run on Thursday; asked for a copy of the oldest invoice, sent."),
    (1, "no_answer", ""),
    (2, "left_message", "Accounts payable are out until Monday."),
    (3, "disputes", "Says two pallets arrived damaged; photographs are to follow."),
    (3, "asked_back", "New contact in the shared service centre; call again after their close."),
    (5, "will_pay", "Promised half of it this week and the rest by the end of the month."),
    (8, "refuses", "Wants a credit note for the late delivery first."),
    (9, "no_answer", ""),
)
_SNOOZED_DAYS = (2, 5, 9)
_HANDED_OVER = 5
_TIGHTER = ("slowing_days = 7 ", "slowing_days = 5 ")


def make_users() -> str:
    """Everybody of the cast, all with one password made for this demo."""
    from duly.server.platform.models.access import Role
    from duly.server.platform.users import Standing, invite

    password = f"paid-on-time-{secrets.token_hex(3)}"
    for one in CAST:
        invite(
            actor=None,
            username=one.name,
            email=f"{one.name}@example.org",
            standing=Standing(Role(one.role), one.entities, one.portfolios),
            password=password,
        )
    return password


def actor(name: str) -> Actor:
    """A member of the cast, acting."""
    from duly.server.platform.rights import actor_of

    return actor_of(_user(name))


def deal_accounts() -> None:
    """Every customer into the portfolio of its country and to the collector of that: as master
    data would have it, not one by one. Some change hands afterwards."""
    from duly.server.collecting.services import assign
    from duly.server.ledger.models import Account

    for portfolio, name in COLLECTORS.items():
        countries = [code for code, dealt in PORTFOLIOS.items() if dealt == portfolio]
        theirs = Account.objects.filter(country__in=countries)
        if portfolio == ELSEWHERE:
            theirs = Account.objects.exclude(country__in=PORTFOLIOS)
        theirs.update(portfolio=portfolio, collector=_user(name))
    largest = Account.objects.filter(portfolio=ELSEWHERE).order_by("account_id")[:_HANDED_OVER]
    assign(actor=actor("admin"), accounts=list(largest), collector=_user("analyst"))


def work_a_little(snapshot: Snapshot) -> None:
    """Some calls of the last days, and some accounts that are put off."""
    from duly.server.collecting.services import log_activity, snooze
    from duly.server.portfolio.selectors import work

    collector = actor("collector")
    first = work(collector, snapshot).select_related("account")[: len(_CALLS) + len(_SNOOZED_DAYS)]
    accounts = [item.account for item in first]
    for (ago, outcome, text), account in _last_first(accounts):
        on = snapshot.as_of - timedelta(days=ago)
        log_activity(
            actor=collector, account=account, kind="call", outcome=outcome, text=text, on=on
        )
    for days, account in zip(_SNOOZED_DAYS, accounts[len(_CALLS) :], strict=False):
        until = snapshot.as_of + timedelta(days=days)
        snooze(actor=collector, account=account, until=until, reason="waits for a copy")


def _last_first(accounts: list[Account]) -> list[tuple[tuple[int, str, str], Account]]:
    """The calls with whom they were made to, in the order in which they were made."""
    return list(zip(_CALLS, accounts, strict=False))[::-1]


def draft_a_policy() -> None:
    """The analyst would warn earlier of customers who slow down, and has asked for agreement."""
    from duly.server.credit.services import ask_activation, draft_policy, save_draft, text_digest

    analyst = actor("analyst")
    draft = draft_policy(actor=analyst)
    toml = draft.toml.replace(*_TIGHTER, 1)
    seen = text_digest(draft.toml)
    draft = save_draft(actor=analyst, draft=draft, toml=toml, seen=seen)
    reason = "Warn after five days of slowing down: two failures this year began so."
    ask_activation(actor=analyst, draft=draft, reason=reason)


def _user(name: str) -> User:
    from duly.server.platform.models import User

    return User.objects.get(username=name)
