"""Which files of the watched folder wait for somebody to look at them?"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q, QuerySet

from duly.server.ledger.models import Import
from duly.server.ledger.models.imports import Stage
from duly.server.platform import clock

# What was not read by then will not be read without somebody: its job was given up.
_LONGEST_READING = timedelta(hours=1)


def waiting_imports() -> QuerySet[Import]:
    """Read and not committed; or never read, which is no better."""
    stuck = Q(stage=Stage.UPLOADED, started_at__lt=clock.now() - _LONGEST_READING)
    return Import.objects.exclude(watched_folder="").filter(Q(stage=Stage.READ) | stuck)
