"""On which days is no business done, beside weekends and public holidays?"""

from __future__ import annotations

from django.db import models

from duly.server.ledger.models.accounts import Entity
from duly.server.platform.fields import TextLine


class Closure(models.Model):
    """Days on which one of our entities, or a country, does no business: from the first to the
    last, both closed, and in every later year too if `is_yearly`."""

    entity = models.ForeignKey(Entity, models.PROTECT, null=True, related_name="closures")
    country = TextLine(max_length=8, blank=True)
    name = TextLine(max_length=120)
    first_on = models.DateField()
    last_on = models.DateField()
    is_yearly = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("platform.User", models.PROTECT, related_name="+")

    @property
    def place(self) -> str:
        return self.entity.code if self.entity else self.country


class Reopening(models.Model):
    """A closure that does not hold any more; the closure itself stays as it was recorded."""

    closure = models.OneToOneField(Closure, models.PROTECT, related_name="reopening")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("platform.User", models.PROTECT, related_name="+")
