"""Which credit policies were drafted, agreed and in force, and from when?"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from duly.server.platform.fields import TextLine


class Stage(models.TextChoices):
    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"


class PolicyVersion(models.Model):
    """A policy as TOML. A draft may be edited; once active it is never changed, only retired."""

    stage = TextLine(max_length=10, choices=Stage.choices, default=Stage.DRAFT)
    name = TextLine(max_length=120)
    version = TextLine(max_length=80)
    toml = models.TextField()
    fingerprint = TextLine(max_length=64)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="drafts")
    written_by = models.ForeignKey("platform.User", models.PROTECT, null=True)
    written_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stage"], condition=Q(stage="active"), name="one_active_policy"
            ),
            models.UniqueConstraint(
                fields=["version"],
                condition=~Q(stage="draft"),
                name="one_agreed_policy_a_version",
            ),
        ]
