"""Which part of the book may this actor see? Everything that shows data begins here."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from duly.server.ledger.models import Account, Dispute, Invoice, Payment, Promise
from duly.server.ledger.models.recorded import CURRENT
from duly.server.platform.rights import Actor, Scope

Row = TypeVar("Row", Account, Invoice, Payment)


def visible_accounts(actor: Actor) -> QuerySet[Account]:
    """The customers of the actor's portfolios that were invoiced by one of its entities.

    A customer without any invoice belongs to no entity: only who sees all entities sees it.
    """
    scope = actor.scope
    accounts = Account.objects.filter(withdrawn_at__isnull=True)
    if scope.portfolios is not None:
        accounts = accounts.filter(portfolio__in=scope.portfolios)
    if scope.entities is not None:
        invoiced = Invoice.objects.filter(
            CURRENT, account=OuterRef("pk"), entity__code__in=scope.entities
        )
        accounts = accounts.filter(Exists(invoiced))
    return accounts


def visible_invoices(actor: Actor) -> QuerySet[Invoice]:
    """The invoices as they stand now, of the actor's entities and portfolios."""
    return Invoice.objects.filter(CURRENT, _of_invoice(actor.scope, ""))


def visible_versions(actor: Actor) -> QuerySet[Invoice]:
    """Every record of an invoice, also those withdrawn, of the actor's entities and portfolios."""
    return Invoice.objects.filter(_of_invoice(actor.scope, ""))


def visible_disputes(actor: Actor) -> QuerySet[Dispute]:
    """The disputes about invoices the actor may see."""
    return Dispute.objects.filter(CURRENT, _of_invoice(actor.scope, "invoice__"))


def visible_payments(actor: Actor) -> QuerySet[Payment]:
    """The money received from customers the actor may see.

    Of whom it came is not always known; such money is shown to those who see the whole book.
    """
    payments = Payment.objects.filter(CURRENT)
    return payments if actor.scope.is_whole else payments.filter(_of_customer(actor))


def visible_promises(actor: Actor) -> QuerySet[Promise]:
    """The promises of customers the actor may see."""
    promises = Promise.objects.filter(CURRENT)
    return promises if actor.scope.is_whole else promises.filter(_of_customer(actor))


def account_or_404(actor: Actor, account_id: str) -> Account:
    """The customer of this number. What an actor may not see does not exist for it."""
    return _one(visible_accounts(actor).filter(account_id=account_id), account_id)


def invoice_or_404(actor: Actor, invoice_id: str) -> Invoice:
    """The invoice of this number as it stands now."""
    return _one(visible_invoices(actor).filter(invoice_id=invoice_id), invoice_id)


def payment_or_404(actor: Actor, payment_id: str) -> Payment:
    """The payment of this number as it stands now."""
    return _one(visible_payments(actor).filter(payment_id=payment_id), payment_id)


def _one(rows: QuerySet[Row], number: str) -> Row:
    found = rows.first()
    if found is None:
        raise Http404(number)
    return found


def _of_invoice(scope: Scope, path: str) -> Q:
    allowed = Q()
    if scope.entities is not None:
        allowed &= Q(**{f"{path}entity__code__in": scope.entities})
    if scope.portfolios is not None:
        allowed &= Q(**{f"{path}account__portfolio__in": scope.portfolios})
    return allowed


def _of_customer(actor: Actor) -> Q:
    return Q(account__in=visible_accounts(actor).values("pk"))
