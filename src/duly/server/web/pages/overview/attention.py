"""Which customers are worth a call first?"""

from __future__ import annotations

from dataclasses import dataclass

from duly.server.platform.rights import Actor
from duly.server.portfolio.models import AccountDay, Snapshot, WorkItem
from duly.server.portfolio.selectors import work

_ROWS = 8


@dataclass(frozen=True, slots=True)
class Attention:
    """A line of the worklist and how its account stands."""

    work: WorkItem
    day: AccountDay | None


def attention(actor: Actor, snapshot: Snapshot) -> list[Attention]:
    """The first lines of the worklist: ranked by the money a call is expected to bring."""
    first = list(work(actor, snapshot).select_related("account")[:_ROWS])
    days = AccountDay.objects.filter(
        snapshot=snapshot, account__in=[item.account_id for item in first]
    )
    known = {day.account_id: day for day in days}
    return [Attention(item, known.get(item.account_id)) for item in first]
