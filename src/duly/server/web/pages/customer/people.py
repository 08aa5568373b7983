"""Whom does one talk to, and which documents lie before us?"""

from __future__ import annotations

from typing import Any

from duly.server.ledger.models import Account, BureauReport, Contact, Cover, Order, Statement
from duly.server.ledger.models.recorded import CURRENT
from duly.server.portfolio.models import AccountDay
from duly.server.web.asking import Asked

_MOST = 10


def people(request: Asked, account: Account, day: AccountDay | None) -> dict[str, Any]:
    """Contacts with their roles, statements, bureau reports, cover and orders, the newest first."""
    reports = BureauReport.objects.filter(CURRENT, account=account)
    orders = Order.objects.filter(CURRENT, account=account, invoiced_on__isnull=True)
    return {
        "contacts": Contact.objects.filter(account=account, removed_at__isnull=True).order_by(
            "name"
        ),
        "statements": Statement.objects.filter(CURRENT, account=account).order_by("-period_end")[
            :_MOST
        ],
        "reports": reports.order_by("-received_on", "-pk")[:_MOST],
        "covers": Cover.objects.filter(CURRENT, account=account).order_by("-valid_from")[:_MOST],
        "orders": orders.order_by("-placed_on", "-pk")[:_MOST],
    }
