"""Since when do we know a fact, from where, and until when did we hold it for true?"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

CURRENT = Q(withdrawn_at__isnull=True)


class Recorded(models.Model):
    """A dated fact. It is never edited: a correction withdraws it and records another.

    Triggers let only `withdrawn_at`, `withdrawn_by` and what a table calls its state change, and
    no row be deleted. What was known at a moment: recorded by then, and not yet withdrawn.
    """

    recorded_at = models.DateTimeField()
    source = models.ForeignKey("ledger.Import", models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    # Asked for by the undo of an import alone, which reads the whole table anyway.
    withdrawn_by = models.ForeignKey(
        "ledger.Import", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        abstract = True
