"""What settled an invoice, what was said of it, and what did the ledger hold of it before?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from duly.server.ledger.models import Allocation, Dispute, Invoice, Promise
from duly.server.ledger.models.recorded import CURRENT
from duly.server.ledger.scope import (
    visible_disputes,
    visible_invoices,
    visible_promises,
    visible_versions,
)
from duly.server.platform.rights import Actor

MOST = 100
_BETWEEN_NUMBERS = re.compile(r"[,;\s]+")
_OF_IMPORT = ("started_by", "undoes")
_TOLD = (
    "kind",
    "currency",
    "amount_units",
    "issued_on",
    "due_on",
    "order_no",
    "written_off_on",
)


@dataclass(frozen=True, slots=True)
class Part:
    """So much of the invoice was settled on a day, by a payment or against another document.

    `units` have the sign of the invoice. `document` is the credit note that was used, or the
    invoice a credit note was used for; `is_open_to` says whether the actor may look at it.
    """

    on: dt.date
    units: int
    allocation: Allocation
    document: Invoice | None
    is_open_to: bool


@dataclass(frozen=True, slots=True)
class Settlement:
    """What settled an invoice: amount = open + settled + written off + not told of.

    At most a hundred parts, the oldest first, and how many there are. What is not told of lies
    below zero where more was allocated than was invoiced.
    """

    parts: Sequence[Part]
    count: int
    settled_units: int
    written_off_units: int
    untold_units: int


@dataclass(frozen=True, slots=True)
class Change:
    """A column of the book, before and after."""

    column: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Version:
    """A record of the invoice that was withdrawn, the one that followed, and what differs."""

    record: Invoice
    following: Invoice
    changes: Sequence[Change]


def owed_invoices(actor: Actor) -> QuerySet[Invoice]:
    """The invoices of which something is open; what is credited is not among them.

    Said twice, so that the indexes of what is open are seen to hold them all.
    """
    return visible_invoices(actor).exclude(open_units=0).filter(open_units__gt=0)


def open_credits(actor: Actor) -> QuerySet[Invoice]:
    """The credit notes of which something is not used yet."""
    return visible_invoices(actor).exclude(open_units=0).filter(open_units__lt=0)


def settlement_of(actor: Actor, invoice: Invoice) -> Settlement:
    """Two queries, three for who sees a part of the book only."""
    into, out_of = Q(invoice=invoice), Q(credit_note=invoice)
    # An invoice is never used for another one, and asking for both reads more of the index.
    either = into | out_of if invoice.amount_units < 0 else into
    standing = Allocation.objects.filter(CURRENT, either)
    sums = standing.aggregate(
        count=Count("pk"),
        into=Sum("amount_units", filter=into, default=0),
        out_of=Sum("amount_units", filter=out_of, default=0),
    )
    settled = sums["into"] - sums["out_of"]
    rest = invoice.amount_units - invoice.open_units - settled
    written_off = rest if invoice.written_off_on is not None else 0
    rows = standing.select_related("payment", "credit_note", "invoice", "source__started_by")
    listed = list(rows.order_by("allocated_on", "pk")[:MOST])
    return Settlement(
        list(_parts(actor, invoice, listed)),
        sums["count"],
        settled,
        written_off,
        rest - written_off,
    )


def disputes_of(actor: Actor, invoice: Invoice) -> QuerySet[Dispute]:
    """Those that run and those that ended, the latest first."""
    return visible_disputes(actor).filter(invoice=invoice).order_by("-opened_on", "-pk")[:MOST]


def promises_naming(actor: Actor, invoice: Invoice) -> list[Promise]:
    """The promises of its customer that name this invoice, the latest first."""
    named = visible_promises(actor).filter(
        account=invoice.account_id, invoice_ids__contains=invoice.invoice_id
    )
    latest = named.order_by("-made_on", "-pk")[:MOST]
    return [
        promise
        for promise in latest
        if invoice.invoice_id in _BETWEEN_NUMBERS.split(promise.invoice_ids)
    ]


def versions_of(actor: Actor, invoice: Invoice) -> list[Version]:
    """What the ledger said of this number before, the latest first."""
    withdrawn = visible_versions(actor).filter(
        invoice_id=invoice.invoice_id, withdrawn_at__isnull=False
    )
    told_by = [f"{by}__{of}" for by in ("source", "withdrawn_by") for of in _OF_IMPORT]
    rows = withdrawn.select_related("account", "entity", *told_by)
    latest = list(rows.order_by("-withdrawn_at", "-pk")[:MOST])
    return [
        Version(record, following, _changes(record, following))
        for following, record in pairwise([invoice, *latest])
    ]


def standing_of(actor: Actor, number: int) -> Invoice | None:
    """What holds now for the invoice whose record of this number was withdrawn."""
    record = visible_versions(actor).filter(pk=number).values("invoice_id")
    return visible_invoices(actor).filter(invoice_id__in=record).first()


def _parts(actor: Actor, invoice: Invoice, listed: Sequence[Allocation]) -> Iterator[Part]:
    documents = {each.pk: _other(invoice, each) for each in listed}
    open_to = _open_to(actor, [each for each in documents.values() if each is not None])
    for each in listed:
        is_used = each.credit_note_id == invoice.pk
        other = documents[each.pk]
        units = -each.amount_units if is_used else each.amount_units
        yield Part(each.allocated_on, units, each, other, other is not None and other.pk in open_to)


def _other(invoice: Invoice, allocation: Allocation) -> Invoice | None:
    if allocation.credit_note_id == invoice.pk:
        return allocation.invoice
    return allocation.credit_note


def _open_to(actor: Actor, documents: Sequence[Invoice]) -> set[int]:
    numbers = {document.pk for document in documents}
    if actor.scope.is_whole or not numbers:
        return numbers
    return set(visible_invoices(actor).filter(pk__in=numbers).values_list("pk", flat=True))


def _changes(record: Invoice, following: Invoice) -> list[Change]:
    pairs = [
        ("account_id", record.account.account_id, following.account.account_id),
        ("entity", _code(record), _code(following)),
        *((name, getattr(record, name), getattr(following, name)) for name in _TOLD),
    ]
    return [Change(name, before, after) for name, before, after in pairs if before != after]


def _code(invoice: Invoice) -> str | None:
    return invoice.entity.code if invoice.entity else None
