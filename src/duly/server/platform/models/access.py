"""Who may enter, in which role and for which part of the book?"""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from duly.server.platform.fields import TextLine


class Role(models.TextChoices):
    """What somebody is trusted with; `rights.py` says which acts that is."""

    VIEWER = "viewer"
    COLLECTOR = "collector"
    CREDIT_ANALYST = "credit_analyst"
    CASH_CLERK = "cash_clerk"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    API_CLIENT = "api_client"


class User(AbstractUser):
    """Somebody who signs in, or a program that calls.

    Empty scopes mean the whole book: `entities` are codes of our companies, `portfolios` the
    parts the accounts are dealt into.
    """

    role = TextLine(max_length=20, choices=Role.choices, default=Role.VIEWER)
    entities = models.JSONField(default=list, blank=True)
    portfolios = models.JSONField(default=list, blank=True)
    language = TextLine(max_length=5, default="en")
    theme = TextLine(max_length=5, default="auto")


class ApiToken(models.Model):
    """A key for programs. Only its hash is kept; the scopes narrow what its owner may do."""

    owner = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    name = TextLine(max_length=80)
    prefix = TextLine(max_length=12, unique=True)
    digest = TextLine(max_length=64)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)


class IdempotentAnswer(models.Model):
    """What a writing call of the API answered the first time, so that its repetition gets the same.

    `status` is null while the first call is still under way.
    """

    owner = models.ForeignKey(User, models.PROTECT)
    key = TextLine(max_length=200)
    route = TextLine(max_length=200)
    request_digest = TextLine(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="one_answer_a_key")]


class SavedView(models.Model):
    """A filter and sort order of a list, under a name of its owner's."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="views")
    page = TextLine(max_length=40)
    name = TextLine(max_length=80)
    query = TextLine(max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "page", "name"], name="one_view_a_name")
        ]
