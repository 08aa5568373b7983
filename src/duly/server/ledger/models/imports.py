"""Which files came in, how were they understood, and what became of their rows?"""

from __future__ import annotations

from django.db import models

from duly.server.platform.fields import Prose, TextLine


class Stage(models.TextChoices):
    """Where an import stands. `committed` has changed the ledger, `undone` has changed it back;
    `dismissed` was looked at and is not wanted."""

    UPLOADED = "uploaded"
    READ = "read"
    COMMITTED = "committed"
    UNDONE = "undone"
    FAILED = "failed"
    DISMISSED = "dismissed"


class Import(models.Model):
    """One file or book folder on its way into the ledger, or a correction made by hand.

    `form` is the digest of its columns: that of the same export another day. `watched_folder` is
    where the desk took it from by itself.
    """

    stage = TextLine(max_length=10, choices=Stage.choices, default=Stage.UPLOADED)
    file_name = TextLine(max_length=255)
    file_digest = TextLine(max_length=64, db_index=True)
    stored_as = TextLine(max_length=255, blank=True)
    watched_folder = TextLine(max_length=255, blank=True)
    form = TextLine(max_length=64, blank=True, db_index=True)
    mapping = Prose(blank=True)
    as_of = models.DateField(null=True)
    read = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    problem = Prose(blank=True)
    started_by = models.ForeignKey("platform.User", models.PROTECT, null=True)
    started_at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")


class ImportFinding(models.Model):
    """A row set aside or doubted, with file, row, column, value and reason code."""

    source = models.ForeignKey(Import, models.CASCADE, related_name="findings")
    code = TextLine(max_length=60)
    table = TextLine(max_length=30, blank=True)
    row = models.BigIntegerField(null=True)
    column = TextLine(max_length=120, blank=True)
    value = TextLine(max_length=500, blank=True)
    is_set_aside = models.BooleanField(default=False)
