"""Who is told of an event, and what is sent?

Asked for in the transaction of the event itself, so that a message goes out exactly when its
cause came about; sent by a worker, at least once, always under the same id.
"""

from __future__ import annotations

import json
from typing import Any

from django.db.models.signals import post_save

from duly.server.platform import clock
from duly.server.platform.audit.log import PERSONAL
from duly.server.platform.canonical import canonical
from duly.server.platform.jobs.acts import NeedsAPerson, Running, act
from duly.server.platform.jobs.queue import ask
from duly.server.platform.models import Event, Webhook
from duly.server.platform.webhooks.addresses import RefusedAddress
from duly.server.platform.webhooks.registered import secrets_of
from duly.server.platform.webhooks.sending import post
from duly.server.platform.webhooks.signing import HEADER, signature
from duly.server.platform.webhooks.told import NAMES

SEND = "webhook.send"
_HOPELESS = {"url_unreadable", "url_not_https", "url_with_password", "host_not_public"}


def message_of(event: Event) -> dict[str, Any]:
    """What a receiver reads: ids and figures, nothing of a person."""
    facts = json.loads(event.facts)
    facts.pop(PERSONAL, None)
    return {
        "id": f"event-{event.number}",
        "kind": NAMES[event.kind],
        "recorded_at": event.recorded_at,
        "subject": {"kind": event.subject_kind, "id": event.subject_id},
        "facts": facts,
    }


def ask_to_tell(event: Event) -> int:
    """Ask for one message a webhook that wants this kind. Says how many."""
    name = NAMES.get(event.kind)
    if name is None:
        return 0
    wanted = [hook for hook in Webhook.objects.filter(is_on=True) if name in hook.kinds]
    for webhook in wanted:
        ask(
            kind=SEND,
            payload={"webhook": webhook.pk, "event": event.number},
            key=f"{SEND}:{webhook.pk}:{event.number}",
        )
    return len(wanted)


@act(SEND)
def send(job: Running) -> dict[str, Any]:
    """Send one message. A webhook that was switched off or removed meanwhile gets none."""
    webhook = Webhook.objects.filter(pk=job.payload["webhook"], is_on=True).first()
    if webhook is None:
        return {"sent": False}
    event = Event.objects.get(pk=job.payload["event"])
    body = canonical(message_of(event)).encode("ascii")
    header = signature(body, secrets=secrets_of(webhook), sent_at=clock.now())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Duly",
        "Duly-Event": NAMES[event.kind],
        HEADER: header,
    }
    try:
        status = post(webhook.url, body, headers)
    except RefusedAddress as refused:
        if refused.code in _HOPELESS:
            raise NeedsAPerson(refused.code) from refused
        raise
    return {"sent": True, "status": status}


def _when_recorded(sender: object, instance: Event, created: bool, **_: Any) -> None:
    if created:
        ask_to_tell(instance)


post_save.connect(_when_recorded, sender=Event, dispatch_uid="duly.webhooks")
