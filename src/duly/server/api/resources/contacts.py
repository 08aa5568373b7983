"""Whom do we talk to at a customer?"""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Body, Path, Query
from pydantic import AliasPath, Field

from duly.server.api.asking import actor_behind
from duly.server.api.cursors import Order, Page, Paged, page_of
from duly.server.api.inputs import Given, Id, Reference, Shown, bounded
from duly.server.api.routes import Routes
from duly.server.ledger.contacts import add_contact, remove_contact
from duly.server.ledger.models import Contact
from duly.server.ledger.scope import account_or_404, visible_accounts
from duly.server.platform.rights import Act, Actor

routes = Routes("Contacts")
_BY_ID = Order("contacts", ("id",))


class ContactsAsked(Paged):
    account_id: Reference


class ContactRow(Shown):
    """A person or mailbox at a customer."""

    id: int
    account_id: str = Field(validation_alias=AliasPath("account", "account_id"))
    name: str
    role: str
    email: str
    phone: str
    language: str


class NewContact(Given):
    account_id: Reference
    name: Annotated[str, bounded(200, least=1)]
    role: Annotated[str, bounded(40)] = ""
    email: Annotated[str, bounded(300)] = ""
    phone: Annotated[str, bounded(60)] = ""
    language: Annotated[str, bounded(10)] = ""


@routes.read("/contacts", Act.SEE_BOOK, Page[ContactRow])
def list_contacts(request: HttpRequest, asked: Query[ContactsAsked]) -> Any:
    """List a customer's contacts"""
    account = account_or_404(actor_behind(request), asked.account_id)
    rows = Contact.objects.filter(account=account, removed_at__isnull=True)
    page = page_of(rows.select_related("account"), _BY_ID, asked, ContactRow.model_validate)
    return Page[ContactRow](**page)


@routes.write("POST", "/contacts", Act.EDIT_CONTACTS, ContactRow, status=201)
def create_contact(request: HttpRequest, contact: Body[NewContact]) -> Any:
    """Add a contact"""
    actor = actor_behind(request)
    account = account_or_404(actor, contact.account_id)
    given = contact.model_dump(exclude={"account_id"})
    return ContactRow.model_validate(add_contact(actor=actor, account=account, **given))


@routes.write("DELETE", "/contacts/{contact_id}", Act.EDIT_CONTACTS, ContactRow)
def delete_contact(request: HttpRequest, contact_id: Path[Id]) -> Any:
    """Remove a contact"""
    actor = actor_behind(request)
    contact = _contact_or_404(actor, contact_id)
    remove_contact(actor=actor, contact=contact)
    return ContactRow.model_validate(contact)


def _contact_or_404(actor: Actor, contact_id: int) -> Contact:
    visible = Contact.objects.filter(
        account__in=visible_accounts(actor), removed_at__isnull=True
    ).select_related("account")
    return get_object_or_404(visible, pk=contact_id)
