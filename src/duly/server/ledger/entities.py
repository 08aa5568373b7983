"""What is one of our own companies called, and where does it stand?"""

from __future__ import annotations

from django.db import transaction

from duly.server.ledger.models import Entity
from duly.server.platform.audit.log import record
from duly.server.platform.rights import Act, Actor, demand


def describe_entity(
    *, actor: Actor, entity: Entity, name: str, country: str, currency: str
) -> Entity:
    """Say name, country and currency of an entity; its code is what its invoices carry."""
    demand(actor, Act.MANAGE_SETTINGS)
    said = {"name": name, "country": country, "currency": currency}
    with transaction.atomic():
        held = Entity.objects.select_for_update().get(pk=entity.pk)
        before = {field: getattr(held, field) for field in said}
        if before == said:
            return held
        for field, value in said.items():
            setattr(held, field, value)
        held.save(update_fields=list(said))
        facts = {"entity": held.code, **said, "before": before}
        record(actor=actor, kind="entity.described", subject=("entity", held.code), facts=facts)
    return held
