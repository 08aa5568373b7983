"""What did the core say of the whole book on a day?"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from duly.server.platform.fields import Currency, Prose, TextLine, Units


class Snapshot(models.Model):
    """One day's answers: what they rest on (`facts_digest`, policy), and the figures of the whole.

    A day has one complete snapshot; another run of the same day on the same facts and policy
    changes nothing. `figures`, `ageing`, `changes`, `cash` are JSON facts as pages show them.
    """

    as_of = models.DateField(unique=True)
    is_complete = models.BooleanField(default=False)
    policy_version = TextLine(max_length=80)
    policy_fingerprint = TextLine(max_length=64)
    facts_digest = TextLine(max_length=64)
    started_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    currency = Currency()
    figures = models.JSONField(default=dict)
    ageing = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    cash = models.JSONField(default=dict)


class AccountDay(models.Model):
    """What the core said of an account on a day; money in the snapshot's reporting currency.

    `buckets_units` are the open invoices by the policy's buckets, what is not due first; with the
    open credit notes they make `open_units`. `limit_units` is the limit in force. What has no rate
    to the reporting currency is left out, and `missing_rates` counts such balances.
    """

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="accounts", db_index=False)
    account = models.ForeignKey(
        "ledger.Account", models.PROTECT, related_name="days", db_index=False
    )
    open_units = Units()
    overdue_units = Units()
    disputed_units = Units()
    unapplied_units = Units()
    exposure_units = Units()
    buckets_units = models.JSONField(default=list)
    oldest_days = models.IntegerField(null=True)
    score = models.IntegerField(null=True)
    grade = TextLine(max_length=2, blank=True)
    pd = models.FloatField(null=True)
    limit_units = Units(null=True)
    recommended_limit_units = Units(null=True)
    late_days_mean = models.FloatField(null=True)
    expected_loss_units = Units(null=True)
    missing_rates = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "account"], name="one_account_a_day")
        ]
        indexes = [
            models.Index(fields=["account", "snapshot"], name="days_of_account"),
            models.Index(fields=["snapshot", "-overdue_units"], name="day_by_overdue"),
            models.Index(fields=["snapshot", "-open_units"], name="day_by_open"),
            models.Index(fields=["snapshot", "score"], name="day_by_score"),
            models.Index(
                fields=["snapshot"],
                name="days_beyond_limit",
                condition=Q(exposure_units__gt=F("limit_units")),
            ),
        ]


class AccountReasons(models.Model):
    """Why, for the latest day only: characteristics, limit, terms, warnings, advice as facts."""

    account = models.OneToOneField("ledger.Account", models.PROTECT, related_name="reasons")
    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="+")
    facts = models.JSONField(default=dict)


class AgeingCell(models.Model):
    """Open money by the day it was due: any buckets are sums of these, for any recorded day.

    Open credit notes (below zero) stand in cells of their own.
    """

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="cells", db_index=False)
    entity = TextLine(max_length=80, blank=True)
    portfolio = TextLine(max_length=80, blank=True)
    currency = Currency()
    due_on = models.DateField()
    is_credit = models.BooleanField(default=False)
    open_units = Units()
    disputed_units = Units()
    items = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["snapshot", "due_on"], name="cells_by_due_day")]


class InvoiceOutlook(models.Model):
    """When an open invoice will be paid, as the latest day's run said."""

    invoice = models.OneToOneField("ledger.Invoice", models.CASCADE, related_name="outlook")
    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="+")
    p10_on = models.DateField(null=True)
    p50_on = models.DateField(null=True)
    p90_on = models.DateField(null=True)
    late_chance = models.FloatField(null=True)
    never_chance = models.FloatField(null=True)
    reasons = models.JSONField(default=list)
    figures = models.JSONField(default=dict)


class WorkItem(models.Model):
    """An account worth a call on the day of the snapshot, ranked by expected money."""

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="work", db_index=False)
    account = models.ForeignKey("ledger.Account", models.PROTECT, related_name="work")
    rank = models.IntegerField()
    expected_units = Units()
    action = TextLine(max_length=40)
    reasons = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "account"], name="one_work_item_a_day")
        ]
        indexes = [models.Index(fields=["snapshot", "rank"], name="work_by_rank")]


class EarlyWarning(models.Model):
    """An early warning on the day of the snapshot, with observed value, history and threshold.

    A `severity` of 1 cannot wait, 4 is the mildest.
    """

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="warnings", db_index=False)
    account = models.ForeignKey("ledger.Account", models.PROTECT, related_name="warnings")
    code = TextLine(max_length=60)
    severity = models.SmallIntegerField()
    facts = models.JSONField(default=dict)
    since = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["snapshot", "account"], name="warnings_of_account"),
            models.Index(fields=["snapshot", "severity", "account"], name="warnings_by_severity"),
        ]


class StoredModel(models.Model):
    """A fitted payment-timing model: its files as one sealed archive, its card as facts."""

    fitted_on = models.DateField()
    kind = TextLine(max_length=40)
    digest = TextLine(max_length=64, unique=True)
    archive = models.BinaryField()
    card = models.JSONField(default=dict)
    is_trusted = models.BooleanField(default=True)
    problem = Prose(blank=True)
    created_at = models.DateTimeField()
