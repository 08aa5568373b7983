"""Whom do we write to and call at a customer?"""

from __future__ import annotations

from django.db import transaction
from django.http import Http404

from duly.server.ledger.models import Account, Contact
from duly.server.ledger.scope import visible_accounts
from duly.server.platform import clock
from duly.server.platform.audit.log import record
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, Actor, demand


def add_contact(
    *,
    actor: Actor,
    account: Account,
    name: str,
    role: str = "",
    email: str = "",
    phone: str = "",
    language: str = "",
) -> Contact:
    """Add a person or mailbox. Raises Refused `no_name`."""
    demand(actor, Act.EDIT_CONTACTS)
    _demand_visible(actor, account)
    if not name.strip():
        raise Refused("no_name")
    with transaction.atomic():
        contact = Contact.objects.create(
            account=account,
            name=name.strip(),
            role=role,
            email=email.strip(),
            phone=phone.strip(),
            language=language,
        )
        record(
            actor=actor,
            kind="contact.added",
            subject=("contact", str(contact.pk)),
            facts={"account_id": account.account_id, "role": role},
            personal={"name": contact.name, "email": contact.email, "phone": contact.phone},
        )
    return contact


def remove_contact(*, actor: Actor, contact: Contact) -> Contact:
    """Take a contact away; its record stays. Raises Refused `contact_removed`."""
    demand(actor, Act.EDIT_CONTACTS)
    _demand_visible(actor, contact.account)
    with transaction.atomic():
        now = clock.now()
        standing = Contact.objects.filter(pk=contact.pk, removed_at__isnull=True)
        if not standing.update(removed_at=now):
            raise Refused("contact_removed")
        contact.removed_at = now
        record(
            actor=actor,
            kind="contact.removed",
            subject=("contact", str(contact.pk)),
            facts={"account_id": contact.account.account_id},
        )
    return contact


def _demand_visible(actor: Actor, account: Account) -> None:
    if not visible_accounts(actor).filter(pk=account.pk).exists():
        raise Http404(account.account_id)
