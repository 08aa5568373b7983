"""What happened with this customer, the latest first?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.utils.translation import gettext

from duly.server.collecting.activities import ActivityKind, CallOutcome
from duly.server.collecting.selectors import activities_of
from duly.server.ledger.models import Account
from duly.server.ledger.scope import visible_disputes, visible_payments, visible_promises
from duly.server.platform.rights import Actor
from duly.server.portfolio.models import AccountDay
from duly.server.web import figures
from duly.server.web.asking import Asked

MOST = 60


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: when, as what, what it was, what was said, by whom."""

    on: dt.date
    icon: str
    title: str
    text: str = ""
    by: str = ""
    tone: str = ""


def timeline(request: Asked, account: Account, day: AccountDay | None) -> dict[str, Any]:
    """Activities, promises, disputes and payments together, the newest of each."""
    found = chain(
        _activities(account),
        _promises(request.actor, account),
        _disputes(request.actor, account),
        _payments(request.actor, account),
    )
    happenings = sorted(found, key=lambda each: each.on, reverse=True)
    return {"happenings": happenings[:MOST], "is_cut": len(happenings) > MOST}


def _activities(account: Account) -> Iterator[Happening]:
    icons = {"call": "call", "mail": "mail", "letter": "mail", "meeting": "person"}
    kinds, outcomes = dict(ActivityKind.choices), dict(CallOutcome.choices)
    for activity in activities_of(account)[:MOST]:
        title = str(kinds.get(activity.kind, activity.kind))
        if activity.outcome:
            title = f"{title}: {outcomes.get(activity.outcome, activity.outcome)}"
        by = activity.done_by.get_full_name() or activity.done_by.username
        icon = icons.get(activity.kind, "note")
        yield Happening(activity.done_on, icon, title, activity.text, by)


def _promises(actor: Actor, account: Account) -> Iterator[Happening]:
    for promise in visible_promises(actor).filter(account=account).order_by("-made_on")[:MOST]:
        title = gettext("Promised %(amount)s until %(day)s") % {
            "amount": figures.money(promise.amount_units, promise.currency),
            "day": figures.day(promise.due_on),
        }
        yield Happening(promise.made_on, "flag", title, tone="first")


def _disputes(actor: Actor, account: Account) -> Iterator[Happening]:
    disputes = visible_disputes(actor).filter(invoice__account=account).select_related("invoice")
    for dispute in disputes.order_by("-opened_on")[:MOST]:
        title = gettext("Disputed invoice %(number)s") % {"number": dispute.invoice.invoice_id}
        yield Happening(dispute.opened_on, "warning", title, dispute.reason, tone="warn")
        if dispute.closed_on is not None:
            closed = gettext("Dispute about %(number)s closed") % {
                "number": dispute.invoice.invoice_id
            }
            yield Happening(dispute.closed_on, "check", closed, dispute.outcome, tone="ok")


def _payments(actor: Actor, account: Account) -> Iterator[Happening]:
    payments = visible_payments(actor).filter(account=account).order_by("-received_on")[:MOST]
    for payment in payments:
        title = gettext("Paid %(amount)s") % {
            "amount": figures.money(payment.amount_units, payment.currency)
        }
        yield Happening(payment.received_on, "check", title, payment.reference, tone="ok")
