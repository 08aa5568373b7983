"""What is done from the worklist: noting, putting off, assigning, one account or many at once."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from duly.server.collecting.activities import ActivityKind, CallOutcome
from duly.server.collecting.services import assign, log_activity, snooze, unsnooze
from duly.server.ledger.models import Account
from duly.server.ledger.scope import visible_accounts
from duly.server.platform import clock
from duly.server.platform.guard import allowed
from duly.server.platform.models import User
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act
from duly.server.web import figures
from duly.server.web.asking import Asked, latest_snapshot
from duly.server.web.pages.worklist.listing import items_of
from duly.server.web.pages.worklist.pane import outcome_buttons
from duly.server.web.refusals import answered

_MOST_AT_ONCE = 200
_MOST_LOOKED_AT = 1000


@require_POST
@allowed(Act.WORK_ACCOUNTS)
@answered
def log(request: Asked, pk: int) -> HttpResponse:
    """Note a call by its outcome, or another activity in words; then the next account opens."""
    account = _account(request, pk)
    following = _following(request, pk)
    outcome = request.POST.get("outcome", "")
    quiet_until = _quiet_until(outcome, account) if "quiet" in request.POST else None
    log_activity(
        actor=request.actor,
        account=account,
        kind=request.POST.get("kind", ActivityKind.CALL),
        outcome=outcome,
        text=request.POST.get("text", ""),
        quiet_until=quiet_until,
    )
    if quiet_until:
        told = gettext("Noted. %(name)s comes back on %(day)s.")
        shown = {"name": _named(account), "day": figures.day(quiet_until)}
        messages.success(request, told % shown)
        return _back_to_list(request, following)
    messages.success(request, gettext("Noted."))
    return _back_to_list(request, pk)


@require_POST
@allowed(Act.WORK_ACCOUNTS)
@answered
def put_off(request: Asked, pk: int) -> HttpResponse:
    """Keep an account off the list until a day."""
    account, following = _account(request, pk), _following(request, pk)
    until = _day(request.POST.get("until", ""))
    snooze(actor=request.actor, account=account, until=until, reason=request.POST.get("reason", ""))
    told = gettext("%(name)s is put off until %(day)s.")
    messages.success(request, told % {"name": _named(account), "day": figures.day(until)})
    return _back_to_list(request, following)


@require_POST
@allowed(Act.WORK_ACCOUNTS)
@answered
def take_back(request: Asked, pk: int) -> HttpResponse:
    """Put an account on the list again."""
    account = _account(request, pk)
    unsnooze(actor=request.actor, account=account)
    messages.success(request, gettext("%(name)s is back.") % {"name": _named(account)})
    return _back_to_list(request, pk)


@require_POST
@allowed(Act.ASSIGN_ACCOUNTS)
@answered
def give(request: Asked, pk: int) -> HttpResponse:
    """Give one account to somebody, or to nobody."""
    assign(actor=request.actor, accounts=[_account(request, pk)], collector=_collector(request))
    messages.success(request, gettext("Assigned."))
    return _back_to_list(request, pk)


@require_POST
@allowed(Act.WORK_ACCOUNTS)
@answered
def give_or_put_off_many(request: Asked) -> HttpResponse:
    """Assign or put off every account that is ticked."""
    chosen = [int(key) for key in request.POST.getlist("account") if _is_key(key)][:_MOST_AT_ONCE]
    accounts = list(visible_accounts(request.actor).filter(pk__in=chosen).order_by("pk"))
    if not accounts:
        raise Refused("nothing_ticked")
    if request.POST.get("act") == "assign":
        count = assign(actor=request.actor, accounts=accounts, collector=_collector(request))
        told = ngettext(
            "%(count)s account changed hands.", "%(count)s accounts changed hands.", count
        )
    else:
        until = _day(request.POST.get("until", ""))
        for account in accounts:
            snooze(actor=request.actor, account=account, until=until)
        count = len(accounts)
        told = ngettext("%(count)s account put off.", "%(count)s accounts put off.", count)
    messages.success(request, told % {"count": figures.count(count)})
    return _back_to_list(request, None)


def _account(request: Asked, pk: int) -> Account:
    return get_object_or_404(visible_accounts(request.actor), pk=pk)


def _collector(request: Asked) -> User | None:
    name = request.POST.get("collector", "")
    return get_object_or_404(User, username=name, is_active=True) if name else None


def _quiet_until(outcome: str, account: Account) -> date | None:
    if outcome not in CallOutcome.values:
        return None
    buttons = outcome_buttons(clock.today(), account)
    return next(each.quiet_until for each in buttons if each.outcome == outcome)


def _following(request: Asked, pk: int) -> int | None:
    """The account that comes after this one in the list as it was filtered."""
    snapshot = latest_snapshot(request)
    if snapshot is None:
        return None
    query = QueryDict(request.POST.get("list", "")[:500])
    items = items_of(request.actor, snapshot, query).values_list("account_id", flat=True)
    keys = list(items[:_MOST_LOOKED_AT])
    place = keys.index(pk) + 1 if pk in keys else 0
    return keys[place] if place < len(keys) else None


def _back_to_list(request: Asked, opened: int | None) -> HttpResponse:
    query = QueryDict(request.POST.get("list", "")[:500], mutable=True)
    query.pop("open", None)
    if opened is not None:
        query["open"] = str(opened)
    asked = f"?{query.urlencode()}" if query else ""
    return HttpResponseRedirect(f"{reverse('worklist')}{asked}")


def _day(text: str) -> date:
    """The day of a form; what is none is answered as one out of range."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return clock.today() - timedelta(days=1)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


def _named(account: Account) -> str:
    return account.name or account.account_id
