"""What is recorded on the page of a customer: promises, disputes, contacts?"""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from duly.server.ledger.contacts import add_contact, remove_contact
from duly.server.ledger.disputes import close_dispute, open_dispute
from duly.server.ledger.models import Account, Contact
from duly.server.ledger.promises import record_promise
from duly.server.ledger.scope import visible_accounts, visible_disputes, visible_invoices
from duly.server.platform import clock
from duly.server.platform.guard import allowed
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act
from duly.server.web.asking import Asked
from duly.server.web.refusals import answered
from duly.server.web.typed_amounts import typed_units

_LONGEST_WORD, _LONGEST_LINE = 40, 120


@require_POST
@allowed(Act.WORK_ACCOUNTS)
@answered
def promise(request: Asked, pk: int) -> HttpResponse:
    """The customer said how much it pays until when."""
    account = _account(request, pk)
    currency = request.POST.get("currency", "")[:3]
    record_promise(
        actor=request.actor,
        account=account,
        units=_units(request, currency),
        currency=currency,
        made_on=clock.today(),
        due_on=_day(request, "due_on"),
    )
    messages.success(request, gettext("The promise is recorded."))
    return _back(account, "timeline")


@require_POST
@allowed(Act.RECORD_DISPUTES)
@answered
def dispute(request: Asked, pk: int) -> HttpResponse:
    """The customer says that an invoice, or so much of it, is not owed."""
    account = _account(request, pk)
    invoices = visible_invoices(request.actor).filter(account=account)
    invoice = get_object_or_404(invoices, invoice_id=request.POST.get("invoice", ""))
    is_part = bool(request.POST.get("amount", "").strip())
    open_dispute(
        actor=request.actor,
        invoice=invoice,
        units=_units(request, invoice.currency) if is_part else None,
        reason=request.POST.get("reason", "").strip()[:_LONGEST_LINE],
        on=clock.today(),
    )
    messages.success(request, gettext("The dispute is recorded."))
    return _back(account, "items")


@require_POST
@allowed(Act.RECORD_DISPUTES)
@answered
def settle(request: Asked, pk: int) -> HttpResponse:
    """A dispute ended, in one way or the other."""
    found = get_object_or_404(visible_disputes(request.actor).select_related("invoice"), pk=pk)
    outcome = request.POST.get("outcome", "").strip()[:_LONGEST_LINE]
    close_dispute(actor=request.actor, dispute=found, outcome=outcome, on=clock.today())
    messages.success(request, gettext("The dispute is closed."))
    return _back(found.invoice.account, "items")


@require_POST
@allowed(Act.EDIT_CONTACTS)
@answered
def contact(request: Asked, pk: int) -> HttpResponse:
    """Somebody to talk to."""
    account = _account(request, pk)
    add_contact(
        actor=request.actor,
        account=account,
        name=request.POST.get("name", "").strip()[:_LONGEST_LINE],
        role=request.POST.get("role", "").strip()[:_LONGEST_WORD],
        email=request.POST.get("email", "").strip()[:_LONGEST_LINE],
        phone=request.POST.get("phone", "").strip()[:_LONGEST_WORD],
    )
    messages.success(request, gettext("The contact is added."))
    return _back(account, "people")


@require_POST
@allowed(Act.EDIT_CONTACTS)
@answered
def contact_gone(request: Asked, pk: int) -> HttpResponse:
    """Somebody who is not there any more."""
    visible = Contact.objects.filter(account__in=visible_accounts(request.actor))
    found = get_object_or_404(visible.select_related("account"), pk=pk)
    remove_contact(actor=request.actor, contact=found)
    messages.success(request, gettext("The contact is removed."))
    return _back(found.account, "people")


def _account(request: Asked, pk: int) -> Account:
    return get_object_or_404(visible_accounts(request.actor), pk=pk)


def _units(request: Asked, currency: str) -> int:
    units = typed_units(request.POST.get("amount", ""), currency)
    if units is None:
        raise Refused("no_amount")
    return units


def _day(request: Asked, name: str) -> date:
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError as error:
        raise Refused("no_such_day") from error


def _back(account: Account, show: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('customer', args=[account.pk])}?show={show}")
