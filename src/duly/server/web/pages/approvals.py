"""What waits for a second pair of eyes, and who gave it lately?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from duly.server.platform import clock
from duly.server.platform.approvals import KINDS, decide
from duly.server.platform.guard import allowed
from duly.server.platform.models import Approval, User
from duly.server.platform.models.approvals import Outcome
from duly.server.platform.rights import Act
from duly.server.web.asking import Asked
from duly.server.web.recent_sign_in import signed_in_lately
from duly.server.web.refusals import answered

_MOST_DECIDED = 50


@allowed(Act.APPROVE)
def approvals(request: Asked) -> HttpResponse:
    """What others asked, what I asked, and what was decided lately."""
    known = Approval.objects.select_related("asked_by", "decided_by")
    waiting = known.filter(outcome=Outcome.WAITING, expires_at__gt=clock.now())
    open_ones = list(waiting.order_by("-asked_at")[:200])
    decided = known.exclude(outcome=Outcome.WAITING).order_by("-asked_at")[:_MOST_DECIDED]
    users = _users([*open_ones, *decided])
    own = request.actor.user.pk
    context = {
        "for_me": [_line(each, users) for each in open_ones if each.asked_by_id != own],
        "mine": [_line(each, users) for each in open_ones if each.asked_by_id == own],
        "decided": [_line(each, users) for each in decided],
    }
    return render(request, "approvals.html", context)


@require_POST
@allowed(Act.APPROVE)
@signed_in_lately
@answered
def decide_approval(request: Asked, number: int) -> HttpResponse:
    """Approve, which does what was asked, or decline. Who signed in long ago signs in again."""
    approval = get_object_or_404(Approval, pk=number)
    agrees = request.POST.get("decision") == "approve"
    reason = request.POST.get("reason", "")[:2000]
    decide(actor=request.actor, approval=approval, approve=agrees, reason=reason)
    done = gettext("Approved and done.") if agrees else gettext("Declined. Nothing was changed.")
    messages.success(request, done)
    return redirect("approvals")


def _users(listed: list[Approval]) -> dict[str, str]:
    asked = [int(each.subject_id) for each in listed if each.subject_kind == "user"]
    found = User.objects.filter(pk__in=asked).values_list("pk", "username") if asked else ()
    return {str(key): name for key, name in found}


def _line(approval: Approval, users: dict[str, str]) -> dict[str, Any]:
    return {
        "approval": approval,
        "what": KINDS.get(approval.kind, approval.kind),
        **_subject(approval, users),
    }


def _subject(approval: Approval, users: dict[str, str]) -> dict[str, Any]:
    asked = approval.payload
    if approval.subject_kind == "policy":
        named = f"{asked.get('name', '')} {asked.get('version', '')}"
        address = reverse("policy", args=[approval.subject_id])
        return {"subject": named, "address": address, "asked": []}
    if approval.subject_kind == "user":
        name = users.get(approval.subject_id, approval.subject_id)
        return {"subject": name, "address": "", "asked": list(_standing(asked))}
    subject = f"{approval.subject_kind} {approval.subject_id}"
    return {"subject": subject, "address": "", "asked": [(k, str(v)) for k, v in asked.items()]}


def _standing(asked: dict[str, Any]) -> Any:
    yield gettext("Role"), gettext(asked.get("role", "").replace("_", " ").capitalize())
    everything = gettext("the whole book")
    yield gettext("Entities"), ", ".join(asked.get("entities", ())) or everything
    yield gettext("Portfolios"), ", ".join(asked.get("portfolios", ())) or everything
    yield gettext("May sign in"), gettext("yes") if asked.get("is_active") else gettext("no")
