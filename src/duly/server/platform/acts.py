"""What do jobs and approvals of the platform do?"""

from __future__ import annotations

from datetime import time
from typing import Any

from duly.server.platform.approvals import approved
from duly.server.platform.jobs.acts import Running, act
from duly.server.platform.models import Approval, User
from duly.server.platform.models.access import Role
from duly.server.platform.rights import Actor
from duly.server.platform.webhooks import delivery as _delivery  # noqa: F401  # it sends


@approved("user.change")
def change_user(actor: Actor, approval: Approval) -> None:
    """The second pair of eyes agreed to a role that approves."""
    from duly.server.platform.users import Standing, apply

    asked = approval.payload
    standing = Standing(
        Role(asked["role"]),
        tuple(asked["entities"]),
        tuple(asked["portfolios"]),
        asked["is_active"],
    )
    apply(actor=actor, user=User.objects.get(pk=asked["user"]), standing=standing)


@act("platform.sweep", daily_at=time(3, 15))
def sweep(job: Running) -> dict[str, Any]:
    """Close requests nobody answered, and forget answers nobody can ask for again."""
    from duly.server.platform.approvals import expire_overdue
    from duly.server.platform.idempotency import forget_old

    return {"approvals_expired": expire_overdue(), "answers_forgotten": forget_old()}
