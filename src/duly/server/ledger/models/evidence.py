"""What else do we know of a customer: orders, statements, bureau reports, insurance cover?"""

from __future__ import annotations

from django.db import models

from duly.server.ledger.models.accounts import Account
from duly.server.ledger.models.recorded import CURRENT, Recorded
from duly.server.platform.fields import Currency, TextLine, Units


class Order(Recorded):
    """An order taken; it counts as exposure until it is invoiced."""

    order_id = TextLine(max_length=120)
    account = models.ForeignKey(Account, models.PROTECT, related_name="orders")
    currency = Currency()
    amount_units = Units()
    placed_on = models.DateField()
    shipped_on = models.DateField(null=True)
    invoiced_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order_id"], condition=CURRENT, name="one_current_order_a_number"
            )
        ]


class Statement(Recorded):
    """Financial statements of a period; `lines` maps line names of the book to units."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="statements", db_index=False)
    period_end = models.DateField()
    currency = Currency()
    months = models.IntegerField(null=True)
    known_on = models.DateField(null=True)
    lines = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["account", "-period_end"])]


class BureauReport(Recorded):
    """What a credit bureau said of a customer on a day."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="reports", db_index=False)
    bureau = TextLine(max_length=120)
    received_on = models.DateField()
    score = models.FloatField(null=True)
    score_min = models.FloatField(null=True)
    score_max = models.FloatField(null=True)
    grade = TextLine(max_length=20, blank=True)
    recommended_limit_units = Units(null=True)
    currency = Currency(blank=True)
    days_beyond_terms = models.FloatField(null=True)
    adverse_events = models.IntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-received_on"])]


class Cover(Recorded):
    """Credit insurance on a customer under a policy."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="cover", db_index=False)
    insurer = TextLine(max_length=120)
    policy = TextLine(max_length=120)
    currency = Currency()
    limit_units = Units()
    insured_share = models.FloatField(null=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    max_terms_days = models.IntegerField(null=True)
    max_extension_days = models.IntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "valid_from"])]
