"""Who outside is told of our main events?"""

from __future__ import annotations

from django.db import models

from duly.server.platform.fields import TextLine


class Webhook(models.Model):
    """An address that gets signed messages; its secret is kept sealed (`platform/secrets.py`)."""

    url = TextLine(max_length=500)
    secret_sealed = models.TextField()
    kinds = models.JSONField(default=list)
    is_on = models.BooleanField(default=True)
    created_by = models.ForeignKey("platform.User", models.PROTECT)
    created_at = models.DateTimeField()
