"""What waits for a second pair of eyes, and who gave it?"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from duly.server.platform.fields import Prose, TextLine


class Outcome(models.TextChoices):
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    EXPIRED = "expired"


class Approval(models.Model):
    """An act asked for by one person and agreed to by another: the database knows they differ.

    What is approved is what was asked: the payload's digest is taken when asking and compared
    when acting.
    """

    kind = TextLine(max_length=60)
    subject_kind = TextLine(max_length=30)
    subject_id = TextLine(max_length=80)
    payload = models.JSONField()
    payload_digest = TextLine(max_length=64)
    reason = Prose(blank=True)
    asked_by = models.ForeignKey("platform.User", models.PROTECT, related_name="asked")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    outcome = TextLine(max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    decided_by = models.ForeignKey(
        "platform.User", models.PROTECT, null=True, related_name="decided"
    )
    decided_at = models.DateTimeField(null=True)
    decision_reason = Prose(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="approver_is_not_the_asker",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="approved")
                | (Q(decided_by__isnull=False) & Q(decided_at__isnull=False)),
                name="approved_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["kind", "subject_kind", "subject_id"],
                condition=Q(outcome="waiting"),
                name="one_open_request_a_subject",
            ),
        ]
