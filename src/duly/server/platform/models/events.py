"""What was decided and done, by whom, in which order?"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from duly.server.platform.fields import Prose, TextLine


class Event(models.Model):
    """One line of the log: appended, chained by hash, never edited (triggers see to it).

    `facts` is canonical JSON. Personal data is not in it, only a salted digest of it: the datum
    itself stands in `PersonalDatum` and can be shredded without breaking the chain.
    """

    number = models.BigIntegerField(primary_key=True)
    recorded_at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="events"
    )
    kind = TextLine(max_length=60, db_index=True)
    subject_kind = TextLine(max_length=30)
    subject_id = TextLine(max_length=80)
    facts = models.TextField()
    policy_version = TextLine(max_length=80, blank=True)
    facts_digest = TextLine(max_length=64, blank=True)
    previous_hash = TextLine(max_length=64)
    hash = TextLine(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id", "-number"])]


class PersonalDatum(models.Model):
    """What an event knows of a person. Deleting the row shreds it; the digest in the log stays."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="personal")
    field = TextLine(max_length=40)
    salt = TextLine(max_length=32)
    value = Prose()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "field"], name="one_personal_datum_a_field")
        ]
