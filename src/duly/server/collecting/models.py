"""What was said to a customer, who looks after it, and when do we ask again?"""

from __future__ import annotations

from django.db import models

from duly.server.platform.fields import Prose, TextLine


class Activity(models.Model):
    """A call, mail, letter or note. Appended, never edited (triggers see to it)."""

    account = models.ForeignKey("ledger.Account", models.PROTECT, related_name="activities")
    kind = TextLine(max_length=20)
    outcome = TextLine(max_length=40, blank=True)
    text = Prose(blank=True)
    done_by = models.ForeignKey("platform.User", models.PROTECT)
    done_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "-recorded_at"])]


class Snooze(models.Model):
    """An account kept off the worklist until a day, and why; the latest of an account holds."""

    account = models.ForeignKey("ledger.Account", models.PROTECT, related_name="snoozes")
    until = models.DateField()
    reason = TextLine(max_length=200, blank=True)
    set_by = models.ForeignKey("platform.User", models.PROTECT)
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=models.Q(ended_at__isnull=True),
                name="one_snooze_an_account",
            )
        ]
