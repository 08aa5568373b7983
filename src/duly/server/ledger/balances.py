"""What do the facts leave open of an invoice, and unused of a payment?

The rules are those of the core's `open_items`. Where more was allocated than there was, nothing
is left: the ledger keeps such facts if a file told them, and adds none by hand.
"""

from __future__ import annotations

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest, Least

from duly.server.ledger.models import Allocation, Dispute, Invoice, Payment
from duly.server.ledger.models.recorded import CURRENT


def settle_payment(number: int) -> None:
    """Work out anew what is left of the payment in this row.

    Locked first: what is added up is then read after everybody who changed it before.
    """
    Payment.objects.select_for_update().get(pk=number)
    settle_payments(Payment.objects.filter(pk=number))


def settle_invoice(number: int) -> None:
    """Work out anew what is open of the invoice in this row, and what of that is disputed."""
    Invoice.objects.select_for_update().get(pk=number)
    settle_invoices(Invoice.objects.filter(pk=number))


def settle_payments(payments: QuerySet[Payment]) -> None:
    """The same for many, while nobody else can change them."""
    payments.update(left_units=_between(_AMOUNT - _sum_of_allocations("payment")))


def settle_invoices(invoices: QuerySet[Invoice]) -> None:
    """The same for many, while nobody else can change them."""
    left = _AMOUNT - _sum_of_allocations("invoice") + _sum_of_allocations("credit_note")
    written_off = When(written_off_on__isnull=False, then=_NOTHING)
    invoices.update(open_units=Case(written_off, default=_between(left), output_field=_UNITS))
    restate_disputed(invoices)


def restate_disputed(invoices: QuerySet[Invoice]) -> None:
    """What of the open amount is claimed by disputes; one without an amount claims all of it."""
    running = Dispute.objects.filter(CURRENT, invoice=OuterRef("pk"), closed_on__isnull=True)
    whole = Greatest(_units("open_units"), _NOTHING)
    claims = running.order_by().values("invoice").annotate(units=Sum("amount_units"))
    claimed = Coalesce(Subquery(claims.values("units")), _NOTHING, output_field=_UNITS)
    is_whole = When(Exists(running.filter(amount_units__isnull=True)), then=whole)
    disputed = Case(is_whole, default=Least(claimed, whole), output_field=_UNITS)
    invoices.update(disputed_units=disputed)


def _units(column: str) -> ExpressionWrapper:
    """A column of money beside which plain numbers may stand."""
    return ExpressionWrapper(F(column), output_field=_UNITS)


def _between(left: Combinable) -> Case:
    """What is left, but neither beyond the amount nor on the other side of zero."""
    above = Greatest(_NOTHING, Least(_AMOUNT, left))
    below = Least(_NOTHING, Greatest(_AMOUNT, left))
    return Case(When(amount_units__gte=0, then=above), default=below, output_field=_UNITS)


def _sum_of_allocations(side: str) -> Coalesce:
    standing = Allocation.objects.filter(CURRENT, **{side: OuterRef("pk")})
    sums = standing.order_by().values(side).annotate(units=Sum("amount_units")).values("units")
    return Coalesce(Subquery(sums), _NOTHING, output_field=_UNITS)


_UNITS = BigIntegerField()
_NOTHING = Value(0, output_field=_UNITS)
_AMOUNT = _units("amount_units")
