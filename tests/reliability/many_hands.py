"""Several people at once, each on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection
from django.db.models import Sum

from duly.server.ledger.models import Allocation, Payment
from duly.server.ledger.models.recorded import CURRENT


def together(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Do all of them at once; what each returned. The first error is raised."""

    def alone(act: Callable[[], Any]) -> Any:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as hands:
        return [future.result() for future in [hands.submit(alone, act) for act in acts]]


def spent(payment: Payment) -> tuple[int, int]:
    """How much of a payment the allocations say is spent, and what itself says is left."""
    standing = Allocation.objects.filter(CURRENT, payment=payment)
    payment.refresh_from_db()
    return standing.aggregate(units=Sum("amount_units"))["units"] or 0, payment.left_units
