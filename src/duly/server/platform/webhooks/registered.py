"""Which addresses get our messages, for which events, signed with which secrets?"""

from __future__ import annotations

import json
import secrets as randomness
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from duly.server.platform import clock
from duly.server.platform.audit.log import record
from duly.server.platform.models import Webhook
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, Actor, demand
from duly.server.platform.secrets import seal, unseal
from duly.server.platform.webhooks import events as _declared  # noqa: F401  # the log knows them
from duly.server.platform.webhooks.addresses import RefusedAddress, target_of
from duly.server.platform.webhooks.told import TOLD

MOST_WEBHOOKS = 20
_SECRETS_AT_ONCE = 2


def add_webhook(*, actor: Actor, url: str, kinds: Sequence[str]) -> tuple[Webhook, str]:
    """A new webhook and its secret, which is shown this once."""
    demand(actor, Act.MANAGE_SETTINGS)
    _demand_sense(url, kinds)
    secret = _new_secret()
    with transaction.atomic():
        if Webhook.objects.count() >= MOST_WEBHOOKS:
            raise Refused("webhooks_too_many", most=MOST_WEBHOOKS)
        webhook = Webhook.objects.create(
            url=url,
            secret_sealed=seal(json.dumps([secret])),
            kinds=sorted(set(kinds)),
            created_by=actor.user,
            created_at=clock.now(),
        )
        _record(actor, "webhook.added", webhook, kinds=webhook.kinds)
    return webhook, secret


def change_webhook(
    *,
    actor: Actor,
    webhook: Webhook,
    url: str | None = None,
    kinds: Sequence[str] | None = None,
    is_on: bool | None = None,
) -> Webhook:
    """Another address, other events, or on and off; None leaves a thing as it is."""
    demand(actor, Act.MANAGE_SETTINGS)
    with transaction.atomic():
        held = _hold(webhook)
        held.url = held.url if url is None else url
        held.kinds = held.kinds if kinds is None else sorted(set(kinds))
        held.is_on = held.is_on if is_on is None else is_on
        _demand_sense(held.url, held.kinds)
        held.save(update_fields=["url", "kinds", "is_on"])
        _record(actor, "webhook.changed", held, kinds=held.kinds, is_on=held.is_on)
    return held


def add_secret(*, actor: Actor, webhook: Webhook) -> str:
    """A new secret, which signs beside the old one until that is dropped."""
    demand(actor, Act.MANAGE_SETTINGS)
    secret = _new_secret()
    with transaction.atomic():
        held = _hold(webhook)
        _keep_secrets(held, [secret, *secrets_of(held)][:_SECRETS_AT_ONCE])
        _record(actor, "webhook.secret_added", held)
    return secret


def drop_old_secret(*, actor: Actor, webhook: Webhook) -> None:
    """Sign with the newest secret only, once the receiver knows it."""
    demand(actor, Act.MANAGE_SETTINGS)
    with transaction.atomic():
        held = _hold(webhook)
        kept = secrets_of(held)
        if len(kept) < _SECRETS_AT_ONCE:
            raise Refused("webhook_has_one_secret")
        _keep_secrets(held, kept[:1])
        _record(actor, "webhook.secret_dropped", held)


def remove_webhook(*, actor: Actor, webhook: Webhook) -> None:
    """Forget the address and its secrets. Messages still waiting are not sent."""
    demand(actor, Act.MANAGE_SETTINGS)
    with transaction.atomic():
        held = _hold(webhook)
        _record(actor, "webhook.removed", held)
        held.delete()


def secrets_of(webhook: Webhook) -> list[str]:
    """The secrets that sign, the newest first."""
    return list(json.loads(unseal(webhook.secret_sealed)))


def _hold(webhook: Webhook) -> Webhook:
    held = Webhook.objects.select_for_update().filter(pk=webhook.pk).first()
    if held is None:
        raise Refused("webhook_was_removed")
    return held


def _keep_secrets(webhook: Webhook, secrets: list[str]) -> None:
    webhook.secret_sealed = seal(json.dumps(secrets))
    webhook.save(update_fields=["secret_sealed"])


def _demand_sense(url: str, kinds: Sequence[str]) -> None:
    """What the address resolves to is looked at before every message, as it may change."""
    try:
        target_of(url)
    except RefusedAddress as refused:
        raise Refused(refused.code) from refused
    unknown = sorted(set(kinds) - set(TOLD))
    if unknown or not kinds:
        raise Refused("webhook_kinds_unknown", unknown=unknown, known=list(TOLD))


def _new_secret() -> str:
    return "whsec_" + randomness.token_urlsafe(32)


def _record(actor: Actor, kind: str, webhook: Webhook, **facts: Any) -> None:
    """The address may hold a secret in its path, so the log keeps the host only."""
    record(
        actor=actor,
        kind=kind,
        subject=("webhook", str(webhook.pk)),
        facts={"host": target_of(webhook.url).host, **facts},
    )
