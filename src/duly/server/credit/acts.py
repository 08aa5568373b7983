"""What do jobs and approvals of this context do?"""

from __future__ import annotations

from datetime import date
from typing import Any

from duly.server.credit.selectors import ACTIVATE, COMPARE
from duly.server.platform.approvals import approved
from duly.server.platform.jobs.acts import Running, act
from duly.server.platform.models import Approval, User
from duly.server.platform.rights import Actor, actor_of


@approved(ACTIVATE)
def activate(actor: Actor, approval: Approval) -> None:
    """The second pair of eyes agreed: the draft comes into force."""
    from duly.server.credit import services

    services.activate(actor=actor, approval=approval)


@act(COMPARE)
def compare(job: Running) -> dict[str, Any]:
    """What would the draft change? The analytics are loaded only here, in the worker."""
    from duly.server.credit.comparison import what_would_change

    given = job.payload
    return what_would_change(
        given["toml"],
        actor=actor_of(User.objects.get(pk=given["user"])),
        as_of=date.fromisoformat(given["as_of"]),
        progress=job.progress,
    )
