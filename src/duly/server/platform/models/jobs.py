"""What is to be done behind the pages, and what became of it?"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from duly.server.platform.fields import Prose, TextLine


class State(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    PARKED = "parked"


class Job(models.Model):
    """One act to be done at least once: written in the transaction that wants it done.

    `key` makes asking twice one job. A lease that ran out is taken up by the next worker.
    """

    kind = TextLine(max_length=60)
    payload = models.JSONField(default=dict)
    key = TextLine(max_length=200, null=True, unique=True)
    state = TextLine(max_length=10, choices=State.choices, default=State.WAITING)
    run_after = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_by = TextLine(max_length=80, blank=True)
    leased_until = models.DateTimeField(null=True)
    progress_share = models.FloatField(default=0.0)
    progress_of = TextLine(max_length=120, blank=True)
    result = models.JSONField(null=True)
    last_error = Prose(blank=True)
    asked_by = models.ForeignKey("platform.User", models.PROTECT, null=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["run_after", "id"],
                name="job_to_do",
                condition=Q(state__in=["waiting", "running"]),
            )
        ]


class Schedule(models.Model):
    """A job that is asked for every day from a time of day on; a missed day is caught up."""

    kind = TextLine(max_length=60, unique=True)
    daily_at = models.TimeField()
    last_asked_for = models.DateField(null=True)
    is_on = models.BooleanField(default=True)
