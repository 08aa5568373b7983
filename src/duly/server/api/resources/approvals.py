"""What waits for a second pair of eyes?"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Body, Path, Query
from pydantic.types import Strict

from duly.server.api.asking import actor_behind
from duly.server.api.cursors import Order, Page, Paged, page_of
from duly.server.api.inputs import Given, Id, Prose, Shown
from duly.server.api.routes import Routes
from duly.server.platform.approvals import decide, withdraw
from duly.server.platform.models import Approval
from duly.server.platform.rights import Act, Actor, may

routes = Routes("Approvals")
_NEWEST = Order("approvals", ("-id",))


class ApprovalsAsked(Paged):
    outcome: Literal["waiting", "approved", "declined", "expired"] | None = None


class ApprovalRow(Shown):
    id: int
    kind: str
    subject_kind: str
    subject_id: str
    payload: dict[str, Any]
    payload_digest: str
    reason: str
    asked_by_id: int
    asked_at: datetime
    expires_at: datetime
    outcome: str
    decided_by_id: int | None
    decided_at: datetime | None
    decision_reason: str


class Decision(Given):
    approve: Annotated[bool, Strict()]
    reason: Prose = ""


@routes.read("/approvals", Act.SEE_BOOK, Page[ApprovalRow])
def list_approvals(request: HttpRequest, asked: Query[ApprovalsAsked]) -> Any:
    """List requests for approval

    One's own; who approves or audits sees all.
    """
    rows = _visible(actor_behind(request))
    if asked.outcome is not None:
        rows = rows.filter(outcome=asked.outcome)
    return Page[ApprovalRow](**page_of(rows, _NEWEST, asked, ApprovalRow.model_validate))


@routes.read("/approvals/{approval_id}", Act.SEE_BOOK, ApprovalRow)
def read_approval(request: HttpRequest, approval_id: Path[Id]) -> Any:
    """Read a request for approval"""
    found = get_object_or_404(_visible(actor_behind(request)), pk=approval_id)
    return ApprovalRow.model_validate(found)


@routes.write("POST", "/approvals/{approval_id}/decision", Act.APPROVE, ApprovalRow)
def decide_approval(request: HttpRequest, approval_id: Path[Id], decision: Body[Decision]) -> Any:
    """Approve or decline

    Nobody approves what they asked for themselves: 409.
    """
    approval = get_object_or_404(Approval, pk=approval_id)
    decided = decide(
        actor=actor_behind(request),
        approval=approval,
        approve=decision.approve,
        reason=decision.reason,
    )
    return ApprovalRow.model_validate(decided)


@routes.write("POST", "/approvals/{approval_id}/withdrawal", Act.SEE_BOOK, ApprovalRow)
def withdraw_approval(request: HttpRequest, approval_id: Path[Id]) -> Any:
    """Take back one's own request"""
    actor = actor_behind(request)
    approval = get_object_or_404(_visible(actor), pk=approval_id)
    withdraw(actor=actor, approval=approval)
    approval.refresh_from_db()
    return ApprovalRow.model_validate(approval)


def _visible(actor: Actor) -> QuerySet[Approval]:
    if may(actor, Act.APPROVE) or may(actor, Act.SEE_AUDIT):
        return Approval.objects.all()
    return Approval.objects.filter(asked_by=actor.user)
