"""What was invoiced, paid, settled, disputed and promised?"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from duly.server.ledger.models.accounts import Account, Entity
from duly.server.ledger.models.recorded import CURRENT, Recorded
from duly.server.platform.fields import Currency, TextLine, Units

_WITHDRAWN = Q(withdrawn_at__isnull=False)


class Invoice(Recorded):
    """An invoice, debit note, or credit note (negative amount).

    State: `open_units` (same sign as the amount, what allocations and a write-off have left) and
    `disputed_units`, changed by guarded updates in the transaction of their cause.
    """

    invoice_id = TextLine(max_length=120)
    account = models.ForeignKey(Account, models.PROTECT, related_name="invoices", db_index=False)
    entity = models.ForeignKey(Entity, models.PROTECT, null=True, related_name="invoices")
    kind = TextLine(max_length=12, default="invoice")
    currency = Currency()
    amount_units = Units()
    issued_on = models.DateField()
    due_on = models.DateField()
    order_no = TextLine(max_length=120, blank=True)
    written_off_on = models.DateField(null=True)
    open_units = Units()
    disputed_units = Units(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invoice_id"], condition=CURRENT, name="one_current_invoice_a_number"
            ),
            models.CheckConstraint(
                condition=Q(
                    amount_units__gte=0, open_units__gte=0, open_units__lte=F("amount_units")
                )
                | Q(amount_units__lt=0, open_units__lte=0, open_units__gte=F("amount_units")),
                name="open_between_nothing_and_all",
            ),
        ]
        indexes = [
            models.Index(
                fields=["account", "due_on", "open_units"],
                name="open_items",
                condition=CURRENT & ~Q(open_units=0),
            ),
            models.Index(
                fields=["due_on", "id"],
                name="open_by_due_day",
                condition=CURRENT & ~Q(open_units=0),
            ),
            models.Index(
                fields=["open_units", "-issued_on", "-id"],
                name="open_by_what_is_open",
                condition=CURRENT & ~Q(open_units=0),
            ),
            models.Index(
                fields=["amount_units", "-issued_on", "-id"],
                name="open_by_amount",
                condition=CURRENT & ~Q(open_units=0),
            ),
            models.Index(fields=["account", "-issued_on", "-id"], name="invoices_of_account"),
            models.Index(fields=["-issued_on", "-id"], name="invoices_by_day"),
            models.Index(fields=["invoice_id"], name="withdrawn_invoices", condition=_WITHDRAWN),
            models.Index(fields=["due_on", "id"], name="invoices_by_due_day"),
        ]


class Payment(Recorded):
    """Money received. State: `left_units`, what no allocation has used yet."""

    payment_id = TextLine(max_length=120)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="payments", db_index=False
    )
    currency = Currency()
    amount_units = Units()
    received_on = models.DateField()
    method = TextLine(max_length=60, blank=True)
    reference = TextLine(max_length=300, blank=True)
    left_units = Units()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payment_id"], condition=CURRENT, name="one_current_payment_a_number"
            ),
            models.CheckConstraint(
                condition=Q(
                    amount_units__gte=0, left_units__gte=0, left_units__lte=F("amount_units")
                )
                | Q(amount_units__lt=0, left_units__lte=0, left_units__gte=F("amount_units")),
                name="left_between_nothing_and_all",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-received_on"], name="payments_of_account"),
            models.Index(fields=["-received_on", "-id"], name="payments_by_day"),
            models.Index(
                fields=["account"],
                name="unapplied_payments",
                condition=CURRENT & ~Q(left_units=0),
            ),
            models.Index(
                fields=["-received_on", "-id"],
                name="unapplied_by_day",
                condition=CURRENT & ~Q(left_units=0),
            ),
        ]


class Allocation(Recorded):
    """So much of one payment, or of one credit note, settles so much of one invoice."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="allocations")
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="allocations")
    credit_note = models.ForeignKey(Invoice, models.PROTECT, null=True, related_name="uses")
    amount_units = Units()
    allocated_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(payment__isnull=True) | Q(credit_note__isnull=True),
                name="from_a_payment_or_a_credit_note",
            )
        ]


class Dispute(Recorded):
    """A customer says an invoice, or a part of it, is not owed. Null amount: all of it."""

    dispute_id = TextLine(max_length=120)
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="disputes")
    amount_units = Units(null=True)
    reason = TextLine(max_length=120, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    outcome = TextLine(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dispute_id"], condition=CURRENT, name="one_current_dispute_a_number"
            )
        ]


class Promise(Recorded):
    """A customer said how much it pays until when; `invoice_ids` are separated by commas."""

    promise_id = TextLine(max_length=120)
    account = models.ForeignKey(Account, models.PROTECT, related_name="promises")
    amount_units = Units()
    currency = Currency()
    made_on = models.DateField()
    due_on = models.DateField()
    invoice_ids = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["promise_id"], condition=CURRENT, name="one_current_promise_a_number"
            )
        ]


class Rate(Recorded):
    """One unit of `base` costs `rate` units of `quote` on that day; text keeps every digit."""

    base = Currency()
    quote = Currency()
    on = models.DateField()
    rate = TextLine(max_length=40)
    origin = TextLine(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["base", "quote", "on", "origin"],
                condition=CURRENT,
                name="one_current_rate_a_day",
            )
        ]
